/** The few households that a text may mean, for a search box that answers while somebody types. */
import type { FoundHousehold } from '@lika/contract'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../deps.ts'
import { scopeWithin } from '../scope.ts'
import { type FoundRow, findByIdentity, findByName, findByNumber } from './find-households.store.ts'
import { readSearch } from './household-filter.ts'
import type { Runner } from './households.store.ts'
import { placeCodes, placePath } from './households.ts'

export async function findHouseholds(
  deps: RegistryDeps,
  runner: Runner,
  actor: Actor,
  query: { readonly text: string; readonly limit: number },
): Promise<{ items: FoundHousehold[]; more: boolean }> {
  const search = readSearch(deps, query.text)
  const ranges = scopeWithin(actor, 'all')
  const rows =
    'idHash' in search
      ? await findByIdentity(runner, search.idHash, ranges)
      : 'number' in search
        ? await findByNumber(runner, search.number, ranges, query.limit + 1)
        : await findByName(runner, search.name, ranges, query.limit + 1)
  const page = rows.slice(0, query.limit)
  const places = await deps.findPlaces(runner, placeCodes(page.map((row) => row.region_code)))
  return { items: page.map((row) => found(row, places)), more: rows.length > query.limit }
}

function found(row: FoundRow, places: Parameters<typeof placePath>[1]): FoundHousehold {
  return {
    id: row.household_id,
    number: row.number,
    headName: row.head_name,
    ...(row.member === null ? {} : { member: row.member }),
    status: row.status,
    region: placePath(row.region_code, places),
  }
}
