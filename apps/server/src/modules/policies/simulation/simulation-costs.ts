/** Costs of a simulation: the income gap up to a line, and entitlements whose amount or condition reads a changed figure. */
import type { SimulatedCost } from '@lika/contract'
import {
  amountOf,
  type CriteriaSet,
  type EffectivePolicy,
  formatDecimal,
  isEntangled,
  type Movable,
  type Node,
  shortfallsOf,
  testText,
} from '@lika/policy'
import type { CountedRow } from './simulation.sql.ts'
import type { SimulatedArea } from './simulation.ts'

/** A cost as it is worked out in the query: nodes give an amount, scaled, for a household or for each of its persons. */
export interface PlannedCost {
  readonly told: Omit<SimulatedCost, 'before' | 'after'>
  readonly scale: number
  readonly perPerson: boolean
  readonly before?: Node
  readonly after?: Node
}

export function plannedCosts(input: {
  readonly policy: EffectivePolicy
  readonly changed: EffectivePolicy
  readonly set: CriteriaSet
  readonly changedSet: CriteriaSet
  readonly moved: readonly Movable[]
}): PlannedCost[] {
  const { policy, changed, set, changedSet, moved } = input
  const ids = new Set(moved.map(({ parameter }) => parameter.id))
  const [gaps, changedGaps] = [shortfallsOf(set, ids), shortfallsOf(changedSet, ids)]
  return [
    ...gaps.map((gap, index): PlannedCost => {
      const parameter = policy.parameters[gap.parameter]!
      const measured = (policy.derived.household?.[gap.measured] ?? policy.facts.household?.[gap.measured])!
      return {
        told: {
          kind: 'gap',
          id: `gap.${gap.parameter}`,
          label: {
            zh: `补差：补到${parameter.label.zh}`,
            en: `Gap: what is lacking up to ${parameter.label.en}`,
          },
          formula: gapFormula(parameter.label, measured.label, gap.perPerson),
          period: 'year',
          source: parameter.source,
          confirmed: parameter.confirmed && measured.confirmed,
        },
        scale: gap.lacking.type.kind === 'number' ? gap.lacking.type.scale : 2,
        perPerson: gap.perPerson,
        before: gap.lacking,
        ...(changedGaps[index] ? { after: changedGaps[index].lacking } : {}),
      }
    }),
    ...entitlementCosts(policy, changed, moved),
  ]
}

interface Words {
  readonly zh: string
  readonly en: string
}

function gapFormula(line: Words, measured: Words, perPerson: boolean): Words {
  return perPerson
    ? {
        zh: `∑（${line.zh} − ${measured.zh}）× 户人口，只算${measured.zh}低于此线的户；${measured.zh}不明的户不计入`,
        en: `sum of (${line.en} − ${measured.en}) × persons over the households below the line; households whose ${measured.en} is not known are left out`,
      }
    : {
        zh: `∑（${line.zh} − ${measured.zh}），只算${measured.zh}低于此线的户；不明的户不计入`,
        en: `sum of (${line.en} − ${measured.en}) over the households below the line; those of whom it is not known are left out`,
      }
}

function entitlementCosts(
  policy: EffectivePolicy,
  changed: EffectivePolicy,
  moved: readonly Movable[],
): PlannedCost[] {
  const ids = new Set(moved.flatMap(({ entitlements }) => entitlements))
  return policy.entitlements
    .filter(({ id }) => ids.has(id))
    .map((each): PlannedCost => {
      const after = changed.entitlements.find(({ id }) => id === each.id)!
      const amount = amountOf(each)
      const place = { file: '', line: 1, column: 1, item: each.id }
      const words = (node: Node) => testText({ text: '', node, place }, policy)
      const [sum, when] = [words(each.amount), each.when ? words(each.when) : undefined]
      return {
        told: {
          kind: 'entitlement',
          id: each.id,
          label: each.label,
          formula: when
            ? { zh: `凡${when.zh}：${sum.zh}`, en: `where ${when.en}: ${sum.en}` }
            : { zh: sum.zh, en: sum.en },
          period: each.period,
          source: each.source,
          confirmed: each.confirmed,
        },
        scale: amount.type.kind === 'number' ? amount.type.scale : 2,
        perPerson: false,
        // One that shuts out another, or is shut out, is not the sum of its amounts alone.
        ...(isEntangled(each, policy) ? {} : { before: amount, after: amountOf(after) }),
      }
    })
}

type Cost = SimulatedCost & { readonly scale: number }

export function costsOf({ costs }: SimulatedArea, rows: readonly CountedRow[]): Cost[] {
  return costs.map(({ told, scale, before, after }, index) => ({
    ...told,
    scale,
    ...(before ? { before: amountIn(rows, `c${index}b`, scale) } : {}),
    ...(after ? { after: amountIn(rows, `c${index}a`, scale) } : {}),
  }))
}

type Amount = NonNullable<SimulatedCost['before']>

function amountIn(rows: readonly CountedRow[], column: string, scale: number): Amount {
  let [sum, subjects, persons, unknown] = [0n, 0, 0, 0]
  for (const row of rows) {
    const figures = row.costs[column]
    if (!figures) continue
    sum += BigInt(figures[0])
    subjects += figures[1]
    persons += figures[2]
    unknown += figures[3]
  }
  return { amount: formatDecimal(sum, scale), subjects, persons, unknown }
}

/** The same cost in several parts of a region is one cost. */
export function addCosts(parts: readonly (readonly Cost[])[]): SimulatedCost[] {
  const byId = Map.groupBy(parts.flat(), ({ id }) => id)
  return [...byId.values()].map((same) => {
    const { scale, before, after, ...told } = same[0]!
    const both = (pick: (cost: Cost) => Amount | undefined) =>
      same.map(pick).reduce((a, b) => (a && b ? added(a, b, scale) : undefined))
    const [b, a] = [both((each) => each.before), both((each) => each.after)]
    return { ...told, ...(b ? { before: b } : {}), ...(a ? { after: a } : {}) }
  })
}

function added(a: Amount, b: Amount, scale: number): Amount {
  const fen = (text: string) => BigInt(text.replace('.', ''))
  return {
    amount: formatDecimal(fen(a.amount) + fen(b.amount), scale),
    subjects: a.subjects + b.subjects,
    persons: a.persons + b.persons,
    unknown: a.unknown + b.unknown,
  }
}

/** The gap of a part of the region: of the first line that was moved. */
export function gapOf(
  areas: readonly SimulatedArea[],
  rows: readonly CountedRow[],
): { before: string; after: string } | undefined {
  const index = areas[0]!.costs.findIndex(({ told }) => told.kind === 'gap')
  const cost = areas[0]!.costs[index]
  if (!cost?.after) return undefined
  return {
    before: amountIn(rows, `c${index}b`, cost.scale).amount,
    after: amountIn(rows, `c${index}a`, cost.scale).amount,
  }
}
