/** The SQL of pairs of persons. */
import type { Runner } from '../imports.store.ts'
import type { CandidatePair } from './find.ts'
import type { Reason } from './score.ts'

export interface PersonRow {
  readonly person_id: string
  readonly county_code: string
  readonly name: string | null
  readonly birth_date: string | null
  readonly sex: string | null
  readonly id_number: string | null
  readonly region_code: string
  readonly household_id: string | null
  readonly household_number: string | null
  readonly head_name: string | null
  readonly household_size: number | null
  readonly relation: string | null
}

export interface PairRow {
  readonly id: string
  readonly county_code: string
  readonly region_code: string
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly state: 'open' | 'merged' | 'distinct'
  readonly decided_at: string | null
  readonly reason: string | null
  readonly decided_by: string | null
  readonly person_a: string
  readonly person_b: string
  readonly a: PersonRow | null
  readonly b: PersonRow | null
}

export const personTraits = (alias: string, household: string) =>
  `'person_id', ${alias}.person_id, 'county_code', ${alias}.county_code, 'name', ${alias}.name, 'birth_date', ${alias}.birth_date, 'sex', ${alias}.sex,
   'id_number', ${alias}.id_number, 'region_code', ${alias}.region_code, 'household_id', ${alias}.household_id, 'household_number', ${household}.number, 'head_name', ${household}.head_name, 'household_size', ${household}.household_size, 'relation', ${alias}.relation`

const pairSelect = `
select d.id, d.county_code, d.region_code, d.score, d.reasons, d.state, d.decided_at, d.decided_by, d.reason, d.person_a, d.person_b,
  case when a.person_id is not null then jsonb_build_object(${personTraits('a', 'ha')}) end as a,
  case when b.person_id is not null then jsonb_build_object(${personTraits('b', 'hb')}) end as b
from duplicate d
left join person_snapshot a on a.person_id = d.person_a and a.valid_to = 'infinity'
left join person_snapshot b on b.person_id = d.person_b and b.valid_to = 'infinity'
left join household_snapshot ha on ha.county_code = a.county_code and ha.household_id = a.household_id and ha.valid_to = 'infinity'
left join household_snapshot hb on hb.county_code = b.county_code and hb.household_id = b.household_id and hb.valid_to = 'infinity'`

/** Surest first. */
export async function listPairs(
  runner: Runner,
  ranges: readonly { readonly lo: string; readonly hi: string }[],
  state: string,
  after: { readonly score: number; readonly id: string } | undefined,
  limit: number,
): Promise<PairRow[]> {
  const { rows } = await runner.query<PairRow>(
    `${pairSelect} where d.state = $3
     and exists (select from unnest($1::text[], $2::text[]) r (lo, hi) where d.region_code >= r.lo and d.region_code < r.hi)
     and ($4::int is null or (-d.score, d.id) > (-$4::int, $5::uuid)) order by -d.score, d.id limit $6`,
    [
      ranges.map(({ lo }) => lo),
      ranges.map(({ hi }) => hi),
      state,
      after?.score ?? null,
      after?.id ?? null,
      limit,
    ],
  )
  return rows
}

export async function lockPairs(runner: Runner, ids: readonly string[]): Promise<PairRow[]> {
  await runner.query('select 1 from duplicate where id = any($1::uuid[]) order by id for update', [ids])
  const { rows } = await runner.query<PairRow>(`${pairSelect} where d.id = any($1::uuid[])`, [ids])
  return rows
}

/** Pairs that are known already, whatever was decided of them, stay as they are. Answers how many are new. */
export async function insertPairs(runner: Runner, pairs: readonly CandidatePair[]): Promise<number> {
  const { rowCount } = await runner.query(
    `insert into duplicate (county_code, id, person_a, person_b, region_code, score, reasons)
     select county_code, uuidv7(), a, b, region_code, score, reasons::jsonb
     from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::smallint[], $6::text[]) p (county_code, a, b, region_code, score, reasons)
     on conflict (county_code, person_a, person_b) do nothing`,
    [
      pairs.map(({ a }) => a.countyCode),
      pairs.map(({ a }) => a.personId),
      pairs.map(({ b }) => b.personId),
      pairs.map(({ a }) => a.regionCode),
      pairs.map(({ score }) => score),
      pairs.map(({ reasons }) => JSON.stringify(reasons)),
    ],
  )
  return rowCount ?? 0
}

export async function decidePair(
  runner: Runner,
  pair: Pick<PairRow, 'county_code' | 'id'>,
  state: 'merged' | 'distinct',
  by: { readonly accountId: string; readonly at: string; readonly reason: string },
): Promise<void> {
  await runner.query(
    'update duplicate set state = $3, decided_by = $4, decided_at = $5, reason = $6 where county_code = $1 and id = $2',
    [pair.county_code, pair.id, state, by.accountId, by.at, by.reason],
  )
}
