/** Ended cases by how their subjects stood before: 漏评 and 错退 are shares of those who were not registered, and of those who had exited. */
import type { EndedCount, QueryOf, routes, Standing } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { inRanges } from '../registry/index.ts'
import type { CasesDeps } from './deps.ts'
import { CHILD, rangesOf } from './listing.ts'
import { findProcedures } from './procedures.ts'
import { standingOf } from './standing.ts'

interface Counted {
  readonly place: string
  readonly standing: Standing
  readonly outcome: string
  readonly digest: string
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
    `with file as (
       select left(f.region_code, ${CHILD[depth] ?? depth}) as place, ${standingOf('f')} as standing, f.outcome, f.digest from case_file f
       where f.state = 'ended' and f.subject_kind = 'household' and f.procedure = $1 and f.outcome is not null
         and f.ended_on >= coalesce($2::date, '-infinity') and f.ended_on <= coalesce($3::date, 'infinity') and ${within})
     select place, standing, outcome, max(digest) as digest, count(*)::integer as n from file
     group by place, standing, outcome order by place, standing, outcome`,
    values,
  )
  const known = await findProcedures(
    pool,
    rows.map(({ digest }) => digest),
  )
  const places = await deps.registry.findPlaces(
    pool,
    rows.map(({ place }) => place),
  )
  return {
    items: rows.map(({ place, standing, outcome, digest, n }) => ({
      region: places.get(place) ?? { code: place, name: place },
      standing,
      outcome: {
        id: outcome,
        label: known
          .get(digest)
          ?.procedure.steps.flatMap(({ outcomes }) => outcomes)
          .find(({ id }) => id === outcome)?.label ?? { zh: outcome, en: outcome },
      },
      cases: n,
    })),
  }
}
