import type { Summary } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { summaryQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { HOUSEHOLD_EXIT, isQualitySet } from './sets.ts'

export const EVERYONE = 'all'
export const tabs = ['gaps', 'monitored', 'data', 'leads', 'tasks'] as const

/** What the address says about the cockpit. */
export function useChoices() {
  const { set, by, about, tab, sort, layout } = useSearch({ from: '/frame/' })
  return {
    set,
    by,
    about: about === 'villages' ? ('villages' as const) : ('households' as const),
    tab: tabs.find((each) => each === tab) ?? 'gaps',
    sort,
    isWall: layout === 'wall',
  }
}

/**
 * The summary, and whose verdicts it counts. The plan of the year is about those who are to exit: they are counted
 * unless others are asked for, or nobody is to exit on the day, as before the list of the year is made.
 */
export function useCounted() {
  const { region, date } = usePlace()
  const { of } = useSearch({ from: '/frame/' })
  const { isWall } = useChoices()
  const asked = of ?? 'expected'
  const query = useQuery({
    ...summaryQuery({ region, date, status: statusOf(asked) }),
    select: of === undefined ? everybodyIfNobody : asItIs,
    // A screen on a wall is not reloaded by anybody.
    refetchInterval: isWall ? 60_000 : false,
  })
  const isNobody = of === undefined && query.data?.expected.households === 0
  const counted = isNobody ? EVERYONE : asked
  return { query, of: counted, status: statusOf(counted) }
}

const asItIs = (summary: Summary): Summary => summary

/** Where nobody is to exit the criteria speak of everybody: judging another day again would take seconds. */
function everybodyIfNobody(summary: Summary): Summary {
  if (summary.expected.households > 0) return summary
  const sets = summary.sets.map((set) => ({
    ...set,
    criteria: set.criteria.map((each) => ({ ...each, households: each.everybody })),
  }))
  return { ...summary, sets }
}
export type Counted = ReturnType<typeof useCounted>

function statusOf(of: string): string | undefined {
  return of === EVERYONE ? undefined : of
}

/** The set about households that is looked at: the chosen one where it is in force, else the exit standard, else any. */
export function chosenSet(summary: Summary | undefined, chosen: string | undefined) {
  const sets = summary?.sets.filter(({ subject }) => subject === 'household') ?? []
  return (
    sets.find(({ set }) => set === chosen) ??
    sets.find(({ set }) => set === HOUSEHOLD_EXIT) ??
    sets.find(({ set }) => !isQualitySet(set))
  )
}
