/** Who has exited in the year. */
import type { Range, Runner } from './summary.store.ts'

export interface Exited {
  readonly exited: { households: number; persons: number; villages: number }
  readonly exitedByCause: Record<string, number>
}

/** `conditions` are those of the lists that open these numbers, on a snapshot `s`. */
export async function countExited(
  runner: Runner,
  range: Range,
  asOf: string,
  conditions: { readonly household: string; readonly village: string },
): Promise<Exited> {
  const of = (
    kind: 'household' | 'village',
  ) => `${kind}_snapshot s where s.region_code >= $1 and s.region_code < $2
    and s.valid_from <= $3::date and $3::date < s.valid_to and s.ended_because is null and ${conditions[kind]}`
  const values = [range.lo, range.hi, asOf]
  const [households, villages] = await Promise.all([
    runner.query<{ cause: string; households: number; persons: number }>(
      `select coalesce(s.cause, 'unknown') as cause, count(*) as households, sum(s.household_size)::bigint as persons
       from ${of('household')} group by 1`,
      values,
    ),
    runner.query<{ n: number }>(`select count(*) as n from ${of('village')}`, values),
  ])
  const total = (key: 'households' | 'persons') => households.rows.reduce((sum, row) => sum + row[key], 0)
  return {
    exited: { households: total('households'), persons: total('persons'), villages: villages.rows[0]!.n },
    exitedByCause: Object.fromEntries(households.rows.map((row) => [row.cause, row.households])),
  }
}

export interface ExitedRow {
  readonly region: string
  readonly subject: 'household' | 'village'
  readonly cause: string
  readonly number: number
  readonly persons: number
}

/** Of several regions at once, by region. */
export async function countExitedIn(
  runner: Runner,
  regions: readonly (Range & { readonly region: string })[],
  asOf: string,
  conditions: { readonly household: string; readonly village: string },
): Promise<ReadonlyMap<string, ExitedRow[]>> {
  const counted = (kind: 'household' | 'village', cause: string, persons: string) =>
    `select r.region, '${kind}' as subject, ${cause} as cause, count(*) as number, ${persons}::bigint as persons
     from unnest($1::text[], $2::text[], $3::text[]) as r (region, lo, hi)
       join ${kind}_snapshot s on s.region_code >= r.lo collate "C" and s.region_code < r.hi collate "C"
     where s.valid_from <= $4::date and $4::date < s.valid_to and s.ended_because is null and ${conditions[kind]}
     group by 1, 3`
  const { rows } = await runner.query<ExitedRow>(
    `${counted('household', "coalesce(s.cause, 'unknown')", 'coalesce(sum(s.household_size), 0)')}
     union all ${counted('village', "''", '0')}`,
    [regions.map(({ region }) => region), regions.map(({ lo }) => lo), regions.map(({ hi }) => hi), asOf],
  )
  return Map.groupBy(rows, ({ region }) => region)
}
