/** What would change a verdict, over the real standards' forms and over random rules: each answer is judged again. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkExpression } from '../expression/check.ts'
import { parseExpression } from '../expression/parser.ts'
import { compileSet } from '../judge/set.ts'
import type { CriteriaSet, Subject, Test } from '../model.ts'
import { randomFrom } from '../reference/random.ts'
import { randomSet } from '../reference/random-sets.ts'
import { JUDGED_DAYS, randomSubject } from '../reference/random-subjects.ts'
import { SAMPLE_KINDS, sampleWorld } from '../reference/sample-world.ts'
import { type Change, type Proposal, withChanges } from './changes.ts'
import { whatWouldChange } from './what-if.ts'

const world = sampleWorld()
const day = '2017-12-31'

function setOf(rules: Readonly<Record<string, string>>): CriteriaSet {
  const template = randomSet(randomFrom(1), world, 'household')
  const criteria = Object.entries(rules).map(([id, rule]) => {
    const place = { file: 'rule', line: 1, column: 1, item: id }
    const parsed = parseExpression(rule, place)
    const node = Array.isArray(parsed) ? parsed : checkExpression(parsed, world.scope('household'))
    if (Array.isArray(node)) throw new Error(node[0]!.message.en)
    const rest: Test = { text: rule, node, place }
    return { ...template.criteria[0]!, id, test: rest, assume: [] }
  })
  return {
    ...template,
    subject: 'household',
    criteria,
    verdict: { fold: 'all', parts: criteria.map((_, criterion) => ({ criterion })) },
  }
}

const ask = (rules: Readonly<Record<string, string>>, subject: Subject) =>
  whatWouldChange(setOf(rules), subject, day, world)

const said = (proposals: readonly Proposal[]) =>
  proposals.map(({ changes }) => changes.map(({ fact, need }) => [fact, need]))

describe('what would make a criterion met', () => {
  test('water that is 35 minutes away must be at most 20 away', () => {
    const { criteria } = ask({ water: 'minutes <= minutesMax' }, { facts: { minutes: 35 } })
    expect(said(criteria[0]!.proposals)).toEqual([[['minutes', { is: 'atMost', value: 20 }]]])
  })

  test('a time that nobody has recorded is to be recorded, and at most 20', () => {
    const { criteria } = ask({ water: 'minutes <= minutesMax' }, { facts: {} })
    expect(criteria[0]!.proposals[0]!.changes[0]).toMatchObject({
      fact: 'minutes',
      from: null,
      need: { is: 'atMost', value: 20 },
    })
  })

  test('a house of grade D must be of grade A or B', () => {
    const { criteria } = ask({ housing: 'grade in ["A", "B"]' }, { facts: { grade: 'D' } })
    expect(said(criteria[0]!.proposals)).toEqual([[['grade', { is: 'oneOf', codes: ['A', 'B'] }]]])
  })

  test('income per person is followed down to the yuan that the household lacks, wherever they come from', () => {
    const members: Subject[] = Array.from({ length: 4 }, () => ({ facts: { income: 0, cost: 0 } }))
    const { criteria } = ask(
      { income: 'perHead > line' },
      { facts: { income: 1_000_000, listed: true }, lists: { members } },
    )
    const [proposal] = criteria[0]!.proposals
    // 2,952.00 yuan a head are the line: 2,952.01 for each of four, rounded, are 11,808.02 in all.
    expect(proposal!.changes[0]).toMatchObject({ fact: 'income', from: 1_000_000, to: 1_180_802 })
    expect(proposal!.changes[0]!.instead).toHaveLength(4)
    expect(proposal!.effects).toMatchObject([
      { formula: 'perHead', from: 250_000, to: 295_201 },
      { formula: 'net', from: 1_000_000, to: 1_180_802 },
    ])
  })

  test('every member who is not insured has to be, and each is named', () => {
    const members: Subject[] = [{ facts: { safe: true } }, { facts: { safe: false } }, { facts: {} }]
    const { criteria } = ask(
      { medical: 'every m in members satisfies m.safe' },
      { facts: {}, lists: { members } },
    )
    const [proposal] = criteria[0]!.proposals
    expect(proposal!.changes.map(({ where, fact, from }) => [where[0]?.index, fact, from])).toEqual([
      [1, 'safe', false],
      [2, 'safe', null],
    ])
  })

  test('of income of which nothing is known everything is to be recorded, and whether it is enough will be seen', () => {
    const members: Subject[] = [{ facts: {} }, { facts: {} }]
    const { criteria } = ask({ income: 'perHead > line' }, { facts: { listed: true }, lists: { members } })
    const [proposal] = criteria[0]!.proposals
    expect(proposal!.changes.map(({ fact, need }) => [fact, need.is])).toEqual(
      ['income', 'income', 'cost', 'income', 'cost'].map((fact) => [fact, 'such']),
    )
  })

  test('nobody is told to have been born on another day', () => {
    const members: Subject[] = [{ facts: { born: 17_000 } }]
    const { criteria } = ask(
      { adults: 'every m in members satisfies age(m.born) >= ages.adult' },
      { facts: {}, lists: { members } },
    )
    expect(criteria[0]!.proposals).toEqual([])
  })

  test('of several ways the one that asks for least comes first, and no way asks for more than another', () => {
    const { criteria } = ask(
      { one: '(safe and minutes <= 20 and area >= 13) or poor' },
      { facts: { safe: false } },
    )
    expect(said(criteria[0]!.proposals)).toEqual([
      [['poor', { is: 'value', value: true }]],
      [
        ['safe', { is: 'value', value: true }],
        ['minutes', { is: 'atMost', value: 20 }],
        ['area', { is: 'atLeast', value: 130 }],
      ],
    ])
  })

  test('the whole verdict needs what each of its criteria needs', () => {
    const { overall } = ask(
      { water: 'minutes <= 20', housing: 'grade in ["A"]', poor: 'poor' },
      { facts: { minutes: 35, grade: 'B', poor: true } },
    )
    expect(overall[0]!.changes.map(({ fact }) => fact)).toEqual(['minutes', 'grade'])
  })
})

describe('how near a criterion is to being lost', () => {
  test('water 18 minutes away is lost from 21 minutes on', () => {
    const { criteria } = ask({ water: 'minutes <= minutesMax' }, { facts: { minutes: 18 } })
    expect(criteria[0]).toMatchObject({ proposals: [], margins: [{ change: { fact: 'minutes', to: 21 } }] })
  })
})

/** A step beyond the bound, where the outcome must be another. */
function beyond(change: Change): Change | undefined {
  if (change.need.is === 'atLeast') return { ...change, to: change.need.value - 1 }
  return change.need.is === 'atMost' ? { ...change, to: change.need.value + 1 } : undefined
}

test('whatever is proposed, applied, changes the outcome as said; and one step short of it does not', () => {
  let proposals = 0
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = randomFrom(seed)
      const kind = random.pick(SAMPLE_KINDS)
      const set = randomSet(random, world, kind)
      const judge = compileSet(set)
      const subject = randomSubject(random, kind)
      const asOf = random.pick(JUDGED_DAYS)
      const whatIf = whatWouldChange(set, subject, asOf, world)
      const before = judge(subject, asOf)
      expect(whatIf.outcome).toBe(before.outcome)
      const outcomeWith = (changes: readonly Change[]) => judge(withChanges(subject, changes), asOf)
      for (const { changes } of whatIf.overall) expect(outcomeWith(changes).outcome).toBe('met')
      for (const [index, criterion] of whatIf.criteria.entries()) {
        const outcome = (changes: readonly Change[]) => outcomeWith(changes).criteria[index]!.outcome
        expect(criterion.outcome).toBe(before.criteria[index]!.outcome)
        for (const { changes } of criterion.proposals) {
          proposals += 1
          expect(outcome(changes)).toBe('met')
          for (const change of changes) {
            const others = changes.filter((each) => each !== change)
            expect(others.length === 0 ? criterion.outcome : outcome(others)).not.toBe('met')
            for (const other of change.instead) expect(outcome([...others, other])).toBe('met')
            if (change.need.is === 'oneOf')
              for (const to of change.need.codes) expect(outcome([...others, { ...change, to }])).toBe('met')
            const short = beyond(change)
            if (short && changes.length === 1) expect(outcome([short])).not.toBe('met')
          }
        }
        for (const { change } of criterion.margins) expect(outcome([change])).toBe('unmet')
      }
    }),
    { numRuns: 400 },
  )
  expect(proposals).toBeGreaterThan(100)
})
