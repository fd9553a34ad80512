/** A simulation as a workbook: the summary, the regions, the households whose outcome is another. */
import type { SimulatedHousehold, Simulation } from '@lika/contract'
import { withTransaction } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import type { Actor, FileAnswer } from '../../../platform/http.ts'
import { eachSimulated, prepareSimulation, simulate } from '../../policies/index.ts'
import type { ImportsDeps } from '../deps.ts'
import { type SheetCell, type WrittenSheet, writeSheet } from '../sheet/index.ts'
import { fileOf } from './list-file.ts'
import { metered } from './metered.ts'

interface ExportQuery {
  readonly region: string
  readonly asOf?: string | undefined
  readonly set: string
  readonly change: string
  readonly status?: string | undefined
}

const outcomeNames: Readonly<Record<string, string>> = {
  met: '达标',
  unmet: '未达标',
  undetermined: '无法判定',
}
const outcomes = ['met', 'unmet', 'undetermined'] as const
const noFigures: SheetCell[] = []

export async function exportSimulation(
  deps: ImportsDeps,
  actor: Actor,
  query: ExportQuery,
  signal: AbortSignal,
): Promise<FileAnswer> {
  const { db, clock, findPlaces } = deps.registry
  const own = { db, clock, judging: deps.judging, findPlaces }
  const asked = {
    region: query.region,
    asOf: query.asOf,
    set: query.set,
    parameters: readChange(query.change),
    status: query.status?.split(','),
  }
  const prepared = prepareSimulation(own, actor, asked)
  const simulation = await simulate(own, actor, asked)
  const places = await findPlaces(db.pool, [query.region])
  const name = places.get(query.region)?.name ?? query.region
  const labels = new Map(
    prepared.areas.flatMap(({ movables }) => movables.map((each) => [each.key, each] as const)),
  )
  const statuses = deps.registry.codeLists.householdStatus?.values ?? []
  const labelOf = (code: string | null) =>
    code === null ? '' : (statuses.find((each) => each.code === code)?.label.zh ?? code)
  return fileOf(`推演-${name}-${simulation.asOf}.xlsx`, (content) =>
    withTransaction(
      db,
      async (tx) => {
        const households = async function* () {
          for await (const household of eachSimulated(tx.client, own, prepared))
            yield householdCells(household, labelOf)
        }
        const moved = simulation.parameters.map(({ key, before, after }) => ({
          label: labels.get(key)?.label.zh ?? key,
          unit: labels.get(key)?.parameter.unitText ?? '',
          before,
          after,
        }))
        const scope = asked.status?.map(labelOf).join('、') ?? '全部'
        const sheets = [
          summarySheet(simulation, { region: name, scope, moved }),
          regionSheet(simulation),
          // Names leave the server as a file only for those who may export them.
          ...(actor.permissions.has('registry.export')
            ? [householdSheet(await metered(deps, actor, households()))]
            : []),
        ]
        await writeSheet(content, { sheets }, { signal })
      },
      { readOnly: true, isolation: 'repeatable read' },
    ),
  )
}

/** `povertyLine:4000,floorAreaMin:15` */
function readChange(text: string): Record<string, string> {
  const parts = text
    .split(',')
    .map((part) => /^([A-Za-z0-9._-]{1,80}):(-?\d{1,30}(?:\.\d{1,9})?)$/.exec(part))
  if (parts.some((part) => part === null)) {
    throw invalid(
      'simulation.change',
      {
        zh: `“${text}”应写成 参数:数值，多个以逗号分开，例如 povertyLine:4000。`,
        en: `"${text}" must be key:number, several separated by commas, such as povertyLine:4000.`,
      },
      { field: 'change', value: text },
    )
  }
  return Object.fromEntries(parts.map((part) => [part![1], part![2]]))
}

function summarySheet(
  simulation: Simulation,
  about: {
    readonly region: string
    readonly scope: string
    readonly moved: readonly { label: string; unit: string; before: string; after: string }[]
  },
): WrittenSheet {
  const number = (value: number | string) => ({ value, kind: 'integer' as const })
  const row = (label: string, before: SheetCell, after: SheetCell, note = ''): SheetCell[] => [
    label,
    before,
    after,
    note,
  ]
  const rows: SheetCell[][] = [
    row('区域', about.region, about.region),
    row('截至日期', simulation.asOf, simulation.asOf),
    row('标准', simulation.title.zh, simulation.title.zh),
    row('统计范围（状态）', about.scope, about.scope),
    ...about.moved.map(({ label, unit, before, after }) => row(label, before, after, unit)),
    ...outcomes.flatMap((outcome) => [
      row(
        `${outcomeNames[outcome]}户数`,
        number(simulation.before.subjects[outcome]),
        number(simulation.after.subjects[outcome]),
        '户',
      ),
      row(
        `${outcomeNames[outcome]}人数`,
        number(simulation.before.persons[outcome]),
        number(simulation.after.persons[outcome]),
        '人',
      ),
    ]),
    ...Object.entries(simulation.changes)
      .filter(([change]) => change.split('>')[0] !== change.split('>')[1])
      .map(([change, { subjects, persons }]) => {
        const [from = '', to = ''] = change.split('>')
        return row(
          `${outcomeNames[from]} → ${outcomeNames[to]}`,
          '',
          number(subjects),
          `户，共 ${persons} 人`,
        )
      }),
    ...simulation.costs.map(({ label, formula, before, after }) =>
      row(
        label.zh,
        { value: before?.amount ?? '不汇总', kind: 'money' },
        { value: after?.amount ?? '不汇总', kind: 'money' },
        `元。${formula.zh}`,
      ),
    ),
  ]
  return {
    name: '汇总',
    columns: [
      { header: '项目', kind: 'text', width: 36 },
      { header: '现行', kind: 'text', width: 20 },
      { header: '推演', kind: 'text', width: 20 },
      { header: '说明', kind: 'text', width: 60 },
    ],
    rows,
  }
}

function regionSheet({ byRegion }: Simulation): WrittenSheet {
  const count = (group: string, header: string) => ({ group, header, kind: 'integer' as const, width: 12 })
  const hasGap = byRegion.some(({ gap }) => gap)
  const of = (changes: Simulation['changes'], from: readonly string[], to: readonly string[]) =>
    from.flatMap((a) => to.map((b) => changes[`${a}>${b}`]?.subjects ?? 0)).reduce((sum, n) => sum + n, 0)
  const others = ['unmet', 'undetermined']
  return {
    name: '分区域',
    columns: [
      { header: '区域代码', kind: 'id', width: 16 },
      { header: '区域', kind: 'text', width: 18 },
      ...outcomes.map((outcome) => count('现行户数', outcomeNames[outcome]!)),
      ...outcomes.map((outcome) => count('推演户数', outcomeNames[outcome]!)),
      count('变化', '新达标户'),
      count('变化', '不再达标户'),
      ...(hasGap
        ? (['现行', '推演'] as const).map((header) => ({
            group: '补差（元）',
            header,
            kind: 'money' as const,
            width: 18,
          }))
        : []),
    ],
    rows: byRegion.map(({ code, name, before, after, changes, gap }) => [
      code,
      name,
      ...outcomes.map((outcome) => before.subjects[outcome]),
      ...outcomes.map((outcome) => after.subjects[outcome]),
      of(changes, others, ['met']),
      of(changes, ['met'], others),
      ...(hasGap ? [gap?.before, gap?.after] : noFigures),
    ]),
  }
}

function householdSheet(rows: WrittenSheet['rows']): WrittenSheet {
  return {
    name: '变化的户',
    columns: [
      { header: '户编号', kind: 'id', width: 20 },
      { header: '户主', kind: 'text', width: 12 },
      { header: '人数', kind: 'integer', width: 8 },
      { header: '状态', kind: 'text', width: 10 },
      { header: '县（市、区）', kind: 'text', width: 14 },
      { header: '乡镇', kind: 'text', width: 14 },
      { header: '行政村', kind: 'text', width: 18 },
      { header: '村民小组', kind: 'text', width: 14 },
      { header: '现行', kind: 'text', width: 10 },
      { header: '推演', kind: 'text', width: 10 },
      { header: '比较的数值', kind: 'text', width: 40 },
    ],
    rows,
  }
}

function householdCells(
  household: SimulatedHousehold,
  labelOf: (code: string | null) => string,
): SheetCell[] {
  const place = (digits: number) => household.region.find(({ code }) => code.length === digits)?.name ?? ''
  return [
    household.number,
    household.headName,
    household.size,
    labelOf(household.status),
    place(6),
    place(9),
    place(12),
    place(14),
    outcomeNames[household.before],
    outcomeNames[household.after],
    household.measured.map(({ label, value }) => `${label.zh} ${value.zh}`).join('；'),
  ]
}
