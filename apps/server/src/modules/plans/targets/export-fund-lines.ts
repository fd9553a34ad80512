/** Fund lines of a region's plans as a file: what the page shows, with the figures that make each amount. */
import type { FundNature, FundSide } from '@lika/contract'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import { listFile, type SheetCell, type SheetColumn } from '../../imports/index.ts'
import type { StatisticsDeps } from '../../statistics/index.ts'
import { mustSeePlan } from '../plans.ts'
import { mustTouchRegion } from '../scope.ts'
import { titlesOf } from './origins.ts'
import { type FundLineRow, findFundLines } from './targets.store.ts'

/** More than any office has plans for; a file of it is some megabytes. */
const MOST = 100_000

const sides: Readonly<Record<FundSide, string>> = { use: '用途', source: '来源' }
const natures: Readonly<Record<FundNature, string>> = {
  grant: '补助',
  loan: '贷款',
  interest: '贴息',
  guarantee: '担保、风险补偿',
  insurance: '保险',
  mixed: '混合',
  other: '其他',
}

type Column = SheetColumn & { readonly cell: (line: FundLineRow, title: string) => SheetCell }

const columns: readonly Column[] = [
  { header: '项目', kind: 'text', width: 40, cell: ({ title }) => title },
  { header: '用途或来源', kind: 'text', width: 12, cell: ({ side }) => sides[side] },
  { header: '性质', kind: 'text', width: 14, cell: ({ nature }) => natures[nature] },
  { header: '金额（元）', kind: 'decimal', width: 18, cell: ({ yuan }) => yuan },
  { header: '测算', kind: 'text', width: 40, cell: ({ terms }) => terms.map(({ text }) => text).join('；') },
  { header: '条款', kind: 'text', width: 16, cell: ({ clause }) => clause },
  { header: '文件', kind: 'text', width: 40, cell: (_, title) => title },
]

export async function exportFundLines(
  deps: StatisticsDeps,
  actor: Actor,
  query: { readonly region: string; readonly plan?: string | undefined; readonly format: 'xlsx' | 'csv' },
  signal: AbortSignal,
): Promise<FileAnswer> {
  mustTouchRegion(actor, query.region)
  const { pool } = deps.db
  if (query.plan !== undefined) await mustSeePlan(deps, actor, query.plan, 'plan')
  const lines = await findFundLines(pool, query, MOST)
  const titles = await titlesOf(pool, [...new Set(lines.map(({ planId }) => planId))])
  const rows = async function* (): AsyncGenerator<readonly SheetCell[]> {
    for (const line of lines) yield columns.map(({ cell }) => cell(line, titles.get(line.planId) ?? ''))
  }
  return listFile('资金安排', query.format, { name: '资金安排', columns, rows: rows() }, signal)
}
