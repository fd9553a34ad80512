import type { CaseEntry } from '@lika/contract'

export const entryKinds = [
  'opened',
  'signed',
  'attached',
  'met',
  'posted',
  'objected',
  'answered',
  'decided',
  'deferred',
  'withdrawn',
  'takenBack',
  'takenDown',
  'reopened',
  'moved',
  'other',
] as const
export type EntryKind = (typeof entryKinds)[number]

/** The kind of an entry, whether it is named as the journal names it (caseSigned) or as the engine does (signed). */
export function kindOf({ kind }: Pick<CaseEntry, 'kind'>): EntryKind {
  const bare = kind.startsWith('case') ? `${kind[4]?.toLowerCase()}${kind.slice(5)}` : kind
  return entryKinds.find((each) => each === bare) ?? 'other'
}
