/** What happens to a case as a whole: opened, withdrawn, reopened, moved, gone on by the green channel. */
import { actorRefusal } from './duties.ts'
import { channels, type EntryOf } from './entry.ts'
import type { Surroundings } from './gates.ts'
import type { Here } from './here.ts'
import { END, type Procedure } from './model.ts'
import { innerQuotes, type Refusal, reasonRefusal, refusal, term } from './refusal.ts'
import type { CaseState } from './state.ts'
import { firstForward } from './steps.ts'

type Reasoned<E> = E & { readonly reason?: string }

export function openedRefusal(
  procedure: Procedure,
  state: CaseState | undefined,
  entry: EntryOf<'opened'>,
  around: Pick<Surroundings, 'verdicts'>,
): Refusal | undefined {
  if (state) return refusal('case.open', '事项已经开始。', 'The case has been opened already.')
  const { label, statuses, steps } = procedure
  if (entry.step !== steps[0]!.id || !channels.includes(entry.channel))
    return refusal(
      'case.otherStep',
      `事项从“${innerQuotes(steps[0]!.label.zh)}”开始。`,
      `The case begins at “${steps[0]!.label.en}”.`,
    )
  return (
    actorRefusal(procedure, state, entry, label) ??
    statusRefusal(procedure, statuses, entry.status) ??
    conditionRefusal(procedure, around)
  )
}

/** A subject without a status has that of `none`. */
const stand = (status: string | null) => term('status', status ?? 'none')

function statusRefusal(
  { label }: Procedure,
  statuses: readonly string[],
  status: string | null,
): Refusal | undefined {
  if (statuses.length === 0 || statuses.includes(status ?? 'none')) return undefined
  return refusal(
    'case.status',
    `“${innerQuotes(label.zh)}”只对${statuses.map(stand).join('、')}的对象发起，该对象现为${stand(status)}。`,
    `“${label.en}” is opened for ${statuses.map(stand).join(', ')} only; the status is ${stand(status)}.`,
  )
}

/**
 * Whom a procedure is for besides the status: who meets `when`, and who does not meet `unless`. What nobody has judged is
 * neither: it does not stand in the way of `unless`, and is not enough for `when`.
 */
export function conditionRefusal(
  { label, when, unless }: Pick<Procedure, 'label' | 'when' | 'unless'>,
  { verdicts }: Pick<Surroundings, 'verdicts'>,
): Refusal | undefined {
  const [zh, en] = [innerQuotes(label.zh), label.en]
  if (unless !== undefined && verdicts[unless] === 'met')
    return refusal(
      'case.condition',
      `该对象已符合“${term('set', unless)}”，不再办理“${zh}”。`,
      `It meets “${term('set', unless)}” already: no “${en}” is made for it.`,
    )
  if (when === undefined || verdicts[when] === 'met') return undefined
  return refusal(
    'case.condition',
    `“${zh}”只对符合“${term('set', when)}”的对象办理，该对象不符合。`,
    `“${en}” is for those alone who meet “${term('set', when)}”, and this one does not.`,
  )
}

/** Who may open a case may withdraw it, and so may those where it stands. */
export function withdrawnRefusal(
  state: CaseState,
  entry: Reasoned<EntryOf<'withdrawn'>>,
): Refusal | undefined {
  const { procedure } = state
  const label = { zh: `${procedure.label.zh}：撤回`, en: `${procedure.label.en}: withdrawal` }
  return actorRefusal(procedure, state, entry, label) ?? reasonRefusal(entry.reason)
}

export function deferredRefusal(
  { step }: Here,
  { reason }: Reasoned<EntryOf<'deferred'>>,
): Refusal | undefined {
  const outcome = firstForward(step)
  if (step.deferrable && outcome && outcome.to !== END) return reasonRefusal(reason)
  return refusal(
    'case.deferral',
    `“${innerQuotes(step.label.zh)}”不能后补，须先办结。`,
    `“${step.label.en}” cannot be made good later: it must be decided first.`,
  )
}

/**
 * A status is given to a subject that may still get it: another case may have changed what it has since this one was
 * opened. Where the procedure names the statuses that it is for, it has one of those, otherwise the one of the opening.
 */
export function overtakenRefusal(
  { procedure, before }: CaseState,
  { status }: Pick<Surroundings, 'status'>,
): Refusal | undefined {
  if (status === undefined) return undefined
  const { statuses } = procedure
  const isFor = statuses.length === 0 ? status === before : statuses.includes(status ?? 'none')
  if (isFor) return undefined
  return refusal(
    'case.status',
    `现在的状态是${stand(status)}，已被其他事项改变，不能再由本事项给出状态。`,
    `The status is ${stand(status)} by now: another case has changed it, and this one gives none.`,
  )
}

/**
 * By those at the highest level that decided in it, of the county or above: an exit in error is the county's to undo.
 * `around.status` is what the subject has today: when another case has changed it since, that one has to be undone first.
 */
export function reopenedRefusal(
  state: CaseState,
  entry: Reasoned<EntryOf<'reopened'>>,
  around: Pick<Surroundings, 'status' | 'isGivenAnew' | 'verdicts'>,
): Refusal | undefined {
  const { status, isGivenAnew } = around
  if (state.state !== 'ended')
    return refusal('case.notEnded', '只有办结的事项才能重新办理。', 'Only a case that ended is reopened.')
  const { procedure, way } = state
  if (!way.some(({ step }) => step === entry.step) || procedure.steps.every(({ id }) => id !== entry.step))
    return refusal(
      'case.otherStep',
      `只能回到经过的环节：${way.map(({ label }) => label.zh).join('、')}。`,
      `It goes back to a step of its way: ${way.map(({ label }) => label.en).join(', ')}.`,
    )
  if (entry.on < state.ended!)
    return refusal(
      'case.earlier',
      `日期不能早于办结的 ${state.ended}。`,
      `The day cannot be before ${state.ended}, when the case ended.`,
    )
  const label = { zh: `${procedure.label.zh}：重新办理`, en: `${procedure.label.en}: reopening` }
  const changed = state.status !== undefined && status !== undefined && status !== state.status
  return (
    actorRefusal(procedure, state, entry, label) ??
    (changed
      ? refusal(
          'case.status',
          `本事项给出的状态“${stand(state.status!)}”已被其他事项改为“${stand(status)}”，请先处理该事项。`,
          `Another case has changed the status ${stand(state.status!)} that this one gave to ${stand(status)}: see to that first.`,
        )
      : undefined) ??
    (isGivenAnew
      ? refusal(
          'case.status',
          '本事项写入的事实已被其他事项改变，请先处理该事项。',
          'Another case has changed the facts that this one gave: see to that first.',
        )
      : undefined) ??
    (state.status === undefined ? overtakenRefusal(state, around) : undefined) ??
    // What it gave itself is withdrawn by reopening it.
    (state.given.length === 0 ? conditionRefusal(procedure, around) : undefined) ??
    reasonRefusal(entry.reason)
  )
}

/** To a version that still has the step where it stands, and what it owes. */
export function movedRefusal(
  state: CaseState,
  { step }: Here,
  entry: Reasoned<EntryOf<'moved'>>,
): Refusal | undefined {
  const { procedure, way } = state
  const { to, reason } = entry
  const label = {
    zh: `${procedure.label.zh}：转入新版本`,
    en: `${procedure.label.en}: move to another version`,
  }
  const wrong = actorRefusal(procedure, state, entry, label)
  if (wrong) return wrong
  const needed = [step.id, ...way.flatMap((done) => (done.deferred ? [done.step] : []))]
  const missing = needed.find((id) => {
    const found = to.steps.find((each) => each.id === id)
    return found === undefined || found.beside !== undefined
  })
  if (to.id === procedure.id && to.subject === procedure.subject && missing === undefined)
    return reasonRefusal(reason)
  const what = missing ?? to.id
  return refusal(
    'case.version',
    `新版本中没有事项所在的环节 ${what}，不能转入。`,
    `The other version has no step ${what}, where the case stands: it cannot be moved.`,
  )
}
