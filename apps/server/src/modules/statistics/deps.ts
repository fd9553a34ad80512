import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
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
