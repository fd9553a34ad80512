import { describe, expect, test } from 'vitest'
import { isNarrowed, leadQueryOf, leadsOfList, opensRows } from './queries.ts'

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

test('rows are opened while they are kept; of a list that was taken back none are', () => {
  const list = { withdrawn: null, keptUntil: '2018-02-28' }
  expect(opensRows(list, 'nobody', '2018-02-28')).toBe(true)
  expect(opensRows(list, 'nobody', '2018-03-01')).toBe(false)
  expect(opensRows(list, 'all', '2018-03-01')).toBe(false)
  expect(opensRows(list, 'matched', '2018-03-01')).toBe(true)
  const withdrawn = { by: '', on: '2017-03-31', reason: '' }
  expect(opensRows({ ...list, withdrawn }, 'matched', '2017-04-01')).toBe(false)
})

test('the leads of a list are looked for where the list is', () => {
  const region = [
    { code: '4505', name: '北海市' },
    { code: '450521', name: '合浦县' },
  ]
  expect(leadsOfList({ id: 'a', region })).toEqual({ list: 'a', region: '450521', state: undefined })
  expect(leadsOfList({ id: 'a', region }, 'checked')).toMatchObject({ state: 'checked' })
})
