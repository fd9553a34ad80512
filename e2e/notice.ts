/** An exit on its way to its first notice, for journeys that begin there: what is not their point goes by the API. */
import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { signInAs } from './office.ts'

export const VILLAGE = '豹狸村文书'
export const HELPER = '帮扶联系人'
export const REGION = '450521111208'

export const newId = () => {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

export async function ask<T>(page: Page, path: string, data?: object): Promise<T> {
  const answer = data ? await page.request.post(path, { data }) : await page.request.get(path)
  expect(answer.ok(), `${path} ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
export const upload = async (page: Page) => {
  const file = { name: '扫描件.png', mimeType: 'image/png', buffer: picture }
  const answer = await page.request.post('/api/cases/evidence', { multipart: { file } })
  expect(answer.ok(), await answer.text()).toBe(true)
  return ((await answer.json()) as { sha256: string }).sha256
}

export const act = (page: Page, id: string, said: object, votes?: object) =>
  ask(page, '/api/cases/acts', {
    act: said,
    cases: [{ id: newId(), case: id, ...(votes ? { votes } : {}) }],
  })

type Candidates = {
  readonly items: readonly {
    subject: { id: string; name: string; status: string | null }
    openCase: string | null
  }[]
}

/** For a household that is in the register: one that a journey before has taken in has no status yet. */
export async function openCase(
  page: Page,
  procedure: string,
  outcome = '',
): Promise<{ id: string; name: string }> {
  const filter = outcome && `&outcome=${outcome}`
  const path = `/api/cases/candidates?region=${REGION}&procedure=${procedure}&limit=200${filter}`
  const { items } = await ask<Candidates>(page, path)
  const free = items.find(({ subject, openCase }) => openCase === null && subject.status !== null)
  if (!free) throw new Error(`nobody in ${REGION} for ${procedure}`)
  const id = newId()
  const subjects = [{ id, subject: free.subject.id }]
  await ask(page, '/api/cases', {
    procedure,
    subjects,
    kind: 'household',
    channel: 'cadre',
    reason: '入户摸排',
  })
  return { id, name: free.subject.name }
}

/** An exit that has come to its first notice and hangs for seven days; what is not the point goes by the API. */
export async function aNoticeHangs(page: Page) {
  await signInAs(page, VILLAGE)
  const found = await openCase(page, 'householdExit', 'met')
  const sheet = await upload(page)
  await act(page, found.id, { kind: 'decided', step: 'homeCheck', outcome: 'meets' })
  const step = 'dualConfirmation'
  await act(page, found.id, {
    kind: 'attached',
    step,
    attachment: 'dualConfirmationSheet',
    evidence: [sheet],
  })
  const signed = { kind: 'signed', step, way: 'drawn', evidence: [sheet] }
  await act(page, found.id, { ...signed, signer: 'head', name: found.name })
  await signInAs(page, HELPER)
  await act(page, found.id, { kind: 'signed', step, signer: 'helper', way: 'account', evidence: [] })
  await act(page, found.id, { kind: 'decided', step, outcome: 'signed' })
  await signInAs(page, VILLAGE)
  const present = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬']
  const meeting = {
    place: '村委会',
    chair: '韦支书',
    recorder: '黄文书',
    present,
    minutes: '逐户评议，无异议。',
  }
  const votes = { agree: 9, disagree: 0, abstain: 0 }
  await act(page, found.id, { kind: 'met', step: 'villageReview', meeting, evidence: [sheet] }, votes)
  await act(page, found.id, { kind: 'decided', step: 'villageReview', outcome: 'passed' })
  const notice = newId()
  const { today } = await ask<{ today: string }>(page, '/api/session')
  await act(page, found.id, { kind: 'posted', step: 'firstNotice', notice, from: today, days: 7 })
  return { ...found, notice, today }
}
