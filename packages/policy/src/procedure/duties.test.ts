/** Who may act, who signs, and duties that one person does not hold together. */
import { describe, expect, test } from 'vitest'
import { actorsFor, after, type CaseState, gatesOf, refusalOf } from './index.ts'
import { dayAfter, entry, on, procedureIn, rareBook, type Said, walk } from './walk.fixture.ts'

const exit = procedureIn('450521', '2017-03-31', 'householdExit')
const tried = (state: CaseState, said: Said, today = '2017-12-31') =>
  refusalOf(state.procedure, state, entry(said), on(today))

const checked: readonly Said[] = [
  { kind: 'opened', step: 'homeCheck', actor: 'helper' },
  { kind: 'decided', step: 'homeCheck', actor: 'helper', outcome: 'meets' },
]
const atSigning = walk(exit, checked)
const signing = (more: Record<string, unknown>): Said => ({
  kind: 'signed',
  step: 'dualConfirmation',
  actor: 'helper',
  signer: 'helper',
  ...more,
})

describe('who signs', () => {
  test('an account signs for itself alone, and for no head of a household', () => {
    expect(tried(atSigning, signing({ way: 'account' }))).toBeUndefined()
    for (const actor of ['helper', 'household'])
      expect(tried(atSigning, signing({ way: 'account', actor, signer: 'head' }))?.code).toBe('case.signer')
    for (const way of ['drawn', 'fingerprint', 'paper'])
      expect(tried(atSigning, signing({ way, signer: 'head' }))).toBeUndefined()
  })

  test('the same account does not sign for both sides', () => {
    const both = {
      ...rareBook,
      steps: rareBook.steps.map((step) =>
        step.id === 'review' ? { ...step, actors: ['branch', 'reader'] } : step,
      ),
    }
    const signed = (signer: string, author: string): Said => ({
      kind: 'signed', step: 'review', actor: signer, signer, author, way: 'account',
    }) // biome-ignore format: one line
    const state = walk(both, [
      { kind: 'opened', step: 'request', actor: 'reader', status: null },
      { kind: 'decided', step: 'request', actor: 'reader', outcome: 'done' },
      signed('branch', 'one'),
    ])
    expect(tried(state, signed('reader', 'one'))?.code).toBe('case.signer')
    expect(tried(state, signed('reader', 'another'))).toBeUndefined()
  })

  test('who has no part in the step records no signature', () => {
    expect(tried(atSigning, signing({ way: 'drawn', signer: 'head', actor: 'county' }))?.code).toBe(
      'case.actor',
    )
  })
})

test('who signed for one side, or held the pen for it, does not decide for the level above', () => {
  const atAudit = walk(rareBook, [
    { kind: 'opened', step: 'request', actor: 'reader', status: null },
    { kind: 'decided', step: 'request', actor: 'reader', outcome: 'done' },
    {
      kind: 'signed',
      step: 'review',
      actor: 'branch',
      signer: 'branch',
      author: 'who signed',
      way: 'account',
    },
    { kind: 'signed', step: 'review', actor: 'branch', signer: 'reader', author: 'who held the pen' },
    { kind: 'posted', step: 'review', actor: 'branch', author: 'who posted', days: 5, until: '2017-11-05' },
    {
      kind: 'decided',
      step: 'review',
      actor: 'branch',
      outcome: 'passed',
      on: '2017-11-06',
      author: 'who decided',
    },
  ])
  const audit = (author: string): Said => ({
    kind: 'decided', step: 'audit', actor: 'library', outcome: 'passed', on: '2017-11-07', author,
  }) // biome-ignore format: one line
  for (const author of ['who signed', 'who held the pen', 'who decided'])
    expect(tried(atAudit, audit(author))).toMatchObject({
      code: 'case.apart',
      message: {
        en: "You have acted in “review by the branch”; a step of another level is another person's.",
      },
    })
  expect(tried(atAudit, audit('somebody else'))).toBeUndefined()
})

describe('an objection to a notice of the village', () => {
  const opened: readonly Said[] = [
    { kind: 'opened', step: 'request', actor: 'reader', status: null },
    { kind: 'decided', step: 'request', actor: 'reader', outcome: 'done' },
    { kind: 'posted', step: 'review', actor: 'branch', author: 'poster', days: 5, until: '2017-11-05' },
  ]
  const objecting = (id: string, actor = 'public', author = 'a villager'): Said => ({
    kind: 'objected', step: 'review', actor, author, id,
  }) // biome-ignore format: one line
  const answering = (author: string, actor: string, objection = 'o1', upheld = false): Said => ({
    kind: 'answered', step: 'review', actor, author, objection, upheld,
  }) // biome-ignore format: one line
  const hanging = walk(rareBook, [...opened, objecting('o1'), objecting('o2', 'reader', 'the reader')])

  test('is answered by another of the step or by a higher level, not by who decided or posted', () => {
    expect(tried(hanging, answering('poster', 'branch'))?.code).toBe('case.apart')
    expect(tried(hanging, answering('who acts in request', 'branch'))?.code).toBe('case.apart')
    expect(tried(hanging, answering('another', 'branch'))).toBeUndefined()
    expect(tried(hanging, answering('of the library', 'library'))).toBeUndefined()
    expect(tried(hanging, answering('the reader', 'reader'))?.code).toBe('case.actor')
    expect(actorsFor(rareBook, hanging, { kind: 'answered', step: 'review' })).toEqual([
      'branch', 'catalogue', 'library', 'head',
    ]) // biome-ignore format: one line
  })

  test('is not answered by who objected in person; who took down a villager’s words may', () => {
    expect(tried(hanging, answering('the reader', 'branch', 'o2'))?.code).toBe('case.apart')
    expect(tried(hanging, answering('a villager', 'branch', 'o1'))).toBeUndefined()
  })

  test('each is answered once, and all before the step is decided', () => {
    const one = walk(rareBook, [answering('another', 'branch')], { from: hanging })
    const gates = (state: CaseState) =>
      gatesOf(state, state.here!, on('2017-11-30')).filter(({ gate }) => gate === 'objection')
    expect(gates(hanging)).toEqual([{ gate: 'objection', open: 2 }])
    expect(gates(one)).toEqual([{ gate: 'objection', open: 1 }])
    expect(tried(one, answering('a third', 'branch'))?.code).toBe('case.objection')
    expect(gates(walk(rareBook, [answering('another', 'branch', 'o2')], { from: one }))).toEqual([])
  })

  test('upheld, it stands in the way until the notice hangs anew', () => {
    const state = walk(
      rareBook,
      [answering('another', 'branch', 'o1', true), answering('another', 'branch', 'o2')],
      {
        from: hanging,
      },
    )
    const blocks = (each: CaseState) =>
      gatesOf(each, each.here!, on('2017-11-30')).some(({ gate }) => gate === 'upheld')
    expect(blocks(state)).toBe(true)
    const anew: Said = { kind: 'posted', step: 'review', actor: 'branch', days: 5 }
    // It hangs still: it comes down first, or hangs to its end.
    expect(tried(state, { ...anew, on: '2017-11-03', until: '2017-11-07' })?.code).toBe('case.posted')
    expect(
      blocks(walk(rareBook, [{ ...anew, on: '2017-11-06', until: '2017-11-10' }], { from: state })),
    ).toBe(false)
    const down = walk(
      rareBook,
      [{ kind: 'takenDown', step: 'review', actor: 'branch', reason: '名单有误' }],
      { from: state },
    )
    expect(blocks(down)).toBe(true)
    expect(blocks(walk(rareBook, [{ ...anew, on: '2017-11-03', until: '2017-11-07' }], { from: down }))).toBe(
      false,
    )
  })

  test('without a notice the public has nothing to object to; an actor objects where the step can turn', () => {
    const before = walk(rareBook, opened.slice(0, 2))
    expect(tried(before, objecting('o3'))?.code).toBe('case.noNotice')
    expect(tried(before, objecting('o3', 'reader'))).toBeUndefined()
    const request = walk(rareBook, opened.slice(0, 1))
    expect(tried(request, { ...objecting('o3', 'branch'), step: 'request' })?.code).toBe('case.noNotice')
  })
})

describe('a notice', () => {
  const before = walk(rareBook, [
    { kind: 'opened', step: 'request', actor: 'reader', status: null },
    { kind: 'decided', step: 'request', actor: 'reader', outcome: 'done' },
  ])
  const posting = (more: Record<string, unknown>): Said => ({
    kind: 'posted',
    step: 'review',
    actor: 'branch',
    days: 5,
    until: '2017-11-05',
    ...more,
  })

  test('hangs all its days, whatever is said about the last one', () => {
    expect(tried(before, posting({}))).toBeUndefined()
    for (const more of [
      { until: '2017-11-04' },
      { days: 4, until: '2017-11-30' },
      { from: '2017-11-02' },
      { from: '2017-10-28' },
    ])
      expect(tried(before, posting(more))?.code, JSON.stringify(more)).toBe('case.noticeShort')
    expect(tried(before, posting({ from: '2017-11-02', until: '2017-11-06' }))).toBeUndefined()
  })

  test('of days that are worked hangs as long as the calendar says, and no shorter where nobody knows it', () => {
    const working = {
      ...rareBook,
      steps: rareBook.steps.map((step) => ({
        ...step,
        notice: step.notice && { ...step.notice, workingDays: true },
      })),
    }
    const state = { ...before, procedure: working, here: { ...before.here!, step: working.steps[2]! } }
    const calendar = (known: boolean) => ({
      ...on('2017-12-31'),
      dayAfter: (from: string, days: number, isWorked: boolean) =>
        isWorked ? (known ? dayAfter(from, days + 2) : undefined) : dayAfter(from, days),
    })
    const refused = (until: string, known: boolean) =>
      refusalOf(working, state, entry(posting({ until })), calendar(known))?.code
    expect(refused('2017-11-05', true)).toBe('case.noticeShort')
    expect(refused('2017-11-07', true)).toBeUndefined()
    expect(refused('2017-11-04', false)).toBe('case.noticeShort')
    expect(refused('2017-11-05', false)).toBeUndefined()
  })

  test('that is taken down early is posted again for its full days', () => {
    const hanging = walk(rareBook, [posting({})], { from: before })
    const down = {
      kind: 'takenDown',
      step: 'review',
      actor: 'branch',
      on: '2017-11-03',
      reason: '姓名有误',
    } as const
    expect(tried(hanging, { ...down, reason: '' })?.code).toBe('case.reason')
    expect(tried(hanging, { ...down, on: '2017-11-06' })?.code).toBe('case.noNotice')
    expect(tried(before, down)?.code).toBe('case.noNotice')
    const taken = walk(rareBook, [down], { from: hanging })
    expect(gatesOf(taken, taken.here!, on('2017-11-30'))).toContainEqual({ gate: 'notice', days: 5 })
    expect(tried(taken, posting({ on: '2017-11-03', until: '2017-11-05' }))?.code).toBe('case.noticeShort')
    const again = walk(rareBook, [posting({ on: '2017-11-03', until: '2017-11-07' })], { from: taken })
    expect(gatesOf(again, again.here!, on('2017-11-07'))).toContainEqual({
      gate: 'hanging',
      until: '2017-11-07',
    })
    // Neither is unsaid by an officer.
    for (const { id } of again.here!.entries)
      expect(
        tried(again, { kind: 'takenBack', step: 'review', actor: 'branch', entry: id, reason: '有误' })?.code,
      ).toBe('case.entry')
  })

  test('is not passed over by a decision that is dated back', () => {
    const hanging = walk(
      rareBook,
      [
        posting({}),
        { kind: 'signed', step: 'review', actor: 'branch', signer: 'reader' },
        { kind: 'signed', step: 'review', actor: 'branch', signer: 'branch' },
      ],
      { from: before },
    )
    const decide = (day: string): Said => ({
      kind: 'decided',
      step: 'review',
      actor: 'branch',
      outcome: 'passed',
      on: day,
    })
    expect(tried(hanging, decide('2017-11-03'))?.gates).toEqual([{ gate: 'hanging', until: '2017-11-05' }])
    expect(tried(hanging, decide('2017-11-06'))).toBeUndefined()
    expect(after(rareBook, hanging, entry(decide('2017-11-06'))).here?.step.id).toBe('audit')
  })
})
