/** Which indicator of the packs may show reality beside a target: a suggestion for whoever accepts it. */
import type { PlansDeps } from '../deps.ts'

interface Labelled {
  readonly id: string
  readonly pairs: Set<string>
}

/** So much of an indicator's words stands in those of the target. */
const ENOUGH = 0.6

/** In the order of the targets; undefined where none fits, or several fit equally. */
export function suggestIndicators(
  { judging }: Pick<PlansDeps, 'judging'>,
  region: string,
  targets: readonly { readonly subject: string; readonly unit: string }[],
): (string | undefined)[] {
  const { policies, today } = judging()
  const policy = policies.at(region, today)
  const labels: Labelled[] = [
    ...policy.indicators.map(({ id, label }) => ({ id, pairs: pairsOf(label.zh) })),
    // A target of a pack says in its own words what its indicator counts.
    ...(policy.items.targets ?? []).map(({ label, indicator }) => ({
      id: String(indicator),
      pairs: pairsOf(label.zh),
    })),
  ]
  return targets.map(({ subject, unit }) => bestOf(labels, pairsOf(subject + unit)))
}

function bestOf(labels: readonly Labelled[], said: ReadonlySet<string>): string | undefined {
  let best: { id: string; score: number } | undefined
  let isTied = false
  for (const { id, pairs } of labels) {
    if (pairs.size === 0) continue
    const score = [...pairs].filter((pair) => said.has(pair)).length / pairs.size
    if (score < ENOUGH || (best && score < best.score)) continue
    isTied = best !== undefined && score === best.score && id !== best.id
    best = { id, score }
  }
  return isTied ? undefined : best?.id
}

/** Neighbouring characters, by which texts without spaces are compared. */
function pairsOf(text: string): Set<string> {
  const letters = [...text.replaceAll(/[^\p{Script=Han}\p{L}]/gu, '')]
  return new Set(letters.slice(1).map((letter, at) => letters[at]! + letter))
}
