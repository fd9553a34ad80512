import { expect, test } from 'vitest'
import { emptyReport, isTouched, reportFaults } from './report-draft.ts'

const asked = { today: '2017-03-31', needsRound: false }
const draft = { ...emptyReport('2017-03-31'), text: '已完成勘察' }

test('a report in words for a day that has come is right', () => {
  expect([...reportFaults(draft, asked)]).toEqual([])
  expect([...reportFaults({ ...draft, state: 'done', percent: '100' }, asked)]).toEqual([])
})

test.for([
  [{ text: ' ' }, 'text'],
  [{ on: '2017-04-01' }, 'on'],
  [{ on: '' }, 'on'],
  [{ percent: '101' }, 'percent'],
  [{ percent: '1.5' }, 'percent'],
  [{ state: 'done', percent: '90' }, 'done'],
] as const)('%j is told at its field', ([over, fault]) => {
  expect([...reportFaults({ ...draft, ...over }, asked)]).toEqual([fault])
})

test('a task that comes in rounds asks which one', () => {
  expect([...reportFaults(draft, { ...asked, needsRound: true })]).toEqual(['round'])
})

test('a day alone is nothing to lose', () => {
  expect([isTouched(emptyReport('2017-03-31')), isTouched(draft)]).toEqual([false, true])
})
