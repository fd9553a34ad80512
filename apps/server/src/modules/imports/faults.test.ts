// The database fails after each statement of the steps of an import in turn: nothing is half in, and what goes on
// afterwards ends as it does where nothing failed. LIKA_FAULTS=all tries every statement, some of them otherwise.

import { setTimeout as sleep } from 'node:timers/promises'
import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { arm, chosenFaults, faultyDb, hasFired, noFault, seedOfRun } from '../../testing/faults.ts'
import { accountId } from '../../testing/places.ts'
import { serverOf } from '../../testing.ts'
import { verifyFolds } from '../registry/index.ts'
import type { ImportsDeps } from './deps.ts'
import { findImport, updateImport } from './imports.store.ts'
import { clerkOf, expect, familyRows, sheetOf, test, village } from './testing.ts'
import { runStep } from './work.ts'

const STEPS = ['staging', 'committing', 'undoing'] as const
const ENDS = { staging: 'ready', committing: 'committed', undoing: 'undone' } as const
const run = { progress: async () => {} }

test(`lost at any statement of reading, checking, committing and undoing, an import is whole or not there (seed ${seedOfRun})`, {
  timeout: 600_000,
}, async ({ installation }) => {
  const { db } = installation
  const app = await serverOf(installation)
  // Nobody else works on it: no worker is started.
  const clerk = await clerkOf(app)
  const fault = noFault()
  const calm: ImportsDeps = installation.imports
  const deps: ImportsDeps = { ...calm, registry: { ...calm.registry, db: faultyDb(db, fault) } }

  const uploaded = async (prefix: string, place: string) => {
    const rows = Array.from({ length: 3 }, (_, index) =>
      familyRows(`${prefix}${index}`, 3, { 取水时间: '10' }, place),
    ).flat()
    const sheet = await sheetOf(rows)
    for (;;) {
      const { status, body } = await clerk.upload(sheet)
      if (status === 200) return { id: body.id, undo: uuidv7() }
      // A busy machine asks to be asked again.
      expect(status, JSON.stringify(body)).toBe(503)
      await sleep(250)
    }
  }
  const begin = async ({ id, undo: batchId }: Subject, step: (typeof STEPS)[number]) => {
    const undo = { batchId, reason: '测试', leaveChanged: false, accountId: accountId('county') }
    await updateImport(db.pool, id, { state: step, ...(step === 'undoing' ? { undo } : {}) })
  }
  /** How much of it is in the journals and the snapshots. */
  const weight = async ({ id, undo }: Subject): Promise<string> => {
    const { rows } = await db.pool.query(
      `select (select count(*) from record where batch_id = $1) as made, (select count(*) from record where batch_id = $2) as taken,
         (select count(*) from household_snapshot s where s.valid_to = 'infinity' and s.household_id in (select subject_id from record where batch_id = $1)) as households,
         (select count(*) from person_snapshot s where s.valid_to = 'infinity' and s.person_id in (select subject_id from record where batch_id = $1)) as persons,
         (select count(*) from verdict v where v.subject_id in (select subject_id from record where batch_id = $1)) as verdicts`,
      [id, undo],
    )
    return JSON.stringify(rows[0])
  }

  // The one that nobody disturbs says how many statements a step has, and what is whole.
  const oracle = await uploaded('FC', village(32))
  const statements: number[] = []
  const whole: string[] = []
  for (const step of STEPS) {
    await begin(oracle, step)
    arm(fault, 0)
    await runStep(deps, oracle.id, run)
    statements.push(fault.seen)
    whole.push(await weight(oracle))
  }

  const subject = await uploaded('FF', village(33))
  const none = await weight(subject)
  for (const [index, step] of STEPS.entries()) {
    const [before, after] = [whole[index - 1] ?? none, whole[index]]
    await begin(subject, step)
    for (const at of chosenFaults(statements[index]!)) {
      arm(fault, at)
      await runStep(deps, subject.id, run).catch((error: Error) => {
        if (!hasFired(fault)) throw error
      })
      arm(fault, 0)
      const state = (await findImport(db.pool, subject.id))!.state
      const isDone = state === ENDS[step]
      expect(await weight(subject), `${step}, fault ${at}: ${state}`).toBe(isDone ? after : before)
      // Its end was reached and nobody heard: it would be asked for again.
      if (isDone && step !== 'staging') break
      if (isDone) await begin(subject, step)
    }
    await runStep(calm, subject.id, run)
    expect((await findImport(db.pool, subject.id))!.state).toBe(ENDS[step])
    expect(await weight(subject), step).toBe(after)
  }
  const differences = await withTransaction(db, (tx) =>
    verifyFolds(tx, installation.policies.catalogue, () => {}),
  )
  expect(differences.filter(({ missing, extra }) => missing + extra > 0)).toEqual([])
  await app.close()
})

interface Subject {
  readonly id: string
  /** Id of the batch that takes it back. */
  readonly undo: string
}
