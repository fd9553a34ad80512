/** The list of households: a page of it, with the columns that are asked for. */
import type { HouseholdRow } from '@lika/contract'
import type { Actor } from '../../../platform/http.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { Place, RegistryDeps } from '../deps.ts'
import { columnValue, type ReadColumns, readColumns } from './household-columns.ts'
import { type HouseholdAsk, type HouseholdFilterQuery, readFilter } from './household-filter.ts'
import {
  countHouseholdRows,
  type HouseholdListRow,
  listHouseholdRows,
  type Sort,
  type SortKey,
} from './households.store.ts'
import { placeCodes, placePath } from './households.ts'

export interface HouseholdListQuery extends HouseholdFilterQuery {
  readonly sort?: string | undefined
  readonly columns?: string | undefined
  readonly cursor?: string | undefined
  readonly skip?: string | undefined
  readonly limit?: string | undefined
}

export async function listHouseholds(
  deps: RegistryDeps,
  actor: Actor,
  query: HouseholdListQuery,
): Promise<{ items: HouseholdRow[]; next?: string }> {
  const { pool } = deps.db
  const ask = readFilter(deps, actor, query)
  const columns = readColumns(deps, ask, query.columns)
  const sort = readSort(deps, query.sort)
  const limit = Number(query.limit ?? '50')
  const rows = await listHouseholdRows(pool, {
    ask,
    sort,
    after: readAfter(query.cursor, sort, ask),
    skip: Number(query.skip ?? '0'),
    limit: limit + 1,
    shown: deps.verdicts.outcomesAt({ ...ask, among: ofPage }),
    columns: columns.facts.map(({ column }) => `s.${column}`),
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const places = await deps.findPlaces(pool, placeCodes(page.map((row) => row.region_code)))
  const derived = await deps.verdicts.derivedValues(pool, {
    region: ask.region,
    asOf: ask.asOf,
    ids: columns.derived,
    counties: page.map((row) => row.county_code),
    households: page.map((row) => row.household_id),
  })
  return {
    items: page.map((row) => ({
      ...householdRow(deps, ask, row, places),
      ...(columns.asked.length === 0
        ? {}
        : { values: valuesOf(columns, row, derived.get(row.household_id) ?? []) }),
    })),
    ...(rows.length > limit && last ? { next: cursorAfter(last) } : {}),
  }
}

/** How many the whole list holds, under the same filter. */
export function countHouseholds(
  deps: RegistryDeps,
  actor: Actor,
  query: HouseholdFilterQuery,
): Promise<number> {
  return countHouseholdRows(deps.db.pool, readFilter(deps, actor, query))
}

const ofPage = '(s.county_code, s.household_id) in (select county_code, household_id from page)'

function cursorAfter(row: HouseholdListRow): string {
  const place = { region: row.region_code, id: row.household_id }
  return cursorOf(row.key === null ? place : { ...place, key: row.key })
}

/** A cursor of another order would begin anywhere. */
function readAfter(cursor: string | undefined, sort: Sort, ask: HouseholdAsk) {
  if (cursor === undefined) return undefined
  const isByRank = sort.by === 'place' && ask.search !== undefined && !('idHash' in ask.search)
  if (sort.by === 'place' && !isByRank) return readCursor(cursor, ['region', 'id'])
  const after = readCursor(cursor, ['region', 'id', 'key'])
  const isNumber = isByRank || sort.by === 'size' || sort.by === 'status'
  if (isNumber && !/^\d{1,6}$/.test(after.key)) return readCursor('', ['region', 'id', 'key'])
  return after
}

export function readSort(deps: Pick<RegistryDeps, 'codeLists'>, text = 'place'): Sort {
  const isDescending = text.startsWith('-')
  return {
    by: (isDescending ? text.slice(1) : text) as SortKey,
    isDescending,
    statuses: deps.codeLists.householdStatus?.values.map(({ code }) => code) ?? [],
  }
}

function valuesOf(
  columns: ReadColumns,
  row: HouseholdListRow,
  derived: readonly unknown[],
): NonNullable<HouseholdRow['values']> {
  const facts = columns.facts.map(
    (column, index) => [`fact.${column.fact.id}`, columnValue(column, row[`c${index}`])] as const,
  )
  const formulas = columns.derived.map((id, index) => [`derived.${id}`, derived[index] ?? null] as const)
  return Object.fromEntries([...facts, ...formulas]) as NonNullable<HouseholdRow['values']>
}

function householdRow(
  deps: RegistryDeps,
  asked: HouseholdAsk,
  row: HouseholdListRow,
  places: ReadonlyMap<string, Place>,
): HouseholdRow {
  const { asOf, set } = asked
  const mark =
    row.codes === null || row.outcome === null
      ? undefined
      : deps.verdicts.mark({ asOf, set, region: row.region_code }, BigInt(row.codes), row.outcome)
  return {
    id: row.household_id,
    number: row.number,
    headName: row.head_name,
    size: row.household_size,
    status: row.status,
    cause: row.cause,
    region: placePath(row.region_code, places),
    ...(mark ? { verdict: mark } : {}),
  }
}
