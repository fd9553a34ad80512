import type { Text } from '../ir.ts'
import type { Place, Problem } from '../model.ts'
import type { At } from './tree.ts'

/** Collects the problems of one file. All are kept, up to a number that nobody reads past. */
export interface Reading {
  readonly file: string
  readonly problems: Problem[]
  /** Nobody reads past so many problems: reading can stop. */
  isFull(): boolean
  report(at: At, item: string, code: string, message: Text, nearest?: string): void
  place(at: At, item: string): Place
}

const MOST_PROBLEMS = 200

export function startReading(file: string): Reading {
  const problems: Problem[] = []
  return {
    file,
    problems,
    isFull: () => problems.length >= MOST_PROBLEMS,
    place: (at, item) => ({ file, line: at.line, column: at.column, item }),
    report(at, item, code, message, nearest) {
      if (problems.length >= MOST_PROBLEMS) return
      const place = { file, line: at.line, column: at.column, item }
      problems.push({ ...place, code, message, ...(nearest === undefined ? {} : { nearest }) })
    },
  }
}

/** `file:line:column: item: message`, with the nearest right name: one line for a terminal. */
export function problemText(problem: Problem, language: 'zh' | 'en'): string {
  const where = `${problem.file}:${problem.line}:${problem.column}`
  const item = problem.item ? `${problem.item}: ` : ''
  // Some messages name it themselves.
  const hint =
    problem.nearest && !problem.message.en.includes('did you mean')
      ? language === 'zh'
        ? `（是否应为 ${problem.nearest}？）`
        : ` (did you mean ${problem.nearest}?)`
      : ''
  return `${where}: ${item}${problem.message[language]}${hint}`
}
