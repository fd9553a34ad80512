/** Possible duplicates as a file: both persons side by side, id numbers masked. */
import type { Duplicate } from '@lika/contract'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import { maskSealed } from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import { listDuplicates } from '../duplicates/duplicates.ts'
import type { SheetCell, SheetColumn } from '../sheet/index.ts'
import { eachItem, listFile } from './list-file.ts'
import { metered } from './metered.ts'

const personColumns = (group: string): SheetColumn[] => [
  { group, header: '姓名', kind: 'text', width: 12 },
  { group, header: '出生日期', kind: 'date', width: 12 },
  { group, header: '证件号码', kind: 'id', width: 22 },
  { group, header: '户编号', kind: 'id', width: 20 },
  { group, header: '村组代码', kind: 'id', width: 16 },
]

const columns: readonly SheetColumn[] = [
  { header: '分数', kind: 'integer', width: 8 },
  { header: '理由', kind: 'text', width: 40 },
  ...personColumns('甲'),
  ...personColumns('乙'),
  { header: '认定', kind: 'text', width: 10 },
  { header: '认定理由', kind: 'text', width: 30 },
]

const states = { open: '待认定', merged: '已合并', distinct: '不是同一人' } as const

export async function exportDuplicates(
  deps: ImportsDeps,
  actor: Actor,
  query: {
    readonly region: string
    readonly state?: 'open' | 'merged' | 'distinct' | undefined
    readonly format: 'xlsx' | 'csv'
  },
  signal: AbortSignal,
): Promise<FileAnswer> {
  const { format, ...filter } = query
  const rows = async function* (): AsyncGenerator<readonly SheetCell[]> {
    const { registry } = deps
    const all = eachItem(async (cursor) => {
      const asked = { ...filter, ...(cursor === undefined ? {} : { cursor }) }
      return maskSealed(registry, registry.db.pool, await listDuplicates(deps, actor, asked))
    })
    for await (const pair of all) yield cellsOf(pair)
  }
  const paid = await metered(deps, actor, rows())
  return listFile('疑似重复人员', format, { name: '疑似重复人员', columns, rows: paid }, signal)
}

function cellsOf(pair: Duplicate): SheetCell[] {
  const cells = [0, 1].flatMap((index) => {
    const person = pair.persons[index]
    return [person?.name, person?.birthDate, person?.idNumber, person?.householdNumber, person?.regionCode]
  })
  const reasons = pair.reasons.map(
    ({ message, points }) => `${message.zh}（${points > 0 ? '+' : ''}${points}）`,
  )
  return [pair.score, reasons.join('；'), ...cells, states[pair.state], pair.reason]
}
