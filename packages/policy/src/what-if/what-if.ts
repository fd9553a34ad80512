/**
 * What would change a verdict: for each criterion that is not met the smallest sets of facts that would make it met,
 * for each that is met the fact that is nearest to unmaking it. Every answer has been judged before it is given.
 */
import { parseDay } from '../expression/calendar.ts'
import { MET, type Outcome, type Truth, UNMET } from '../ir.ts'
import { foldVerdict, outcomeOf, testNode } from '../judge/codes.ts'
import { compileSet, criterionFrame, type JudgeSet } from '../judge/set.ts'
import type { CriteriaSet, Day, Subject, VerdictNode } from '../model.ts'
import { type Change, type Known, keyOf, type Option, type Proposal, withChanges } from './changes.ts'
import { effectsOf, formulasOf } from './effects.ts'
import { firstThat } from './numbers.ts'
import { type Scene, type Search, truthIn, type Wanted, type World } from './scene.ts'
import { cheapest, oneOf, solve, together } from './solve.ts'

/** A known number with which a criterion that is met would no longer be. */
export interface Margin {
  readonly change: Change
  /** How far the fact is from there, as a share of its value. */
  readonly distance: number
}

export interface CriterionWhatIf {
  readonly id: string
  readonly outcome: Outcome
  /** Empty when it is met, and when no change of recorded facts would do. */
  readonly proposals: readonly Proposal[]
  /** The nearest first. Empty when it is not met. */
  readonly margins: readonly Margin[]
}

export interface WhatIf {
  readonly set: string
  readonly outcome: Outcome
  /** What would make the verdict as a whole met. */
  readonly overall: readonly Proposal[]
  readonly criteria: readonly CriterionWhatIf[]
}

const SHOWN = 4
/** Judgements of a rule or a part of one, for each criterion and for the whole: some milliseconds. */
const BUDGET = 4_000

const judges = new WeakMap<CriteriaSet, JudgeSet>()

function judgeOf(set: CriteriaSet): JudgeSet {
  const known = judges.get(set) ?? compileSet(set)
  judges.set(set, known)
  return known
}

/** For one subject, whose facts are taken as given (those that are too old left out), on a day. */
export function whatWouldChange(set: CriteriaSet, subject: Subject, asOf: Day, world: World): WhatIf {
  const judge = judgeOf(set)
  const verdict = judge(subject, asOf)
  const day = parseDay(asOf)!
  const search = (): Search => ({ world, asOf: day, left: BUDGET })
  const scenes = set.criteria.map(
    (criterion): Scene => ({ frame: criterionFrame(criterion, set.subject), at: [[]] }),
  )
  const tests = set.criteria.map(({ test }) => testNode(test))
  const proposalOf = (changes: Option, rules: typeof tests): Proposal => ({
    changes,
    effects: effectsOf(rules.flatMap(formulasOf), subject, withChanges(subject, changes), asOf),
  })
  const criteria = set.criteria.map(({ id }, index): CriterionWhatIf => {
    const { outcome } = verdict.criteria[index]!
    const truth = (changed: Subject) => truthIn(search(), tests[index]!, scenes[index]!, changed)
    const is = (wanted: Truth): Judged => ({
      holds: (changed) => truth(changed) === wanted,
      confirm: (changed) => judge(changed, asOf).criteria[index]!.outcome === outcomeOf(wanted),
    })
    const ways = (want: Wanted) => solve(search(), tests[index]!, want, scenes[index]!, subject)
    if (outcome === 'met')
      return { id, outcome, proposals: [], margins: marginsOf(ways(UNMET), subject, is(UNMET)) }
    const found = proven(ways(MET), subject, is(MET), world)
    return { id, outcome, proposals: found.map((each) => proposalOf(each, [tests[index]!])), margins: [] }
  })
  const whole = search()
  const overall =
    verdict.outcome === 'met'
      ? []
      : proven(
          solveVerdict(set.verdict, MET, (index, want, changed) =>
            solve(whole, tests[index]!, want, scenes[index]!, changed),
          )(subject),
          subject,
          {
            holds: (changed) =>
              foldVerdict(
                set.verdict,
                tests.map((test, index) => truthIn(search(), test, scenes[index]!, changed)),
              ) === MET,
            confirm: (changed) => judge(changed, asOf).outcome === 'met',
          },
          world,
        ).map((each) => proposalOf(each, tests))
  return { set: set.id, outcome: verdict.outcome, overall, criteria }
}

type SolveCriterion = (index: number, want: Wanted, subject: Subject) => readonly Option[]

/** The verdict over the criteria, as a rule over rules. */
function solveVerdict(
  node: VerdictNode,
  want: Wanted,
  criterion: SolveCriterion,
): (subject: Subject) => readonly Option[] {
  if ('criterion' in node) return (subject) => criterion(node.criterion, want, subject)
  if ('not' in node) return solveVerdict(node.not, (2 - want) as Wanted, criterion)
  const parts = node.parts.map((part) => solveVerdict(part, want, criterion))
  const every = (node.fold === 'all') === (want === MET)
  return (subject) => (every ? together(parts, subject) : oneOf(parts, subject))
}

interface Judged {
  /** Asked often, so without the reasons that a whole verdict comes with. */
  readonly holds: (changed: Subject) => boolean
  /** The judge itself, which has the last word on what is shown. */
  readonly confirm: (changed: Subject) => boolean
}
type Holds = Judged['holds']

/** Those that hold when they are judged, without what they do not need; none that asks more than another does. */
function proven(
  options: readonly Option[],
  subject: Subject,
  { holds, confirm }: Judged,
  world: World,
): readonly Option[] {
  const sound = options
    .filter((option) => option.length > 0 && holds(withChanges(subject, option)))
    .map((option) => tightened(needed(option, subject, holds), subject, holds, world))
    .map((option) => provenParts(option, subject, holds))
  const distinct = cheapest(sound, sound.length)
  return distinct
    .filter((option) => !distinct.some((other) => other.length < option.length && isPart(other, option)))
    .filter((option) => confirm(withChanges(subject, option)))
    .slice(0, SHOWN)
}

const isPart = (less: Option, more: Option): boolean => {
  const keys = new Set(more.map(keyOf))
  return less.every((change) => keys.has(keyOf(change)))
}

/** What is left when whatever can go has gone; a rule may let go of one only after another. */
function needed(option: Option, subject: Subject, holds: Holds): Option {
  const spare = option.find((change) => {
    const without = option.filter((each) => each !== change)
    return without.length > 0 && holds(withChanges(subject, without))
  })
  return spare
    ? needed(
        option.filter((each) => each !== spare),
        subject,
        holds,
      )
    : option
}

/** Bounds that the rule as a whole asks for: a part of it may have asked for more. */
function tightened(option: Option, subject: Subject, holds: Holds, world: World): Option {
  return option.map((change) => {
    const { need, kind, fact, from } = change
    if (need.is !== 'atLeast' && need.is !== 'atMost') return change
    const others = option.filter((each) => each !== change)
    const does = (to: Known) => holds(withChanges(subject, [...others, { ...change, to }]))
    const step = need.is === 'atLeast' ? 1 : -1
    if (!does(need.value - step)) return change
    const range = world.facts[kind]?.[fact]?.range
    const start =
      typeof from === 'number' ? from : range && Number(need.is === 'atLeast' ? range.min : range.max)
    // It turns more than once: the value is one that will do.
    if (start === undefined || does(start)) return { ...change, need: { is: 'such' } }
    const value =
      step * firstThat((each) => does(step * (each as number)), step * start, step * need.value) + 0
    return { ...change, need: { is: need.is, value }, to: value, instead: [] }
  })
}

/** The other values and the other facts that a change names hold as well, or are not named. */
function provenParts(option: Option, subject: Subject, holds: Holds): Option {
  return option.map((change) => {
    const others = option.filter((each) => each !== change)
    const does = (one: Pick<Change, 'where' | 'fact' | 'to'>) => holds(withChanges(subject, [...others, one]))
    const instead = change.instead.filter(does)
    if (change.need.is !== 'oneOf') return { ...change, instead }
    const codes = change.need.codes.filter((to) => does({ ...change, to }))
    return { ...change, instead, need: { is: 'oneOf', codes } }
  })
}

function marginsOf(
  options: readonly Option[],
  subject: Subject,
  { holds, confirm }: Judged,
): readonly Margin[] {
  return options
    .flatMap((option): Margin[] => {
      const [change] = option
      if (option.length !== 1 || !change || typeof change.from !== 'number' || typeof change.to !== 'number')
        return []
      if (!confirm(withChanges(subject, option))) return []
      const instead = change.instead.filter((each) => holds(withChanges(subject, [each])))
      return [
        {
          change: { ...change, instead },
          distance: Math.abs(change.to - change.from) / Math.max(Math.abs(change.from), 1),
        },
      ]
    })
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 2)
}
