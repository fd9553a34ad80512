/** Judging a subject against a whole set. */
import { type Truth, UNDETERMINED } from '../ir.ts'
import type {
  CriteriaSet,
  Criterion,
  CriterionVerdict,
  Day,
  Subject,
  Verdict,
  VerdictNode,
} from '../model.ts'
import { compileTruth } from './closures.ts'
import { foldVerdict, outcomeOf, testNode } from './codes.ts'
import { mustBeDay } from './evaluate.ts'
import { type Assumed, type Frame, type Run, rootFrame, type TruthOf } from './frame.ts'
import { compileMissing, type Missing } from './missing.ts'

/** Judges one subject: outcomes per criterion and overall, codes, and what is missing. Facts are judged as they are given. */
export type JudgeSet = (subject: Subject, asOf: Day) => Verdict

const NONE: readonly string[] = []

/** Compiles a set to closures, once; judging is then a few hundred nanoseconds. */
export function compileSet(set: CriteriaSet): JudgeSet {
  const criteria = set.criteria.map((criterion) => compileCriterion(criterion, set.subject))
  const run: Run = { slots: [], asOf: 0 }
  const truths: Truth[] = criteria.map(() => 1)
  const day = rememberDay()
  return (subject, asOf) => {
    run.slots[0] = subject
    run.asOf = day(asOf)
    let low = 0
    let high = 0
    const verdicts: CriterionVerdict[] = []
    for (let i = 0; i < criteria.length; i++) {
      const criterion = criteria[i]!
      const truth = criterion.truth(run)
      truths[i] = truth
      if (i < 16) low |= truth << (2 * i)
      else high |= truth << (2 * (i - 16))
      verdicts.push(
        truth === UNDETERMINED ? criterion.undetermined(run) : criterion.settled[truth === 0 ? 0 : 1],
      )
    }
    const outcome = foldVerdict(set.verdict, truths)
    return {
      outcome: outcomeOf(outcome),
      criteria: verdicts,
      codes: packed(low, high),
      missing: outcome === UNDETERMINED ? missingOf(set.verdict, truths, verdicts) : NONE,
    }
  }
}

/** Two words of 32 bits as one integer. */
export function packed(low: number, high: number): bigint {
  return high === 0 ? BigInt(low >>> 0) : (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)
}

interface CompiledCriterion {
  readonly truth: TruthOf
  /** Settled verdicts are all alike, so there is one object for each. */
  readonly settled: readonly [CriterionVerdict, CriterionVerdict]
  readonly undetermined: (run: Run) => CriterionVerdict
}

function compileCriterion(criterion: Criterion, kind: string): CompiledCriterion {
  const node = testNode(criterion.test)
  const frame = criterionFrame(criterion, kind)
  let missing: Missing | undefined
  const { id } = criterion
  return {
    truth: compileTruth(node, frame),
    settled: [
      { id, outcome: 'unmet', missing: NONE },
      { id, outcome: 'met', missing: NONE },
    ],
    undetermined: (run) => {
      missing ??= compileMissing(node, frame)
      const found = new Set<string>()
      missing(run, found)
      return { id, outcome: 'undetermined', missing: [...found] }
    },
  }
}

/** The frame of a criterion, with what it may assume: a fact of its own kind, or `kind.fact`. */
export function criterionFrame(criterion: Pick<Criterion, 'assume'>, kind: string): Frame {
  return rootFrame(kind, assumptions(criterion, kind))
}

export function assumptions(criterion: Pick<Criterion, 'assume'>, kind: string): Assumed {
  return new Map(
    criterion.assume.map(({ fact, value }) => [fact.includes('.') ? fact : `${kind}.${fact}`, value]),
  )
}

/** Facts missing in the criteria that leave the overall outcome open. */
function missingOf(
  verdict: VerdictNode,
  truths: readonly Truth[],
  verdicts: readonly CriterionVerdict[],
): readonly string[] {
  const found = new Set<string>()
  const visit = (part: VerdictNode): void => {
    if (foldVerdict(part, truths) !== UNDETERMINED) return
    if ('criterion' in part) for (const name of verdicts[part.criterion]?.missing ?? NONE) found.add(name)
    else if ('not' in part) visit(part.not)
    else for (const inner of part.parts) visit(inner)
  }
  visit(verdict)
  return [...found]
}

/** Many subjects are judged on one day: its text is read once. */
export function rememberDay(): (day: Day) => number {
  let last = ''
  let days = 0
  return (day) => {
    if (day !== last) {
      days = mustBeDay(day)
      last = day
    }
    return days
  }
}
