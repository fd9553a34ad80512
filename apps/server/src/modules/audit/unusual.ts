/** Who reached for more than is usual: rules are data, people judge. */
import { regionRange } from '@lika/codes'
import type { AccessRule, UnusualAccess } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { placePath } from '../regions/index.ts'
import { mustSeeRegion } from '../registry/index.ts'
import { firstIdAt } from './audit.store.ts'
import { beginOf, dayAfter, dayOf } from './days.ts'
import { type AuditDeps, mustBeInOrder } from './events.ts'
import { type RuleId, rules, USUAL_DAYS, unusualSql } from './unusual.sql.ts'

interface Row {
  readonly rule: RuleId
  readonly account_id: string
  readonly account: string | null
  readonly display_name: string | null
  readonly begins: string
  readonly count: number
  readonly usual: string | null
  readonly region_code: string | null
}

const ruleList: readonly AccessRule[] = Object.entries(rules).map(([id, { label, text }]) => ({
  id,
  label,
  text,
}))

/** Which events a finding counts, so that a click shows them. */
const behind: Readonly<Record<RuleId, Pick<UnusualAccess, 'kind' | 'result' | 'action'>>> = {
  manyHouseholds: { kind: 'read', result: 'done', action: null },
  atNight: { kind: null, result: 'done', action: null },
  outsideOwnTown: { kind: 'read', result: 'done', action: null },
  repeatedRefusals: { kind: null, result: 'refused', action: null },
  manyUnmaskings: { kind: null, result: 'done', action: 'unmaskFact' },
  manyExports: { kind: 'export', result: 'done', action: null },
}

/** A week of days unless asked for others; instants are of the real clock, also in a demo world. */
export async function listUnusualAccess(
  deps: AuditDeps,
  actor: Actor,
  query: { readonly region: string; readonly from?: string | undefined; readonly to?: string | undefined },
) {
  mustSeeRegion(actor, query.region)
  const to = query.to ?? dayOf(deps.clock.now())
  const from = query.from ?? dayAfter(to, -6)
  mustBeInOrder(from, to)
  const { lo, hi } = regionRange(query.region)
  const { rows } = await deps.db.pool.query<Row>(unusualSql, [
    firstIdAt(beginOf(dayAfter(from, -USUAL_DAYS))),
    firstIdAt(beginOf(from)),
    firstIdAt(beginOf(dayAfter(to))),
    lo,
    hi,
    actor.regions.includes(query.region),
  ])
  const places = await deps.findPlaces(
    deps.db.pool,
    rows.flatMap(({ region_code }) => region_code ?? []),
  )
  const items = rows.map(
    (row): UnusualAccess => ({
      rule: row.rule,
      accountId: row.account_id,
      account: row.account,
      displayName: row.display_name,
      begins: row.begins,
      day: dayOf(row.begins),
      count: row.count,
      usual: row.usual === null ? null : Number(row.usual),
      region: row.region_code ? placePath(places, row.region_code) : [],
      ...behind[row.rule],
    }),
  )
  return { from, to, rules: [...ruleList], items }
}
