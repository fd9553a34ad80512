/**
 * What was recorded before its facts were sealed, and facts whose class has become identifier since: brought under
 * stand-ins in place, batch after batch. Each batch is whole and says how far it is; killed, it goes on from there.
 */
import { isSealed } from '@lika/codes'
import { type Db, type Tx, withTransaction } from '../../../platform/db.ts'
import { insertSealed, type SealedValue } from '../../../platform/sealed/index.ts'
import { type FactColumn, factColumns, type SubjectKind, subjectKinds } from '../fold/columns.ts'
import { identifierFacts, type SealingContext, sealFacts } from './sealing.ts'

export interface SealExistingOptions extends SealingContext {
  readonly batch?: number
  readonly onProgress?: (done: number) => Promise<void> | void
}

/** Where it is: the facts that it is about, and the last key of the table that it is at. */
interface Place {
  readonly facts: readonly string[]
  /** Digests of requests are keyed once, by the first run. */
  readonly keyed: boolean
  readonly at: 'record' | SubjectKind | 'done'
  readonly after: readonly string[]
}

const SETTING = 'sealedFacts'

/** Nothing to do but one look when all is done. Answers how many rows were changed. */
export async function sealExisting(db: Db, options: SealExistingOptions): Promise<number> {
  let changed = 0
  let read = 0
  for (;;) {
    const step = await withTransaction(db, (tx) => sealBatch(tx, options))
    if (step === undefined) return changed
    changed += step.changed
    read += step.read
    await options.onProgress?.(read)
  }
}

/** For whoever has filled an empty database with nothing in clear: there is nothing to look through. */
export async function markSealed(tx: Tx, { catalogue }: Pick<SealingContext, 'catalogue'>): Promise<void> {
  await keepPlace(tx, { facts: identifierNames(catalogue), keyed: true, at: 'done', after: [] })
}

async function keepPlace(tx: Tx, place: Place): Promise<void> {
  await tx.client.query(
    `insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`,
    [SETTING, JSON.stringify(place)],
  )
}

function identifierNames(catalogue: SealingContext['catalogue']): string[] {
  return subjectKinds
    .flatMap((kind) => [...identifierFacts(catalogue, kind)].map((id) => `${kind}.${id}`))
    .sort()
}

async function sealBatch(
  tx: Tx,
  options: SealExistingOptions,
): Promise<{ read: number; changed: number } | undefined> {
  // Two processes that start at once take turns.
  await tx.client.query('select pg_advisory_xact_lock(7105410635)')
  const place = await findPlace(tx, options)
  if (place.at === 'done') return undefined
  const limit = options.batch ?? 2_000
  const result =
    place.at === 'record'
      ? await sealRecordBatch(tx, options, place, limit)
      : await sealSnapshotBatch(tx, options, place.at, place.after, limit)
  const next: Place = result.last
    ? { ...place, after: result.last }
    : { ...place, at: following[place.at], after: [], keyed: place.keyed || place.at === 'record' }
  await keepPlace(tx, next)
  return result
}

const following = { record: 'household', household: 'person', person: 'village', village: 'done' } as const

async function findPlace(tx: Tx, { catalogue }: SealingContext): Promise<Place> {
  const facts = identifierNames(catalogue)
  const { rows } = await tx.client.query<{ value: Place }>('select value from setting where key = $1', [
    SETTING,
  ])
  const known = rows[0]?.value
  if (!known) return { facts, keyed: false, at: 'record', after: [] }
  // A pack made another fact an identifier: everything is looked through once more.
  const isNew = facts.some((fact) => !known.facts.includes(fact))
  return isNew ? { facts, keyed: known.keyed, at: 'record', after: [] } : known
}

interface Step {
  readonly read: number
  readonly changed: number
  readonly last?: readonly string[]
}

async function sealRecordBatch(
  tx: Tx,
  options: SealExistingOptions,
  { after, keyed }: Place,
  limit: number,
): Promise<Step> {
  const { rows } = await tx.client.query<{
    county_code: string
    id: string
    subject_kind: SubjectKind
    facts: Record<string, unknown>
    body_sha256: Buffer | null
  }>(
    `select county_code, id, subject_kind, facts, body_sha256 from record
     where (county_code, id) > ($1, $2::uuid) order by county_code, id limit $3`,
    [after[0] ?? '', after[1] ?? '00000000-0000-0000-0000-000000000000', limit],
  )
  const values: SealedValue[] = []
  const changed = rows.flatMap((row) => {
    const facts = sealFacts(options, row.subject_kind, row.facts, values)
    // As new digests are made: the plain one, keyed.
    const digest =
      !keyed && row.body_sha256 ? options.keyring.hash('lookup', row.body_sha256) : row.body_sha256
    return facts === row.facts && digest === row.body_sha256 ? [] : [{ ...row, facts, digest }]
  })
  await insertSealed(tx.client, values)
  if (changed.length > 0) {
    await tx.client.query(
      `update record r set facts = n.facts, body_sha256 = n.digest
       from unnest($1::text[], $2::uuid[], $3::jsonb[], $4::bytea[]) n (county_code, id, facts, digest)
       where r.county_code = n.county_code and r.id = n.id`,
      [
        changed.map((row) => row.county_code),
        changed.map((row) => row.id),
        changed.map((row) => JSON.stringify(row.facts)),
        changed.map((row) => row.digest),
      ],
    )
  }
  return stepOf(rows, changed.length, limit, (row) => [row.county_code, row.id])
}

async function sealSnapshotBatch(
  tx: Tx,
  options: SealExistingOptions,
  kind: SubjectKind,
  after: readonly string[],
  limit: number,
): Promise<Step> {
  const columns = identifierColumns(options, kind)
  if (columns.length === 0) return { read: 0, changed: 0 }
  const subject = `${kind}_id`
  const names = columns.map(({ column }) => column)
  const { rows } = await tx.client.query<Record<string, string | null>>(
    `select county_code, ${subject}::text as subject, valid_from::text as day, ${names.join(', ')} from ${kind}_snapshot
     where (county_code, ${subject}, valid_from) > ($1, $2::uuid, $3::date) order by county_code, ${subject}, valid_from limit $4`,
    [after[0] ?? '', after[1] ?? '00000000-0000-0000-0000-000000000000', after[2] ?? '-infinity', limit],
  )
  const values: SealedValue[] = []
  const changed = rows.flatMap((row) => {
    const clear = columns.filter(({ column }) => row[column] !== null && !isSealed(row[column]))
    if (clear.length === 0) return []
    const facts = Object.fromEntries(clear.map(({ column, fact }) => [fact.id, row[column]]))
    const stored = sealFacts(options, kind, facts, values)
    return [{ ...row, ...Object.fromEntries(clear.map(({ column, fact }) => [column, stored[fact.id]])) }]
  }) as Record<string, string | null>[]
  await insertSealed(tx.client, values)
  if (changed.length > 0) {
    await tx.client.query(
      `update ${kind}_snapshot s set ${names.map((name) => `${name} = n.${name}`).join(', ')}
       from jsonb_to_recordset($1::jsonb) n (county_code text, subject uuid, day date, ${names.map((name) => `${name} text`).join(', ')})
       where s.county_code = n.county_code and s.${subject} = n.subject and s.valid_from = n.day`,
      [JSON.stringify(changed)],
    )
  }
  return stepOf(rows, changed.length, limit, (row) => [row.county_code!, row.subject!, row.day!])
}

function identifierColumns({ catalogue }: SealingContext, kind: SubjectKind): FactColumn[] {
  const identifiers = identifierFacts(catalogue, kind)
  return factColumns(catalogue, kind).filter(({ fact }) => identifiers.has(fact.id))
}

function stepOf<R>(
  rows: readonly R[],
  changed: number,
  limit: number,
  keyOf: (row: R) => readonly string[],
): Step {
  const last = rows.at(-1)
  return { read: rows.length, changed, ...(last && rows.length === limit ? { last: keyOf(last) } : {}) }
}
