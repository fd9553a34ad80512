/** What a row says of somebody, and why somebody acted: sealed in the row, bound to its id. Digests are made with a key. */
import type { Keyring } from '../../platform/crypto/index.ts'

/** As it was written; what was left out is null. */
export interface Said {
  readonly idNumber: string | null
  readonly name: string | null
  readonly village: string | null
  readonly reason: string | null
  readonly amount: string | null
}

export function sealSaid(keyring: Keyring, id: string, said: Said): Buffer {
  return keyring.seal('secret', JSON.stringify(said), id)
}

export function openSaid(keyring: Keyring, id: string, secret: Buffer): Said {
  return JSON.parse(keyring.open('secret', secret, id).toString()) as Said
}

export function sealText(keyring: Keyring, id: string, text: string): Buffer {
  return keyring.seal('secret', text, id)
}

export function openText(keyring: Keyring, id: string, secret: Buffer): string {
  return keyring.open('secret', secret, id).toString()
}

export function digestOf(keyring: Keyring, content: readonly unknown[]): string {
  return keyring.hash('lookup', `lead content ${JSON.stringify(content)}`).toString('hex')
}

/** Of a sheet: the plain digest of a short one could be guessed from its content. */
export function hashOfFile(keyring: Keyring, sha256: string): Buffer {
  return keyring.hash('lookup', `lead file ${sha256}`)
}
