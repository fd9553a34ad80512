/** Households by what somebody types: a number, an id number in full, a name or its initials. */
import { type Bind, readSearch } from '../registry/index.ts'
import type { CasesDeps } from './deps.ts'

/** SELECT of their ids. */
export function householdsNamed({ registry }: CasesDeps, text: string, bind: Bind): string {
  const search = readSearch(registry, text)
  if ('number' in search)
    return `select h.household_id from household_snapshot h where h.valid_to = 'infinity' and h.number ^@ ${bind(search.number)}`
  if ('idHash' in search)
    return `select p.household_id from person_identity i join person_snapshot p on p.county_code = i.county_code
      and p.person_id = i.person_id and p.valid_to = 'infinity' where i.id_hash = ${bind(search.idHash)}`
  return `select k.household_id from person_search k where k.key ^@ ${bind(search.name)}`
}
