/** Which cases are ticked. All of them stand at the same step of the same procedure: one act is done for all. */
import type { CaseItem } from '@lika/contract'
import { useEffect, useState } from 'react'
import { MOST_AT_ONCE, stepShown } from '../queries.ts'

export interface Ticked {
  readonly procedure: string
  readonly step: string
  readonly items: ReadonlyMap<string, CaseItem>
}

/** Ticks or unticks rows; those of another step are left alone, and so are those beyond what one act is done for. */
export function tick(
  before: Ticked | undefined,
  items: readonly CaseItem[],
  isOn: boolean,
  asked: string | undefined,
): Ticked | undefined {
  const next = new Map(before?.items)
  let [procedure, step] = [before?.procedure, before?.step]
  for (const item of items) {
    if (!isOn) {
      next.delete(item.id)
      continue
    }
    const at = stepShown(item, asked)
    if (!at || next.size >= MOST_AT_ONCE) continue
    procedure ??= item.procedure.id
    step ??= at.id
    if (item.procedure.id === procedure && item.steps.some(({ id }) => id === step)) next.set(item.id, item)
  }
  if (next.size === 0 || procedure === undefined || step === undefined) return undefined
  return { procedure, step, items: next }
}

/** Whether a row can be ticked beside those that are. */
export function canTick(ticked: Ticked | undefined, item: CaseItem): boolean {
  if (item.steps.length === 0) return false
  if (ticked === undefined) return true
  return item.procedure.id === ticked.procedure && item.steps.some(({ id }) => id === ticked.step)
}

export function useTicked(listKey: string, asked: string | undefined) {
  const [ticked, setTicked] = useState<Ticked>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter means other cases.
  useEffect(() => setTicked(undefined), [listKey])
  return {
    ticked,
    has: (id: string) => ticked?.items.has(id) ?? false,
    can: (item: CaseItem) => canTick(ticked, item),
    put: (items: readonly CaseItem[], isOn: boolean) =>
      setTicked((before) => tick(before, items, isOn, asked)),
    /** The same cases as they are after an act: those that have gone on are ticked no more. */
    replace: (items: readonly CaseItem[]) =>
      setTicked((before) => before && tick({ ...before, items: new Map() }, items, true, asked)),
    clear: () => setTicked(undefined),
  }
}
export type Ticking = ReturnType<typeof useTicked>
