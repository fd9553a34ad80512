import { formatDecimal, parseDay } from '../expression/index.ts'
import { compileTest, compileValue } from '../judge/index.ts'
import type { Day, EffectivePolicy, Entitlement, Subject } from '../model.ts'

export type EntitlementResult = { readonly id: string } & (
  | { readonly outcome: 'due' /** Yuan and fen as a decimal string. */; readonly amount: string }
  | { readonly outcome: 'none' /** The entitlement that shuts this one out. */; readonly excludedBy?: string }
  | { readonly outcome: 'unknown' }
)

type Own = { readonly due: 'yes'; readonly fen: number } | { readonly due: 'no' | 'unknown' }

/**
 * What a subject is entitled to on a day: an amount (never more than the cap), nothing, or unknown. One that is
 * due with more than nothing shuts out those that it `excludes`; where two exclude each other the earlier in the
 * packs stays. What only an unknown one would shut out is unknown itself.
 */
export function computeEntitlements(
  policy: Pick<EffectivePolicy, 'entitlements'>,
  kind: string,
  subject: Subject,
  asOf: Day,
): EntitlementResult[] {
  const list = policy.entitlements.filter((each) => each.subject === kind)
  const own = new Map(list.map((each) => [each.id, ownAmount(each, subject, asOf)]))
  const order = new Map(list.map((each, index) => [each.id, index]))
  const final = new Map<string, EntitlementResult>()
  for (const each of list) settle(each, [])
  return list.map((each) => final.get(each.id)!)

  function settle(one: Entitlement, path: readonly string[]): EntitlementResult {
    const done = final.get(one.id)
    if (done) return done
    const mine = own.get(one.id)!
    let result: EntitlementResult =
      mine.due === 'yes'
        ? { id: one.id, outcome: 'due', amount: formatDecimal(BigInt(mine.fen), 2) }
        : { id: one.id, outcome: mine.due === 'no' ? 'none' : 'unknown' }
    if (result.outcome !== 'none') {
      for (const other of list) {
        const isMutual = one.excludes.includes(other.id)
        const yields = !isMutual || order.get(other.id)! < order.get(one.id)!
        if (!other.excludes.includes(one.id) || !yields || other.id === one.id || path.includes(other.id))
          continue
        const rival = settle(other, [...path, one.id])
        if (rival.outcome === 'due' && rival.amount !== '0.00') {
          result = { id: one.id, outcome: 'none', excludedBy: other.id }
          break
        }
        if (rival.outcome === 'unknown') result = { id: one.id, outcome: 'unknown' }
      }
    }
    final.set(one.id, result)
    return result
  }
}

function ownAmount(one: Entitlement, subject: Subject, asOf: Day): Own {
  const day = parseDay(asOf)!
  const when = one.when ? compileTest(one.when)(subject, day) : 2
  if (when === 0) return { due: 'no' }
  const amount = compileValue(one.amount)(subject, day)
  const cap = one.cap ? compileValue(one.cap)(subject, day) : undefined
  if (when === 1 || typeof amount !== 'number' || cap === null) return { due: 'unknown' }
  return { due: 'yes', fen: typeof cap === 'number' ? Math.min(amount, cap) : amount }
}
