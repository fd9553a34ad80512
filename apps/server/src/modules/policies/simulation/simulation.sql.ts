/** Simulations as one query an area: outcomes before and after of every household, then counted or listed. */
import { regionLevelOf, regionRange } from '@lika/codes'
import { type Criterion, compileSqlColumns, type Node, overallSql } from '@lika/policy'
import type pg from 'pg'
import { sqlText } from '../../registry/index.ts'
import { areaCondition, compileWhere, relationsAt } from '../judging.ts'
import { dayText } from '../relations.sql.ts'
import type { Prepared, SimulatedArea } from './simulation.ts'

type Runner = Pick<pg.Pool, 'query'>

export interface CountedRow {
  readonly code: string
  readonly before: number
  readonly after: number
  readonly subjects: number
  readonly persons: number
  /** By column: the sum, households with an amount, their persons, households of which it is unknown. */
  readonly costs: Readonly<Record<string, readonly [string, number, number, number]>>
}

/** Counts by sub-region and by outcome before and after, with the sums of the costs. */
export async function countChanges(
  runner: Runner,
  prepared: Prepared,
  area: SimulatedArea,
  length: number,
): Promise<CountedRow[]> {
  const columns = costColumns(area)
  const sums = columns.map(({ name, perPerson }) => {
    const amount = perPerson ? `${name} * persons` : name
    return `json_build_array(coalesce(sum((${amount})::numeric), 0)::text, count(*) filter (where ${name} > 0),
      coalesce(sum(persons) filter (where ${name} > 0), 0), count(*) filter (where ${name} is null)) as ${name}`
  })
  const { rows } = await runner.query<Record<string, unknown>>(
    `select left(region_code, ${length}) as code, before, after, count(*)::int as subjects,
       coalesce(sum(persons), 0)::int as persons ${sums.map((sum) => `, ${sum}`).join('')}
     from (${judgedBothWays(prepared, area, values(columns))}) judged group by 1, 2, 3`,
  )
  return rows.map(({ code, before, after, subjects, persons, ...costs }) => ({
    code: String(code),
    before: Number(before),
    after: Number(after),
    subjects: Number(subjects),
    persons: Number(persons),
    costs: costs as CountedRow['costs'],
  }))
}

interface CostColumn {
  readonly name: string
  readonly node: Node
  readonly perPerson: boolean
}

function costColumns({ costs }: SimulatedArea): CostColumn[] {
  return costs.flatMap(({ before, after, perPerson }, index) => [
    ...(before ? [{ name: `c${index}b`, node: before, perPerson }] : []),
    ...(after ? [{ name: `c${index}a`, node: after, perPerson }] : []),
  ])
}

const values = (columns: readonly CostColumn[]) =>
  Object.fromEntries(columns.map(({ name, node }) => [name, node]))

/**
 * A SELECT of county_code, household_id, region_code, persons, before, after and the values asked for. What no changed
 * figure reaches is not judged anew: today's codes are those that are kept, and on another day both come out of one pass.
 */
export function judgedBothWays(
  prepared: Prepared,
  { area, set, changedSet, touched, policy }: SimulatedArea,
  asked: Readonly<Record<string, Node>>,
  furtherCodes: Readonly<Record<string, readonly Criterion[]>> = {},
): string {
  const { context, asOf, status } = prepared
  const isNow = asOf === context.today
  const inArea = areaCondition(area)
  const within = `${inArea}${statusCondition(status)}`
  const criteria = touched.map((index) => changedSet.criteria[index]!)
  const before = isNow ? undefined : set.criteria
  // Members have no status: the facts are read for the whole area.
  const anew = columnsSql(prepared, policy, inArea, { before, criteria, asked, furtherCodes })
  const names = [...Object.keys(asked), ...Object.keys(furtherCodes)]
  const kept = isNow
    ? `(select * from verdict s where set_id = ${sqlText(set.id)} and ${countyCondition(prepared.region)} and ${within})`
    : `(select s.county_code, s.household_id as subject_id, s.region_code, s.household_size as persons
        from household_snapshot s where s.valid_from <= ${dayText(asOf)} and ${dayText(asOf)} < s.valid_to
        and s.ended_because is null and ${within})`
  const codes = isNow ? 's.codes' : 'a.codes_before'
  const mixed =
    touched.length === 0 || !anew ? codes : `coalesce(${spread(codes, 'a.codes_after', touched)}, ${codes})`
  const join = anew
    ? `left join (${anew}) a on a.county_code = s.county_code and a.household_id = s.subject_id`
    : ''
  const further = (prefix: string) => names.map((name) => `, ${prefix}${name}`).join('')
  return `select county_code, household_id, region_code, persons, mixed, ${overallSql(set.verdict, 'codes')} as before,
      ${overallSql(set.verdict, 'mixed')} as after ${further('')}
    from (select s.county_code, s.subject_id as household_id, s.region_code, s.persons, ${codes} as codes, ${mixed} as mixed ${further('a.')}
      from ${kept} s ${join} offset 0) both_ways where codes is not null`
}

function columnsSql(
  { context, asOf }: Prepared,
  policy: SimulatedArea['policy'],
  within: string,
  wanted: {
    readonly before: readonly Criterion[] | undefined
    readonly criteria: readonly Criterion[]
    readonly asked: Readonly<Record<string, Node>>
    readonly furtherCodes: Readonly<Record<string, readonly Criterion[]>>
  },
): string | undefined {
  const codes = {
    ...wanted.furtherCodes,
    ...(wanted.before ? { codes_before: wanted.before } : {}),
    ...(wanted.criteria.length > 0 ? { codes_after: wanted.criteria } : {}),
  }
  if (Object.keys(codes).length + Object.keys(wanted.asked).length === 0) return undefined
  const relations = { ...relationsAt(context, policy, asOf), sets: [] }
  return compileWhere(
    relations,
    within,
    (binding) => compileSqlColumns('household', { codes, values: wanted.asked }, binding).text,
  )
}

/** The codes with those of the touched criteria put in their places. */
function spread(codes: string, after: string, touched: readonly number[]): string {
  const mask = touched.reduce((bits, index) => bits | (3n << BigInt(2 * index)), 0n)
  const parts = touched.map((index, i) => `((${after} >> ${2 * i} & 3) << ${2 * index})`)
  return `(${codes} & ~${mask}::bigint | ${parts.join(' | ')})`
}

/** Every index of a business table begins with the county. */
function countyCondition(region: string): string {
  const level = regionLevelOf(region)
  const { lo, hi } = regionRange(
    level === 'nation' || level === 'province' || level === 'city' ? region : region.slice(0, 6),
  )
  return `s.county_code >= ${sqlText(lo)} and s.county_code < ${sqlText(hi)}`
}

function statusCondition(status: readonly string[] | undefined): string {
  return status === undefined ? '' : ` and s.status = any(array[${status.map(sqlText).join(', ')}]::text[])`
}
