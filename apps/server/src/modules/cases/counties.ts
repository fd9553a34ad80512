/** Counties as subjects of cases: they have no snapshot; their status is the last decision about them. */
import { countyIdOf, type Range } from '../registry/index.ts'
import type { Runner, Subject } from './case-files.store.ts'

/** Counties within some ranges, as they are today. */
export async function listCounties(
  runner: Runner,
  ranges: readonly Range[],
  today: string,
): Promise<Subject[]> {
  const { rows } = await runner.query<{ code: string; name: string }>(
    `select r.code, r.name from region r
     where length(r.code) = 6 and r.valid_from <= $3::date and $3::date < r.valid_to
       and exists (select from unnest($1::text[], $2::text[]) as g (lo, hi)
         where r.code >= g.lo collate "C" and r.code < g.hi collate "C") order by r.code`,
    [ranges.map(({ lo }) => lo), ranges.map(({ hi }) => hi), today],
  )
  const counties = rows.map(({ code, name }) => ({ code, name, id: countyIdOf(code) }))
  const { rows: decided } = await runner.query<{ id: string; status: string | null }>(
    `select distinct on (d.subject_id) d.subject_id as id, d.facts ->> 'status' as status from decision d
     where d.county_code = any($1) and d.subject_id = any($2::uuid[]) and d.subject_kind = 'county' and d.facts ? 'status'
     order by d.subject_id, d.decided_on desc, d.received_at desc, d.id desc`,
    [counties.map(({ code }) => code), counties.map(({ id }) => id)],
  )
  const statuses = new Map(decided.map(({ id, status }) => [id, status]))
  return counties.map(({ code, name, id }) => ({
    countyCode: code,
    id,
    regionCode: code,
    name,
    number: null,
    householdSize: null,
    status: statuses.get(id) ?? null,
    endedBecause: null,
  }))
}
