/** What decisions speak of and is there: statements, versions, regions, units, targets. */
import type { Decision } from '@lika/contract'
import type { Tx } from '../../../platform/db.ts'
import { findPlaces } from '../../regions/index.ts'
import type { PlansDeps } from '../deps.ts'
import type { PlanRow } from '../plans.store.ts'
import { listParts, type PartRow } from '../reading/readings.store.ts'
import { mustBeRead } from '../reading/readings.ts'
import type { Known } from './check.ts'
import { findLast } from './decisions.store.ts'

export async function knownOf(
  deps: PlansDeps,
  tx: Tx,
  plan: PlanRow,
  region: string,
  decisions: readonly Decision[],
): Promise<Known> {
  const { client } = tx
  const statements = decisions.flatMap(({ statement }) => statement ?? [])
  const regions = decisions.flatMap(({ target }) => target?.region ?? [])
  const units = decisions.flatMap(({ task }) =>
    task ? [...task.lead, ...task.cooperating, ...task.responsible].flatMap(({ unit }) => unit ?? []) : [],
  )
  const targets = decisions.flatMap(({ target }) => target?.of ?? [])
  const accepted = decisions.filter(({ kind, decision }) => kind === 'target' && decision === 'accepted')
  const parts = new Map<number, PartRow[]>()
  for (const version of new Set(decisions.flatMap(({ place }) => place?.version ?? [])))
    parts.set(version, await listParts(client, { plan: plan.id, version }))
  return {
    planRegion: plan.regionCode,
    region,
    last: await findLast(client, plan.id, statements),
    parts,
    regions: new Set((await findPlaces(client, regions, deps.clock.today())).keys()),
    units: await idsIn(tx, 'unit', units),
    // A part may be accepted together with its whole.
    targets: new Set([
      ...(await idsIn(tx, 'target', targets)),
      ...accepted.map(({ id, statement }) => statement ?? id),
    ]),
  }
}

/** Versions that are named are read before the transaction begins: reading takes its time. */
export async function readNamed(
  deps: PlansDeps,
  plan: string,
  decisions: readonly Decision[],
): Promise<void> {
  for (const version of new Set(decisions.flatMap(({ place }) => place?.version ?? [])))
    await mustBeRead(deps, { plan, version })
}

async function idsIn({ client }: Tx, table: 'unit' | 'target', ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await client.query<{ id: string }>(`select id from ${table} where id = any($1::uuid[])`, [
    ids,
  ])
  return new Set(rows.map(({ id }) => id))
}
