/** What was known on a day: the folds of one household made anew out of what had arrived by then. */
import { type Catalogue, flowFacts, recordedColumns, sqlText } from './columns.ts'
import { foldHouseholds, foldIncome, foldPersons } from './fold.sql.ts'

/**
 * CTEs under the names of the snapshot tables, so that every query over those reads the past state of knowledge
 * instead. `households` is an SQL query of (county_code, subject_id). Its members of then are looked for among the
 * members that it has had on any day as we know it now: whoever was entered and moved out on one and the same day is
 * not found, since records cannot be searched by the household that they name.
 */
export function asKnownOn(catalogue: Catalogue, households: string, knownOn: string): string {
  // The whole day counts, in the business time zone.
  const knownAt = `((${sqlText(knownOn)}::date + 1)::timestamp at time zone 'Asia/Shanghai')`
  return `with household_touched as materialized (${households}),
  person_touched as materialized (
    select distinct p.county_code, p.person_id as subject_id from public.person_snapshot p
    join household_touched t on t.county_code = p.county_code and t.subject_id = p.household_id
  ),
  past_person as materialized (with touched as (select * from person_touched) select * from (${foldPersons(recordedColumns(catalogue, 'person'), { knownAt })}) f),
  past_household as materialized (with touched as (select * from household_touched) select * from (${foldHouseholds(recordedColumns(catalogue, 'household'), { knownAt, persons: 'past_person' })}) f),
  past_income as materialized (with touched as (select * from household_touched) select * from (${foldIncome(flowFacts(catalogue), { knownAt })}) f),
  person_snapshot as (select * from past_person), household_snapshot as (select * from past_household),
  income_entry as (select * from past_income)`
}
