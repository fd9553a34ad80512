/** The only SQL of plan and plan_version. */
import type pg from 'pg'

type Runner = Pick<pg.Pool, 'query'>

export interface PlanRow {
  readonly id: string
  readonly regionCode: string
  readonly aboveId: string | null
  readonly by: string
  readonly at: string
  readonly endedAt: string | null
}

export interface VersionRow {
  readonly plan: string
  readonly version: number
  readonly fileName: string | null
  readonly characters: number
  readonly reason: string | null
  readonly by: string
  readonly at: string
  /** Its first words, for what bears no title. */
  readonly head: string
}

const PLAN = `p.id, p.region_code as "regionCode", p.above_id as "aboveId", coalesce(a.display_name, '') as by, p.made_at as at,
  p.ended_at as "endedAt"`
const FROM_PLAN = 'from plan p left join account a on a.id = p.made_by'

export async function findPlan(runner: Runner, id: string): Promise<PlanRow | undefined> {
  const { rows } = await runner.query<PlanRow>(`select ${PLAN} ${FROM_PLAN} where p.id = $1`, [id])
  return rows[0]
}

/** Whoever changes a plan, or decides about it, comes one after the other. */
export async function lockPlan(runner: Runner, id: string): Promise<void> {
  await runner.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`lika plan ${id}`])
}

export interface PlansQuery {
  readonly lo: string
  readonly hi: string
  /** Codes of the regions above. */
  readonly above: readonly string[]
  readonly search: string | undefined
  readonly withEnded: boolean
  readonly after: { readonly receivedAt: string; readonly id: string } | undefined
  readonly limit: number
}

export async function listPlanRows(runner: Runner, query: PlansQuery): Promise<PlanRow[]> {
  const { rows } = await runner.query<PlanRow>(
    `select ${PLAN} ${FROM_PLAN}
     where ((p.region_code >= $1 and p.region_code < $2) or p.region_code = any($3::text[]))
       and ($4 or p.ended_at is null)
       and ($5::timestamptz is null or (p.made_at, p.id) < ($5, $6::uuid))
       and ($7::text is null
         or exists (select from plan_reading r where r.plan_id = p.id
           and r.version = (select max(v.version) from plan_version v where v.plan_id = p.id)
           and strpos(lower(r.title || ' ' || coalesce(r.number, '')), lower($7)) > 0)
         or exists (select from plan_version v where v.plan_id = p.id and strpos(lower(v.file_name), lower($7)) > 0))
     order by p.made_at desc, p.id desc limit $8`,
    [
      query.lo,
      query.hi,
      query.above,
      query.withEnded,
      query.after?.receivedAt ?? null,
      query.after?.id ?? null,
      query.search ?? null,
      query.limit,
    ],
  )
  return rows
}

/** Versions without their texts, the newest first. */
export async function listVersions(runner: Runner, plans: readonly string[]): Promise<VersionRow[]> {
  const { rows } = await runner.query<VersionRow>(
    `select v.plan_id as plan, v.version, v.file_name as "fileName", length(v.text) as characters, v.reason,
       coalesce(a.display_name, '') as by, v.made_at as at,
       left(split_part(ltrim(v.text, E' \\t\\r\\n\\u3000\\ufeff'), E'\\n', 1), 60) as head
     from plan_version v left join account a on a.id = v.made_by
     where v.plan_id = any($1::uuid[]) order by v.plan_id, v.version desc`,
    [plans],
  )
  return rows
}

export async function insertPlan(
  runner: Runner,
  plan: { id: string; region: string; above: string | undefined; by: string; at: string },
): Promise<boolean> {
  const { rowCount } = await runner.query(
    `insert into plan (id, region_code, above_id, made_by, made_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [plan.id, plan.region, plan.above ?? null, plan.by, plan.at],
  )
  return rowCount === 1
}

export interface NewVersion {
  readonly plan: string
  readonly version: number
  readonly text: string
  readonly sha256: Buffer
  readonly fileName: string | undefined
  readonly reason: string | undefined
  readonly by: string
  readonly at: string
}

export async function insertVersion(runner: Runner, version: NewVersion): Promise<void> {
  await runner.query(
    `insert into plan_version (plan_id, version, text, sha256, file_name, reason, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      version.plan,
      version.version,
      version.text,
      version.sha256,
      version.fileName ?? null,
      version.reason ?? null,
      version.by,
      version.at,
    ],
  )
}

export interface VersionKey {
  readonly version: number
  readonly sha256: Buffer
  readonly fileName: string | null
  readonly reason: string | null
}

/** What tells versions apart, the newest first. */
export async function listVersionKeys(runner: Runner, plan: string): Promise<VersionKey[]> {
  const { rows } = await runner.query<VersionKey>(
    `select version, sha256, file_name as "fileName", reason from plan_version where plan_id = $1 order by version desc`,
    [plan],
  )
  return rows
}

export async function findText(
  runner: Runner,
  { plan, version }: { readonly plan: string; readonly version: number },
): Promise<string | undefined> {
  const { rows } = await runner.query<{ text: string }>(
    'select text from plan_version where plan_id = $1 and version = $2',
    [plan, version],
  )
  return rows[0]?.text
}

/** Plans above a plan, from the nearest to the farthest. */
export async function listAbove(runner: Runner, id: string): Promise<string[]> {
  const { rows } = await runner.query<{ id: string }>(
    `with recursive above (id, above_id, depth) as (
       select p.id, p.above_id, 0 from plan p where p.id = $1
       union all
       select p.id, p.above_id, depth + 1 from above a join plan p on p.id = a.above_id where depth < 50)
     select id from above order by depth`,
    [id],
  )
  return rows.map((row) => row.id)
}

export async function setAbove(runner: Runner, id: string, above: string | null): Promise<void> {
  await runner.query('update plan set above_id = $2 where id = $1', [id, above])
}
