/** Whether an entry may be made: the one gate in front of the journal. */
import type { Text } from '../ir.ts'
import { type CaseState, type Entry, type Here, outcomeOf } from './case.ts'
import { type Gate, gatesOf, goesForward, type Surroundings } from './gates.ts'
import type { Procedure, Step } from './model.ts'

export interface Refusal {
  readonly code:
    | 'case.open'
    | 'case.notOpen'
    | 'case.otherStep'
    | 'case.actor'
    | 'case.apart'
    | 'case.signer'
    | 'case.attachment'
    | 'case.meeting'
    | 'case.votes'
    | 'case.noNotice'
    | 'case.posted'
    | 'case.noticeShort'
    | 'case.objection'
    | 'case.outcome'
    | 'case.waits'
    | 'case.reason'
    | 'case.entry'
    | 'case.earlier'
  readonly message: Text
  /** What it waits for, of `case.waits`. */
  readonly gates?: readonly Gate[]
}

const refusal = (code: Refusal['code'], zh: string, en: string): Refusal => ({ code, message: { zh, en } })

/** The first thing that speaks against it, or nothing. `reason` is what its author wrote. */
export function refusalOf(
  procedure: Procedure,
  state: CaseState | undefined,
  entry: Entry & { readonly reason?: string },
  around: Surroundings,
): Refusal | undefined {
  if (entry.kind === 'opened') {
    if (state) return refusal('case.open', '事项已经开始。', 'The case has been opened already.')
    return actorRefusal(procedure.steps[0]!, entry)
  }
  if (state?.here === undefined) return refusal('case.notOpen', '事项已经结束。', 'The case has ended.')
  const { here } = state
  if (entry.step !== here.step.id)
    return refusal(
      'case.otherStep',
      `事项现在处在“${here.step.label.zh}”环节。`,
      `The case stands at “${here.step.label.en}”.`,
    )
  if (entry.on < here.since)
    return refusal(
      'case.earlier',
      `日期不能早于进入本环节的 ${here.since}。`,
      `The day cannot be before ${here.since}, when the case came to this step.`,
    )
  return refusalHere(state, here, entry, around)
}

function refusalHere(
  state: CaseState,
  here: Here,
  entry: Exclude<Entry, { kind: 'opened' }> & { readonly reason?: string },
  around: Surroundings,
): Refusal | undefined {
  switch (entry.kind) {
    case 'objected':
      return objectedRefusal(here)
    case 'answered':
      return actorRefusal(here.step, entry) ?? answeredRefusal(here, entry)
    case 'signed':
      return signedRefusal(here, entry.signer)
    case 'attached':
      return actorRefusal(here.step, entry) ?? attachedRefusal(here.step, entry.attachment)
    case 'met':
      return actorRefusal(here.step, entry) ?? apart(state, here, entry.author) ?? metRefusal(here, entry)
    case 'posted':
      return actorRefusal(here.step, entry) ?? postedRefusal(here, entry)
    case 'withdrawn':
      return reasonRefusal(entry.reason)
    case 'takenBack':
      return takenBackRefusal(here, entry)
    case 'decided':
      return (
        actorRefusal(here.step, entry) ??
        apart(state, here, entry.author) ??
        decidedRefusal(state, here, entry, around)
      )
  }
}

function actorRefusal({ actors, label }: Step, { actor }: Entry): Refusal | undefined {
  if (actors.includes(actor)) return undefined
  return refusal(
    'case.actor',
    `“${label.zh}”由 ${actors.join('、')} 办理，不是 ${actor}。`,
    `“${label.en}” is done by ${actors.join(', ')}, not by ${actor}.`,
  )
}

const levels = ['group', 'village', 'town', 'county', 'city', 'province', 'nation']
const heightOf = (level: string | undefined) => (level === undefined ? -1 : levels.indexOf(level))

/** Nobody decides at a level what the same person decided at a lower one: to approve oneself is no approval. */
function apart({ procedure, way }: CaseState, here: Here, author: string): Refusal | undefined {
  const own = way.find(({ step, author: before }) => {
    const earlier = procedure.steps.find(({ id }) => id === step)
    return before === author && heightOf(earlier?.level) < heightOf(here.step.level)
  })
  if (own === undefined) return undefined
  const { label } = procedure.steps.find(({ id }) => id === own.step)!
  return refusal(
    'case.apart',
    `您已办理“${label.zh}”，上一级的环节须由他人办理。`,
    `You have decided “${label.en}”; a step of a higher level is another person's.`,
  )
}

function signedRefusal({ step, signed }: Here, signer: string): Refusal | undefined {
  if (!step.signs.includes(signer))
    return refusal(
      'case.signer',
      `本环节不需要 ${signer} 签字。`,
      `This step needs no signature of ${signer}.`,
    )
  if (signed.includes(signer))
    return refusal('case.signer', `${signer} 已经签字。`, `${signer} has signed already.`)
  return undefined
}

function attachedRefusal({ attach }: Step, attachment: string): Refusal | undefined {
  if (attach.some(({ id }) => id === attachment)) return undefined
  return refusal(
    'case.attachment',
    `本环节没有附件 ${attachment}。`,
    `This step has no attachment ${attachment}.`,
  )
}

function metRefusal(
  { step: { meeting } }: Here,
  entry: Extract<Entry, { kind: 'met' }>,
): Refusal | undefined {
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
  if (unknown || sum > entry.present)
    return refusal(
      'case.votes',
      `票数应为 ${meeting.votes.join('、')}，合计不超过到会的 ${entry.present} 人。`,
      `Votes are ${meeting.votes.join(', ')}, together at most the ${entry.present} who are present.`,
    )
  return undefined
}

function postedRefusal(
  { step, posted }: Here,
  entry: Extract<Entry, { kind: 'posted' }>,
): Refusal | undefined {
  const notice = step.notice ?? step.announcement
  if (notice === undefined) return refusal('case.noNotice', '本环节没有公示。', 'This step has no notice.')
  if (posted) return refusal('case.posted', '已经公示。', 'It has been posted already.')
  const least = notice.days ?? 1
  if (entry.days < least || entry.until < entry.on)
    return refusal('case.noticeShort', `公示不少于 ${least} 天。`, `The notice hangs ${least} days at least.`)
  return undefined
}

function objectedRefusal({ step, posted }: Here): Refusal | undefined {
  if (step.notice && posted) return undefined
  return refusal('case.noNotice', '现在没有公示可以提出异议。', 'There is no notice to object to.')
}

function answeredRefusal(
  { objections }: Here,
  { objection }: Extract<Entry, { kind: 'answered' }>,
): Refusal | undefined {
  const found = objections.find(({ id }) => id === objection)
  if (found && found.upheld === undefined) return undefined
  return refusal(
    'case.objection',
    '没有这条待答复的异议。',
    'There is no such objection that waits for an answer.',
  )
}

function takenBackRefusal(
  { entries }: Here,
  { entry, author, reason }: Extract<Entry, { kind: 'takenBack' }> & { readonly reason?: string },
): Refusal | undefined {
  const found = entries.find(({ id }) => id === entry)
  // An objection is its maker's, and what hangs has been seen: neither is taken back by an officer.
  if (found && found.author === author && found.kind !== 'objected' && found.kind !== 'posted')
    return reasonRefusal(reason)
  return refusal(
    'case.entry',
    '只能撤回本环节中自己填写的内容。',
    'Only what one entered oneself in this step is taken back.',
  )
}

function decidedRefusal(
  state: CaseState,
  here: Here,
  entry: Extract<Entry, { kind: 'decided' }> & { readonly reason?: string },
  around: Surroundings,
): Refusal | undefined {
  const { step } = here
  if (!step.outcomes.some(({ id }) => id === entry.outcome))
    return refusal(
      'case.outcome',
      `本环节的结果为 ${step.outcomes.map(({ label }) => label.zh).join('、')}。`,
      `The outcomes of this step are ${step.outcomes.map(({ id }) => id).join(', ')}.`,
    )
  if (!goesForward(step, outcomeOf(step, entry.outcome))) return reasonRefusal(entry.reason)
  const gates = gatesOf(state, here, around)
  if (gates.length === 0) return undefined
  return { ...refusal('case.waits', '还不能办结本环节。', 'The step cannot be decided yet.'), gates }
}

function reasonRefusal(reason: string | undefined): Refusal | undefined {
  if (reason !== undefined && reason.trim().length >= 2) return undefined
  return refusal('case.reason', '请写明理由。', 'A reason is needed.')
}
