import { describe, expect, test } from 'vitest'
import { type Goal, standingOf } from './reached.ts'

const goal = (bound: Goal['bound'], value: string, unit = '户'): Goal => ({ bound, value, unit })
const households = (value: string, direction: 'up' | 'down' = 'up') => ({
  value,
  unit: 'household',
  direction,
})

describe('a target', () => {
  test('of households that have exited wants as many as are missing', () => {
    expect(standingOf(goal('exact', '4941'), households('1200'))).toEqual({ missing: '3741', reached: false })
    expect(standingOf(goal('exact', '4941'), households('4941'))).toEqual({ missing: '0', reached: true })
    expect(standingOf(goal('exact', '4941'), households('5000'))).toEqual({ missing: '0', reached: true })
  })

  test('of more than a number is not reached by the number itself', () => {
    expect(standingOf(goal('moreThan', '10'), households('10'))).toEqual({ missing: '0', reached: false })
    expect(standingOf(goal('atLeast', '10'), households('10'))).toEqual({ missing: '0', reached: true })
  })

  test('stated in 万人 wants what is missing in 万人', () => {
    const persons = { value: '12000', unit: 'person', direction: 'up' as const }
    expect(standingOf(goal('exact', '5.9', '万人'), persons)).toEqual({ missing: '4.7', reached: false })
  })

  test('about a number is reached within a unit of its last place', () => {
    const persons = { value: '58100', unit: 'person', direction: 'up' as const }
    expect(standingOf(goal('about', '5.9', '万人'), persons)).toMatchObject({ reached: true })
    expect(standingOf(goal('exact', '5.9', '万人'), persons)).toMatchObject({ reached: false })
  })

  test('on what is lacking is a number to be worked off: it is reached when nothing is left', () => {
    expect(standingOf(goal('exact', '279'), households('120', 'down'))).toEqual({
      missing: '120',
      reached: false,
    })
    expect(standingOf(goal('exact', '279'), households('400', 'down'))).toEqual({
      missing: '279',
      reached: false,
    })
    expect(standingOf(goal('exact', '279'), households('0', 'down'))).toEqual({ missing: '0', reached: true })
  })

  test('that is a ceiling is reached below it', () => {
    expect(standingOf(goal('atMost', '100'), households('120', 'down'))).toEqual({
      missing: '20',
      reached: false,
    })
    expect(standingOf(goal('atMost', '100'), households('100', 'down'))).toEqual({
      missing: '0',
      reached: true,
    })
    expect(standingOf(goal('lessThan', '100'), households('100'))).toMatchObject({ reached: false })
  })

  test('is not compared with what counts something else', () => {
    expect(standingOf(goal('exact', '46', '个村'), households('46'))).toEqual({
      missing: null,
      reached: null,
    })
  })
})
