/**
 * Indicators are judged like criteria, under a set of their own: so they are kept live, counted as verdicts are, and the
 * rows behind a figure are those with the outcome *met*. An amount is behind those for which it is not zero.
 */
import type { CriteriaSet, EffectivePolicy, Indicator, Node } from '@lika/policy'

export const INDICATOR_SETS = { household: 'indicators-household', village: 'indicators-village' } as const

export function isIndicatorSet(id: string): boolean {
  return id === INDICATOR_SETS.household || id === INDICATOR_SETS.village
}

/** Whether an indicator counts subjects; the others add up an amount. */
export function isCount(indicator: Indicator): boolean {
  return indicator.sum === undefined && indicator.where !== undefined
}

/** The policy with its indicators as sets. */
export function withIndicatorSets(policy: EffectivePolicy): EffectivePolicy {
  const sets = { ...policy.sets }
  for (const subject of ['household', 'village'] as const) {
    const own = policy.indicators.filter((indicator) => indicator.subject === subject)
    if (own.length > 0) sets[INDICATOR_SETS[subject]] = setOf(subject, own)
  }
  return { ...policy, sets }
}

const boolean = { kind: 'boolean' } as const

/** Whether a subject is one of those that make up the figure. */
function isBehind({ where, sum }: Indicator): Node {
  const parts: Node[] = where ? [where] : []
  if (sum)
    parts.push({
      op: 'compare',
      type: boolean,
      cmp: '>',
      left: sum,
      right: { op: 'constant', type: sum.type, value: 0n },
    })
  return parts.length === 1 ? parts[0]! : { op: 'and', type: boolean, parts }
}

function setOf(subject: 'household' | 'village', indicators: readonly Indicator[]): CriteriaSet {
  const origins = new Map(indicators.map(({ origin }) => [origin.digest, origin]))
  return {
    id: INDICATOR_SETS[subject],
    pack: INDICATOR_SETS[subject],
    title: { zh: '指标', en: 'Indicators' },
    subject,
    criteria: indicators.map((indicator) => ({
      ...indicator,
      test: {
        text: indicator.id,
        node: isBehind(indicator),
        place: { file: indicator.origin.pack, line: 1, column: 1, item: `indicators.${indicator.id}` },
      },
      severity: 'error',
      legalReview: false,
      assume: [],
    })),
    verdict: { fold: 'any', parts: indicators.map((_, criterion) => ({ criterion })) },
    origin: indicators[0]!.origin,
    chain: [...origins.values()],
    untranslated: [],
  }
}
