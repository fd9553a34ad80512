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

/** The same day so many months later, or the last of that month when it is shorter: as the server counts validity. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const total = year * 12 + month - 1 + months
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate()
  return `${monthText(Math.floor(total / 12), (total % 12) + 1)}-${String(Math.min(date, last)).padStart(2, '0')}`
}

/** The months from one first of a month up to another, which is not among them: 2016-01, 2016-02… */
export function monthsBetween({ from, to }: Months): readonly string[] {
  const months: string[] = []
  for (let day = from; day < to; day = monthsAfter(day, 1)) months.push(day.slice(0, 7))
  return months
}
