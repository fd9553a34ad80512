/** What the tests of a pack have never seen: outcomes of criteria, and either side of thresholds. */
import { formatDecimal, parseDay } from '../expression/index.ts'
import type { Outcome } from '../ir.ts'
import { compileSet, compileTest } from '../judge/index.ts'
import type { CriteriaSet, Criterion, Problem, Test } from '../model.ts'
import type { LoadedPack, Packs } from './packs.ts'
import { headPlace } from './structure.ts'
import type { ReadyCase } from './test-case.ts'
import { isAt, thresholdsOf } from './thresholds.ts'

type Leaf = Extract<Test, { readonly text: string }>

/** The cases of one version of a pack that reach its set, with the criteria that this version has written. */
export interface Covered {
  readonly version: LoadedPack
  readonly set: CriteriaSet
  readonly own: readonly Criterion[]
  readonly cases: readonly (ReadyCase & { readonly set: CriteriaSet })[]
}

export function coveredVersions(packs: Packs, name: string, cases: readonly ReadyCase[]): Covered[] {
  return packs.list
    .filter((each) => each.content.pack === name && each.content.criteria)
    .flatMap((version) => {
      const reaching = cases.filter(
        (each): each is Covered['cases'][number] => each.version === version && each.set !== undefined,
      )
      const [first] = reaching
      if (!first) return []
      const own = first.set.criteria.filter((each) => each.origin === version.ref)
      return [{ version, set: first.set, own, cases: reaching }]
    })
}

/** The lines of a criterion that this version wrote itself: what it tightens was tested by the pack above. */
export function ownLeaves(test: Test, version: LoadedPack): readonly Leaf[] {
  return leavesOf(test).filter((each) => each.place.file === version.path)
}

export function leavesOf(test: Test): readonly Leaf[] {
  return 'parts' in test ? test.parts.flatMap(leavesOf) : [test]
}

export function coverageProblems(packs: Packs, name: string, cases: readonly ReadyCase[]): Problem[] {
  const covered = coveredVersions(packs, name, cases)
  const versions = packs.list.filter((each) => each.content.pack === name && each.content.criteria)
  const untested = versions
    .filter((version) => !covered.some((each) => each.version === version))
    .map((version): Problem => {
      const text = version.content.version
      const message = {
        zh: `版本 ${text} 的标准没有测试`,
        en: `no test reaches the criteria of version ${text}`,
      }
      return { ...headPlace(version, 'criteria'), code: 'coverage.none', message }
    })
  return [...untested, ...covered.flatMap((each) => [...outcomeProblems(each), ...thresholdProblems(each)])]
}

function outcomeProblems({ set, own, cases }: Covered): Problem[] {
  const seen = new Map(own.map((each) => [each.id, new Set<Outcome>()]))
  for (const each of cases) {
    for (const { id, outcome } of compileSet(each.set)(each.subject, each.spec.date).criteria)
      seen.get(id)?.add(outcome)
  }
  return own.flatMap((criterion) => {
    const place = leavesOf(criterion.test).at(-1)!.place
    // With an assumption in place of what is unknown, a criterion may never be undetermined.
    const wanted = (['met', 'unmet', 'undetermined'] as const).slice(0, criterion.assume.length > 0 ? 2 : 3)
    const missing = wanted.filter((each) => !seen.get(criterion.id)!.has(each))
    return missing.map((outcome): Problem => {
      const zh = `没有测试见过标准 ${criterion.id} 为 ${outcome}`
      const en = `no test has seen ${criterion.id} ${outcome}`
      return { ...place, item: `${set.id}.${criterion.id}`, code: 'coverage.outcome', message: { zh, en } }
    })
  })
}

const sides = [
  { steps: -1n, zh: '低一个单位', en: 'one unit below' },
  { steps: 0n, zh: '恰好', en: 'exactly at' },
  { steps: 1n, zh: '高一个单位', en: 'one unit above' },
] as const

/**
 * For every comparison with a figure of the policy, some case has the left value at the right one, one unit below
 * and one above. The unit is the smallest step of what is measured (one fen, one minute, one person, one whole
 * year of age, one day); a side that the declared ranges exclude is not asked for.
 */
function thresholdProblems({ set, own, cases, version }: Covered): Problem[] {
  return own.flatMap((criterion) =>
    ownLeaves(criterion.test, version).flatMap((leaf) => {
      // The same place in another case may hold another figure: a threshold is found by its position.
      const positions = thresholdsOf(leaf.node).length
      return Array.from({ length: positions }, (_, position) => position).flatMap((position) =>
        sides.flatMap(({ steps, zh, en }): Problem[] => {
          const shown = thresholdsOf(leaf.node)[position]!
          if ((steps < 0n && !shown.hasBelow) || (steps > 0n && !shown.hasAbove)) return []
          const isSeen = cases.some((each) => {
            const node = nodeAt(each.set, criterion.id, leaf)
            const threshold = node && thresholdsOf(node)[position]
            return (
              threshold && compileTest(isAt(threshold, steps))(each.subject, parseDay(each.spec.date)!) === 2
            )
          })
          if (isSeen) return []
          const figure = figureText(shown)
          const message = {
            zh: `没有测试在界限${figure}${zh}（第 ${position + 1} 处比较）`,
            en: `no test ${en} the threshold${figure} (comparison ${position + 1})`,
          }
          return [{ ...leaf.place, item: `${set.id}.${criterion.id}`, code: 'coverage.threshold', message }]
        }),
      )
    }),
  )
}

/** The same line of a criterion in the policy of another case, whose parameters may have other values. */
function nodeAt(set: CriteriaSet, id: string, leaf: Leaf) {
  const criterion = set.criteria.find((each) => each.id === id)
  return criterion && leavesOf(criterion.test).find((each) => each.place === leaf.place)?.node
}

function figureText({ compare: { right, left } }: ReturnType<typeof thresholdsOf>[number]): string {
  const figure = [right, left].find((each) => each.op === 'parameter' || each.op === 'constant')
  if (figure?.op === 'parameter') return ` ${figure.id}${figure.field ? `.${figure.field}` : ''}`
  if (figure?.op !== 'constant' || typeof figure.value !== 'bigint' || figure.type.kind !== 'number')
    return ''
  return ` ${formatDecimal(figure.value, figure.type.scale)}`
}
