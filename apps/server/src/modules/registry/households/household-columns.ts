/** Which columns a list of households can have: its own, facts of the catalogue, formulas and criteria of the packs. */
import { HIDDEN, type HouseholdColumn, type HouseholdRow } from '@lika/contract'
import { formatDecimal, nearest } from '@lika/policy'
import { invalid } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../deps.ts'
import { type FactColumn, factColumns } from '../fold/columns.ts'
import { maskFact } from '../mask.ts'
import { mustSeeRegion } from '../scope.ts'
import { EXIT_SET } from './household-filter.ts'

const MOST_COLUMNS = 20

interface Asked {
  readonly region: string
  readonly asOf: string
  readonly set: string
}

export interface ReadColumns {
  /** Everything that was asked for, in its order, each with its label. */
  readonly asked: readonly HouseholdColumn[]
  readonly facts: readonly FactColumn[]
  readonly derived: readonly string[]
}

export function listHouseholdColumns(
  deps: RegistryDeps,
  actor: Actor,
  query: { readonly region: string; readonly asOf?: string | undefined; readonly set?: string | undefined },
): { columns: HouseholdColumn[] } {
  mustSeeRegion(actor, query.region)
  const asOf = query.asOf ?? deps.clock.today()
  return { columns: columnsAt(deps, { region: query.region, asOf, set: query.set ?? EXIT_SET }) }
}

/** The columns asked for, each checked; nothing asked for is nothing besides what every row has. */
export function readColumns(deps: RegistryDeps, asked: Asked, text: string | undefined): ReadColumns {
  if (text === undefined) return { asked: [], facts: [], derived: [] }
  const ids = [...new Set(text.split(',').filter((id) => id !== ''))]
  if (ids.length > MOST_COLUMNS) throw tooMany(ids.length)
  const known = new Map(columnsAt(deps, asked).map((column) => [column.id, column]))
  const columns = ids.map((id) => known.get(id) ?? unknownColumn(id, known))
  const facts = new Map(shownFacts(deps).map((column) => [`fact.${column.fact.id}`, column]))
  return {
    asked: columns,
    facts: ids.flatMap((id) => facts.get(id) ?? []),
    derived: columns.filter(({ kind }) => kind === 'derived').map(({ id }) => id.slice('derived.'.length)),
  }
}

/** A fact as it stands in JSON; identifying numbers are masked. */
export function columnValue(
  { fact, sqlType }: FactColumn,
  value: unknown,
): NonNullable<HouseholdRow['values']>[string] {
  if (value === null || value === undefined) return null
  // A sensitive fact shows in a list that there is one, and no more, whatever its type.
  if (fact.class === 'sensitive') return HIDDEN
  if (sqlType === 'bigint') {
    return fact.scale === 0 ? Number(value) : formatDecimal(BigInt(value as number), fact.scale)
  }
  // A stand-in of an identifier becomes its mask when the answer is sent.
  return maskFact(fact.id, value) as NonNullable<HouseholdRow['values']>[string]
}

const base = [
  ['number', '户编号', 'Number', 'text', true],
  ['size', '人口', 'Persons', 'integer', true],
  ['status', '状态', 'Status', 'code', true],
  ['cause', '主要致贫原因', 'Main cause', 'code', false],
  ['place', '所在地', 'Place', 'text', true],
  ['verdict', '判定', 'Verdict', 'outcome', false],
  ['criteria', '逐项', 'Criteria', 'outcome', false],
] as const

/** Every row has these facts as columns of its own. */
const ofEveryRow = ['householdNumber', 'householdSize', 'status', 'cause']

function shownFacts(deps: RegistryDeps): FactColumn[] {
  const hidden = [...ofEveryRow, 'regionCode', 'endedBecause']
  return factColumns(deps.catalogue, 'household').filter(({ fact }) => !hidden.includes(fact.id))
}

function columnsAt(deps: RegistryDeps, { region, asOf, set }: Asked): HouseholdColumn[] {
  const plain = { sensitive: false, sortable: false }
  return [
    ...base.map(([id, zh, en, type, sortable]) => ({
      id,
      label: { zh, en },
      kind: 'base' as const,
      type,
      sensitive: false,
      sortable,
    })),
    ...deps.verdicts.criteriaAt({ region, asOf, set }).map(({ id, label }) => ({
      ...plain,
      id: `criterion.${id}`,
      label,
      kind: 'criterion' as const,
      type: 'outcome',
    })),
    ...deps.verdicts.derivedColumns(region, asOf).map(({ id, label, kind, unit, codes }) => ({
      ...plain,
      id: `derived.${id}`,
      label,
      kind: 'derived' as const,
      type: kind,
      ...(unit === undefined ? {} : { unit }),
      ...(codes === undefined ? {} : { codes }),
    })),
    ...shownFacts(deps).map(({ fact }) => ({
      ...plain,
      id: `fact.${fact.id}`,
      label: fact.label,
      kind: 'fact' as const,
      type: fact.type,
      sensitive: fact.class === 'sensitive' || fact.class === 'identifier',
      ...(fact.group ? { group: fact.group } : {}),
      ...(fact.unitText ? { unit: fact.unitText } : fact.type === 'money' ? { unit: 'yuan' } : {}),
      ...(fact.codes ? { codes: fact.codes } : {}),
    })),
  ]
}

function unknownColumn(value: string, known: ReadonlyMap<string, HouseholdColumn>): never {
  const near = nearest(value, known.keys())
  throw invalid(
    'households.unknownColumn',
    { zh: `户的列表没有“${value}”这一列。`, en: `The list of households has no column ${value}.` },
    { field: 'columns', value, ...(near ? { expected: near } : {}) },
  )
}

function tooMany(count: number) {
  return invalid(
    'households.tooManyColumns',
    {
      zh: `最多选 ${MOST_COLUMNS} 列，收到 ${count} 列。`,
      en: `At most ${MOST_COLUMNS} columns; got ${count}.`,
    },
    { field: 'columns', value: count, expected: MOST_COLUMNS },
  )
}
