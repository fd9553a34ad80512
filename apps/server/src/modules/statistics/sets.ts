/** How the subjects of a region stand on each set of criteria. */
import type { SetSummary } from '@lika/contract'
import type { CriteriaSet, EffectivePolicy } from '@lika/policy'
import { type Area, areaCondition, eachArea, judgedSql, relationsAt } from '../policies/index.ts'
import type { StatisticsDeps } from './deps.ts'
import {
  countOutcomesAt,
  countOutcomesNow,
  isCounted,
  type OutcomeCount,
  type SetOutcomeCount,
} from './summary.store.ts'

export async function summariseSets(
  deps: StatisticsDeps,
  region: string,
  date: string,
  status: readonly string[] | undefined,
  wanted: (set: string) => boolean = () => true,
): Promise<SetSummary[]> {
  return summariesOf(await countSets(deps, region, date, wanted), status)
}

/** Of each set in force in the region, its areas with their counts by status. */
export type CountedSets = readonly (readonly {
  readonly set: CriteriaSet
  readonly counts: readonly OutcomeCount[]
}[])[]

export function summariesOf(counted: CountedSets, status: readonly string[] | undefined): SetSummary[] {
  return counted.map((parts) => summariseSet(parts, status))
}

/** Judging another day takes long: it is done once, whatever is then summarised out of it. */
export async function countSets(
  deps: StatisticsDeps,
  region: string,
  date: string,
  wanted: (set: string) => boolean = () => true,
): Promise<CountedSets> {
  const context = deps.judging()
  const ids = new Set(
    context.policies
      .areas(region)
      .flatMap((area) => Object.values(context.policies.at(area.region, date).sets))
      .filter(({ subject }) => subject === 'household' || subject === 'village')
      .map(({ id }) => id)
      .filter(wanted),
  )
  const count = countingOn(deps, region, date)
  const counted = await Promise.all(
    [...ids].map((id) =>
      Promise.all(
        eachArea(context, region, date, id).map(async ({ area, policy }) => {
          const set = policy.sets[id]!
          return { set, counts: await count({ area, policy, set }) }
        }),
      ),
    ),
  )
  return counted.filter((parts) => parts.length > 0)
}

type Counting = (input: {
  area: Area
  policy: EffectivePolicy
  set: CriteriaSet
}) => Promise<readonly OutcomeCount[]>

/** Today's outcomes of an area are read once for all its sets, those of another day are judged set by set. */
function countingOn(deps: StatisticsDeps, region: string, date: string): Counting {
  const context = deps.judging()
  if (date !== context.today || !isCounted(region)) {
    return ({ area, policy, set }) => {
      const judged = judgedSql(set, relationsAt(context, policy, date), areaCondition(area))
      const subject = set.subject as 'household' | 'village'
      return countOutcomesAt(deps.db.pool, judged, subject, set.criteria.length, date)
    }
  }
  const read = new Map<string, Promise<SetOutcomeCount[]>>()
  return async ({ area, set }) => {
    const known = read.get(area.region) ?? countOutcomesNow(deps.db.pool, area.range, area.without)
    read.set(area.region, known)
    return (await known).filter((count) => count.set === set.id)
  }
}

const outcomeNames = ['unmet', 'undetermined', 'met'] as const
const noCounts = () => ({ met: 0, unmet: 0, undetermined: 0 })

/** Areas may judge by other criteria under one set: criteria are counted by id. */
function summariseSet(parts: CountedSets[number], status: readonly string[] | undefined): SetSummary {
  const overall: SetSummary['overall'] = {}
  const criteria = new Map<string, SetSummary['criteria'][number]>()
  for (const { set, counts } of parts) {
    for (const criterion of set.criteria) {
      if (!criteria.has(criterion.id)) {
        criteria.set(criterion.id, {
          criterion: criterion.id,
          label: criterion.label,
          source: criterion.source,
          households: noCounts(),
          persons: noCounts(),
          everybody: noCounts(),
        })
      }
    }
    for (const count of counts) {
      const outcome = outcomeNames[count.outcome]
      if (count.criterion < 0) {
        for (const key of ['*', count.status]) {
          overall[key] ??= { subjects: noCounts(), persons: noCounts() }
          overall[key].subjects[outcome] += count.subjects
          overall[key].persons[outcome] += count.persons
        }
        continue
      }
      const entry = criteria.get(set.criteria[count.criterion]?.id ?? '')
      if (!entry) continue
      entry.everybody[outcome] += count.subjects
      if (status && !status.includes(count.status)) continue
      entry.households[outcome] += count.subjects
      entry.persons[outcome] += count.persons
    }
  }
  const { set } = parts[0]!
  return {
    set: set.id,
    title: set.title,
    subject: set.subject as SetSummary['subject'],
    overall,
    criteria: [...criteria.values()],
  }
}
