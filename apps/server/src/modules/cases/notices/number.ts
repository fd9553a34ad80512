/**
 * Numbers of notices, such as 〔2017〕450521-0331-7K3M: year, county, day, and four characters out of the notice's id.
 * Numbers without gaps would make everybody who posts in a county wait for each other; these need nobody. They have no
 * letters that are read as digits, since people type them off a poster.
 */
import { createHash } from 'node:crypto'
import type { Day } from '@lika/policy'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The n-th number that a notice may have; another one is tried where a number is taken. */
export function numberOf(countyCode: string, id: string, day: Day, attempt: number): string {
  const digest = createHash('sha256').update(`${id} ${attempt}`).digest()
  const mark = [...digest.subarray(0, 4)].map((byte) => letters[byte % 32]).join('')
  return `〔${day.slice(0, 4)}〕${countyCode}-${day.slice(5, 7)}${day.slice(8)}-${mark}`
}

/** A number as somebody typed it: brackets, blanks and dashes may be other ones or missing. Undefined for what is none. */
export function readNumber(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
  // Nobody sees O, I and L as letters in a number.
  const mark = plain.slice(14).replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  const found = /^(\d{4})(\d{6})(\d{4})$/.exec(plain.slice(0, 14))
  if (!found || mark.length !== 4) return undefined
  return `〔${found[1]}〕${found[2]}-${found[3]}-${mark}`
}
