/** How the amount of a fund line is made of its count and rate, as the document states them. */
import type { PlanFundLine } from '@lika/contract'
import { grouped } from '../../parts/numbers.ts'

type Line = Pick<PlanFundLine, 'terms'>
const factors = ['count', 'rate', 'times']

/** 4,838 户 × 0.5 万元/户 − 10 万元; empty where the document gives the amount alone. */
export function workingOf({ terms }: Line): string {
  const written = (role: (role: string) => boolean) => terms.filter((term) => role(term.role)).map(termText)
  const product = written((role) => factors.includes(role)).join(' × ')
  const sum = written((role) => role === 'part').join(' + ')
  const made = [product, sum].filter((text) => text !== '').join(' + ')
  const less = written((role) => role === 'deduction').map((text) => ` − ${text}`)
  return made === '' ? '' : `${made}${less.join('')}`
}

function termText({ value, unit, text }: Line['terms'][number]): string {
  return value === null ? text : `${grouped(value)}${unit === '' ? '' : ` ${unit}`}`
}
