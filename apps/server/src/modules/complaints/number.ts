/**
 * The number that an answer is looked up by: 16 digits in groups of four, easy to copy from a small screen and to say on
 * the telephone. It is made of a secret of the form and a key, so that the same form sent twice has the same number, and
 * only its keyed hash is stored.
 */
import type { Keyring } from '../../platform/crypto/index.ts'

/** `seed` is whatever makes the form unique and nobody else knows. */
export function numberFor(keyring: Keyring, seed: string): string {
  const bytes = keyring.hash('lookup', `complaint number ${seed}`)
  const digits = String(bytes.readBigUInt64BE(0) % 10n ** 16n).padStart(16, '0')
  return digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
}

export function numberHash(keyring: Keyring, number: string): Buffer {
  return keyring.hash('lookup', `complaint ${digitsOf(number)}`)
}

/** As people type it: with blanks, dashes, digits of the wide form. */
export function digitsOf(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\D/g, '')
}

export const isNumber = (typed: string): boolean => digitsOf(typed).length === 16
