import { describe, expect, test } from 'vitest'
import { isNarrowed, leadQueryOf } from './queries.ts'

describe('the address of the leads', () => {
  test('shows what waits for somebody unless it says otherwise', () => {
    expect(leadQueryOf('450521', {})).toEqual({ region: '450521', state: 'open' })
    expect(leadQueryOf('450521', { state: 'all' })).toEqual({ region: '450521' })
    expect(leadQueryOf('450521', { state: 'dismissed', kind: 'hospitalCosts' })).toEqual({
      region: '450521',
      state: 'dismissed',
      kind: 'hospitalCosts',
    })
  })
  test('leaves out what it cannot mean', () => {
    expect(
      leadQueryOf('4505', { state: 'lost', standing: 'x', outcome: 'perhaps', list: '7', kind: '1 or 1' }),
    ).toEqual({ region: '4505', state: 'open' })
  })
  test('is narrowed by anything but the place', () => {
    expect(isNarrowed(leadQueryOf('4505', {}))).toBe(false)
    expect(isNarrowed(leadQueryOf('4505', { state: 'all' }))).toBe(true)
    expect(isNarrowed(leadQueryOf('4505', { outcome: 'unmet' }))).toBe(true)
  })
})
