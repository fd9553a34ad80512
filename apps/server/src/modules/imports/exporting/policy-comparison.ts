/** Two policies side by side as a workbook: what was added, removed, changed, with the clauses. */
import type { PolicyComparison, PolicyItem } from '@lika/contract'
import type { FileAnswer } from '../../../platform/http.ts'
import { comparePolicies } from '../../policies/index.ts'
import type { ImportsDeps } from '../deps.ts'
import { type SheetCell, type WrittenSheet, writeSheet } from '../sheet/index.ts'
import { fileOf } from './list-file.ts'

const kinds = { added: '新增', removed: '取消', changed: '修改' } as const
const parts: Readonly<Record<string, string>> = {
  parameters: '参数',
  criteria: '标准',
  derived: '推算',
  entitlements: '待遇',
  indicators: '指标',
  targets: '目标',
  quotas: '定额',
  programmes: '项目类型',
  procedures: '程序',
  continuations: '退出后延续',
  cycles: '周期',
  fundRules: '资金规则',
  tables: '表',
  facts: '事实',
  codeLists: '代码表',
}

export async function exportPolicyComparison(
  deps: ImportsDeps,
  query: Parameters<typeof comparePolicies>[1],
  signal: AbortSignal,
): Promise<FileAnswer> {
  const { db, clock, findPlaces } = deps.registry
  const comparison = await comparePolicies({ db, clock, judging: deps.judging, findPlaces }, query)
  const { before, after } = comparison
  const name = `政策对比-${before.region.name}${before.asOf}-${after.region.name}${after.asOf}.xlsx`
  return fileOf(name, (content) =>
    writeSheet(
      content,
      { sheets: [differenceSheet(comparison), packSheet('原政策包', before), packSheet('新政策包', after)] },
      { signal },
    ),
  )
}

function differenceSheet({ before, after, differences }: PolicyComparison): WrittenSheet {
  const side = ({ region, asOf }: PolicyComparison['before']) => `${region.name} ${asOf}`
  const columns = (group: string) =>
    (
      [
        ['值或规则', 50],
        ['文件', 30],
        ['条款', 14],
        ['政策包', 30],
        ['是否确认', 12],
      ] as const
    ).map(([header, width]) => ({ group, header, kind: 'text' as const, width }))
  return {
    name: '差异',
    columns: [
      { header: '变化', kind: 'text', width: 8 },
      { header: '类别', kind: 'text', width: 10 },
      { header: '所属', kind: 'text', width: 18 },
      { header: '条目', kind: 'text', width: 30 },
      { header: '编号', kind: 'text', width: 22 },
      ...columns(side(before)),
      ...columns(side(after)),
    ],
    rows: differences.map((each) => [
      kinds[each.kind],
      parts[each.part] ?? each.part,
      each.of ?? '',
      each.label.zh,
      each.id,
      ...itemCells(each.before),
      ...itemCells(each.after),
    ]),
  }
}

function itemCells(item: PolicyItem | undefined): SheetCell[] {
  if (!item) return ['', '', '', '', '']
  const rules = item.rules.map(
    ({ label, depth, text }) => `${'　'.repeat(depth)}${label ? `${label.zh}：` : ''}${text.zh}`,
  )
  return [
    [item.value?.zh ?? '', ...rules].filter((line) => line !== '').join('\n'),
    item.source.title,
    item.source.clause ?? '',
    `${item.origin.pack} ${item.origin.version}`,
    item.confirmed && item.source.confirmed ? '' : '未经确认',
  ]
}

function packSheet(name: string, { packs }: PolicyComparison['before']): WrittenSheet {
  return {
    name,
    columns: [
      { header: '政策包', kind: 'text', width: 36 },
      { header: '版本', kind: 'text', width: 10 },
      { header: '名称', kind: 'text', width: 40 },
      { header: '区域', kind: 'text', width: 16 },
      { header: '自', kind: 'date', width: 12 },
      { header: '至', kind: 'date', width: 12 },
      { header: '摘要', kind: 'text', width: 72 },
    ],
    rows: packs.map((each) => [
      each.pack,
      each.version,
      each.title.zh,
      each.region.name,
      each.from,
      each.to ?? '',
      each.digest,
    ]),
  }
}
