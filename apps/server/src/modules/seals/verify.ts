// Verifying: the chain of batches is worked out again, every sealed row is hashed again and compared in the order of
// sealing, and the chain is held against the checkpoints outside. What was found says where: row, batch, checkpoint.
//
// Whoever owns the database can change all of it, batches included, but cannot sign what came of it, nor reach the
// copies that lie elsewhere.
import { type Tx, withTransaction } from '../../platform/db.ts'
import { BEGINNING, type GivenUp, headOf } from './chain.ts'
import { type Printed, verifyCheckpoints, verifyPrint } from './claims.ts'
import { comparisonOf, type Finding, type Findings } from './compare.ts'
import { journals } from './journals.sql.ts'
import { HASH_BYTES, merkleRoot } from './merkle.ts'
import { lastOutside } from './outside.ts'
import type { SealsDeps } from './seal.ts'
import { readBatches, type StoredBatch } from './seals.store.ts'

export interface Verified {
  readonly batches: number
  readonly rows: number
  readonly checkpoints: number
  /** Checkpoints that lie outside, by place. */
  readonly outside: Readonly<Record<string, number>>
  /** Futures that were given up after a restore, as somebody signed. */
  readonly givenUp: readonly GivenUp[]
  /** Rows that an erasure has emptied, as a sealed event vouches. */
  readonly erased: number
  readonly findings: readonly Finding[]
  /** More were found than are listed. */
  readonly more: number
  readonly holds: boolean
}

export interface VerifyOptions {
  readonly printed?: Printed | undefined
  readonly onProgress?: (rows: number) => void
}

export async function verifySeals(
  { db, signer, places }: Pick<SealsDeps, 'db' | 'signer' | 'places'>,
  { printed, onProgress }: VerifyOptions = {},
): Promise<Verified> {
  const found = findings()
  const reached = new Map<string, number>()
  for (const place of places) reached.set(place, await lastOutside(place, signer))
  return withTransaction(
    db,
    async (tx) => {
      const { batches, rows } = await verifyChain(tx, found, onProgress)
      const claims = await verifyCheckpoints(tx, signer, reached, found)
      if (printed) await verifyPrint(tx, printed, found)
      const { list, more, erased } = found
      return {
        batches,
        rows,
        ...claims,
        erased: erased(),
        findings: list,
        more: more(),
        holds: list.length === 0,
      }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

async function verifyChain(tx: Tx, found: Findings, onProgress: (rows: number) => void = () => {}) {
  const comparisons = new Map(journals.map((journal) => [journal.name, comparisonOf(tx, journal, found)]))
  let previous: Pick<StoredBatch, 'number' | 'head'> = { number: 0, head: BEGINNING }
  let batches = 0
  let rows = 0
  for await (const batch of readBatches(tx)) {
    verifyBatch(batch, previous, found)
    if (isKnown(batch)) await comparisons.get(batch.journal)?.batch(batch)
    previous = batch
    batches += 1
    rows += batch.rowCount
    onProgress(rows)
  }
  for (const comparison of comparisons.values()) await comparison.end()
  return { batches, rows }
}

function verifyBatch(
  batch: StoredBatch,
  previous: Pick<StoredBatch, 'number' | 'head'>,
  found: Findings,
): void {
  const at = { batch: batch.number, journal: batch.journal, sealedAt: batch.sealedAt }
  if (batch.number !== previous.number + 1) {
    found.add({ kind: 'batchesMissing', batch: previous.number + 1, upto: batch.number - 1 })
  } else if (!batch.previous.equals(previous.head)) found.add({ kind: 'chainBroken', ...at })
  const { leaves, rowIds, rowCount } = batch
  const hashes = Array.from({ length: Math.floor(leaves.length / HASH_BYTES) }, (_, place) =>
    leaves.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES),
  )
  const isWhole = hashes.length === rowCount && rowIds.length === rowCount
  if (
    !isWhole ||
    !isKnown(batch) ||
    !merkleRoot(hashes).equals(batch.root) ||
    !headOf(batch).equals(batch.head)
  ) {
    found.add({ kind: 'batchEdited', ...at })
  }
}

function isKnown({ journal, form }: Pick<StoredBatch, 'journal' | 'form'>): boolean {
  return journals.some(({ name, forms }) => name === journal && forms[form - 1])
}

const MOST_LISTED = 200

function findings(): Findings & { readonly erased: () => number } {
  const list: Finding[] = []
  let more = 0
  let erased = 0
  return {
    list,
    more: () => more,
    erased: () => erased,
    addErased: (rows) => {
      erased += rows
    },
    add: (finding) => {
      if (list.length < MOST_LISTED) list.push(finding)
      else more += 1
    },
  }
}
