/** Steps beside the main line, and the green channel: help first, the formalities after. */
import { describe, expect, test } from 'vitest'
import { type CaseState, gatesOf, heresOf, refusalOf } from './index.ts'
import { dayAfter, entry, on, procedureIn, rareBook, type Said, walk } from './walk.fixture.ts'

const standsAt = (state: CaseState) => heresOf(state).map(({ step }) => step.id)
const admitted = (state: CaseState, said: Said, today = '2017-12-31') =>
  refusalOf(rareBook, state, entry(said), on(today))

const opened: readonly Said[] = [
  { kind: 'opened', step: 'request', actor: 'reader', status: 'member' },
  { kind: 'decided', step: 'request', actor: 'reader', outcome: 'done' },
]
const report: Said = { kind: 'attached', step: 'lookup', actor: 'catalogue', attachment: 'report' }
const found: Said = { kind: 'decided', step: 'lookup', actor: 'catalogue', outcome: 'found' }
const reviewed: readonly Said[] = [
  { kind: 'signed', step: 'review', actor: 'branch', signer: 'reader' },
  { kind: 'signed', step: 'review', actor: 'branch', signer: 'branch' },
  { kind: 'posted', step: 'review', actor: 'branch', days: 5, until: '2017-11-05' },
  { kind: 'decided', step: 'review', actor: 'branch', outcome: 'passed', on: '2017-11-06' },
]
const audited: Said = {
  kind: 'decided',
  step: 'audit',
  actor: 'library',
  outcome: 'passed',
  on: '2017-11-07',
}
const approved: Said = {
  kind: 'decided',
  step: 'approval',
  actor: 'head',
  outcome: 'approved',
  on: '2017-11-08',
}
const later = { kind: 'deferred', step: 'review', actor: 'branch', reason: '读者急需' } as const

describe('a step beside the main line', () => {
  test('opens with its step and stays open while the main line goes on', () => {
    const state = walk(rareBook, [...opened, ...reviewed, audited])
    expect(standsAt(state)).toEqual(['approval', 'lookup'])
    expect(state.beside[0]).toMatchObject({ since: '2017-11-01', deferred: false })
    expect(state.way.map(({ step }) => step)).toEqual(['request', 'review', 'audit'])
  })

  test('when it is done the case goes on as before, and has not ended', () => {
    const state = walk(rareBook, [...opened, report, found])
    expect(state).toMatchObject({
      state: 'open',
      beside: [],
      besideDone: [{ step: 'lookup', outcome: 'found' }],
    })
    expect(standsAt(state)).toEqual(['review'])
  })

  test('it needs what it needs, though the end is its only way on', () => {
    expect(admitted(walk(rareBook, opened), found)?.gates).toMatchObject([{ gate: 'attachment' }])
  })

  test('nobody ends the case with a status while it is open; to refuse it is no reason to wait', () => {
    const state = walk(rareBook, [...opened, ...reviewed, audited])
    expect(admitted(state, approved)?.gates).toEqual([{ gate: 'step', step: 'lookup' }])
    expect(gatesOf(state, state.here!, on('2017-12-31'))).toEqual([{ gate: 'step', step: 'lookup' }])
    const refused = walk(rareBook, [{ ...approved, outcome: 'refused', reason: '馆藏损坏' }], { from: state })
    expect(refused).toMatchObject({ state: 'ended', beside: [], status: undefined })
    const compared = walk(rareBook, [report, found, approved], { from: state })
    expect(compared).toMatchObject({ state: 'ended', status: 'holder', ended: '2017-11-08' })
  })

  test('a doubt sends the main line back, and the step opens anew with it', () => {
    const doubt: Said = { ...found, outcome: 'doubtful', on: '2017-11-09' }
    const state = walk(rareBook, [...opened, ...reviewed, report])
    expect(admitted(state, doubt)?.code).toBe('case.reason')
    // Before the main line came to the audit there was nothing to send back from it.
    expect(admitted(state, { ...doubt, on: '2017-11-02', reason: '书目有误' })?.code).toBe('case.earlier')
    const back = walk(rareBook, [{ ...doubt, reason: '书目有误' }], { from: state })
    expect(standsAt(back)).toEqual(['request', 'lookup'])
    expect(back.way).toEqual([])
    expect(back.beside[0]).toMatchObject({ since: '2017-11-09', attached: [] })
  })

  test('what was done beside a step that still holds is not done again after a return behind it', () => {
    const done = walk(rareBook, [...opened, report, found, ...reviewed])
    const returned: Said = { ...audited, outcome: 'returned', reason: '公示栏破损' }
    const state = walk(rareBook, [returned], { from: done })
    expect(standsAt(state)).toEqual(['review'])
    expect(state.besideDone.map(({ step }) => step)).toEqual(['lookup'])
  })

  test('the same person does not act at two levels there, in whatever order', () => {
    const author = 'one of both'
    const compared = walk(rareBook, [...opened, report, { ...found, author }])
    const signed = { ...reviewed[0]!, author }
    expect(admitted(compared, { ...reviewed[3]!, author })?.code).toBe('case.apart')
    expect(admitted(compared, { ...signed, signer: 'branch', way: 'account' })?.code).toBe('case.apart')
    const audit = walk(rareBook, [...opened, ...reviewed, { ...audited, author }])
    expect(admitted(walk(rareBook, [report], { from: audit }), { ...found, author })?.code).toBe('case.apart')
  })
})

describe('the green channel', () => {
  const helped = walk(rareBook, [...opened, report, found, reviewed[0]!, later])

  test('goes on by the first outcome without what it waits for, and the step stays open beside', () => {
    expect(helped.green).toBe(true)
    expect(standsAt(helped)).toEqual(['audit', 'review'])
    expect(helped.beside[0]).toMatchObject({ deferred: true, signed: ['reader'] })
    expect(helped.way.at(-1)).toMatchObject({ step: 'review', outcome: 'passed', deferred: true })
  })

  test('is open where the procedure says so, and with a reason', () => {
    const state = walk(rareBook, opened)
    expect(admitted(state, { ...later, reason: '' })?.code).toBe('case.reason')
    expect(admitted(state, { ...later, actor: 'head' })?.code).toBe('case.actor')
    expect(admitted(helped, { ...later, step: 'audit', actor: 'library' })?.code).toBe('case.deferral')
    // What is owed is not put off once more.
    expect(admitted(helped, later)?.code).toBe('case.otherStep')
  })

  test('the case does not end before it is made good, with all that the step needs', () => {
    const atEnd = walk(rareBook, [audited], { from: helped })
    expect(admitted(atEnd, approved)?.gates).toEqual([{ gate: 'step', step: 'review' }])
    // What requires the step waits for it as well, though the main line has passed it.
    expect(
      gatesOf(atEnd, { ...atEnd.here!, step: { ...atEnd.here!.step, outcomes: [] } }, on('2017-12-31')),
    ).toEqual([{ gate: 'step', step: 'review' }])
    expect(admitted(atEnd, reviewed[3]!)?.gates).toMatchObject([{ gate: 'signature' }, { gate: 'notice' }])
    const good = walk(rareBook, [...reviewed.slice(1)], { from: atEnd })
    expect(standsAt(good)).toEqual(['approval'])
    expect(good.way.map(({ step, deferred }) => [step, deferred])).toEqual([
      ['request', false],
      ['review', false],
      ['audit', false],
    ])
    expect(good.green).toBe(true)
    expect(walk(rareBook, [approved], { from: good }).status).toBe('holder')
  })

  test('decided otherwise than it was gone on by, the main line goes from there anew', () => {
    const atEnd = walk(rareBook, [audited, ...reviewed.slice(1, 3)], { from: helped })
    const otherwise: Said = { ...reviewed[3]!, outcome: 'urgent' }
    const state = walk(rareBook, [otherwise], { from: atEnd })
    expect(standsAt(state)).toEqual(['approval'])
    expect(state.way.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'request done',
      'review urgent',
    ])
    const refused = walk(rareBook, [{ ...otherwise, outcome: 'refused', reason: '评议不通过' }], {
      from: atEnd,
    })
    expect(refused).toMatchObject({ state: 'ended', status: undefined })
  })

  test('sent back to the step itself, nothing is owed any more', () => {
    const state = walk(rareBook, [{ ...audited, outcome: 'returned', reason: '先补手续' }], { from: helped })
    expect(standsAt(state)).toEqual(['review'])
    expect(state.way.map(({ step }) => step)).toEqual(['request'])
    expect(state.here).toMatchObject({ deferred: false, signed: [] })
  })

  test('who audited in the meantime does not make good what the village owes', () => {
    const state = walk(rareBook, [{ ...audited, author: 'the auditor' }], { from: helped })
    for (const said of [reviewed[1]!, reviewed[3]!])
      expect(admitted(state, { ...said, author: 'the auditor' })?.code).toBe('case.apart')
  })
})

test('a case goes back only to a step that it has passed', () => {
  const urgent: Said = { ...reviewed[3]!, outcome: 'urgent' }
  const returned: Said = { ...approved, outcome: 'returned', reason: '审核有疑问' }
  const passed = walk(rareBook, [...opened, ...reviewed, audited])
  expect(admitted(passed, returned)).toBeUndefined()
  const skipped = walk(rareBook, [...opened, ...reviewed.slice(0, 3), urgent])
  expect(admitted(skipped, returned)?.code).toBe('case.outcome')
})

test('monitoring in a disaster: help before the check, and the county waits for both what is owed and the comparison', () => {
  const monitoring = procedureIn('450521', '2022-03-31', 'monitoringRecognition')
  const deferrable = monitoring.steps.find((step) => step.deferrable)!
  const day = '2022-04-01'
  const first = monitoring.steps[0]!
  const state = walk(
    monitoring,
    [
      { kind: 'opened', step: first.id, actor: monitoring.opens[0]!, on: day, status: null },
      {
        kind: 'deferred',
        step: deferrable.id,
        actor: deferrable.actors[0]!,
        on: day,
        reason: '洪涝受灾，先行救助',
      },
    ],
    { around: on(dayAfter(day, 60)) },
  )
  expect(state.green).toBe(true)
  expect(standsAt(state)).toContain(deferrable.id)
  expect(standsAt(state)).toContain('comparison')
})
