import type { Outcome } from '../ir.ts'

/** A subject's verdict, with what it is counted under: a region, a cause, a kind of household. */
export interface JudgedSubject {
  readonly subject: string
  readonly key?: string
  readonly outcome: Outcome
  readonly criteria: readonly { readonly id: string; readonly outcome: Outcome }[]
}
export interface Change {
  readonly subject: string
  readonly key: string
  readonly from: Outcome
  readonly to: Outcome
  readonly criteria: readonly { readonly id: string; readonly from: Outcome; readonly to: Outcome }[]
}
export interface Counts {
  readonly before: Readonly<Record<Outcome, number>>
  readonly after: Readonly<Record<Outcome, number>>
  /** How many have another outcome than before, although the sums may be the same. */
  readonly changed: number
}
export interface Comparison {
  readonly changes: readonly Change[]
  readonly total: Counts
  readonly byKey: Readonly<Record<string, Counts>>
}

/**
 * Who changes side. Both lists hold the same subjects, in any order; one that is only in one of them is left out
 * and not counted. A change of a criterion that leaves the outcome as it was is no change of side.
 */
export function compareVerdicts(
  before: readonly JudgedSubject[],
  after: readonly JudgedSubject[],
): Comparison {
  const later = new Map(after.map((each) => [each.subject, each]))
  const changes: Change[] = []
  const total = noCounts()
  const byKey = new Map<string, ReturnType<typeof noCounts>>()
  for (const one of before) {
    const other = later.get(one.subject)
    if (!other) continue
    const key = one.key ?? ''
    const counts = byKey.get(key) ?? noCounts()
    byKey.set(key, counts)
    for (const each of [total, counts]) {
      each.before[one.outcome]++
      each.after[other.outcome]++
      if (one.outcome !== other.outcome) each.changed++
    }
    if (one.outcome === other.outcome) continue
    const outcomes = new Map(other.criteria.map((each) => [each.id, each.outcome]))
    const criteria = one.criteria.flatMap(({ id, outcome }) => {
      const to = outcomes.get(id)
      return to === undefined || to === outcome ? [] : [{ id, from: outcome, to }]
    })
    changes.push({ subject: one.subject, key, from: one.outcome, to: other.outcome, criteria })
  }
  return { changes, total, byKey: Object.fromEntries(byKey) }
}

function noCounts() {
  const none = () => ({ met: 0, unmet: 0, undetermined: 0 })
  return { before: none(), after: none(), changed: 0 }
}
