import { describe, expect, test } from 'vitest'
import { checkParts, type Part } from './parts.ts'

const whole = (bound: Part['bound'], value: string, unit: string, upTo?: string): Part => ({
  bound,
  value,
  unit,
  ...(upTo === undefined ? {} : { upTo }),
})
const parts = (unit: string, ...values: string[]) => values.map((value) => whole('exact', value, unit))

describe('the parts of a target', () => {
  test('that make the whole to the last person agree', () => {
    expect(checkParts(whole('exact', '4941', '户'), parts('户', '2000', '2941'))).toEqual({
      count: 2,
      sum: '4941',
      difference: '0',
      agrees: true,
    })
  })

  test('that miss it by one do not', () => {
    expect(checkParts(whole('exact', '4941', '户'), parts('户', '2000', '2940'))).toMatchObject({
      sum: '4940',
      difference: '-1',
      agrees: false,
    })
  })

  test('of 5.9 that add up to 5.97 do not agree: rounding hides no more than half a unit of the last place', () => {
    const districts = parts('万人', '2.7', '1.5', '1.6', '0.17')
    expect(checkParts(whole('exact', '5.9', '万人'), districts)).toMatchObject({
      sum: '5.97',
      difference: '0.07',
      agrees: false,
    })
    expect(checkParts(whole('about', '5.9', '万人'), districts)).toMatchObject({ agrees: true })
    expect(checkParts(whole('exact', '6.0', '万人'), districts)).toMatchObject({ agrees: true })
  })

  test('may be stated in another scale than the whole', () => {
    expect(checkParts(whole('exact', '2.1', '万人'), parts('人', '9000', '12000'))).toMatchObject({
      sum: '2.1',
      agrees: true,
    })
  })

  test('are held to a floor and a ceiling from one side', () => {
    expect(checkParts(whole('atLeast', '10', '个村'), parts('个村', '6', '7'))).toMatchObject({
      agrees: true,
    })
    expect(checkParts(whole('atLeast', '10', '个村'), parts('个村', '6', '3'))).toMatchObject({
      agrees: false,
    })
    expect(checkParts(whole('atMost', '10', '个村'), parts('个村', '6', '7'))).toMatchObject({
      agrees: false,
    })
    expect(checkParts(whole('lessThan', '13', '个村'), parts('个村', '6', '7'))).toMatchObject({
      agrees: false,
    })
    expect(checkParts(whole('between', '10', '个村', '13'), parts('个村', '6', '7'))).toMatchObject({
      agrees: true,
    })
  })

  test('that are ceilings say nothing about a floor', () => {
    const ceilings = [whole('atMost', '6', '个村'), whole('atMost', '7', '个村')]
    expect(checkParts(whole('atLeast', '10', '个村'), ceilings)).toMatchObject({ sum: '13', agrees: null })
  })

  test('that count something else, and shares, are not added up', () => {
    const none = { count: 2, sum: null, difference: null, agrees: null }
    expect(checkParts(whole('exact', '10', '户'), parts('人', '4', '6'))).toEqual(none)
    expect(checkParts(whole('atLeast', '90', '%'), parts('%', '90', '95'))).toEqual(none)
    expect(checkParts(whole('exact', '3000', '元/人'), parts('元/人', '3000', '3000'))).toEqual(none)
  })

  test('that nobody has set yet are no difference', () => {
    expect(checkParts(whole('exact', '10', '户'), [])).toEqual({
      count: 0,
      sum: null,
      difference: null,
      agrees: null,
    })
  })
})
