/** What changed in the tree, latest first. */
import { isRegionCode } from '@lika/codes'
import { invalid } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { scopeWithin } from '../registry/index.ts'
import { type ChangeRow, listChangeRows } from './changes.store.ts'
import type { Place } from './places.ts'
import { unknownRegion } from './refusals.ts'
import type { RegionsDeps } from './regions.ts'

export interface ListedChange {
  readonly id: string
  readonly kind: ChangeRow['kind']
  readonly from: Place
  readonly to: Place
  readonly effectiveOn: string
  readonly reason: string | null
  readonly madeBy: string | null
  readonly madeAt: string
}

const PAGE = 50

/** Changes that a region, or anything in it, came out of or went into. */
export async function listRegionChanges(
  { db }: Pick<RegionsDeps, 'db'>,
  actor: Actor,
  query: { readonly region: string; readonly cursor?: string | undefined },
): Promise<{ items: ListedChange[]; next?: string }> {
  if (!isRegionCode(query.region)) throw unknownRegion('region', query.region)
  const rows = await listChangeRows(db.pool, {
    ranges: scopeWithin(actor, query.region),
    after: query.cursor === undefined ? undefined : readCursor(query.cursor),
    limit: PAGE + 1,
  })
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      id: row.id,
      kind: row.kind,
      from: { code: row.from_code, name: row.from_name ?? row.from_code },
      to: { code: row.to_code, name: row.to_name ?? row.to_code },
      effectiveOn: row.effective_on,
      reason: row.reason,
      madeBy: row.made_by,
      madeAt: row.made_at,
    })),
    ...(rows.length > PAGE && last ? { next: `${last.effective_on}_${last.id}` } : {}),
  }
}

function readCursor(cursor: string): { effectiveOn: string; id: string } {
  const [, effectiveOn, id] =
    cursor.match(/^(\d{4}-\d\d-\d\d)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/) ?? []
  if (effectiveOn && id) return { effectiveOn, id }
  throw invalid(
    'cursor',
    { zh: '翻页标记无效，请从第一页开始。', en: 'The cursor is not one of ours: begin with the first page.' },
    { field: 'cursor', value: cursor },
  )
}
