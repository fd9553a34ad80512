import type { CatalogueFact } from '@lika/contract'
import { expect, it } from 'vitest'
import { isCounted, rowsOf, seriesOf, shifted, sumOf } from './book.ts'

const fact = (id: string, parent?: string, group = 'wages') =>
  ({ id, group, ...(parent ? { parent } : {}) }) as CatalogueFact
const flows = [
  fact('wageIncome'),
  fact('wageWithinTown', 'wageIncome'),
  fact('operatingCost', undefined, 'costs'),
]
const year = { from: '2016-01-01', to: '2017-01-01' }
const entry = (item: string, from: string, to: string, amount: string | null) => ({
  item,
  from,
  to,
  amount,
  recordId: `${item}${from}`,
})

it('amounts are added digit by digit, and one that is unknown leaves the sum unknown', () => {
  expect(sumOf([{ amount: '0.10' }, { amount: '0.20' }, { amount: '1234567.89' }])).toBe('1234568.19')
  expect(sumOf([{ amount: '-0.05' }])).toBe('-0.05')
  expect(sumOf([{ amount: '1.00' }, { amount: null }])).toBeNull()
  expect(sumOf([])).toBe('0.00')
})

it('what reaches beyond the window stands in its row and not in its sum', () => {
  const [row] = rowsOf(
    [
      entry('wageIncome', '2016-01-01', '2016-07-01', '600.00'),
      entry('wageIncome', '2016-07-01', '2017-07-01', '1200.00'),
    ],
    year,
    flows,
  )
  expect(row).toMatchObject({ item: 'wageIncome', total: '600.00' })
  expect(row!.entries.map((each) => isCounted(each, year))).toEqual([true, false])
})

it('an amount of several months is spread evenly over them, and costs lie below zero', () => {
  const series = seriesOf(
    [
      entry('wageWithinTown', '2016-03-01', '2016-06-01', '900.00'),
      entry('operatingCost', '2016-03-01', '2016-04-01', '120.00'),
    ],
    year,
    flows,
  )
  expect(series[0]).toEqual({ kind: 'wageIncome', months: [0, 0, 300, 300, 300, 0, 0, 0, 0, 0, 0, 0] })
  expect(series[1]!.months[2]).toBe(-120)
})

it('a sum for the whole year stands for its parts', () => {
  const [wages] = seriesOf(
    [
      entry('wageIncome', '2016-01-01', '2017-01-01', '12000.00'),
      entry('wageWithinTown', '2016-03-01', '2016-04-01', '900.00'),
    ],
    year,
    flows,
  )
  expect(wages!.months[2]).toBe(1000)
})

it('the window of another year has the same months', () => {
  expect(shifted({ from: '2015-10-01', to: '2016-10-01' }, -1)).toEqual({
    from: '2014-10-01',
    to: '2015-10-01',
  })
})
