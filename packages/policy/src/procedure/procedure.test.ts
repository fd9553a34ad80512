/** Cases walk the procedures that the packs state: nothing is left out, nobody approves what is one's own. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDay, parseDay } from '../expression/calendar.ts'
import { loaded, policyOf, readPolicies } from '../pack/library-card.fixture.ts'
import {
  after,
  type CaseState,
  type Entry,
  gatesOf,
  type Procedure,
  procedureOf,
  refusalOf,
  type Surroundings,
  stateOf,
} from './index.ts'

const packs = loaded(readPolicies('cn/**/*.yaml').filter(({ path }) => !path.includes('/tests/')))
const procedureIn = (region: string, asOf: string, id: string): Procedure => {
  const item = policyOf(packs, { region, asOf }).items.procedures?.find((each) => each.id === id)
  if (item === undefined) throw new Error(`there is no procedure ${id} in ${region}`)
  return procedureOf(item)
}

const exit = procedureIn('450521', '2017-03-31', 'householdExit')
const identification = procedureIn('431022102', '2015-03-31', 'pilotIdentification')
const monitoring = procedureIn('450521', '2022-03-31', 'monitoringRecognition')
const removal = procedureIn('450521', '2022-03-31', 'riskRemoval')

const dayAfter = (from: string, days: number): string => formatDay(parseDay(from)! + days - 1)
const on = (today: string, verdict: 'met' | 'unmet' | 'undetermined' = 'met'): Surroundings => ({
  today,
  dayAfter,
  verdicts: {
    'household-exit': verdict,
    identification: verdict,
    monitoring: verdict,
    'risk-removal': verdict,
  },
})

let number = 0
type Said = Record<string, unknown> & { kind: Entry['kind']; step: string }
const entry = (said: Said): Entry & { reason?: string } =>
  ({
    id: `e${++number}`,
    author: `who acts in ${said.step}`,
    actor: 'nobody',
    on: '2017-11-01',
    ...(said.kind === 'opened' ? { channel: 'cadre', status: 'poor' } : {}),
    ...(said.kind === 'signed' ? { way: 'drawn' } : {}),
    ...said,
  }) as Entry

/** Makes entries one after the other, each of which must be admitted. */
function walk(
  procedure: Procedure,
  steps: readonly Said[],
  around: Surroundings = on('2017-12-31'),
): CaseState {
  let state: CaseState | undefined
  for (const said of steps) {
    const made = entry(said)
    const refused = refusalOf(procedure, state, made, around)
    expect(refused, `${said.kind} ${said.step}: ${JSON.stringify(refused)}`).toBeUndefined()
    state = after(procedure, state, made)
  }
  return state!
}

const confirmed: readonly Said[] = [
  { kind: 'opened', step: 'homeCheck', actor: 'helper' },
  { kind: 'decided', step: 'homeCheck', actor: 'helper', outcome: 'meets' },
  { kind: 'attached', step: 'dualConfirmation', actor: 'helper', attachment: 'dualConfirmationSheet' },
  { kind: 'signed', step: 'dualConfirmation', actor: 'helper', signer: 'head' },
  { kind: 'signed', step: 'dualConfirmation', actor: 'helper', signer: 'helper' },
  { kind: 'decided', step: 'dualConfirmation', actor: 'helper', outcome: 'signed' },
  { kind: 'met', step: 'villageReview', actor: 'villageCommittee', present: 30, votes: { agree: 30 } },
  { kind: 'decided', step: 'villageReview', actor: 'villageCommittee', outcome: 'passed' },
]
const posted = (step: string, actor: string, from = '2017-11-01', days = 7): Said => ({
  kind: 'posted',
  step,
  actor,
  on: from,
  days,
  until: dayAfter(from, days),
})

describe('the exit of a household in Guangxi', () => {
  test('from the check in the house to the announcement, and the status comes with the last step alone', () => {
    const before = walk(exit, [
      ...confirmed,
      posted('firstNotice', 'villageCommittee'),
      {
        kind: 'decided',
        step: 'firstNotice',
        actor: 'villageCommittee',
        outcome: 'unopposed',
        on: '2017-11-08',
      },
      { kind: 'decided', step: 'townAudit', actor: 'township', outcome: 'passed', on: '2017-11-09' },
      posted('secondNotice', 'township', '2017-11-10'),
      { kind: 'decided', step: 'secondNotice', actor: 'township', outcome: 'unopposed', on: '2017-11-17' },
      { kind: 'decided', step: 'countyApproval', actor: 'county', outcome: 'approved', on: '2017-11-20' },
    ])
    expect(before.status).toBeUndefined()
    const announced = [
      posted('announcement', 'county', '2017-11-21'),
      {
        kind: 'decided',
        step: 'announcement',
        actor: 'county',
        outcome: 'exited',
        on: '2017-11-21',
      } as const,
    ]
    const end = announced.map(entry).reduce<CaseState>((state, made) => {
      expect(refusalOf(exit, state, made, on('2017-11-21'))).toBeUndefined()
      return after(exit, state, made)
    }, before)
    expect(end).toMatchObject({ state: 'ended', status: 'exited' })
    expect(end.way.map(({ step }) => step)).toEqual(exit.steps.map(({ id }) => id))
  })

  test('a verdict that is undetermined by now stops it, and says so', () => {
    const state = walk(exit, confirmed.slice(0, 1))
    const decide = entry({ kind: 'decided', step: 'homeCheck', actor: 'helper', outcome: 'meets' })
    for (const verdict of ['unmet', 'undetermined'] as const)
      expect(refusalOf(exit, state, decide, on('2017-12-31', verdict))).toMatchObject({
        code: 'case.waits',
        gates: [{ gate: 'verdict', set: 'household-exit', outcome: verdict }],
      })
    const unjudged = { ...on('2017-12-31'), verdicts: {} }
    expect(refusalOf(exit, state, decide, unjudged)?.gates).toEqual([
      { gate: 'verdict', set: 'household-exit', outcome: undefined },
    ])
  })

  test('one signature is not two, the same one does not count twice, and the sheet must be there', () => {
    const state = walk(exit, confirmed.slice(0, 2))
    const decide = entry({ kind: 'decided', step: 'dualConfirmation', actor: 'helper', outcome: 'signed' })
    expect(gatesOf(state, state.here!, on('2017-12-31')).map(({ gate }) => gate)).toEqual([
      'attachment',
      'signature',
      'signature',
    ])
    const signed = after(
      exit,
      state,
      entry({ kind: 'signed', step: 'dualConfirmation', actor: 'helper', signer: 'head' }),
    )
    expect(refusalOf(exit, signed, decide, on('2017-12-31'))?.code).toBe('case.waits')
    const again = entry({ kind: 'signed', step: 'dualConfirmation', actor: 'helper', signer: 'head' })
    expect(refusalOf(exit, signed, again, on('2017-12-31'))?.code).toBe('case.signer')
  })

  test('a notice hangs to its end, and an objection must be answered first', () => {
    const hanging = walk(exit, [...confirmed, posted('firstNotice', 'villageCommittee')])
    const decide = (day: string) =>
      refusalOf(
        exit,
        hanging,
        entry({
          kind: 'decided',
          step: 'firstNotice',
          actor: 'villageCommittee',
          outcome: 'unopposed',
          on: day,
        }),
        on(day),
      )
    expect(decide('2017-11-07')?.gates).toEqual([{ gate: 'hanging', until: '2017-11-07' }])
    expect(decide('2017-11-08')).toBeUndefined()
    const objection = entry({ kind: 'objected', step: 'firstNotice', author: 'a villager' })
    const objected = after(exit, hanging, objection)
    const gates = (state: CaseState) => gatesOf(state, state.here!, on('2017-11-08'))
    expect(gates(objected)).toEqual([{ gate: 'objection', open: 1 }])
    const answer = (upheld: boolean) =>
      after(
        exit,
        objected,
        entry({
          kind: 'answered',
          step: 'firstNotice',
          actor: 'villageCommittee',
          objection: objection.id,
          upheld,
        }),
      )
    expect(gates(answer(false))).toEqual([])
    expect(gates(answer(true))).toEqual([{ gate: 'upheld', objections: 1 }])
  })

  test('what was returned is done anew: signatures and notices of before count no more', () => {
    const returned = walk(exit, [
      ...confirmed,
      posted('firstNotice', 'villageCommittee'),
      {
        kind: 'decided',
        step: 'firstNotice',
        actor: 'villageCommittee',
        outcome: 'opposed',
        reason: '房屋未完工',
        on: '2017-11-03',
      },
    ])
    expect(returned.here?.step.id).toBe('homeCheck')
    expect(returned.way).toEqual([])
    expect(returned.history).toHaveLength(4)
    const once = after(
      exit,
      returned,
      entry({ kind: 'decided', step: 'homeCheck', actor: 'helper', outcome: 'meets', on: '2017-11-04' }),
    )
    expect(gatesOf(once, once.here!, on('2017-12-31'))).toHaveLength(3)
  })

  test('to send back or to end it needs a reason, and nothing else', () => {
    const state = walk(exit, confirmed.slice(0, 1))
    const fails = (reason?: string) =>
      refusalOf(
        exit,
        state,
        entry({
          kind: 'decided',
          step: 'homeCheck',
          actor: 'helper',
          outcome: 'fails',
          ...(reason ? { reason } : {}),
        }),
        on('2017-12-31', 'unmet'),
      )
    expect(fails()?.code).toBe('case.reason')
    expect(fails(' 。')?.code).toBe('case.reason')
    expect(fails('饮水不安全')).toBeUndefined()
  })

  test('whoever decided in the village does not decide for the township or the county', () => {
    const state = walk(exit, [
      ...confirmed,
      posted('firstNotice', 'villageCommittee'),
      {
        kind: 'decided',
        step: 'firstNotice',
        actor: 'villageCommittee',
        outcome: 'unopposed',
        on: '2017-11-08',
      },
    ])
    const audit = (author: string) =>
      refusalOf(
        exit,
        state,
        entry({
          kind: 'decided',
          step: 'townAudit',
          actor: 'township',
          outcome: 'passed',
          on: '2017-11-09',
          author,
        }),
        on('2017-12-31'),
      )
    expect(audit('who acts in homeCheck')?.code).toBe('case.apart')
    expect(audit('somebody of the township')).toBeUndefined()
    expect(
      refusalOf(
        exit,
        state,
        entry({ kind: 'decided', step: 'townAudit', actor: 'county', outcome: 'passed', on: '2017-11-09' }),
        on('2017-12-31'),
      )?.code,
    ).toBe('case.actor')
  })
})

describe('identification in Yangmeishan', () => {
  const opened: readonly Said[] = [
    { kind: 'opened', step: 'application', actor: 'household', status: null },
    { kind: 'attached', step: 'application', actor: 'household', attachment: 'applicationForm' },
    { kind: 'signed', step: 'application', actor: 'household', signer: 'head' },
    { kind: 'decided', step: 'application', actor: 'household', outcome: 'submitted' },
  ]
  const meet = (present: number, agree: number, disagree: number) =>
    entry({ kind: 'met', step: 'groupReview', actor: 'reviewGroup', present, votes: { agree, disagree } })

  test('the review group has 9 to 15 persons, and no more votes than persons', () => {
    const state = walk(identification, opened)
    const code = (made: Entry) => refusalOf(identification, state, made, on('2017-12-31'))?.code
    expect(code(meet(8, 8, 0))).toBe('case.meeting')
    expect(code(meet(16, 16, 0))).toBe('case.meeting')
    expect(code(meet(9, 9, 1))).toBe('case.votes')
    expect(code(meet(9, -1, 1))).toBe('case.votes')
    expect(code(meet(9, 8, 1))).toBeUndefined()
  })

  test('without a majority the group has not agreed', () => {
    const state = after(identification, walk(identification, opened), meet(10, 5, 5))
    const agreed = entry({ kind: 'decided', step: 'groupReview', actor: 'reviewGroup', outcome: 'agreed' })
    expect(refusalOf(identification, state, agreed, on('2017-12-31'))?.gates).toEqual([
      { gate: 'majority', inFavour: 5, against: 5 },
    ])
  })
})

describe('over random acts of random people', () => {
  const people = Array.from({ length: 24 }, (_, index) => `p${index}`)
  const kinds = [
    'opened',
    'signed',
    'attached',
    'met',
    'posted',
    'objected',
    'answered',
    'decided',
    'withdrawn',
    'takenBack',
  ] as const
  const act = fc.record({
    // Most acts are those that carry a case on, or nothing would ever be reached.
    kind: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...kinds) },
      {
        weight: 8,
        arbitrary: fc.constantFrom(
          'signed' as const,
          'attached' as const,
          'met' as const,
          'posted' as const,
          'decided' as const,
        ),
      },
    ),
    author: fc.constantFrom(...people),
    pick: fc.nat({ max: 1_000 }),
    step: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.nat({ max: 20 }) },
    ),
    wait: fc.nat({ max: 9 }),
    verdict: fc.constantFrom('met', 'met', 'met', 'met', 'unmet', 'undetermined'),
  })
  type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

  /** What somebody tries, right or wrong. */
  function tried(
    procedure: Procedure,
    state: CaseState | undefined,
    { kind, author, pick, step }: Act,
    today: string,
  ) {
    const at =
      step === undefined
        ? (state?.here?.step ?? procedure.steps[0]!)
        : procedure.steps[step % procedure.steps.length]!
    const of = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(list.length, 1)]
    const common = {
      id: `e${++number}`,
      step: at.id,
      author,
      actor: of(at.actors)!,
      on: today,
      reason: pick % 7 ? '理由写明' : '',
    }
    const days = pick % 12
    const votes = at.meeting?.votes ?? []
    const contents: Record<Entry['kind'], object> = {
      opened: { channel: 'cadre', status: procedure.statuses[0] ?? 'poor' },
      objected: {},
      withdrawn: {},
      takenDown: {},
      deferred: {},
      reopened: {},
      moved: { to: procedure },
      signed: { signer: of(at.signs) ?? 'nobody', way: 'drawn' },
      attached: { attachment: of(at.attach)?.id ?? 'nothing' },
      met: {
        present: pick % 5 ? 9 + (pick % 7) : pick % 20,
        votes: Object.fromEntries(
          votes.map((vote, index) => [vote, index === 0 ? 6 + (pick % 3) : pick % 8]),
        ),
      },
      posted: { days, until: dayAfter(today, Math.max(days, 1)) },
      answered: { objection: of(state?.here?.objections ?? [])?.id ?? 'none', upheld: pick % 3 === 0 },
      // The first outcome leads on: the others would end or return nearly every case.
      decided: { outcome: (pick % 10 < 8 ? at.outcomes[0] : of(at.outcomes))!.id },
      takenBack: { entry: of(state?.here?.entries ?? [])?.id ?? 'none' },
    }
    return { kind, ...common, ...contents[kind] } as Entry & { reason: string }
  }

  for (const procedure of [exit, identification, monitoring, removal]) {
    test(`${procedure.label.zh}: no step out of order, no status without its whole way, nobody above oneself`, () => {
      let ended = 0
      fc.assert(
        fc.property(fc.array(act, { minLength: 40, maxLength: 400, size: 'max' }), (acts) => {
          let state: CaseState | undefined
          let today = '2022-01-01'
          const journal: Entry[] = []
          for (const each of acts) {
            today = dayAfter(today, each.wait + 1)
            const made = tried(procedure, state, each, today)
            const around = on(today, each.verdict as 'met')
            if (refusalOf(procedure, state, made, around)) continue
            // Withdrawing ends a case: a few do.
            if (made.kind === 'withdrawn' && each.pick % 20) continue
            state = after(procedure, state, made)
            journal.push(made)
          }
          if (state === undefined) return
          expect(stateOf(procedure, journal)).toEqual(state)
          mustBeOneWay(procedure, state)
          mustHaveHung(procedure, journal)
          if (state.status !== undefined) ended += 1
        }),
        { numRuns: 300, seed: 6 },
      )
      if (procedure.steps.some(({ outcomes }) => outcomes.some(({ status }) => status)))
        expect(ended).toBeGreaterThan(5)
    })
  }

  const levels = ['group', 'village', 'town', 'county']
  function mustBeOneWay(procedure: Procedure, { way, status, state }: CaseState): void {
    let at = procedure.steps[0]!.id
    for (const [index, done] of way.entries()) {
      expect(done.step).toBe(at)
      const step = procedure.steps.find(({ id }) => id === at)!
      at = step.outcomes.find(({ id }) => id === done.outcome)!.to
      const height = (id: string) =>
        levels.indexOf(procedure.steps.find((each) => each.id === id)!.level ?? '')
      for (const before of way.slice(0, index))
        if (height(before.step) < height(done.step)) expect(before.author).not.toBe(done.author)
    }
    if (status !== undefined) expect([at, state]).toEqual(['end', 'ended'])
  }

  /** Each notice that led on hung as long as its pack says, and had no objection that was upheld or open. */
  function mustHaveHung(procedure: Procedure, journal: readonly Entry[]): void {
    for (const [index, made] of journal.entries()) {
      if (made.kind !== 'decided') continue
      const step = procedure.steps.find(({ id }) => id === made.step)!
      const outcome = step.outcomes.find(({ id }) => id === made.outcome)!
      if (step.notice === undefined || outcome.returns || (outcome.to === 'end' && !outcome.status)) continue
      const earlier = journal.slice(0, index)
      const arrived = earlier.findLastIndex(({ kind }) => kind === 'decided' || kind === 'opened')
      const hung = earlier.slice(arrived).filter((each) => each.kind === 'posted')
      const notice = hung.at(-1)!
      expect(notice.until < made.on).toBe(true)
      expect(dayAfter(notice.on, step.notice.days ?? 1) <= notice.until).toBe(true)
    }
  }
})
