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
