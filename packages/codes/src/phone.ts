import { accept, type Checked, firstForbidden, isDigit, refuse } from './checked.ts'

export type PhoneRule = 'length' | 'characters'

/** Reads a telephone number of 11 digits: a mobile number, or a fixed one with its area code (0779…). */
export function parsePhone(
  text: string,
): Checked<{ readonly number: string; readonly kind: 'mobile' | 'fixed' | 'other' }, PhoneRule> {
  const at = firstForbidden(text, isDigit)
  if (at) {
    return refuse(
      'characters',
      `第${at}位不是半角数字`,
      `Character ${at} is not an ordinary digit; only digits are allowed`,
    )
  }
  if (text.length !== 11) {
    return refuse('length', `应为11位，实为${text.length}位`, `11 digits are needed, not ${text.length}`)
  }
  return accept({ number: text, kind: kindOf(text) })
}

function kindOf(number: string) {
  if (/^1[3-9]/.test(number)) return 'mobile'
  return number.startsWith('0') ? 'fixed' : 'other'
}
