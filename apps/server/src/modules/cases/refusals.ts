/** How refusals of the engine reach whoever sent a list: each by its case, so that it can be taken out. */
import { inWords, type Refusal } from '@lika/policy'
import {
  AppError,
  type ErrorDetail,
  invalid,
  type Message,
  notFound,
  refused,
} from '../../platform/errors.ts'
import { type OtherWords, wordOf } from './terms.ts'

export type CaseFault = ErrorDetail & { readonly message: Message }

/** Not there and not yours look the same. */
export function unknownCase(id: string, field = 'id'): AppError {
  return notFound(
    'case.notFound',
    {
      zh: '没有这件事项，或者不在您的范围内。',
      en: 'There is no such case, or it is not within your scope.',
    },
    { field, value: id },
  )
}

/** What is refused, with what it waits for as `expected`. */
export function faultOf(
  refusal: Refusal,
  index: number,
  id: string,
  gates: readonly Message[],
  words: OtherWords,
): CaseFault {
  const because = (language: 'zh' | 'en') =>
    gates.map((gate) => gate[language]).join(language === 'zh' ? '；' : '; ')
  const said = inWords(refusal.message, (kind, term) => wordOf(kind, term, words))
  return {
    field: `cases.${index}`,
    value: id,
    expected: refusal.code,
    message: {
      zh: gates.length === 0 ? said.zh : `${said.zh}${because('zh')}。`,
      en: gates.length === 0 ? said.en : `${said.en} ${because('en')}.`,
    },
  }
}

/** All or none: every case that cannot go along is named. */
export function mustAllBeAdmitted(faults: readonly CaseFault[], cases: number): void {
  const [first] = faults
  if (!first) return
  const message =
    cases === 1
      ? first.message
      : {
          zh: `${cases} 件中有 ${faults.length} 件不能办理。第一件：${first.message.zh}`,
          en: `${faults.length} of ${cases} cases cannot go along. The first: ${first.message.en}`,
        }
  const code = cases === 1 ? String(first.expected) : 'case.refused'
  throw new AppError(code, 422, message, { ...first, errors: faults })
}

export const openAlready = {
  code: 'case.open',
  message: {
    zh: '同一程序的事项正在办理中。',
    en: 'A case of the same procedure is open for it already.',
  },
} as const
export const isGone = {
  code: 'case.notOpen',
  message: {
    zh: '已经注销，不能再办理。',
    en: 'It is no longer in the registry: nothing more is done about it.',
  },
} as const

export function mustNotBeFuture(on: string | undefined, today: string): void {
  if (on === undefined || on <= today) return
  throw refused(
    'case.future',
    { zh: `日期 ${on} 晚于今天 ${today}。`, en: `The day ${on} lies after today, ${today}.` },
    { field: 'on', value: on, expected: `≤ ${today}` },
  )
}

export function twoOrigins(field: string, value: string): AppError {
  return invalid(
    'case.twoOrigins',
    {
      zh: '一件事项只写一个来源：线索，或者来信来访。',
      en: 'A case is opened out of a lead or because of a complaint, not of both.',
    },
    { field, value },
  )
}

/** The place in a list where something stands that stood there before; -1 when everything stands there once. */
export function placeNamedTwice(values: readonly string[]): number {
  const seen = new Set<string>()
  return values.findIndex((value) => seen.size === seen.add(value).size)
}

export function noProcedure(region: string, asked: string, inForce: readonly string[]): AppError {
  return refused(
    'case.noProcedure',
    {
      zh: `${region} 现行的程序中没有 ${asked}，有 ${inForce.join('、') || '（无）'}。`,
      en: `No procedure ${asked} is in force in ${region}; there is ${inForce.join(', ') || 'none'}.`,
    },
    { field: 'procedure', value: asked, expected: inForce },
  )
}
