/** A meeting as it is being written down: who was there, how they voted on each case, what was said. */
import type { EvidenceFile, ProcedureStep } from '@lika/contract'

export type MeetingRules = NonNullable<ProcedureStep['meeting']>
/** As typed, by kind of vote. */
export type Ballot = Readonly<Record<string, string>>

export interface MeetingDraft {
  readonly on: string
  readonly place: string
  readonly chair: string
  readonly recorder: string
  readonly present: readonly string[]
  /** By case. */
  readonly votes: Readonly<Record<string, Ballot>>
  /** Cases that were not on the table. */
  readonly without: readonly string[]
  /** As somebody wrote it; undefined while the proposal stands. */
  readonly minutes: string | undefined
  readonly files: readonly EvidenceFile[]
}

export const emptyMeeting = (on: string): MeetingDraft => ({
  ...{ on, place: '', chair: '', recorder: '', present: [], votes: {}, without: [], files: [] },
  minutes: undefined,
})

export const isTouched = (draft: MeetingDraft) =>
  draft.present.length > 0 ||
  draft.place !== '' ||
  draft.chair !== '' ||
  draft.recorder !== '' ||
  draft.minutes !== undefined ||
  draft.without.length > 0 ||
  draft.files.length > 0 ||
  Object.keys(draft.votes).length > 0

/** Names out of what was typed or pasted: by lines, commas or blanks; nobody twice. */
export function namesIn(text: string, known: readonly string[] = []): string[] {
  const names = text
    .split(/[\s,，、;；]+/u)
    .map((name) => name.trim().slice(0, 60))
    .filter((name) => name !== '')
  return [...new Set([...known, ...names])].slice(0, 200)
}

/** Whether so many are enough: too few, enough, or more than there may be. */
export function quorumOf({ least, most }: Pick<MeetingRules, 'least' | 'most'>, present: number) {
  if (present < least) return 'few'
  return most !== null && present > most ? 'many' : 'enough'
}

const numberOf = (text: string | undefined) => (/^\d{1,3}$/.test(text ?? '') ? Number(text) : undefined)

export function countsOf({ votes }: Pick<MeetingRules, 'votes'>, ballot: Ballot | undefined) {
  return votes.map((vote) => ({ vote, count: numberOf(ballot?.[vote.id]) }))
}

/** All who are there vote in favour. */
export function allInFavour({ votes }: Pick<MeetingRules, 'votes'>, present: number): Ballot {
  return Object.fromEntries(votes.map(({ id }, at) => [id, at === 0 ? String(present) : '0']))
}

export type VoteFault = 'missing' | 'tooMany'

/** What a ballot lacks: a number, or it counts more than were there. */
export function voteFaultOf(rules: MeetingRules, ballot: Ballot | undefined, present: number) {
  if (rules.votes.length === 0) return undefined
  const counts = countsOf(rules, ballot).map(({ count }) => count)
  if (counts.some((count) => count === undefined)) return 'missing' as const
  const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0)
  return sum > present ? ('tooMany' as const) : undefined
}

/** More than half of those present in favour, as the engine counts it; undefined while the ballot is not whole. */
export function passes(
  rules: MeetingRules,
  ballot: Ballot | undefined,
  present: number,
): boolean | undefined {
  const counts = countsOf(rules, ballot).map(({ count }) => count)
  if (counts.length === 0 || counts.some((count) => count === undefined)) return undefined
  const [yes = 0] = counts as number[]
  return yes * 2 > present
}

export type MeetingFault =
  | 'place'
  | 'chair'
  | 'recorder'
  | 'few'
  | 'many'
  | 'votes'
  | 'none'
  | 'minutes'
  | 'on'

export function meetingFaults(
  rules: MeetingRules,
  draft: MeetingDraft,
  cases: readonly string[],
  minutes: string,
  today: string,
): ReadonlySet<MeetingFault> {
  const faults = new Set<MeetingFault>()
  for (const field of ['place', 'chair', 'recorder'] as const)
    if (draft[field].trim() === '') faults.add(field)
  if (draft.on === '' || draft.on > today) faults.add('on')
  const quorum = quorumOf(rules, draft.present.length)
  if (quorum !== 'enough') faults.add(quorum)
  if (cases.length === 0) faults.add('none')
  if (cases.some((id) => voteFaultOf(rules, draft.votes[id], draft.present.length))) faults.add('votes')
  if (minutes.trim().length < 2) faults.add('minutes')
  return faults
}
