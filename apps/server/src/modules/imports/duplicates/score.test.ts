import { idCheckDigit } from '@lika/codes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNearDay, listedFrom, type PersonTraits, scorePair } from './score.ts'

const person = (traits: Partial<PersonTraits> = {}): PersonTraits => ({
  name: '王小明',
  birthDate: '1980-05-06',
  sex: 'male',
  idNumber: null,
  regionCode: '450521100201',
  householdId: null,
  ...traits,
})

/** Pairs that people have labelled: one person, or two. */
const labelled: readonly (readonly [
  what: string,
  other: Partial<PersonTraits>,
  isOne: boolean,
  own?: Partial<PersonTraits>,
])[] = [
  ['everything is the same', {}, true],
  ['a variant character', { name: '王晓明' }, true],
  ['month and day are swapped', { birthDate: '1980-06-05' }, true],
  ['the year is one off', { birthDate: '1981-05-06' }, true],
  ['another village of the town', { regionCode: '450521100202' }, true],
  [
    'the old and the new form of an id number',
    { idNumber: '110105491231002', name: '王明' },
    true,
    { idNumber: '11010519491231002X' },
  ],
  ['a namesake born in another year', { birthDate: '1955-01-01' }, false],
  ['a sister born on the same day', { name: '王小红', sex: 'female' }, false],
  [
    'two valid id numbers',
    { idNumber: `11010519491231003${idCheckDigit('11010519491231003')}` },
    false,
    { idNumber: '11010519491231002X' },
  ],
  ['nothing but the birth date', { name: '李四', sex: null, regionCode: '451021100201' }, false],
]

describe('how likely two persons are one', () => {
  for (const [what, other, isOne, own] of labelled) {
    test(`${what}: ${isOne ? 'one' : 'two'}`, () => {
      expect(scorePair(person(own), person({ ...own, ...other })).score >= listedFrom).toBe(isOne)
    })
  }

  test('the score does not depend on who comes first, lies between 0 and 100, and is the sum of its reasons', () => {
    const traits = fc.record({
      name: fc.option(fc.constantFrom('王小明', '王晓明', '李四', '买买提·吐尔逊')),
      birthDate: fc.option(fc.constantFrom('1980-05-06', '1980-06-05', '1990-01-31')),
      sex: fc.option(fc.constantFrom('male', 'female')),
      idNumber: fc.option(fc.constantFrom('11010519491231002X', '110105491231002', '110105194912310021')),
      regionCode: fc.option(fc.constantFrom('450521100201', '450521101201', '4505')),
      householdId: fc.option(fc.constantFrom('a', 'b')),
    })
    fc.assert(
      fc.property(traits, traits, (a, b) => {
        const { score, reasons } = scorePair(a, b)
        expect(scorePair(b, a)).toEqual({ score, reasons })
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
        const sum = reasons.reduce((total, { points }) => total + points, 0)
        expect(score).toBeGreaterThanOrEqual(Math.min(100, Math.max(0, sum)))
        expect(isNearDay('1980-05-06', '1980-05-16')).toBe(true)
      }),
    )
  })
})
