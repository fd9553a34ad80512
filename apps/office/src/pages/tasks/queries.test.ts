import { expect, test } from 'vitest'
import { boardQueryOf, monthAfter, monthsOf } from './queries.ts'

const place = { region: '4505', date: '2017-03-31' }

test('the board begins with the month of the date, by unit', () => {
  expect(boardQueryOf(place, {})).toEqual({
    view: 'unit',
    month: '2017-03',
    query: { ...place, month: '2017-03' },
  })
})

test('an address may ask for every month, and what it cannot mean is left out', () => {
  expect(boardQueryOf(place, { month: 'all', view: 'list', state: 'late' }).query).toEqual({
    ...place,
    state: 'late',
  })
  expect(boardQueryOf(place, { month: '2017-13', view: 'x', state: 'y', role: 'z', plan: '1' })).toEqual(
    boardQueryOf(place, {}),
  )
})

test('months go on over the end of the year', () => {
  expect([monthAfter('2017-12', 1), monthAfter('2017-01', -1), monthAfter('2017-05', 1)]).toEqual([
    '2018-01',
    '2016-12',
    '2017-06',
  ])
  expect(monthsOf('2017')).toHaveLength(12)
})
