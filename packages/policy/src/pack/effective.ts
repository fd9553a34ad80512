import type { Day, EffectivePolicy, PackRef, Problem } from '../model.ts'
import { codeListsOf, factsOf, subjectsOf } from './catalogue.ts'
import { chainOfSet } from './chain.ts'
import { checkSetCircles } from './circles.ts'
import { buildSet, planSets } from './criteria.ts'
import { checkDelegates } from './delegates.ts'
import type { Building } from './delegation.ts'
import { entitlementsOf } from './entitlement-items.ts'
import type { Names } from './formulas.ts'
import { derivedOf } from './formulas.ts'
import { indicatorsOf } from './indicator-items.ts'
import { plainItemsOf } from './items.ts'
import { checkNames } from './names.ts'
import type { Built, Jurisdiction, Packs } from './packs.ts'
import { regionCode } from './packs.ts'
import { parametersOf } from './parameters.ts'
import type { When } from './select.ts'
import { chainFor, inForce, packsOf, periodStart, turnsOf } from './select.ts'
import { collector } from './structure.ts'

export interface PolicyQuestion {
  /** A region's code: `450502`; `all` for the whole country. */
  readonly region: string
  readonly asOf: Day
  /** Only what was published by this day. */
  readonly knownAt?: Day
  /** For transitional versions: the day on which the case was opened. */
  readonly caseOpened?: Day
}

/**
 * Everything in force for one region on one day, checked and typed, with the origin of every item. The same
 * question gets the same items, as the same objects, over the whole period in which nothing changes.
 */
export function effectivePolicy(
  packs: Packs,
  question: PolicyQuestion,
): EffectivePolicy | { readonly problems: readonly Problem[] } {
  const { asOf, knownAt, caseOpened } = question
  const region = regionCode(question.region)
  const chain = chainFor(packs, region)
  if (chain.length === 0) {
    return {
      problems: [
        nothing({
          zh: `没有地区 ${question.region} 的政策包`,
          en: `no pack holds in region ${question.region}`,
        }),
      ],
    }
  }
  const built = buildFor(packs, chain, question)
  if (built.problems.length > 0) return { problems: built.problems }
  if (built.policy.packs.length === 0) {
    const en = `no pack is in force in region ${region} on ${asOf}`
    return { problems: [nothing({ zh: `${asOf} 地区 ${region} 没有生效的政策包`, en })] }
  }
  return {
    ...built.policy,
    region,
    asOf,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(caseOpened === undefined ? {} : { caseOpened }),
  }
}

function nothing(message: { zh: string; en: string }): Problem {
  return { file: '', line: 1, column: 1, item: '', code: 'policy.none', message }
}

/** Builds the policy of a chain of jurisdictions, once per period in which it stays the same. */
export function buildFor(packs: Packs, chain: readonly Jurisdiction[], when: When): Built {
  const candidates = packsOf(packs, chain)
  const turns = packs.kept(chain.at(-1)!, [], () => turnsOf(candidates))
  const key = [
    chain.at(-1)!.name,
    periodStart(turns.asOf, when.asOf),
    when.knownAt === undefined ? 'all' : periodStart(turns.knownAt, when.knownAt),
    when.caseOpened === undefined ? 'none' : periodStart(turns.caseOpened, when.caseOpened),
  ].join(' ')
  const before = packs.built.get(key)
  if (before) return before
  const built = build(packs, chain, when)
  packs.built.set(key, built)
  return built
}

function build(packs: Packs, chain: readonly Jurisdiction[], when: When): Built {
  const { problems, report } = collector()
  const versions = inForce(packsOf(packs, chain), when)
  const building: Building = { packs, chain, when, inForce: versions, report }

  const subjects = subjectsOf(building)
  const codeLists = codeListsOf(building)
  const facts = factsOf(building, subjects, codeLists)
  const parameters = parametersOf(building, codeLists)
  const plans = planSets(building)
  checkSetCircles(building, plans, subjects)
  const names: Names = {
    subjects,
    facts,
    codeLists,
    parameters: parameters.inForce,
    withoutValue: parameters.withoutValue,
    derived: {},
    sets: Object.fromEntries(
      [...plans].map(([id, plan]) => [
        id,
        { subject: plan.subject, criteria: plan.criteria.map((each) => each.id) },
      ]),
    ),
  }
  const derived = derivedOf(building, names)
  const all: Names = { ...names, derived }
  checkDelegates(building, all, plans)
  checkNames(building, all)
  const sets: Record<string, EffectivePolicy['sets'][string]> = {}
  for (const [id, plan] of plans) {
    const set = buildSet(building, plan, all, (each, makers) =>
      chainOfSet(building, each, makers, all, derived),
    )
    if (set) sets[id] = set
  }
  const policy: EffectivePolicy = {
    region: chain.at(-1)!.region,
    asOf: when.asOf,
    subjects,
    codeLists,
    facts,
    parameters: parameters.inForce,
    derived,
    sets,
    entitlements: entitlementsOf(building, all),
    indicators: indicatorsOf(building, all),
    items: plainItemsOf(building, all),
    packs: versions.map((each): PackRef => each.ref),
  }
  return { policy, problems }
}
