import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as reference from '../reference/days.ts'
import {
  addMonths,
  civilDate,
  FIRST_DAY,
  formatDay,
  LAST_DAY,
  parseDay,
  wholeMonths,
  wholeYears,
} from './calendar.ts'

const days = fc.integer({ min: FIRST_DAY, max: LAST_DAY })
const day = (text: string): number => parseDay(text)!

describe('the calendar', () => {
  test('agrees with the platform on every day', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: -1200, max: 1200 }), (a, b, months) => {
        expect(formatDay(a)).toBe(new Date(a * 86_400_000).toISOString().slice(0, 10))
        expect(parseDay(formatDay(a))).toBe(a)
        expect(civilDate(a)).toMatchObject({
          year: reference.part(a, 'year'),
          month: reference.part(a, 'month'),
        })
        expect(wholeMonths(a, b)).toBe(reference.monthsBetween(a, b))
        expect(addMonths(a, months)).toBe(reference.plusMonths(a, months))
      }),
      { numRuns: 2000 },
    )
  })

  test('who is born on 29 February is a year older on 1 March of a common year', () => {
    expect(wholeYears(day('2000-02-29'), day('2018-02-28'))).toBe(17)
    expect(wholeYears(day('2000-02-29'), day('2018-03-01'))).toBe(18)
    expect(wholeYears(day('2000-02-29'), day('2020-02-29'))).toBe(20)
  })

  test('an age is reached exactly on the day that the bound says', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: 0, max: 120 }), (born, asOf, years) => {
        expect(born <= addMonths(asOf, -12 * years)).toBe(wholeYears(born, asOf) >= years)
      }),
      { numRuns: 2000 },
    )
  })

  test('a month has no day that it has not', () => {
    expect(formatDay(addMonths(day('2017-01-31'), 1))).toBe('2017-02-28')
    expect(parseDay('2017-02-29')).toBeUndefined()
    expect(parseDay('2017-13-01')).toBeUndefined()
    expect(parseDay('2017-1-1')).toBeUndefined()
  })
})
