import type { EndedCount, Standing } from '@lika/contract'
import { expect, test } from 'vitest'
import { ratesOf } from './working.ts'

const count = (standing: Standing, outcome: string, cases: number): EndedCount => ({
  region: { code: '450521100', name: '廉州镇' },
  standing,
  outcome: { id: outcome, label: { zh: outcome, en: outcome } },
  cases,
})

test('missed households are counted against those surveyed that were not registered', () => {
  const { missed } = ratesOf([
    count('unregistered', 'missed', 2),
    count('unregistered', 'correct', 98),
    count('exited', 'correct', 500),
  ])
  expect(missed).toEqual({ part: 2, whole: 100 })
})

test('wrong exits are counted against those surveyed that had exited', () => {
  const { wronglyOut } = ratesOf([
    count('exited', 'wronglyOut', 1),
    count('exited', 'correct', 49),
    count('registered', 'wronglyIn', 3),
  ])
  expect(wronglyOut).toEqual({ part: 1, whole: 50 })
})

test('where nobody was surveyed the whole is nothing, and nobody is told a rate of zero', () => {
  const { missed, wronglyOut, surveyed } = ratesOf([count('registered', 'correct', 10)])
  expect(missed.whole).toBe(0)
  expect(wronglyOut.whole).toBe(0)
  expect(surveyed.registered).toBe(10)
})

test('a household that stood elsewhere than its outcome says is in no numerator', () => {
  const { missed, found } = ratesOf([count('registered', 'missed', 1), count('unregistered', 'correct', 4)])
  expect(missed).toEqual({ part: 0, whole: 4 })
  expect(found.missed).toBe(1)
})

test('ways to end that are no result are not surveyed', () => {
  expect(ratesOf([count('exited', 'withdrawnByHousehold', 7)]).surveyed.exited).toBe(0)
})
