/** How far the facts that are judged by are known: fresh, too old, or missing, for each fact. */
import type { Completeness, FactAge } from '@lika/contract'
import { invalid } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { countGapsSql, factsRead, isIndicatorSet, isQualitySet } from '../policies/index.ts'
import { mustSeeRegion, type SubjectKind, subjectKinds } from '../registry/index.ts'
import { countGaps } from './completeness.store.ts'
import type { StatisticsDeps } from './deps.ts'

export interface CompletenessQuery {
  readonly region: string
  readonly date?: string | undefined
  readonly status?: string | undefined
  readonly set?: string | undefined
}

export async function getCompleteness(
  deps: StatisticsDeps,
  actor: Actor,
  query: CompletenessQuery,
): Promise<Completeness> {
  mustSeeRegion(actor, query.region)
  const date = query.date ?? deps.clock.today()
  const context = deps.judging()
  const areas = context.policies
    .areas(query.region)
    .map((area) => ({ area, policy: context.policies.at(area.region, date) }))
  const ages = new Map<string, FactAge>()
  for (const { policy } of areas) {
    for (const set of Object.values(policy.sets).filter(({ id }) => isWanted(id, query.set))) {
      for (const { subject, fact } of factsRead(context, policy, set)) {
        const known = ages.get(`${subject}.${fact}`) ?? emptyAge(deps, subject, fact)
        if (!known.sets.includes(set.id)) known.sets.push(set.id)
        ages.set(`${subject}.${fact}`, known)
      }
    }
  }
  if (ages.size === 0 && query.set !== undefined) throw unknownSet(query.set, query.region, date)
  const status = query.status?.split(',')
  const totals: Record<SubjectKind, number> = { household: 0, person: 0, village: 0 }
  await Promise.all(
    areas.flatMap(({ area, policy }) =>
      subjectKinds.map(async (subject) => {
        const facts = [...ages.values()]
          .filter((age) => age.subject === subject && policy.facts[subject]?.[age.fact] !== undefined)
          .map(({ fact }) => fact)
        const sql = countGapsSql(context, { region: query.region, asOf: date, area, policy }, subject, facts)
        const counted = await countGaps(deps.db.pool, sql, facts.length, status)
        totals[subject] += counted.subjects
        facts.forEach((fact, place) => {
          add(ages.get(`${subject}.${fact}`)!, counted.facts[place]!, counted.subjects)
        })
      }),
    ),
  )
  return {
    region: query.region,
    date,
    households: totals.household,
    persons: totals.person,
    villages: totals.village,
    facts: [...ages.values()].toSorted(
      (a, b) => b.rowsNeeded - a.rowsNeeded || b.missing + b.stale - (a.missing + a.stale),
    ),
  }
}

/** Facts that the quality of data is measured by are no gaps by themselves, and indicators read what criteria read. */
function isWanted(id: string, set: string | undefined): boolean {
  return set === undefined ? !isIndicatorSet(id) && !isQualitySet(id) : id === set
}

function emptyAge(deps: StatisticsDeps, subject: SubjectKind, id: string): FactAge {
  const fact = deps.judging().policies.catalogue[subject].find((each) => each.id === id)!
  return {
    fact: id,
    subject,
    label: fact.label,
    ...(fact.validForMonths === undefined ? {} : { validForMonths: fact.validForMonths }),
    sets: [],
    ...{ fresh: 0, stale: 0, missing: 0, rowsStale: 0, rowsMissing: 0, rowsNeeded: 0 },
  }
}

function add(
  age: FactAge,
  counted: { fresh: number; stale: number; rowsNeeded: number; rowsStale?: number; rowsMissing?: number },
  subjects: number,
): void {
  const missing = subjects - counted.fresh - counted.stale
  age.fresh += counted.fresh
  age.stale += counted.stale
  age.missing += missing
  age.rowsStale += counted.rowsStale ?? counted.stale
  age.rowsMissing += counted.rowsMissing ?? missing
  age.rowsNeeded += counted.rowsNeeded
}

function unknownSet(set: string, region: string, date: string) {
  return invalid(
    'verdicts.unknownSet',
    {
      zh: `${date} 在 ${region} 没有生效的标准 ${set}。`,
      en: `No set ${set} is in force in ${region} on ${date}.`,
    },
    { field: 'set', value: set },
  )
}
