// What stands before the work of a request: how many there are, how much theirs costs, what their account has used.

import type { Cost, Route } from '@lika/contract'
import type { Clock } from '../clock.ts'
import { spendInBlocks } from './budget.ts'
import { busy, createGate } from './gate.ts'
import { defaultLoad, type LoadLimits } from './limits.ts'

type Account = { readonly accountId: string; readonly regions: readonly string[] }
type Asked = {
  readonly route: Route
  readonly query: unknown
  readonly actor: Account | undefined
  readonly signal: AbortSignal
}

export type Load = {
  /** Counts a request in. Throws 503 before anything is done for it; answers how it is counted out. */
  readonly arrive: () => () => void
  /** Takes from the account's budget and waits for a turn where the route is costly; answers the way out. */
  readonly enter: (asked: Asked) => Promise<() => void>
}

const nothing = () => {}

export function createLoad(
  deps: { readonly pool: Parameters<typeof spendInBlocks>[0]; readonly clock: Clock },
  limits: LoadLimits = defaultLoad,
): Load {
  const gates = { export: createGate(limits.exports), heavy: createGate(limits.heavy) }
  const spendOne = spendInBlocks(deps.pool)
  let requests = 0

  const arrive = () => {
    if (requests >= limits.requests) throw busy(1_000)
    requests++
    let isOver = false
    return () => {
      if (!isOver) requests--
      isOver = true
    }
  }
  const enter = async ({ route, query, actor, signal }: Asked) => {
    if (route.budget && actor) await spendOne(actor, route.budget, deps.clock.now())
    const gate = gateOf(route.cost, query, deps.clock.today())
    return gate ? gates[gate].enter(actor?.accountId ?? '', signal) : nothing
  }
  return { arrive, enter }
}

function gateOf(cost: Cost | undefined, query: unknown, today: string): 'export' | 'heavy' | undefined {
  if (cost !== 'heavyWhenPast') return cost
  // Today's outcomes are kept; any other day is worked out for everybody in the region.
  const { asOf, date, knownOn } = query as { asOf?: string; date?: string; knownOn?: string }
  const day = asOf ?? date ?? today
  return day !== today || knownOn !== undefined ? 'heavy' : undefined
}
