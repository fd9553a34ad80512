/** Reading the journal; platform/audit.ts is its only writer. */
import type pg from 'pg'

export interface EventFilter {
  /** Text ranges of region codes; events without a region are shown with `isWhole`. */
  readonly ranges: readonly { readonly lo: string; readonly hi: string }[]
  readonly isWhole: boolean
  /** Instants: from this one on, before that one. */
  readonly from?: string | undefined
  readonly before?: string | undefined
  readonly subject?: string | undefined
  readonly account?: string | undefined
  readonly kind?: string | undefined
  readonly result?: string | undefined
  readonly action?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

export interface EventRow {
  readonly id: string
  readonly at: string
  readonly kind: 'change' | 'read' | 'export'
  readonly action: string
  readonly result: 'done' | 'refused' | 'failed'
  readonly account_id: string | null
  readonly account: string | null
  readonly display_name: string | null
  readonly role_label: { readonly zh: string; readonly en: string } | null
  readonly address: string | null
  readonly request_id: string | null
  readonly subject_kind: string | null
  readonly subject_id: string | null
  readonly subject_number: string | null
  readonly region_code: string | null
  readonly purpose: string | null
  readonly detail: Record<string, unknown> | null
}

const SHELL = '00000000-0000-7000-8000-000000000000'

/** The newest first. Ids are made by the database in the order of instants, so they bound the time as well. */
export async function listEventRows(runner: pg.Pool, filter: EventFilter): Promise<EventRow[]> {
  const values: unknown[] = []
  const value = (each: unknown) => `$${values.push(each)}`
  const regions = filter.ranges.map(
    ({ lo, hi }) => `(e.region_code >= ${value(lo)} and e.region_code < ${value(hi)})`,
  )
  const where = [
    `(${[...regions, ...(filter.isWhole ? ['e.region_code is null'] : [])].join(' or ') || 'false'})`,
  ]
  if (filter.from) where.push(`e.id >= ${value(firstIdAt(filter.from))}::uuid`)
  if (filter.before) where.push(`e.id < ${value(firstIdAt(filter.before))}::uuid`)
  if (filter.after) where.push(`e.id < ${value(filter.after)}::uuid`)
  if (filter.subject) where.push(`e.subject_id = ${value(filter.subject)}::uuid`)
  if (filter.account) {
    // Commands have no account; they bear the name of the user of the machine.
    const name = value(filter.account)
    where.push(
      `e.account_id = coalesce((select id from account where name = ${name}), '${SHELL}')
       and (e.account_id <> '${SHELL}' or e.account = ${name})`,
    )
  }
  if (filter.kind) where.push(`e.kind = ${value(filter.kind)}`)
  // A condition that the index of refusals has, too.
  if (filter.result)
    where.push(
      `e.result = ${value(filter.result)}${filter.result === 'done' ? '' : " and e.result <> 'done'"}`,
    )
  if (filter.action) where.push(`e.action = ${value(filter.action)}`)
  const { rows } = await runner.query<EventRow>(
    `with page as materialized (
       select * from audit_event e where ${where.join(' and ')} order by e.id desc limit ${value(filter.limit)})
     select e.id, e.at, e.kind, e.action, e.result, e.account_id, coalesce(a.name, e.account) as account, a.display_name, r.label as role_label, e.address,
       e.request_id, e.subject_kind, e.subject_id, s.number as subject_number, e.region_code, e.purpose, e.detail
     from page e left join account a on a.id = e.account_id left join role r on r.key = e.role
     left join lateral (select h.number from household_snapshot h
       where e.subject_kind = 'household' and h.county_code = left(e.region_code, 6) and h.household_id = e.subject_id
       order by h.valid_from desc limit 1) s on true
     order by e.id desc`,
    values,
  )
  return rows
}

/** The least uuid v7 of an instant. */
export function firstIdAt(instant: string): string {
  const hex = Math.max(0, Date.parse(instant)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`
}
