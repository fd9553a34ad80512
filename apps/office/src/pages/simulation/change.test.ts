import { describe, expect, it } from 'vitest'
import { differenceOf, faultOf, readMoved, writeMoved } from './change.ts'

describe('the figures in an address', () => {
  it('are read as they are written, and odd parts are passed over', () => {
    expect(readMoved('povertyLine:4000,schoolAge.from:6,bad')).toEqual({
      povertyLine: '4000',
      'schoolAge.from': '6',
    })
    expect(readMoved('povertyLine:')).toEqual({ povertyLine: '' })
    expect(writeMoved({ povertyLine: '4000', floorAreaMin: '15' })).toBe('povertyLine:4000,floorAreaMin:15')
    expect([readMoved(undefined), writeMoved({})]).toEqual([{}, undefined])
  })
})

describe('a figure that is typed', () => {
  const line = { min: '0', max: '500000000', scale: 2 }
  it('is refused when it is none, or lies outside its range', () => {
    expect(['4000', '2952.01', '0'].map((text) => faultOf(text, line))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(['', '四千', '4,000', '1.001'].map((text) => faultOf(text, line))).toEqual(
      Array(4).fill('notNumber'),
    )
    expect(['-1', '500000001'].map((text) => faultOf(text, line))).toEqual(['range', 'range'])
  })
})

describe('a difference', () => {
  it('is exact to the fen, with its sign', () => {
    expect(differenceOf('903.50', '3999.48')).toBe('3095.98')
    expect(differenceOf('3999.48', '903.5')).toBe('-3095.98')
    expect(differenceOf('12', '12')).toBe('0')
    expect(differenceOf('0.01', '0.00')).toBe('-0.01')
  })
})
