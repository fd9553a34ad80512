import { describe, expect, it } from 'vitest'
import { shareText, stepOf } from './share.ts'

describe('shares on the cockpit', () => {
  it('are cut to a tenth of a percent, so that nearly everybody is not everybody', () => {
    expect(shareText(1157, 3685)).toBe('31.3%')
    expect(shareText(9999, 10_000)).toBe('99.9%')
    expect(shareText(10_000, 10_000)).toBe('100%')
    expect(shareText(1, 2000)).toBe('0%')
    expect(shareText(3, 2)).toBe('150%')
  })
  it('are absent where there is nobody', () => {
    expect(shareText(0, 0)).toBeUndefined()
    expect(stepOf(0, 0)).toBeUndefined()
  })
  it('have five colours, the last from four fifths on', () => {
    expect([0, 19, 20, 59, 80, 100].map((part) => stepOf(part, 100))).toEqual([0, 0, 1, 2, 4, 4])
  })
})
