/** One row of a sheet, read: whom it says, or what is wrong with it and what would be right. */
import {
  identityKey,
  maskIdNumber,
  maskName,
  normaliseIdNumber,
  normaliseName,
  parseCertificateNumber,
  upgradeIdNumber15,
} from '@lika/codes'
import type { LeadRow } from '@lika/contract'
import type { Said } from './contents.ts'
import { type ColumnKey, headerOf } from './kinds.ts'
import type { FindVillage } from './villages.ts'

export type Cells = Partial<Record<ColumnKey, string>>

/** `key` is the same for two rows that say the same person. */
export type Read =
  | { readonly said: Said; readonly key: string; readonly number: string }
  | { readonly said: Said; readonly key: string; readonly name: string; readonly village: string }
  | { readonly said: Said; readonly problem: Problem }

export interface Problem {
  readonly field: string
  readonly code: string
}

const MOST: Readonly<Record<ColumnKey, number>> = {
  idNumber: 40,
  name: 60,
  village: 100,
  reason: 500,
  amount: 40,
}

export function readRow(cells: Cells, today: string, findVillage: FindVillage): Read {
  const said = saidOf(cells)
  const long = (Object.keys(MOST) as ColumnKey[]).find((key) => (cells[key]?.length ?? 0) > MOST[key])
  if (long) return { said, problem: { field: long, code: 'tooLong' } }
  if (said.idNumber !== null) {
    const number = certificateOf(said.idNumber)
    const parsed = parseCertificateNumber(number, { today })
    if (!parsed.ok) return { said, problem: { field: 'idNumber', code: parsed.rule } }
    const key = identityKey(number)
    return { said, key: `number ${key}`, number: key }
  }
  const name = normaliseName(said.name ?? '')
  if (name === '')
    return { said, problem: { field: said.village === null ? 'idNumber' : 'name', code: 'missing' } }
  if (said.village === null) return { said, problem: { field: 'village', code: 'missing' } }
  const village = findVillage(said.village)
  if (typeof village !== 'object') return { said, problem: { field: 'village', code: village } }
  return { said, key: `name ${name} ${village.code}`, name, village: village.code }
}

/** Too long a text is kept as far as a person can read it. */
function saidOf(cells: Cells): Said {
  const of = (key: ColumnKey) => cells[key]?.slice(0, 1_000) ?? null
  return {
    idNumber: of('idNumber'),
    name: of('name'),
    village: of('village'),
    reason: of('reason'),
    amount: of('amount'),
  }
}

function certificateOf(written: string): string {
  const number = normaliseIdNumber(written).text
  const upgraded = number.length === 15 ? upgradeIdNumber15(number) : undefined
  return upgraded?.ok ? upgraded.value : number
}

const texts: Readonly<Record<string, { readonly message: Words; readonly expected: Words }>> = {
  missing: {
    message: { zh: '没有填写', en: 'nothing is written there' },
    expected: { zh: '身份证号，或者姓名和村', en: 'an id number, or name and village' },
  },
  unknown: {
    message: { zh: '本地区没有这个村', en: 'there is no such village in the region' },
    expected: { zh: '村名或12位代码', en: 'the name of a village, or its 12 digits' },
  },
  several: {
    message: { zh: '几个乡镇都有这个名称的村', en: 'villages of several townships have that name' },
    expected: { zh: '写成“乡镇/村”，或填12位代码', en: 'township/village, or its 12 digits' },
  },
}

interface Words {
  readonly zh: string
  readonly en: string
}

/** What is told of a row that cannot be read; numbers and names are masked. */
export function problemAnswer(
  { field, code }: Problem,
  said: Said | null,
  today: string,
): NonNullable<LeadRow['problem']> {
  const written = said?.[field as ColumnKey] ?? null
  return {
    field: headerOf(field),
    value: written === null ? null : shownText(field, written),
    ...textOf(field, code, written, today),
  }
}

function textOf(field: string, code: string, written: string | null, today: string) {
  if (code === 'tooLong') {
    const most = MOST[field as ColumnKey]
    return {
      message: { zh: '太长', en: 'it is too long' },
      expected: { zh: `最多${most}个字`, en: `${most} characters at most` },
    }
  }
  if (field !== 'idNumber' || code === 'missing') return texts[code]!
  const parsed = parseCertificateNumber(certificateOf(written ?? ''), { today })
  const message = parsed.ok ? { zh: '号码有误', en: 'the number is wrong' } : parsed.message
  return {
    message: { zh: message.zh, en: message.en },
    expected: { zh: '18位身份证号，末位为校验码', en: 'an id number of 18 digits with its check digit' },
  }
}

/** What cannot be read as a number is hidden but for its length: it may be one with a slip. */
export function shownText(field: string, written: string): string {
  if (field === 'idNumber') return maskedNumber(written)
  if (field === 'name') return maskName(written)
  // Where columns are shifted a number may stand there; the code of a village is none.
  if (field === 'village' && (/^\d{12}(\d{2})?$/.test(written) || !/\p{Nd}{8}/u.test(written)))
    return written.slice(0, MOST.village)
  return '***'
}

/** The name of a sheet or a header may bear somebody's number or telephone; a day in it is none. */
export const withoutNumbers = (text: string): string =>
  text.replaceAll(/\p{Nd}(?:[\s-]?\p{Nd}){8,}[xX]?/gu, '***')

export const maskedNumber = (written: string): string =>
  maskIdNumber(normaliseIdNumber(written).text).slice(0, MOST.idNumber)
