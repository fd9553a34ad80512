/** Titles in a table of contents. */
import type { Range } from '../model.ts'
import type { Line } from '../text/lines.ts'

const heading = /^目\s*(?:录|次)$/
const dots = /[….·]{3,}\s*\d{1,4}$/
const number = /^\(?[\u4e00-\u9fff]{1,12}\s?[[(]\d{4}[\])]\s?\d{1,4}\s?号\)?/

export function titlesOfContents(lines: readonly Line[], text: string): { title: string; range: Range }[] {
  const begins = lines.findIndex((line) => heading.test(line.text))
  if (begins < 0) return []
  const titles: { title: string; range: Range }[] = []
  let open: Line[] = []
  for (const line of lines.slice(begins + 1, begins + 400)) {
    const ends = dots.test(line.text)
    if (!ends || !number.test(line.text)) open.push(line)
    if (ends) {
      const [first, last] = [open[0], open.at(-1)]
      if (first && last) {
        titles.push({ title: titleOf(open, text), range: [first.from, last.to] })
      }
      open = []
    } else if (open.length > 4) break
  }
  return titles
}

function titleOf(lines: readonly Line[], text: string): string {
  return lines
    .map(({ from, to }) => text.slice(from, to).replace(/[….·]{3,}\s*\d{1,4}$/, ''))
    .join('')
    .replaceAll(/[\s\u3000]+/g, '')
}
