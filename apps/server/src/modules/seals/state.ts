/** What the sealer remembers between runs; nothing of it is trusted when seals are verified. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Tx } from '../../platform/db.ts'
import { journals } from './journals.sql.ts'

export interface SealState {
  /** Names this installation in its checkpoints. */
  readonly installation: string
  /** The database cluster whose transactions are counted, and what is added to their numbers. */
  readonly cluster: string
  readonly offset: number
  /** When a run last came to its end. */
  readonly checkedAt: string | null
  /** How far the last run could seal, since when it cannot seal further, and whether rows wait for it. */
  readonly horizon: number
  readonly horizonSince: string | null
  readonly isWaiting: boolean
  /** Since when checkpoints cannot be written to a place outside, and why. */
  readonly outsideFailing: { readonly since: string; readonly place: string; readonly reason: string } | null
}

export async function findState(runner: pg.Pool | pg.PoolClient): Promise<SealState | undefined> {
  const { rows } = await runner.query<{ value: SealState }>(`select value from setting where key = 'seals'`)
  return rows[0]?.value
}

export async function keepState(runner: pg.Pool | pg.PoolClient, state: SealState): Promise<void> {
  await runner.query(
    `insert into setting (key, value) values ('seals', $1) on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(state)],
  )
}

/**
 * A database that was restored into another cluster counts its transactions anew, and new rows would seem to have been
 * sealed long ago. They are then counted on from the highest number that was ever given.
 */
export async function stateOfCluster(tx: Tx): Promise<SealState> {
  const known = await findState(tx.client)
  const { rows } = await tx.client.query<{ cluster: string; now: number }>(
    `select system_identifier::text as cluster, pg_current_xact_id()::text::bigint as now from pg_control_system()`,
  )
  const { cluster, now } = rows[0]!
  if (known?.cluster === cluster) return known
  const offset = known ? Math.max(0, (await highestOrder(tx)) + 1 - now) : 0
  const state: SealState = {
    installation: randomUUID(),
    checkedAt: null,
    horizon: -1,
    horizonSince: null,
    isWaiting: false,
    outsideFailing: null,
    ...known,
    cluster,
    offset,
  }
  if (known) await countOnFrom(tx, offset)
  await keepState(tx.client, state)
  return state
}

async function highestOrder(tx: Tx): Promise<number> {
  const highest = journals.map(({ name }) => `select max(written_in) as highest from ${name}`)
  const { rows } = await tx.client.query<{ highest: number | null }>(
    `select max(highest) as highest from (${highest.join(' union all ')} union all select max(upto) from seal_batch) each`,
  )
  return rows[0]!.highest ?? 0
}

async function countOnFrom(tx: Tx, offset: number): Promise<void> {
  for (const { name } of journals) {
    await tx.client.query(
      `alter table ${name} alter column written_in set default (pg_current_xact_id()::text::bigint + ${Math.trunc(offset)})`,
    )
  }
}
