/** Thresholds: the value of one fact at which a comparison turns, found by asking the comparison itself. */
import { FIRST_DAY, LAST_DAY } from '../expression/calendar.ts'
import type { Node } from '../ir.ts'
import type { Subject } from '../model.ts'
import { type Change, type Known, type Option, withFact } from './changes.ts'
import {
  changeOf,
  isLever,
  type Leaf,
  leavesOf,
  type Scene,
  type Search,
  truthIn,
  type Wanted,
} from './scene.ts'

type Compare = Extract<Node, { op: 'compare' }>
/** Whether the comparison comes out as wanted with a value of the fact. */
type Holds = (value: Known) => boolean

/** Facts that are all unknown at once are tried together, up to so many. */
const TOGETHER = 16

export function solveComparison(
  search: Search,
  node: Compare,
  want: Wanted,
  scene: Scene,
  root: Subject,
): readonly Option[] {
  const leaves = leavesOf(search, node, scene, root).filter(isLever)
  const unknown = leaves.filter(({ value }) => value === null)
  const isOpen = truthIn(search, node, scene, root) === 1
  // Nothing that is known settles what is not known: all that is missing has to come.
  if (isOpen && unknown.length > 1) return solveTogether(search, node, want, scene, root, unknown)
  const tried = isOpen ? unknown : leaves.filter(({ value }) => value !== null)
  const single = tried.flatMap((leaf) => {
    const holdsFor =
      (test: Node): Holds =>
      (value) =>
        truthIn(search, test, scene, withFact(root, leaf.where, leaf.fact.id, value)) === want
    return turningPoints(search, node, leaf, want, holdsFor)
  })
  return grouped(single).map((change) => [change])
}

/** The change of one fact with which the comparison turns, if there is one. */
function turningPoints(
  search: Search,
  node: Compare,
  leaf: Leaf,
  want: Wanted,
  holdsFor: (test: Node) => Holds,
): Change[] {
  const holds = holdsFor(node)
  switch (leaf.fact.type) {
    case 'boolean': {
      const to = [true, false].filter((value) => value !== leaf.value && holds(value))
      return to.map((value) => changeOf(leaf, { is: 'value', value }, value))
    }
    case 'code': {
      const list = search.world.codeLists[leaf.fact.codes ?? '']?.values ?? []
      const codes = list.map(({ code }) => code).filter((code) => holds(code))
      return codes[0] === undefined ? [] : [changeOf(leaf, { is: 'oneOf', codes }, codes[0])]
    }
    case 'codes':
    case 'text':
      return []
    default: {
      const bounds = bounded(search, leaf, holds)
      if (bounds.length > 0 || !(node.cmp === '=' && want === 2)) return bounds
      // Two numbers are equal where one stops being less than the other.
      return bounded(search, leaf, holdsFor({ ...node, cmp: '>=' }))
        .filter(({ to }) => holds(to))
        .map((change) => ({ ...change, need: { is: 'value', value: change.to } }))
    }
  }
}

function rangeOf(search: Search, { fact }: Leaf): readonly [number, number] | undefined {
  // What was seen or born lies in the past.
  if (fact.type === 'date') return [FIRST_DAY, Math.min(search.asOf, LAST_DAY)]
  return fact.range && [Number(fact.range.min), Number(fact.range.max)]
}

/** From the value on record outwards, or over the whole range when there is none: the nearest value that holds. */
function bounded(search: Search, leaf: Leaf, holds: Holds): Change[] {
  const range = rangeOf(search, leaf)
  if (!range) return []
  const [min, max] = range
  const from = typeof leaf.value === 'number' ? leaf.value : undefined
  const [low, high] = [holds(min), holds(max)]
  if (from === undefined && low && high) return [changeOf(leaf, { is: 'known' }, min)]
  const found: Change[] = []
  if (high && (from ?? min) < max) {
    const value = firstThat(holds, from ?? min, max)
    found.push(changeOf(leaf, { is: 'atLeast', value }, value))
  }
  if (low && (from ?? max) > min) {
    // Adding 0 turns -0 into 0.
    const value = -firstThat((each) => holds(-(each as number)), -(from ?? max), -min) + 0
    found.push(changeOf(leaf, { is: 'atMost', value }, value))
  }
  return found
}

/** The least value above `before`, which does not hold, that holds, as `last` does; for tests that turn once. */
export function firstThat(holds: Holds, before: number, last: number): number {
  let [no, yes] = [before, last]
  while (yes - no > 1) {
    const middle = no + Math.floor((yes - no) / 2)
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}

/** More of one is as good as more of another: they are one way, not five. */
function grouped(changes: readonly Change[]): readonly Change[] {
  const ways = new Map<string, Change[]>()
  changes.forEach((change, index) => {
    const { from, to } = change
    const isAmount = typeof from === 'number' && typeof to === 'number'
    const key = isAmount ? `${Math.abs(to - from)}` : `#${index}`
    ways.set(key, [...(ways.get(key) ?? []), change])
  })
  return [...ways.values()].map(([first, ...instead]) => ({ ...first!, instead }))
}

/** What several unknown facts would have to be: one set of values with which it comes out, to prove that it can. */
function solveTogether(
  search: Search,
  node: Compare,
  want: Wanted,
  scene: Scene,
  root: Subject,
  unknown: readonly Leaf[],
): readonly Option[] {
  if (unknown.length > TOGETHER) return []
  const choices = unknown.map((leaf) => witnesses(search, leaf))
  for (const values of trials(choices)) {
    const filled = unknown.reduce(
      (subject, leaf, i) => withFact(subject, leaf.where, leaf.fact.id, values[i]!),
      root,
    )
    if (truthIn(search, node, scene, filled) === want)
      return [unknown.map((leaf, i) => changeOf(leaf, { is: 'such' }, values[i]!))]
  }
  return []
}

/** All at one end, all at the other, one apart from the rest: enough wherever each pulls in one direction. */
function trials(choices: readonly (readonly Known[])[]): (readonly Known[])[] {
  if (choices.some((each) => each.length === 0)) return []
  const first = choices.map((each) => each[0]!)
  const last = choices.map((each) => each.at(-1)!)
  const apart = (all: readonly Known[], other: readonly Known[]) =>
    all.map((_, index) => all.map((value, i) => (i === index ? other[i]! : value)))
  return [first, last, ...apart(first, last), ...apart(last, first)]
}

/** Values at the ends of what a fact can be. */
function witnesses(search: Search, leaf: Leaf): readonly Known[] {
  const range = rangeOf(search, leaf)
  if (range) return range
  switch (leaf.fact.type) {
    case 'boolean':
      return [true, false]
    case 'codes':
      return [[]]
    case 'code':
      return (search.world.codeLists[leaf.fact.codes ?? '']?.values ?? []).slice(0, 3).map(({ code }) => code)
    default:
      return ['']
  }
}

/** Whatever is recorded is known. */
export function solveKnown(
  search: Search,
  node: Extract<Node, { op: 'known' }>,
  scene: Scene,
  root: Subject,
): readonly Option[] {
  const unknown = leavesOf(search, node.of, scene, root).filter(({ value }) => value === null)
  if (unknown.length === 0 || unknown.length > TOGETHER) return []
  const option = unknown.flatMap((leaf) => {
    const value = witnesses(search, leaf)[0]
    return value === undefined ? [] : [changeOf(leaf, { is: unknown.length === 1 ? 'known' : 'such' }, value)]
  })
  return option.length === unknown.length ? [option] : []
}
