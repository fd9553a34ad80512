/** Whose period is over: proposed for two administrators to look at. Nothing is deleted here. */

import { withTransaction } from '../../platform/db.ts'
import { besideRequest } from '../../platform/request.ts'
import { daysKept } from '../dictionary/index.ts'
import type { RetentionDeps } from './deps.ts'

const kinds = ['person', 'household'] as const

/** Since when a subject is no longer registered: a correction of its past does not begin the time anew. */
const endedOn = (kind: (typeof kinds)[number]) =>
  `select coalesce(max(q.valid_to) filter (where q.ended_because is null), min(q.valid_from)) as ended_on
   from ${kind}_snapshot q where q.county_code = s.county_code and q.${kind}_id = s.${kind}_id`

/** Answers how many are new. */
export async function proposeErasures(deps: RetentionDeps): Promise<number> {
  const { clock } = deps.registry
  return withTransaction(deps.system, async ({ client }) => {
    let proposed = 0
    for (const kind of kinds) {
      // Whoever was registered again, or never ended, is not to be erased.
      await client.query(
        `delete from erasure e where e.done_at is null and e.subject_kind = $1 and not exists (
           select from ${kind}_snapshot s where s.county_code = e.county_code and s.${kind}_id = e.subject_id
             and s.valid_to = 'infinity' and s.ended_because is not null)`,
        [kind],
      )
      const { rowCount } = await client.query(
        `insert into erasure (county_code, subject_kind, subject_id, region_code, because, ended_on, due_on, found_at)
         select s.county_code, $1, s.${kind}_id, s.region_code, 'period', e.ended_on, e.ended_on + $2::int, $3
         from ${kind}_snapshot s cross join lateral (${endedOn(kind)}) e
         where s.valid_to = 'infinity' and s.ended_because is not null and e.ended_on + $2::int <= $4::date
         on conflict (county_code, subject_id) do nothing`,
        [kind, daysKept('registration'), clock.now(), clock.today()],
      )
      proposed += rowCount ?? 0
    }
    return proposed
  }).then(async (proposed) => proposed + (await proposeRequested(deps)))
}

/** Who asked for it, and was answered that it will be. */
export function proposeRequested(deps: RetentionDeps): Promise<number> {
  const { clock } = deps.registry
  return besideRequest(() =>
    withTransaction(deps.system, async ({ client }) => {
      const { rowCount } = await client.query(
        `insert into erasure (county_code, subject_kind, subject_id, region_code, because, request_id, ended_on, due_on, found_at)
         select s.county_code, 'person', s.person_id, s.region_code, 'request', (d.facts->>'request')::uuid, e.ended_on,
           d.decided_on, $1
         from decision d join person_snapshot s on s.county_code = d.county_code and s.person_id = d.subject_id
           and s.valid_to = 'infinity' and s.ended_because is not null
         cross join lateral (${endedOn('person')}) e
         where d.kind = 'requestAnswered' and d.facts->>'outcome' = 'deletion'
         on conflict (county_code, subject_id) do nothing`,
        [clock.now()],
      )
      return rowCount ?? 0
    }),
  )
}
