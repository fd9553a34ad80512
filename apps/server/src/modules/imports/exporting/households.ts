/** The list of households under any filter, as a file. */
import type { HouseholdColumn, HouseholdRow } from '@lika/contract'
import { type CodeList, parseUnit, unitLabel } from '@lika/policy'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import {
  countHouseholds,
  type HouseholdListQuery,
  listHouseholds,
  maskSealed,
  readColumns,
} from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import type { SheetCell, SheetColumn } from '../sheet/index.ts'
import { eachItem, listFile } from './list-file.ts'
import { spendRows } from './metered.ts'

const pageRows = '1000'

type Column = SheetColumn & { readonly cell: (row: HouseholdRow) => SheetCell }

const outcomes: Readonly<Record<string, string>> = { met: '达标', unmet: '未达标', undetermined: '无法判定' }

export async function exportHouseholds(
  deps: ImportsDeps,
  actor: Actor,
  query: HouseholdListQuery & { readonly format: 'xlsx' | 'csv' },
  signal: AbortSignal,
): Promise<FileAnswer> {
  const { format, ...filter } = query
  const page = async (cursor: string | undefined) => {
    const asked = { ...filter, limit: pageRows, ...(cursor === undefined ? {} : { cursor }) }
    const { registry } = deps
    return maskSealed(registry, registry.db.pool, await listHouseholds(registry, actor, asked))
  }
  // A filter that is wrong is refused before a file is begun.
  const first = await page(undefined)
  await spendRows(deps, actor, await countHouseholds(deps.registry, actor, filter))
  const columns = columnsOf(deps, filter)
  const rows = async function* (): AsyncGenerator<readonly SheetCell[]> {
    const all = eachItem((cursor) => (cursor === undefined ? Promise.resolve(first) : page(cursor)))
    for await (const row of all) yield columns.map(({ cell }) => cell(row))
  }
  return listFile('户名单', format, { name: '户名单', columns, rows: rows() }, signal)
}

/** The columns that were chosen, in their order, behind the name that leads every row; without a choice the usual ones. */
function columnsOf(deps: ImportsDeps, query: HouseholdListQuery): Column[] {
  const { codeLists } = deps.registry
  const { householdStatus, cause } = codeLists
  const number: Column = { header: '户编号', kind: 'id', width: 20, cell: (row) => row.number }
  const head: Column = { header: '户主', kind: 'text', width: 12, cell: (row) => row.headName }
  const base: Readonly<Record<string, readonly Column[]>> = {
    number: [number],
    size: [{ header: '人数', kind: 'integer', width: 8, cell: (row) => row.size }],
    status: [
      { header: '状态', kind: 'text', width: 10, cell: (row) => labelOf(householdStatus, row.status) },
    ],
    cause: [{ header: '主要致贫原因', kind: 'text', width: 14, cell: (row) => labelOf(cause, row.cause) }],
    place: [
      place('县（市、区）', 6),
      place('乡镇', 9),
      { ...place('行政村', 12), width: 18 },
      place('村民小组', 14),
      { header: '村组代码', kind: 'id', width: 16, cell: (row) => row.region.at(-1)?.code ?? '' },
    ],
    verdict: [{ header: '判定', kind: 'text', width: 10, cell: (row) => wordOf(row.verdict?.outcome) }],
  }
  if (query.columns === undefined) {
    return [number, head, ...usual.flatMap((id) => base[id] ?? [])]
  }
  const asOf = query.asOf ?? deps.registry.clock.today()
  const asked = { region: query.region, asOf, set: query.set ?? 'household-exit' }
  const chosen = readColumns(deps.registry, asked, query.columns).asked
  const criteria = deps.registry.verdicts.criteriaAt(asked).map(({ id, label }) => criterion(id, label.zh))
  return [
    head,
    ...chosen.flatMap((column) => {
      if (column.id === 'criteria') return criteria
      if (column.kind === 'criterion')
        return [criterion(column.id.slice('criterion.'.length), column.label.zh)]
      return base[column.id] ?? [valueColumn(column, codeLists)]
    }),
  ]
}

const usual = ['size', 'status', 'cause', 'place', 'verdict']

function place(header: string, digits: number): Column {
  const cell = (row: HouseholdRow) => row.region.find(({ code }) => code.length === digits)?.name ?? ''
  return { header, kind: 'text', width: 14, cell }
}

function criterion(id: string, header: string): Column {
  return { header, kind: 'text', width: 12, cell: (row) => wordOf(row.verdict?.criteria[id]) }
}

function wordOf(outcome: string | undefined): string {
  return outcome === undefined ? '' : (outcomes[outcome] ?? '')
}

const kinds: Readonly<Record<string, SheetColumn['kind']>> = {
  integer: 'integer',
  decimal: 'decimal',
  number: 'decimal',
  money: 'money',
  date: 'date',
}

/** A fact or a formula. Codes are written as their labels, unknown as an empty cell. */
function valueColumn(column: HouseholdColumn, codeLists: Readonly<Record<string, CodeList>>): Column {
  const list = column.codes === undefined ? undefined : codeLists[column.codes]
  const text = (value: unknown): SheetCell => {
    if (value === null || value === undefined) return null
    if (typeof value === 'boolean') return value ? '是' : '否'
    if (Array.isArray(value)) return value.map((code) => labelOf(list, String(code))).join('、')
    return typeof value === 'string' && list ? labelOf(list, value) : (value as string | number)
  }
  return {
    header:
      column.unit === undefined
        ? column.label.zh
        : `${column.label.zh}（${unitLabel(parseUnit(column.unit) ?? {}).zh}）`,
    // An identifying number is text, whatever it looks like.
    kind: column.sensitive ? 'id' : (kinds[column.type] ?? 'text'),
    width: 14,
    cell: (row) => text(row.values?.[column.id]),
  }
}

export function labelOf(list: CodeList | undefined, code: string | null): string {
  if (code === null) return ''
  return list?.values.find((value) => value.code === code)?.label.zh ?? code
}
