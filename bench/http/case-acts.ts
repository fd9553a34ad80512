/** Opening cases for a list of 200 households, and an act on all of them: one request each, all or none. */
import { uuidv7 } from '../../apps/server/src/platform/uuid.ts'
import { count, type Measurement, time } from '../measurement.ts'
import { quantile } from '../stopwatch.ts'
import { ask, enter, type Server } from './server.ts'

const LIST = 200
const LISTS = 5

export async function actOnLists(server: Server, size: number): Promise<Measurement[]> {
  const cookie = await enter(server, 'county')
  const { account } = await ask<{ account: { region: { code: string } } }>(server, {
    path: '/api/session',
    cookie,
  })
  const opening: number[] = []
  const acting: number[] = []
  const looking: number[] = []
  let cursor: string | undefined
  for (let n = 0; n < LISTS; n++) {
    const query = new URLSearchParams({
      ...{ region: account.region.code, procedure: 'lookBack', limit: String(LIST) },
      ...(cursor === undefined ? {} : { cursor }),
    })
    const found = await ask<{ items: { subject: { id: string } }[]; next?: string }>(server, {
      path: `/api/cases/candidates?${query}`,
      cookie,
    })
    cursor = found.next
    const subjects = found.items.map(({ subject }) => ({ id: uuidv7(), subject: subject.id }))
    const post = async (path: string, body: unknown, into: number[]) => {
      const began = performance.now()
      await ask(server, { path, method: 'POST', cookie, body })
      into.push(performance.now() - began)
    }
    const opened = { procedure: 'lookBack', kind: 'household', channel: 'department', reason: '年度复核' }
    await post('/api/cases', { ...opened, subjects }, opening)
    const cases = subjects.map(({ id }) => ({ id: uuidv7(), case: id }))
    const began = performance.now()
    await ask(server, { path: `/api/cases/${subjects[0]!.id}`, cookie })
    looking.push(performance.now() - began)
    const act = { kind: 'withdrawn', step: 'homeCheck', reason: '名单重复' }
    await post('/api/cases/acts', { act, cases }, acting)
    if (cursor === undefined) break
  }
  const line = (work: string, taken: readonly number[]): Measurement => ({
    work: `${work}, ${count(size)} cases there`,
    result: `median ${time(quantile(taken, 0.5))}, longest ${time(Math.max(...taken))}`,
    note: `${taken.length} times, one user, until the answer is there`,
  })
  return [
    line(`open ${LIST} cases in one request`, opening),
    line(`one act on ${LIST} cases`, acting),
    line('the page of a case that was just opened', looking),
  ]
}
