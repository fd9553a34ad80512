/** The households that an import brought or changed, as they are now: the way from an import to the registry. */
import { regionRange } from '@lika/codes'
import type { ImportHousehold } from '@lika/contract'
import { cursorOf, readCursor } from '../cursor.ts'
import type { ImportsDeps } from '../deps.ts'
import type { ImportRecord } from '../imports.store.ts'

const page = 50

interface Row {
  readonly household_id: string
  readonly number: string | null
  readonly head_name: string | null
  readonly household_size: number | null
  readonly status: string | null
  readonly region_code: string
  readonly is_new: boolean
}

export async function listImportHouseholds(
  deps: ImportsDeps,
  given: ImportRecord,
  query: { readonly cursor?: string | undefined },
): Promise<{ items: ImportHousehold[]; next?: string }> {
  const { db, findPlaces } = deps.registry
  const after = query.cursor === undefined ? null : readCursor(query.cursor, ['id']).id
  const { lo, hi } = regionRange(given.region_code)
  const { rows } = await db.pool.query<Row>(
    `with batch as (
       select county_code, subject_kind, subject_id, facts ? 'householdNumber' as makes from record
       where batch_id = $1 and corrects is null and county_code >= left($2, 6) and county_code < $3 and subject_kind <> 'village'
       union all
       select county_code, subject_kind, subject_id, false from decision
       where batch_id = $1 and corrects is null and county_code >= left($2, 6) and county_code < $3 and subject_kind = 'household'
     ), touched as (
       select b.county_code, coalesce(p.household_id, b.subject_id) as household_id, bool_or(b.makes) as is_new
       from batch b left join person_snapshot p on b.subject_kind = 'person' and p.county_code = b.county_code
         and p.person_id = b.subject_id and p.valid_to = 'infinity'
       group by 1, 2
     )
     select h.household_id, h.number, h.head_name, h.household_size, h.status, h.region_code, t.is_new
     from touched t join household_snapshot h on h.county_code = t.county_code and h.household_id = t.household_id and h.valid_to = 'infinity'
     where h.region_code >= $2 and h.region_code < $3 and h.ended_because is null and ($4::uuid is null or h.household_id > $4)
     order by h.household_id limit $5`,
    [given.id, lo, hi, after, page + 1],
  )
  const shown = rows.slice(0, page)
  const places = await findPlaces(
    db.pool,
    shown.map(({ region_code }) => region_code),
  )
  const items = shown.map((row) => ({
    id: row.household_id,
    number: row.number,
    headName: row.head_name,
    size: row.household_size ?? 0,
    status: row.status,
    region: row.region_code,
    place: [9, 12, 14]
      .filter((digits) => digits <= row.region_code.length)
      .map((digits) => places.get(row.region_code.slice(0, digits))?.name ?? '')
      .filter((name) => name !== '')
      .join(' '),
    isNew: row.is_new,
  }))
  const last = items.at(-1)
  return { items, ...(rows.length > page && last ? { next: cursorOf({ id: last.id }) } : {}) }
}
