/** Whether an entry may be made: the one gate in front of the journal. */

import { objectedRefusal, postedRefusal, takenDownRefusal } from './admit-notices.ts'
import {
  conditionRefusal,
  deferredRefusal,
  movedRefusal,
  openedRefusal,
  overtakenRefusal,
  reopenedRefusal,
  withdrawnRefusal,
} from './admit-whole.ts'
import { heresOf } from './case.ts'
import { actorRefusal, answeredRefusal, apart } from './duties.ts'
import type { Entry, EntryOf } from './entry.ts'
import { gatesOf, type Surroundings } from './gates.ts'
import type { Here } from './here.ts'
import type { Outcome, Procedure, Step } from './model.ts'
import { innerQuotes, type Refusal, reasonRefusal, refusal, term } from './refusal.ts'
import type { CaseState } from './state.ts'
import { goesForward, outcomeOf } from './steps.ts'

type Reasoned<E> = E & { readonly reason?: string }
type Going = Exclude<Entry, { kind: 'opened' | 'reopened' }>

/** The first thing that speaks against it, or nothing. `reason` is what its author wrote. */
export function refusalOf(
  procedure: Procedure,
  state: CaseState | undefined,
  entry: Reasoned<Entry>,
  around: Surroundings,
): Refusal | undefined {
  if (entry.kind === 'opened') return openedRefusal(procedure, state, entry, around)
  if (state && entry.kind === 'reopened') return reopenedRefusal(state, entry, around)
  if (state?.here === undefined || entry.kind === 'reopened')
    return refusal('case.notOpen', '事项已经结束。', 'The case has ended.')
  const here = heresOf(state).find(({ step }) => step.id === entry.step)
  if (here === undefined) return otherStep(state)
  if (entry.on < here.since)
    return refusal(
      'case.earlier',
      `日期不能早于进入本环节的 ${here.since}。`,
      `The day cannot be before ${here.since}, when the case came to this step.`,
    )
  return refusalHere(state, here, entry, around)
}

function otherStep(state: CaseState): Refusal {
  const labels = heresOf(state).map(({ step }) => step.label)
  return refusal(
    'case.otherStep',
    `事项现在处在${labels.map(({ zh }) => `“${innerQuotes(zh)}”`).join('、')}环节。`,
    `The case stands at ${labels.map(({ en }) => `“${en}”`).join(', ')}.`,
  )
}

function refusalHere(
  state: CaseState,
  here: Here,
  entry: Reasoned<Going>,
  around: Surroundings,
): Refusal | undefined {
  switch (entry.kind) {
    case 'objected':
      return objectedRefusal(state, here, entry)
    case 'answered':
      return answeredRefusal(state, here, entry)
    case 'takenBack':
      return takenBackRefusal(here, entry)
    case 'withdrawn':
      return here === state.here ? withdrawnRefusal(state, entry) : otherStep(state)
    case 'moved':
      return here === state.here ? movedRefusal(state, here, entry) : otherStep(state)
    default:
      return (
        signerRefusal(here, entry) ??
        actorRefusal(state.procedure, state, entry, here.step.label) ??
        doneRefusal(state, here, entry, around)
      )
  }
}

/** What the actors of the step alone do. */
function doneRefusal(
  state: CaseState,
  here: Here,
  entry: Reasoned<Exclude<Going, { kind: 'objected' | 'answered' | 'takenBack' | 'withdrawn' | 'moved' }>>,
  around: Surroundings,
): Refusal | undefined {
  switch (entry.kind) {
    case 'signed':
      return signedRefusal(state, here, entry)
    case 'attached':
      return attachedRefusal(here.step, entry.attachment)
    case 'met':
      return apart(state, here, entry.author) ?? metRefusal(here, entry)
    case 'posted':
      return postedRefusal(here, entry, around)
    case 'takenDown':
      return takenDownRefusal(here, entry)
    case 'deferred':
      return here === state.here
        ? (apart(state, here, entry.author) ?? deferredRefusal(here, entry))
        : otherStep(state)
    case 'decided':
      return apart(state, here, entry.author) ?? decidedRefusal(state, here, entry, around)
  }
}

/**
 * An account signs for itself alone. The head of a household has none, so that a head signs with a pen, a finger or on
 * paper: cadres who sign for households are what audits find (Kaizhou).
 */
function signerRefusal({ step, signed }: Here, entry: Going): Refusal | undefined {
  if (entry.kind !== 'signed') return undefined
  const { signer, way, actor } = entry
  const [whose, mine] = [term('signer', signer), term('actor', actor)]
  if (!step.signs.includes(signer))
    return refusal('case.signer', `本环节不需要${whose}签字。`, `This step needs no signature of ${whose}.`)
  if (signed.includes(signer))
    return refusal('case.signer', `${whose}已经签字。`, `${whose}: has signed already.`)
  if (way !== 'account' || signer === actor) return undefined
  return refusal(
    'case.signer',
    `以账号签字只能代表本人：${mine}不能代${whose}签字，请手写、按指印或用纸质签字。`,
    `An account signs for itself alone: ${mine} does not sign for ${whose}; use a pen, a fingerprint or paper.`,
  )
}

function signedRefusal(state: CaseState, here: Here, entry: EntryOf<'signed'>): Refusal | undefined {
  const { way, author } = entry
  const isSecond = here.signatures.some((other) => other.way === 'account' && other.author === author)
  if (way === 'account' && isSecond)
    return refusal(
      'case.signer',
      '同一账号不能代表双方签字。',
      'The same account does not sign for both sides.',
    )
  // A pen in the hand of another is not the signature of the account that records it; beside the main line it counts.
  return way === 'account' || here !== state.here ? apart(state, here, author) : undefined
}

function attachedRefusal({ attach }: Step, attachment: string): Refusal | undefined {
  if (attach.some(({ id }) => id === attachment)) return undefined
  return refusal(
    'case.attachment',
    `本环节没有附件 ${attachment}。`,
    `This step has no attachment ${attachment}.`,
  )
}

function metRefusal({ step: { meeting } }: Here, entry: EntryOf<'met'>): Refusal | undefined {
  if (meeting === undefined) return refusal('case.meeting', '本环节没有会议。', 'This step has no meeting.')
  const { least, most = Number.MAX_SAFE_INTEGER } = meeting
  if (entry.present < least || entry.present > most)
    return refusal(
      'case.meeting',
      `到会应为 ${least}${meeting.most === undefined ? ' 人以上' : ` 至 ${meeting.most} 人`}，实到 ${entry.present} 人。`,
      `${least}${meeting.most === undefined ? ' or more' : ` to ${meeting.most}`} must be present, not ${entry.present}.`,
    )
  const votes = Object.entries(entry.votes)
  const unknown = votes.find(
    ([kind, count]) => !meeting.votes.includes(kind) || !Number.isInteger(count) || count < 0,
  )
  const sum = votes.reduce((total, [, count]) => total + count, 0)
  const kinds = meeting.votes.map((vote) => term('vote', vote))
  if (unknown || sum > entry.present)
    return refusal(
      'case.votes',
      `票数应为${kinds.join('、')}，合计不超过到会的 ${entry.present} 人。`,
      `Votes are ${kinds.join(', ')}, together at most the ${entry.present} who are present.`,
    )
  return undefined
}

function takenBackRefusal(
  { entries }: Here,
  { entry, author, reason }: Reasoned<EntryOf<'takenBack'>>,
): Refusal | undefined {
  const found = entries.find(({ id }) => id === entry)
  // An objection is its maker's, and what hangs or was taken down has been seen: no officer takes them back.
  const stays: readonly (Entry['kind'] | undefined)[] = ['objected', 'posted', 'takenDown', undefined]
  if (found?.author === author && !stays.includes(found.kind)) return reasonRefusal(reason)
  return refusal(
    'case.entry',
    '只能撤回本环节中自己填写的内容。',
    'Only what one entered oneself in this step is taken back.',
  )
}

function decidedRefusal(
  state: CaseState,
  here: Here,
  entry: Reasoned<EntryOf<'decided'>>,
  around: Surroundings,
): Refusal | undefined {
  const { step } = here
  if (!step.outcomes.some(({ id }) => id === entry.outcome))
    return refusal(
      'case.outcome',
      `本环节的结果为${step.outcomes.map(({ label }) => label.zh).join('、')}。`,
      `The outcomes of this step are ${step.outcomes.map(({ label }) => label.en).join(', ')}.`,
    )
  const outcome = outcomeOf(step, entry.outcome)
  if (!goesForward(step, outcome))
    return (
      (outcome.returns ? returnRefusal(state, here, outcome.to, entry) : undefined) ??
      reasonRefusal(entry.reason)
    )
  // A day in the past is no way round a notice that hung at that time.
  const isLate = entry.on < around.today
  const gates = gatesOf(state, here, isLate ? { ...around, today: entry.on } : around, outcome)
  if (gates.length === 0) return givingRefusal(state, outcome, around)
  return { ...refusal('case.waits', '还不能办结本环节。', 'The step cannot be decided yet.'), gates }
}

/** What it gives is given to a subject that may still get it. */
function givingRefusal(
  state: CaseState,
  { status, records }: Outcome,
  around: Surroundings,
): Refusal | undefined {
  const overtaken = status === undefined ? undefined : overtakenRefusal(state, around)
  if (overtaken || (status === undefined && records === undefined)) return overtaken
  return conditionRefusal(state.procedure, around)
}

/** Back to a step that the case has passed on its way, and not before the main line came to where it stands. */
function returnRefusal(
  { here: main, way }: CaseState,
  here: Here,
  to: string,
  { on }: Entry,
): Refusal | undefined {
  if (to !== main!.step.id && !way.some(({ step }) => step === to))
    return refusal(
      'case.outcome',
      '本事项没有经过要退回的环节。',
      'The case has not passed the step that it would be sent back to.',
    )
  if (here === main || on >= main!.since) return undefined
  return refusal(
    'case.earlier',
    `日期不能早于进入“${innerQuotes(main!.step.label.zh)}”的 ${main!.since}。`,
    `The day cannot be before ${main!.since}, when the case came to “${main!.step.label.en}”.`,
  )
}
