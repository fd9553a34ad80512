/** Figures of documents as decimal strings: added up and compared digit by digit. */
import type { Bound } from '@lika/contract'

const PLACES = 8
const FIGURE = /^-?(0|[1-9]\d{0,17})(\.\d{1,8})?$/
/** What the contract takes as a figure. */
export const isFigure = (text: string) => FIGURE.test(text)

/** What was typed, as a figure: full-width digits and thousands separators are understood. */
export function readFigure(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/(?<=\d),(?=\d{3}(\D|$))/g, '')
  return isFigure(plain) ? plain : undefined
}

function scaled(figure: string): bigint {
  const [whole = '0', part = ''] = figure.replace('-', '').split('.')
  const value = BigInt(whole + part.padEnd(PLACES, '0'))
  return figure.startsWith('-') ? -value : value
}

function written(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(PLACES + 1, '0')
  const part = digits.slice(-PLACES).replace(/0+$/, '')
  const whole = digits.slice(0, -PLACES)
  return `${value < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`
}

export function sumOf(figures: readonly string[]): string {
  return written(figures.reduce((sum, figure) => sum + scaled(figure), 0n))
}

export function less(a: string, b: string): string {
  return written(scaled(a) - scaled(b))
}

export function isNegative(figure: string): boolean {
  return scaled(figure) < 0n
}

export function absolute(figure: string): string {
  return figure.replace(/^-/, '')
}

/** Yuan in 万元: the point moves by four places, digit by digit, and nothing is rounded. */
export function inTenThousands(yuan: string): string {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(yuan) ?? []
  const digits = whole.padStart(5, '0')
  const rest = `${digits.slice(-4)}${decimals}`.replace(/0+$/, '')
  return `${sign}${digits.slice(0, -4)}${rest === '' ? '' : `.${rest}`}`
}

/** Whether parts in one unit make the whole, as exactly as it is stated; the server says the same of what is saved. */
export function makesWhole(
  whole: { readonly bound: Bound; readonly value: string; readonly upTo?: string },
  sum: string,
) {
  const difference = scaled(sum) - scaled(whole.value)
  if (whole.bound === 'atLeast') return difference >= 0n
  if (whole.bound === 'moreThan') return difference > 0n
  if (whole.bound === 'atMost') return difference <= 0n
  if (whole.bound === 'lessThan') return difference < 0n
  if (whole.bound === 'between') return difference >= 0n && scaled(sum) <= scaled(whole.upTo ?? whole.value)
  const lastPlace = 10n ** BigInt(PLACES - (whole.value.split('.')[1]?.length ?? 0))
  const size = difference < 0n ? -difference : difference
  return size * (whole.bound === 'about' ? 1n : 2n) <= lastPlace
}

/** Width of a bar, as a share of the goal. */
export function shareWidth(part: string, whole: string): string {
  const [a, b] = [Number(part), Number(whole)]
  return b <= 0 || a <= 0 ? '0' : `${Math.min(100, (100 * a) / b)}%`
}
