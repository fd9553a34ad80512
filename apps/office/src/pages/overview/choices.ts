import type { Summary } from '@lika/contract'
import { useSearch } from '@tanstack/react-router'
import { HOUSEHOLD_EXIT } from './sets.ts'

export const EVERYONE = 'all'
export const tabs = ['gaps', 'data', 'leads'] as const
export type Tab = (typeof tabs)[number]

/** What the address says about the cockpit. */
export function useChoices() {
  const { of = 'expected', set, by, about, tab, sort, layout } = useSearch({ from: '/frame/' })
  return {
    // The plan of the year is about those who are to exit: they are counted unless others are asked for.
    of,
    status: of === EVERYONE ? undefined : of,
    set,
    by,
    about: about === 'villages' ? ('villages' as const) : ('households' as const),
    tab: tabs.find((each) => each === tab) ?? 'gaps',
    sort,
    isWall: layout === 'wall',
  }
}

/** The set about households that is looked at: the chosen one where it is in force, else the exit standard, else any. */
export function chosenSet(summary: Summary | undefined, chosen: string | undefined) {
  const sets = summary?.sets.filter(({ subject }) => subject === 'household') ?? []
  return sets.find(({ set }) => set === chosen) ?? sets.find(({ set }) => set === HOUSEHOLD_EXIT) ?? sets[0]
}
