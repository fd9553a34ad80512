/** Kinds of lists and columns of sheets, as data: kinds.json. A kind that no superior document of ours names is unconfirmed. */
import type { LeadKind } from '@lika/contract'
import data from './kinds.json' with { type: 'json' }

export const leadKinds = data.kinds as readonly LeadKind[]

export const columns = data.columns

export type ColumnKey = 'idNumber' | 'name' | 'village' | 'reason' | 'amount'

/** Procedures of recognition: a lead leads to one of these, and an open case of one of them supersedes it. */
export const recognitions: readonly string[] = data.procedures

/** The set whose verdict of today is shown beside a lead. */
export const MONITORING = data.set

export const MOST_ROWS = 100_000
export const MOST_BYTES = 20 * 2 ** 20

export const kindOf = (id: string): LeadKind | undefined => leadKinds.find((kind) => kind.id === id)

export const headerOf = (key: string): string => columns.find((column) => column.key === key)?.header ?? key
