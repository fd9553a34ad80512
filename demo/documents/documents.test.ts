import { readFileSync } from 'node:fs'
import { departmentOf } from '@lika/codes'
import { readText } from '@lika/intake'
import { describe, expect, test } from 'vitest'
import { beihaiPlan } from '../plan.ts'
import { demoDocuments } from './index.ts'

const documents = new Map(demoDocuments(beihaiPlan()).map((each) => [each.key, each]))
const read = (key: string) => {
  const [document, ...others] = readText(documents.get(key)!.text).documents
  expect(others).toEqual([])
  return document!
}

describe('the 87 tasks of Shaanxi', () => {
  const { tasks, findings } = read('shaanxi')
  const expected = readFileSync(new URL('./shaanxi-units.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [number: string, leads: string, others: string])

  test('are read, each with its number and with exactly its units', () => {
    const list = (names: string) => (names === '-' ? [] : names.split(','))
    expect(
      tasks.map(({ clause, lead, cooperating, responsible }) => [
        clause.split('/').at(-1),
        lead,
        cooperating,
        responsible,
      ]),
    ).toEqual(
      expected.map(([number, leads, others]) =>
        leads.startsWith('=')
          ? [number, [], list(others), list(leads.slice(1))]
          : [number, list(leads), list(others), []],
      ),
    )
    expect(tasks).toHaveLength(87)
  })

  test('name one unit that no department is: the slip of the scan', () => {
    const names = new Set(
      tasks.flatMap(({ lead, cooperating, responsible }) => [...lead, ...cooperating, ...responsible]),
    )
    expect([...names].filter((name) => !departmentOf(name))).toEqual(['省卫生和计划生育委贡会'])
  })

  test('hold nothing else that is wrong', () => {
    expect(findings.map(({ rule, stated, computed }) => [rule, stated, computed])).toEqual([
      ['unitMisspelt', '省卫生和计划生育委贡会', '省卫生和计划生育委员会'],
    ])
  })
})

describe('the three lists of Tongchuan', () => {
  const { tasks, targets, findings } = read('tongchuan')
  const within = (list: string) => tasks.filter(({ clause }) => clause.startsWith(list))

  test('hold 28 responsibilities, and six measures', () => {
    expect(within('责任清单')).toHaveLength(28)
    expect(within('措施清单')).toHaveLength(6)
    expect(within('责任清单').every(({ responsible }) => responsible.length > 0)).toBe(true)
  })

  test('do not add up, and say so', () => {
    expect(findings.map(({ grade, rule, computed }) => [grade, rule, computed]).slice(0, 2)).toEqual([
      ['error', 'sum', '5.97'],
      ['warning', 'overlap', '4.59'],
    ])
    expect(findings.filter(({ grade }) => grade === 'error')).toHaveLength(1)
  })

  test('set each district its figures by year', () => {
    const yaozhou = targets.filter(({ region }) => region === '耀州区')
    expect(yaozhou.map(({ value }) => value)).toEqual([
      '2.7',
      '1',
      '1',
      '0.7',
      '1.8',
      '0.68',
      '0.41',
      '0.35',
      '1.35',
    ])
  })
})

describe('the plan of Beihai', () => {
  const { fundLines, findings, duties } = read('beihai')

  test('has 19 fund lines with their units', () => {
    expect(fundLines).toHaveLength(19)
    expect(duties).toHaveLength(19)
  })

  test('has the error in 656, the number that comes twice, and the gap between uses and sources; nothing else is wrong', () => {
    expect(
      findings
        .filter(({ grade }) => grade !== 'note')
        .map(({ grade, rule, stated, computed }) => [grade, rule, stated, computed]),
    ).toEqual([
      ['error', 'numberTwice', '4)', '5'],
      ['warning', 'fundsGap', '99880.15', '99883.95'],
      ['error', 'product', '656', '666'],
      ['warning', 'loanOnBothSides', '21885', '21885'],
    ])
  })
})

describe('the plan of Hepu', () => {
  const { tasks, findings } = read('hepu')

  test('has a deadline or a cycle for each of its seventeen tasks, and its sums come out', () => {
    const own = tasks.filter(({ clause }) => !clause.startsWith('四'))
    expect(own).toHaveLength(17)
    for (const { due, every } of own) expect(due?.to ?? every).not.toBeNull()
    expect(findings.filter(({ grade }) => grade !== 'note')).toEqual([])
  })
})
