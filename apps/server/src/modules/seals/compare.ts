/** Rows as they are now against rows as they were sealed, both in the order of sealing: a merge that keeps one batch in memory. */
import type { Tx } from '../../platform/db.ts'
import { findErased } from './erased.ts'
import { type Journal, leafSql } from './journals.sql.ts'
import { HASH_BYTES } from './merkle.ts'
import type { Row, StoredBatch } from './seals.store.ts'

export interface Finding {
  readonly kind:
    | 'rowEdited'
    | 'rowDeleted'
    | 'rowInserted'
    | 'rowMoved'
    | 'batchEdited'
    | 'batchesMissing'
    | 'chainBroken'
    | 'truncated'
    | 'rewritten'
    | 'signatureWrong'
    | 'checkpointUnreadable'
    | 'checkpointDeleted'
    | 'outsideMissing'
    | 'printDiffers'
  readonly journal?: string
  readonly batch?: number
  readonly upto?: number
  readonly row?: string
  readonly sealedAt?: string
  readonly checkpoint?: number
  readonly madeAt?: string
  readonly where?: string
  /** The last checkpoint that still agrees. */
  readonly after?: { readonly number: number; readonly madeAt: string }
}

export interface Findings {
  readonly list: Finding[]
  readonly more: () => number
  readonly add: (finding: Finding) => void
  /** Rows that an erasure has emptied: no finding, but told. */
  readonly addErased: (rows: number) => void
}

export interface Comparison {
  /** Batches come in the order of the chain. */
  readonly batch: (batch: StoredBatch) => Promise<void>
  /** What lies behind the last row of the last batch, but should have been in it. */
  readonly end: () => Promise<void>
}

type Sealed = Pick<StoredBatch, 'number' | 'form' | 'upto' | 'lastOrder' | 'lastId' | 'sealedAt'>

export function comparisonOf(tx: Tx, journal: Journal, found: Findings): Comparison {
  let last: Sealed | undefined
  const between = async (form: number, upto: Bound): Promise<Row[]> => {
    const { rows } = await tx.client.query<Row>(
      `select written_in as "order", id, ${leafSql(journal, form)} as leaf from ${journal.name} journal
       where (written_in, id) > ($1::bigint, $2::uuid) and ${upto.sql}
       order by written_in, id limit ${MOST_AT_ONCE}`,
      [last?.lastOrder ?? -1, last?.lastId ?? FIRST, ...upto.values],
    )
    return rows
  }
  return {
    batch: async (batch) => {
      const rows = await between(batch.form, {
        sql: '(written_in, id) <= ($3::bigint, $4::uuid)',
        values: [batch.lastOrder, batch.lastId],
      })
      await compareBatch(tx, journal, batch, rows, found)
      last = batch
    },
    end: async () => {
      if (!last) return
      const { number, sealedAt, form, upto } = last
      for (const { id } of await between(form, { sql: 'written_in < $3::bigint', values: [upto] })) {
        found.add({ kind: 'rowInserted', journal: journal.name, row: id, batch: number, sealedAt })
      }
    },
  }
}

interface Bound {
  readonly sql: string
  readonly values: readonly unknown[]
}

const FIRST = '00000000-0000-0000-0000-000000000000'
/** A batch holds a few thousand rows; whoever inserted more than this among them is found out by the first. */
const MOST_AT_ONCE = 20_000

async function compareBatch(
  tx: Tx,
  journal: Journal,
  batch: StoredBatch,
  rows: readonly Row[],
  found: Findings,
): Promise<void> {
  const isAsSealed =
    rows.length === batch.rowIds.length &&
    rows.every((row, place) => row.id === batch.rowIds[place] && row.leaf.equals(leafAt(batch, place)))
  if (isAsSealed) return
  const at = { journal: journal.name, batch: batch.number, sealedAt: batch.sealedAt }
  const sealed = new Map(batch.rowIds.map((id, place) => [id, place]))
  const there = new Set<string>()
  const other: { readonly row: Row; readonly was: Buffer }[] = []
  for (const row of rows) {
    const place = sealed.get(row.id)
    if (place === undefined || there.has(row.id)) found.add({ kind: 'rowInserted', row: row.id, ...at })
    else if (!row.leaf.equals(leafAt(batch, place))) other.push({ row, was: leafAt(batch, place) })
    there.add(row.id)
  }
  const ids = other.map(({ row }) => row.id)
  const erased = await findErased(tx, journal.name, batch.form, ids)
  const edited = other.filter(({ row, was }) => {
    const hashes = erased.get(row.id)
    return !(hashes?.was.equals(was) && hashes.becomes.equals(row.leaf))
  })
  found.addErased(other.length - edited.length)
  for (const { row } of edited) found.add({ kind: 'rowEdited', row: row.id, ...at })
  const gone = batch.rowIds.filter((id) => !there.has(id))
  const elsewhere = gone.length > 0 ? await findElsewhere(tx, journal, gone) : new Set()
  for (const row of gone) found.add({ kind: elsewhere.has(row) ? 'rowMoved' : 'rowDeleted', row, ...at })
}

/** Rows that are not where they were sealed, but still there: their order was changed. */
async function findElsewhere(tx: Tx, journal: Journal, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.client.query<{ id: string }>(
    `select id from ${journal.name} where id = any($1::uuid[])`,
    [ids],
  )
  return new Set(rows.map(({ id }) => id))
}

function leafAt({ leaves }: Pick<StoredBatch, 'leaves'>, place: number): Buffer {
  return leaves.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES)
}
