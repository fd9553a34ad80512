import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aDigit, anIdNumber, today } from './arbitraries.ts'
import { parseCertificateNumber, parseDisabilityNumber } from './disability-number.ts'
import {
  idCheckDigit,
  identityKey,
  normaliseIdNumber,
  parseIdNumber,
  upgradeIdNumber15,
} from './id-number.ts'

/** The rule that refuses a number, or undefined. */
const ruleOf = (text: string) => {
  const read = parseIdNumber(text, { today })
  return read.ok ? undefined : read.rule
}
/** A number of the unassigned region 999999 whose check digit is right, whatever its date. */
const withCheckDigit = (birth: string) => `999999${birth}123${idCheckDigit(`999999${birth}123`)}`

describe('id numbers', () => {
  test('the sample number of the standard ends in X and is of a woman born on the last day of 1949', () => {
    expect(idCheckDigit('11010519491231002')).toBe('X')
    expect(parseIdNumber('11010519491231002X', { today })).toEqual({
      ok: true,
      value: { number: '11010519491231002X', region: '110105', birthDate: '1949-12-31', sex: 'female' },
    })
  })

  test('every number with a real birth date and the right check digit is read, and gives date and sex', () => {
    fc.assert(
      fc.property(anIdNumber, ({ number, birthDate, sequence }) => {
        expect(parseIdNumber(number, { today })).toEqual({
          ok: true,
          value: { number, region: '999999', birthDate, sex: sequence % 2 ? 'male' : 'female' },
        })
      }),
    )
  })

  test('one wrong digit anywhere in a number is found', () => {
    fc.assert(
      fc.property(anIdNumber, fc.nat(17), aDigit, ({ number }, at, digit) => {
        fc.pre(number[at] !== digit)
        expect(ruleOf(number.slice(0, at) + digit + number.slice(at + 1))).toBeDefined()
      }),
    )
  })

  test('two neighbouring digits swapped are found', () => {
    fc.assert(
      fc.property(anIdNumber, fc.nat(16), ({ number }, at) => {
        fc.pre(number[at] !== number[at + 1])
        const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2)
        expect(ruleOf(swapped)).toBeDefined()
      }),
    )
  })

  test('a wrong check digit is named together with the right one, in both languages', () => {
    const read = parseIdNumber('110105194912310021', { today })
    expect(read).toMatchObject({ ok: false, rule: 'checkDigit' })
    if (!read.ok) {
      expect(read.message.zh).toContain('应为X')
      expect(read.message.en).toContain('should be X')
    }
  })

  test.each([
    ['19900230', 'birthDate'],
    ['19901301', 'birthDate'],
    ['19900001', 'birthDate'],
    ['19900100', 'birthDate'],
    ['19000229', 'birthDate'],
    ['18991231', 'birthYear'],
    ['19000101', undefined],
    ['20000229', undefined],
    ['20171231', undefined],
    ['20180101', 'birthFuture'],
  ])('born %s is refused by the rule %s on the last day of 2017', (birth, rule) => {
    expect(ruleOf(withCheckDigit(birth))).toBe(rule)
  })

  test.each([
    ['', 'length'],
    ['99999919800501123', 'length'],
    ['9999991980050112345', 'length'],
    ['11010519491231002x', 'characters'],
    ['１1010519491231002X', 'characters'],
    ['1101051949123100X2', 'characters'],
    ['110105 9491231002X', 'characters'],
    ['11010519491231002Ⅹ', 'characters'],
  ])('%j is refused by the rule %s', (text, rule) => {
    expect(ruleOf(text)).toBe(rule)
  })

  test('any text at all is answered without an error, and a refusal says why in both languages', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary', minLength: 18, maxLength: 22 })),
        (text) => {
          const read = parseCertificateNumber(text, { today })
          if (!read.ok) expect([read.message.zh, read.message.en]).not.toContain('')
        },
      ),
    )
  })

  test('a message never repeats the number', () => {
    fc.assert(
      fc.property(anIdNumber, fc.nat(17), aDigit, ({ number }, at, digit) => {
        const read = parseIdNumber(number.slice(0, at) + digit + number.slice(at + 1), { today })
        if (!read.ok) expect(read.message.zh + read.message.en).not.toContain(number.slice(10))
      }),
    )
  })

  test('today must be a day', () => {
    expect(() => parseIdNumber('11010519491231002X', { today: '2017' })).toThrow(RangeError)
  })
})

describe('numbers of the first generation', () => {
  test('15 digits become the 18 they were cut from', () => {
    fc.assert(
      fc.property(anIdNumber, ({ number, birthDate, sequence }) => {
        fc.pre(birthDate < '2000' && sequence < 996)
        const first = number.slice(0, 6) + number.slice(8, 17)
        expect(upgradeIdNumber15(first)).toEqual({ ok: true, value: number })
      }),
    )
  })

  test.each([
    ['99999980050112', 'length'],
    ['99999980050112X', 'characters'],
    ['999999800230123', 'birthDate'],
    ['999999010229123', 'birthDate'],
    ['999999800501996', 'centenarian'],
  ])('%s is not made into 18 digits by the rule %s', (text, rule) => {
    expect(upgradeIdNumber15(text)).toMatchObject({ ok: false, rule })
  })
})

describe('numbers as people write them', () => {
  test('full-width digits, blanks and a small x are folded, and each is said', () => {
    expect(normaliseIdNumber('１10105 19491231\u3000002ｘ')).toEqual({
      text: '11010519491231002X',
      changes: ['fullWidth', 'blanks', 'capitalX'],
    })
    expect(normaliseIdNumber('11010519491231002x').changes).toEqual(['capitalX'])
    expect(normaliseIdNumber('11010519491231002X').changes).toEqual([])
  })

  test('folding a folded number changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = normaliseIdNumber(text).text
        expect(normaliseIdNumber(once)).toEqual({ text: once, changes: [] })
      }),
    )
  })

  test('15 digits, 18 digits and a disability number of one person have one key', () => {
    fc.assert(
      fc.property(anIdNumber, ({ number, birthDate, sequence }) => {
        fc.pre(birthDate < '2000' && sequence < 996)
        const spellings = [number, ` ${number.toLowerCase()}`, `${number}43`, `${number}43B1`]
        expect(new Set(spellings.map(identityKey))).toEqual(new Set([number]))
        expect(identityKey(number.slice(0, 6) + number.slice(8, 17))).toBe(number)
      }),
    )
  })
})

describe('disability numbers', () => {
  const base = withCheckDigit('19491231')

  test('category and grade are read from characters 19 and 20', () => {
    expect(parseDisabilityNumber(`${base}43`, { today })).toMatchObject({
      ok: true,
      value: {
        number: `${base}43`,
        birthDate: '1949-12-31',
        disability: { category: 'physical', grade: '3' },
      },
    })
  })

  test('the form with 22 characters keeps its suffix', () => {
    const read = parseDisabilityNumber(`${base}11B1`, { today })
    expect(read.ok && read.value.disability).toEqual({ category: 'visual', grade: '1', suffix: 'B1' })
  })

  test.each([
    [`${base}4`, 'length'],
    [`${base}431`, 'length'],
    [`${base}03`, 'category'],
    [`${base}83`, 'category'],
    [`${base}40`, 'grade'],
    [`${base}45`, 'grade'],
    [`${base}4X`, 'grade'],
    [`${base}43b1`, 'suffix'],
    [`${base.slice(0, 17)}${base.endsWith('1') ? 2 : 1}43`, 'checkDigit'],
    [`${withCheckDigit('19490231')}43`, 'birthDate'],
  ])('%s is refused by the rule %s', (text, rule) => {
    expect(parseDisabilityNumber(text, { today })).toMatchObject({ ok: false, rule })
  })

  test('the field for either number takes 18, 20 and 22 characters', () => {
    for (const text of [base, `${base}72`, `${base}72B2`]) {
      expect(parseCertificateNumber(text, { today }).ok).toBe(true)
    }
  })
})
