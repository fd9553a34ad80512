// The income book of a year: rows of items by month, exact sums, and what the chart draws.

import type { CatalogueFact, Household } from '@lika/contract'
import { monthsBetween } from '../../../parts/record/months.ts'

export type Entry = Household['income']['items'][number]
export type Window = { readonly from: string; readonly to: string }

export const COMPLETE = 'incomeComplete'

export interface Row {
  readonly item: string
  readonly entries: readonly Entry[]
  /** Of the entries within the window, in yuan; null when one of them is unknown. */
  readonly total: string | null
}

/** Inside as a whole: what reaches beyond the window is not counted by the verdict. */
export const isCounted = (entry: Window, window: Window) => entry.from >= window.from && entry.to <= window.to
const touches = (entry: Window, window: Window) => entry.from < window.to && entry.to > window.from

/** Items with an entry that touches the window, in the order of the catalogue. */
export function rowsOf(
  entries: readonly Entry[],
  window: Window,
  flows: readonly CatalogueFact[],
): readonly Row[] {
  const shown = entries.filter((entry) => entry.item !== COMPLETE && touches(entry, window))
  const order = new Map(flows.map((fact, index) => [fact.id, index]))
  return [...Map.groupBy(shown, ({ item }) => item)]
    .toSorted(([a], [b]) => (order.get(a) ?? 999) - (order.get(b) ?? 999))
    .map(([item, list]) => ({
      item,
      entries: list.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
      total: sumOf(list.filter((entry) => isCounted(entry, window))),
    }))
}

/** Decimal strings added digit by digit. */
export function sumOf(entries: readonly Pick<Entry, 'amount'>[]): string | null {
  let cents = 0n
  for (const { amount } of entries) {
    if (amount === null) return null
    const [whole = '0', part = ''] = amount.split('.')
    const size = BigInt(whole.replace('-', '')) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2))
    cents += whole.startsWith('-') ? -size : size
  }
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export interface Series {
  readonly kind: string
  /** Yuan for each month; costs are below zero. */
  readonly months: readonly number[]
}

/**
 * What came in each month by kind of income. An amount of several months is spread evenly over them: the book does not
 * say more. A kind whose own entries fill the window stands for what lies below it, as in the verdict.
 */
export function seriesOf(
  entries: readonly Entry[],
  window: Window,
  flows: readonly CatalogueFact[],
): readonly Series[] {
  const byId = new Map(flows.map((fact) => [fact.id, fact]))
  const kindOf = (item: string): string => {
    const parent = byId.get(item)?.parent
    return parent ? kindOf(parent) : item
  }
  const months = monthsBetween(window)
  const counted = entries.filter(
    (entry) => entry.item !== COMPLETE && entry.amount !== null && isCounted(entry, window),
  )
  return [...Map.groupBy(counted, ({ item }) => kindOf(item))].map(([kind, list]) => {
    const own = list.filter(({ item }) => item === kind)
    const filled = new Set(own.flatMap((entry) => monthsBetween(entry)))
    const taken = months.every((month) => filled.has(month)) ? own : list
    const sign = byId.get(kind)?.group === 'costs' ? -1 : 1
    const sums = new Map<string, number>()
    for (const entry of taken) {
      const covered = monthsBetween(entry)
      for (const month of covered)
        sums.set(month, (sums.get(month) ?? 0) + (sign * Number(entry.amount)) / covered.length)
    }
    return { kind, months: months.map((month) => sums.get(month) ?? 0) }
  })
}

/** The same window a number of years earlier or later. */
export function shifted({ from, to }: Window, years: number): Window {
  const by = (day: string) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`
  return { from: by(from), to: by(to) }
}
