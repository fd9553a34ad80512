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

test('a masked figure stays as the document has it', () => {
  expect(workingOf({ terms: [term('count', null, '', '20xx户'), term('rate', '2', '万元/户')] })).toBe(
    '20xx户 × 2 万元/户',
  )
})

test('an amount that stands alone has no working', () => {
  expect(workingOf({ terms: [] })).toBe('')
})
