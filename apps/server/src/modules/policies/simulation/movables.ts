/** The figures of a policy that can be moved, and what a slider for them looks like. */
import {
  type CriteriaSet,
  type EffectivePolicy,
  formatDecimal,
  type Movable,
  movableParameters,
} from '@lika/policy'

/** The sets that households are judged by. */
export function householdSets(policy: EffectivePolicy): CriteriaSet[] {
  return Object.values(policy.sets).filter(({ subject }) => subject === 'household')
}

const known = new WeakMap<EffectivePolicy, Map<string, readonly Movable[]>>()

/** Finding them walks all rules, and a policy never changes. */
export function movableIn(policy: EffectivePolicy, set: CriteriaSet): readonly Movable[] {
  const bySet = known.get(policy) ?? new Map<string, readonly Movable[]>()
  known.set(policy, bySet)
  const found = bySet.get(set.id) ?? movableParameters(policy, set)
  bySet.set(set.id, found)
  return found
}

/** Without needless zeros: 2952, 0.5. */
export function textOf(value: bigint, scale: number): string {
  const text = formatDecimal(value, scale)
  return scale === 0 ? text : text.replace(/\.?0+$/, '')
}

/** So many steps a hand can still set one by one. */
const FINE = 200n

/**
 * The whole range where it is short, else from half of today's figure to twice it, in steps of 1, 2 or 5 of some power
 * of ten, about a hundred of them.
 */
export function sliderOf({ value, min, max }: Movable): { from: bigint; to: bigint; step: bigint } {
  if (max !== undefined && max - min <= FINE) return { from: min, to: max, step: 1n }
  const low = value > 0n ? value / 2n : min
  const high = value > 0n ? value * 2n : (max ?? min + FINE)
  const step = stepFor((high - low) / 100n)
  // The ends are rounder than the steps.
  const round = step * 10n
  const from = bounded((low / round) * round, min, max)
  const to = bounded(((high + round - 1n) / round) * round, min, max)
  return { from, to: to > from ? to : from + step, step }
}

function stepFor(wished: bigint): bigint {
  let power = 1n
  while (power * 10n <= wished) power *= 10n
  return [5n, 2n, 1n].map((each) => each * power).find((each) => each <= wished) ?? 1n
}

function bounded(value: bigint, min: bigint, max: bigint | undefined): bigint {
  if (value < min) return min
  return max !== undefined && value > max ? max : value
}

/** Before the first pack, or between two, nothing is in force. */
export function policyOn(
  policies: { readonly at: (region: string, day: string) => EffectivePolicy },
  region: string,
  day: string,
): EffectivePolicy | undefined {
  try {
    return policies.at(region, day)
  } catch {
    return undefined
  }
}
