/** What an operation would do: it is carried out, looked at, and taken back. */
import type { Operation, PreviewedHousehold } from '@lika/contract'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { HouseholdVerdicts, RegistryDeps } from '../deps.ts'
import { findHouseholdHead, listMembers } from '../households/household.store.ts'
import { placeCodes, placePath } from '../households/households.ts'
import { carryOut } from './operations.ts'

export async function previewOperation(
  deps: RegistryDeps,
  actor: Actor,
  operation: Operation,
): Promise<{ households: PreviewedHousehold[] }> {
  // Thrown to end the transaction without a trace; never seen by anybody.
  const takenBack = conflict('operation.preview', { zh: '仅预览。', en: 'A preview only.' })
  let seen: Seen[] = []
  try {
    await withTransaction(deps.db, async (tx) => {
      const { households } = await carryOut(tx, deps, actor, operation)
      for (const id of households) {
        const after = await look(tx.client, deps, id)
        if (after) seen = [...seen, after]
      }
      throw takenBack
    })
  } catch (error) {
    if (error !== takenBack) throw error
  }
  const households = await Promise.all(
    seen.map(async (after) => compared(deps, await look(deps.db.pool, deps, after.head.household_id), after)),
  )
  return { households }
}

interface Seen {
  readonly head: NonNullable<Awaited<ReturnType<typeof findHouseholdHead>>>
  readonly members: Awaited<ReturnType<typeof listMembers>>
  readonly verdicts: HouseholdVerdicts['verdicts']
}

type Runner = Tx['client'] | RegistryDeps['db']['pool']

async function look(runner: Runner, deps: RegistryDeps, id: string): Promise<Seen | undefined> {
  const today = deps.clock.today()
  const head = await findHouseholdHead(runner, '', id, today)
  if (!head) return undefined
  const asked = { countyCode: head.county_code, id, regionCode: head.region_code, asOf: today }
  const { verdicts } = await deps.verdicts.explainHousehold(runner, asked)
  return { head, members: await listMembers(runner, '', head.county_code, id, today), verdicts }
}

async function compared(
  deps: RegistryDeps,
  before: Seen | undefined,
  after: Seen,
): Promise<PreviewedHousehold> {
  const { head } = after
  const places = await deps.findPlaces(deps.db.pool, placeCodes([head.region_code]))
  const there = new Set(before?.members.map(({ person_id }) => person_id))
  return {
    id: head.household_id,
    number: head.number,
    headName: head.head_name,
    region: placePath(head.region_code, places),
    isNew: before === undefined,
    endedBecause: head.ended_because,
    members: after.members.map(({ person_id, name, relation }) => ({
      id: person_id,
      name,
      relation,
      isNew: !there.has(person_id),
    })),
    verdicts: after.verdicts.map((verdict) => {
      const old = before?.verdicts.find(({ set }) => set === verdict.set)
      return {
        set: verdict.set,
        title: verdict.title,
        before: old?.outcome ?? null,
        after: verdict.outcome,
        criteria: verdict.criteria.flatMap(({ id, label, outcome }) => {
          const was = old?.criteria.find((each) => each.id === id)?.outcome ?? null
          return was === outcome ? [] : [{ id, label, before: was, after: outcome }]
        }),
      }
    }),
  }
}
