import type { Target } from '@lika/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { JudgingContext } from '../policies/index.ts'
import type { Runner } from './summary.store.ts'

/** A target that people accepted from a document, in single units: 59000 of 人 for 5.9万人. */
export interface AcceptedTarget {
  readonly id: string
  readonly label: string
  readonly indicator: string | null
  readonly from: string | null
  readonly to: string | null
  readonly bound: Target['bound']
  readonly value: string
  readonly upTo?: string | undefined
  readonly unit: string
  readonly accepted: NonNullable<Target['accepted']>
}

export interface StatisticsDeps {
  readonly db: Db
  readonly clock: Clock
  readonly judging: () => JudgingContext
  readonly findPlaces: (
    runner: Runner,
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
  /** What the plans of a region hold it to on a day; the module of plans lies above this one. */
  readonly acceptedTargets?: (region: string, date: string) => Promise<readonly AcceptedTarget[]>
}
