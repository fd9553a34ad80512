/** Quantifiers over a subject's lists, as closures. */
import type { ListRef, Node, Truth } from '../ir.ts'
import type { Subject } from '../model.ts'
import type { Compilers, Frame, NumberOf, Run, TruthOf } from './frame.ts'
import { elementFrame, factReader, slotOf } from './frame.ts'

type TruthList = Extract<Node, { op: 'every' | 'some' | 'share' }>
type NumberList = Extract<Node, { op: 'count' | 'sum' | 'minOf' | 'maxOf' }>

const NONE: readonly Subject[] = []

function elementsOf(list: ListRef, frame: Frame): (run: Run) => readonly Subject[] {
  const slot = slotOf(frame, list.owner)
  const name = list.list
  return (run) => run.slots[slot]!.lists?.[name] ?? NONE
}

/** No rows mean that there is nobody only where the list is declared complete: "no rows" is not "not surveyed". */
export function declaredComplete(list: ListRef, frame: Frame): (run: Run) => boolean {
  if (list.complete === undefined) return () => false
  const read = factReader(frame, list.owner, list.complete)
  return (run) => read(run) === true
}

export function listTruth(node: TruthList, frame: Frame, compile: Compilers): TruthOf {
  const elements = elementsOf(node.list, frame)
  const complete = declaredComplete(node.list, frame)
  const inner = elementFrame(frame, node.list)
  const slot = frame.next
  const where = node.where && compile.truth(node.where, inner)
  const satisfies = compile.truth(node.satisfies, inner)
  if (node.op === 'share') return share(node, elements, complete, slot, where ?? (() => 2), satisfies)
  // `every` folds "not p or q" with and, `some` folds "p and q" with or; one element can decide.
  const every = node.op === 'every'
  const stop = every ? 0 : 2
  const neutral = every ? 2 : 0
  return (run) => {
    const all = elements(run)
    if (all.length === 0) return complete(run) ? neutral : 1
    let result: Truth = neutral
    for (const element of all) {
      run.slots[slot] = element
      const chosen = where === undefined ? 2 : where(run)
      if (chosen === 0) continue
      const truth = satisfies(run)
      if (truth === neutral) continue
      if (truth === stop && chosen === 2) return stop
      result = 1
    }
    return result
  }
}

/**
 * Each element that counts adds `whole - percent` when it satisfies and `-percent` when not; the share is reached
 * when the sum is at least 0. The unknown ones give a least and a greatest sum: when both say the same, it is known.
 */
function share(
  node: Extract<Node, { op: 'share' }>,
  elements: (run: Run) => readonly Subject[],
  complete: (run: Run) => boolean,
  slot: number,
  where: TruthOf,
  satisfies: TruthOf,
): TruthOf {
  const { gain, loss } = shareWeights(node)
  const atLeast = node.bound === 'atLeast'
  return (run) => {
    const all = elements(run)
    if (all.length === 0) return complete(run) ? 2 : 1
    let low = 0
    let high = 0
    for (const element of all) {
      run.slots[slot] = element
      const chosen = where(run)
      if (chosen === 0) continue
      const truth = satisfies(run)
      low += truth === 2 ? (chosen === 2 ? gain : 0) : -loss
      high += truth === 0 ? (chosen === 2 ? -loss : 0) : gain
    }
    if (atLeast) return low >= 0 ? 2 : high < 0 ? 0 : 1
    return high <= 0 ? 2 : low > 0 ? 0 : 1
  }
}

/** What an element that satisfies adds, and what one that does not takes away. */
export function shareWeights(node: Extract<Node, { op: 'share' }>): { gain: number; loss: number } {
  const { percent } = node
  if ((percent.op !== 'constant' && percent.op !== 'parameter') || percent.type.kind !== 'number')
    throw new Error('a share has a constant percentage')
  const loss = Number(percent.value)
  return { gain: 100 * 10 ** percent.type.scale - loss, loss }
}

export function listNumber(node: NumberList, frame: Frame, compile: Compilers): NumberOf {
  const elements = elementsOf(node.list, frame)
  const complete = declaredComplete(node.list, frame)
  const inner = elementFrame(frame, node.list)
  const slot = frame.next
  const where = node.where && compile.truth(node.where, inner)
  if (node.op === 'count' && !where)
    return (run) => {
      const { length } = elements(run)
      return length > 0 || complete(run) ? length : Number.NaN
    }
  const value: NumberOf = node.op === 'count' ? () => 1 : compile.number(node.of, inner)
  const fold =
    node.op === 'minOf' ? Math.min : node.op === 'maxOf' ? Math.max : (a: number, b: number) => a + b
  const start =
    node.op === 'minOf' ? Number.POSITIVE_INFINITY : node.op === 'maxOf' ? Number.NEGATIVE_INFINITY : 0
  return (run) => {
    const all = elements(run)
    if (all.length === 0 && !complete(run)) return Number.NaN
    let result = start
    for (const element of all) {
      run.slots[slot] = element
      const chosen = where === undefined ? 2 : where(run)
      if (chosen === 0) continue
      if (chosen === 1) return Number.NaN
      result = fold(result, value(run))
    }
    // The least of nobody is no number.
    return Number.isFinite(result) ? result : Number.NaN
  }
}
