// Numbers arrive as whole numbers or as decimal strings, and are shown digit by digit: nothing is rounded.

/** Thousands separated: 10236 is 10,236, "12000.50" is 12,000.50. */
export function grouped(value: number | string): string {
  const text = String(value)
  const [whole = '', decimals] = text.split('.')
  const separated = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return decimals === undefined ? separated : `${separated}.${decimals}`
}

/** Share of a whole for the width of a bar; never used as a figure. */
export function widthOf(part: number, whole: number): string {
  return whole === 0 ? '0' : `${(100 * part) / whole}%`
}
