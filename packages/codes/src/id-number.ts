/**
 * Citizen id numbers (GB 11643): six digits of a region, eight of the birth date, three of a sequence whose last
 * is odd for men, and a check digit over the rest modulo 11.
 */
import { accept, type Checked, firstForbidden, isDigit, refuse } from './checked.ts'
import { dropBlanks, foldWidth } from './fold.ts'
import type { Sex } from './standard.ts'

export interface IdNumber {
  readonly number: string
  /** The six digits of the county of first registration. They are not looked up: codes of the past stay valid. */
  readonly region: string
  /** `YYYY-MM-DD` */
  readonly birthDate: string
  readonly sex: Sex
}

export type IdNumberRule = 'length' | 'characters' | 'birthDate' | 'birthYear' | 'birthFuture' | 'checkDigit'

export interface CheckOptions {
  /** The day `YYYY-MM-DD` on which the number is read: nobody is born after it. */
  readonly today: string
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checkDigits = '10X98765432'
const day = /^\d{4}-\d{2}-\d{2}$/

/** The check digit (0–9 or X) for the first 17 digits of an id number. */
export function idCheckDigit(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('idCheckDigit takes exactly 17 digits')
  return checkDigits[weights.reduce((sum, weight, index) => sum + weight * Number(first17[index]), 0) % 11]!
}

/**
 * Reads an 18-digit id number as it is written: full-width digits, spaces and a small x are refused
 * (`normaliseIdNumber` folds them). The rules are tried in the order of `IdNumberRule`.
 */
export function parseIdNumber(text: string, { today }: CheckOptions): Checked<IdNumber, IdNumberRule> {
  if (!day.test(today)) throw new RangeError('today must be a day as YYYY-MM-DD')
  if (text.length !== 18) return refuseLength(text)
  const at = firstForbidden(
    text,
    (character, index) => isDigit(character) || (index === 17 && character === 'X'),
  )
  if (at === 18 && text.endsWith('x')) {
    return refuse('characters', '末位校验码应为大写X', 'The check digit is written with a capital X')
  }
  if (at) {
    return refuse(
      'characters',
      `第${at}位不是半角数字；前17位应为数字，末位为数字或大写X`,
      `Character ${at} is not an ordinary digit; 17 digits and a digit or capital X are needed`,
    )
  }
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  if (!isCalendarDay(birthDate)) {
    return refuse(
      'birthDate',
      `第7至14位${text.slice(6, 14)}不是真实日期；应为年月日，如19800501`,
      `Digits 7 to 14 (${text.slice(6, 14)}) are no day of the calendar; year, month, day are needed, as 19800501`,
    )
  }
  if (birthDate < '1900-01-01') {
    return refuse(
      'birthYear',
      '出生年份早于1900年；应为1900年或以后',
      'The birth year is before 1900; 1900 or later is needed',
    )
  }
  if (birthDate > today) {
    return refuse(
      'birthFuture',
      `出生日期${birthDate}晚于${today}；应不晚于当日`,
      `The birth date ${birthDate} is after ${today}; that day or earlier is needed`,
    )
  }
  const expected = idCheckDigit(text.slice(0, 17))
  if (text[17] !== expected) {
    return refuse(
      'checkDigit',
      `校验码不符：按前17位应为${expected}，实为${text[17]}；请核对整个号码`,
      `The check digit is ${text[17]}, by the first 17 digits it should be ${expected}; compare the whole number`,
    )
  }
  return accept({
    number: text,
    region: text.slice(0, 6),
    birthDate,
    sex: Number(text[16]) % 2 === 1 ? 'male' : 'female',
  })
}

function refuseLength(text: string) {
  const [zh, en] =
    text.length === 15
      ? [
          '；15位是第一代号码，可升为18位',
          '; 15 is a number of the first generation, which can be made into 18',
        ]
      : text.length === 20 || text.length === 22
        ? ['；20或22位是残疾人证号', '; 20 or 22 is the number of a disability certificate']
        : ['', '']
  return refuse(
    'length',
    `应为18位，实为${text.length}位${zh}`,
    `18 characters are needed, not ${text.length}${en}`,
  )
}

export type UpgradeRule = 'length' | 'characters' | 'birthDate' | 'centenarian'

/** Makes the 18-digit number out of one of the first generation, whose birth years are all of the 1900s. */
export function upgradeIdNumber15(text: string): Checked<string, UpgradeRule> {
  if (text.length !== 15) {
    return refuse('length', `应为15位，实为${text.length}位`, `15 digits are needed, not ${text.length}`)
  }
  const at = firstForbidden(text, isDigit)
  if (at) {
    return refuse(
      'characters',
      `第${at}位不是半角数字`,
      `Character ${at} is not an ordinary digit; 15 digits are needed`,
    )
  }
  // These four sequence numbers were kept for people born before 1900, so the century is not known.
  if (text.slice(12) >= '996') {
    return refuse(
      'centenarian',
      '顺序号996至999留给百岁老人，无法判定世纪；请填18位号码',
      'Sequence 996 to 999 was kept for people born before 1900; enter the 18-digit number',
    )
  }
  const birth = `19${text.slice(6, 8)}-${text.slice(8, 10)}-${text.slice(10, 12)}`
  if (!isCalendarDay(birth)) {
    return refuse(
      'birthDate',
      `第7至12位${text.slice(6, 12)}不是真实日期；应为年月日，如800501`,
      `Digits 7 to 12 (${text.slice(6, 12)}) are no day of the calendar; year, month, day are needed, as 800501`,
    )
  }
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`
  return accept(first17 + idCheckDigit(first17))
}

export type IdNumberChange = 'fullWidth' | 'blanks' | 'capitalX'

/** Folds full-width characters, drops blanks, makes x to X, and says which of these it did. */
export function normaliseIdNumber(text: string): { text: string; changes: readonly IdNumberChange[] } {
  const changes: IdNumberChange[] = []
  const step = (change: IdNumberChange, before: string, after: string) => {
    if (before !== after) changes.push(change)
    return after
  }
  const narrow = step('fullWidth', text, foldWidth(text))
  const dense = step('blanks', narrow, dropBlanks(narrow))
  return { text: step('capitalX', dense, dense.replaceAll('x', 'X')), changes }
}

/**
 * What two spellings of one person's number have in common: 15 digits become 18, a disability number gives its
 * first 18. For the search for duplicates only; it checks nothing.
 */
export function identityKey(text: string): string {
  const number = normaliseIdNumber(text).text
  if (number.length === 20 || number.length === 22) return number.slice(0, 18)
  const upgraded = upgradeIdNumber15(number)
  return upgraded.ok ? upgraded.value : number
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function isCalendarDay(text: string): boolean {
  const [year, month, date] = text.split('-').map(Number) as [number, number, number]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const last = month === 2 && isLeap ? 29 : monthDays[month - 1]
  return last !== undefined && date >= 1 && date <= last
}
