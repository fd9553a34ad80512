/** The only SQL for seal_batch and seal_checkpoint; it reads the journals as they are. */
import type pg from 'pg'
import type { Tx } from '../../platform/db.ts'
import type { BatchHead, SignedCheckpoint } from './chain.ts'
import type { Journal } from './journals.sql.ts'
import { leafSql } from './journals.sql.ts'

export interface StoredBatch extends BatchHead {
  readonly head: Buffer
  readonly rowIds: readonly string[]
  readonly leaves: Buffer
}

export type LastBatch = Pick<StoredBatch, 'number' | 'head' | 'upto' | 'lastOrder' | 'lastId'>

const SEALER = 7_105_410_635

/** One sealer at a time, the command line included. */
export async function waitForTurn(tx: Tx): Promise<void> {
  await tx.client.query('select pg_advisory_xact_lock($1)', [SEALER])
}

/** Below this transaction nothing can be added any more: all of them have ended. */
export async function findHorizon(tx: Tx, offset: number): Promise<number> {
  const { rows } = await tx.client.query<{ horizon: number }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + $1::bigint as horizon',
    [offset],
  )
  return rows[0]!.horizon
}

const LAST = `number, head, upto, last_order as "lastOrder", last_id as "lastId"`

export async function findLastBatch(
  runner: pg.Pool | pg.PoolClient,
  journal?: string,
): Promise<LastBatch | undefined> {
  const { rows } = await runner.query<LastBatch>(
    `select ${LAST} from seal_batch where $1::text is null or journal = $1 order by number desc limit 1`,
    [journal ?? null],
  )
  return rows[0]
}

export interface Row {
  readonly order: number
  readonly id: string
  readonly leaf: Buffer
}

export interface Span {
  /** Rows after this one… */
  readonly after: { readonly order: number; readonly id: string }
  /** …and not below what was sealed for good… */
  readonly from: number
  /** …written by transactions below this one. */
  readonly before: number
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
/** Before every row. */
export const START: Span['after'] = { order: -1, id: FIRST_ID }

/** Rows of a journal in the order of sealing, so many at a time, each hashed by the database. */
export async function* readRows(
  tx: Tx,
  journal: Journal,
  form: number,
  span: Span,
  size: number,
): AsyncGenerator<readonly Row[]> {
  // Two of one id in one transaction would need two counties, and ids are made unique.
  await tx.client.query(
    `declare sealed_rows no scroll cursor for
     select written_in as "order", id, ${leafSql(journal, form)} as leaf from ${journal.name} journal
     where written_in >= ${literal(span.from)} and written_in < ${literal(span.before)}
       and (written_in, id) > (${literal(span.after.order)}, '${span.after.id}'::uuid)
     order by written_in, id`,
  )
  try {
    for (;;) {
      const { rows } = await tx.client.query<Row>(`fetch ${size} from sealed_rows`)
      if (rows.length > 0) yield rows
      if (rows.length < size) return
    }
  } finally {
    // After an error the transaction takes no more statements, and the error is what matters.
    await tx.client.query('close sealed_rows').catch(() => {})
  }
}

/** A cursor takes no parameters, so numbers are written out. */
function literal(value: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is no transaction`)
  return `${value}::bigint`
}

export async function isWaiting(tx: Tx, journal: Journal, from: number): Promise<boolean> {
  const { rows } = await tx.client.query<{ some: boolean }>(
    `select exists (select from ${journal.name} where written_in >= $1) as some`,
    [from],
  )
  return rows[0]!.some
}

export async function insertBatch(tx: Tx, batch: StoredBatch): Promise<void> {
  await tx.client.query(
    `insert into seal_batch (number, journal, form, row_count, upto, last_order, last_id, root, previous, head, row_ids, leaves, sealed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      batch.number,
      batch.journal,
      batch.form,
      batch.rowCount,
      batch.upto,
      batch.lastOrder,
      batch.lastId,
      batch.root,
      batch.previous,
      batch.head,
      batch.rowIds,
      batch.leaves,
      batch.sealedAt,
    ],
  )
}

/** The chain in its order, a few at a time. */
export async function* readBatches(tx: Tx): AsyncGenerator<StoredBatch> {
  const atATime = 50
  let after = Number.MIN_SAFE_INTEGER
  for (;;) {
    const { rows } = await tx.client.query<StoredBatch>(
      `select ${LAST}, journal, form, row_count as "rowCount", root, previous, row_ids as "rowIds", leaves, sealed_at as "sealedAt"
       from seal_batch where number > $1 order by number limit ${atATime}`,
      [after],
    )
    yield* rows
    if (rows.length < atATime) return
    after = rows.at(-1)!.number
  }
}

export interface StoredCheckpoint extends SignedCheckpoint {
  readonly number: number
  readonly madeAt: string
  readonly batch: number
  readonly head: Buffer
}

const CHECKPOINT = `number, made_at as "madeAt", batch, head, body, suite, key_id as "keyId", signature`

export async function insertCheckpoint(tx: Tx, each: StoredCheckpoint): Promise<void> {
  await tx.client.query(
    `insert into seal_checkpoint (number, made_at, batch, head, body, suite, key_id, signature) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [each.number, each.madeAt, each.batch, each.head, each.body, each.suite, each.keyId, each.signature],
  )
}

export async function findLastCheckpoint(
  runner: pg.Pool | pg.PoolClient,
): Promise<StoredCheckpoint | undefined> {
  const { rows } = await runner.query<StoredCheckpoint>(
    `select ${CHECKPOINT} from seal_checkpoint order by number desc limit 1`,
  )
  return rows[0]
}

/** Checkpoints after one, in their order, a page of them. */
export async function listCheckpoints(
  runner: pg.Pool | pg.PoolClient,
  after: number,
  limit = 500,
): Promise<StoredCheckpoint[]> {
  const { rows } = await runner.query<StoredCheckpoint>(
    `select ${CHECKPOINT} from seal_checkpoint where number > $1 order by number limit $2`,
    [after, limit],
  )
  return rows
}

/** Numbers that were passed over, because the copies outside had them already; without those that were given up. */
export async function listGaps(tx: Tx): Promise<{ from: number; to: number }[]> {
  const { rows } = await tx.client.query<{ from: number; to: number }>(
    `select number + 1 as "from", next - 1 as "to"
     from (select number, lead(number) over (order by number) as next from seal_checkpoint) each
     where next > number + 1 and not exists (
       select from seal_checkpoint where body like '%' || chr(10) || 'givenUp ' || (each.number + 1) || ' ' || (each.next - 1) || ' %')`,
  )
  return rows
}

export async function findHeads(tx: Tx, batches: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  const { rows } = await tx.client.query<{ number: number; head: Buffer }>(
    'select number, head from seal_batch where number = any($1::bigint[])',
    [batches],
  )
  return new Map(rows.map(({ number, head }) => [number, head]))
}

export async function findCheckpoint(
  runner: pg.Pool | pg.PoolClient,
  number: number,
): Promise<StoredCheckpoint | undefined> {
  const { rows } = await runner.query<StoredCheckpoint>(
    `select ${CHECKPOINT} from seal_checkpoint where number = $1`,
    [number],
  )
  return rows[0]
}
