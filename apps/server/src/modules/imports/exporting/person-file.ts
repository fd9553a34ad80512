/** The file of one person as a workbook: what holds, and how it came to hold. */
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import { type PersonFile, readPersonFile } from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import { type SheetCell, type SheetColumn, writeSheet } from '../sheet/index.ts'
import { labelOf } from './households.ts'
import { fileOf } from './list-file.ts'
import { spendRows } from './metered.ts'

const text = (header: string, width: number): SheetColumn => ({ header, kind: 'text', width })

const sources: Readonly<Record<string, string>> = {
  form: '填报',
  import: '导入',
  phone: '手机',
  operation: '变动',
  correction: '更正',
  demo: '演示数据',
}

export async function exportPersonFile(
  deps: ImportsDeps,
  actor: Actor,
  asked: { readonly personId: string; readonly purpose: string },
  signal: AbortSignal,
): Promise<FileAnswer> {
  const file = await readPersonFile(deps.registry, actor, asked)
  await spendRows(deps, actor, 1)
  const sheets = [nowSheet(deps, file), historySheet(deps, file)]
  return fileOf(`${file.name}-个人信息.xlsx`, (content) => writeSheet(content, { sheets }, { signal }))
}

function nowSheet(deps: ImportsDeps, { now }: PersonFile) {
  return {
    name: '现在的信息',
    columns: [text('项目', 24), text('内容', 40), text('观察日期', 12), text('记录人', 16), text('来源', 10)],
    rows: now.map((each): SheetCell[] => [
      labelOfFact(deps, each.fact),
      shown(deps, each.fact, each.value),
      each.observedOn,
      each.author,
      sources[each.source] ?? each.source,
    ]),
  }
}

function historySheet(deps: ImportsDeps, { history }: PersonFile) {
  return {
    name: '全部记录',
    columns: [
      text('收到时间', 22),
      text('观察日期', 12),
      text('项目', 24),
      text('内容', 40),
      text('记录人', 16),
      text('来源', 10),
      text('原因', 30),
      text('是否已更正', 12),
    ],
    rows: history.map((each): SheetCell[] => [
      each.receivedAt,
      each.observedOn,
      labelOfFact(deps, each.fact),
      shown(deps, each.fact, each.value),
      each.author,
      sources[each.source] ?? each.source,
      each.reason,
      each.isCorrected ? '已更正' : '',
    ]),
  }
}

function labelOfFact({ registry }: ImportsDeps, id: string): string {
  return registry.catalogue.person.find((fact) => fact.id === id)?.label.zh ?? id
}

function shown({ registry }: ImportsDeps, id: string, value: unknown): string {
  if (value === null || value === undefined) return '不详'
  if (typeof value === 'boolean') return value ? '是' : '否'
  const fact = registry.catalogue.person.find((each) => each.id === id)
  const list = fact?.codes === undefined ? undefined : registry.codeLists[fact.codes]
  const values = Array.isArray(value) ? value : [value]
  return values.map((each) => (list ? labelOf(list, String(each)) : String(each))).join('、')
}
