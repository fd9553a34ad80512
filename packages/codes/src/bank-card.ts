import { accept, type Checked, firstForbidden, isDigit, refuse } from './checked.ts'

export type BankCardRule = 'length' | 'characters' | 'checkDigit'

/** The last digit that Luhn's formula gives to the digits before it. */
export function luhnCheckDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('luhnCheckDigit takes digits')
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    // From the right every second digit counts double; the check digit itself would stand at the far right.
    const isDoubled = (digits.length - index) % 2 === 1
    const part = Number(digits[index]) * (isDoubled ? 2 : 1)
    sum += part > 9 ? part - 9 : part
  }
  return String((10 - (sum % 10)) % 10)
}

/** Reads a bank card number of 15 to 19 digits (UnionPay: 16 or 19) without spaces. */
export function parseBankCard(text: string): Checked<{ readonly number: string }, BankCardRule> {
  const at = firstForbidden(text, isDigit)
  if (at) {
    return refuse(
      'characters',
      `第${at}位不是半角数字`,
      `Character ${at} is not an ordinary digit; only digits are allowed`,
    )
  }
  if (text.length < 15 || text.length > 19) {
    return refuse(
      'length',
      `应为15至19位，实为${text.length}位`,
      `15 to 19 digits are needed, not ${text.length}`,
    )
  }
  const expected = luhnCheckDigit(text.slice(0, -1))
  if (!text.endsWith(expected)) {
    return refuse(
      'checkDigit',
      `校验位不符：末位应为${expected}，实为${text.at(-1)}；请核对整个卡号`,
      `The last digit is ${text.at(-1)}, by the others it should be ${expected}; compare the whole number`,
    )
  }
  return accept({ number: text })
}
