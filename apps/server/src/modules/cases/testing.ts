/** How tests walk cases: shorthand over the API. */
import type { Case, CaseAct, CaseItem } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../platform/uuid.ts'
import { aPng } from '../../testing/photos.ts'
import { type Api, test as base, send, signIn, today } from '../../testing.ts'

/** Days pass: a notice hangs for as long as it has to. */
export const test = base.extend('clock', { scope: 'file' }, () => {
  let instant = Date.parse(`${today}T02:00:00Z`)
  let day: string = today
  return {
    now: () => new Date(instant++).toISOString(),
    today: () => day,
    learnOn: (then: string) => {
      instant = Date.parse(`${then}T02:00:00Z`)
    },
    // The day alone, as in a demo world: nobody is signed out by it.
    passTo: (then: string) => {
      day = then
    },
  }
})

/** One act for some cases. */
export async function act(
  api: Api,
  cases: readonly string[],
  said: CaseAct,
  votes?: Record<string, number>,
): Promise<CaseItem[]> {
  const body = {
    act: said,
    cases: cases.map((id) => ({ id: uuidv7(), case: id, ...(votes ? { votes } : {}) })),
  }
  return (await api.actOnCases({ body })).items
}

/** Opens a case for each subject; their ids in the same order. */
export async function open(
  api: Api,
  procedure: string,
  subjects: readonly string[],
  kind: 'household' | 'village' | 'county' = 'household',
): Promise<string[]> {
  const { items } = await api.openCases({
    body: {
      procedure,
      kind,
      channel: 'cadre',
      reason: '',
      subjects: subjects.map((subject) => ({ id: uuidv7(), subject })),
    },
  })
  return items.map(({ id }) => id)
}

/** A picture that has arrived: of a signature, a sheet, a meeting. */
export async function aScan(app: FastifyInstance, account: string): Promise<string> {
  const head =
    '--lika\r\ncontent-disposition: form-data; name="file"; filename="scan.png"\r\ncontent-type: image/png\r\n\r\n'
  const answer = await send(app, {
    method: 'POST',
    url: '/api/cases/evidence',
    headers: { cookie: await signIn(app, account), 'content-type': 'multipart/form-data; boundary=lika' },
    payload: Buffer.concat([Buffer.from(head), aPng({}), Buffer.from('\r\n--lika--\r\n')]),
  })
  if (answer.statusCode !== 200) throw new Error(`${account} cannot upload: ${answer.body}`)
  return answer.json().sha256
}

/** A notice of some cases, from today on; its id. */
export async function post(
  api: Api,
  cases: readonly string[],
  step: string,
  from: string,
  days: number,
): Promise<string> {
  const notice = uuidv7()
  await act(api, cases, { kind: 'posted', step, notice, from, days })
  return notice
}

export function look(api: Api, id: string): Promise<Case> {
  return api.getCase({ params: { id } })
}

export const minutes = {
  place: '村委会会议室',
  chair: '韦支书',
  recorder: '黄文书',
  present: ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬'],
  minutes: '逐户评议，无异议。',
}

type Walking = {
  readonly as: (account: string) => Api
  readonly app: FastifyInstance
  readonly clock: { today(): string; passTo(day: string): void }
}

/** Exits of a list, by the hands of everybody who has a part in them, up to where only the announcement is left to be done. */
export async function walkToAnnouncement(
  { as, app, clock }: Walking,
  cases: readonly string[],
): Promise<void> {
  const [registrar, helper, town, county] = [as('registrar'), as('helper'), as('town'), as('county')]
  const evidence = [await aScan(app, 'registrar')]
  const decide = (api: Api, step: string, outcome: string) =>
    act(api, cases, { kind: 'decided', step, outcome })
  const hang = async (api: Api, step: string) => {
    await post(api, cases, step, clock.today(), 7)
    clock.passTo(plus(clock.today(), 7))
    await decide(api, step, 'unopposed')
  }
  await decide(registrar, 'homeCheck', 'meets')
  const signed = { kind: 'signed', step: 'dualConfirmation', way: 'drawn', evidence } as const
  await act(registrar, cases, { ...signed, signer: 'head' })
  await act(helper, cases, { ...signed, signer: 'helper' })
  const sheet = { kind: 'attached', step: 'dualConfirmation', attachment: 'dualConfirmationSheet' } as const
  await act(helper, cases, { ...sheet, evidence })
  await decide(helper, 'dualConfirmation', 'signed')
  await act(
    registrar,
    cases,
    { kind: 'met', step: 'villageReview', meeting: minutes, evidence },
    { agree: 9 },
  )
  await decide(registrar, 'villageReview', 'passed')
  await hang(registrar, 'firstNotice')
  await decide(town, 'townAudit', 'passed')
  await hang(town, 'secondNotice')
  await decide(county, 'countyApproval', 'approved')
  await post(county, cases, 'announcement', clock.today(), 7)
}

const plus = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
