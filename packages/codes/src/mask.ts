/**
 * Masks for notices and screens: enough to tell people apart, no more. What does not have the expected form is
 * hidden whole, because nobody knows what it says.
 */
import { normaliseName } from './name.ts'

const stars = (count: number) => '*'.repeat(count)
const hideAll = (text: string) => stars(Array.from(text).length)

/**
 * Hides the birth date and more: `999999********1234`. Of a disability number the last characters are hidden too,
 * for they tell category and grade.
 */
export function maskIdNumber(text: string): string {
  if (/^\d{15}$/.test(text)) return text.slice(0, 6) + stars(6) + text.slice(12)
  if (!/^\d{17}[\dXx](?:\d{2}|\d{2}[0-9A-Za-z]{2})?$/.test(text)) return hideAll(text)
  return text.slice(0, 6) + stars(8) + text.slice(14, 18) + stars(text.length - 18)
}

/** Hides the middle four digits of eleven: `139****5678`. */
export const maskPhone = (text: string): string =>
  /^\d{11}$/.test(text) ? text.slice(0, 3) + stars(4) + text.slice(7) : hideAll(text)

/** Hides all but the first six digits (the bank) and the last four. */
export const maskBankCard = (text: string): string =>
  /^\d{15,19}$/.test(text) ? text.slice(0, 6) + stars(text.length - 10) + text.slice(-4) : hideAll(text)

/** The mask of an identifier by its fact; one without a form of its own is hidden whole. What is masked stays as it is. */
export function maskIdentifier(fact: string, text: string): string {
  if (text.includes('*')) return text
  if (fact === 'idNumber') return maskIdNumber(text)
  if (fact === 'phone') return maskPhone(text)
  if (fact === 'bankAccount') return maskBankCard(text)
  return hideAll(text)
}

/** Surnames of two characters that are in use. */
const compoundSurnames = new Set(
  '欧阳 上官 司马 司徒 司空 诸葛 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 夏侯 轩辕 东方 南宫 西门 独孤 端木 百里 呼延 东郭 公羊 澹台 濮阳 淳于 太史 申屠 钟离 闻人 万俟 赫连 仲孙 闾丘 宗政 鲜于 拓跋 第五'.split(
    ' ',
  ),
)

/**
 * Keeps the surname, and the last character of a given name of two or more: 张三 张*, 王小明 王*明, 欧阳小明 欧阳*明.
 * Of names with a middle dot only the first character stays, and the dots.
 */
export function maskName(name: string): string {
  const characters = Array.from(normaliseName(name))
  if (characters.includes('·')) {
    return characters.map((character, index) => (index === 0 || character === '·' ? character : '*')).join('')
  }
  const surname = characters.length > 2 && compoundSurnames.has(characters.slice(0, 2).join('')) ? 2 : 1
  const given = characters.slice(surname)
  if (given.length === 0) return stars(characters.length)
  const shown = given.length > 1 ? given.at(-1)! : ''
  const hidden = shown ? given.length - 1 : given.length
  return characters.slice(0, surname).join('') + stars(hidden) + shown
}
