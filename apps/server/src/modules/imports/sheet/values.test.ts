import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { builtInFormat, dateOf, decimalOf, formatOfCode, serialOf } from './values.ts'

describe('numbers', () => {
  test.each([
    ['11812.000000000002', '11812'],
    ['0.30000000000000004', '0.3'],
    ['1.1000000000000001', '1.1'],
    ['2952.3', '2952.3'],
    ['1.50', '1.5'],
    ['007', '7'],
    ['-0', '0'],
    ['1E-7', '0.0000001'],
    ['1.5e-10', '0.00000000015'],
    ['-2.5E+3', '-2500'],
    ['999999999999999', '999999999999999'],
    [' 12 ', '12'],
    ['1e+25', '10000000000000000000000000'],
  ])('%s is read as %s, without the noise of binary fractions', (raw, text) => {
    expect(decimalOf(raw)?.text).toBe(text)
  })

  test.each(['', 'abc', '0x10', '1,000', 'NaN', 'Infinity', '1e999', '--1'])('%s is no number', (raw) => {
    expect(decimalOf(raw)).toBeUndefined()
  })

  test('an id number stored as a number is flagged, a number of 15 digits is not', () => {
    expect(decimalOf('4.5052119900101101E+17')).toEqual({ text: '450521199001011000', digitsLost: true })
    expect(decimalOf('450521199001011234')).toEqual({ text: '450521199001011234', digitsLost: true })
    expect(decimalOf('450521900101123')?.digitsLost).toBe(false)
  })

  test('money with two decimals comes back digit for digit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), (cents) => {
        const text = (Number(cents) / 100).toString()
        expect(decimalOf(text)?.text).toBe(text === '-0' ? '0' : text)
      }),
    )
  })
})

describe('dates', () => {
  test.each([
    [1, 1900, '1900-01-01'],
    [59, 1900, '1900-02-28'],
    [60, 1900, undefined],
    [61, 1900, '1900-03-01'],
    [42736, 1900, '2017-01-01'],
    [42736 - 1462, 1904, '2017-01-01'],
    [0, 1904, '1904-01-01'],
    [2958465, 1900, '9999-12-31'],
    [2958466, 1900, undefined],
    [-1, 1900, undefined],
    [42736.5, 1900, '2017-01-01T12:00:00'],
    [42736.999999999, 1900, '2017-01-02'],
  ] as const)('serial %d of the calendar of %d is %s', (serial, system, day) => {
    expect(dateOf(serial, system, 'date')).toBe(day)
  })

  test('a time alone has no day', () => {
    expect(dateOf(0.5, 1900, 'time')).toBe('12:00:00')
    expect(dateOf(0.75 + 1 / 86400, 1900, 'time')).toBe('18:00:01')
  })

  test('every day from March 1900 to 9999 is written and read as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2958465 }), (serial) => {
        expect(serialOf(dateOf(serial, 1900, 'date') ?? '')).toBe(serial)
      }),
    )
    expect(serialOf('1900-02-28')).toBeUndefined()
    expect(serialOf('2017-02-29')).toBeUndefined()
    expect(serialOf('2017-1-1')).toBeUndefined()
  })

  test.each([
    ['yyyy"年"m"月"d"日"', 'date'],
    ['yyyy\\-mm\\-dd', 'date'],
    ['[$-804]yyyy"年"m"月"', 'date'],
    ['m"月"d"日";@', 'date'],
    ['h:mm:ss', 'time'],
    ['上午/下午h"时"mm"分"', 'time'],
    ['yyyy/m/d h:mm', 'date'],
    ['[h]:mm', undefined],
    ['General', undefined],
    ['G/通用格式', undefined],
    ['0.00"元/月"', undefined],
    ['#,##0.00_);[Red](#,##0.00)', undefined],
    ['0.00E+00', undefined],
    ['@', undefined],
    ['"yd"0', undefined],
  ])('the format %s shows %s', (code, format) => {
    expect(formatOfCode(code)).toBe(format)
  })

  test('the built-in formats of Chinese Excel are dates', () => {
    for (const id of [14, 22, 27, 31, 36, 50, 57, 58]) expect(builtInFormat(id)).toBe('date')
    for (const id of [0, 1, 2, 4, 9, 10, 11, 37, 44, 46, 48, 49]) expect(builtInFormat(id)).toBeUndefined()
  })
})
