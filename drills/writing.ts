/** Writing through the API while things are killed: what was acknowledged, and what nobody knows. */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '../apps/server/src/platform/uuid.ts'
import type { Answer, Person } from './server.ts'

export interface Written {
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Ids of households that the person sees. */
export async function householdsOf(person: Person): Promise<string[]> {
  const { status, body } = await person.send('GET', '/api/households?region=450599&limit=50')
  if (status === 503) return sleep(250).then(() => householdsOf(person))
  if (status !== 200) throw new Error(`the households are not told: ${status} ${JSON.stringify(body)}`)
  return (body.items as { id: string }[]).map(({ id }) => id)
}

export function aRecord(household: string): Written {
  const id = uuidv7()
  const body = {
    id,
    subjectKind: 'household',
    subjectId: household,
    observedOn: '2017-03-30',
    facts: { waterMinutes: randomInt(0, 120) },
  }
  return { id, body }
}

export function write(person: Person, { body }: Written): Promise<Answer> {
  return person.send('POST', '/api/records', body)
}

/** Writes one record after the other, each of which must be taken. */
export async function writeSeveral(person: Person, households: readonly string[], count: number) {
  const ids: string[] = []
  for (let each = 0; each < count; each += 1) {
    const record = aRecord(households[each % households.length]!)
    const { status, body } = await write(person, record)
    if (status === 503) {
      each -= 1
      await sleep(250)
      continue
    }
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    ids.push(record.id)
  }
  return ids
}

export interface Writers {
  readonly acknowledged: Set<string>
  /** Sent, and not answered: it may have been stored or not. */
  readonly unknown: Map<string, Written>
  /** Answers other than 200 and 503, which nobody should get. */
  readonly wrong: string[]
  readonly stop: () => Promise<void>
}

function wasRefused({ cause }: Error): boolean {
  return (cause as { code?: string } | undefined)?.code === 'ECONNREFUSED'
}

/** Several people who write without a pause, whatever happens to the server. */
export function startWriters(person: Person, households: readonly string[], count: number): Writers {
  const acknowledged = new Set<string>()
  const unknown = new Map<string, Written>()
  const wrong: string[] = []
  let isOver = false
  const one = async (own: readonly string[]) => {
    while (!isOver) {
      const record = aRecord(own[randomInt(0, own.length)]!)
      const answer = await write(person, record).catch((error: Error) => error)
      // Nobody was there to hear it: it was never sent.
      if (answer instanceof Error && wasRefused(answer)) await sleep(50)
      else if (answer instanceof Error) unknown.set(record.id, record)
      else if (answer.status === 200) acknowledged.add(record.id)
      else unknown.set(record.id, record)
      if (answer instanceof Error || answer.status === 200) continue
      if (answer.status !== 503) wrong.push(`${answer.status} ${JSON.stringify(answer.body)}`)
      await sleep(50)
    }
  }
  // Each has households of its own, so that they do not wait for each other only.
  const share = (index: number) => households.filter((_, at) => at % count === index)
  const running = Array.from({ length: count }, (_, index) => one(share(index)))
  return {
    acknowledged,
    unknown,
    wrong,
    stop: async () => {
      isOver = true
      await Promise.all(running)
    },
  }
}
