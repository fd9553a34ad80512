/** How far a figure of the year is from what has exited and what is under way. */
import type { ExitQuota } from '@lika/contract'

type Promised = NonNullable<ExitQuota['planned']>

export type Room =
  /** So many more would still fit under what was set. */
  | { readonly kind: 'left' | 'beyond'; readonly by: number }
  /** What was set is a least: nobody is beyond it. */
  | { readonly kind: 'lacking'; readonly by: number }
  | { readonly kind: 'enough' }

export function roomIn({ value, bound, upTo }: Promised, counted: number): Room {
  if (bound === 'atLeast' || bound === 'moreThan') {
    const least = bound === 'moreThan' ? Math.floor(Number(value)) + 1 : Math.ceil(Number(value))
    return counted >= least ? { kind: 'enough' } : { kind: 'lacking', by: least - counted }
  }
  const most = bound === 'lessThan' ? Math.ceil(Number(value)) - 1 : Number(upTo ?? value)
  return counted > most ? { kind: 'beyond', by: counted - most } : { kind: 'left', by: most - counted }
}
