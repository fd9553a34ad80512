import { expect, it } from 'vitest'
import { monthsAfter, monthsBetween, monthsOf, periodOf } from './months.ts'

it('a year of records is the months January to December', () => {
  expect(monthsOf({ from: '2016-01-01', to: '2017-01-01' })).toEqual({ from: '2016-01', to: '2016-12' })
  expect(monthsOf({ from: '2016-03-01', to: '2016-04-01' })).toEqual({ from: '2016-03', to: '2016-03' })
})

it('months are whole periods, to the first day after them', () => {
  expect(periodOf({ from: '2016-01', to: '2016-12' })).toEqual({ from: '2016-01-01', to: '2017-01-01' })
  expect(periodOf({ from: '2016-09', to: '2016-11' })).toEqual({ from: '2016-09-01', to: '2016-12-01' })
})

it('what is valid for 15 months from the last of November runs out at the end of February', () => {
  expect(monthsAfter('2015-11-30', 15)).toBe('2017-02-28')
  expect(monthsAfter('2016-01-31', 12)).toBe('2017-01-31')
  expect(monthsAfter('2016-12-15', 1)).toBe('2017-01-15')
})

it('a window of a year has its twelve months', () => {
  const months = monthsBetween({ from: '2015-10-01', to: '2016-10-01' })
  expect(months).toHaveLength(12)
  expect([months[0], months.at(-1)]).toEqual(['2015-10', '2016-09'])
})
