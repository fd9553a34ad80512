/** Two bits per criterion in one integer: 0 unmet, 1 undetermined, 2 met. */
import { MET, type Node, type Outcome, type Truth, UNDETERMINED, UNMET } from '../ir.ts'
import type { CriteriaSet, Test, VerdictNode } from '../model.ts'

const OUTCOMES = ['unmet', 'undetermined', 'met'] as const

export function outcomeOf(truth: Truth): Outcome {
  return OUTCOMES[truth]
}

export function truthOf(outcome: Outcome): Truth {
  return OUTCOMES.indexOf(outcome) as Truth
}

/** Truth per criterion out of the packed codes. */
export function codesToTruths(codes: bigint, count: number): Truth[] {
  const truths: Truth[] = []
  for (let i = 0; i < count; i++) truths.push(Number((codes >> BigInt(2 * i)) & 3n) as Truth)
  return truths
}

export function codesToOutcomes(codes: bigint, count: number): Outcome[] {
  return codesToTruths(codes, count).map(outcomeOf)
}

export function truthsToCodes(truths: readonly Truth[]): bigint {
  return truths.reduce((codes, truth, i) => codes | (BigInt(truth) << BigInt(2 * i)), 0n)
}

/** The overall outcome of a set, by its verdict over criteria. */
export function overall(set: Pick<CriteriaSet, 'criteria' | 'verdict'>, codes: bigint): Truth {
  return foldVerdict(set.verdict, codesToTruths(codes, set.criteria.length))
}

export function foldVerdict(verdict: VerdictNode, truths: readonly Truth[]): Truth {
  if ('criterion' in verdict) return truths[verdict.criterion] ?? UNDETERMINED
  if ('not' in verdict) return (2 - foldVerdict(verdict.not, truths)) as Truth
  const all = verdict.fold === 'all'
  let folded: Truth = all ? MET : UNMET
  for (const part of verdict.parts) {
    const truth = foldVerdict(part, truths)
    if (all ? truth < folded : truth > folded) folded = truth
  }
  return folded
}

/** A criterion's labelled sub-tests as one node. */
export function testNode(test: Test): Node {
  if ('node' in test) return test.node
  return {
    op: test.fold === 'all' ? 'and' : 'or',
    parts: test.parts.map(testNode),
    type: { kind: 'boolean' },
  }
}
