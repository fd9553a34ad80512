/** What is published: made once out of the registry, then kept as it was. */
import { createHash } from 'node:crypto'
import type { Named } from '@lika/contract'
import type { Day } from '@lika/policy'

export interface NoticeContent {
  readonly number: string
  readonly kind: 'notice' | 'announcement'
  readonly title: string
  readonly issuer: string
  readonly text: string
  readonly level: string | null
  readonly stamp: string | null
  readonly places: readonly Named[]
  readonly procedure: Named
  readonly step: Named
  /** Who acts in the step, as the procedure names them. */
  readonly actors: readonly string[]
  readonly from: Day
  readonly until: Day
  readonly days: number
  readonly workingDays: boolean
  readonly columns: readonly Named[]
  readonly rows: readonly { readonly case: string; readonly cells: readonly string[] }[]
  /** A row was erased by law since: what is left is not what the digest was made of. */
  readonly erased?: true
}

/** The same for equal content, in whichever order the database keeps its keys. */
export function digestOf(content: NoticeContent): string {
  return createHash('sha256').update(canonical(content)).digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}
