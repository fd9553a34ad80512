import { describe, expect, test } from 'vitest'
import { candidateQueryOf, inboxQueryOf, isNarrowed, stepShown } from './queries.ts'

describe('the address of the inbox', () => {
  test('says what the server is asked for', () => {
    expect(
      inboxQueryOf('450521', { procedure: 'householdExit', step: 'townAudit', due: 'late', mine: 'yes' }),
    ).toEqual({ region: '450521', procedure: 'householdExit', step: 'townAudit', due: 'late', mine: 'yes' })
  })
  test('leaves out what it cannot mean', () => {
    const query = inboxQueryOf('450521', {
      step: '1 or 1',
      state: 'lost',
      due: 'never',
      subject: '7',
      sort: 'x',
    })
    expect(query).toEqual({ region: '450521' })
    expect(isNarrowed(query)).toBe(false)
  })
  test('an order narrows nothing, a search does', () => {
    expect(isNarrowed(inboxQueryOf('4505', { sort: 'newest' }))).toBe(false)
    expect(isNarrowed(inboxQueryOf('4505', { search: '王' }))).toBe(true)
  })
})

test('without a procedure nobody can be a candidate', () => {
  expect(candidateQueryOf('4505', { outcome: 'met' })).toBeUndefined()
  expect(candidateQueryOf('4505', { procedure: 'householdExit', outcome: 'perhaps' })).toEqual({
    region: '4505',
    procedure: 'householdExit',
  })
})

test('a row shows the step that was asked for, then where the reader acts, then the main line', () => {
  const step = (id: string, mine: boolean, beside: boolean) => ({
    ...{ id, mine, beside, label: { zh: id, en: id }, level: null, since: '2017-03-01', due: null },
    ...{ actors: [], gates: [] },
  })
  const steps = [step('townAudit', false, false), step('comparison', true, true)]
  expect(stepShown({ steps }, 'townAudit')?.id).toBe('townAudit')
  expect(stepShown({ steps }, undefined)?.id).toBe('comparison')
  expect(stepShown({ steps: [steps[0]!] }, undefined)?.id).toBe('townAudit')
  expect(stepShown({ steps: [] }, undefined)).toBeUndefined()
})
