/** Which cases of a list a meeting is about: kept in this window, since five hundred names are too long for an address. */

export interface ChosenCases {
  readonly procedure: string
  readonly step: string
  readonly region: string
  readonly ids: readonly string[]
}
const STORED = 'lika.meeting.chosen'

export function keepChosen(chosen: ChosenCases): void {
  sessionStorage.setItem(STORED, JSON.stringify(chosen))
}

/** What was chosen for this meeting before it was come to; undefined for all that stand at the step. */
export function chosenFor(at: Omit<ChosenCases, 'ids'>): ReadonlySet<string> | undefined {
  const text = sessionStorage.getItem(STORED)
  if (text === null) return undefined
  const kept = JSON.parse(text) as ChosenCases
  const isSame = kept.procedure === at.procedure && kept.step === at.step && kept.region === at.region
  return isSame ? new Set(kept.ids) : undefined
}
