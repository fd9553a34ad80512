/** How likely two registered persons are one, explained point by point. Pure. */
import { editDistance, identityKey, nameKey, parseCertificateNumber } from '@lika/codes'
import { pinyin } from 'pinyin-pro'

export interface PersonTraits {
  readonly name: string | null
  readonly birthDate: string | null
  readonly sex: string | null
  readonly idNumber: string | null
  readonly regionCode: string | null
  readonly householdId: string | null
}

export interface Reason {
  readonly code: ReasonCode
  readonly points: number
}

export type ReasonCode =
  | 'sameIdNumber'
  | 'idNumberVariant'
  | 'nearIdNumber'
  | 'otherIdNumber'
  | 'sameName'
  | 'samePinyin'
  | 'nearName'
  | 'otherName'
  | 'sameBirthDate'
  | 'nearBirthDate'
  | 'otherBirthDate'
  | 'sameSex'
  | 'otherSex'
  | 'sameHousehold'
  | 'sameVillage'
  | 'sameTown'
  | 'sameCounty'

export const reasonText: Readonly<Record<ReasonCode, { readonly zh: string; readonly en: string }>> = {
  sameIdNumber: { zh: '证件号码相同', en: 'the same id number' },
  idNumberVariant: { zh: '同一证件号码的不同写法（15/18/20/22位）', en: 'two forms of one id number' },
  nearIdNumber: { zh: '证件号码只差一位', en: 'id numbers that differ in one place' },
  otherIdNumber: { zh: '证件号码不同且都正确', en: 'two valid id numbers that differ' },
  sameName: { zh: '姓名相同', en: 'the same name' },
  samePinyin: { zh: '姓名同音（含异体字）', en: 'names that sound the same' },
  nearName: { zh: '姓名只差一字', en: 'names that differ in one character' },
  otherName: { zh: '姓名不同', en: 'names that differ' },
  sameBirthDate: { zh: '出生日期相同', en: 'the same birth date' },
  nearBirthDate: { zh: '出生日期相近（年、月、日差一项或颠倒）', en: 'birth dates that differ in one part' },
  otherBirthDate: { zh: '出生日期不同', en: 'birth dates that differ' },
  sameSex: { zh: '性别相同', en: 'the same sex' },
  otherSex: { zh: '性别不同', en: 'different sex' },
  sameHousehold: { zh: '同一户', en: 'the same household' },
  sameVillage: { zh: '同一村', en: 'the same village' },
  sameTown: { zh: '同一乡镇', en: 'the same township' },
  sameCounty: { zh: '同一县', en: 'the same county' },
}

const points: Readonly<Record<ReasonCode, number>> = {
  sameIdNumber: 70,
  idNumberVariant: 65,
  nearIdNumber: 25,
  otherIdNumber: -40,
  sameName: 35,
  samePinyin: 28,
  nearName: 12,
  otherName: -15,
  sameBirthDate: 30,
  nearBirthDate: 15,
  otherBirthDate: -25,
  sameSex: 5,
  otherSex: -20,
  sameHousehold: 15,
  sameVillage: 15,
  sameTown: 8,
  sameCounty: 4,
}

/** From here on a pair is worth a person's look. */
export const listedFrom = 60
/** One number is one person, whatever else differs. */
const sureFrom = 80

export function scorePair(a: PersonTraits, b: PersonTraits): { score: number; reasons: Reason[] } {
  const codes = [ids(a, b), names(a, b), births(a, b), sexes(a, b), places(a, b)].filter(
    (code) => code !== undefined,
  )
  const reasons = codes.map((code) => ({ code, points: points[code] }))
  const sum = reasons.reduce((total, reason) => total + reason.points, 0)
  const least = codes.some((code) => code === 'sameIdNumber' || code === 'idNumberVariant') ? sureFrom : 0
  return { score: Math.min(100, Math.max(least, sum)), reasons }
}

function ids(a: PersonTraits, b: PersonTraits): ReasonCode | undefined {
  if (!a.idNumber || !b.idNumber) return undefined
  if (a.idNumber === b.idNumber) return 'sameIdNumber'
  if (identityKey(a.idNumber) === identityKey(b.idNumber)) return 'idNumberVariant'
  if (isValid(a.idNumber) && isValid(b.idNumber)) return 'otherIdNumber'
  return editDistance(a.idNumber, b.idNumber) === 1 ? 'nearIdNumber' : undefined
}

/** A day far ahead: whether the birth date lies in the past is not the question here. */
const someDay = { today: '9999-12-31' }
const isValid = (number: string) => parseCertificateNumber(number, someDay).ok

function names(a: PersonTraits, b: PersonTraits): ReasonCode | undefined {
  if (!a.name || !b.name) return undefined
  const [left, right] = [nameKey(a.name), nameKey(b.name)]
  if (left === right) return 'sameName'
  if (soundOf(left) === soundOf(right)) return 'samePinyin'
  const long = Math.max(Array.from(left).length, Array.from(right).length)
  return long > 2 && editDistance(left, right) === 1 ? 'nearName' : 'otherName'
}

const sounds = new Map<string, string>()

/** Pinyin without tones: 峰 and 峯, 昇 and 升 sound the same. */
export function soundOf(name: string): string {
  const known = sounds.get(name)
  if (known !== undefined) return known
  const sound = pinyin(name, { toneType: 'none', surname: 'head' }).replaceAll(' ', '').toLowerCase()
  if (sounds.size > 5_000) sounds.clear()
  sounds.set(name, sound)
  return sound
}

function births(a: PersonTraits, b: PersonTraits): ReasonCode | undefined {
  if (!a.birthDate || !b.birthDate) return undefined
  if (a.birthDate === b.birthDate) return 'sameBirthDate'
  return isNearDay(a.birthDate, b.birthDate) ? 'nearBirthDate' : 'otherBirthDate'
}

/** Days that differ in the year, the month or the day alone, or in which month and day are swapped. */
export function isNearDay(a: string, b: string): boolean {
  const [left, right] = [a.split('-'), b.split('-')]
  const same = left.filter((part, index) => part === right[index]).length
  if (same >= 2) return left[0] === right[0] || Math.abs(Number(left[0]) - Number(right[0])) <= 10
  return left[0] === right[0] && left[1] === right[2] && left[2] === right[1]
}

function sexes(a: PersonTraits, b: PersonTraits): ReasonCode | undefined {
  if (!a.sex || !b.sex) return undefined
  return a.sex === b.sex ? 'sameSex' : 'otherSex'
}

function places(a: PersonTraits, b: PersonTraits): ReasonCode | undefined {
  if (a.householdId && a.householdId === b.householdId) return 'sameHousehold'
  if (!a.regionCode || !b.regionCode) return undefined
  const share = (digits: number) => a.regionCode!.slice(0, digits) === b.regionCode!.slice(0, digits)
  if (share(12)) return 'sameVillage'
  if (share(9)) return 'sameTown'
  return share(6) ? 'sameCounty' : undefined
}
