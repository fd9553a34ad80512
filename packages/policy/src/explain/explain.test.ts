import { describe, expect, test } from 'vitest'
import { parseDay } from '../expression/calendar.ts'
import { checkExpression } from '../expression/check.ts'
import { parseExpression } from '../expression/parser.ts'
import { compileSet } from '../judge/set.ts'
import type { CriteriaSet, Criterion, Subject, Test } from '../model.ts'
import { randomFrom } from '../reference/random.ts'
import { randomSet } from '../reference/random-sets.ts'
import { JUDGED_DAYS, randomSubject } from '../reference/random-subjects.ts'
import { SAMPLE_KINDS, sampleWorld } from '../reference/sample-world.ts'
import { explainSet } from './explain.ts'
import type { Labels } from './labels.ts'
import { ruleText, testText } from './rule-text.ts'
import { formatValue } from './values.ts'

const world = sampleWorld()
const place = { file: 'rule', line: 1, column: 1, item: 'test' }
const relabelled = { ...world.facts.household }
relabelled.minutes = { ...relabelled.minutes!, label: { zh: '取水往返时间', en: 'water fetching time' } }
relabelled.safe = { ...relabelled.safe!, label: { zh: '水质达标', en: 'the water is clean' } }
const labels: Labels = { ...world, facts: { ...world.facts, household: relabelled }, sets: {} }

function leaf(text: string): Extract<Test, { text: string }> {
  const parsed = parseExpression(text, place)
  const node = Array.isArray(parsed) ? parsed : checkExpression(parsed, world.scope('household'))
  if (Array.isArray(node)) throw new Error(node[0]!.message.en)
  return { text, node, place }
}

const source = { id: 'S1', clause: '六有', title: '桂政办发〔2017〕41号', confirmed: true }

function setOf(test: Test, more: Partial<Criterion> = {}): CriteriaSet {
  const template = randomSet(randomFrom(1), world, 'household')
  const criterion: Criterion = {
    ...template.criteria[0]!,
    id: 'water',
    label: { zh: '有安全饮水', en: 'safe water' },
    source,
    test,
    assume: [],
    ...more,
  }
  return { ...template, criteria: [criterion], verdict: { criterion: 0 } }
}

describe('an explanation', () => {
  const water: Test = {
    fold: 'all',
    parts: [
      { label: { zh: '水质', en: 'quality' }, ...leaf('safe') },
      { label: { zh: '距离', en: 'distance' }, ...leaf('minutes <= minutesMax') },
    ],
  }

  test('names the fact with its value and unit, and the threshold with its clause, in both languages', () => {
    const [explained] = explainSet(setOf(water), { facts: { safe: true, minutes: 35 } }, '2017-12-31', labels)
    expect(explained).toMatchObject({
      id: 'water',
      outcome: 'unmet',
      lines: [{ outcome: 'met' }, { outcome: 'unmet' }],
    })
    expect(explained!.text.zh).toBe(
      '有安全饮水：未达标。距离：要求取水往返时间不超过20 分钟（minutesMax）。依据：minutesMax20 分钟：sample 1。实际：取水往返时间：35 分钟。未达标。',
    )
    expect(explained!.text.en).toBe(
      'Safe water: not met. Distance: required: water fetching time is at most 20 min (minutesMax). Basis: minutesMax 20 min: sample 1. Found: water fetching time 35 min. Not met.',
    )
    expect(explained!.lines[1]).toMatchObject({
      facts: [{ key: 'minutes', value: { zh: '35 分钟', en: '35 min' }, known: true }],
      parameters: [{ id: 'minutesMax', value: { zh: '20 分钟', en: '20 min' }, source: { clause: '1' } }],
    })
  })

  test('groups amounts in thousands, and leaves the years of the calendar alone', () => {
    const yuan = { kind: 'number', scale: 2, unit: { yuan: 1 }, min: 0n, max: 0n } as const
    expect(formatValue(yuan, 123_456_750, labels)).toEqual({ zh: '1,234,567.50 元', en: '1,234,567.50 yuan' })
    expect(formatValue(yuan, -120_000, labels).zh).toBe('-1,200 元')
    expect(formatValue({ ...yuan, scale: 0, unit: { year: 1 } }, 2017, labels).zh).toBe('2017 年')
  })

  test('says what is not known, and nothing of what is in order', () => {
    const [explained] = explainSet(setOf(water), { facts: { minutes: 20 } }, '2017-12-31', labels)
    expect(explained!.text.zh).toBe('有安全饮水：无法判定。水质：实际：水质达标：不明。无法判定。')
  })

  test('names the members who decide', () => {
    const set = setOf(leaf('every m in members where age(m.born) >= ages.adult satisfies m.poor'))
    const members: Subject[] = [
      { facts: { born: parseDay('1980-01-01'), poor: true }, name: '张三' },
      { facts: { born: parseDay('1981-01-01'), poor: false }, name: '李四' },
      { facts: { born: parseDay('2016-01-01'), poor: false } },
    ]
    const [explained] = explainSet(set, { facts: {}, lists: { members } }, '2017-12-31', labels)
    expect(explained!.lines[0]!.facts.map(({ key, element }) => [key, element])).toEqual([
      ['members.count', undefined],
      ['members.born', '李四'],
      ['members.poor', '李四'],
    ])
    expect(explained!.text.en).toContain('李四: poor no')
    expect(explained!.lines[0]!.parameters[0]!.value).toEqual({ zh: '18 岁', en: '18 years' })
  })

  test('lists the assumption that stood in for an unknown fact, and only then', () => {
    const reason = { zh: '通电户默认有电视', en: 'as the rule says' }
    const set = setOf(leaf('safe'), { assume: [{ fact: 'safe', value: true, source, reason }] })
    expect(explainSet(set, { facts: {} }, '2017-12-31', labels)[0]).toMatchObject({
      outcome: 'met',
      assumed: [{ fact: 'safe', value: { zh: '是' }, reason }],
    })
    expect(explainSet(set, { facts: { safe: false } }, '2017-12-31', labels)[0]).toMatchObject({
      outcome: 'unmet',
      assumed: [],
    })
  })

  test('notes a division by zero, unconfirmed wording and law that has changed', () => {
    const set = setOf(leaf('round(income / cost, 2) > 1'), { confirmed: false, legalReview: true })
    const [explained] = explainSet(set, { facts: { income: 1, cost: 0 } }, '2017-12-31', labels)
    expect(explained!.outcome).toBe('undetermined')
    expect(explained!.notes.map(({ en }) => en)).toEqual([
      'A divisor is zero, so there is no result.',
      'The wording has not been confirmed.',
      'The law that this rests on has changed; it needs review.',
    ])
  })

  test('has the outcomes of the verdict, whatever the rule', () => {
    for (let seed = 0; seed < 150; seed++) {
      const random = randomFrom(seed)
      const kind = random.pick(SAMPLE_KINDS)
      const set = randomSet(random, world, kind)
      const subject = randomSubject(random, kind)
      const day = random.pick(JUDGED_DAYS)
      const explained = explainSet(set, subject, day, labels)
      expect(explained.map(({ outcome }) => outcome)).toEqual(
        compileSet(set)(subject, day).criteria.map(({ outcome }) => outcome),
      )
      for (const { text, lines } of explained)
        for (const each of [text, ...lines.map((line) => line.text)])
          expect(`${each.zh}${each.en}`).not.toMatch(/undefined|\[object|NaN|\{\d\}/)
    }
  })
})

describe('the rule in words', () => {
  test.each([
    [
      'minutes <= minutesMax',
      '取水往返时间不超过20 分钟（minutesMax）',
      'water fetching time is at most 20 min (minutesMax)',
    ],
    ['not (minutes <= 20)', '取水往返时间超过20 分钟', 'water fetching time is more than 20 min'],
    [
      'safe and (poor or listed)',
      '水质达标，且（poor，或listed）',
      'the water is clean and (poor or listed)',
    ],
    ['grade not in ["A","B"]', 'grade不为A或B', 'grade is not A or B'],
    ['minutes is not known', '取水往返时间未查明', 'water fetching time is not known'],
    [
      'every m in members where m.poor satisfies age(m.born) < 16 or m.safe',
      'members中poor的，每一个都符合“由born起满的周岁低于16 岁，或safe”',
      'each of the members where poor: whole years since born is below 16 years or safe',
    ],
    [
      'some m in members satisfies m.income > income',
      'members，至少有一个符合“income超过本household的income”',
      'at least one of the members: income is more than income of the household itself',
    ],
    [
      'round(income / members.count, 2) > line',
      '（income÷members数，四舍五入到2位小数）超过2,952 元/人（line）',
      '(income ÷ the number of members, rounded to 2 decimals) is more than 2,952 yuan/person (line)',
    ],
    [
      'at least 98% of m in members satisfies m.poor',
      'members，至少98%符合“poor”',
      'at least 98% of the members: poor',
    ],
  ])('%s', (text, zh, en) => {
    expect(ruleText(leaf(text).node, labels)).toEqual({ zh, en })
  })

  test('keeps the labels of sub-tests', () => {
    const label = { zh: '水质', en: 'quality' }
    expect(testText({ fold: 'any', parts: [{ label, ...leaf('safe') }, leaf('poor')] }, labels)).toEqual({
      zh: '符合其中之一：水质（水质达标）；poor',
      en: 'one of: quality (the water is clean); poor',
    })
  })
})
