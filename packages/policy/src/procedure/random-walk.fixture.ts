/** Random acts of random people, most of which carry a case on, or nothing would ever be reached. For tests only. */
import fc from 'fast-check'
import {
  actorsFor,
  after,
  type CaseState,
  type Entry,
  firstForward,
  heresOf,
  type Procedure,
  refusalOf,
} from './index.ts'
import { dayAfter, on } from './walk.fixture.ts'

const kinds = [
  'opened',
  'signed',
  'attached',
  'met',
  'posted',
  'takenDown',
  'objected',
  'answered',
  'decided',
  'deferred',
  'withdrawn',
  'takenBack',
  'reopened',
  'moved',
] as const
const carrying = ['signed', 'attached', 'met', 'posted', 'decided', 'decided', 'answered'] as const
const people = Array.from({ length: 24 }, (_, index) => `p${index}`)

export const act = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Entry['kind']>(...kinds) },
    { weight: 8, arbitrary: fc.constantFrom<Entry['kind']>(...carrying) },
  ),
  author: fc.constantFrom(...people),
  pick: fc.nat({ max: 10_000 }),
  /** Some other step than where it stands, now and then. */
  step: fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.nat({ max: 20 }) },
  ),
  wait: fc.nat({ max: 9 }),
  /** Days by which it is entered late. */
  late: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 9 }) }),
  verdict: fc.constantFrom(
    'met' as const,
    'met' as const,
    'met' as const,
    'unmet' as const,
    'undetermined' as const,
  ),
  /** Whether what is asked is known by then. */
  isKnown: fc.oneof(
    { weight: 5, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
})
export type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

/** A later version, which wants more: notices hang two days longer, and the last main step wants a paper. */
export function newer(procedure: Procedure): Procedure {
  const last = procedure.steps.findLast(({ beside }) => beside === undefined)
  return {
    ...procedure,
    steps: procedure.steps.map((step) => ({
      ...step,
      notice: step.notice && { ...step.notice, days: (step.notice.days ?? 1) + 2 },
      attach:
        step === last ? [...step.attach, { id: 'newPaper', label: undefined, optional: false }] : step.attach,
    })),
  }
}

let number = 0
/** What somebody tries, right or wrong. */
export function tried(
  procedure: Procedure,
  state: CaseState | undefined,
  { kind, author, pick, step, late }: Act,
  today: string,
): Entry & { readonly reason: string } {
  const of = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(list.length, 1)]
  const now = state?.procedure ?? procedure
  const here = state && of(heresOf(state))
  const usual =
    kind === 'reopened' ? now.steps.find(({ id }) => id === of(state?.way ?? [])?.step) : here?.step
  const at = step === undefined ? (usual ?? now.steps[0]!) : now.steps[step % now.steps.length]!
  const way = pick % 3 ? ('drawn' as const) : ('account' as const)
  const signer = of(at.signs) ?? 'nobody'
  const may = actorsFor(procedure, state, { kind, step: at.id, signer, way })
  const actors = kind === 'objected' ? ['public', 'public', 'public', ...may] : may
  const common = {
    id: `r${++number}`,
    step: at.id,
    author,
    // Somebody else of the procedure, now and then.
    actor: of(pick % 11 ? actors : now.steps.flatMap((each) => each.actors)) ?? 'nobody',
    on: dayAfter(today, 1 - late),
    reason: pick % 7 ? '理由写明' : '',
  }
  const days = pick % 12
  const votes = at.meeting?.votes ?? []
  const contents: Record<Entry['kind'], object> = {
    opened: {
      channel: 'cadre',
      status: of([...now.statuses.filter((each) => each !== 'none'), null, 'poor']),
    },
    objected: {},
    withdrawn: {},
    takenDown: {},
    deferred: {},
    reopened: {},
    moved: { to: newer(procedure) },
    signed: { signer, way },
    attached: { attachment: of(at.attach)?.id ?? 'nothing' },
    met: {
      present: pick % 5 ? 9 + (pick % 7) : pick % 20,
      votes: Object.fromEntries(votes.map((vote, index) => [vote, index === 0 ? 6 + (pick % 3) : pick % 8])),
    },
    posted: { days, until: dayAfter(common.on, Math.max(days - (pick % 9 ? 0 : 4), 1)) },
    answered: { objection: of(here?.objections ?? [])?.id ?? 'none', upheld: pick % 3 === 0 },
    // The first outcome leads on: the others would end or return nearly every case.
    decided: { outcome: (pick % 10 < 8 ? (firstForward(at) ?? at.outcomes[0]) : of(at.outcomes))!.id },
    takenBack: { entry: of(here?.entries ?? [])?.id ?? 'none' },
  }
  return { kind, ...common, ...contents[kind] } as Entry & { reason: string }
}

export interface Made {
  readonly entry: Entry
  readonly before: CaseState | undefined
  readonly after: CaseState
  readonly verdict: Act['verdict']
  readonly isKnown: boolean
}
export interface Walked {
  readonly state: CaseState | undefined
  readonly made: readonly Made[]
  readonly today: string
}

/** What of the acts was admitted, in order. */
export function walked(procedure: Procedure, acts: readonly Act[]): Walked {
  let state: CaseState | undefined
  let today = '2022-01-01'
  const made: Made[] = []
  for (const each of acts) {
    today = dayAfter(today, each.wait + 1)
    const entry = tried(procedure, state, each, today)
    // What ends a case, or sends it far back, is done by a few.
    if (['withdrawn', 'moved'].includes(entry.kind) && each.pick % 10) continue
    const { verdict, isKnown } = each
    if (refusalOf(procedure, state, entry, on(today, verdict, isKnown ? undefined : []))) continue
    const next = after(procedure, state, entry)
    made.push({ entry, before: state, after: next, verdict, isKnown })
    state = next
  }
  return { state, made, today }
}
