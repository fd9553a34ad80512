/** A delegation names something that exists: a misspelt one would delegate nothing in silence. */

import type { Building } from './delegation.ts'
import type { Names } from './formulas.ts'
import { nearestName } from './nearest.ts'
import type { SetPlan } from './set-plan.ts'

export function checkDelegates(building: Building, names: Names, plans: ReadonlyMap<string, SetPlan>): void {
  for (const pack of building.inForce) {
    const { delegates } = pack.content
    if (!delegates) continue
    const owned = (by: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
      Object.entries(by).flatMap(([subject, items]) =>
        Object.keys(items).flatMap((id) => [id, `${subject}.${id}`]),
      )
    const known: Record<string, readonly string[]> = {
      parameters: [...Object.keys(names.parameters), ...names.withoutValue],
      criteria: plans.get(pack.topic)?.criteria.map((each) => each.id) ?? [],
      derived: owned(names.derived),
      facts: owned(names.facts),
      codeLists: Object.keys(names.codeLists),
    }
    for (const [part, ids] of Object.entries(known)) {
      const said = delegates[part as 'parameters'] ?? {}
      for (const [id, { place }] of Object.entries(said)) {
        if (ids.includes(id)) continue
        const message = { zh: `没有 ${id}，无从授权`, en: `there is no ${id} to delegate` }
        building.report(place, 'delegation.unknown', message, nearestName(id, ids))
      }
    }
  }
}
