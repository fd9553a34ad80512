/** Unified social credit codes of organisations (GB 32100): 17 characters and a check character modulo 31. */
import { accept, type Checked, firstForbidden, isDigit, refuse } from './checked.ts'

export interface Uscc {
  readonly number: string
  /** The registering department, and the kind of organisation within it. */
  readonly department: string
  readonly category: string
  /** Six digits of the region of the registering office. */
  readonly region: string
  /** The nine characters of the organisation code. */
  readonly organisation: string
}

export type UsccRule = 'length' | 'characters' | 'checkDigit'

/** I, O, S, V and Z are left out: they look like digits or like each other. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The check character for the first 17. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0
  let weight = 1
  for (const character of first17) {
    const value = alphabet.indexOf(character)
    if (value < 0) throw new RangeError('a social credit code has digits and capitals without I, O, S, V, Z')
    sum += value * weight
    weight = (weight * 3) % 31
  }
  if (first17.length !== 17) throw new RangeError('usccCheckCharacter takes exactly 17 characters')
  return alphabet[(31 - (sum % 31)) % 31]!
}

/** Reads a code as it is written; small letters and full-width characters are refused. */
export function parseUscc(text: string): Checked<Uscc, UsccRule> {
  if (text.length !== 18) {
    return refuse('length', `应为18位，实为${text.length}位`, `18 characters are needed, not ${text.length}`)
  }
  const isRegion = (index: number) => index >= 2 && index < 8
  const at = firstForbidden(text, (character, index) =>
    isRegion(index) ? isDigit(character) : alphabet.includes(character),
  )
  if (at) {
    return isRegion(at - 1)
      ? refuse(
          'characters',
          `第${at}位应为数字（登记机关区划）`,
          `Character ${at} belongs to the region and must be a digit`,
        )
      : refuse(
          'characters',
          `第${at}位应为数字或大写字母（不含I、O、S、V、Z）`,
          `Character ${at} must be a digit or a capital letter other than I, O, S, V, Z`,
        )
  }
  const expected = usccCheckCharacter(text.slice(0, 17))
  if (text[17] !== expected) {
    return refuse(
      'checkDigit',
      `校验码不符：按前17位应为${expected}，实为${text[17]}`,
      `The check character is ${text[17]}, by the first 17 it should be ${expected}`,
    )
  }
  return accept({
    number: text,
    department: text[0]!,
    category: text[1]!,
    region: text.slice(2, 8),
    organisation: text.slice(8, 17),
  })
}
