/** Whom rows of a sheet are about: looked up for thousands at once, among the households of a region alone. */

import { regionRange } from '@lika/codes'
import type pg from 'pg'

export interface Asked {
  readonly line: number
  /** Of the id number; without it name and village are there. */
  readonly hash: Buffer | null
  readonly name: string | null
  readonly village: string | null
}

export interface Match {
  readonly line: number
  readonly personId: string
  readonly name: string | null
  readonly householdId: string
  readonly regionCode: string
  readonly standing: 'registered' | 'exited' | 'unregistered'
}

/** How a household `s` stands today. */
export const standingSql = (alias: string) =>
  `(case when ${alias}.status in ('poor', 'expected', 'relapsed') then 'registered'
    when ${alias}.status = 'exited' then 'exited' else 'unregistered' end)`

/** A line that several persons answer to has several matches; whoever has left the registry is nobody. */
export async function matchRows(
  runner: Pick<pg.Pool, 'query'>,
  region: string,
  asked: readonly Asked[],
): Promise<Match[]> {
  if (asked.length === 0) return []
  const { lo, hi } = regionRange(region)
  const { rows } = await runner.query<Match>(
    `with asked as materialized (
       select * from unnest($1::int[], $2::bytea[], $3::text[], $4::text[]) as a (line, hash, name, village)),
     found as (
       select a.line, i.county_code, i.person_id from asked a join person_identity i on i.id_hash = a.hash
       where i.county_code = $5
       union
       select a.line, k.county_code, k.person_id from asked a join person_search k on k.county_code = $5 and k.key = a.name collate "C"
         and k.region_code >= a.village collate "C" and k.region_code < (a.village || ':') collate "C"
       where a.hash is null)
     select f.line, p.person_id as "personId", p.name, s.household_id as "householdId", s.region_code as "regionCode",
       ${standingSql('s')} as standing
     from found f join asked a on a.line = f.line
     join person_snapshot p on p.county_code = f.county_code and p.person_id = f.person_id and p.valid_to = 'infinity'
     join household_snapshot s on s.county_code = p.county_code and s.household_id = p.household_id and s.valid_to = 'infinity'
     where p.ended_because is null and s.ended_because is null and s.region_code >= $6 and s.region_code < $7
       and (a.hash is not null or p.name = a.name)
     order by f.line`,
    [
      asked.map(({ line }) => line),
      asked.map(({ hash }) => hash),
      asked.map(({ name }) => name),
      asked.map(({ village }) => village),
      region.slice(0, 6),
      lo,
      hi,
    ],
  )
  return rows
}

/** Names of the villages and townships of a region, to read what a sheet calls them. */
export async function findVillages(
  runner: Pick<pg.Pool, 'query'>,
  region: string,
): Promise<{ code: string; name: string; town: string }[]> {
  const { lo, hi } = regionRange(region)
  const { rows } = await runner.query(
    `select v.code, v.name, t.name as town from region v join region t on t.code = left(v.code, 9) and t.valid_to = 'infinity'
     where v.valid_to = 'infinity' and length(v.code) = 12 and v.code >= $1 and v.code < $2`,
    [lo, hi],
  )
  return rows
}
