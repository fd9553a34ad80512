/** Forms of complaints, clues and applications: shown, checked, sent; what was typed comes back with what is wrong. */
import { applyPage, type FormState, framed, type Language, sentPage, tellPage } from '@lika/site'
import { AppError } from '../../platform/errors.ts'
import type { PageAnswer, PageAsked } from '../../platform/http.ts'
import { findDays, receiveFromSite } from '../complaints/index.ts'
import { type Allowances, TOO_MANY } from './allowance.ts'
import type { PublicityDeps } from './deps.ts'
import { checked, optional } from './fields.ts'
import { getPlace, unknownPlace } from './places.ts'
import { makeToken, readToken, type Sending } from './tokens.ts'

export type What = 'tell' | 'apply'

async function pageOf(
  deps: PublicityDeps,
  language: Language,
  what: What,
  code: string,
  state: FormState,
): Promise<string> {
  const at = await getPlace(deps, code)
  if (code.length < (what === 'tell' ? 6 : 12)) throw unknownPlace()
  const page = what === 'tell' ? tellPage : applyPage
  return framed(page(language, { ...at, days: await findDays(deps.complaints) }, state))
}

export function emptyForm(
  deps: PublicityDeps,
  language: Language,
  what: What,
  code: string,
): Promise<string> {
  return pageOf(deps, language, what, code, { token: makeToken(deps, what), values: {}, faults: [] })
}

/** Words that the form gives to choose from. */
const choices = {
  tell: { kind: ['complaint', 'clue'], about: ['household', 'cadre', 'funds', 'other'] },
  apply: {},
} as const

export async function sendForm(
  deps: PublicityDeps,
  allowed: Allowances,
  language: Language,
  what: What,
  { params, form, address }: PageAsked,
): Promise<PageAnswer> {
  const code = params.code ?? ''
  const { path } = await getPlace(deps, code)
  const { values, faults } = checked(form, {
    language,
    choices: choices[what],
    ...(what === 'apply' ? { name: 'needed' } : {}),
  })
  const accused = what === 'tell' ? (form.accused ?? '') : ''
  if (accused !== '' && !path.some((place) => place.code === accused))
    faults.push({ field: 'accused', message: language === 'en' ? 'Choose one' : '请选择一项' })
  const again = async (
    status: number,
    token: string,
    more: readonly { field: string; message: string }[],
  ) => ({
    status,
    body: await pageOf(deps, language, what, code, { token, values, faults: [...faults, ...more] }),
  })
  const sending = readToken(deps, what, form.token ?? '')
  if (!sending) return again(400, makeToken(deps, what), [{ field: '', message: tooOld(language) }])
  if (faults.length > 0) return again(422, form.token!, [])
  if (!allowed.sendings.take(address, Date.parse(deps.clock.now())))
    return again(429, form.token!, [{ field: '', message: TOO_MANY[language] }])
  try {
    return { body: await received(deps, language, what, code, { form, accused, sending }) }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return again(409, makeToken(deps, what), [{ field: '', message: sentBefore(language) }])
  }
}

async function received(
  deps: PublicityDeps,
  language: Language,
  what: What,
  code: string,
  sent: {
    readonly form: Readonly<Record<string, string>>
    readonly accused: string
    readonly sending: Sending
  },
): Promise<string> {
  const { form, accused, sending } = sent
  const kind = what === 'apply' ? 'application' : (form.kind as 'complaint' | 'clue')
  const persons = what === 'apply' ? optional(form.persons) : undefined
  const told = await receiveFromSite(deps.complaints, {
    ...sending,
    kind,
    about: what === 'apply' ? 'household' : (form.about as 'household' | 'cadre' | 'funds' | 'other'),
    region: code,
    ...(accused === '' ? {} : { accusedRegion: accused }),
    said: persons ? `家庭人口：${persons}\n${form.said}` : form.said!,
    name: optional(form.name),
    contact: optional(form.contact),
  })
  return framed(sentPage(language, { ...told, what: kind, path: `/${what}/${code}` }))
}

export function tooOld(language: Language): string {
  return language === 'en'
    ? 'The page was open for too long. What you typed is still here: send it once more.'
    : '页面打开太久了。您写的内容还在，请再点一次提交。'
}

export function sentBefore(language: Language): string {
  return language === 'en'
    ? 'This form was sent before, with other words. If this is something else, send it once more.'
    : '这份表已经提交过，内容不同。如果是另一件事，请再点一次提交。'
}
