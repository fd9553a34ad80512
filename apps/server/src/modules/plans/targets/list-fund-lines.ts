/** Fund lines of a region's plans: what is to be paid, out of what, and the gap between the two. */
import type { FundSide, PlanFundLine, routes } from '@lika/contract'
import BigNumber from 'bignumber.js'
import type { Static } from 'typebox'
import type { Actor } from '../../../platform/http.ts'
import type { StatisticsDeps } from '../../statistics/index.ts'
import { mustSeePlan } from '../plans.ts'
import { mustTouchRegion } from '../scope.ts'
import { originsOf, titlesOf } from './origins.ts'
import { type FundSum, findFundLines, sumFundLines } from './targets.store.ts'

const MOST = 1000
type FundLines = Static<(typeof routes.targets.listFundLines)['response'][200]>

export async function listFundLines(
  deps: StatisticsDeps,
  actor: Actor,
  query: { readonly region: string; readonly plan?: string | undefined },
): Promise<FundLines> {
  mustTouchRegion(actor, query.region)
  const { pool } = deps.db
  if (query.plan !== undefined) await mustSeePlan(deps, actor, query.plan, 'plan')
  const found = await findFundLines(pool, query, MOST + 1)
  const rows = found.slice(0, MOST)
  const sums = await sumFundLines(pool, query.region)
  const [origins, places, titles] = [
    await originsOf(pool, rows),
    await deps.findPlaces(pool, [query.region]),
    await titlesOf(pool, [...new Set(sums.map(({ planId }) => planId))]),
  ]
  const shown = sums.filter(({ planId }) => query.plan === undefined || planId === query.plan)
  const [use, source] = [totalOf(shown, 'use'), totalOf(shown, 'source')]
  const items = rows.map(
    (row): PlanFundLine => ({
      id: row.id,
      origin: origins.get(row.id)!,
      region: places.get(row.region) ?? { code: row.region, name: row.region },
      title: row.title,
      side: row.side,
      nature: row.nature,
      yuan: row.yuan,
      bound: row.bound,
      terms: row.terms,
      clause: row.clause,
      decision: row.decision,
      by: row.by,
      at: row.at,
    }),
  )
  return {
    items,
    more: found.length > MOST,
    sums: byNature(shown),
    totals: { use: use.toFixed(), source: source.toFixed(), gap: source.minus(use).toFixed() },
    plans: [...Map.groupBy(sums, ({ planId }) => planId)].map(([id, of]) => ({
      id,
      title: titles.get(id) ?? '',
      lines: of.reduce((sum, { lines }) => sum + lines, 0),
    })),
  }
}

function totalOf(sums: readonly FundSum[], side?: FundSide): BigNumber {
  return sums
    .filter((each) => side === undefined || each.side === side)
    .reduce((total, { yuan }) => total.plus(yuan), new BigNumber(0))
}

/** Over the plans that are shown. */
function byNature(sums: readonly FundSum[]): FundLines['sums'] {
  return [...Map.groupBy(sums, ({ side, nature }) => `${side} ${nature}`).values()].map((of) => ({
    side: of[0]!.side,
    nature: of[0]!.nature,
    yuan: totalOf(of).toFixed(),
    lines: of.reduce((sum, { lines }) => sum + lines, 0),
  }))
}
