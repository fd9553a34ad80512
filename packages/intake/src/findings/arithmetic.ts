/** Sums and products that do not come out. */
import type { Relation } from '../relations/relation.ts'
import { rangeOf } from '../relations/relation.ts'
import type { Finding, Rule } from './finding.ts'

export function arithmeticFindings(relations: readonly Relation[]): Finding[] {
  return relations.filter(({ holds }) => !holds).map(findingOf)
}

function findingOf(relation: Relation): Finding {
  const { kind, result, working } = relation
  const computed = relation.computed.toFixed()
  const stated = result.value!
  const isShort = kind === 'parts' && relation.computed.lt(stated)
  return {
    // Parts that do not reach the whole may leave something out on purpose.
    grade: isShort ? 'warning' : 'error',
    rule: ruleOf(kind),
    stated,
    computed,
    message: {
      zh: `${working} = ${computed}，文中为 ${stated}（${result.unit}），相差 ${difference(relation)}。`,
      en: `${working} = ${computed}, but the document says ${stated} (${result.unit}): a difference of ${difference(relation)}.`,
    },
    ranges: rangeOf(relation),
  }
}

function ruleOf(kind: Relation['kind']): Rule {
  return kind === 'share' ? 'percentage' : kind
}

function difference({ computed, result }: Relation): string {
  return computed.minus(result.value!).abs().toFixed()
}

/** Measures that reach the same persons add up to more than there are: told once a document, with every place. */
export function overlapFindings(relations: readonly Relation[]): Finding[] {
  const [first] = relations
  if (!first) return []
  const each = relations.map(
    ({ working, computed, result }) => `${working} = ${computed.toFixed()} > ${result.value}`,
  )
  return [
    {
      grade: 'warning',
      rule: 'overlap',
      stated: first.result.value!,
      computed: first.computed.toFixed(),
      message: {
        zh: `各项措施覆盖人数之和超过总数（${each.join('；')}）；同一对象享受多项措施时属正常，请说明口径。`,
        en: `The measures together reach more than the whole (${each.join('; ')}): right only where the same people get several.`,
      },
      ranges: relations.flatMap(rangeOf),
    },
  ]
}
