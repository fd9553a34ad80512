/** Small changes to the tests of criteria; each must be noticed by a case, or the cases prove too little. */
import { parts } from '../expression/index.ts'
import type { CompareOp, Node, Text } from '../ir.ts'
import { compileSet } from '../judge/index.ts'
import type { CriteriaSet, Criterion, Problem, Test, VerdictNode } from '../model.ts'
import type { Covered } from './coverage.ts'
import { coveredVersions, leavesOf, ownLeaves } from './coverage.ts'
import type { LoadedPack, Packs } from './packs.ts'
import { headPlace } from './structure.ts'
import type { ReadyCase } from './test-case.ts'
import { verdictFailures } from './test-case.ts'
import { moved, thresholdsOf } from './thresholds.ts'

interface Mutant {
  readonly node: Node
  readonly what: Text
}

const flips: Readonly<Record<CompareOp, readonly CompareOp[]>> = {
  '=': ['!='],
  '!=': ['='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
}

export function mutationProblems(packs: Packs, name: string, cases: readonly ReadyCase[]): Problem[] {
  return coveredVersions(packs, name, cases).flatMap((covered) => [
    ...covered.own.flatMap((criterion) => criterionProblems(covered, criterion)),
    ...verdictProblems(covered),
  ])
}

function criterionProblems(covered: Covered, criterion: Criterion): Problem[] {
  const item = `${covered.set.id}.${criterion.id}`
  const folds = foldsOf(criterion.test).map((path) => ({
    change: (test: Test) => flipFold(test, path),
    what: { zh: '把 all 与 any 互换', en: 'all and any swapped' },
    place: leavesOf(criterion.test)[0]!.place,
  }))
  const lines = ownLeaves(criterion.test, covered.version).flatMap((leaf) => {
    const count = mutantsOf(leaf.node).length
    return Array.from({ length: count }, (_, index) => ({
      // A mutant is found by its number: in the policy of another case the figures may differ.
      change: (test: Test) => replaceLeaf(test, leaf.place, (node) => mutantsOf(node)[index]?.node ?? node),
      what: mutantsOf(leaf.node)[index]!.what,
      place: leaf.place,
    }))
  })
  return [...folds, ...lines].flatMap(({ change, what, place }) => {
    const mutate = (set: CriteriaSet) => ({
      ...set,
      criteria: set.criteria.map((each) =>
        each.id === criterion.id ? { ...each, test: change(each.test) } : each,
      ),
    })
    return isNoticed(covered, mutate) ? [] : [survivor(place, item, what)]
  })
}

function survivor(place: Problem | ReturnType<typeof headPlace>, item: string, what: Text): Problem {
  const { file, line, column } = place
  const zh = `${what.zh}，没有测试失败：请补充测试`
  const en = `${what.en}, and no test fails: add a case that tells the difference`
  return { file, line, column, item, code: 'mutation', message: { zh, en } }
}

function isNoticed({ cases }: Covered, mutate: (set: CriteriaSet) => CriteriaSet): boolean {
  const judges = new Map<CriteriaSet, ReturnType<typeof compileSet>>()
  return cases.some((each) => {
    let judge = judges.get(each.set)
    if (!judge) {
      judge = compileSet(mutate(each.set))
      judges.set(each.set, judge)
    }
    return verdictFailures(each, judge(each.subject, each.spec.date)).length > 0
  })
}

function verdictProblems(covered: Covered): Problem[] {
  const { set, version } = covered
  if (!writesVerdict(version) || set.criteria.length < 2) return []
  const place = version.content.verdict?.place ?? headPlace(version, 'verdict')
  return verdictMutants(set.verdict).flatMap((verdict) => {
    const what = { zh: '改动 verdict', en: 'and, or, not of the verdict changed' }
    return isNoticed(covered, (each) => ({ ...each, verdict }))
      ? []
      : [survivor(place, `${set.id}.verdict`, what)]
  })
}

function writesVerdict(version: LoadedPack): boolean {
  return version.content.verdict !== undefined || version.content.extends === undefined
}

function verdictMutants(node: VerdictNode): VerdictNode[] {
  if ('criterion' in node) return []
  if ('not' in node) return [node.not, ...verdictMutants(node.not).map((not) => ({ not }))]
  const swapped: VerdictNode = { fold: node.fold === 'all' ? 'any' : 'all', parts: node.parts }
  const deeper = node.parts.flatMap((part, index) =>
    verdictMutants(part).map((mutant) => ({ ...node, parts: node.parts.with(index, mutant) })),
  )
  return node.parts.length > 1 ? [swapped, ...deeper] : deeper
}

/** The all / any groups of a criterion, each by its path of indexes. */
function foldsOf(test: Test, path: readonly number[] = []): (readonly number[])[] {
  if (!('parts' in test)) return []
  const deeper = test.parts.flatMap((part, index) => foldsOf(part, [...path, index]))
  return test.parts.length > 1 ? [path, ...deeper] : deeper
}

function flipFold(test: Test, path: readonly number[]): Test {
  if (!('parts' in test)) return test
  const [index, ...rest] = path
  if (index === undefined) return { ...test, fold: test.fold === 'all' ? 'any' : 'all' }
  return { ...test, parts: test.parts.map((part, i) => (i === index ? flipFold(part, rest) : part)) }
}

function replaceLeaf(test: Test, place: unknown, change: (node: Node) => Node): Test {
  if ('parts' in test) return { ...test, parts: test.parts.map((part) => replaceLeaf(part, place, change)) }
  return test.place === place ? { ...test, node: change(test.node) } : test
}

/** All small changes of a tree, always in the same order. Formulas are left alone: their own tests hold them. */
function mutantsOf(node: Node): Mutant[] {
  if (node.op === 'derived') return []
  const children = parts(node)
  const deeper = children.flatMap((child) =>
    mutantsOf(child).map((mutant) => ({ ...mutant, node: replaceChild(node, child, mutant.node) })),
  )
  return [...ownMutants(node), ...deeper]
}

function ownMutants(node: Node): Mutant[] {
  switch (node.op) {
    case 'and':
    case 'or': {
      const op = node.op === 'and' ? 'or' : 'and'
      return [
        {
          node: { ...node, op },
          what: { zh: `把 ${node.op} 改成 ${op}`, en: `${node.op} changed to ${op}` },
        },
      ]
    }
    case 'every':
    case 'some': {
      const op = node.op === 'every' ? 'some' : 'every'
      return [
        {
          node: { ...node, op },
          what: { zh: `把 ${node.op} 改成 ${op}`, en: `${node.op} changed to ${op}` },
        },
      ]
    }
    case 'compare':
      return [...flipped(node), ...shifted(node)]
    default:
      return []
  }
}

function flipped(node: Extract<Node, { op: 'compare' }>): Mutant[] {
  return flips[node.cmp].map((cmp) => ({
    node: { ...node, cmp },
    what: { zh: `把 ${node.cmp} 改成 ${cmp}`, en: `${node.cmp} changed to ${cmp}` },
  }))
}

function shifted(node: Extract<Node, { op: 'compare' }>): Mutant[] {
  const [threshold] = thresholdsOf(node)
  if (threshold?.compare !== node || node.left.type.kind !== 'number') return []
  return [threshold.unit, -threshold.unit].map((by) => ({
    node: { ...node, right: moved(node.right, by) },
    what:
      by > 0n
        ? { zh: '把界限提高一个单位', en: 'threshold one unit higher' }
        : { zh: '把界限降低一个单位', en: 'threshold one unit lower' },
  }))
}

/** The same node with one child exchanged. Children are told apart as objects, wherever they stand. */
function replaceChild(node: Node, child: Node, by: Node): Node {
  let isDone = false
  const exchange = (value: unknown): unknown => {
    if (value === child && !isDone) {
      isDone = true
      return by
    }
    return Array.isArray(value) ? value.map(exchange) : value
  }
  const entries = Object.entries(node).map(([key, value]) => [key, key === 'type' ? value : exchange(value)])
  // Only one child was exchanged for a node of the same type.
  return Object.fromEntries(entries) as Node
}
