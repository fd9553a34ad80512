/** One item of a policy: its expressions as they are written, what it reads, and what reads it. */
import { parts } from '../expression/index.ts'
import type { Node, Text } from '../ir.ts'
import type { EffectivePolicy, Test } from '../model.ts'
import { nodesOf } from './chain.ts'
import type { ExplainedItem } from './explain-policy.ts'
import { explainPolicy } from './explain-policy.ts'
import { isPerElement, listOfNode, ownerKind } from './nodes.ts'

export interface ItemName {
  readonly part: string
  readonly of?: string
  readonly id: string
}
export type NamedItem = ItemName & { readonly label: Text }

export interface ItemDetails {
  readonly item: ExplainedItem
  /** As they stand in the pack, one for each line of the rule. */
  readonly expressions: readonly { readonly label?: Text; readonly depth: number; readonly text: string }[]
  readonly reads: readonly NamedItem[]
  readonly usedBy: readonly NamedItem[]
}

export function findItem(policy: EffectivePolicy, name: ItemName): ExplainedItem | undefined {
  return explainPolicy(policy).items.find(
    ({ part, of, id }) => part === name.part && id === name.id && (name.of === undefined || of === name.of),
  )
}

export function itemDetails(policy: EffectivePolicy, name: ItemName): ItemDetails | undefined {
  const items = new Map(explainPolicy(policy).items.map((item) => [keyOf(item), item]))
  const item = findItem(policy, name)
  if (!item) return undefined
  const rules = rulesOf(policy)
  const own = rules.find((each) => keyOf(each) === keyOf(item))
  const namesOf = (keys: Iterable<string>): NamedItem[] =>
    [...keys].flatMap((key) => {
      const found = items.get(key)
      return found ? [{ ...nameOf(found), label: found.label }] : []
    })
  const used = rules.filter(({ reads }) => reads.has(keyOf(item))).map(keyOf)
  return {
    item,
    expressions: own?.expressions ?? [],
    reads: namesOf(own?.reads ?? []),
    usedBy: namesOf([...used, ...factsOfCodeList(policy, item)]),
  }
}

const keyOf = ({ part, of, id }: ItemName) => `${part}/${of ?? ''}/${id}`
const nameOf = ({ part, of, id }: ItemName): ItemName => ({ part, id, ...(of === undefined ? {} : { of }) })

function factsOfCodeList(policy: EffectivePolicy, { part, id }: ExplainedItem): string[] {
  if (part !== 'codeLists') return []
  return Object.entries(policy.facts).flatMap(([kind, facts]) =>
    Object.values(facts)
      .filter(({ codes }) => codes === id)
      .map((fact) => keyOf({ part: 'facts', of: kind, id: fact.id })),
  )
}

interface Rule extends ItemName {
  readonly expressions: ItemDetails['expressions']
  readonly reads: ReadonlySet<string>
}

function rulesOf(policy: EffectivePolicy): Rule[] {
  const rule = (name: ItemName, kind: string, nodes: readonly Node[], expressions: Rule['expressions']) => ({
    ...name,
    expressions,
    reads: readsOf(nodes, kind, policy),
  })
  return [
    ...Object.values(policy.sets).flatMap((set) =>
      set.criteria.map((each) =>
        rule(
          { part: 'criteria', of: set.id, id: each.id },
          set.subject,
          nodesOf(each.test),
          linesOf(each.test, 0),
        ),
      ),
    ),
    ...Object.entries(policy.derived).flatMap(([kind, formulas]) =>
      Object.values(formulas).map(({ id, node, formula }) =>
        rule({ part: 'derived', of: kind, id }, kind, [node], [{ depth: 0, text: formula }]),
      ),
    ),
    ...policy.entitlements.map(({ id, subject, when, amount, cap, texts }) =>
      rule(
        { part: 'entitlements', of: subject, id },
        subject,
        [when, amount, cap].filter((each) => each !== undefined),
        [
          ...(texts.when ? [{ label: { zh: '条件', en: 'when' }, depth: 0, text: texts.when }] : []),
          { label: { zh: '金额', en: 'amount' }, depth: 0, text: texts.amount },
          ...(texts.cap ? [{ label: { zh: '上限', en: 'at most' }, depth: 0, text: texts.cap }] : []),
        ],
      ),
    ),
    ...policy.indicators.map(({ id, subject, where, sum }) =>
      rule(
        { part: 'indicators', of: subject, id },
        subject,
        [where, sum].filter((each) => each !== undefined),
        [],
      ),
    ),
  ]
}

function linesOf(test: Test, depth: number): ItemDetails['expressions'] {
  const label = test.label ? { label: test.label } : {}
  if ('node' in test) return [{ ...label, depth, text: test.text }]
  return [
    { ...label, depth, text: `${test.fold}:` },
    ...test.parts.flatMap((part) => linesOf(part, depth + 1)),
  ]
}

/** What nodes name themselves: a formula is one thing that is read, and what it reads is its own. */
function readsOf(nodes: readonly Node[], kind: string, policy: EffectivePolicy): Set<string> {
  const found = new Set<string>()
  const visit = (node: Node, elements: readonly string[]): void => {
    if (node.op === 'parameter' || node.op === 'table') found.add(keyOf({ part: 'parameters', id: node.id }))
    if (node.op === 'fact') found.add(keyOf({ part: 'facts', of: node.subject, id: node.fact }))
    if (node.op === 'derived') {
      found.add(keyOf({ part: 'derived', of: ownerKind(node.owner, kind, elements), id: node.id }))
      return
    }
    if (node.op === 'verdict') {
      for (const each of policy.sets[node.set]?.criteria ?? [])
        if (node.criterion === undefined || each.id === node.criterion)
          found.add(keyOf({ part: 'criteria', of: node.set, id: each.id }))
    }
    const list = listOfNode(node)
    for (const part of parts(node))
      visit(part, list && isPerElement(node, part) ? [...elements, list.of] : elements)
  }
  for (const node of nodes) visit(node, [])
  return found
}
