/**
 * The number that an answer is looked up by: 16 digits in groups of four, as complaints have. It is made of the form and a
 * key, so that the same form sent twice has the same number, and only its keyed hash is stored.
 */
import type { Keyring } from '../../../platform/crypto/index.ts'

/** `secret` is of the form, and nobody else knows it. */
export function lookUpNumber(keyring: Keyring, secret: string): string {
  const bytes = keyring.hash('lookup', `objection number ${secret}`)
  const digits = String(bytes.readBigUInt64BE(0) % 10n ** 16n).padStart(16, '0')
  return digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
}

/** Undefined for what cannot be a number. As people type it: with blanks, dashes, digits of the wide form. */
export function hashOfNumber(keyring: Keyring, typed: string): Buffer | undefined {
  const digits = typed.normalize('NFKC').replaceAll(/\D/g, '')
  return digits.length === 16 ? keyring.hash('lookup', `objection ${digits}`) : undefined
}
