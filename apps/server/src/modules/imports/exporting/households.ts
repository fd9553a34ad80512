/** The list of households under any filter, as a file. */
import type { HouseholdRow } from '@lika/contract'
import type { CodeList } from '@lika/policy'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import { type HouseholdListQuery, listHouseholds } from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import type { SheetCell, SheetColumn } from '../sheet/index.ts'
import { eachItem, listFile } from './list-file.ts'

const pageRows = '1000'

const columns: readonly SheetColumn[] = [
  { header: '户编号', kind: 'id', width: 20 },
  { header: '户主', kind: 'text', width: 12 },
  { header: '人数', kind: 'integer', width: 8 },
  { header: '状态', kind: 'text', width: 10 },
  { header: '主要致贫原因', kind: 'text', width: 14 },
  { header: '县（市、区）', kind: 'text', width: 14 },
  { header: '乡镇', kind: 'text', width: 14 },
  { header: '行政村', kind: 'text', width: 18 },
  { header: '村民小组', kind: 'text', width: 14 },
  { header: '村组代码', kind: 'id', width: 16 },
  { header: '判定', kind: 'text', width: 10 },
]

const outcomes: Readonly<Record<string, string>> = { met: '达标', unmet: '未达标', undetermined: '无法判定' }

export async function exportHouseholds(
  deps: ImportsDeps,
  actor: Actor,
  query: HouseholdListQuery & { readonly format: 'xlsx' | 'csv' },
  signal: AbortSignal,
): Promise<FileAnswer> {
  const { format, ...filter } = query
  const page = (cursor: string | undefined) =>
    listHouseholds(deps.registry, actor, {
      ...filter,
      limit: pageRows,
      ...(cursor === undefined ? {} : { cursor }),
    })
  // A filter that is wrong is refused before a file is begun.
  const first = await page(undefined)
  const { householdStatus, cause } = deps.registry.codeLists
  const rows = async function* (): AsyncGenerator<readonly SheetCell[]> {
    const all = eachItem((cursor) => (cursor === undefined ? Promise.resolve(first) : page(cursor)))
    for await (const row of all) yield cellsOf(row, householdStatus, cause)
  }
  return listFile('户名单', format, { name: '户名单', columns, rows: rows() }, signal)
}

function cellsOf(
  row: HouseholdRow,
  statuses: CodeList | undefined,
  causes: CodeList | undefined,
): SheetCell[] {
  const place = (digits: number) => row.region.find(({ code }) => code.length === digits)?.name ?? ''
  return [
    row.number,
    row.headName,
    row.size,
    labelOf(statuses, row.status),
    labelOf(causes, row.cause),
    place(6),
    place(9),
    place(12),
    place(14),
    row.region.at(-1)?.code ?? '',
    row.verdict ? (outcomes[row.verdict.outcome] ?? '') : '',
  ]
}

export function labelOf(list: CodeList | undefined, code: string | null): string {
  if (code === null) return ''
  return list?.values.find((value) => value.code === code)?.label.zh ?? code
}
