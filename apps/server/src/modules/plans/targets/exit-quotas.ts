/** The exits of the year that were planned and assigned, for a region and those above it; only where somebody set a figure. */
import { isWithin } from '@lika/codes'
import type { Bound, ExitQuota } from '@lika/contract'
import type { PlainItem, Text } from '@lika/policy'
import { AppError } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { figureKey, measureFigures, type StatisticsDeps } from '../../statistics/index.ts'
import { mustTouchRegion } from '../scope.ts'
import { exact } from './measures.ts'
import { titlesOf } from './origins.ts'
import { type ExitTargetRow, findExitTargets } from './targets.store.ts'

const indicators = {
  household: ['householdsExited', 'personsExited'],
  village: ['villagesExited'],
} as const
type Indicator = ExitQuota['indicator']
type Line = Omit<ExitQuota, 'region' | 'exited'> & { readonly code: string }

export async function listExitQuotas(
  deps: StatisticsDeps,
  actor: Actor,
  query: {
    readonly region: string
    readonly subject: 'household' | 'village'
    readonly date?: string | undefined
  },
): Promise<{ items: ExitQuota[] }> {
  mustTouchRegion(actor, query.region)
  const { pool } = deps.db
  const date = query.date ?? deps.clock.today()
  const year = date.slice(0, 4)
  const regions = lineOf(query.region)
  const rows = await findExitTargets(pool, regions, year)
  const titles = await titlesOf(pool, [...new Set(rows.map(({ plan }) => plan))])
  const lines = regions.flatMap((region) =>
    indicators[query.subject].flatMap((indicator): Line[] => {
      const own = rows.filter((row) => row.region === region && row.indicator === indicator)
      const kindOf = (kind: 'plan' | 'assigned') => {
        const row = own.find((each) => each.kind === kind)
        return row ? ofDocument(row, titles.get(row.plan) ?? '') : null
      }
      const planned = kindOf('plan') ?? ofPacks(deps, region, indicator, date)
      const assigned = kindOf('assigned')
      return planned === null && assigned === null
        ? []
        : [{ code: region, indicator, year, planned, assigned }]
    }),
  )
  const sees = (code: string) => actor.regions.some((granted) => isWithin(code, granted))
  const counted = await measureFigures(
    deps,
    lines.flatMap(({ code, indicator }) =>
      sees(code) ? [{ region: code, id: indicator, years: [year] }] : [],
    ),
    date,
  )
  const places = await deps.findPlaces(
    pool,
    lines.map(({ code }) => code),
  )
  return {
    items: lines.map(({ code, ...line }) => ({
      ...line,
      region: places.get(code) ?? { code, name: code },
      exited: sees(code) ? Number(counted.get(figureKey(code, line.indicator, year)) ?? 0) : null,
    })),
  }
}

/** The region itself first, then what stands above it up to the province. */
function lineOf(region: string): string[] {
  if (region === 'all') return []
  return [14, 12, 9, 6, 4, 2]
    .filter((digits) => digits <= region.length)
    .map((digits) => region.slice(0, digits))
}

function ofDocument(row: ExitTargetRow, title: string): NonNullable<ExitQuota['planned']> {
  const { bound, unit, clause, plan } = row
  const single = (value: string) => exact({ value, unit }).toFixed()
  const upTo = row.upTo === null ? null : single(row.upTo)
  return { value: single(row.value), bound, upTo, title, clause, plan, note: null }
}

/** How packs write a bound; one that is left out binds exactly. */
const boundOfPacks: Readonly<Record<string, Bound>> = {
  'at-least': 'atLeast',
  'at-most': 'atMost',
  above: 'moreThan',
  below: 'lessThan',
}

/** What the packs say of the year, where no document was read in. */
function ofPacks(
  deps: StatisticsDeps,
  region: string,
  indicator: Indicator,
  date: string,
): ExitQuota['planned'] {
  const item = targetsAt(deps, region, date).find(
    (each) =>
      each.indicator === indicator &&
      each.region === region &&
      each.area === undefined &&
      String(each.period ?? '') === date.slice(0, 4),
  )
  if (!item) return null
  const note = (item.note as Text | undefined) ?? null
  return {
    value: String(item.value),
    bound: boundOfPacks[String(item.bound)] ?? 'exact',
    upTo: null,
    title: item.source.title,
    clause: item.source.clause ?? '',
    plan: null,
    note,
  }
}

function targetsAt(deps: StatisticsDeps, region: string, date: string): readonly PlainItem[] {
  try {
    return deps.judging().policies.at(region, date).items.targets ?? []
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}
