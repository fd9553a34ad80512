/** Bytes of a text file become text: UTF-8 or UTF-16 by their mark or by being valid, GB18030 otherwise. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

export interface Decoded {
  /** Without the byte order mark. */
  readonly text: string
  readonly encoding: Encoding
}

/** Never throws: what GB18030 does not know becomes U+FFFD, and is seen as such. `hint` is what a page says of itself. */
export function decode(bytes: Uint8Array, hint?: string): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be')
  if (isUtf8(bytes)) return decoded(bytes, 'utf-8')
  return decoded(bytes, hint && /utf-?8/i.test(hint) ? 'utf-8' : 'gb18030')
}

function decoded(bytes: Uint8Array, encoding: Encoding): Decoded {
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
