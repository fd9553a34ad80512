import { describe, expect, test } from 'vitest'
import { sampleWorld } from '../reference/sample-world.ts'
import { checkFactValue, toInternal, toJson } from './values.ts'

const { facts, codeLists } = sampleWorld()
const fact = (id: string) => facts.household![id]!

function check(id: string, json: unknown): unknown {
  const checked = checkFactValue(fact(id), codeLists, json)
  return 'value' in checked ? checked.value : checked.problem.message.en
}

describe('a value of a fact is checked and never coerced', () => {
  test.each([
    ['minutes', 35, 35],
    ['minutes', '35', '“35” is not a whole number without quotation marks, such as 35'],
    ['minutes', 3.5, '3.5 is not a whole number without quotation marks, such as 35'],
    ['minutes', 1441, '1441 is not between 0 and 1440'],
    ['minutes', Number.NaN, 'null is not a whole number without quotation marks, such as 35'],
    ['area', '60.0', 600],
    ['area', '60.05', '“60.05” has more than 1 decimals'],
    ['area', 60, '60 is not a decimal in quotation marks, such as "12.5"'],
    ['income', '11812.00', 1_181_200],
    ['income', '11812', 1_181_200],
    ['income', 11812, '11812 is not a decimal in quotation marks, such as "11812.00"'],
    ['income', '1e3', '“1e3” is not a decimal, such as "11812.00"'],
    ['poor', true, true],
    ['poor', 'true', '“true” is not true or false'],
    ['poor', 1, '1 is not true or false'],
    ['born', '2016-02-29', 16_860],
    ['born', '2017-02-29', 'there is no day “2017-02-29”; a day is written 2016-11-03'],
    ['grade', 'A', 'A'],
    ['grade', 'a', 'grade has no code “a”; did you mean A?'],
    ['causes', ['illness', 'water'], ['illness', 'water']],
    ['causes', ['illness', 'illness'], 'the code “illness” stands twice'],
    ['causes', 'illness', '“illness” is not a list of codes, such as ["a","b"]'],
    ['title', '甲', '甲'],
    ['title', 'x'.repeat(21), 'the text is longer than 20 characters'],
    ['title', 'a\u0000', 'the text has characters that cannot be stored'],
    ['title', null, null],
    ['minutes', undefined, 'undefined is not a whole number without quotation marks, such as 35'],
  ])('%s %j', (id, json, result) => {
    expect(check(id, json)).toEqual(result)
  })

  test('of a list of codes that has a least number, fewer are refused', () => {
    const bounded = { ...fact('causes'), least: 1 }
    const checked = (json: unknown) => checkFactValue(bounded, codeLists, json)
    expect(checked(['illness'])).toEqual({ value: ['illness'] })
    expect(checked([])).toMatchObject({
      problem: { code: 'value.least', message: { zh: '至少选 1 项，选了 0 项' } },
    })
  })

  test('what is checked comes back as it was', () => {
    for (const [id, json] of [
      ['minutes', 35],
      ['area', '60.0'],
      ['income', '-11812.05'],
      ['poor', false],
      ['born', '2016-02-29'],
      ['causes', []],
      ['title', null],
    ] as const)
      expect(toJson(fact(id), toInternal(fact(id), codeLists, json))).toEqual(json)
  })
})
