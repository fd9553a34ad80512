/**
 * Where the facts of a subject lie in the database on a given day: what packs are compiled against, and what the
 * closures' subjects are read from. Both read the same relations, so they cannot see different facts.
 */
import type { Fact, SqlBinding, SqlSubject } from '@lika/policy'
import {
  type Catalogue,
  type FactColumn,
  factColumns,
  flowFacts,
  type SubjectKind,
  snakeCase,
  sqlText,
} from '../registry/index.ts'

export interface RelationOptions {
  readonly catalogue: Catalogue
  /** The day judged, `YYYY-MM-DD`. */
  readonly asOf: string
  /** True when it is the day up to which the snapshots are folded: then the partial indexes serve. */
  readonly isNow: boolean
  /** First day of the income window, and the day after its last. */
  readonly window: { readonly from: string; readonly to: string }
  /** SQL conditions on the alias `s` of a snapshot: scope, or chosen ids. */
  readonly householdsWhere?: string
  readonly personsWhere?: string
  readonly villagesWhere?: string
  /** Outcomes of a set of households: (county_code, subject_id, codes, outcome). */
  readonly householdVerdicts?: (set: string) => {
    readonly from: string
    readonly criteria: readonly string[]
  }
  /** Which facts are needed; the income book is only summed for those. */
  readonly needed: ReadonlySet<string>
  /** Sets of households whose outcomes villages ask for. */
  readonly sets?: readonly string[]
}

export function dayText(day: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new RangeError(`not a day: ${day}`)
  return `date '${day}'`
}

function holds(options: RelationOptions): string {
  return holdsAt('s', options)
}

/** Condition on a snapshot: it is the one that holds on the day judged. */
export function holdsAt(alias: string, options: Pick<RelationOptions, 'asOf' | 'isNow'>): string {
  const day = dayText(options.asOf)
  return options.isNow
    ? `${alias}.valid_to = 'infinity'`
    : `${alias}.valid_from <= ${day} and ${day} < ${alias}.valid_to`
}

function whereAll(conditions: readonly (string | undefined)[]): string {
  return conditions.filter((condition) => condition !== undefined).join(' and ')
}

/** A fact of a household that its village gives; read often, so the relation joins it once where it is needed. */
const VILLAGE_STATUS = 'villageStatus'

/** The status of the village in which a household lives, on the day. */
function villageStatusOf(alias: string, options: RelationOptions): string {
  return `(select taken.status from village_snapshot taken where taken.county_code = ${alias}.county_code
    and taken.region_code = left(${alias}.region_code, 12) and ${holdsAt('taken', options)})`
}

/** A fact that is older than its validity is unknown. */
function factExpression(
  columns: ReadonlyMap<string, FactColumn>,
  options: RelationOptions,
  kind: SubjectKind,
) {
  const { asOf } = options
  return (id: string, alias: string): string => {
    if (kind === 'household' && id === VILLAGE_STATUS && !options.needed.has(id)) {
      return villageStatusOf(alias, options)
    }
    const column = columns.get(id)
    if (!column) return `${alias}.${snakeCase(id)}`
    if (!column.observedColumn) return `${alias}.${column.column}`
    const months = column.fact.validForMonths
    return `case when (${alias}.${column.observedColumn} + interval '${months} months')::date >= ${dayText(asOf)} then ${alias}.${column.column} end`
  }
}

const monthsOfPeriod = `((extract(year from period_to) - extract(year from period_from)) * 12 + extract(month from period_to) - extract(month from period_from))::int`

/**
 * The income book summed over the window, one column an item. An amount is known when its own periods fill the window,
 * or when the book is declared complete for it; an item above others is the sum of what stands below it.
 */
function incomeRelation(options: RelationOptions): string | undefined {
  const flows = flowFacts(options.catalogue)
  const items = flows.filter((fact) => options.needed.has(fact.id))
  if (items.length === 0) return undefined
  const { from, to } = options.window
  const months = monthsBetween(from, to)
  const columns = items.map((fact) => {
    const own = sqlText(fact.id)
    const below = [fact.id, ...descendants(flows, fact.id)].map(sqlText).join(', ')
    return `case when sum(m) filter (where item = ${own} and amount is not null) = ${months} then sum(amount) filter (where item = ${own})
      when sum(m) filter (where item = 'incomeComplete' and amount = 1) = ${months} and not coalesce(bool_or(item in (${below}) and amount is null), false)
      then coalesce(sum(amount) filter (where item in (${below})), 0) end::bigint as ${snakeCase(fact.id)}`
  })
  const scope = options.householdsWhere
    ? `and exists (select from household_snapshot s where s.county_code = e.county_code and s.household_id = e.household_id and ${whereAll([holds(options), options.householdsWhere])})`
    : ''
  return `(select county_code, household_id, ${columns.join(', ')}
    from (select e.*, ${monthsOfPeriod} as m from income_entry e
      where period_from >= ${dayText(from)} and period_to <= ${dayText(to)} ${scope}) e
    group by county_code, household_id)`
}

function descendants(flows: readonly Fact[], id: string): string[] {
  const children = flows.filter((fact) => fact.parent === id)
  return children.flatMap((fact) => [fact.id, ...descendants(flows, fact.id)])
}

function monthsBetween(from: string, to: string): number {
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return months(to) - months(from)
}

export function householdRelation(options: RelationOptions): string {
  const income = incomeRelation(options)
  const flows = flowFacts(options.catalogue).filter((fact) => options.needed.has(fact.id))
  const columns = ['s.*', ...flows.map((fact) => `i.${snakeCase(fact.id)}`)]
  const joins = income
    ? [`left join ${income} i on i.county_code = s.county_code and i.household_id = s.household_id`]
    : []
  if (options.needed.has(VILLAGE_STATUS)) {
    columns.push(`taken.status as ${snakeCase(VILLAGE_STATUS)}`)
    joins.push(`left join village_snapshot taken on taken.county_code = s.county_code
      and taken.region_code = left(s.region_code, 12) and ${holdsAt('taken', options)}`)
  }
  const condition = whereAll([holds(options), 's.ended_because is null', options.householdsWhere])
  return `(select ${columns.join(', ')} from household_snapshot s ${joins.join(' ')} where ${condition})`
}

export function personRelation(options: RelationOptions): string {
  return `(select s.* from person_snapshot s where ${whereAll([holds(options), 's.household_id is not null', options.personsWhere])})`
}

export function villageRelation(options: RelationOptions): string {
  return `(select s.* from village_snapshot s where ${whereAll([holds(options), 's.ended_because is null', options.villagesWhere])})`
}

/** Households of villages, with the outcomes that the villages' criteria ask for. */
function householdsOfVillages(options: RelationOptions): string {
  const sets = (options.sets ?? []).map((set) => ({ set, ...options.householdVerdicts!(set) }))
  const columns = sets.map(
    ({ set }) =>
      `, ${setAlias(set)}.codes as ${setAlias(set)}_codes, ${setAlias(set)}.outcome as ${setAlias(set)}_outcome`,
  )
  const joins = sets.map(
    ({ set, from }) =>
      `left join ${from} ${setAlias(set)} on ${setAlias(set)}.county_code = s.county_code and ${setAlias(set)}.subject_id = s.household_id`,
  )
  return `(select s.*, left(s.region_code, 12) as village_code${columns.join('')} from ${householdRelation(options)} s ${joins.join(' ')})`
}

function setAlias(set: string): string {
  return `v_${set.replaceAll('-', '_')}`
}

function verdictExpression(options: RelationOptions) {
  return (set: string, criterion: string | undefined, alias: string): string => {
    const value =
      criterion === undefined
        ? `${alias}.${setAlias(set)}_outcome`
        : `((${alias}.${setAlias(set)}_codes >> ${2 * options.householdVerdicts!(set).criteria.indexOf(criterion)}) & 3)`
    return `case ${value} when 2 then true when 0 then false end`
  }
}

/** What `compileSql` reads. The relation of a subject that is not asked for costs nothing: it is only text. */
export function bindingAt(options: RelationOptions): SqlBinding {
  const expression = (kind: 'household' | 'person' | 'village') =>
    factExpression(
      new Map(factColumns(options.catalogue, kind).map((column) => [column.fact.id, column])),
      options,
      kind,
    )
  const members = { from: personRelation(options), fact: expression('person'), lists: {} }
  const household: SqlSubject = {
    from: householdRelation(options),
    key: ['county_code', 'household_id'],
    fact: expression('household'),
    lists: {
      members: {
        ...members,
        join: [
          { child: 'county_code', parent: 'county_code' },
          { child: 'household_id', parent: 'household_id' },
        ],
      },
    },
  }
  return {
    asOf: dayText(options.asOf),
    subjects: {
      household,
      person: { ...members, key: ['county_code', 'person_id'] },
      village: {
        from: villageRelation(options),
        key: ['county_code', 'village_id'],
        fact: expression('village'),
        lists: {
          households: {
            from: householdsOfVillages(options),
            fact: expression('household'),
            verdict: verdictExpression(options),
            lists: household.lists,
            join: [
              { child: 'county_code', parent: 'county_code' },
              { child: 'village_code', parent: 'region_code' },
            ],
          },
        },
      },
    },
  }
}
