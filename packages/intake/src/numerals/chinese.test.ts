import { expect, test } from 'vitest'
import { parseChineseNumber } from './chinese.ts'

test.each([
  ['一', 1],
  ['两', 2],
  ['十', 10],
  ['十一', 11],
  ['二十', 20],
  ['二十八', 28],
  ['一百', 100],
  ['一百零五', 105],
  ['一百一十', 110],
  ['三千六百', 3600],
  ['三万二千', 32000],
  ['一亿二千万', 120_000_000],
  ['二〇一六', 2016],
  ['二○一七', 2017],
  ['二O一六', 2016],
  ['十二万', 120_000],
])('%s is %d', (text, value) => {
  expect(parseChineseNumber(text)).toBe(value)
})

test.each(['', '七八', '万', '十十', '百', '一十百', '三四'])('%s is no number', (text) => {
  expect(parseChineseNumber(text)).toBeUndefined()
})

test('every number below ten thousand is read as it is written', () => {
  const names = '零一二三四五六七八九'
  const write = (value: number): string => {
    const parts: string[] = []
    let rest = value
    let gap = false
    for (const [power, name] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const digit = Math.floor(rest / power)
      rest %= power
      if (digit === 0) {
        gap ||= parts.length > 0
        continue
      }
      if (gap) parts.push('零')
      gap = false
      parts.push(names[digit]! + name)
    }
    return parts.join('')
  }
  for (let value = 1; value < 10_000; value += 1)
    expect(parseChineseNumber(write(value)), write(value)).toBe(value)
})
