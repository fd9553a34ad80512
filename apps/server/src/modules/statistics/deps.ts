import { isWithin } from '@lika/codes'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import type { JudgingContext } from '../policies/index.ts'
import type { Runner } from './summary.store.ts'

export interface StatisticsDeps {
  readonly db: Db
  readonly clock: Clock
  readonly judging: () => JudgingContext
  readonly findPlaces: (
    runner: Runner,
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
}

/** A region outside the scope looks like one that is not there. */
export function mustSee(actor: Actor, region: string): void {
  if (actor.regions.some((granted) => isWithin(region, granted))) return
  throw notFound(
    'region.notFound',
    {
      zh: `没有区域 ${region}，或者不在您的范围内。`,
      en: `There is no region ${region}, or it is not within your scope.`,
    },
    { field: 'region', value: region },
  )
}
