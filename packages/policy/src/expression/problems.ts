/** How the parser and the checker say what is wrong, and where. */
import type { Place, Problem } from '../model.ts'

export type Report = (at: number, code: string, zh: string, en: string, nearest?: string) => void

/** Collects problems of one expression; offsets become lines and columns of the file. */
export function problemReport(text: string, place: Place): { problems: Problem[]; report: Report } {
  const problems: Problem[] = []
  const report: Report = (at, code, zh, en, nearest) => {
    // One slip often makes several complaints at one spot; the first is the cause.
    const where = positionOf(text, at, place)
    if (problems.length >= 20 || problems.some((p) => p.line === where.line && p.column === where.column))
      return
    const hint =
      nearest === undefined
        ? { zh: '', en: '' }
        : { zh: `，是否指 ${nearest}？`, en: `; did you mean ${nearest}?` }
    problems.push({
      ...where,
      item: place.item,
      code: `expression.${code}`,
      message: { zh: zh + hint.zh, en: en + hint.en },
      ...(nearest === undefined ? {} : { nearest }),
    })
  }
  return { problems, report }
}

function positionOf(text: string, at: number, place: Place): { file: string; line: number; column: number } {
  const before = text.slice(0, at).split('\n')
  const line = place.line + before.length - 1
  const last = before[before.length - 1] ?? ''
  return {
    file: place.file,
    line,
    column: before.length === 1 ? place.column + last.length : last.length + 1,
  }
}

/** Quotes what the author wrote, cut short so that a message stays a line. */
export function quoted(text: string): string {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
}
