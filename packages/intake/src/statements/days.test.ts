import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { findTimes } from './days.ts'

const read = (text: string) => findTimes(fold(text), text)

test.each([
  ['2017年底', { year: 2017, month: null, part: 'end', isDeadline: true }],
  ['3月底前', { year: null, month: 3, part: 'end', isDeadline: true }],
  ['2016年上半年', { year: 2016, part: 'firstHalf' }],
  ['二〇一六年三月', { year: 2016, month: 3 }],
  ['二O一六年三月', { year: 2016, month: 3 }],
  ['2015年12月30日', { year: 2015, month: 12, day: 30 }],
  ['2019-2020年', { year: 2019, until: { year: 2020, month: null, day: null } }],
  ['2018年第三季度', { year: 2018, part: 'quarter3' }],
  ['4月11日至15日', { month: 4, day: 11, until: { year: null, month: 4, day: 15 } }],
  ['到2020年', { year: 2020, isDeadline: true }],
  ['10月31日前', { month: 10, day: 31, isDeadline: true }],
])('%s', (text, expected) => {
  expect(read(text)).toHaveLength(1)
  expect(read(text)[0]).toMatchObject(expected)
})

test('a masked year stays open', () => {
  expect(read('20xx年底')[0]).toMatchObject({ year: null, part: 'end' })
  expect(read('201x年')[0]).toMatchObject({ year: null })
})

test('how often and how long is not when', () => {
  expect(read('每季度至少1次,为期12个月,每年不少于4次')).toEqual([])
})

test('a month that is none, and a day that is none, are left alone', () => {
  expect(read('13月')).toEqual([])
  expect(read('2017年14月3日').every(({ month }) => month === null)).toBe(true)
})
