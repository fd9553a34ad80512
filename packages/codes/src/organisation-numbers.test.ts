import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aDigit } from './arbitraries.ts'
import { luhnCheckDigit, parseBankCard } from './bank-card.ts'
import { parsePhone } from './phone.ts'
import { parseUscc, usccCheckCharacter } from './uscc.ts'

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const character = fc.constantFrom(...alphabet)
/** A social credit code of the unassigned region 999999. */
const aUscc = fc
  .tuple(
    fc.string({ unit: character, minLength: 2, maxLength: 2 }),
    fc.string({ unit: character, minLength: 9, maxLength: 9 }),
  )
  .map(([head, organisation]) => `${head}999999${organisation}`)
  .map((first17) => first17 + usccCheckCharacter(first17))

const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1)
const swapped = (text: string, at: number) =>
  text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2)

describe('unified social credit codes', () => {
  test('the check characters of the two known codes are 3 and E', () => {
    expect(usccCheckCharacter('91350100M000100Y4')).toBe('3')
    expect(usccCheckCharacter('91512081MA62K0260')).toBe('E')
  })

  test('a right code gives department, category, region and organisation', () => {
    expect(parseUscc('91350100M000100Y43')).toEqual({
      ok: true,
      value: {
        number: '91350100M000100Y43',
        department: '9',
        category: '1',
        region: '350100',
        organisation: 'M000100Y4',
      },
    })
  })

  test('one wrong character and two swapped neighbours are found', () => {
    fc.assert(
      fc.property(aUscc, fc.nat(17), character, (code, at, other) => {
        expect(parseUscc(code).ok).toBe(true)
        if (code[at] !== other) expect(parseUscc(replaced(code, at, other)).ok).toBe(false)
        if (at < 17 && code[at] !== code[at + 1]) expect(parseUscc(swapped(code, at)).ok).toBe(false)
      }),
    )
  })

  test.each([
    ['91350100M000100Y4', 'length'],
    ['91350100M000100I43', 'characters'],
    ['9135O100M000100Y43', 'characters'],
    ['91350100m000100Y43', 'characters'],
    ['91350100M000100Y44', 'checkDigit'],
  ])('%s is refused by the rule %s', (text, rule) => {
    expect(parseUscc(text)).toMatchObject({ ok: false, rule })
  })
})

describe('bank cards', () => {
  const aCard = fc
    .string({ unit: aDigit, minLength: 14, maxLength: 18 })
    .map((digits) => digits + luhnCheckDigit(digits))

  test('the textbook number 7992739871 ends in 3', () => {
    expect(luhnCheckDigit('7992739871')).toBe('3')
  })

  test('15 to 19 digits with the right last digit are read, and one wrong digit is found', () => {
    fc.assert(
      fc.property(aCard, fc.nat(18), aDigit, (card, place, digit) => {
        const at = place % card.length
        expect(parseBankCard(card)).toEqual({ ok: true, value: { number: card } })
        if (card[at] !== digit) expect(parseBankCard(replaced(card, at, digit)).ok).toBe(false)
      }),
    )
  })

  test('two swapped neighbours are found unless they are 0 and 9, which the formula cannot tell apart', () => {
    fc.assert(
      fc.property(aCard, fc.nat(17), (card, place) => {
        const at = place % (card.length - 1)
        const pair = card.slice(at, at + 2)
        fc.pre(pair[0] !== pair[1])
        expect(parseBankCard(swapped(card, at)).ok).toBe(pair === '09' || pair === '90')
      }),
    )
  })

  test.each([
    ['6222', 'length'],
    ['62220000000000000000', 'length'],
    ['6222 0000 0000 0000', 'characters'],
    ['622200000000000O', 'characters'],
    ['6222000000000000', 'checkDigit'],
  ])('%s is refused by the rule %s', (text, rule) => {
    expect(parseBankCard(text)).toMatchObject({ ok: false, rule })
  })
})

describe('telephone numbers', () => {
  test('eleven digits are a number, mobile or fixed with its area code', () => {
    expect(parsePhone('13900000000')).toMatchObject({ ok: true, value: { kind: 'mobile' } })
    expect(parsePhone('07790000000')).toMatchObject({ ok: true, value: { kind: 'fixed' } })
  })

  test.each([
    ['1390000000', 'length'],
    ['139000000000', 'length'],
    ['', 'length'],
    ['139-0000000', 'characters'],
    ['１3900000000', 'characters'],
  ])('%j is refused by the rule %s', (text, rule) => {
    expect(parsePhone(text)).toMatchObject({ ok: false, rule })
  })
})
