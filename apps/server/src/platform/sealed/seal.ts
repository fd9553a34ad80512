/**
 * Values that lie encrypted in one table, each under a stand-in that stands for it everywhere else: equal values have
 * equal stand-ins, whichever key encrypts them today. So journals are never rewritten when keys change, and whatever
 * compares, joins or counts goes on to work without opening anything.
 */
import { kinOf, sealedText } from '@lika/codes'
import { type Keyring, keyIdOf } from '../crypto/index.ts'

export interface SealedValue {
  readonly token: string
  /** What it is, as the catalogue calls it: idNumber, phone. It says how the value is masked. */
  readonly kind: string
  readonly keyId: number
  readonly sealed: Buffer
}

export function sealValue(keyring: Keyring, kind: string, value: string): SealedValue {
  const token = tokenOf(keyring, kind, value)
  const sealed = keyring.seal('fact', value, placeOf(kind, token))
  return { token, kind, keyId: keyIdOf(sealed), sealed }
}

/** The stand-in alone: what an equal value that is stored would have. */
export function tokenOf(keyring: Keyring, kind: string, value: string): string {
  const own = digest(keyring, `${kind}\0${value}`)
  const shared = kinOf(value)
  const kin = shared === value ? own : digest(keyring, `${kind}\0kin\0${shared}`)
  return sealedText({ kin: kin.slice(0, 12), own: own.slice(0, 16), length: lengthOf(value) })
}

export function openValue(
  keyring: Keyring,
  { kind, token, sealed }: Pick<SealedValue, 'kind' | 'token' | 'sealed'>,
): string {
  return keyring.open('fact', sealed, placeOf(kind, token)).toString()
}

const digest = (keyring: Keyring, text: string) => keyring.hash('token', text).toString('base64url')

/** A ciphertext opens at its own stand-in only, and as what it was sealed as: the mask depends on that. */
const placeOf = (kind: string, token: string) => `${kind} ${token}`

function lengthOf(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
