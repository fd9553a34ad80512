/** Notices in tests: posted alone, or at the end of the way that a case takes to its first notice. */
import { type Procedure, procedureOf, type Step } from '@lika/policy'
import type { FastifyInstance } from 'fastify'
import type { Opened } from '../../../open.ts'
import { withTransaction } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { BuiltHousehold } from '../../../testing/subjects.ts'
import type { Api } from '../../../testing.ts'
import type { CasesDeps } from '../deps.ts'
import { act, aScan, minutes, open, post } from '../testing.ts'
import type { NoticeAsk } from './make.ts'
import { type Posted, postNotice } from './post.ts'
import type { CaseOfNotice } from './published.store.ts'

export function procedureInForce({ judging }: Opened, id: string, region = '450521'): Procedure {
  const { policies, today } = judging()
  const item = (policies.at(region, today).items.procedures ?? []).find((each) => each.id === id)
  if (!item) throw new Error(`no procedure ${id} is in force in ${region}`)
  return procedureOf(item)
}

export function stepNamed(procedure: Procedure, id: string): Step {
  const step = procedure.steps.find((each) => each.id === id)
  if (!step) throw new Error(`the procedure ${procedure.id} has no step ${id}`)
  return step
}

export function caseOf({ id, region }: BuiltHousehold): CaseOfNotice {
  return {
    id: uuidv7(),
    countyCode: region.slice(0, 6),
    subjectKind: 'household',
    subjectId: id,
    regionCode: region,
  }
}

export function anActor(accountId: string, regions: readonly string[]): Actor {
  return { accountId, name: 'somebody', role: 'countyOffice', permissions: new Set(['cases.act']), regions }
}

/** Posts without a case behind it. */
export function postAlone(installation: Opened, actor: Actor, ask: NoticeAsk): Promise<Posted> {
  return withTransaction(installation.db, (tx) => postNotice(tx, installation.registry, actor, ask))
}

/** Cases of the exit of some households, brought to where their first notice is posted. */
export async function toFirstNotice(
  { app, as }: { readonly app: FastifyInstance; readonly as: (account: string) => Api },
  households: readonly BuiltHousehold[],
): Promise<string[]> {
  const registrar = as('registrar')
  const helper = as('helper')
  const cases = await open(
    registrar,
    'householdExit',
    households.map(({ id }) => id),
  )
  const evidence = [await aScan(app, 'registrar')]
  const step = 'dualConfirmation'
  await act(registrar, cases, { kind: 'decided', step: 'homeCheck', outcome: 'meets' })
  await act(registrar, cases, { kind: 'signed', step, signer: 'head', way: 'drawn', evidence })
  await act(helper, cases, { kind: 'signed', step, signer: 'helper', way: 'drawn', evidence })
  await act(helper, cases, { kind: 'attached', step, attachment: 'dualConfirmationSheet', evidence })
  await act(helper, cases, { kind: 'decided', step, outcome: 'signed' })
  const review = { step: 'villageReview' } as const
  await act(registrar, cases, { kind: 'met', ...review, meeting: minutes, evidence }, { agree: 9 })
  await act(registrar, cases, { kind: 'decided', ...review, outcome: 'passed' })
  return cases
}

/** The first notice of some households from a day on: its id, and the cases in the order of the households. */
export async function aNotice(
  fixture: Parameters<typeof toFirstNotice>[0],
  households: readonly BuiltHousehold[],
  from: string,
): Promise<{ readonly id: string; readonly cases: readonly string[] }> {
  const cases = await toFirstNotice(fixture, households)
  return { id: await post(fixture.as('registrar'), cases, 'firstNotice', from, 7), cases }
}

/** As the public site asks: without a session. */
export function forPublic({ registry, judging, db }: Opened): CasesDeps {
  return { registry, judging, system: db }
}
