/** Contradictions of a region: tasks for people, settled by a correcting record. */
import { regionRange } from '@lika/codes'
import type { Contradiction } from '@lika/contract'
import type { Actor } from '../../../platform/http.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { RegistryDeps } from '../deps.ts'
import { listContradictionRows } from '../operations/operations.store.ts'
import { mustSeeRegion } from '../scope.ts'

const PAGE = 100

export async function listContradictions(
  deps: RegistryDeps,
  actor: Actor,
  query: {
    readonly region: string
    readonly asOf?: string | undefined
    readonly cursor?: string | undefined
  },
): Promise<{ items: Contradiction[]; next?: string }> {
  mustSeeRegion(actor, query.region)
  const after =
    query.cursor === undefined ? undefined : readCursor(query.cursor, ['region', 'id', 'fact', 'day'])
  const rows = await listContradictionRows(
    deps.db.pool,
    { ...regionRange(query.region), asOf: query.asOf },
    after,
    PAGE + 1,
  )
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      householdId: row.household_id,
      name: row.name,
      regionCode: row.region_code,
      fact: row.fact,
      observedOn: row.observed_on,
      recordIds: row.record_ids,
    })),
    ...(rows.length > PAGE && last
      ? {
          next: cursorOf({
            region: last.region_code,
            id: last.subject_id,
            fact: last.fact,
            day: last.observed_on,
          }),
        }
      : {}),
  }
}
