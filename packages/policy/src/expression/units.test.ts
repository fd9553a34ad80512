import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal } from './decimal.ts'
import { nearest } from './nearest.ts'
import { multiplyUnits, parseUnit, unitLabel, unitText } from './units.ts'

describe('units', () => {
  test('m²/person times person is m²', () => {
    expect(unitText(multiplyUnits(parseUnit('m²/person')!, parseUnit('person')!, 1))).toBe('m²')
    expect(unitText(multiplyUnits(parseUnit('yuan')!, parseUnit('person')!, -1))).toBe('yuan/person')
    expect(parseUnit('yuan/person/month')).toEqual({ month: -1, person: -1, yuan: 1 })
    expect(parseUnit('1/person')).toEqual({ person: -1 })
    expect(parseUnit('12 x')).toBeUndefined()
  })

  test('are read in Chinese as well', () => {
    expect(unitLabel(parseUnit('yuan/person')!).zh).toBe('元/人')
    expect(unitLabel(parseUnit('month')!, false)).toEqual({ zh: '个月', en: 'months' })
  })
})

describe('decimals', () => {
  test('are exact, and refused when finer than the scale', () => {
    expect(parseDecimal('12.5', 2)).toBe(1250n)
    expect(parseDecimal('-0.05', 2)).toBe(-5n)
    expect(parseDecimal('12.500', 2)).toBe(1250n)
    expect(parseDecimal('12.505', 2)).toBeUndefined()
    expect(parseDecimal('1e3', 2)).toBeUndefined()
    expect(formatDecimal(-5n, 2)).toBe('-0.05')
    expect(formatDecimal(1250, 2)).toBe('12.50')
  })
})

describe('the nearest name', () => {
  test('is offered when a letter is wrong, missing or swapped, and not when the word is another', () => {
    expect(nearest('waterMinuts', ['waterClean', 'waterMinutes'])).toBe('waterMinutes')
    expect(nearest('enroleld', ['enrolled'])).toBe('enrolled')
    expect(nearest('x', ['income', 'poor'])).toBeUndefined()
  })
})
