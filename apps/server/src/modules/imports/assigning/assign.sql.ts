/** Which households a fact for many of them means, and what it would change; shared by the preview and the job. */
import { extractFact, type FactColumn, type HouseholdAsk, householdsOf } from '../../registry/index.ts'

export interface Chosen {
  readonly ask: HouseholdAsk
  /** Only these; everybody whom the filter finds otherwise. */
  readonly households: readonly string[] | undefined
  readonly column: FactColumn
  readonly value: unknown
  readonly observedOn: string
}

/**
 * SELECT of the households meant, with their value as of the day of observation: registered later means left out, the
 * same value means unchanged.
 */
export function chosenSql(chosen: Chosen): { text: string; values: unknown[] } {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const found = householdsOf(chosen.ask, bind)
  const where = [...found.where]
  if (chosen.households) where.push(`s.household_id = any(${bind(chosen.households)}::uuid[])`)
  const day = `${bind(chosen.observedOn)}::date`
  const fact = extractFact(
    chosen.column,
    `${bind(JSON.stringify({ [chosen.column.fact.id]: chosen.value }))}::jsonb`,
  )
  return {
    text: `with ${found.with}chosen as materialized (
        select s.county_code, s.household_id, s.region_code from ${found.from} where ${where.join(' and ')}
      )
      select c.county_code, c.household_id, c.region_code, d.household_id is not null as is_there,
        d.${chosen.column.column} as value, d.household_id is not null and d.${chosen.column.column} is distinct from ${fact} as is_changed
      from chosen c left join household_snapshot d on d.county_code = c.county_code and d.household_id = c.household_id
        and d.valid_from <= ${day} and ${day} < d.valid_to and d.ended_because is null`,
    values,
  }
}

/** `$1` the batch, `$2` when, `$3` who, `$4` the fact, `$5` the day, `$6` why. */
export const assignedRecords = `
insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts, reason, batch_id)
select county_code, uuidv7(), 'household', household_id, region_code, $5::date, $2::timestamptz, $3::uuid, 'form', $4::jsonb, $6::text, $1::uuid
from assigned_household where is_changed order by household_id`

export const touched = [
  'create temp table touched_person (county_code text collate "C", subject_id uuid) on commit drop',
  `create temp table touched_household on commit drop as
   select county_code, household_id as subject_id, left(region_code, 12) as village_code from assigned_household where is_changed`,
  'analyze touched_household',
]
