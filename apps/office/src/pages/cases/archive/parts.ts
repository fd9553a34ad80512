import type { Case, CaseEntry } from '@lika/contract'

/** The parts of a file in their order; a number goes with each. */
export const parts = [
  'entry',
  'verdict',
  'signatures',
  'minutes',
  'notices',
  'objections',
  'decisions',
  'attachments',
] as const
export type Part = (typeof parts)[number]

/** Entries that hold: what was taken back stays in the journal and is no part of the file. */
export const standing = (item: Case, kind: string): readonly CaseEntry[] =>
  item.entries.filter((entry) => entry.kind === kind && entry.takenBack === null)

/** The day whose verdict belongs to the file: that of the last decision; none while the case is open. */
export function decidedOn(item: Case): string | undefined {
  if (item.state === 'open') return undefined
  return standing(item, 'decided').at(-1)?.on ?? item.ended ?? undefined
}

/** Notices in the order in which they were posted, each once. */
export const noticeIds = (item: Case): readonly string[] => [
  ...new Set(item.entries.flatMap(({ kind, notice }) => (kind === 'posted' && notice ? [notice] : []))),
]

export interface Attachment {
  readonly sha256: string
  readonly entry: CaseEntry
}

/** Every piece of evidence of the entries that hold, each once, by the first that names it. */
export function attachmentsOf(item: Case): readonly Attachment[] {
  const found = new Map<string, Attachment>()
  for (const entry of item.entries) {
    if (entry.takenBack !== null) continue
    for (const sha256 of entry.evidence) {
      if (!found.has(sha256)) found.set(sha256, { sha256, entry })
    }
  }
  return [...found.values()]
}

/** The place of the step of an entry on the line, by its label. */
export const stepLabel = (item: Case, step: string) =>
  item.runs.steps.find(({ id }) => id === step)?.label ?? { zh: step, en: step }
