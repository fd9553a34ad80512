import { describe, expect, it } from 'vitest'
import { monthsOf, periodOf } from './months.ts'

describe('months of a period', () => {
  it('a year is its January to its December', () => {
    expect(monthsOf({ from: '2016-01-01', to: '2017-01-01' })).toEqual({ from: '2016-01', to: '2016-12' })
    expect(periodOf({ from: '2016-01', to: '2016-12' })).toEqual({ from: '2016-01-01', to: '2017-01-01' })
  })
  it('one month runs to the first of the next', () => {
    expect(periodOf({ from: '2017-02', to: '2017-02' })).toEqual({ from: '2017-02-01', to: '2017-03-01' })
    expect(monthsOf({ from: '2017-02-01', to: '2017-03-01' })).toEqual({ from: '2017-02', to: '2017-02' })
  })
})
