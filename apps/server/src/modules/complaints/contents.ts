/** What lies sealed: the words, the name, the contact. A digest of them stands in the clear, made with a key. */
import type { Keyring } from '../../platform/crypto/index.ts'

export interface Said {
  readonly said: string
  readonly name: string | null
  readonly contact: string | null
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

/** Keyed, because short texts could be guessed from a plain one by whoever reads the database. */
export function digestOf(keyring: Keyring, content: readonly unknown[]): string {
  return keyring.hash('lookup', `complaint content ${JSON.stringify(content)}`).toString('hex')
}
