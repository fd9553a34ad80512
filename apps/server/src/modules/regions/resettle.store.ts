/**
 * Whoever is registered in a village that merges or moves is registered under the new code, through the journal: the
 * old entries stay, so a question about a day before still finds the old code.
 */
import type { Tx } from '../../platform/db.ts'
import type { Range } from './regions.store.ts'

export interface Resettling {
  readonly operationId: string
  readonly kind: 'merge' | 'move'
  readonly countyCode: string
  /** The village and everything in it. */
  readonly left: Range
  readonly from: string
  readonly to: string
  /** New code of each group; whoever stood in none stands in the village itself. */
  readonly groups: ReadonlyMap<string, string>
  readonly effectiveOn: string
  readonly reason: string
  readonly madeBy: string
  readonly madeAt: string
}

export interface Resettled {
  readonly households: readonly string[]
  readonly persons: readonly string[]
  readonly villages: readonly string[]
}

/**
 * One record for everybody who stood there on the day, and one for each later entry that placed somebody there: the
 * latest entry of a day wins, so each of those is followed by one that knows the new code.
 */
export async function insertNewPlaces(tx: Tx, move: Resettling): Promise<Resettled> {
  const kinds = move.kind === 'move' ? ['household', 'person', 'village'] : ['household', 'person']
  const inside = (column: string) => `${column} >= $3 and ${column} < $4`
  const stood = kinds.map(
    (kind) => `select '${kind}' as subject_kind, ${kind}_id as subject_id, valid_from, region_code
      from ${kind}_snapshot where county_code = $1 and ${inside('region_code')} and $2::date < valid_to and ended_because is null`,
  )
  const { rows } = await tx.client.query<{ subject_kind: keyof typeof none; subject_id: string }>(
    `with stood as materialized (${stood.join(' union all ')}),
     placed as (
       select subject_kind, subject_id, $2::date as day, region_code from stood where valid_from <= $2::date
       union
       select j.subject_kind, j.subject_id, j.observed_on, j.facts->>'regionCode'
       from (select distinct subject_id from stood) s
       join record j on j.county_code = $1 and j.subject_id = s.subject_id and j.observed_on > $2::date
       where ${inside("j.facts->>'regionCode'")}
         and not exists (select from record c where c.county_code = j.county_code and c.corrects = j.id)
     ), new_group as (select * from unnest($5::text[], $6::text[]) as g (old_code, code)),
     arrived as (select p.subject_kind, p.subject_id, p.day, coalesce(g.code, $7) as code
       from placed p left join new_group g on g.old_code = p.region_code)
     insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id,
       source, facts, reason, operation_id)
     select $1, gen_random_uuid(), subject_kind, subject_id, code, day, $8, $9, 'operation',
       jsonb_build_object('regionCode', code), $10, $11 from arrived
     returning subject_kind, subject_id`,
    [
      ...[move.countyCode, move.effectiveOn, move.left.lo, move.left.hi],
      ...[[...move.groups.keys()], [...move.groups.values()], move.to],
      ...[move.madeAt, move.madeBy, move.reason, move.operationId],
    ],
  )
  const found = Object.groupBy(rows, (row) => row.subject_kind)
  const ids = (kind: keyof typeof none) => [...new Set((found[kind] ?? []).map((row) => row.subject_id))]
  return { households: ids('household'), persons: ids('person'), villages: ids('village') }
}

const none = { household: [], person: [], village: [] } as const

/** A village that goes into another is no subject any more; its journal stays. Answers its id. */
export async function endVillage(tx: Tx, move: Resettling): Promise<string[]> {
  const { rows } = await tx.client.query<{ subject_id: string }>(
    `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id,
       source, facts, reason, operation_id)
     select county_code, gen_random_uuid(), 'village', village_id, region_code, $3, $4, $5, 'operation',
       '{"endedBecause": "merged"}', $6, $7
     from village_snapshot where county_code = $1 and region_code = $2 and valid_to = 'infinity' and ended_because is null
     returning subject_id`,
    [
      ...[move.countyCode, move.from, move.effectiveOn],
      ...[move.madeAt, move.madeBy, move.reason, move.operationId],
    ],
  )
  return rows.map((row) => row.subject_id)
}

/** A village that moves stays the same subject, found by its new code from now on. */
export async function recodeVillage(tx: Tx, move: Resettling): Promise<void> {
  await tx.client.query('update village set code = $3 where county_code = $1 and code = $2', [
    move.countyCode,
    move.from,
    move.to,
  ])
}

export async function findVillageId(tx: Tx, countyCode: string, code: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ id: string }>(
    'select id from village where county_code = $1 and code = $2',
    [countyCode, code],
  )
  return rows[0]?.id
}

export async function insertOperation(tx: Tx, move: Resettling, resettled: Resettled): Promise<void> {
  const detail = {
    ...{ kind: move.kind, from: move.from, to: move.to, groups: Object.fromEntries(move.groups) },
    households: resettled.households.length,
    persons: resettled.persons.length,
  }
  await tx.client.query(
    `insert into operation (county_code, id, kind, detail, reason, effective_on, made_by, made_at)
     values ($1, $2, 'moveVillage', $3, $4, $5, $6, $7)`,
    [
      ...[move.countyCode, move.operationId, JSON.stringify(detail), move.reason],
      ...[move.effectiveOn, move.madeBy, move.madeAt],
    ],
  )
}

/** How many were resettled by a change that is there already. */
export async function findCounts(
  tx: Tx,
  countyCode: string,
  operationId: string,
): Promise<{ households: number; persons: number }> {
  const { rows } = await tx.client.query<{ households: number; persons: number }>(
    `select (detail->>'households')::int as households, (detail->>'persons')::int as persons
     from operation where county_code = $1 and id = $2`,
    [countyCode, operationId],
  )
  return rows[0] ?? { households: 0, persons: 0 }
}
