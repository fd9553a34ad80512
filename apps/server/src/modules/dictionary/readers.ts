/** Which criteria, formulas, indicators and entitlements read a fact, directly or through a formula. */
import type { DictionaryFact } from '@lika/contract'
import { type EffectivePolicy, type Node, type Test, walk } from '@lika/policy'
import { isIndicatorSet } from '../policies/index.ts'

type Reader = DictionaryFact['readBy'][number]

/** By subject and fact: `household.waterMinutes`. */
export function readersOf(policies: readonly EffectivePolicy[]): ReadonlyMap<string, readonly Reader[]> {
  const readers = new Map<string, Map<string, Reader>>()
  for (const [reader, nodes] of policies.flatMap(readingItems)) {
    for (const node of nodes) {
      walk(node, (each) => {
        if (each.op !== 'fact') return
        const fact = `${each.subject}.${each.fact}`
        const known = readers.get(fact) ?? new Map<string, Reader>()
        known.set(`${reader.part} ${reader.of} ${reader.id}`, reader)
        readers.set(fact, known)
      })
    }
  }
  return new Map([...readers].map(([fact, known]) => [fact, [...known.values()]]))
}

function readingItems(policy: EffectivePolicy): (readonly [Reader, readonly Node[]])[] {
  const there = (nodes: readonly (Node | undefined)[]) => nodes.filter((node) => node !== undefined)
  return [
    ...Object.values(policy.sets)
      .filter(({ id }) => !isIndicatorSet(id))
      .flatMap((set) =>
        set.criteria.map(
          ({ id, label, test }) =>
            [{ part: 'criteria', of: set.id, id, label } as Reader, nodesOf(test)] as const,
        ),
      ),
    ...Object.entries(policy.derived).flatMap(([of, formulas]) =>
      Object.values(formulas).map(
        ({ id, label, node }) => [{ part: 'derived', of, id, label } as Reader, [node]] as const,
      ),
    ),
    ...policy.indicators.map(
      ({ id, label, subject, where, sum }) =>
        [{ part: 'indicators', of: subject, id, label } as Reader, there([where, sum])] as const,
    ),
    ...policy.entitlements.map(
      ({ id, label, subject, when, amount, cap }) =>
        [{ part: 'entitlements', of: subject, id, label } as Reader, there([when, amount, cap])] as const,
    ),
  ]
}

function nodesOf(test: Test): Node[] {
  return 'node' in test ? [test.node] : test.parts.flatMap(nodesOf)
}
