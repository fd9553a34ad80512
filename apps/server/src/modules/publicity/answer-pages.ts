/** Looking an answer up: the number comes in the body of a form, so that no address and no history holds it. */
import { answerPage, type Found, framed, type Language } from '@lika/site'
import type { PageAnswer, PageAsked } from '../../platform/http.ts'
import { lookUpObjection } from '../cases/index.ts'
import { isNumber, lookUpComplaint } from '../complaints/index.ts'
import { type Allowances, tooMany } from './allowance.ts'
import type { PublicityDeps } from './deps.ts'

export function emptyLookUp(language: Language): string {
  return framed(answerPage(language, { token: '', values: {}, faults: [] }, undefined))
}

export async function lookUp(
  deps: PublicityDeps,
  allowed: Allowances,
  language: Language,
  { form, address }: PageAsked,
): Promise<PageAnswer> {
  if (!allowed.lookUps.take(address, Date.parse(deps.clock.now()))) throw tooMany()
  const number = form.number ?? ''
  const found = isNumber(number) ? await findAnswer(deps, number) : undefined
  const message = isNumber(number)
    ? { zh: '没有这个查询号，请核对。', en: 'There is no such number; please check it.' }
    : { zh: '查询号是 16 位数字，请核对。', en: 'The number has 16 digits; please check it.' }
  const faults = found ? [] : [{ field: 'number', message: message[language] }]
  const state = { token: '', values: { number }, faults }
  return { status: found ? 200 : 404, body: framed(answerPage(language, state, found)) }
}

async function findAnswer(deps: PublicityDeps, number: string): Promise<Found | undefined> {
  const complaint = await lookUpComplaint(deps.complaints, number)
  if (complaint) {
    const { kind, ...rest } = complaint
    return { ...rest, what: kind }
  }
  const objection = await lookUpObjection(deps.cases, number)
  if (!objection) return undefined
  const { on, state, answers, notice } = objection
  return {
    what: 'objection',
    state,
    received: on,
    acceptDue: null,
    answerDue: null,
    answers,
    about: notice?.title,
  }
}
