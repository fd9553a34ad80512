/** Ended cases by how their subjects stood before: 漏评 and 错退 are shares of those who were not registered, and of those who had exited. */
import type { EndedCount, QueryOf, routes, Standing } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { inRanges } from '../registry/index.ts'
import { CHILD } from './counts.ts'
import type { CasesDeps } from './deps.ts'
import { rangesOf } from './listing.ts'
import { findProcedures, findVersions } from './procedures.ts'

interface Counted {
  readonly place: string
  readonly standing: Standing
  readonly outcome: string
  readonly n: number
}

export async function countEndedCases(
  deps: CasesDeps,
  actor: Actor,
  query: QueryOf<(typeof routes)['cases']['countEndedCases']>,
): Promise<{ items: EndedCount[] }> {
  const { pool } = deps.registry.db
  const values: unknown[] = [query.procedure, query.endedFrom ?? null, query.endedTo ?? null]
  const bind = (value: unknown) => `$${values.push(value)}`
  const within = inRanges('f.region_code', rangesOf(actor, query.region), bind)
  const depth = query.region === 'all' ? 0 : query.region.length
  const { rows } = await pool.query<Counted>(
    `select left(f.region_code, ${CHILD[depth] ?? depth}) as place, f.standing, f.outcome, count(*)::integer as n from case_file f
     where f.state = 'ended' and f.subject_kind = 'household' and f.procedure = $1 and f.outcome is not null
       and f.ended_on >= coalesce($2::date, '-infinity') and f.ended_on <= coalesce($3::date, 'infinity') and ${within}
     group by place, f.standing, f.outcome order by place, f.standing, f.outcome`,
    values,
  )
  // Its words, in whichever version has the outcome.
  const digests = await findVersions(pool, [query.procedure])
  const known = await findProcedures(pool, digests)
  const outcomes = digests.flatMap((digest) =>
    known.get(digest)!.procedure.steps.flatMap((step) => step.outcomes),
  )
  const places = await deps.registry.findPlaces(
    pool,
    rows.map(({ place }) => place),
  )
  return {
    items: rows.map(({ place, standing, outcome, n }) => ({
      region: places.get(place) ?? { code: place, name: place },
      standing,
      outcome: {
        id: outcome,
        label: outcomes.find(({ id }) => id === outcome)?.label ?? { zh: outcome, en: outcome },
      },
      cases: n,
    })),
  }
}
