/** Verdicts with their reasons, made from the facts each time they are asked for: what is stored is only the outcome. */
import { createHash } from 'node:crypto'
import type { CriterionShare, Verdict, VerdictMark } from '@lika/contract'
import {
  type CriteriaSet,
  codesToOutcomes,
  type EffectivePolicy,
  evaluateNode,
  explainSet,
  formatValue,
  outcomeOf,
  type Subject,
  type Text,
  testText,
} from '@lika/policy'
import { asKnownOn, type SubjectKind, sqlText } from '../registry/index.ts'
import { isIndicatorSet } from './indicators.ts'
import { ENGINE, type Judged, type JudgingContext, judgeOne, relationsAt, setsFor } from './judging.ts'
import {
  findHouseholdSubjects,
  findVillageSubjects,
  type PlacedSubject,
  type Runner,
} from './subjects.store.ts'

export interface Asked {
  readonly countyCode: string
  readonly id: string
  readonly regionCode: string
  readonly asOf: string
  /** Only what was known by the end of that day. */
  readonly knownOn?: string | undefined
}

export interface HouseholdVerdicts {
  readonly verdicts: readonly Verdict[]
  readonly derived: readonly {
    id: string
    label: { zh: string; en: string }
    value: { zh: string; en: string }
    known: boolean
  }[]
  readonly members: ReadonlyMap<string, readonly VerdictMark[]>
}

export async function explainHousehold(
  runner: Runner,
  context: JudgingContext,
  asked: Asked,
): Promise<HouseholdVerdicts> {
  const policy = context.policies.at(asked.regionCode, asked.asOf, asked.knownOn)
  const keys = { counties: [asked.countyCode], ids: [asked.id] }
  const prelude = asked.knownOn ? knownPrelude(context, asked.countyCode, asked.id, asked.knownOn) : ''
  const relations = { ...relationsAt(context, policy, asked.asOf), isNow: false }
  const { households, persons } = await findHouseholdSubjects(runner, relations, keys, prelude)
  const [household] = households
  return household
    ? explainPlacedHousehold(policy, household, persons, asked.asOf)
    : { verdicts: [], derived: [], members: new Map() }
}

function explainPlacedHousehold(
  policy: EffectivePolicy,
  household: PlacedSubject,
  persons: readonly PlacedSubject[],
  asOf: string,
): HouseholdVerdicts {
  return {
    verdicts: shownSets(policy, 'household').map((set) =>
      explainVerdict(set, household.subject, asOf, policy, household),
    ),
    derived: Object.values(policy.derived.household ?? {}).map((derived) => {
      const value = evaluateNode(derived.node, household.subject, asOf)
      return {
        id: derived.id,
        label: derived.label,
        value: formatValue(derived.node.type, value, policy),
        known: value !== null,
      }
    }),
    members: new Map(persons.map((person) => [person.id, marksOf(policy, 'person', person, asOf)])),
  }
}

export interface VillageVerdicts {
  readonly verdicts: readonly Verdict[]
  readonly marks: readonly VerdictMark[]
  readonly shares: readonly CriterionShare[]
}

export async function explainVillage(
  runner: Runner,
  context: JudgingContext,
  asked: Asked,
): Promise<VillageVerdicts> {
  const policy = context.policies.at(asked.regionCode, asked.asOf)
  const condition = `left(s.region_code, 12) = ${sqlText(asked.regionCode)}`
  const relations =
    asked.asOf === context.today
      ? relationsAt(context, policy, asked.asOf)
      : relationsAt(context, policy, asked.asOf, condition)
  const [village] = await findVillageSubjects(runner, relations, {
    counties: [asked.countyCode],
    ids: [asked.id],
  })
  return village ? explainPlacedVillage(policy, village, asked.asOf) : { verdicts: [], marks: [], shares: [] }
}

function explainPlacedVillage(
  policy: EffectivePolicy,
  village: PlacedSubject,
  asOf: string,
  withReasons = true,
): VillageVerdicts {
  return {
    verdicts: (withReasons ? shownSets(policy, 'village') : []).map((set) =>
      explainVerdict(set, village.subject, asOf, policy, village),
    ),
    marks: marksOf(policy, 'village', village, asOf),
    shares: shownSets(policy, 'household').flatMap((set) => sharesOf(set, village.subject)),
  }
}

/** The reasons of what has just been judged, out of the facts that it was judged by. */
export function explainJudged(
  context: JudgingContext,
  judged: Judged,
): { readonly household?: HouseholdVerdicts; readonly village?: VillageVerdicts } {
  const [household] = judged.households
  const [village] = judged.villages
  const policyOf = (placed: PlacedSubject) => context.policies.at(placed.regionCode, context.today)
  // Beside a household, its village is shown by marks and shares; the reasons are for a village's own record.
  const withReasons = household === undefined
  return {
    ...(household
      ? { household: explainPlacedHousehold(policyOf(household), household, judged.persons, context.today) }
      : {}),
    ...(village
      ? { village: explainPlacedVillage(policyOf(village), village, context.today, withReasons) }
      : {}),
  }
}

/** Indicators are judged like criteria, but they say nothing that a verdict panel should show. */
function shownSets(policy: EffectivePolicy, kind: SubjectKind): CriteriaSet[] {
  return setsFor(policy, kind).filter(({ id }) => !isIndicatorSet(id))
}

function knownPrelude(context: JudgingContext, countyCode: string, id: string, knownOn: string): string {
  const households = `select ${sqlText(countyCode)} as county_code, ${sqlText(id)}::uuid as subject_id`
  return asKnownOn(context.policies.catalogue, households, knownOn)
}

export function explainVerdict(
  set: CriteriaSet,
  subject: Subject,
  asOf: string,
  policy: EffectivePolicy,
  placed?: Pick<PlacedSubject, 'id' | 'within'>,
): Verdict {
  const verdict = judgeOne(set, subject, asOf)
  const explained = explainSet(set, subject, asOf, policy)
  return {
    set: set.id,
    title: set.title,
    asOf,
    outcome: verdict.outcome,
    missing: [...verdict.missing],
    criteria: explained.map((criterion, index) => ({
      // The answer is only read: it shares what the explanation holds.
      ...(owned(criterion, placed) as unknown as Omit<Verdict['criteria'][number], 'rule' | 'missing'>),
      rule: ruleOf(set.criteria[index]!, policy),
      missing: [...verdict.criteria[index]!.missing],
    })),
    untranslated: set.untranslated.map((each) => ({ ...each })),
    receipt: { chain: [...set.chain], engine: ENGINE, factsDigest: factsDigest(subject) },
  }
}

type Explained = ReturnType<typeof explainSet>[number]

/** Each fact with whose it is, so that it leads to its record: an element's where it is one of a list. */
function owned(criterion: Explained, placed: Pick<PlacedSubject, 'id' | 'within'> | undefined): Explained {
  if (!placed) return criterion
  const lines = criterion.lines.map((line) => ({
    ...line,
    facts: line.facts.map((use) => {
      if (!use.key.includes('.')) return { ...use, subjectId: placed.id }
      const subjectId = use.at?.length === 1 ? placed.within[use.at[0]!] : undefined
      return subjectId === undefined ? use : { ...use, subjectId }
    }),
  }))
  return { ...criterion, lines }
}

const rules = new WeakMap<CriteriaSet['criteria'][number], Text>()

/** A criterion in words: the same for every subject. */
function ruleOf(criterion: CriteriaSet['criteria'][number], policy: EffectivePolicy): Text {
  const known = rules.get(criterion) ?? testText(criterion.test, policy)
  rules.set(criterion, known)
  return known
}

const digests = new WeakMap<Subject, string>()

/** Digest of the facts a verdict was made from: together with the packs enough to make it again. */
export function factsDigest(subject: Subject): string {
  const known =
    digests.get(subject) ?? `sha256:${createHash('sha256').update(canonical(subject)).digest('hex')}`
  digests.set(subject, known)
  return known
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, each]) => each !== undefined && each !== null)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(',')}}`
}

function marksOf(
  policy: EffectivePolicy,
  kind: 'person' | 'village',
  placed: PlacedSubject,
  asOf: string,
): VerdictMark[] {
  return shownSets(policy, kind).map((set) => {
    const verdict = judgeOne(set, placed.subject, asOf)
    return markOf(set, verdict.codes, verdict.outcome)
  })
}

export function markOf(set: CriteriaSet, codes: bigint, outcome: VerdictMark['outcome']): VerdictMark {
  const outcomes = codesToOutcomes(codes, set.criteria.length)
  return {
    set: set.id,
    outcome,
    criteria: Object.fromEntries(set.criteria.map((criterion, index) => [criterion.id, outcomes[index]!])),
  }
}

/** How the households of a village stand on each criterion of a set. */
function sharesOf(set: CriteriaSet, village: Subject): CriterionShare[] {
  const households = village.lists?.households ?? []
  return set.criteria.map((criterion) => {
    const counts = { met: 0, unmet: 0, undetermined: 0 }
    for (const household of households) {
      const truth = household.verdicts?.[set.id]?.[criterion.id]
      if (truth !== undefined) counts[outcomeOf(truth)] += 1
    }
    const total = counts.met + counts.unmet + counts.undetermined
    return {
      set: set.id,
      criterion: criterion.id,
      label: criterion.label,
      households: counts,
      ...(total === 0 ? {} : { percent: percentText(counts.met, total) }),
    }
  })
}

/** Two decimals, rounded down: 97.999 % is not 98 %. */
export function percentText(part: number, whole: number): string {
  const hundredths = Math.floor((part * 10_000) / whole)
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`
}
