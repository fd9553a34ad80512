/** What nobody needs any more and no law may hold: it goes by itself, and how much of it is written down. */
import { rm } from 'node:fs/promises'
import type pg from 'pg'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { filePath } from '../../platform/files.ts'
import { daysKept } from '../dictionary/index.ts'
import { forgetOldLeads } from '../leads/index.ts'
import { identifierFacts, sqlText } from '../registry/index.ts'
import type { RetentionDeps } from './deps.ts'

const DAY = 86_400_000

/** By what it was, how much. */
export async function removeLeftovers(deps: RetentionDeps): Promise<Record<string, number>> {
  const now = deps.registry.clock.now()
  const removed = {
    ...(await removeOfSignIn(deps, now)),
    sheets: await removeSheets(deps, now),
    photos: await removePhotos(deps, now),
    numbers: await removeNumbers(deps),
    leads: await withTransaction(deps.system, ({ client }) =>
      forgetOldLeads(client, deps.registry.clock.today()),
    ),
  }
  return Object.fromEntries(Object.entries(removed).filter(([, count]) => count > 0))
}

const daysBefore = (now: string, days: number) => new Date(Date.parse(now) - days * DAY).toISOString()

async function removeOfSignIn({ system }: RetentionDeps, now: string): Promise<Record<string, number>> {
  const year = daysBefore(now, daysKept('session'))
  const short = daysBefore(now, daysKept('short'))
  const removals: readonly [string, string, string][] = [
    ['sessions', 'delete from session where coalesce(ended_at, least(idle_until, valid_until)) < $1', year],
    ['codes', 'delete from one_time_code where valid_until < $1', year],
    ['budgets', 'delete from budget where period_start < $1', short],
    [
      'jobs',
      `delete from job_progress j where updated_at < $1 and state not in ('queued', 'running')
         and not exists (select from import i where i.job_id = j.id and i.state in ('staging', 'checking', 'committing', 'undoing'))`,
      short,
    ],
  ]
  const counts: Record<string, number> = {}
  for (const [name, statement, before] of removals) {
    counts[name] = (await system.pool.query(statement, [before])).rowCount ?? 0
  }
  return counts
}

/** Sheets of imports that are over, unless another import was made of the same file. */
async function removeSheets({ registry, system }: RetentionDeps, now: string): Promise<number> {
  const before = daysBefore(now, daysKept('import'))
  return withTransaction(system, async ({ client }) => {
    const { rows } = await client.query<{ sha256: string; repairs: string | null }>(
      `update import i set sheet_removed_at = $2
       where sheet_removed_at is null and state in ('committed', 'undone', 'failed', 'cancelled')
         and coalesce(committed_at, made_at) < $1
       returning encode(file_sha256, 'hex') as sha256, options->'repairs'->>'sha256' as repairs`,
      [before, now],
    )
    const gone = [...new Set(rows.flatMap(({ sha256, repairs }) => (repairs ? [sha256, repairs] : [sha256])))]
    const { rows: free } = await client.query<{ sha256: string }>(
      `select sha256 from unnest($1::text[]) sha256
       where not exists (select from import i where i.sheet_removed_at is null
           and sha256.sha256 in (encode(i.file_sha256, 'hex'), i.options->'repairs'->>'sha256'))
         and not exists (select from evidence_file e where e.sha256 = sha256.sha256)`,
      [gone],
    )
    for (const { sha256 } of free) await rm(filePath(registry.filesFolder, sha256), { force: true })
    return rows.length
  })
}

/** Photos that no record and no decision names: uploads that came to nothing, and those of whoever was erased. */
async function removePhotos({ registry, system }: RetentionDeps, now: string): Promise<number> {
  const before = daysBefore(now, daysKept('short'))
  return withTransaction(system, async ({ client }) => {
    const { rows } = await client.query<{ sha256: string }>(
      `delete from evidence_file e where received_at < $1
         and not exists (select from record r where r.evidence @> array[e.sha256] and r.evidence <> '{}')
         and not exists (select from decision d where d.evidence @> array[e.sha256] and d.evidence <> '{}')
         and not exists (select from import i where i.file_sha256 = decode(e.sha256, 'hex') and i.sheet_removed_at is null)
       returning sha256`,
      [before],
    )
    // Whoever brings the same file at this moment waits for the row, and keeps it again.
    for (const { sha256 } of rows) await rm(filePath(registry.filesFolder, sha256), { force: true })
    return rows.length
  })
}

/**
 * Encrypted values whose stand-in no record names any more. They are looked for without holding anybody up; then nobody may
 * store one for a moment, while those few are compared with what was written meanwhile.
 */
async function removeNumbers({ registry, system }: RetentionDeps): Promise<number> {
  const { catalogue } = registry
  const facts = [...identifierFacts(catalogue, 'household'), ...identifierFacts(catalogue, 'person')]
    .concat([...identifierFacts(catalogue, 'village')])
    .map(sqlText)
  if (facts.length === 0) return 0
  return withTransaction(system, async (tx) => {
    const { client } = tx
    const horizon = await horizonOf(client)
    const names = `array[${[...new Set(facts)].join(', ')}]`
    const named = (records: string) =>
      `select f.value from ${records} r, jsonb_each_text(r.facts) f where r.facts ?| ${names} and f.value ^@ 'sealed:'`
    const { rowCount } = await client.query(
      `create temp table unnamed on commit drop as select v.token from sealed_value v
       left join (select distinct value from (${named('record')}) all_named) n on n.value = v.token where n.value is null`,
    )
    if (!rowCount) return 0
    return removeUnnamed(tx, named(`(select facts from record where written_in >= ${Math.trunc(horizon)})`))
  })
}

async function removeUnnamed({ client }: Tx, namedSince: string): Promise<number> {
  // Whoever stores a value holds this until the record that names it is committed.
  await client.query('lock table sealed_value in share row exclusive mode')
  const { rowCount } = await client.query(
    `delete from sealed_value v using unnamed u where u.token = v.token
       and not exists (select from (${namedSince}) n where n.value = v.token)`,
  )
  return rowCount ?? 0
}

/** From here on transactions may be open, as rows of a journal count them. */
async function horizonOf(client: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await client.query<{ horizon: number }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       + coalesce((select (value->>'offset')::bigint from setting where key = 'seals'), 0) as horizon`,
  )
  return rows[0]!.horizon
}
