/** What the tests of seals share: a sealer of their own, and rows to seal. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fixedClock } from '../../platform/clock.ts'
import { openKeyring } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { type Sealed, type SealsDeps, seal } from './seal.ts'
import { checkpointSigner } from './signer.ts'
import { findState } from './state.ts'

export type TestSealer = SealsDeps & { readonly clock: ReturnType<typeof fixedClock>; readonly place: string }

/** `secondPlace` for a copy that lies elsewhere. */
export async function sealerOn(db: Db, secondPlace?: string): Promise<TestSealer> {
  const place = mkdtempSync(join(tmpdir(), 'lika-checkpoints-'))
  return {
    db,
    clock: fixedClock('2017-03-31T02:00:00Z'),
    signer: checkpointSigner(await openKeyring({ client: db.pool, root: Buffer.alloc(32, 7) })),
    places: secondPlace ? [place, secondPlace] : [place],
    place,
  }
}

type Runner = Pick<Db['pool'], 'query'>

export async function observe(runner: Runner, count = 1, note = 'a note'): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7())
  await runner.query(
    `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts)
     select '450521', id, 'household', '018f0000-0000-7000-8000-000000000001', '450521100200', '2017-03-30', '2017-03-31T01:02:03.4Z',
       '018f0000-0000-7000-8000-000000000002', 'form', jsonb_build_object('note', $2::text, 'n', place)
     from unnest($1::uuid[]) with ordinality each(id, place)`,
    [ids, note],
  )
  return ids
}

export async function decide(runner: Runner): Promise<string> {
  const id = uuidv7()
  await runner.query(
    `insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id, facts, reason)
     values ('450521', $1, 'household', '018f0000-0000-7000-8000-000000000001', '450521100200', 'exit', '2017-03-30', '2017-03-31T01:02:03Z',
       '018f0000-0000-7000-8000-000000000002', '{"status": "exited"}', 'the list of 2017')`,
    [id],
  )
  return id
}

/**
 * Seals until nothing waits: transactions of other databases of the cluster hold the horizon back as well, and tests of
 * other files have some at any time.
 */
export async function sealAll(sealer: TestSealer): Promise<Sealed> {
  let rows = 0
  let batches = 0
  for (;;) {
    const run = await seal(sealer)
    rows += run.rows
    batches += run.batches
    if (!(await findState(sealer.db.pool))?.isWaiting) return { ...run, rows, batches }
    await setTimeout(20)
  }
}
