/** Posting a notice, taking it down, objecting to it. */
import { isActor } from './duties.ts'
import type { EntryOf } from './entry.ts'
import type { Surroundings } from './gates.ts'
import type { Here } from './here.ts'
import { type Refusal, reasonRefusal, refusal } from './refusal.ts'
import type { CaseState } from './state.ts'
import { goesForward } from './steps.ts'

export function postedRefusal(
  { step, posted, objections }: Here,
  { on, from = on, days, until }: EntryOf<'posted'>,
  { dayAfter }: Pick<Surroundings, 'dayAfter'>,
): Refusal | undefined {
  const notice = step.notice ?? step.announcement
  if (notice === undefined) return refusal('case.noNotice', '本环节没有公示。', 'This step has no notice.')
  // One that hung to its end is posted anew when an objection to it was upheld.
  const isAnew = posted !== undefined && posted.until < on && objections.some(({ blocks }) => blocks)
  if (posted && !isAnew) return refusal('case.posted', '已经公示。', 'It has been posted already.')
  if (from < on)
    return refusal(
      'case.noticeShort',
      `公示从 ${on} 起才能计算。`,
      `The notice hangs from ${on} on, not before.`,
    )
  const least = notice.days ?? 1
  // Where nobody knows which days are worked, it hangs that many days of any kind at the least.
  const last = dayAfter(from, days, notice.workingDays) ?? dayAfter(from, days, false)
  if (Number.isInteger(days) && days >= least && last !== undefined && until >= last) return undefined
  const kind = notice.workingDays ? { zh: '个工作日', en: 'working days' } : { zh: '天', en: 'days' }
  return refusal(
    'case.noticeShort',
    `公示不少于 ${Math.max(least, days)} ${kind.zh}。`,
    `The notice hangs ${Math.max(least, days)} ${kind.en} at least.`,
  )
}

export function takenDownRefusal(
  { posted }: Here,
  { on, reason }: EntryOf<'takenDown'> & { readonly reason?: string },
): Refusal | undefined {
  if (posted && on <= posted.until) return reasonRefusal(reason)
  return refusal('case.noNotice', '现在没有张贴着的公示。', 'No notice hangs now.')
}

/**
 * The public objects to what hangs or hung in this step. Who acts in the procedure objects in person without a notice as
 * well, where the step could then go another way: an objection that is upheld must lead somewhere.
 */
export function objectedRefusal(
  { procedure }: CaseState,
  { step, posted }: Here,
  { actor }: EntryOf<'objected'>,
): Refusal | undefined {
  if (step.notice && posted) return undefined
  const isTurning =
    step.notice !== undefined ||
    step.announcement !== undefined ||
    step.outcomes.some((outcome) => !goesForward(step, outcome))
  if (isActor(procedure, actor) && isTurning) return undefined
  return refusal('case.noNotice', '现在没有公示可以提出异议。', 'There is no notice to object to.')
}
