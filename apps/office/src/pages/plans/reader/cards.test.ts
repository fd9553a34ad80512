import type { PlanPart, ReadTask, Statement } from '@lika/contract'
import { describe, expect, test } from 'vitest'
import { cardAt, cardsOf, narrowest } from './cards.ts'
import { figureOf } from './content.ts'

const REGION = '450521'
const task = (range: [number, number], changed: Partial<ReadTask> = {}): ReadTask => ({
  clause: '二/(一)',
  text: '修建道路',
  lead: [{ name: '县交通局', unit: null, department: null }],
  cooperating: [],
  responsible: [],
  due: { from: null, to: '2017-12-31' },
  every: null,
  range,
  ...changed,
})
const part = (changed: Partial<PlanPart>): PlanPart => ({
  plan: 'p',
  version: 2,
  part: 0,
  title: '',
  number: null,
  range: [0, 100],
  text: '',
  outline: [],
  quantities: [],
  times: [],
  cycles: [],
  targets: [],
  tasks: [],
  fundLines: [],
  findings: [],
  statements: [],
  ...changed,
})
const accepted = (changed: Partial<Statement>): Statement => ({
  id: 's1',
  kind: 'task',
  state: 'accepted',
  version: 1,
  range: [0, 9],
  here: [10, 20],
  reason: '',
  by: '合浦县扶贫办',
  at: '2017-03-31T02:00:00Z',
  decision: 'd1',
  task: {
    text: '修建道路',
    lead: [{ name: '县交通局' }],
    cooperating: [],
    responsible: [],
    from: null,
    to: '2017-12-31',
    every: null,
    clause: '二/(一)',
  },
  ...changed,
})

describe('statements beside the text', () => {
  test('a decision of an earlier version finds its statement where its text stands now', () => {
    const { tasks } = cardsOf(
      part({ tasks: [task([10, 20]), task([30, 40])], statements: [accepted({})] }),
      REGION,
    )
    expect(tasks.map(({ state }) => state)).toEqual(['accepted', 'open'])
    expect(tasks[0]?.statement?.by).toBe('合浦县扶贫办')
  })

  test('what a person said otherwise than the document is shown as corrected', () => {
    const said = accepted({})
    const { tasks } = cardsOf(
      part({ tasks: [task([10, 20])], statements: [{ ...said, task: { ...said.task!, to: '2017-06-30' } }] }),
      REGION,
    )
    expect(tasks[0]?.state).toBe('corrected')
    expect(tasks[0]?.content.task?.to).toBe('2017-06-30')
  })

  test('a fund line has the units of the task in its clause, a source has none', () => {
    const line = {
      title: '道路',
      nature: 'grant',
      amount: '30',
      unit: '万元',
      yuan: '300000',
      terms: [],
    } as const
    const use = {
      ...line,
      side: 'use',
      bound: 'exact',
      clause: '二/(一)',
      range: [30, 35],
      terms: [],
    } as const
    const lines = [use, { ...use, clause: '三' }, { ...use, side: 'source' as const }]
    const { funds } = cardsOf(
      part({
        tasks: [task([10, 20])],
        fundLines: lines.map((each, at) => ({ ...each, terms: [], range: [30 + at * 10, 35 + at * 10] })),
      }),
      REGION,
    )
    expect(funds.map((card) => card.task?.lead.map(({ name }) => name))).toEqual([
      ['县交通局'],
      undefined,
      undefined,
    ])
  })

  test('a statement whose text was left out stands at the end, for somebody to look at', () => {
    const { tasks } = cardsOf(
      part({ tasks: [task([10, 20])], statements: [accepted({ here: null })] }),
      REGION,
    )
    expect(tasks.map(({ key, range }) => [key, range])).toEqual([
      ['10-20', [10, 20]],
      ['s1', undefined],
    ])
  })

  test('a link by the statement itself finds it in every version', () => {
    const { tasks } = cardsOf(part({ tasks: [task([10, 20])], statements: [accepted({})] }), REGION)
    expect(cardAt(tasks, 's1')?.key).toBe('10-20')
  })

  test('two statements of one sentence have two addresses', () => {
    const { tasks } = cardsOf(part({ tasks: [task([10, 20]), task([10, 20])] }), REGION)
    expect(tasks.map(({ key }) => key)).toEqual(['10-20', '10-20.1'])
    expect(cardAt(tasks, '10-20.1')).toBe(tasks[1])
  })

  test('a duty that comes again without its days is not accepted as it was read', () => {
    const { tasks } = cardsOf(part({ tasks: [task([10, 20], { due: null, every: 'month' })] }), REGION)
    expect(tasks[0]?.lacks).toEqual(['cycle'])
  })

  test('a region that is not known by its name is asked for, never taken to be the region of the plan', () => {
    const target = {
      subject: '脱贫',
      value: '12',
      unit: '户',
      bound: 'exact',
      region: '某县',
      regionCode: null,
      from: null,
      to: null,
      clause: '',
      partOf: null,
      indicator: null,
      range: [1, 3],
      sentence: [0, 9],
    } as const
    const { targets } = cardsOf(part({ targets: [{ ...target, range: [1, 3], sentence: [0, 9] }] }), REGION)
    expect(targets[0]?.lacks).toEqual(['region'])
    const masked = { ...target, region: null, value: null, range: [1, 3], sentence: [0, 9] } as never
    expect(cardsOf(part({ targets: [masked] }), REGION).targets[0]?.lacks).toEqual(['value'])
  })

  test('a word selects the narrowest statement around it', () => {
    const { tasks } = cardsOf(part({ tasks: [task([0, 50]), task([10, 20])] }), REGION)
    expect(narrowest(tasks, [12, 13])?.key).toBe('10-20')
    expect(narrowest(tasks, [40, 41])?.key).toBe('0-50')
    expect(narrowest(tasks, [60, 61])).toBeUndefined()
  })
})

test.each([
  ['1,200', '1200'],
  ['１２００．５０', '1200.50'],
  ['007', '7'],
  ['十二', undefined],
  ['1.2.3', undefined],
  ['', undefined],
])('%s is typed for the figure %s', (typed, figure) => {
  expect(figureOf(typed)).toBe(figure)
})
