import { expect, test } from 'vitest'
import { listQueryOf } from './queries.ts'

test('without a word the list is of what hangs', () => {
  expect(listQueryOf('450521', {})).toEqual({ region: '450521', state: 'hanging' })
})

test('open objections are looked for in every state, since one may be answered after the last day', () => {
  expect(listQueryOf('450521', { objections: 'open' })).toEqual({ region: '450521', objections: 'open' })
})

test('what an address cannot mean is left out and does not reach the server', () => {
  const address = { state: 'nowhere', kind: 'poster', procedure: '1; drop', objections: 'closed' }
  expect(listQueryOf('4505', address)).toEqual({ region: '4505' })
})
