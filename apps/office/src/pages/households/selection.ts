/** Which rows are chosen. It survives paging and order; another filter begins anew, since it means other households. */
import { useEffect, useState } from 'react'

export const MOST_CHOSEN = 5_000

export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly total: number }

const none: Selection = { kind: 'some', ids: new Set() }

export function useSelection(filterKey: string) {
  const [selection, setSelection] = useState<Selection>(none)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is the reason.
  useEffect(() => setSelection(none), [filterKey])
  const put = (ids: readonly string[], isOn: boolean) =>
    setSelection((before) => {
      const next = new Set(before.kind === 'some' ? before.ids : [])
      for (const id of ids) {
        if (isOn && next.size < MOST_CHOSEN) next.add(id)
        if (!isOn) next.delete(id)
      }
      return { kind: 'some', ids: next }
    })
  return {
    selection,
    count: selection.kind === 'all' ? selection.total : selection.ids.size,
    has: (id: string) => selection.kind === 'all' || selection.ids.has(id),
    put,
    all: (total: number) => setSelection({ kind: 'all', total }),
    clear: () => setSelection(none),
  }
}

export type Chosen = ReturnType<typeof useSelection>
