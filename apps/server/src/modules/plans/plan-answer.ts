/** Plans as they are answered: documents, versions, and how much was decided of them. */
import type { Plan } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { findPlaces, type Place } from '../regions/index.ts'
import { countAccepted, listDecidedPlaces } from './deciding/statements.store.ts'
import type { PlansDeps } from './deps.ts'
import { findPlan, listVersions, type PlanRow, type VersionRow } from './plans.store.ts'
import { listNewestParts, listParts, type PartRow } from './reading/readings.store.ts'
import { placesIn } from './versions/here.ts'

/** `version` of one plan, or the newest of each. */
export async function planAnswers(
  deps: PlansDeps,
  actor: Actor,
  rows: readonly PlanRow[],
  version?: number,
): Promise<Plan[]> {
  const { pool } = deps.db
  const ids = rows.map(({ id }) => id)
  const seen = { plans: ids, regions: actor.regions }
  const aboveRows = await Promise.all(
    [...new Set(rows.flatMap(({ aboveId }) => aboveId ?? []))].map((id) => findPlan(pool, id)),
  )
  const above = aboveRows.filter((row) => row !== undefined)
  const named = [...new Set([...ids, ...above.map(({ id }) => id)])]
  const [versions, newest, accepted, decided] = [
    Map.groupBy(await listVersions(pool, named), ({ plan }) => plan),
    Map.groupBy(await listNewestParts(pool, named), ({ plan }) => plan),
    await countAccepted(pool, seen),
    Map.groupBy(await listDecidedPlaces(pool, seen), ({ plan }) => plan),
  ]
  const places = await findPlaces(
    pool,
    [...rows, ...above].map(({ regionCode }) => regionCode),
  )
  const titleOf = (id: string) => titleFrom(newest.get(id) ?? [], versions.get(id) ?? [])
  const answers: Plan[] = []
  for (const row of rows) {
    const own = versions.get(row.id) ?? []
    const shown = { plan: row.id, version: version ?? own[0]?.version ?? 1 }
    const parts = version === undefined ? (newest.get(row.id) ?? []) : await listParts(pool, shown)
    const decisions = decided.get(row.id) ?? []
    const here = [...(await placesIn(deps, shown, decisions)).values()].filter((range) => range !== null)
    const upper = above.find(({ id }) => id === row.aboveId)
    answers.push({
      id: row.id,
      region: placeOf(places, row.regionCode),
      title: titleFrom(parts, own),
      number: parts[0]?.number ?? null,
      above: upper
        ? { id: upper.id, title: titleOf(upper.id), region: placeOf(places, upper.regionCode) }
        : null,
      documents: parts.map((part) => ({
        part: part.part,
        title: part.title,
        number: part.number,
        range: [part.rangeFrom, part.rangeTo],
        errors: part.errors,
        warnings: part.warnings,
        proposals: part.proposals,
        decided: here.filter(([from, to]) => from >= part.rangeFrom && to <= part.rangeTo).length,
      })),
      versions: own.map(({ plan: _plan, head: _head, ...told }) => told),
      accepted: accepted.get(row.id) ?? { targets: 0, tasks: 0, fundLines: 0 },
      ended: row.endedAt !== null,
      by: row.by,
      at: row.at,
    })
  }
  return answers
}

/** The title of the first document that bears one, the file's name, or the first words. */
function titleFrom(parts: readonly PartRow[], versions: readonly VersionRow[]): string {
  const titled = parts.find(({ title }) => title !== '')?.title
  return (
    titled ?? versions.find(({ fileName }) => fileName !== null)?.fileName ?? versions[0]?.head.trim() ?? ''
  )
}

export function placeOf(places: ReadonlyMap<string, Place>, code: string): Place {
  return places.get(code) ?? { code, name: code }
}
