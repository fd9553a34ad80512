/** What an objector says and who it is: sealed under the id of the entry, opened for who answers, never in the journal. */
import type { Keyring } from '../../../platform/crypto/index.ts'

export interface Confided {
  readonly text: string
  readonly name: string | null
  readonly contact: string | null
  /** Over the public site: the number of the row that was objected to, or all of them. */
  readonly row?: number | 'whole'
}

/** Blanks around are nobody's words; a name that was left blank is none. */
export function confidedBy(said: {
  readonly text: string
  readonly name?: string | undefined
  readonly contact?: string | undefined
}): Confided {
  return {
    text: said.text.trim(),
    name: said.name?.trim() || null,
    contact: said.contact?.trim() || null,
  }
}

export function sealConfided(keyring: Keyring, id: string, confided: Confided): Buffer {
  return keyring.seal('secret', JSON.stringify(confided), id)
}

export function openConfided(keyring: Keyring, id: string, secret: Buffer): Confided {
  return JSON.parse(keyring.open('secret', secret, id).toString()) as Confided
}
