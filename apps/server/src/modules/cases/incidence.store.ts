/** What the poverty rate is counted from, by place: one pass each over households, look-backs and villages. */
import type pg from 'pg'
import { type Catalogue, factColumns, inRanges, type Range } from '../registry/index.ts'

type Runner = Pick<pg.Pool, 'query'>

export interface Span {
  readonly ranges: readonly Range[]
  readonly asOf: string
  /** The day up to which the snapshots are folded: then the partial indexes serve. */
  readonly isNow: boolean
  /** Of the codes by which is counted. */
  readonly digits: number
}

const REGISTERED = `('poor', 'expected', 'relapsed')`

/** `$1` is the day. */
const held = ({ isNow }: Span) =>
  isNow ? `s.valid_to = 'infinity'` : 's.valid_from <= $1::date and $1::date < s.valid_to'

export interface Standing {
  readonly place: string
  readonly remaining: number
  readonly remainingPersons: number
  readonly relapsedPersons: number
  readonly exitedPersons: number
}

export async function countHouseholds(runner: Runner, span: Span): Promise<Standing[]> {
  const values: unknown[] = [span.asOf]
  const bind = (value: unknown) => `$${values.push(value)}`
  const persons = (condition: string) =>
    `coalesce(sum(s.household_size) filter (where ${condition}), 0)::integer`
  const { rows } = await runner.query<Standing>(
    `select left(s.region_code, ${span.digits}) as place,
       (count(*) filter (where s.status in ${REGISTERED}))::integer as remaining,
       ${persons(`s.status in ${REGISTERED}`)} as "remainingPersons",
       ${persons(`s.status = 'relapsed'`)} as "relapsedPersons",
       ${persons(`s.status = 'exited'`)} as "exitedPersons"
     from household_snapshot s where ${held(span)} and $1::date is not null and s.ended_because is null
       and ${inRanges('s.region_code', span.ranges, bind)} group by 1`,
    values,
  )
  return rows
}

export interface Added {
  readonly place: string
  readonly outcome: 'missed' | 'wronglyOut'
  readonly households: number
  readonly persons: number
  readonly added: number
}

/**
 * Households that a look-back found, each once by the last one and where it lives on the day: what a household was found
 * to be goes with it when it moves. Whoever is registered again since stands among the remaining ones already, and
 * whoever has exited after that is poor no more: neither is added.
 */
export async function countFound(runner: Runner, span: Span): Promise<Added[]> {
  const values: unknown[] = [span.asOf]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await runner.query<Added>(
    `with found as (
       select distinct on (f.county_code, f.subject_id) s.region_code, s.household_size, s.status as now, f.outcome, f.status
       from case_file f join household_snapshot s on s.county_code = f.county_code and s.household_id = f.subject_id
       where f.procedure = 'lookBack' and f.state = 'ended' and f.subject_kind = 'household' and f.outcome is not null
         and f.ended_on <= $1::date and ${held(span)} and s.ended_because is null
         and ${inRanges('s.region_code', span.ranges, bind)}
       order by f.county_code, f.subject_id, f.ended_on desc, f.id desc)
     select left(region_code, ${span.digits}) as place, outcome, count(*)::integer as households,
       sum(household_size)::integer as persons,
       coalesce(sum(household_size) filter (where now is null or (now not in ${REGISTERED}
         and (now <> 'exited' or (outcome = 'wronglyOut' and status is null)))), 0)::integer as added
     from found where outcome in ('missed', 'wronglyOut') group by 1, 2`,
    values,
  )
  return rows
}

export interface Population {
  readonly place: string
  readonly villages: number
  readonly known: number
  readonly persons: number
}

/** 乡村人口数 of the villages; one that is older than it is valid is not known. */
export async function countPopulation(
  runner: Runner,
  catalogue: Catalogue,
  span: Span,
): Promise<Population[]> {
  const column = factColumns(catalogue, 'village').find(({ fact }) => fact.id === 'ruralPopulation')
  const months = column?.fact.validForMonths ?? 0
  const value =
    column === undefined
      ? 'null::bigint'
      : column.observedColumn
        ? `case when (s.${column.observedColumn} + interval '${months} months')::date >= $1::date then s.${column.column} end`
        : `s.${column.column}`
  const values: unknown[] = [span.asOf]
  const bind = (each: unknown) => `$${values.push(each)}`
  const { rows } = await runner.query<Population>(
    `select left(v.region_code, ${span.digits}) as place, count(*)::integer as villages, count(v.persons)::integer as known,
       coalesce(sum(v.persons), 0)::integer as persons
     from (select s.region_code, ${value} as persons from village_snapshot s
       where ${held(span)} and $1::date is not null and s.ended_because is null
         and ${inRanges('s.region_code', span.ranges, bind)}) v group by 1`,
    values,
  )
  return rows
}
