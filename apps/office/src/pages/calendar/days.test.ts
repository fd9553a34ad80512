import { expect, test } from 'vitest'
import { dayByKey, dayOf, monthAfter, monthOf, weekdayOf, weeksOf } from './days.ts'

test('March 2017 begins on a Wednesday and lies in five weeks from Monday to Sunday', () => {
  const weeks = weeksOf('2017-03')
  expect(weeks).toHaveLength(5)
  expect(weeks[0]?.[0]).toBe('2017-02-27')
  expect(weeks[4]?.[6]).toBe('2017-04-02')
  expect(weeks.every((week) => weekdayOf(week[0]!) === 0)).toBe(true)
})

test('a February that begins on a Monday lies in four weeks', () => {
  expect(weeksOf('2021-02')).toHaveLength(4)
})

test('months go over the year in both directions', () => {
  expect(monthAfter('2017-12', 1)).toBe('2018-01')
  expect(monthAfter('2017-01', -1)).toBe('2016-12')
})

test('a month or a day that there is not is none', () => {
  expect(monthOf('2017-13', '2017-03-31')).toBe('2017-03')
  expect(dayOf('2017-02-30')).toBeUndefined()
  expect(dayOf('2017-02-28')).toBe('2017-02-28')
})

test('arrows go a day or a week, and PageDown to the same day of the next month or its last', () => {
  expect(dayByKey('ArrowDown', '2017-03-27')).toBe('2017-04-03')
  expect(dayByKey('ArrowLeft', '2017-03-01')).toBe('2017-02-28')
  expect(dayByKey('PageDown', '2017-03-31')).toBe('2017-04-30')
  expect(dayByKey('Home', '2017-03-31')).toBe('2017-03-27')
  expect(dayByKey('x', '2017-03-31')).toBeUndefined()
})
