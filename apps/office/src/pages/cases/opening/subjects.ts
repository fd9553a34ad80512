import type { CaseCandidate } from '@lika/contract'
import { useEffect, useState } from 'react'
import { MOST_AT_ONCE } from '../queries.ts'

/** Who is ticked for a procedure, with what the list said of each. */
export function useSubjects(procedure: string) {
  const [items, setItems] = useState<ReadonlyMap<string, CaseCandidate>>(new Map())
  // biome-ignore lint/correctness/useExhaustiveDependencies: another procedure means other candidates.
  useEffect(() => setItems(new Map()), [procedure])
  return {
    items,
    has: (id: string) => items.has(id),
    put: (candidates: readonly CaseCandidate[], isOn: boolean) =>
      setItems((before) => {
        const next = new Map(before)
        for (const candidate of candidates) {
          if (!isOn) next.delete(candidate.subject.id)
          else if (next.size < MOST_AT_ONCE && candidate.refused === null)
            next.set(candidate.subject.id, candidate)
        }
        return next
      }),
    clear: () => setItems(new Map()),
  }
}
export type Subjects = ReturnType<typeof useSubjects>
