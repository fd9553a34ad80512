/** What a year's plan promises for a region, as the packs say, and who has exited in it, as recorded. */
import { regionRange } from '@lika/codes'
import type { Target, Targets } from '@lika/contract'
import type { PlainItem } from '@lika/policy'
import type { Actor } from '../../platform/http.ts'
import { exitedInCondition, mustSeeRegion } from '../registry/index.ts'
import type { AcceptedTarget, StatisticsDeps } from './deps.ts'
import { causeOf, figureOf } from './figures.ts'
import { countExited } from './targets.store.ts'

export async function getTargets(
  deps: StatisticsDeps,
  actor: Actor,
  query: { readonly region: string; readonly date?: string | undefined },
): Promise<Targets> {
  mustSeeRegion(actor, query.region)
  const { policies } = deps.judging()
  const date = query.date ?? deps.clock.today()
  const year = date.slice(0, 4)
  const condition = (kind: 'household' | 'village') => exitedInCondition(policies.catalogue, kind, year, date)
  const exited = await countExited(deps.db.pool, regionRange(query.region), date, {
    household: condition('household'),
    village: condition('village'),
  })
  return {
    region: query.region,
    date,
    year,
    targets: withAccepted(
      targetsOf(policies.at(query.region, date).items.targets ?? [], query.region, date),
      (await deps.acceptedTargets?.(query.region, date)) ?? [],
    ),
    ...exited,
  }
}

/** Those for the region itself, not for one above or below, whose period holds the day. */
function targetsOf(items: readonly PlainItem[], region: string, date: string): Target[] {
  return items
    .filter((item) => (item.region ?? '') === (region === 'all' ? '' : region) && item.area === undefined)
    .filter((item) => holdsOn(String(item.period ?? date.slice(0, 4)), date))
    .map((item) => ({
      id: item.id,
      label: item.label,
      source: item.source,
      indicator: String(item.indicator),
      value: String(item.value),
      unit: String(item.unit ?? ''),
      bound: (item.bound ?? 'exactly') as Target['bound'],
      period: String(item.period ?? ''),
      ...(item.parent === undefined ? {} : { parent: String(item.parent) }),
      ...(item.by === undefined ? {} : { by: String(item.by) }),
      ...(item.note === undefined ? {} : { note: item.note as NonNullable<Target['note']> }),
      inPolicy: true,
    }))
}

/** One list: what stands in the packs and in a document for the same figure and period is one target, and says both. */
export function withAccepted(targets: readonly Target[], accepted: readonly AcceptedTarget[]): Target[] {
  const left = new Set(accepted)
  const merged = targets.map((target): Target => {
    const same = accepted.find((each) => left.has(each) && isSame(target, each))
    if (!same) return target
    left.delete(same)
    const differs = same.value !== target.value
    return {
      ...target,
      value: same.value,
      bound: same.bound,
      accepted: { ...same.accepted, ...(differs ? { inPacks: target.value } : {}) },
    }
  })
  return [...merged, ...[...left].map(targetOf)]
}

function isSame(target: Target, { indicator, from, to }: AcceptedTarget): boolean {
  if (indicator !== figureOf(target.indicator, target.by)) return false
  const [first = '', last = first] = target.period.split('/')
  // Months of a pack's period need no exact last day.
  return edge(first, 0) === from && edge(last, 1).slice(0, 7) === to?.slice(0, 7)
}

function targetOf(each: AcceptedTarget): Target {
  const { id, label, indicator, bound, value, upTo, unit, accepted, from, to } = each
  const cause = indicator === null ? undefined : causeOf(indicator)
  return {
    id,
    label: { zh: label, en: label },
    source: { id: accepted.plan, title: accepted.title, clause: accepted.clause, confirmed: true },
    indicator: cause === undefined ? (indicator ?? '') : 'householdsExitedByCause',
    value,
    ...(upTo === undefined ? {} : { upTo }),
    unit,
    bound,
    period: [from, to].filter((day) => day !== null).join('/'),
    ...(cause === undefined ? {} : { by: cause }),
    accepted,
    inPolicy: false,
  }
}

/** Whether a span of a target, such as 2017, 2016-H1, 2016-Q3, 2016-05 or 2016/2018, holds the day. */
export function holdsOn(period: string, date: string): boolean {
  const [from = '', to = from] = period.split('/')
  return edge(from, 0) <= date && date <= edge(to, 1)
}

/** First or last day of a year, half, quarter, month or day; months need no exact last day to be compared as text. */
function edge(span: string, end: 0 | 1): string {
  const [year = '', part = '', day] = span.split('-')
  if (day !== undefined) return span
  const months = /^H/.test(part)
    ? [Number(part[1]) * 6 - 5, Number(part[1]) * 6]
    : /^Q/.test(part)
      ? [Number(part[1]) * 3 - 2, Number(part[1]) * 3]
      : part === ''
        ? [1, 12]
        : [Number(part), Number(part)]
  return `${year}-${String(months[end]).padStart(2, '0')}-${end === 0 ? '01' : '31'}`
}
