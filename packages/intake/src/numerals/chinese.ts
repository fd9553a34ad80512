/** Numbers in Chinese characters. */

const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  '○': 0,
  O: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const powers: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const groups: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 }

/** Characters of which numbers are made, for a class of a pattern. */
export const CHINESE_DIGITS = '零〇○O一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟'

/**
 * The whole number that Chinese characters name: 十一 → 11, 二〇一六 → 2016, 一百零五 → 105, 三万二千 → 32000. Undefined for
 * what is no number, such as 三五 (three or five) between two units, or 万一.
 */
export function parseChineseNumber(text: string): number | undefined {
  if (text === '') return undefined
  const characters = [...text]
  if (characters.every((each) => digits[each] !== undefined)) {
    // 二〇一六 is a number read digit by digit. Two digits side by side (七八个) are a guess, not a number.
    if (characters.length === 2)
      return characters.some((each) => digits[each] === 0) ? plain(characters) : undefined
    return plain(characters)
  }
  return grouped(characters)
}

function plain(characters: readonly string[]): number {
  return characters.reduce((value, each) => value * 10 + digits[each]!, 0)
}

function grouped(characters: readonly string[]): number | undefined {
  let total = 0
  let section = 0
  let digit: number | undefined
  let lastPower = Number.POSITIVE_INFINITY
  for (const each of characters) {
    const value = digits[each]
    if (value !== undefined) {
      // A zero stands for powers that are left out; any other digit waits for its power.
      if (digit !== undefined && digit !== 0) return undefined
      digit = value
      continue
    }
    const power = powers[each]
    if (power !== undefined) {
      if (power >= lastPower || digit === 0) return undefined
      // 十一 is 11: the one before the first ten is not said.
      if (digit === undefined && (power !== 10 || section !== 0)) return undefined
      section += (digit ?? 1) * power
      digit = undefined
      lastPower = power
      continue
    }
    const group = groups[each]
    if (group === undefined) return undefined
    section += digit ?? 0
    if (section === 0) return undefined
    total = group > total && total > 0 ? (total + section) * group : total + section * group
    section = 0
    digit = undefined
    lastPower = Number.POSITIVE_INFINITY
  }
  return total + section + (digit ?? 0)
}

/** The same for a number that may be written in either digits: 12 or 十二. */
export function readNumber(written: string): number | undefined {
  return /^\d/.test(written) ? Number(written) : parseChineseNumber(written)
}
