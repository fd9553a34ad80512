// Sealing: what the journals have gained since the last run becomes Merkle batches, chained to those before, and one
// signed checkpoint that is then written outside the database.
//
// No row slips between two batches. A row bears the transaction that wrote it; a run seals only what was written by
// transactions below the oldest that is still open, and nothing can be added below it afterwards. A row that becomes
// visible late therefore holds the horizon back until its transaction ends.
import type { Clock } from '../../platform/clock.ts'
import { type Db, type Tx, withTransaction } from '../../platform/db.ts'
import { BEGINNING, type Checkpoint, checkpointBody, type GivenUp, headOf, readBody } from './chain.ts'
import { type Journal, journals } from './journals.sql.ts'
import { merkleRoot } from './merkle.ts'
import { appendOutside, lastOutside } from './outside.ts'
import {
  findHorizon,
  findLastBatch,
  findLastCheckpoint,
  insertBatch,
  insertCheckpoint,
  isWaiting,
  type LastBatch,
  listCheckpoints,
  listGaps,
  type Row,
  readRows,
  START,
  type StoredCheckpoint,
  waitForTurn,
} from './seals.store.ts'
import type { Signer } from './signer.ts'
import { findState, keepState, type SealState, stateOfCluster } from './state.ts'

export interface SealsDeps {
  /** As the owner: a request never seals. */
  readonly db: Db
  readonly clock: Clock
  readonly signer: Signer
  /** Folders outside the database; the first is in the folder of the installation. */
  readonly places: readonly string[]
}

export const ROWS_OF_A_BATCH = 4096
/** A run that finds more ends its transaction in between. */
const BATCHES_OF_A_TRANSACTION = 64

export interface Sealed {
  readonly rows: number
  readonly batches: number
  readonly checkpoint: StoredCheckpoint | undefined
}

/** Seals what can be sealed now, and writes the checkpoints outside. */
export async function seal(deps: SealsDeps): Promise<Sealed> {
  let rows = 0
  let batches = 0
  const outside = await highestOutside(deps)
  for (;;) {
    const part = await withTransaction(deps.db, (tx) => sealPart(tx, deps, outside))
    rows += part.rows
    batches += part.batches
    if (part.isComplete) break
  }
  await writeOutside(deps)
  return { rows, batches, checkpoint: await findLastCheckpoint(deps.db.pool) }
}

/** Before anything is written to a database that may have been restored elsewhere. */
export async function prepareSealing(db: Db): Promise<void> {
  await withTransaction(db, async (tx) => {
    await waitForTurn(tx)
    await stateOfCluster(tx)
  })
}

async function sealPart(tx: Tx, deps: SealsDeps, outside: number) {
  await waitForTurn(tx)
  const state = await stateOfCluster(tx)
  const horizon = await findHorizon(tx, state.offset)
  const now = deps.clock.now()
  let last = await findLastBatch(tx.client)
  let room = BATCHES_OF_A_TRANSACTION
  const counts: Record<string, number> = {}
  const before = last?.number ?? 0
  for (const journal of journals) {
    if (room === 0) break
    const sealed = await sealJournal(tx, journal, { horizon, last, room, now })
    last = sealed.last
    room -= sealed.batches
    counts[journal.name] = sealed.rows
  }
  const batches = (last?.number ?? 0) - before
  if (last && batches > 0) await checkpoint(tx, deps, { state, last, counts, now, outside })
  if (room > 0) await noteRun(tx, { state, horizon, now })
  return { rows: Object.values(counts).reduce((sum, each) => sum + each, 0), batches, isComplete: room > 0 }
}

interface Part {
  readonly horizon: number
  readonly last: LastBatch | undefined
  readonly room: number
  readonly now: string
}

async function sealJournal(tx: Tx, journal: Journal, { horizon, last, room, now }: Part) {
  const form = journal.forms.length
  const reached = await findLastBatch(tx.client, journal.name)
  // What the last batch could not know any more lies from `upto` on; within one large transaction, behind its last row.
  const after = reached ? { order: reached.lastOrder, id: reached.lastId } : START
  const span = { after, from: reached?.upto ?? START.order, before: horizon }
  let batches = 0
  let rows = 0
  let previous = last
  for await (const part of readRows(tx, journal, form, span, ROWS_OF_A_BATCH)) {
    const isLast = part.length < ROWS_OF_A_BATCH
    previous = await sealRows(tx, part, {
      journal: journal.name,
      form,
      upto: isLast ? horizon : part.at(-1)!.order,
      previous,
      now,
    })
    rows += part.length
    batches += 1
    if (batches === room) break
  }
  return { last: previous, batches, rows }
}

interface BatchOf {
  readonly journal: string
  readonly form: number
  readonly upto: number
  readonly previous: LastBatch | undefined
  readonly now: string
}

async function sealRows(tx: Tx, rows: readonly Row[], of: BatchOf): Promise<LastBatch> {
  const lastRow = rows.at(-1)!
  const leaves = rows.map(({ leaf }) => leaf)
  const batch = {
    number: (of.previous?.number ?? 0) + 1,
    journal: of.journal,
    form: of.form,
    rowCount: rows.length,
    upto: of.upto,
    lastOrder: lastRow.order,
    lastId: lastRow.id,
    root: merkleRoot(leaves),
    previous: of.previous?.head ?? BEGINNING,
    sealedAt: new Date(of.now).toISOString(),
  }
  const head = headOf(batch)
  await insertBatch(tx, { ...batch, head, rowIds: rows.map(({ id }) => id), leaves: Buffer.concat(leaves) })
  return { ...batch, head }
}

interface CheckpointOf {
  readonly state: SealState
  readonly last: LastBatch
  readonly counts: Readonly<Record<string, number>>
  readonly now: string
  /** Highest number that lies outside: after a restore the database knows fewer. */
  readonly outside: number
  readonly givenUp?: GivenUp
}

async function checkpoint(tx: Tx, { signer }: SealsDeps, of: CheckpointOf): Promise<void> {
  const before = await findLastCheckpoint(tx.client)
  const rows: Record<string, number> = { ...(before && readBody(before.body)?.rows) }
  for (const [journal, count] of Object.entries(of.counts)) rows[journal] = (rows[journal] ?? 0) + count
  const { number: batch, head } = of.last
  const made: Checkpoint = {
    installation: of.state.installation,
    number: Math.max(before?.number ?? 0, of.outside) + 1,
    madeAt: of.now,
    batch,
    head,
    rows,
    ...(of.givenUp ? { givenUp: of.givenUp } : {}),
  }
  const body = checkpointBody(made)
  await insertCheckpoint(tx, { ...made, ...signer.sign(body) })
}

async function noteRun(tx: Tx, { state, horizon, now }: { state: SealState; horizon: number; now: string }) {
  let waiting = false
  for (const journal of journals) waiting ||= await isWaiting(tx, journal, horizon)
  await keepState(tx.client, {
    ...state,
    checkedAt: now,
    horizon,
    horizonSince: state.horizon === horizon && state.isWaiting ? state.horizonSince : now,
    isWaiting: waiting,
  })
}

/** Whatever a place lacks is written to it, so that a place that was away catches up. */
export async function writeOutside({ db, clock, signer, places }: SealsDeps): Promise<void> {
  let failing: SealState['outsideFailing'] = null
  for (const place of places) {
    try {
      let reached = await lastOutside(place, signer)
      for (;;) {
        const missing = await listCheckpoints(db.pool, reached)
        if (missing.length === 0) break
        await appendOutside(place, missing, signer)
        reached = missing.at(-1)!.number
      }
    } catch (error) {
      failing ??= { since: clock.now(), place, reason: (error as Error).message }
    }
  }
  const state = await findState(db.pool)
  if (!state || (failing === null && state.outsideFailing === null)) return
  const since = state.outsideFailing?.since ?? failing?.since ?? ''
  await keepState(db.pool, { ...state, outsideFailing: failing && { ...failing, since } })
}

/**
 * After a restore to an earlier moment the copies outside know checkpoints of a future that is gone, which is what a
 * truncation looks like. Somebody says that it was a restore, and the next checkpoints name what was given up.
 */
export async function giveUpFuture(deps: SealsDeps, reason: string): Promise<GivenUp[]> {
  const said = reason.replaceAll(/\s+/g, ' ').trim()
  const outside = await highestOutside(deps)
  const given = await withTransaction(deps.db, async (tx) => {
    await waitForTurn(tx)
    const state = await stateOfCluster(tx)
    const [last, before] = [await findLastBatch(tx.client), await findLastCheckpoint(tx.client)]
    if (!last || !before) return []
    const gone = await listGaps(tx)
    if (outside > before.number) gone.push({ from: before.number + 1, to: outside })
    const now = deps.clock.now()
    let number = Math.max(before.number, outside)
    const all = gone.map((each) => ({ ...each, reason: said }))
    for (const givenUp of all) {
      number += 1
      await checkpoint(tx, deps, { state, last, counts: {}, now, outside: number - 1, givenUp })
    }
    return all
  })
  await writeOutside(deps)
  return given
}

async function highestOutside({ places, signer }: SealsDeps): Promise<number> {
  // A place that cannot be read is told of when it cannot be written.
  const each = await Promise.all(places.map((place) => lastOutside(place, signer).catch(() => 0)))
  return Math.max(0, ...each)
}
