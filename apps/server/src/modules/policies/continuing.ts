/** What goes on for a household of a status: the continuations in force, with the amounts of their entitlements. */
import type { GoingOn } from '@lika/contract'
import {
  addMonths,
  computeEntitlements,
  type EffectivePolicy,
  formatDay,
  type PlainItem,
  parseDay,
  type Text,
} from '@lika/policy'
import type { Asked } from './explaining.ts'
import { type JudgingContext, relationsAt } from './judging.ts'
import { findHouseholdSubjects, type Runner } from './subjects.store.ts'

/** `since` is the day on which the status was given, where anybody knows it. */
export interface GoingOnAsked extends Asked {
  readonly status: string
  readonly since: string | undefined
}

export async function whatGoesOnFor(
  runner: Runner,
  context: JudgingContext,
  asked: GoingOnAsked,
): Promise<GoingOn[]> {
  const policy = context.policies.at(asked.regionCode, asked.asOf)
  const items = (policy.items.continuations ?? []).filter(
    ({ subject, status }) => subject === 'household' && status === asked.status,
  )
  if (items.length === 0) return []
  const relations = { ...relationsAt(context, policy, asked.asOf), isNow: false }
  const keys = { counties: [asked.countyCode], ids: [asked.id] }
  const [household] = (await findHouseholdSubjects(runner, relations, keys)).households
  const results = household ? computeEntitlements(policy, 'household', household.subject, asked.asOf) : []
  const amounts = new Map(results.map((result) => [result.id, result]))
  return items.map((item) => ({
    ...told(item),
    ...endOf(item, asked),
    entitlements: idsOf(item.entitlements).flatMap((id) => {
      const one = policy.entitlements.find((each) => each.id === id)
      const result = amounts.get(id)
      // An entitlement of persons is no amount of the household.
      if (one?.subject !== 'household') return []
      return [
        {
          id,
          label: one.label,
          period: one.period,
          beneficiary: one.beneficiary,
          outcome: result?.outcome ?? 'unknown',
          amount: result?.outcome === 'due' ? result.amount : null,
        },
      ]
    }),
    programmes: programmesOf(item, policy),
  }))
}

function told(item: PlainItem) {
  const { id, label, source, confirmed, origin } = item
  const { pack, version } = origin
  return {
    id,
    label,
    source,
    confirmed,
    note: (item.note as Text | undefined) ?? null,
    origin: { pack, version },
  }
}

function endOf(item: PlainItem, { since, asOf }: GoingOnAsked): Pick<GoingOn, 'until' | 'daysLeft' | 'end'> {
  if (item.ownTerm === true) return { until: null, daysLeft: null, end: 'ownTerm' }
  if (item.until === undefined && item.months === undefined)
    return { until: null, daysLeft: null, end: 'unstated' }
  if (item.until === undefined && since === undefined)
    return { until: null, daysLeft: null, end: 'sinceUnknown' }
  const last =
    item.until === undefined
      ? // Twelve months from the tenth of March end on the ninth.
        addMonths(parseDay(since!)!, Number(item.months)) - 1
      : parseDay(String(item.until))!
  return { until: formatDay(last), daysLeft: last - parseDay(asOf)!, end: 'stated' }
}

function programmesOf(item: PlainItem, policy: EffectivePolicy): GoingOn['programmes'] {
  const known = new Map((policy.items.programmes ?? []).map((each) => [each.id, each]))
  return idsOf(item.programmes).flatMap((id) => {
    const found = known.get(id)
    return found ? [{ id, label: found.label, leadUnit: (found.leadUnit as Text | undefined) ?? null }] : []
  })
}

const idsOf = (list: unknown): readonly string[] => (list as readonly string[] | undefined) ?? []
