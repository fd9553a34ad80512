/** Who may act: the actors that a procedure names, and duties that one person does not hold together. */
import type { Text } from '../ir.ts'
import type { Entry, EntryOf, SignatureWay } from './entry.ts'
import type { Here } from './here.ts'
import type { Procedure, Step } from './model.ts'
import { innerQuotes, type Refusal, refusal, term } from './refusal.ts'
import type { CaseState } from './state.ts'
import { COUNTY, heightOf } from './steps.ts'

/** Refused unless the actor is one of those who do it; `label` says what it is. */
export function actorRefusal(
  procedure: Procedure,
  state: CaseState | undefined,
  entry: Entry,
  label: Text,
): Refusal | undefined {
  const actors = actorsFor(procedure, state, entry)
  if (actors.includes(entry.actor)) return undefined
  const named = actors.map((actor) => term('actor', actor))
  return refusal(
    'case.actor',
    `“${innerQuotes(label.zh)}”须由${named.join('、')}办理。`,
    `“${label.en}” is for ${named.join(', ')} to do.`,
  )
}

/**
 * As whom an act can be done in a case, before anything else speaks against it; the first are those whose step it is.
 * `signer` and `way` are asked for of a signature, `state` of everything but the opening.
 */
export function actorsFor(
  procedure: Procedure,
  state: CaseState | undefined,
  act: Pick<Entry, 'kind' | 'step'> & { readonly signer?: string; readonly way?: SignatureWay },
): readonly string[] {
  const now = state?.procedure ?? procedure
  const step = now.steps.find(({ id }) => id === act.step)
  const own = step?.actors ?? []
  const all = now.steps.flatMap(({ actors }) => actors)
  switch (act.kind) {
    case 'opened':
      return now.opens
    case 'withdrawn':
      return [...new Set([...own, ...now.opens])]
    case 'reopened':
      return overseers(now, highestOf(state))
    case 'moved':
      return overseers(now)
    case 'answered':
      return [...new Set([...own, ...higherThan(now, step)])]
    case 'objected':
    case 'takenBack':
      return [...new Set([...own, ...all])]
    case 'signed':
      return act.way === 'account' ? own.filter((actor) => actor === act.signer) : own
    default:
      return own
  }
}

function higherThan({ steps }: Procedure, step: Step | undefined): readonly string[] {
  const height = heightOf(step?.level)
  return steps.filter(({ level }) => heightOf(level) > height).flatMap(({ actors }) => actors)
}

/** The highest level at which something in the case was decided. */
function highestOf(state: CaseState | undefined): number {
  const done = state ? [...state.way, ...state.besideDone] : []
  return Math.max(-1, ...done.map(({ level }) => heightOf(level)))
}

/**
 * Who may reopen or move a case: the actors of its steps at the county or above, but not below `floor`, the highest
 * level that decided in it; where no step stands so high, those of the highest steps.
 */
function overseers({ steps }: Procedure, floor = -1): readonly string[] {
  const highest = Math.max(...steps.map(({ level }) => heightOf(level)))
  const least = Math.min(Math.max(floor, COUNTY), highest)
  return [...new Set(steps.filter(({ level }) => heightOf(level) >= least).flatMap(({ actors }) => actors))]
}

interface Act {
  readonly step: string
  readonly label: Text
  readonly level: string | undefined
  readonly hands: readonly string[]
  readonly isMain: boolean
}

/**
 * Nobody decides at a level what the same person decided or signed at a lower one: to approve oneself is no approval,
 * and who signed as the household or as its helper is not the township or the county (SR-11: maker and checker differ).
 * What runs beside the main line has no order to it, so there nobody acts at two levels at all.
 */
export function apart(state: CaseState, here: Here, author: string): Refusal | undefined {
  const isMain = here === state.here
  const height = heightOf(here.step.level)
  const own = actsOf(state).find((act) => {
    if (act.step === here.step.id || !act.hands.includes(author)) return false
    const other = heightOf(act.level)
    return isMain && act.isMain ? other < height : other !== height
  })
  if (own === undefined) return undefined
  return refusal(
    'case.apart',
    `您已办理“${innerQuotes(own.label.zh)}”，不同层级的环节须由他人办理。`,
    `You have acted in “${own.label.en}”; a step of another level is another person's.`,
  )
}

/** What holds in the case and by whose hands: done, and under way. */
function actsOf({ way, besideDone, here, beside }: CaseState): Act[] {
  const done = [...way, ...besideDone].map((each) => ({ ...each, isMain: each.beside === undefined }))
  const open = [...(here ? [here] : []), ...beside].map(({ step, hands, deferred }) => {
    const { id, label, level } = step
    return { step: id, label, level, hands, isMain: step.beside === undefined && !deferred }
  })
  return [...done, ...open]
}

/**
 * An objection against a village's list is answered by somebody who has decided nothing in the case, has not posted
 * the notice and has not objected in person: another of the step, or somebody of a higher one, as the township looks
 * again at what a village refused (Qingshui), and the accused never handles the complaint (12317).
 */
export function answeredRefusal(
  state: CaseState,
  here: Here,
  entry: EntryOf<'answered'>,
): Refusal | undefined {
  const { step, objections, entries } = here
  const wrong = actorRefusal(state.procedure, state, entry, {
    zh: `${step.label.zh}：答复异议`,
    en: `${step.label.en}: answer to an objection`,
  })
  if (wrong) return wrong
  const { objection, author } = entry
  const found = objections.find(({ id }) => id === objection)
  if (found === undefined || found.upheld !== undefined)
    return refusal(
      'case.objection',
      '没有这条待答复的异议。',
      'There is no such objection that waits for an answer.',
    )
  const involved = new Set([
    ...[...state.way, ...state.besideDone].map((done) => done.author),
    ...entries.filter(({ kind }) => kind === 'posted').map((entry) => entry.author),
    ...(isActor(state.procedure, found.actor) ? [found.author] : []),
  ])
  if (!involved.has(author)) return undefined
  return refusal(
    'case.apart',
    '办理过本事项、张贴公示或本人提出异议的人不能答复，须由他人或上级答复。',
    'Who decided in the case, posted the notice or objected in person does not answer: another person or a higher level does.',
  )
}

/** Somebody of the procedure, in person, and not a member of the public whose words were taken down. */
export function isActor({ steps }: Procedure, actor: string): boolean {
  return steps.some(({ actors }) => actors.includes(actor))
}
