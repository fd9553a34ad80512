import { describe, expect, test } from 'vitest'
import { dayAfter, holidaysBetween, knownYears } from './calendar.ts'

describe('days by the calendar', () => {
  test('the day itself is the first', () => {
    expect(dayAfter('2017-03-31', 1, false)).toBe('2017-03-31')
    expect(dayAfter('2017-03-31', 7, false)).toBe('2017-04-06')
    expect(dayAfter('2016-02-28', 2, false)).toBe('2016-02-29')
    expect(dayAfter('2199-12-31', 3, false)).toBe('2200-01-02')
  })

  test('no number of days that is none', () => {
    expect(dayAfter('2017-03-31', 0, false)).toBeUndefined()
    expect(dayAfter('2017-03-31', -1, true)).toBeUndefined()
    expect(dayAfter('2017-03-31', 1.5, true)).toBeUndefined()
  })
})

describe('days worked', () => {
  test('a weekend is not worked, and the first day counts when it is', () => {
    expect(dayAfter('2017-03-20', 5, true)).toBe('2017-03-24')
    expect(dayAfter('2017-03-20', 6, true)).toBe('2017-03-27')
    expect(dayAfter('2017-03-25', 1, true)).toBe('2017-03-27')
  })

  test('Tomb-sweeping of 2017: the Saturday before is worked, Sunday to Tuesday are free', () => {
    expect(dayAfter('2017-03-31', 2, true)).toBe('2017-04-01')
    expect(dayAfter('2017-03-31', 3, true)).toBe('2017-04-05')
    expect(dayAfter('2017-04-02', 1, true)).toBe('2017-04-05')
  })

  test('National Day and Mid-autumn of 2017: eight days free, the Saturday before is worked', () => {
    expect(dayAfter('2017-09-29', 2, true)).toBe('2017-09-30')
    expect(dayAfter('2017-09-29', 3, true)).toBe('2017-10-09')
  })

  test('Spring Festival of 2017: the Sunday before and the Saturday after are worked', () => {
    expect(dayAfter('2017-01-20', 2, true)).toBe('2017-01-22')
    expect(dayAfter('2017-01-26', 2, true)).toBe('2017-02-03')
    expect(dayAfter('2017-01-26', 3, true)).toBe('2017-02-04')
  })

  test('days worked go on over the new year when both years are known', () => {
    expect(dayAfter('2016-12-30', 2, true)).toBe('2017-01-03')
  })

  test('a year without a decree is not guessed', () => {
    const last = knownYears().at(-1)!
    expect(dayAfter(`${last + 1}-03-01`, 1, true)).toBeUndefined()
    expect(dayAfter('1999-03-01', 5, true)).toBeUndefined()
    expect(dayAfter(`${last}-12-31`, 5, true)).toBeUndefined()
    expect(dayAfter(`${last + 1}-03-01`, 5, false)).toBe(`${last + 1}-03-05`)
  })
})

test('the years from 2004 on are known, each of them', () => {
  const years = knownYears()
  expect(years[0]).toBe(2004)
  expect(years).toContain(2017)
  expect(years).toEqual(years.map((_, index) => 2004 + index))
})

test('the calendar of spring 2017 names what is free and what is worked instead', () => {
  const [qingming, labour] = [
    { zh: '清明', en: 'Tomb-sweeping Day' },
    { zh: '劳动节', en: 'Labour Day' },
  ]
  expect(holidaysBetween('2017-03-30', '2017-05-01')).toEqual([
    { day: '2017-04-01', name: qingming, works: true },
    { day: '2017-04-02', name: qingming, works: false },
    { day: '2017-04-03', name: qingming, works: false },
    { day: '2017-04-04', name: qingming, works: false },
    { day: '2017-05-01', name: labour, works: false },
  ])
  expect(holidaysBetween('1999-01-01', '1999-12-31')).toEqual([])
})
