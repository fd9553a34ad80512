/** How tests walk a case to its end by whoever may act, as the case itself says. */
import type { Case, CaseProcedure } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../platform/uuid.ts'
import type { Api } from '../../testing.ts'
import { dayAfter } from './calendar.ts'
import { act, aScan, look, minutes, post } from './testing.ts'

type Step = CaseProcedure['steps'][number]
export interface World {
  readonly as: (account: string) => Api
  readonly app: FastifyInstance
  readonly clock: { today(): string; passTo(day: string): void }
}

/**
 * Accounts that may be asked, from the village up. The team keeps the minutes of the groups, so that the committee may
 * decide above them; the department compares, so that the county may approve.
 */
const people = ['team', 'registrar', 'helper', 'town', 'sector', 'county', 'city']

/** Somebody who may do something in a step, as the case itself says. */
async function whoMay({ as }: World, id: string, kind: string, step: string, of?: string) {
  for (const account of people) {
    const seen = await look(as(account), id).catch(() => undefined)
    const may = seen?.may.find(
      (each) => each.kind === kind && each.step === step && (!of || each.of?.includes(of)),
    )
    if (may) return account
  }
  return undefined
}

/** Does what a step asks for, by whoever may, and goes on by its first outcome that leads forward. */
async function doStep(world: World, id: string, step: Step): Promise<boolean> {
  const { as, app, clock } = world
  const by = async (
    kind: string,
    of: string | undefined,
    run: (api: Api, account: string) => Promise<unknown>,
  ) => {
    const account = await whoMay(world, id, kind, step.id, of)
    if (account === undefined) return false
    await run(as(account), account)
    return true
  }
  for (const { id: attachment } of step.attach)
    await by('attached', attachment, async (api, account) =>
      act(api, [id], { kind: 'attached', step: step.id, attachment, evidence: [await aScan(app, account)] }),
    )
  if (step.meeting)
    await by('met', undefined, (api) =>
      act(api, [id], { kind: 'met', step: step.id, meeting: minutes, evidence: [] }, voted(step)),
    )
  for (const { id: signer } of step.signs)
    await by('signed', signer, async (api, account) =>
      act(api, [id], {
        kind: 'signed',
        step: step.id,
        signer,
        way: 'drawn',
        evidence: [await aScan(app, account)],
      }),
    )
  if (step.notice) {
    const days = step.notice.days ?? 5
    await by('posted', undefined, (api) => post(api, [id], step.id, clock.today(), days))
    if (step.notice.kind === 'notice') clock.passTo(dayAfter(clock.today(), days + 1, false)!)
  }
  const forward = step.outcomes.find((outcome) => outcome.forward)!
  return by('decided', forward.id, (api) =>
    act(api, [id], { kind: 'decided', step: step.id, outcome: forward.id }),
  )
}

const voted = ({ meeting }: Step) =>
  Object.fromEntries((meeting?.votes ?? []).slice(0, 1).map(({ id }) => [id, 9]))

export async function walk(world: World, id: string): Promise<Case> {
  for (let round = 0; round < 40; round++) {
    const seen = await look(world.as('county'), id).catch(() => look(world.as('city'), id))
    if (seen.state !== 'open') return seen
    let moved = false
    // Those beside first: the main line may wait for them.
    for (const open of seen.steps.toReversed()) {
      moved = await doStep(world, id, seen.runs.steps.find((step) => step.id === open.id)!)
      if (moved) break
    }
    if (!moved)
      throw new Error(
        `${seen.procedure.id} stays at ${seen.steps.map((s) => [s.id, ...s.gates.map((g) => g.text.en)])}`,
      )
  }
  throw new Error('it does not end')
}

/** By the first account that may. */
export async function openBy(
  world: World,
  procedure: string,
  subject: string,
  kind: 'household' | 'village' | 'county',
) {
  const id = uuidv7()
  for (const account of people) {
    const opened = await world
      .as(account)
      .openCases({ body: { procedure, kind, channel: 'cadre', reason: '', subjects: [{ id, subject }] } })
      .catch(() => undefined)
    if (opened) return id
  }
  throw new Error(`nobody may open ${procedure}`)
}
