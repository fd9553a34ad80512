import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anIdNumber } from './arbitraries.ts'
import { maskBankCard, maskIdNumber, maskName, maskPhone } from './mask.ts'
import { nameKey, normaliseName } from './name.ts'

describe('masks', () => {
  test('the birth date of an id number never shows, in any of its forms', () => {
    fc.assert(
      fc.property(anIdNumber, fc.constantFrom('', '43', '43B1'), ({ number }, tail) => {
        const masked = maskIdNumber(number + tail)
        expect(masked).toBe(`999999********${number.slice(14)}${'*'.repeat(tail.length)}`)
      }),
    )
    expect(maskIdNumber('999999800501123')).toBe('999999******123')
  })

  test('what is no number of the expected form is hidden whole', () => {
    expect(maskIdNumber('9999991980050')).toBe('*************')
    expect(maskPhone('139000')).toBe('******')
    expect(maskBankCard('张三的卡')).toBe('****')
  })

  test('a phone number keeps three and four digits, a card six and four', () => {
    expect(maskPhone('13900001234')).toBe('139****1234')
    expect(maskBankCard('6222000000001234')).toBe('622200******1234')
    expect(maskBankCard('6222000000000001234')).toBe('622200*********1234')
  })

  test.each([
    ['张三', '张*'],
    ['王小明', '王*明'],
    ['欧阳锋', '欧阳*'],
    ['欧阳小锋', '欧阳*锋'],
    ['张 三', '张*'],
    ['买买提·吐尔逊', '买**·***'],
    ['买买提•吐尔逊', '买**·***'],
    ['𠮷田', '𠮷*'],
    ['张', '*'],
    ['', ''],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown)
  })
})

describe('names for the search for duplicates', () => {
  test.each([
    ['张　三', '张三'],
    [' 张 三\u200b', '张三'],
    ['买买提．吐尔逊', '买买提·吐尔逊'],
    ['买买提 • 吐尔逊', '买买提·吐尔逊'],
    ['买买提.吐尔逊·', '买买提·吐尔逊'],
    ['Ａlim·b', 'ALIM·B'],
  ])('%j is written %s', (name, normal) => {
    expect(normaliseName(name)).toBe(normal)
  })

  test('a name with and without its middle dot has one key', () => {
    expect(nameKey('买买提・吐尔逊')).toBe(nameKey('买买提吐尔逊'))
  })

  test('a normal name stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const once = normaliseName(name)
        expect(normaliseName(once)).toBe(once)
      }),
      { numRuns: 1000 },
    )
  })
})
