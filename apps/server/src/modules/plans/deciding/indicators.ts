/** Which figure may show reality beside a target: a suggestion for whoever accepts it. */
import { figureOf, figuresInForce } from '../../statistics/index.ts'
import type { PlansDeps } from '../deps.ts'
import { isSame } from '../targets/measures.ts'

interface Labelled {
  readonly id: string
  readonly unit: string
  readonly pairs: ReadonlySet<string>
}

/** So much of a figure's words stands in those of the target; less would be another thing of the same people. */
const ENOUGH = 0.8

/** In the order of the targets; undefined where none fits, or several fit equally. */
export function suggestIndicators(
  { judging }: Pick<PlansDeps, 'judging'>,
  region: string,
  targets: readonly { readonly subject: string; readonly unit: string; readonly value?: string | null }[],
): (string | undefined)[] {
  const { policies, today } = judging()
  const figures = figuresInForce({ judging }, region, today)
  const labels: Labelled[] = [...figures.values()].map(({ id, unit, label }) => ({
    id,
    unit,
    pairs: pairsOf(label.zh),
  }))
  // A target of a pack says in words of documents what its indicator counts.
  const own: Figured[] = []
  for (const { label, indicator, by, region: of, value } of policies.at(region, today).items.targets ?? []) {
    const id = figureOf(String(indicator), by === undefined ? undefined : String(by))
    const figure = figures.get(id)
    if (figure) labels.push({ id, unit: figure.unit, pairs: pairsOf(label.zh) })
    if (figure && of === region) own.push({ id, unit: figure.unit, value: String(value) })
  }
  const weights = weightsOf(labels)
  return targets.map(
    ({ subject, unit, value }) =>
      sameFigure(own, value ?? null, unit) ??
      bestOf(
        labels.filter((each) => isSame(unit, each.unit)),
        pairsOf(subject + unit),
        weights,
      ),
  )
}

interface Figured {
  readonly id: string
  readonly unit: string
  readonly value: string
}

/** The packs hold the region to the very figure: 21076 persons are hardly others. Small ones are alike by chance. */
function sameFigure(own: readonly Figured[], value: string | null, unit: string): string | undefined {
  if (value === null || Number(value) < 40) return undefined
  const same = own.filter((each) => each.value === value && isSame(unit, each.unit))
  return new Set(same.map(({ id }) => id)).size === 1 ? same[0]!.id : undefined
}

/** What stands in many labels (解决, 贫困户) tells them apart little; what stands in one tells what it is about. */
function weightsOf(labels: readonly Labelled[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { pairs } of labels) for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  return new Map([...counts].map(([pair, count]) => [pair, 1 / count]))
}

function bestOf(
  labels: readonly Labelled[],
  said: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
): string | undefined {
  let best: { id: string; score: number; words: number } | undefined
  const weightOf = (pairs: Iterable<string>) =>
    [...pairs].reduce((sum, pair) => sum + (weights.get(pair) ?? 0), 0)
  let isTied = false
  for (const { id, pairs } of labels) {
    if (pairs.size === 0) continue
    const words = weightOf([...pairs].filter((pair) => said.has(pair)))
    const score = words / weightOf(pairs)
    if (score < ENOUGH || (best && (score < best.score || (score === best.score && words < best.words))))
      continue
    isTied = score === best?.score && words === best.words && id !== best.id
    best = { id, score, words }
  }
  return isTied ? undefined : best?.id
}

/** Neighbouring characters, by which texts without spaces are compared. */
function pairsOf(text: string): Set<string> {
  const letters = [...text.replaceAll(/[^\p{L}]/gu, '')]
  return new Set(letters.slice(1).map((letter, at) => letters[at]! + letter))
}
