/** Two effective policies side by side: what one has and the other has not, and what says something else. */
import type { Text } from '../ir.ts'
import type { EffectivePolicy } from '../model.ts'
import type { ExplainedItem } from './explain-policy.ts'
import { explainPolicy } from './explain-policy.ts'

/** What of an item differs; `content` is a part of an item that is data for the modules. */
export type Aspect = 'label' | 'value' | 'rule' | 'source' | 'confirmed' | 'content'

export interface PolicyDifference {
  readonly part: string
  readonly of?: string
  readonly id: string
  readonly label: Text
  readonly kind: 'added' | 'removed' | 'changed'
  readonly aspects: readonly Aspect[]
  readonly before?: ExplainedItem
  readonly after?: ExplainedItem
}

export interface PolicyComparison {
  readonly differences: readonly PolicyDifference[]
  /** How many items are on both sides, and say the same. */
  readonly same: number
}

/** An item that another pack says in the same words, on the same clause, is the same. */
export function comparePolicies(before: EffectivePolicy, after: EffectivePolicy): PolicyComparison {
  const [old, now] = [itemsOf(before), itemsOf(after)]
  const differences: PolicyDifference[] = []
  let same = 0
  for (const [key, { item, content }] of now) {
    const other = old.get(key)
    if (!other) {
      differences.push({ ...named(item), kind: 'added', aspects: [], after: item })
      continue
    }
    const aspects = aspectsOf(other.item, item)
    if (aspects.length === 0 && content !== other.content) aspects.push('content')
    if (aspects.length === 0) same += 1
    else differences.push({ ...named(item), kind: 'changed', aspects, before: other.item, after: item })
  }
  for (const [key, { item }] of old) {
    if (!now.has(key)) differences.push({ ...named(item), kind: 'removed', aspects: [], before: item })
  }
  return { differences, same }
}

function named({ part, of, id, label }: ExplainedItem) {
  return { part, id, label, ...(of === undefined ? {} : { of }) }
}

function aspectsOf(a: ExplainedItem, b: ExplainedItem): Aspect[] {
  const differ = (x: unknown, y: unknown) => JSON.stringify(x) !== JSON.stringify(y)
  const pairs: readonly (readonly [Aspect, boolean])[] = [
    ['label', differ(a.label, b.label)],
    ['value', differ(a.value, b.value)],
    ['rule', differ(a.rules, b.rules)],
    ['source', differ([a.source.title, a.source.clause], [b.source.title, b.source.clause])],
    ['confirmed', isSure(a) !== isSure(b)],
  ]
  return pairs.filter(([, isOther]) => isOther).map(([aspect]) => aspect)
}

const isSure = ({ confirmed, source }: ExplainedItem) => confirmed && source.confirmed

function itemsOf(policy: EffectivePolicy): Map<string, { item: ExplainedItem; content: string }> {
  return new Map(
    explainPolicy(policy).items.map((item) => [
      [item.part, item.of ?? '', item.id].join('/'),
      { item, content: contentOf(policy, item) },
    ]),
  )
}

/** Of a fact its type and range, of a code list its codes, of a quota or target all that it says. */
function contentOf(policy: EffectivePolicy, { part, of = '', id }: ExplainedItem): string {
  const item =
    part === 'facts'
      ? policy.facts[of]?.[id]
      : part === 'codeLists'
        ? policy.codeLists[id]
        : policy.items[part]?.find((each) => each.id === id)
  if (item === undefined) return ''
  // Names and sources are compared by themselves; where an item comes from is no difference.
  const { label: _l, source: _s, confirmed: _c, origin: _o, ...rest } = item
  return JSON.stringify(rest, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}
