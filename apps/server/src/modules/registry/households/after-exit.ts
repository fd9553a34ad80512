/** What goes on for a household after its exit, and since when it has exited: by the journal, not by the verdict. */
import type { AfterExit } from '@lika/contract'
import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../deps.ts'
import { factColumns } from '../fold/columns.ts'
import { mustBeInScope } from '../scope.ts'
import { findHouseholdHead, type HouseholdHead } from './household.store.ts'
import type { Runner } from './households.store.ts'

const EXITED = 'exited'

export async function getAfterExit(
  deps: RegistryDeps,
  actor: Actor,
  id: string,
  day: string | undefined,
): Promise<AfterExit> {
  const { pool } = deps.db
  const asOf = day ?? deps.clock.today()
  const unknown = () =>
    notFound(
      'household.notFound',
      {
        zh: '没有这一户，或者不在您的范围内。',
        en: 'There is no such household, or it is not within your scope.',
      },
      { field: 'id', value: id },
    )
  const head = await findHouseholdHead(pool, '', id, asOf)
  if (!head) throw unknown()
  mustBeInScope(actor, head.region_code, unknown)
  const { status } = head
  if (status !== EXITED) return { asOf, status, since: null, items: [] }
  const since = await findSince(pool, deps, head, asOf)
  const items = await deps.verdicts.whatGoesOn(pool, {
    countyCode: head.county_code,
    id,
    regionCode: head.region_code,
    asOf,
    status,
    since: since.on ?? undefined,
  })
  return { asOf, status, since, items }
}

/**
 * The day on which a case decided the exit; where none did, the day that came with the registration. A household that
 * fell back and exited again has exited since the second time.
 */
async function findSince(
  runner: Runner,
  { catalogue }: RegistryDeps,
  head: HouseholdHead,
  asOf: string,
): Promise<NonNullable<AfterExit['since']>> {
  const { rows } = await runner.query<{ status: string; on: string; case: string | null }>(
    `select d.facts->>'status' as status, d.decided_on as on, d.facts->>'case' as case from decision d
     where d.county_code = $1 and d.subject_id = $2 and d.facts ? 'status' and d.decided_on <= $3::date
       and not exists (select from decision c where c.county_code = d.county_code and c.corrects = d.id)
     order by d.decided_on desc, d.received_at desc, d.id desc`,
    [head.county_code, head.household_id, asOf],
  )
  const ended = rows.findIndex(({ status }) => status !== EXITED)
  const first = (ended === -1 ? rows : rows.slice(0, ended)).at(-1)
  if (first?.case) return { on: first.on, by: 'case', case: first.case }
  const recorded = await findRecorded(runner, catalogue, head, asOf)
  return recorded === null
    ? { on: null, by: 'unknown', case: null }
    : { on: recorded, by: 'recorded', case: null }
}

async function findRecorded(
  runner: Runner,
  catalogue: RegistryDeps['catalogue'],
  head: HouseholdHead,
  asOf: string,
): Promise<string | null> {
  const column = factColumns(catalogue, 'household').find(({ fact }) => fact.id === 'exitedOn')?.column
  if (column === undefined) return null
  const { rows } = await runner.query<{ on: string | null }>(
    `select s.${column} as on from household_snapshot s where s.county_code = $1 and s.household_id = $2
       and s.valid_from <= $3::date and $3::date < s.valid_to`,
    [head.county_code, head.household_id, asOf],
  )
  return rows[0]?.on ?? null
}
