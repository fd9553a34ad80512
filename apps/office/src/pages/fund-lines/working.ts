/** How the amount of a fund line is made of its count and rate, as the document states them. */
import type { PlanFundLine } from '@lika/contract'
import { grouped } from '../../parts/numbers.ts'

type Term = PlanFundLine['terms'][number]
const factors = ['count', 'rate', 'times']

/** 68 个村 × 10 万元/村 − 10 万元; parts with the products that they are made of behind them; empty for an amount alone. */
export function workingOf({ terms }: { readonly terms: readonly Term[] }): string {
  const products = productsOf(terms).map((product) => product.map(termText).join(' × '))
  const less = terms.filter(({ role }) => role === 'deduction').map((term) => ` − ${termText(term)}`)
  const parts = terms.filter(({ role }) => role === 'part').map(termText)
  if (parts.length === 0) return products.length === 0 ? '' : `${products.join(' + ')}${less.join('')}`
  return [`${parts.join(' + ')}${less.join('')}`, ...products].join(' · ')
}

/** Each count begins a product of its own. */
function productsOf(terms: readonly Term[]): Term[][] {
  const products: Term[][] = []
  for (const term of terms.filter(({ role }) => factors.includes(role))) {
    const last = products.at(-1)
    if (last === undefined || (term.role === 'count' && last.some(({ role }) => role !== 'count')))
      products.push([term])
    else last.push(term)
  }
  return products
}

function termText({ value, unit, text }: Term): string {
  return value === null ? text : `${grouped(value)}${unit === '' ? '' : ` ${unit}`}`
}
