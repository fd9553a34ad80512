import { describe, expect, test } from 'vitest'
import { inTenThousands, less, makesWhole, readFigure, shareWidth, sumOf } from './figures.ts'

describe('figures of documents', () => {
  test('are added up exactly', () => {
    expect(sumOf(['2.7', '1.5', '1.6', '0.17'])).toBe('5.97')
    expect(sumOf(['0.1', '0.2'])).toBe('0.3')
    expect(sumOf([])).toBe('0')
    expect(less('5.97', '5.9')).toBe('0.07')
    expect(less('4940', '4941')).toBe('-1')
  })

  test('in yuan are shown in 万元 without rounding', () => {
    expect(inTenThousands('24190000')).toBe('2419')
    expect(inTenThousands('1200000.5')).toBe('120.00005')
    expect(inTenThousands('-38000')).toBe('-3.8')
    expect(inTenThousands('0')).toBe('0')
    expect(inTenThousands('0.12345678')).toBe('0.000012345678')
  })

  test('are read as people type them', () => {
    expect(readFigure(' １，０００.50 ')).toBe('1000.50')
    expect(readFigure('21,076')).toBe('21076')
    expect(readFigure('约20')).toBeUndefined()
    expect(readFigure('')).toBeUndefined()
  })

  test('of parts make the whole as exactly as it is stated', () => {
    expect(makesWhole({ bound: 'exact', value: '5.9' }, '5.97')).toBe(false)
    expect(makesWhole({ bound: 'about', value: '5.9' }, '5.97')).toBe(true)
    expect(makesWhole({ bound: 'exact', value: '6.0' }, '5.97')).toBe(true)
    expect(makesWhole({ bound: 'exact', value: '4941' }, '4940')).toBe(false)
    expect(makesWhole({ bound: 'atLeast', value: '10' }, '12')).toBe(true)
  })

  test('fill a bar no further than its end', () => {
    expect(shareWidth('50', '200')).toBe('25%')
    expect(shareWidth('300', '200')).toBe('100%')
    expect(shareWidth('3', '0')).toBe('0')
  })
})
