/** People of good will, each a new one, who carry a case to its end wherever it stands. For tests only. */
import type { Day } from '../model.ts'
import {
  after,
  type CaseState,
  type Entry,
  firstForward,
  type Gate,
  gatesOf,
  type Here,
  heresOf,
  refusalOf,
} from './index.ts'
import type { Meeting } from './model.ts'
import { heightOf } from './steps.ts'
import { dayAfter, on } from './walk.fixture.ts'

let number = 0

/** A case that can go no further throws. */
export function carriedOn(state: CaseState, today: Day): CaseState {
  let [now, day] = [state, today]
  for (let left = 400; left > 0 && now.here; left -= 1) {
    const open = heresOf(now).map((here) => ({ here, gates: gatesOf(now, here, on(day)) }))
    // What waits for another step is left until that one is done.
    const next = open.find(
      ({ here, gates }) => firstForward(here.step) && gates.every(({ gate }) => gate !== 'step'),
    )
    if (next === undefined)
      throw new Error(`nothing can be done at ${open.map(({ here }) => here.step.id).join()}`)
    const said = sayingFor(now, next.here, next.gates[0], day)
    if (said === 'wait') day = dayAfter(day, 2)
    else now = made(now, next.here, said, day)
  }
  return now
}

type Saying = Record<string, unknown> & { kind: Entry['kind'] }

function sayingFor(state: CaseState, here: Here, gate: Gate | undefined, day: Day): Saying | 'wait' {
  const { step } = here
  if (gate === undefined) return { kind: 'decided', outcome: firstForward(step)!.id }
  switch (gate.gate) {
    case 'attachment':
      return { kind: 'attached', attachment: gate.attachment }
    case 'signature':
      return { kind: 'signed', signer: gate.signer, way: 'paper' }
    case 'meeting':
    case 'majority':
      return met(step.meeting!)
    case 'notice':
      return posting(here, day)
    case 'beginning':
    case 'hanging':
      return 'wait'
    case 'objection': {
      const { id } = here.objections.find(({ upheld }) => upheld === undefined)!
      const higher = state.procedure.steps.find(({ level }) => heightOf(level) > heightOf(step.level))
      return { kind: 'answered', objection: id, upheld: false, actor: (higher ?? step).actors[0] }
    }
    case 'upheld':
      return afterUpheld(state, here, day)
    default:
      throw new Error(`nobody can see to ${gate.gate} at ${step.id}`)
  }
}

/** Everybody who has to be there is, and is in favour. */
function met({ least: present, votes: [yes] }: Meeting): Saying {
  return { kind: 'met', present, votes: yes === undefined ? {} : { [yes]: present } }
}

/** The notice hangs anew, or the case goes back, or it is refused. */
function afterUpheld(state: CaseState, here: Here, day: Day): Saying | 'wait' {
  const { step, posted } = here
  if (posted) return posted.until < day ? posting(here, day) : 'wait'
  const back = step.outcomes.find(
    ({ returns, to }) =>
      returns && (to === state.here!.step.id || state.way.some((done) => done.step === to)),
  )
  const refused = step.outcomes.find((outcome) => !outcome.returns && outcome !== firstForward(step))
  const outcome = back ?? refused
  if (outcome) return { kind: 'decided', outcome: outcome.id }
  if (step.notice ?? step.announcement) return posting(here, day)
  throw new Error(`an objection that was upheld leads nowhere at ${step.id}`)
}

function posting({ step }: Here, day: Day): Saying {
  const days = (step.notice ?? step.announcement)!.days ?? 1
  return { kind: 'posted', days, until: dayAfter(day, days) }
}

function made(state: CaseState, { step }: Here, said: Saying, day: Day): CaseState {
  number += 1
  const common = {
    id: `g${number}`,
    author: `good ${number}`,
    actor: step.actors[0],
    step: step.id,
    on: day,
    reason: '按程序办理',
  }
  const entry = { ...common, ...said } as unknown as Entry
  const refused = refusalOf(state.procedure, state, entry, on(day))
  if (refused)
    throw new Error(`${said.kind} at ${step.id}: ${refused.message.en} ${JSON.stringify(refused.gates)}`)
  return after(state.procedure, state, entry)
}
