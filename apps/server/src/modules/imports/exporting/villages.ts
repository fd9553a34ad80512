/** The list of villages under any filter, with the columns that were chosen, as a file. */
import type { VillageRow } from '@lika/contract'
import type { CodeList, Fact } from '@lika/policy'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import { listVillages, type VillageListQuery } from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import type { SheetCell, SheetColumn } from '../sheet/index.ts'
import { labelOf } from './households.ts'
import { eachItem, listFile } from './list-file.ts'

const pageRows = '1000'

type Column = SheetColumn & { readonly cell: (row: VillageRow) => SheetCell }

const outcomes: Readonly<Record<string, string>> = { met: '达标', unmet: '未达标', undetermined: '无法判定' }

export async function exportVillages(
  deps: ImportsDeps,
  actor: Actor,
  query: VillageListQuery & { readonly format: 'xlsx' | 'csv' },
  signal: AbortSignal,
): Promise<FileAnswer> {
  const { format, ...filter } = query
  const page = (cursor: string | undefined) =>
    listVillages(deps.registry, actor, {
      ...filter,
      limit: pageRows,
      ...(cursor === undefined ? {} : { cursor }),
    })
  // A filter that is wrong is refused before a file is begun.
  const first = await page(undefined)
  const columns = columnsOf(deps, filter)
  const rows = async function* (): AsyncGenerator<readonly SheetCell[]> {
    const all = eachItem((cursor) => (cursor === undefined ? Promise.resolve(first) : page(cursor)))
    for await (const row of all) yield columns.map(({ cell }) => cell(row))
  }
  return listFile('村名单', format, { name: '村名单', columns, rows: rows() }, signal)
}

function columnsOf(deps: ImportsDeps, query: VillageListQuery): Column[] {
  const { codeLists, catalogue, clock, verdicts } = deps.registry
  const asked = { region: query.region, asOf: query.asOf ?? clock.today() }
  const place = (row: VillageRow, digits: number) =>
    row.region.find(({ code }) => code.length === digits)?.name ?? ''
  const facts = namesOf(query.facts).map((id) => catalogue.village.find((fact) => fact.id === id)!)
  const indicators = verdicts.indicatorsAt({ ...asked, subject: 'village' })
  const criteria = verdicts.criteriaAt({ ...asked, set: 'village-exit' })
  return [
    { header: '村代码', kind: 'id', width: 16, cell: ({ code }) => code },
    { header: '村', kind: 'text', width: 18, cell: ({ region }) => region.at(-1)?.name ?? '' },
    { header: '县（市、区）', kind: 'text', width: 14, cell: (row) => place(row, 6) },
    { header: '乡镇', kind: 'text', width: 14, cell: (row) => place(row, 9) },
    {
      header: '状态',
      kind: 'text',
      width: 10,
      cell: ({ status }) => labelOf(codeLists.villageStatus, status),
    },
    {
      header: '贫困村',
      kind: 'text',
      width: 8,
      cell: ({ poorVillage }) => (poorVillage === null ? '不明' : poorVillage ? '是' : '否'),
    },
    { header: '判定', kind: 'text', width: 10, cell: ({ verdict }) => wordOf(verdict?.outcome) },
    ...criteria.map(
      ({ id, label }): Column => ({
        group: '逐项',
        header: label.zh,
        kind: 'text',
        width: 12,
        cell: ({ verdict }) => wordOf(verdict?.criteria[id]),
      }),
    ),
    ...(['met', 'unmet', 'undetermined'] as const).map(
      (outcome): Column => ({
        group: '户',
        header: outcomes[outcome]!,
        kind: 'integer',
        width: 10,
        cell: ({ households }) => households?.[outcome] ?? null,
      }),
    ),
    ...namesOf(query.indicators).map((id): Column => {
      const found = indicators.find((each) => each.id === id)!
      const unit = found.isSum ? (found.unit === '' ? '' : `（${found.unit}）`) : ''
      return {
        group: '短板',
        header: `${found.label.zh}${unit}`,
        kind: 'decimal',
        width: 14,
        cell: (row) => row.indicators[id] ?? null,
      }
    }),
    ...facts.map(
      (fact): Column => ({
        group: '事实',
        header: fact.unitText ? `${fact.label.zh}（${fact.unitText}）` : fact.label.zh,
        kind: kindOf(fact),
        width: 14,
        cell: (row) => cellOf(fact, codeLists, row.facts[fact.id] ?? null),
      }),
    ),
  ]
}

function namesOf(list: string | undefined): string[] {
  return [...new Set(list?.split(',').filter((name) => name !== '') ?? [])]
}

function wordOf(outcome: string | undefined): string {
  return outcome === undefined ? '' : (outcomes[outcome] ?? '')
}

function kindOf({ type }: Fact): SheetColumn['kind'] {
  if (type === 'integer' || type === 'date') return type
  return type === 'decimal' || type === 'money' ? 'decimal' : 'text'
}

function cellOf(
  fact: Fact,
  codeLists: Readonly<Record<string, CodeList>>,
  value: VillageRow['facts'][string],
): SheetCell {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  const list = fact.codes === undefined ? undefined : codeLists[fact.codes]
  if (Array.isArray(value)) return value.map((code) => labelOf(list, code)).join('、')
  if (list !== undefined) return labelOf(list, String(value))
  return value
}
