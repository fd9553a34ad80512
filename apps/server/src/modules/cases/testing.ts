/** How tests walk cases: shorthand over the API. */
import type { Case, CaseAct, CaseItem } from '@lika/contract'
import { uuidv7 } from '../../platform/uuid.ts'
import { type Api, test as base, today } from '../../testing.ts'

type Draft = CaseAct extends infer A ? (A extends CaseAct ? Omit<A, never> : never) : never

/** Days pass: a notice hangs for as long as it has to. */
export const test = base.extend('clock', { scope: 'file' }, () => {
  let instant = Date.parse(`${today}T02:00:00Z`)
  let day: string = today
  const passTo = (then: string) => {
    day = then
    instant = Math.max(instant, Date.parse(`${then}T02:00:00Z`))
  }
  return { now: () => new Date(instant++).toISOString(), today: () => day, learnOn: passTo, passTo }
})

/** One act for some cases. */
export async function act(
  api: Api,
  cases: readonly string[],
  said: Draft,
  votes?: Record<string, number>,
): Promise<CaseItem[]> {
  const body = {
    act: said as CaseAct,
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
