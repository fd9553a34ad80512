/** Cases walk the procedures that the packs state: nothing is left out, nobody approves what is one's own. */
import { describe, expect, test } from 'vitest'
import { after, type CaseState, type Entry, gatesOf, refusalOf } from './index.ts'
import { dayAfter, entry, on, procedureIn, type Said, walk } from './walk.fixture.ts'

const exit = procedureIn('450521', '2017-03-31', 'householdExit')
const identification = procedureIn('431022102', '2015-03-31', 'pilotIdentification')

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

  test('an announcement that is posted for a later day has announced nothing before that day', () => {
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
      { kind: 'decided', step: 'townAudit', actor: 'township', outcome: 'passed', on: '2017-11-09' },
      posted('secondNotice', 'township', '2017-11-10'),
      { kind: 'decided', step: 'secondNotice', actor: 'township', outcome: 'unopposed', on: '2017-11-17' },
      { kind: 'decided', step: 'countyApproval', actor: 'county', outcome: 'approved', on: '2017-11-20' },
      {
        ...posted('announcement', 'county', '2017-11-24'),
        on: '2017-11-20',
        from: '2017-11-24',
      },
    ])
    const gates = (day: string) => {
      const said = {
        kind: 'decided',
        step: 'announcement',
        actor: 'county',
        outcome: 'exited',
        on: day,
      } as const
      return refusalOf(exit, state, entry(said), on('2017-12-31'))?.gates
    }
    for (const day of ['2017-11-20', '2017-11-23'])
      expect(gates(day)).toEqual([{ gate: 'beginning', from: '2017-11-24' }])
    expect(gates('2017-11-24')).toBeUndefined()
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
      { gate: 'majority', inFavour: 5, present: 10 },
    ])
  })

  test('in favour are more than half of those who are present, not of those who vote', () => {
    const gates = (inFavour: number) => {
      const state = after(identification, walk(identification, opened), meet(15, inFavour, 0))
      return gatesOf(state, state.here!, on('2017-12-31')).filter(({ gate }) => gate === 'majority')
    }
    for (const inFavour of [1, 7])
      expect(gates(inFavour)).toEqual([{ gate: 'majority', inFavour, present: 15 }])
    expect(gates(8)).toEqual([])
  })
})
