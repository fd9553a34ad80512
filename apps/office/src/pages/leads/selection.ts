/** Which leads are ticked. What waits can be opened or dismissed, what was dismissed can be taken up again: never both at once. */
import type { LeadItem, LeadState } from '@lika/contract'
import { useEffect, useState } from 'react'
import { MOST_AT_ONCE } from './queries.ts'

type Group = 'waiting' | 'dismissed'

export function groupOf(state: LeadState): Group | undefined {
  if (state === 'open' || state === 'superseded') return 'waiting'
  return state === 'dismissed' ? 'dismissed' : undefined
}

export interface Ticked {
  readonly group: Group
  readonly items: ReadonlyMap<string, LeadItem>
}

/** Ticks or unticks rows; those that stand otherwise are left alone, and so are those beyond what one act is done for. */
export function tick(
  before: Ticked | undefined,
  items: readonly LeadItem[],
  isOn: boolean,
): Ticked | undefined {
  const next = new Map(before?.items)
  let group = before?.group
  for (const item of items) {
    const own = groupOf(item.state)
    if (!isOn) next.delete(item.id)
    if (!isOn || own === undefined || next.size >= MOST_AT_ONCE) continue
    group ??= own
    if (own === group) next.set(item.id, item)
  }
  return next.size === 0 || group === undefined ? undefined : { group, items: next }
}

export function canTick(ticked: Ticked | undefined, { state }: Pick<LeadItem, 'state'>): boolean {
  const group = groupOf(state)
  return group !== undefined && (ticked === undefined || ticked.group === group)
}

/** What is typed about some leads is kept under, in whatever order they were ticked. */
export const keyOf = (leads: readonly Pick<LeadItem, 'id'>[]): string =>
  leads
    .map(({ id }) => id)
    .sort()
    .join()

export function useTicked(listKey: string) {
  const [ticked, setTicked] = useState<Ticked>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter means other leads.
  useEffect(() => setTicked(undefined), [listKey])
  return {
    ticked,
    has: (id: string) => ticked?.items.has(id) ?? false,
    can: (item: LeadItem) => canTick(ticked, item),
    put: (items: readonly LeadItem[], isOn: boolean) => setTicked((before) => tick(before, items, isOn)),
    clear: () => setTicked(undefined),
  }
}
export type Ticking = ReturnType<typeof useTicked>
