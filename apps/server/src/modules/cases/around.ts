/** What surrounds cases and the engine cannot know: the verdicts of today, and which days are worked. */
import type { Procedure, Surroundings, VerdictOutcome } from '@lika/policy'
import { dayAfter } from './calendar.ts'
import { findOutcomes, type Runner } from './case-files.store.ts'

const OUTCOMES: readonly VerdictOutcome[] = ['unmet', 'undetermined', 'met']

export function setsOf({ steps }: Procedure): string[] {
  return [...new Set(steps.flatMap(({ verdicts }) => verdicts))]
}

/** Sets that say whom a procedure is for. */
export function conditionsOf({ when, unless }: Procedure): string[] {
  return [when, unless].filter((set) => set !== undefined)
}

export type VerdictsOf = (subject: string) => Readonly<Record<string, VerdictOutcome>>

export async function verdictsOf(
  runner: Runner,
  subjects: readonly { readonly countyCode: string; readonly id: string }[],
  sets: readonly string[],
): Promise<VerdictsOf> {
  const found = await findOutcomes(runner, subjects, sets)
  return (subject) =>
    Object.fromEntries(
      Object.entries(found.get(subject) ?? {}).map(([set, outcome]) => [set, OUTCOMES[outcome]!]),
    )
}

/**
 * `status` is what the subject has today; reopening asks whether another case has changed it since. `known` are the
 * facts asked by its steps that are known of it; `isGivenAnew` is a case whose facts another one has given since.
 */
export function surroundings(
  today: string,
  verdicts: Surroundings['verdicts'],
  status?: string | null,
  known: readonly string[] = [],
  isGivenAnew = false,
): Surroundings {
  return { today, verdicts, known, isGivenAnew, dayAfter, ...(status === undefined ? {} : { status }) }
}
