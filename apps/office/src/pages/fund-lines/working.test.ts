import { expect, test } from 'vitest'
import { workingOf } from './working.ts'

const term = (role: string, value: string | null, unit: string, text = '') => ({ role, value, unit, text })

test('an amount is count times rate, less what is deducted', () => {
  expect(workingOf({ terms: [term('count', '4838', '户'), term('rate', '0.5', '万元/户')] })).toBe(
    '4,838 户 × 0.5 万元/户',
  )
  expect(
    workingOf({
      terms: [term('count', '68', '个村'), term('rate', '10', '万元/村'), term('deduction', '10', '万元')],
    }),
  ).toBe('68 个村 × 10 万元/村 − 10 万元')
})

test('an amount of several parts has the products behind them', () => {
  const terms = [
    term('count', '4838', '户'),
    term('rate', '0.5', '万元/户'),
    term('count', '3303', '户'),
    term('rate', '0.1', '万元/户'),
    term('part', '2419', '万元'),
    term('part', '330.3', '万元'),
  ]
  expect(workingOf({ terms })).toBe(
    '2,419 万元 + 330.3 万元 · 4,838 户 × 0.5 万元/户 · 3,303 户 × 0.1 万元/户',
  )
})

test('a masked figure stays as the document has it', () => {
  expect(workingOf({ terms: [term('count', null, '', '20xx户'), term('rate', '2', '万元/户')] })).toBe(
    '20xx户 × 2 万元/户',
  )
})

test('an amount that stands alone has no working', () => {
  expect(workingOf({ terms: [] })).toBe('')
})
