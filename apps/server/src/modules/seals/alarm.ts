/** Whether sealing keeps up: a gap of ten minutes is an alarm, whoever caused it. */
import type pg from 'pg'
import type { Clock } from '../../platform/clock.ts'
import { lastOutside } from './outside.ts'
import type { SealsDeps } from './seal.ts'
import { findLastCheckpoint, type StoredCheckpoint } from './seals.store.ts'
import { findState } from './state.ts'

export const LONGEST_GAP_MS = 10 * 60_000

export interface SealAlarm {
  /** stopped: no run came to its end; held: an open transaction holds it back; outside: no copy can be written. */
  readonly reason: 'stopped' | 'held' | 'outside'
  readonly since: string | null
  /** The place that cannot be written, and why. */
  readonly place?: string
  readonly because?: string
}

/** `startedAt` is when this server began: a database that was never sealed is given its time from there. */
export async function sealAlarms(
  runner: pg.Pool | pg.PoolClient,
  clock: Clock,
  startedAt: string,
): Promise<SealAlarm[]> {
  const state = await findState(runner)
  const now = Date.parse(clock.now())
  const isLong = (since: string) => now - Date.parse(since) > LONGEST_GAP_MS
  const alarms: SealAlarm[] = []
  const checked = state?.checkedAt ?? null
  if (isLong(checked ?? startedAt)) alarms.push({ reason: 'stopped', since: checked })
  if (state?.isWaiting && state.horizonSince && isLong(state.horizonSince)) {
    alarms.push({ reason: 'held', since: state.horizonSince })
  }
  if (state?.outsideFailing) {
    const { since, place, reason } = state.outsideFailing
    alarms.push({ reason: 'outside', since, place, because: reason })
  }
  return alarms
}

/** How far sealing got, for people to look at. */
export interface SealState {
  readonly checkedAt: string | null
  readonly alarms: readonly SealAlarm[]
  readonly checkpoint: StoredCheckpoint | undefined
  readonly places: readonly { readonly place: string; readonly reached: number | null }[]
}

export async function getSealState(deps: SealsDeps, startedAt: string): Promise<SealState> {
  const { pool } = deps.db
  const state = await findState(pool)
  const places = deps.places.map(async (place) => ({
    place,
    reached: await lastOutside(place, deps.signer).catch(() => null),
  }))
  return {
    checkedAt: state?.checkedAt ?? null,
    alarms: await sealAlarms(pool, deps.clock, startedAt),
    checkpoint: await findLastCheckpoint(pool),
    places: await Promise.all(places),
  }
}
