/** The rules of docs/packs.md, one by one, on a household of three. */
import { describe, expect, test } from 'vitest'
import { formatDay, parseDay } from '../expression/calendar.ts'
import { checkExpression } from '../expression/check.ts'
import { formatDecimal } from '../expression/decimal.ts'
import { parseExpression } from '../expression/parser.ts'
import type { FactValue, Subject } from '../model.ts'
import { sampleWorld } from '../reference/sample-world.ts'
import { evaluateNode } from './evaluate.ts'

const world = sampleWorld()
const day = (text: string): number => parseDay(text)!

const members: Subject[] = [
  {
    facts: { poor: true, safe: true, income: 100_000, born: day('2000-02-29') },
    verdicts: { health: { overall: 2 } },
  },
  {
    facts: { poor: false, safe: false, income: 50_000, born: day('2011-12-31') },
    verdicts: { health: { overall: 0 } },
  },
  { facts: { poor: true, born: day('1960-01-01') } },
]
const household: Subject = {
  facts: {
    poor: true,
    safe: false,
    minutes: 20,
    balance: -7,
    income: 295_201,
    cost: 0,
    rate: 250,
    grade: 'B',
    causes: ['illness'],
    title: '甲乙',
    listed: true,
  },
  lists: { members, guests: [] },
}

/** Money with its fen, days as days, unknown as the word. */
function value(text: string, subject: Subject = household, asOf = '2017-12-31'): FactValue | string {
  const parsed = parseExpression(text, { file: 'rule', line: 1, column: 1, item: 'test' })
  const node = Array.isArray(parsed) ? parsed : checkExpression(parsed, world.scope('household'))
  if (Array.isArray(node)) return node[0]!.message.en
  const result = evaluateNode(node, subject, asOf)
  if (result === null) return 'unknown'
  if (node.type.kind === 'date') return formatDay(Number(result))
  return node.type.kind === 'number' ? formatDecimal(Number(result), node.type.scale) : result
}

const without = (...facts: string[]): Subject => ({
  ...household,
  facts: Object.fromEntries(Object.entries(household.facts).filter(([id]) => !facts.includes(id))),
})
const alone = (listed: boolean | null): Subject => ({
  facts: { ...household.facts, listed },
  lists: { members: [] },
})

describe('unknown is a value', () => {
  test.each([
    ['unknown and false is false', 'since = born and safe', false],
    ['unknown and true is unknown', 'since = born and poor', 'unknown'],
    ['unknown or true is true', 'since = born or poor', true],
    ['not unknown is unknown', 'not (since = born)', 'unknown'],
    ['comparison with unknown is unknown', 'area > 3', 'unknown'],
    ['membership of unknown is unknown', 'cause in causes', 'unknown'],
    ['is known is never unknown', 'area is known', false],
    ['is not known neither', 'area is not known and minutes is known', true],
    [
      'if unknown is unknown, even when both branches agree',
      'if since = born then poor else poor',
      'unknown',
    ],
    ['arithmetic with unknown is unknown', 'area * 0', 'unknown'],
    ['the lesser of known and unknown is unknown', 'least(area, 1)', 'unknown'],
    ['x / 0 is unknown', 'round(income / cost, 2)', 'unknown'],
    ['a verdict that is not there is unknown', 'verdict("home")', 'unknown'],
    ['a table without the code is unknown', 'stipend[grade]', '1000.00'],
  ])('%s', (_, text, expected) => {
    expect(value(text)).toBe(expected)
  })
})

describe('quantifiers', () => {
  test.each([
    ['every folds and', 'every m in members satisfies m.safe', false],
    [
      'an element of whom nothing is known leaves every open',
      'every m in members where m.poor satisfies m.safe',
      'unknown',
    ],
    ['who is not chosen does not matter', 'every m in members where not m.poor satisfies not m.safe', true],
    ['some folds or', 'some m in members satisfies m.safe', true],
    ['some that nobody settles is open', 'some m in members satisfies m.income > 1000', 'unknown'],
    [
      'a share is known as soon as the unknown one cannot change it',
      'at least 30% of m in members satisfies m.safe',
      true,
    ],
    [
      'a share that the unknown one could change is open',
      'at least 50% of m in members satisfies m.safe',
      'unknown',
    ],
    ['a share out of reach is failed', 'at least 70% of m in members satisfies m.safe', false],
    ['a sum with an unknown part is unknown', 'sum m in members of m.income', 'unknown'],
    ['a sum over those who are chosen', 'sum m in members where m.safe is known of m.income', '1500.00'],
    ['the least', 'min m in members of m.born', '1960-01-01'],
    ['a count', 'count m in members where m.poor', '2'],
    ['a count of whom it is unknown', 'count m in members where m.safe', 'unknown'],
    ['how many in all', 'members.count', '3'],
    [
      'the least of nobody is unknown',
      'min m in members where m.income < 0 and m.poor is known of m.income',
      'unknown',
    ],
    ['verdicts of the members', 'some m in members satisfies verdict(m, "health")', true],
    ['a formula of the members', 'every m in members where m.safe satisfies m.adult', false],
  ])('%s', (_, text, expected) => {
    expect(value(text)).toBe(expected)
  })

  test('over no rows, every holds and some fails only if the list is declared complete', () => {
    for (const [text, settled] of [
      ['every m in members satisfies m.poor', true],
      ['some m in members satisfies m.poor', false],
      ['at least 98% of m in members satisfies m.poor', true],
      ['members.count', '0'],
      ['sum m in members of m.income', '0.00'],
    ] as const) {
      expect(value(text, alone(true))).toBe(settled)
      expect(value(text, alone(false))).toBe('unknown')
      expect(value(text, alone(null))).toBe('unknown')
    }
    // No fact declares this list complete, so that no rows never mean nobody.
    expect(value('some g in guests satisfies g.poor')).toBe('unknown')
  })
})

describe('numbers are exact', () => {
  test.each([
    ['one fen over the line is over', 'income > 2952', true],
    ['the line itself is not', 'income - 0.01 > 2952', false],
    ['half goes away from zero', 'round(balance / 2, 0)', '-4'],
    ['and up above it', 'round(-balance / 2, 0)', '4'],
    ['floor goes down', 'floor(balance / 2)', '-4'],
    ['ceil goes up', 'ceil(balance / 2)', '-3'],
    ['0.1 + 0.2 is 0.3', 'balance * 0.1 + balance * 0.2 = balance * 0.3', true],
    ['5 % of an amount', 'round(income * 5%, 2)', '147.60'],
    ['a rate of 2.5 % is 0.025', 'income * rate', '73.800250'],
    ['a rate compared with a bare number', 'rate = 2.5 and rate = 2.5%', true],
    ['between has both ends', 'minutes between 20 and 20', true],
    ['per head', 'round(income / members.count, 2)', '984.00'],
    ['length counts characters', 'length(title)', '2'],
  ])('%s', (_, text, expected) => {
    expect(value(text)).toBe(expected)
  })
})

describe('dates', () => {
  test('a person born on 29 February comes of age on 1 March of a common year', () => {
    const text = 'some m in members where m.income is known satisfies age(m.born) >= 18'
    expect(value(text, household, '2018-02-28')).toBe(false)
    expect(value(text, household, '2018-03-01')).toBe(true)
  })

  test.each([
    ['days', 'days(date("2017-01-01"), asOf)', '364'],
    ['months', 'months(date("2017-01-31"), date("2017-02-28"))', '0'],
    ['addMonths', 'addMonths(date("2017-01-31"), 1)', '2017-02-28'],
    ['year', 'year(asOf)', '2017'],
  ])('%s', (_, text, expected) => {
    expect(value(text)).toBe(expected)
  })
})

test('a fact that is null and one that is absent are alike', () => {
  expect(value('minutes > 3', without('minutes'))).toBe('unknown')
  expect(value('minutes > 3', { ...household, facts: { minutes: null } })).toBe('unknown')
})
