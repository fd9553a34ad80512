import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countyOf,
  digitsBelow,
  isRegionCode,
  isWithin,
  nation,
  parentOf,
  parseNationalRegionCode,
  regionLevelOf,
  regionRange,
} from './region-code.ts'

/** Codes with many nines and zeros, where the ends of ranges go wrong first. */
const aDigit = fc.constantFrom('0', '1', '5', '9', '9')
const aCode = fc
  .tuple(
    fc.constantFrom('11', '19', '45', '99'),
    fc.string({ unit: aDigit, minLength: 12, maxLength: 12 }),
    fc.constantFrom(2, 4, 6, 9, 12, 14),
  )
  .map(([province, rest, length]) => (province + rest).slice(0, length))

describe('region codes', () => {
  test.each([
    ['all', 'nation', undefined, undefined],
    ['45', 'province', 'all', undefined],
    ['4505', 'city', '45', undefined],
    ['450521', 'county', '4505', '450521'],
    ['450521100', 'town', '450521', '450521'],
    ['450521100201', 'village', '450521100', '450521'],
    ['45052110020107', 'group', '450521100201', '450521'],
  ])('%s is a %s, lies below %s and in county %s', (code, level, parent, county) => {
    expect(regionLevelOf(code)).toBe(level)
    expect(parentOf(code)).toBe(parent)
    expect(countyOf(code)).toBe(county)
  })

  test('the codes directly below have the digits of the next level; a group stands for itself', () => {
    const codes = ['all', '45', '4505', '450521', '450521100', '450521100201', '45052110020107']
    expect(codes.map(digitsBelow)).toEqual([2, 4, 6, 9, 12, 14, 14])
  })

  test.each(['', '4', '450', '4505211', '04', '4505a1', '４５', '450521100201070'])(
    '%j is no region code',
    (text) => {
      expect(isRegionCode(text)).toBe(false)
      for (const ask of [regionLevelOf, parentOf, countyOf, regionRange]) {
        expect(() => ask(text)).toThrow(RangeError)
      }
      expect(() => isWithin('4505', text)).toThrow(RangeError)
      expect(() => isWithin(text, 'all')).toThrow(RangeError)
    },
  )

  test('the range of a region holds exactly the regions within it', () => {
    fc.assert(
      fc.property(aCode, aCode, (code, other) => {
        const { lo, hi } = regionRange(code)
        expect(other >= lo && other < hi).toBe(isWithin(other, code))
      }),
      { numRuns: 1000 },
    )
  })

  test('a region lies within itself and everything above it, and in their ranges', () => {
    fc.assert(
      fc.property(aCode, (code) => {
        for (let above: string | undefined = code; above; above = parentOf(above)) {
          const { lo, hi } = regionRange(above)
          expect(isWithin(code, above)).toBe(true)
          expect(code >= lo && code < hi).toBe(true)
        }
      }),
    )
  })

  test('the range of Beihai ends before the next city, and that of a final nine behind it', () => {
    expect(regionRange('4505')).toEqual({ lo: '4505', hi: '4506' })
    expect(regionRange('4509')).toEqual({ lo: '4509', hi: '450:' })
    expect(isWithin('450503', '4506')).toBe(false)
  })

  test('the nation holds every region and itself', () => {
    const { lo, hi } = regionRange(nation)
    for (const code of ['11', '99999999999999', nation]) expect(code >= lo && code < hi).toBe(true)
    expect(isWithin(nation, '45')).toBe(false)
  })
})

describe('codes as national tables print them', () => {
  test.each([
    ['450000', '45'],
    ['450500', '4505'],
    ['450521', '450521'],
    ['450500000000', '4505'],
    ['450521000000', '450521'],
    ['450521100000', '450521100'],
    ['450521100201', '450521100201'],
    ['4505', '4505'],
    ['500000', '50'],
  ])('%s is stored as %s', (text, code) => {
    expect(parseNationalRegionCode(text)).toEqual({ ok: true, value: { code, level: regionLevelOf(code) } })
  })

  test.each([
    ['45052', 'length'],
    ['', 'characters'],
    ['000000', 'characters'],
    ['45 05', 'characters'],
  ])('%j is refused by the rule %s', (text, rule) => {
    expect(parseNationalRegionCode(text)).toMatchObject({ ok: false, rule })
  })
})
