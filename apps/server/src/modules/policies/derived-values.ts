/** Formulas of the packs, such as the income per head, for the households of a page of a list. */
import { compileSqlValue, type Derived, formatDecimal, type Text, type Type, unitText } from '@lika/policy'
import { areaCondition, compileWhere, type JudgingContext, relationsAt } from './judging.ts'
import type { Area } from './policies.ts'
import type { Runner } from './subjects.store.ts'

export interface DerivedColumn {
  readonly id: string
  readonly label: Text
  readonly kind: Type['kind']
  /** Of numbers: how many decimals. */
  readonly scale: number
  /** Of numbers, as packs write it: `yuan/person`. */
  readonly unit?: string
  /** Of codes: their list. */
  readonly codes?: string
}

/** Formulas about households that are in force anywhere in the region, each once. */
export function derivedColumns(context: JudgingContext, region: string, asOf: string): DerivedColumn[] {
  const found = new Map<string, DerivedColumn>()
  for (const area of context.policies.areas(region)) {
    const { household } = context.policies.at(area.region, asOf).derived
    for (const derived of Object.values(household ?? {})) {
      if (!found.has(derived.id)) found.set(derived.id, columnOf(derived))
    }
  }
  return [...found.values()]
}

function columnOf({ id, label, node }: Derived): DerivedColumn {
  const { type } = node
  const unit = type.kind === 'number' ? unitText(type.unit) : ''
  return {
    id,
    label,
    kind: type.kind,
    scale: type.kind === 'number' ? type.scale : 0,
    ...(unit === '' ? {} : { unit }),
    ...('list' in type ? { codes: type.list } : {}),
  }
}

export type DerivedValue = boolean | number | string | readonly string[] | null

export interface DerivedQuery {
  readonly region: string
  readonly asOf: string
  readonly ids: readonly string[]
  readonly counties: readonly string[]
  readonly households: readonly string[]
}

/** By household: the values in the order of `ids`; null is unknown, and so is a formula that is not in force there. */
export async function derivedValues(
  runner: Runner,
  context: JudgingContext,
  query: DerivedQuery,
): Promise<ReadonlyMap<string, readonly DerivedValue[]>> {
  const values = new Map(query.households.map((id) => [id, query.ids.map((): DerivedValue => null)]))
  if (query.ids.length === 0 || query.households.length === 0) return values
  for (const area of context.policies.areas(query.region)) {
    const derived = context.policies.at(area.region, query.asOf).derived.household ?? {}
    for (const [index, id] of query.ids.entries()) {
      const formula = derived[id]
      if (!formula) continue
      const { rows } = await runner.query<{ household_id: string; value: unknown }>(
        valueSql(context, area, formula, query.asOf),
        [query.counties, query.households],
      )
      for (const row of rows) values.get(row.household_id)![index] = shown(formula.node.type, row.value)
    }
  }
  return values
}

function valueSql(context: JudgingContext, area: Area, formula: Derived, asOf: string): string {
  const policy = context.policies.at(area.region, asOf)
  const chosen = '(s.county_code, s.household_id) in (select * from unnest($1::text[], $2::uuid[]))'
  return compileWhere(
    relationsAt(context, policy, asOf),
    `${areaCondition(area)} and ${chosen}`,
    (binding) => compileSqlValue(formula.node, 'household', binding).text,
  )
}

function shown(type: Type, value: unknown): DerivedValue {
  if (value === null || value === undefined) return null
  if (type.kind === 'number') {
    return type.scale === 0 ? Number(value) : formatDecimal(BigInt(value as number | bigint), type.scale)
  }
  return value as DerivedValue
}
