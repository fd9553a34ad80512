/**
 * Verdicts follow the facts. A few changed subjects are judged by closures in the transaction that changed them;
 * a region is judged by compiled SQL, set by set, villages after their households.
 */
import {
  type CriteriaSet,
  compileSet,
  compileSql,
  compileSqlValue,
  type EffectivePolicy,
  type SqlBinding,
  type Subject,
  type Verdict,
} from '@lika/policy'
import type { Tx } from '../../platform/db.ts'
import { flowFacts, type SubjectKind } from '../registry/index.ts'
import type { Area, Policies } from './policies.ts'
import { bindingAt, type RelationOptions } from './relations.sql.ts'
import { findHouseholdSubjects, findVillageSubjects, type PlacedSubject } from './subjects.store.ts'
import {
  deleteStaleVerdicts,
  deleteVerdicts,
  deleteVerdictsOfFormerMembers,
  insertJudged,
  lockAgainstJudging,
  lockForJudging,
  receiptFor,
  upsertVerdicts,
  type VerdictRow,
} from './verdicts.store.ts'
import { incomeWindow } from './window.ts'

/** Version of what makes verdicts out of packs and facts; part of every receipt. */
export const ENGINE = 'lika-policy/1'

type Keys = readonly { readonly countyCode: string; readonly id: string }[]

export interface JudgingContext {
  readonly policies: Policies
  /** The day for which live verdicts are kept. */
  readonly today: string
}

export function setsFor(policy: EffectivePolicy, kind: SubjectKind): CriteriaSet[] {
  return Object.values(policy.sets).filter((set) => set.subject === kind)
}

/** Options of the relations for a policy; outcomes of households come out of the verdict table. */
export function relationsNow(context: JudgingContext, policy: EffectivePolicy): Relations {
  return {
    catalogue: context.policies.catalogue,
    needed: flowsOf(context, policy),
    asOf: context.today,
    isNow: true,
    window: incomeWindow(policy, context.today),
    sets: setsFor(policy, 'household').map((set) => set.id),
    householdVerdicts: (id) => ({
      from: `(select county_code, subject_id, codes, outcome from verdict where set_id = '${id}')`,
      criteria: policy.sets[id]!.criteria.map((criterion) => criterion.id),
    }),
  }
}

const flows = new WeakMap<EffectivePolicy, ReadonlySet<string>>()

/** Items of the income book that any criterion or formula about households reads; the others need not be summed. */
function flowsOf(context: JudgingContext, policy: EffectivePolicy): ReadonlySet<string> {
  const known = flows.get(policy)
  if (known) return known
  const read = new Set<string>()
  const nothing: RelationOptions = {
    catalogue: context.policies.catalogue,
    asOf: context.today,
    isNow: true,
    window: incomeWindow(policy, context.today),
    needed: new Set(),
  }
  const spy = watching(bindingAt(nothing), (fact) => read.add(fact))
  for (const set of setsFor(policy, 'household')) compileSql(set, spy)
  for (const { node } of Object.values(policy.derived.household ?? {}))
    compileSqlValue(node, 'household', spy)
  const items = new Set(
    flowFacts(context.policies.catalogue)
      .filter(({ id }) => read.has(id))
      .map(({ id }) => id),
  )
  flows.set(policy, items)
  return items
}

/** The binding, telling which facts of households are asked for. */
function watching(binding: SqlBinding, see: (fact: string) => void): SqlBinding {
  const household = binding.subjects.household!
  const fact: typeof household.fact = (id, alias) => {
    see(id)
    return household.fact(id, alias)
  }
  return { ...binding, subjects: { ...binding.subjects, household: { ...household, fact } } }
}

export type Relations = RelationOptions & { readonly sets: readonly string[] }

/**
 * The same for any day: outcomes of households are judged in the query itself, for those that fulfil `condition`,
 * since the verdict table only keeps today's.
 */
export function relationsAt(
  context: JudgingContext,
  policy: EffectivePolicy,
  asOf: string,
  condition?: string,
): Relations {
  const now = relationsNow(context, policy)
  if (asOf === context.today && condition === undefined) return now
  const plain: Relations = { ...now, asOf, isNow: false, window: incomeWindow(policy, asOf) }
  return {
    ...plain,
    householdVerdicts: (id) => ({
      from: `(select county_code, household_id as subject_id, codes, overall as outcome
        from (${judgedSql(policy.sets[id]!, { ...plain, sets: [] }, condition ?? 'true')}) judged)`,
      criteria: policy.sets[id]!.criteria.map((criterion) => criterion.id),
    }),
  }
}

/** Whoever was judged again, with the facts they were judged by. */
export interface Judged {
  readonly households: readonly PlacedSubject[]
  readonly persons: readonly PlacedSubject[]
  readonly villages: readonly PlacedSubject[]
}

/** Judges changed subjects again. Those that are gone lose their verdicts. */
export async function judgeChanged(
  tx: Tx,
  context: JudgingContext,
  changed: {
    readonly households: Keys
    readonly villages: Keys
    readonly persons?: Keys | undefined
    readonly membersStay?: boolean | undefined
  },
): Promise<Judged> {
  return tx.whole(() => judgeAll(tx, context, changed))
}

async function judgeAll(
  tx: Tx,
  context: JudgingContext,
  changed: Parameters<typeof judgeChanged>[2],
): Promise<Judged> {
  await lockForJudging(tx, unzip(changed.villages))
  if (!changed.membersStay) await deleteVerdictsOfFormerMembers(tx, unzip(changed.households))
  const { households, persons } = await judgeHouseholds(tx, context, changed.households)
  // Whoever died, moved away or was merged is in no household any more.
  await forgetGone(tx, changed.persons ?? [], persons)
  return { households, persons, villages: await judgeVillages(tx, context, changed.villages) }
}

async function judgeHouseholds(
  tx: Tx,
  context: JudgingContext,
  keys: Keys,
): Promise<Omit<Judged, 'villages'>> {
  const judged: { households: PlacedSubject[]; persons: PlacedSubject[] } = { households: [], persons: [] }
  for (const [county, group] of Map.groupBy(keys, ({ countyCode }) => countyCode)) {
    // All households of a county share the window; deeper jurisdictions are told apart when they are judged.
    const policy = context.policies.at(county, context.today)
    const { households, persons } = await findHouseholdSubjects(
      tx.client,
      relationsNow(context, policy),
      unzip(group),
    )
    await forgetGone(tx, group, households)
    judged.households.push(...households)
    judged.persons.push(...persons)
  }
  await upsertVerdicts(tx, context.today, [
    ...(await rowsOf(tx, context, 'household', judged.households)),
    ...(await rowsOf(tx, context, 'person', judged.persons)),
  ])
  return judged
}

async function judgeVillages(tx: Tx, context: JudgingContext, keys: Keys): Promise<PlacedSubject[]> {
  const judged: PlacedSubject[] = []
  for (const [county, group] of Map.groupBy(keys, ({ countyCode }) => countyCode)) {
    const policy = context.policies.at(county, context.today)
    const villages = await findVillageSubjects(tx.client, relationsNow(context, policy), unzip(group))
    await forgetGone(tx, group, villages)
    judged.push(...villages)
  }
  await upsertVerdicts(tx, context.today, await rowsOf(tx, context, 'village', judged))
  return judged
}

async function forgetGone(tx: Tx, keys: Keys, found: readonly PlacedSubject[]): Promise<void> {
  const there = new Set(found.map(({ id }) => id))
  const gone = unzip(keys.filter(({ id }) => !there.has(id)))
  if (gone.ids.length > 0) await deleteVerdicts(tx, gone.counties, gone.ids)
}

function unzip(keys: Keys) {
  return { counties: keys.map(({ countyCode }) => countyCode), ids: keys.map(({ id }) => id) }
}

async function rowsOf(
  tx: Tx,
  context: JudgingContext,
  kind: SubjectKind,
  subjects: readonly PlacedSubject[],
): Promise<VerdictRow[]> {
  const rows: VerdictRow[] = []
  for (const placed of subjects) {
    const policy = context.policies.at(placed.regionCode, context.today)
    for (const set of setsFor(policy, kind)) {
      const verdict = judgeOne(set, placed.subject, context.today)
      rows.push({
        countyCode: placed.countyCode,
        subjectId: placed.id,
        setId: set.id,
        subjectKind: kind,
        regionCode: placed.regionCode,
        outcome: { unmet: 0, undetermined: 1, met: 2 }[verdict.outcome],
        codes: verdict.codes,
        criteria: set.criteria.length,
        status: placed.status,
        persons: placed.persons,
        receiptId: await receiptOf(tx, context, set),
      })
    }
  }
  return rows
}

const compiled = new WeakMap<CriteriaSet, (subject: Subject, asOf: string) => Verdict>()

/** Judges one subject; the set is compiled once. */
export function judgeOne(set: CriteriaSet, subject: Subject, asOf: string): Verdict {
  let judge = compiled.get(set)
  if (!judge) {
    judge = compileSet(set)
    compiled.set(set, judge)
  }
  return judge(subject, asOf)
}

function receiptOf(tx: Tx, context: JudgingContext, set: CriteriaSet): Promise<number> {
  return receiptFor(tx, { setId: set.id, chain: set.chain, engine: ENGINE }, context.policies.receipts)
}

/** Judges everybody in a region anew. Answers how many verdicts changed. */
export async function judgeRegion(
  tx: Tx,
  context: JudgingContext,
  region: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<number> {
  await lockAgainstJudging(tx)
  const areas = context.policies.areas(region)
  const steps = areas.flatMap((area) => {
    const policy = context.policies.at(area.region, context.today)
    return (['household', 'person', 'village'] as const).flatMap((kind) =>
      setsFor(policy, kind).map((set) => ({ area, policy, kind, set })),
    )
  })
  // Villages ask for the outcomes of households, wherever those lie.
  steps.sort((a, b) => Number(a.kind === 'village') - Number(b.kind === 'village'))
  for (const area of areas) {
    const policy = context.policies.at(area.region, context.today)
    await deleteStaleVerdicts(tx, areaCondition(area), Object.keys(policy.sets))
  }
  let changed = 0
  for (const [index, step] of steps.entries()) {
    onProgress(index, steps.length)
    changed += await judgeArea(tx, context, step)
  }
  onProgress(steps.length, steps.length)
  return changed
}

async function judgeArea(
  tx: Tx,
  context: JudgingContext,
  { area, policy, kind, set }: { area: Area; policy: EffectivePolicy; kind: SubjectKind; set: CriteriaSet },
): Promise<number> {
  const judged = judgedSql(set, relationsNow(context, policy), areaCondition(area))
  return insertJudged(tx, {
    kind,
    judged,
    setId: set.id,
    criteria: set.criteria.length,
    asOf: context.today,
    receiptId: await receiptOf(tx, context, set),
    range: area.range,
  })
}

/** A condition on a snapshot `s`: within the area and not within a deeper jurisdiction. */
export function areaCondition({ range, without }: Area): string {
  const inside = `s.region_code >= '${range.lo}' and s.region_code < '${range.hi}'`
  return [
    inside,
    ...without.map(({ lo, hi }) => `not (s.region_code >= '${lo}' and s.region_code < '${hi}')`),
  ].join(' and ')
}

/** A SELECT of keys, `codes` and `overall` of a set for the subjects that fulfil a condition on their snapshot `s`. */
export function judgedSql(set: CriteriaSet, relations: RelationOptions, condition: string): string {
  return compileWhere(relations, condition, (binding) => compileSql(set, binding).text)
}

/**
 * Compiles against the relations restricted by a condition. The income book is summed only for the items that are
 * read, so the first pass is there to see which.
 */
export function compileWhere(
  relations: RelationOptions,
  condition: string,
  compile: (binding: SqlBinding) => string,
): string {
  const where = { householdsWhere: condition, personsWhere: condition, villagesWhere: condition }
  const needed = new Set<string>()
  compile(watching(bindingAt({ ...relations, ...where, needed: new Set() }), (fact) => needed.add(fact)))
  return compile(bindingAt({ ...relations, ...where, needed }))
}
