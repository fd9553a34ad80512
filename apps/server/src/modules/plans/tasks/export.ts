/** The list of duties under any filter, as a file. */
import type { Duty, NamedUnit } from '@lika/contract'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import { eachItem, listFile, type SheetCell, type SheetColumn } from '../../imports/index.ts'
import { type BoardQuery, listDuties } from './board.ts'
import type { TasksDeps } from './deps.ts'

const PAGE = 1000

const states: Readonly<Record<Duty['state'], string>> = {
  done: '已完成',
  late: '逾期',
  blocked: '受阻',
  due: '本月到期',
  coming: '未到期',
  open: '无时限',
}
const cycles: Readonly<Record<string, string>> = {
  week: '每周',
  month: '每月',
  quarter: '每季度',
  halfYear: '每半年',
  year: '每年',
}

type Column = SheetColumn & { readonly cell: (duty: Duty) => SheetCell }

const namesOf = (units: readonly NamedUnit[]) => units.map(({ name, unit }) => unit?.name ?? name).join('、')

const columns: readonly Column[] = [
  { header: '任务', kind: 'text', width: 60, cell: ({ text }) => text },
  { header: '状态', kind: 'text', width: 10, cell: ({ state }) => states[state] },
  { header: '时限', kind: 'date', width: 12, cell: ({ day }) => day },
  { header: '逾期（天）', kind: 'integer', width: 10, cell: ({ daysLate }) => daysLate },
  { header: '周期', kind: 'text', width: 8, cell: ({ every }) => (every ? (cycles[every] ?? every) : '') },
  { header: '进度（%）', kind: 'integer', width: 10, cell: ({ percent }) => percent },
  { header: '最近填报', kind: 'date', width: 12, cell: ({ lastReport }) => lastReport },
  { header: '牵头单位', kind: 'text', width: 24, cell: ({ lead }) => namesOf(lead) },
  { header: '配合单位', kind: 'text', width: 30, cell: ({ cooperating }) => namesOf(cooperating) },
  { header: '责任单位', kind: 'text', width: 24, cell: ({ responsible }) => namesOf(responsible) },
  { header: '地区', kind: 'text', width: 14, cell: ({ region }) => region.name },
  { header: '文件', kind: 'text', width: 40, cell: ({ plan }) => plan.title },
  { header: '条款', kind: 'text', width: 16, cell: ({ clause }) => clause },
]

export async function exportDuties(
  deps: TasksDeps,
  actor: Actor,
  { format, ...query }: BoardQuery & { readonly format: 'xlsx' | 'csv' },
  signal: AbortSignal,
): Promise<FileAnswer> {
  const page = (cursor: string | undefined) => listDuties(deps, actor, { ...query, cursor }, PAGE)
  // A filter that is wrong is refused before a file is begun.
  const first = await page(undefined)
  const rows = async function* (): AsyncGenerator<readonly SheetCell[]> {
    const all = eachItem((cursor) => (cursor === undefined ? Promise.resolve(first) : page(cursor)))
    for await (const duty of all) yield columns.map(({ cell }) => cell(duty))
  }
  return listFile('任务清单', format, { name: '任务清单', columns, rows: rows() }, signal)
}
