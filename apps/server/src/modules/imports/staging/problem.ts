/** What is wrong with a cell or a row, small enough to be stored a hundred thousand times. */

export interface StagedProblem {
  /** Key of the field; absent when it is the row as a whole. */
  readonly field?: string
  readonly code: string
  /** A warning does not keep the row out. */
  readonly warning?: true
  readonly value?: string
  /** What the message speaks of. */
  readonly args?: Readonly<Record<string, string | number>>
}

const longest = 60

/** Long texts are cut: the cell itself is in the file. */
export function problemOf(
  field: string | undefined,
  code: string,
  value?: string,
  args?: StagedProblem['args'],
): StagedProblem {
  return {
    ...(field === undefined ? {} : { field }),
    code,
    ...(value === undefined || value === '' ? {} : { value: storable(shortened(value)) }),
    ...(args === undefined ? {} : { args }),
  }
}

function shortened(value: string): string {
  return value.length > longest ? `${value.slice(0, longest)}…` : value
}

/** PostgreSQL stores neither the character NUL nor half a surrogate pair. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

export function warningOf(...parts: Parameters<typeof problemOf>): StagedProblem {
  return { ...problemOf(...parts), warning: true }
}
