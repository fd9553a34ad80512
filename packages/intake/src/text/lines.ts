/** Lines of a text with their place in it. */

export interface Line {
  /** Range without the blanks around it, in UTF-16 units. */
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Every line that holds more than blanks, in order. `folded` is what `fold` made. */
export function linesOf(folded: string): Line[] {
  const lines: Line[] = []
  let start = 0
  while (start <= folded.length) {
    let end = folded.indexOf('\n', start)
    if (end < 0) end = folded.length
    let from = start
    let to = end
    while (from < to && isBlank(folded.charCodeAt(from))) from += 1
    while (to > from && isBlank(folded.charCodeAt(to - 1))) to -= 1
    if (to > from) lines.push({ from, to, text: folded.slice(from, to) })
    start = end + 1
  }
  return lines
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0d || code === 0x0b || code === 0x0c || code === 0x2028
}
