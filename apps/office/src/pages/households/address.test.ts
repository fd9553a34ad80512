import { expect, test } from 'vitest'
import { chosenOf, filterOf, toggled } from './address.ts'

test('a criterion with its outcome, as numbers link it, is one of the criteria', () => {
  expect(filterOf({ criterion: 'water', outcome: 'unmet', status: 'expected' })).toEqual({
    status: 'expected',
    criteria: 'water.unmet',
  })
  expect(filterOf({ outcome: 'unmet' })).toEqual({ outcome: 'unmet' })
})

test('choosing a value twice takes it back', () => {
  const filter = { criteria: 'water.unmet,income.met' }
  expect(toggled(filter, 'criterion.water', 'unmet').criteria).toBe('income.met')
  expect(toggled(filter, 'criterion.water', 'met').criteria).toBe('water.unmet,income.met,water.met')
  expect(toggled({ within: '450521' }, 'region', '450521').within).toBeUndefined()
})

test('the chosen outcomes of a criterion are its own', () => {
  const filter = { criteria: 'water.unmet,waterFar.met,water.undetermined' }
  expect(chosenOf(filter, 'criterion.water')).toEqual(['unmet', 'undetermined'])
  expect(chosenOf(filter, 'criterion.income')).toEqual([])
})
