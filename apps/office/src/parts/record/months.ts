// A period runs from the first day of its first month to the first day of the month after its last.

export type Months = { readonly from: string; readonly to: string }

/** 2016-01-01 to 2017-01-01 is the months 2016-01 to 2016-12. */
export function monthsOf(period: Months): Months {
  const [year, month] = period.to.split('-').map(Number) as [number, number]
  return { from: period.from.slice(0, 7), to: month === 1 ? `${year - 1}-12` : monthText(year, month - 1) }
}

/** The months 2016-01 to 2016-12 are the period 2016-01-01 to 2017-01-01. */
export function periodOf(months: Months): Months {
  const [year, month] = months.to.split('-').map(Number) as [number, number]
  const next = month === 12 ? `${year + 1}-01` : monthText(year, month + 1)
  return { from: `${months.from}-01`, to: `${next}-01` }
}

function monthText(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}
