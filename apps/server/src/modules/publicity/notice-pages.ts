/** A notice as it was published, and what somebody has to say to it. */
import {
  type FormState,
  framed,
  type Language,
  type NoticePage,
  noticePage,
  objectionPage,
  sentPage,
  tooLatePage,
} from '@lika/site'
import { AppError, notFound } from '../../platform/errors.ts'
import type { PageAnswer, PageAsked } from '../../platform/http.ts'
import { objectFromSite, publicNotice, TEXT_LENGTHS } from '../cases/index.ts'
import { type Allowances, TOO_MANY } from './allowance.ts'
import type { PublicityDeps } from './deps.ts'
import { checked, optional } from './fields.ts'
import { sentBefore, tooOld } from './telling-pages.ts'
import { makeToken, readToken } from './tokens.ts'

async function getNotice(deps: PublicityDeps, id: string): Promise<NoticePage> {
  const found = await publicNotice(deps.cases, id, deps.clock.today())
  if (!found) throw unknownNotice()
  const { region, state, takesObjections, ...notice } = found
  return { ...notice, path: region, hangs: state === 'hanging', mayObject: takesObjections }
}

function unknownNotice() {
  return notFound('page.notice', {
    zh: '没有这份公示，或者它已经期满撤下。',
    en: 'There is no such notice, or its last day is over and it was taken down.',
  })
}

export async function pageOfNotice(deps: PublicityDeps, language: Language, id: string): Promise<string> {
  return framed(noticePage(language, await getNotice(deps, id)))
}

const PURPOSE = 'object'

export async function objectionForm(deps: PublicityDeps, language: Language, id: string): Promise<string> {
  const notice = await getNotice(deps, id)
  if (!notice.mayObject) throw unknownNotice()
  const state: FormState = { token: makeToken(deps, `${PURPOSE} ${id}`), values: {}, faults: [] }
  return framed(objectionPage(language, notice, state))
}

export async function sendObjection(
  deps: PublicityDeps,
  allowed: Allowances,
  language: Language,
  { params, form, address }: PageAsked,
): Promise<PageAnswer> {
  const id = params.id ?? ''
  const notice = await getNotice(deps, id)
  // An announcement never had a form.
  if (notice.kind === 'announcement') throw unknownNotice()
  const purpose = `${PURPOSE} ${id}`
  // The list of a notice that hangs no more is shown to nobody: the rows that there were are known where it is stored.
  const rows = notice.mayObject ? ['', ...notice.rows.map((_, index) => String(index + 1))] : [form.row ?? '']
  const { values, faults } = checked(form, { language, choices: { row: rows }, most: TEXT_LENGTHS.most })
  const tooLate = (): PageAnswer => ({ status: 422, body: framed(tooLatePage(language, notice, values)) })
  const again = (status: number, token: string, message?: string): PageAnswer => {
    if (!notice.mayObject) return tooLate()
    const more = message === undefined ? [] : [{ field: '', message }]
    return {
      status,
      body: framed(objectionPage(language, notice, { token, values, faults: [...faults, ...more] })),
    }
  }
  const sending = readToken(deps, purpose, form.token ?? '')
  if (!sending) return again(400, makeToken(deps, purpose), tooOld(language))
  if (faults.length > 0) return again(422, form.token!)
  // After the last day nothing more is stored: what was sent in time is only told its number again, however often.
  const at = Date.parse(deps.clock.now())
  const isAllowed = () =>
    allowed.sendings.take(address, at) && allowed.objections.take(`${address} ${id}`, at)
  if (notice.mayObject && !isAllowed()) return again(429, form.token!, TOO_MANY[language])
  try {
    const { number } = await objectFromSite(deps.cases, {
      ...sending,
      notice: notice.id,
      row: form.row ? Number(form.row) : 'whole',
      text: form.said!.trim(),
      name: optional(form.name),
      contact: optional(form.contact),
    })
    const path = `/notice/${id}`
    return {
      body: framed(sentPage(language, { what: 'objection', number, acceptDue: null, answerDue: null, path })),
    }
  } catch (error) {
    if (!(error instanceof AppError) || ![409, 422, 429].includes(error.status)) throw error
    // The last day may have ended between the two looks at it.
    if (error.code === 'objection.notHanging') return tooLate()
    if (error.status === 409) return again(409, makeToken(deps, purpose), sentBefore(language))
    return again(error.status, form.token!, error.messages[language])
  }
}
