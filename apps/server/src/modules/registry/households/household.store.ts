/** What one household page shows: values with where they come from, and the journal of everybody in it. */
import type { Runner } from './households.store.ts'

export interface HouseholdHead {
  readonly county_code: string
  readonly household_id: string
  readonly region_code: string
  readonly number: string
  readonly status: string | null
  readonly head_name: string | null
  readonly household_size: number
  readonly ended_because: string | null
  readonly village_id: string | null
}

export async function findHouseholdHead(
  runner: Runner,
  prelude: string,
  id: string,
  asOf: string,
): Promise<HouseholdHead | undefined> {
  const { rows } = await runner.query<HouseholdHead>(
    `${prelude} select s.county_code, s.household_id, s.region_code, s.number, s.status, s.head_name, s.household_size, s.ended_because, v.id as village_id
     from household_snapshot s left join village v on v.county_code = s.county_code and v.code = left(s.region_code, 12)
     where s.household_id = $1 and s.valid_from <= $2::date and $2::date < s.valid_to`,
    [id, asOf],
  )
  return rows[0]
}

export interface MemberRow {
  readonly person_id: string
  readonly name: string | null
  readonly relation: string | null
}

export async function listMembers(
  runner: Runner,
  prelude: string,
  countyCode: string,
  householdId: string,
  asOf: string,
): Promise<MemberRow[]> {
  const { rows } = await runner.query<MemberRow>(
    `${prelude} select person_id, name, relation from person_snapshot
     where county_code = $1 and household_id = $2 and valid_from <= $3::date and $3::date < valid_to
     order by (relation = 'head') desc nulls last, birth_date nulls last, person_id`,
    [countyCode, householdId, asOf],
  )
  return rows
}

export interface FactRow {
  readonly subject_id: string
  readonly fact: string
  readonly value: unknown
  readonly observed_on: string
  readonly record_id: string
  readonly author: string | null
  readonly source: string
  readonly evidence: string[]
}

/** Per subject and fact, the observation that counts on a day, as known at an instant. */
export async function listKnownFacts(
  runner: Runner,
  countyCode: string,
  subjectIds: readonly string[],
  asOf: string,
  knownAt: string,
): Promise<FactRow[]> {
  const { rows } = await runner.query<FactRow>(
    `select distinct on (r.subject_id, f.key) r.subject_id, f.key as fact, f.value, r.observed_on, r.id as record_id,
       a.display_name as author, r.source, r.evidence
     from record r left join account a on a.id = r.author_id, jsonb_each(r.facts) f
     where r.county_code = $1 and r.subject_id = any($2::uuid[]) and r.observed_on <= $3::date and r.received_at <= $4::timestamptz
       and not exists (
         select from record c where c.county_code = r.county_code and c.corrects = r.id and c.received_at <= $4::timestamptz)
     order by r.subject_id, f.key, r.observed_on desc, r.received_at desc, r.id desc`,
    [countyCode, subjectIds, asOf, knownAt],
  )
  return rows
}

export interface IncomeRow {
  readonly item: string
  readonly period_from: string
  readonly period_to: string
  readonly amount: number | null
  readonly record_id: string
}

export async function listIncome(
  runner: Runner,
  prelude: string,
  countyCode: string,
  householdId: string,
): Promise<IncomeRow[]> {
  const { rows } = await runner.query<IncomeRow>(
    `${prelude} select item, period_from, period_to, amount, record_id from income_entry
     where county_code = $1 and household_id = $2 order by period_from desc, item`,
    [countyCode, householdId],
  )
  return rows
}

export interface ContradictionRow {
  readonly subject_id: string
  readonly fact: string
  readonly observed_on: string
  readonly record_ids: string[]
}

export async function listContradictions(
  runner: Runner,
  countyCode: string,
  subjectIds: readonly string[],
): Promise<ContradictionRow[]> {
  const { rows } = await runner.query<ContradictionRow>(
    `select subject_id, fact, observed_on, record_ids from contradiction
     where county_code = $1 and subject_id = any($2::uuid[]) order by observed_on desc, fact`,
    [countyCode, subjectIds],
  )
  return rows
}

export interface TimelineRow {
  readonly id: string
  readonly journal: 'record' | 'decision'
  readonly kind: string
  readonly subject_kind: string
  readonly subject_id: string
  readonly subject_name: string | null
  readonly observed_on: string
  readonly received_at: string
  readonly author: string | null
  readonly facts: Record<string, unknown>
  /** What held before, for those of its facts of which something was known. */
  readonly before: Record<string, unknown> | null
  readonly period_from: string | null
  readonly period_to: string | null
  readonly reason: string | null
  readonly evidence: string[]
  readonly corrects: string | null
  readonly corrected_by: string | null
  /** The case whose end gave it, or whose reopening withdrew it. */
  readonly case_id: string | null
}

/** Records and decisions of a household and of everybody who was ever in it, latest first. */
export async function listTimelineRows(
  runner: Runner,
  countyCode: string,
  householdId: string,
  query: {
    readonly fact?: string | undefined
    readonly subject?: string | undefined
    readonly after?: { readonly receivedAt: string; readonly id: string } | undefined
    readonly limit: number
  },
): Promise<TimelineRow[]> {
  const { fact, subject, after, limit } = query
  const { rows } = await runner.query<TimelineRow>(
    `with subject as (
       select $2::uuid as id union select person_id from person_snapshot where county_code = $1 and household_id = $2
     ), entry as (
       select id, 'record' as journal, source as kind, subject_kind, subject_id, observed_on, received_at, author_id, facts,
         period_from, period_to, reason, evidence, corrects, case source when 'case' then operation_id end as origin
       from record where county_code = $1 and subject_id in (select id from subject)
       union all
       select id, 'decision', kind, subject_kind, subject_id, decided_on, received_at, author_id, facts - 'gives', null, null, reason, evidence, corrects, null
       from decision where county_code = $1 and subject_id in (select id from subject) and (facts ? 'status' or not facts ? 'case')
     ), page as (
       select * from entry e
       where ($3::timestamptz is null or (e.received_at, e.id) < ($3::timestamptz, $4::uuid))
         and ($6::text is null or e.facts ? $6::text) and ($7::uuid is null or e.subject_id = $7::uuid)
       order by e.received_at desc, e.id desc limit $5
     )
     select e.*, a.display_name as author, p.name as subject_name,
       case e.journal when 'record' then (
         select jsonb_object_agg(f.key, held.value) from jsonb_object_keys(e.facts) as f (key)
         cross join lateral (
           select b.facts -> f.key as value from record b
           where b.county_code = $1 and b.subject_id = e.subject_id and b.facts ? f.key and b.id <> e.id
             and (b.period_from, b.period_to) is not distinct from (e.period_from, e.period_to)
             and case when b.id = e.corrects then true
               else (b.observed_on, b.received_at, b.id) < (e.observed_on, e.received_at, e.id)
                 and not exists (select from record c where c.county_code = $1 and c.corrects = b.id) end
           order by b.id is not distinct from e.corrects desc, b.observed_on desc, b.received_at desc, b.id desc limit 1
         ) held) end as before,
       coalesce((select c.id from record c where c.county_code = $1 and c.corrects = e.id limit 1),
                (select d.id from decision d where d.county_code = $1 and d.corrects = e.id limit 1)) as corrected_by,
       (select o.facts ->> 'case' from decision o where o.county_code = $1 and o.id = e.origin) as case_id
     from page e left join account a on a.id = e.author_id
     left join person_snapshot p on p.county_code = $1 and p.person_id = e.subject_id and p.valid_to = 'infinity'
     order by e.received_at desc, e.id desc`,
    [
      countyCode,
      householdId,
      after?.receivedAt ?? null,
      after?.id ?? null,
      limit,
      fact ?? null,
      subject ?? null,
    ],
  )
  return rows
}
