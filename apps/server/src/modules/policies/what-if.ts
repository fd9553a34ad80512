/** What would change a household's verdicts, with ids in the place of positions and values as records hold them. */
import type { FactValue, WhatIf, WhatIfChange, WhatIfProposal } from '@lika/contract'
import {
  type EffectivePolicy,
  type FactChange,
  formatDecimal,
  formatValue,
  type Proposal,
  toJson,
  whatWouldChange,
} from '@lika/policy'
import type { Asked } from './explaining.ts'
import { isIndicatorSet } from './indicators.ts'
import { type JudgingContext, relationsAt, setsFor } from './judging.ts'
import { findHouseholdSubjects, type PlacedSubject, type Runner } from './subjects.store.ts'

export async function whatWouldChangeFor(
  runner: Runner,
  context: JudgingContext,
  asked: Asked,
): Promise<WhatIf[]> {
  const policy = context.policies.at(asked.regionCode, asked.asOf)
  const keys = { counties: [asked.countyCode], ids: [asked.id] }
  const relations = { ...relationsAt(context, policy, asked.asOf), isNow: false }
  const { households } = await findHouseholdSubjects(runner, relations, keys)
  const [household] = households
  if (!household) return []
  const telling = { policy, household }
  return setsFor(policy, 'household')
    .filter(({ id }) => !isIndicatorSet(id))
    .map((set) => {
      const whatIf = whatWouldChange(set, household.subject, asked.asOf, policy)
      return {
        set: whatIf.set,
        outcome: whatIf.outcome,
        overall: whatIf.overall.map((each) => tellProposal(telling, each)),
        criteria: whatIf.criteria.map(({ id, outcome, proposals, margins }) => ({
          id,
          outcome,
          proposals: proposals.map((each) => tellProposal(telling, each)),
          margins: margins.map(({ change, distance }) => ({
            change: tellChange(telling, change),
            percent: (Math.floor(distance * 10_000) / 100).toFixed(2),
          })),
        })),
      }
    })
}

interface Telling {
  readonly policy: EffectivePolicy
  readonly household: PlacedSubject
}

function tellProposal(telling: Telling, { changes, effects }: Proposal): WhatIfProposal {
  return {
    changes: changes.map((each) => tellChange(telling, each)),
    effects: effects.map(({ formula, type, from, to }) => {
      const text = (value: number) => formatValue(type, value, telling.policy)
      const by = signed(to - from, text(Math.abs(to - from)))
      return {
        formula,
        label: telling.policy.derived.household?.[formula]?.label ?? { zh: formula, en: formula },
        from: text(from),
        to: text(to),
        by,
      }
    }),
  }
}

const signed = (by: number, size: { zh: string; en: string }) => {
  const sign = by < 0 ? '−' : '+'
  return { zh: sign + size.zh, en: sign + size.en }
}

function tellChange(telling: Telling, change: FactChange): WhatIfChange {
  return { ...tellOne(telling, change), instead: change.instead.map((each) => tellOne(telling, each)) }
}

function tellOne({ policy, household }: Telling, change: FactChange): Omit<WhatIfChange, 'instead'> {
  const { where, kind, fact: id, from, to, need } = change
  const fact = policy.facts[kind]![id]!
  const json = (value: FactChange['from']) => toJson(fact, value) as FactValue
  const [step] = where
  const member = step && household.subject.lists?.[step.list]?.[step.index]
  const isAmount = typeof from === 'number' && typeof to === 'number' && fact.type !== 'date'
  return {
    subjectId: (step && household.within[step.index]) ?? household.id,
    subjectKind: kind,
    ...(member?.name ? { name: member.name } : {}),
    fact: id,
    from: json(from),
    need: {
      is: need.is,
      ...('value' in need ? { value: json(need.value) } : {}),
      ...('codes' in need ? { codes: [...need.codes] } : {}),
      ...('code' in need ? { codes: [need.code] } : {}),
    },
    ...(isAmount ? { by: formatDecimal(to - from, fact.scale) } : {}),
  }
}
