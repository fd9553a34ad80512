/**
 * Rows of a sealed journal that were emptied because what they said had to go. The hash that was sealed stays in its batch;
 * beside it stands which hash the emptied row has. A list of such rows counts only when an event of the audit journal, which
 * is sealed itself, bears its digest: so an erasure can be told from a row that somebody emptied by hand, and an emptied row
 * cannot be filled again.
 */
import { type AuditEvent, appendAudit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { getJournal, leafSql } from './journals.sql.ts'

type EmptiedJournal = 'record' | 'decision'

export const ERASE = 'job:erase'

/** Letters alone: a run of digits could be taken for somebody's number, and be removed from the event. */
const digestSql = `translate(encode(sha256(convert_to(string_agg(
  journal || ' ' || id || ' ' || form || ' ' || encode(was, 'hex') || ' ' || encode(becomes, 'hex'), e'\\n'
  order by journal, id, form), 'UTF8')), 'hex'), '0123456789', 'ghijklmnop')`

export interface Emptying {
  readonly journal: EmptiedJournal
  /** SQL of (county_code, id, erasure_id): which rows, and by which erasure. */
  readonly rows: string
  /** SQL: what of a row `j` is emptied, as the list of an UPDATE. */
  readonly set: string
}

/** Empties rows and keeps both hashes; adds to `counts` how many of each erasure. SQL is made of constants. */
export async function emptyRows(
  { client }: Tx,
  counts: Map<string, number>,
  { journal: name, rows, set }: Emptying,
): Promise<void> {
  const journal = getJournal(name)
  await client.query(`create temp table emptying as ${rows}`)
  const leaves = (hash: string) =>
    journal.forms
      .map(
        (
          _,
          index,
        ) => `select journal.id, ${index + 1} as form, e.erasure_id, ${leafSql(journal, index + 1)} as ${hash}
          from ${name} journal join emptying e on e.county_code = journal.county_code and e.id = journal.id`,
      )
      .join(' union all ')
  await client.query(`create temp table leaf_before as ${leaves('was')}`)
  await client.query(
    `update ${name} j set ${set} from emptying e where e.county_code = j.county_code and e.id = j.id`,
  )
  await client.query(
    `insert into erased_row (journal, id, form, erasure_id, was, becomes)
     select '${name}', b.id, b.form, b.erasure_id, b.was, n.becomes
     from leaf_before b join (${leaves('becomes')}) n on n.id = b.id and n.form = b.form where b.was <> n.becomes`,
  )
  const { rows: each } = await client.query<{ erasureId: string; rows: number }>(
    'select erasure_id as "erasureId", count(*)::int as rows from emptying group by 1',
  )
  for (const { erasureId, rows: more } of each) counts.set(erasureId, (counts.get(erasureId) ?? 0) + more)
  await client.query('drop table emptying, leaf_before')
}

/** The events that vouch for the rows of erasures. */
export async function vouchForErasures(
  tx: Tx,
  erasures: readonly {
    readonly erasureId: string
    readonly event: Omit<AuditEvent, 'kind' | 'action' | 'result'>
  }[],
): Promise<void> {
  const { rows } = await tx.client.query<{ erasureId: string; digest: string }>(
    `select erasure_id as "erasureId", ${digestSql} as digest from erased_row where erasure_id = any($1::uuid[]) group by 1`,
    [erasures.map(({ erasureId }) => erasureId)],
  )
  const digests = new Map(rows.map(({ erasureId, digest }) => [erasureId, digest]))
  await appendAudit(
    tx.client,
    erasures.map(({ erasureId, event }) => ({
      ...event,
      kind: 'change' as const,
      action: ERASE,
      result: 'done' as const,
      detail: { ...event.detail, erasure: erasureId, rows: digests.get(erasureId) ?? null },
    })),
  )
}

export interface Hashes {
  readonly was: Buffer
  readonly becomes: Buffer
}

/** Of some rows, those that an erasure emptied which the audit journal vouches for. */
export async function findErased(
  tx: Tx,
  journal: string,
  form: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Hashes>> {
  if (ids.length === 0) return new Map()
  const { rows } = await tx.client.query<Hashes & { id: string }>(
    `with meant as (
       select * from erased_row where journal = $1 and form = $2 and id = any($3::uuid[])
     ), listed as (
       select erasure_id, ${digestSql} as digest from erased_row
       where erasure_id in (select erasure_id from meant) group by erasure_id
     ), vouched as (
       select l.erasure_id from listed l join erasure on erasure.id = l.erasure_id
       where exists (select from audit_event e where e.subject_id = erasure.subject_id and e.action = '${ERASE}'
         and e.result = 'done' and e.detail->>'erasure' = l.erasure_id::text and e.detail->>'rows' = l.digest)
     )
     select id, was, becomes from meant where erasure_id in (select erasure_id from vouched)`,
    [journal, form, ids],
  )
  return new Map(rows.map(({ id, was, becomes }) => [id, { was, becomes }]))
}
