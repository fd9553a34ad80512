/** Numbers that look real, pass their checks, and can belong to nobody. */
import { createHash } from 'node:crypto'
import { idCheckDigit, luhnCheckDigit } from '@lika/codes'
import { dayNumber } from './days.ts'
import type { Random } from './random.ts'

/** No province has the code 99. */
export const idPrefix = '99'
/** No operator has numbers that begin with 154. */
export const phonePrefix = '154'
/** No bank has this card prefix. */
export const cardPrefix = '999999'

/** An id number of its own for each `serial` up to five million. */
export function idNumberOf(serial: number, birthDate: string, sex: 'male' | 'female'): string {
  const region = idPrefix + String(serial % 10_000).padStart(4, '0')
  const order = (Math.floor(serial / 10_000) % 500) * 2 + (sex === 'male' ? 1 : 0)
  const body = region + birthDate.replaceAll('-', '') + String(order).padStart(3, '0')
  return body + idCheckDigit(body)
}

/** The same number with another check digit: a slip of the pen. */
export function withWrongCheckDigit(idNumber: string): string {
  return idNumber.slice(0, 17) + (idNumber.endsWith('X') ? '1' : String((Number(idNumber[17]) + 3) % 10))
}

export function phoneOf(random: Random): string {
  return phonePrefix + String(random.int(0, 99_999_999)).padStart(8, '0')
}

export function bankAccountOf(serial: number): string {
  const body = cardPrefix + String(serial).padStart(12, '0')
  return body + luhnCheckDigit(body)
}

/** A uuid v7 of an instant, its random part out of the seeded chance. */
export function uuidAt(random: Random, day: string): string {
  const time = dayNumber(day) * 86_400_000 + (random.bits() % 86_400_000)
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits)
  const head = hex(time, 12)
  const [a, b, c] = [random.bits(), random.bits(), random.bits()]
  const variant = hex(0x8000 | (a & 0x3fff), 4)
  return `${head.slice(0, 8)}-${head.slice(8)}-7${hex(a >>> 16, 3)}-${variant}-${hex(b, 8)}${hex(c, 4)}`
}

/** A uuid that everybody makes the same from a name. */
export function namedUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
