/** The plan's figures counted out of the snapshots, in SQL: for tests. The API counts by the packs' indicators. */
import type pg from 'pg'

export interface Aggregates {
  readonly households: number
  readonly persons: number
  readonly byStatus: Readonly<Record<string, { households: number; persons: number }>>
  readonly expectedByCause: Readonly<Record<string, number>>
  readonly industryAble: Readonly<Record<string, { households: number; persons: number }>>
  readonly villages: Readonly<Record<string, number>>
  readonly gaps: Readonly<Record<string, number | string>>
}

const holds = (alias: string) =>
  `${alias}.valid_from <= $1::date and $1::date < ${alias}.valid_to and ${alias}.ended_because is null`
const households = `(select s.*, v.status as village_status from household_snapshot s
  join village_snapshot v on v.county_code = s.county_code and v.region_code = left(s.region_code, 12) and ${holds('v')}
  where ${holds('s')}) h`
const remaining = `h.status in ('poor', 'expected')`

const gapQueries: Readonly<Record<string, string>> = {
  roadGapKm: `select (sum(road_gap_km) / 100.0)::numeric(12, 2) from villages where status = 'expected'`,
  householdsWithoutSafeWater: `select count(*) from ${households} where ${remaining} and village_status = 'expected' and not drinking_water_safe`,
  dangerousHousesRegistered: `select count(*) from ${households} where ${remaining} and house_grade in ('C', 'D')`,
  dangerousHousesOther: 'select sum(dangerous_houses_other) from villages',
  villagesWithoutServiceCentre: `select count(*) from villages where status = 'expected' and not service_centre`,
  villagesWithoutCourt: `select count(*) from villages where status = 'expected' and not basketball_court`,
  householdsWithoutPower: `select count(*) from ${households} where ${remaining} and village_status = 'expected' and not power_connected`,
  naturalVillagesWithoutBroadband: `select sum(natural_villages_without_broadband) from villages where status = 'expected'`,
  householdsWithoutTelevision: `select count(*) from ${households} where ${remaining} and village_status = 'expected' and not television_owned`,
  householdsWithoutTelevisionElsewhere: `select count(*) from ${households} where status = 'expected' and village_status <> 'expected' and not television_owned`,
  naturalVillagesWithoutPhone: `select sum(natural_villages_without_phone) from villages where status = 'expected'`,
  villagesBelowCollectiveIncome: `select count(*) from villages where status in ('exited', 'expected') and collective_income < 2000000`,
}

export async function countAggregates(runner: Pick<pg.Pool, 'query'>, asOf: string): Promise<Aggregates> {
  const grouped = async (key: string, where: string) => {
    const { rows } = await runner.query<{ key: string; households: number; persons: number }>(
      `select ${key} as key, count(*)::int as households, sum(household_size)::int as persons from ${households} where ${where} group by 1`,
      [asOf],
    )
    return Object.fromEntries(rows.map(({ key, households, persons }) => [key, { households, persons }]))
  }
  const byStatus = await grouped('status', 'true')
  const causes = await grouped('cause', `status = 'expected'`)
  const villages = await runner.query<{ total: number; poor: number; exited: number; expected: number }>(
    `select count(*)::int as total, count(*) filter (where poor_village)::int as poor,
       count(*) filter (where status = 'exited')::int as exited, count(*) filter (where status = 'expected')::int as expected
     from village_snapshot v where ${holds('v')}`,
    [asOf],
  )
  const gaps: Record<string, number | string> = {}
  for (const [id, query] of Object.entries(gapQueries)) {
    const { rows } = await runner.query<{ value: number | string }>(
      `with villages as (select * from village_snapshot v where ${holds('v')}) select (${query}) as value`,
      [asOf],
    )
    const value = rows[0]!.value
    gaps[id] = id === 'roadGapKm' ? String(value) : Number(value)
  }
  const total = (field: 'households' | 'persons') =>
    Object.values(byStatus).reduce((sum, count) => sum + count[field], 0)
  return {
    households: total('households'),
    persons: total('persons'),
    byStatus,
    expectedByCause: Object.fromEntries(
      Object.entries(causes).map(([cause, count]) => [cause, count.households]),
    ),
    industryAble: await grouped('status', 'industry_able'),
    villages: villages.rows[0]!,
    gaps,
  }
}
