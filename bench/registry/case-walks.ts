/** Cases as a county has them, walked through their procedures by the engine: one for each step where a case can stand, and for each end. */

import type { Installation } from '../../apps/server/src/compose.ts'
import { type KnownProcedure, proceduresAt } from '../../apps/server/src/modules/cases/procedures.ts'
import { sha256 } from '../../apps/server/src/modules/policies/index.ts'
import { type CaseState, type Entry, type Procedure, stateOf } from '../../packages/policy/src/index.ts'

/** An entry of a walk, on the n-th day of its case. */
export interface Walked {
  readonly kind: Entry['kind']
  readonly day: number
  readonly facts: Readonly<Record<string, unknown>>
}

export interface Walk {
  readonly known: KnownProcedure
  readonly isOpen: boolean
  readonly entries: readonly Walked[]
}

const REGION = '450599'
const DAY = 86_400_000
/** No case of ours goes through more. */
const MOST_STEPS = 20
const FIRST = '2017-01-01'

/**
 * Exits that stand at each step and exits that ended at their beginning and at their end, look-backs with each conclusion.
 * The packs of 2017 state no days: here a case has 90, and each of its steps 10.
 */
export function walksOf({ registry, judging }: Installation): Walk[] {
  const inForce = proceduresAt({ registry, judging, system: registry.db }, REGION)
  const known = (id: string) => withDays(inForce.find(({ procedure }) => procedure.id === id)!)
  const [exit, lookBack] = [known('householdExit'), known('lookBack')]
  const main = exit.procedure.steps.filter(({ beside }) => beside === undefined)
  const begun = main.map((_, steps) => walk(exit, { steps, choose: forwards }))
  const failed = walk(exit, { steps: 1, choose: (_, outcomes) => outcomes.find(({ to }) => to === 'end')! })
  const [verification] = lookBack.procedure.steps.filter(({ id }) => id === 'jointVerification')
  const concluded = verification!.outcomes
    .filter(({ returns }) => !returns)
    .map(({ id }) =>
      walk(lookBack, {
        steps: MOST_STEPS,
        choose: (step, outcomes) =>
          outcomes.find((each) => step === verification!.id && each.id === id) ?? outcomes[0]!,
      }),
    )
  const ended = [
    walk(exit, { steps: MOST_STEPS, choose: forwards }),
    failed,
    failed,
    failed,
    ...concluded.filter(({ isOpen }) => !isOpen),
  ]
  return [...begun, ...ended]
}

type Outcome = Procedure['steps'][number]['outcomes'][number]
type Choose = (step: string, outcomes: readonly Outcome[]) => Outcome

const forwards: Choose = (_, outcomes) => outcomes[0]!

function withDays(known: KnownProcedure): KnownProcedure {
  const procedure = {
    ...known.procedure,
    days: 90,
    workingDays: false,
    steps: known.procedure.steps.map((step) => ({ ...step, days: 10, workingDays: false })),
  }
  return { ...known, procedure, digest: sha256(JSON.stringify({ procedure, note: known.note })) }
}

/** Does all that each step asks for and decides it, until so many steps are done or nothing is left to do. */
function walk(known: KnownProcedure, { steps, choose }: { steps: number; choose: Choose }): Walk {
  const { procedure } = known
  const [first] = procedure.steps
  const opened = { channel: 'cadre', procedure: procedure.id, digest: known.digest, step: first!.id }
  const entries: Walked[] = [{ kind: 'opened', day: 0, facts: { ...opened, actor: actorOf(first!) } }]
  for (let done = 0; done < steps; done++) {
    const state = stateBy(procedure, entries)
    const here = state.here
    if (state.state !== 'open' || here === undefined) break
    const day = entries.at(-1)!.day + 1
    entries.push(...workOf(here.step, day))
    const { id } = choose(here.step.id, here.step.outcomes)
    const last = entries.at(-1)!
    const hung = last.kind === 'posted' ? 7 : 0
    entries.push(said('decided', here.step, last.day + hung, { outcome: id }))
  }
  return { known, entries, isOpen: stateBy(procedure, entries).state === 'open' }
}

type Step = Procedure['steps'][number]

const actorOf = (step: Step) => step.actors[0]!

function said(kind: Entry['kind'], step: Step, day: number, facts: Record<string, unknown>): Walked {
  return { kind, day, facts: { step: step.id, actor: actorOf(step), ...facts } }
}

function workOf(step: Step, day: number): Walked[] {
  const { least = 7 } = step.meeting ?? {}
  const present = Array.from({ length: Math.max(least, 9) }, (_, n) => `到会人${n + 1}`)
  const meeting = {
    place: '村委会',
    chair: '到会人1',
    recorder: '到会人2',
    present,
    minutes: '逐户评议，一致同意。',
  }
  return [
    ...step.signs.map((signer) => said('signed', step, day, { signer, way: 'drawn' })),
    ...step.attach.map(({ id }) => said('attached', step, day, { attachment: id })),
    ...(step.meeting ? [said('met', step, day, { meeting, votes: { agree: present.length } })] : []),
    ...(step.notice || step.announcement
      ? [said('posted', step, day, { days: 7, from: dayAt(day), until: dayAt(day + 6) })]
      : []),
  ]
}

export const dayAt = (day: number) => new Date(Date.parse(FIRST) + day * DAY).toISOString().slice(0, 10)

/** As the engine reads a journal. */
export function stateBy(procedure: Procedure, entries: readonly Walked[]): CaseState {
  return stateOf(procedure, entries.map(engineEntryOf))!
}

function engineEntryOf({ kind, day, facts }: Walked, index: number): Entry {
  const {
    digest: _,
    meeting,
    ...rest
  } = facts as Record<string, unknown> & { meeting?: { present: string[] } }
  const id = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`
  return {
    ...{ id, kind, on: dayAt(day), author: 'walker', reason: '', ...rest },
    ...(meeting ? { present: meeting.present.length } : {}),
    ...(kind === 'opened' ? { status: null } : {}),
  } as unknown as Entry
}
