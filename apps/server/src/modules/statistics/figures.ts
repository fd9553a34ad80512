/** Figures that can stand beside a target: who has exited, and every indicator of the packs in force. */
import { regionRange } from '@lika/codes'
import type { Text } from '@lika/contract'
import { exitedInCondition } from '../registry/index.ts'
import type { StatisticsDeps } from './deps.ts'
import { measureFor } from './indicators.ts'
import { countExitedIn, type ExitedRow } from './targets.store.ts'

export interface FigureKind {
  readonly id: string
  readonly label: Text
  /** household, person, village, km… */
  readonly unit: string
  /** Whose list opens the figure. */
  readonly subject: 'household' | 'village'
  /** `down` counts what is lacking. */
  readonly direction: 'up' | 'down'
  /** Counted within a period, not on a day. */
  readonly within: boolean
}

const BY_CAUSE = 'householdsExitedByCause'
const exits: readonly FigureKind[] = [
  kind('householdsExited', '脱贫户数', 'households that have exited', 'household', 'household'),
  kind('personsExited', '脱贫人口', 'persons who have exited', 'person', 'household'),
  kind('villagesExited', '脱贫摘帽村', 'villages that have exited', 'village', 'village'),
]

function kind(id: string, zh: string, en: string, unit: string, subject: FigureKind['subject']): FigureKind {
  return { id, label: { zh, en }, unit, subject, direction: 'up', within: true }
}

/** A cause of the figure `householdsExitedByCause-illness`. */
export function causeOf(id: string): string | undefined {
  return id.startsWith(`${BY_CAUSE}-`) ? id.slice(BY_CAUSE.length + 1) : undefined
}

/** How a target of the packs names the figure that is meant: theirs divide one indicator by causes. */
export function figureOf(indicator: string, by: string | undefined): string {
  return indicator === BY_CAUSE && by !== undefined ? `${BY_CAUSE}-${by}` : indicator
}

/** By id. */
export function figuresInForce(
  deps: Pick<StatisticsDeps, 'judging'>,
  region: string,
  date: string,
): ReadonlyMap<string, FigureKind> {
  const { policies } = deps.judging()
  const causes = (policies.codeLists.cause?.values ?? []).map(({ code, label }) =>
    kind(
      `${BY_CAUSE}-${code}`,
      `脱贫户数（致贫原因：${label.zh}）`,
      `households that have exited, by cause: ${label.en}`,
      'household',
      'household',
    ),
  )
  const indicators = policies
    .areas(region)
    .flatMap((area) => policies.at(area.region, date).indicators)
    .filter(({ subject }) => subject === 'household' || subject === 'village')
    .map(
      (each): FigureKind => ({
        id: each.id,
        label: each.label,
        unit: each.unitText,
        subject: each.subject as FigureKind['subject'],
        direction: each.direction,
        within: false,
      }),
    )
  return new Map([...exits, ...causes, ...indicators].map((each) => [each.id, each]))
}

export interface WantedFigure {
  readonly region: string
  readonly id: string
  /** Years that a figure counts within: `from` to `to`; none for a figure of the day. */
  readonly years?: readonly string[]
}

/** One key a figure: `4505 householdsExited 2017`, `4505 roadGapKm`. */
export function figureKey(region: string, id: string, year?: string): string {
  return year === undefined ? `${region} ${id}` : `${region} ${id} ${year}`
}

/** Each year is counted once for all regions, the indicators once for each region; as decimal strings. */
export async function measureFigures(
  deps: StatisticsDeps,
  wanted: readonly WantedFigure[],
  date: string,
): Promise<ReadonlyMap<string, string>> {
  const measured = new Map<string, string>()
  const years = new Set(wanted.flatMap((each) => each.years ?? []))
  for (const year of years) {
    const within = wanted.filter((each) => each.years?.includes(year))
    const rows = await exitedBy(deps, [...new Set(within.map(({ region }) => region))], year, date)
    for (const { region, id } of within)
      measured.set(figureKey(region, id, year), String(exitedOf(rows.get(region) ?? [], id)))
  }
  const ofDay = wanted.filter((each) => each.years === undefined)
  for (const region of new Set(ofDay.map((each) => each.region))) {
    const ids = new Set(ofDay.filter((each) => each.region === region).map(({ id }) => id))
    for (const [id, value] of await measureFor(deps, region, date, ids))
      measured.set(figureKey(region, id), value)
  }
  return measured
}

async function exitedBy(deps: StatisticsDeps, regions: readonly string[], year: string, date: string) {
  const { catalogue } = deps.judging().policies
  const condition = (subject: 'household' | 'village') => exitedInCondition(catalogue, subject, year, date)
  const ranges = regions.map((region) => ({ region, ...regionRange(region) }))
  return countExitedIn(deps.db.pool, ranges, date, {
    household: condition('household'),
    village: condition('village'),
  })
}

function exitedOf(rows: readonly ExitedRow[], id: string): number {
  const cause = causeOf(id)
  return rows
    .filter((row) => (row.subject === 'village') === (id === 'villagesExited'))
    .filter((row) => cause === undefined || row.cause === cause)
    .reduce((sum, row) => sum + (id === 'personsExited' ? row.persons : row.number), 0)
}
