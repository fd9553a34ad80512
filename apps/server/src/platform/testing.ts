// The fixture of all tests that need a database:
//
//   import { expect, test } from '../platform/testing.ts'
//   test('a household without water data is undetermined, not refused', async ({ db }) => { … })
//
// `db` is a database of this test file alone, cloned from the migrated template; its tests share it, so each makes
// its own households. `tx` is a transaction on it that is rolled back after the test. `emptyDb` is a clone for one
// test. `databaseUrl` is the address of `db`. What the template holds besides the migrations is decided by
// apps/server/src/testing.setup.ts.

import { setTimeout } from 'node:timers/promises'
import { test as base, inject } from 'vitest'
import { closeDb, type Db, openDb, type Tx, withTransaction } from './db.ts'
import type {} from './testing-cluster.ts'
import { uuidv7 } from './uuid.ts'

export { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures it needs
  .extend('databaseUrl', { scope: 'file' }, async ({}, { onCleanup }) => {
    const clone = await cloneTemplate()
    onCleanup(clone.drop)
    return clone.url
  })
  .extend('db', { scope: 'file' }, async ({ databaseUrl }, { onCleanup }): Promise<Db> => {
    const db = openDb({ url: databaseUrl, max: 8 })
    onCleanup(() => closeSoon(db))
    return db
  })
  .extend('tx', async ({ db }, { onCleanup }): Promise<Tx> => {
    const { tx, rollBack } = await openTransaction(db)
    onCleanup(rollBack)
    return tx
  })
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures it needs
  .extend('emptyDb', async ({}, { onCleanup }): Promise<Db> => {
    const clone = await cloneTemplate()
    const db = openDb({ url: clone.url, max: 8 })
    onCleanup(async () => {
      await closeSoon(db)
      await clone.drop()
    })
    return db
  })

/** A test that failed half-way may still hold a connection, for which the pool would wait for ever. */
async function closeSoon(db: Db): Promise<void> {
  await Promise.race([closeDb(db), setTimeout(2_000, undefined, { ref: false })])
}

/** A database cloned from the template, for tests that open it by themselves (the command line, say). */
export async function cloneTemplate(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { adminUrl, template } = inject('lika')
  const name = `test_${uuidv7().replaceAll('-', '')}`
  await asAdmin(adminUrl, `create database ${name} template ${template}`)
  return {
    url: adminUrl.replace('/postgres?', `/${name}?`),
    drop: () => asAdmin(adminUrl, `drop database ${name} with (force)`),
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const db = openDb({ url, max: 1 })
  try {
    await db.pool.query(statement)
  } finally {
    await closeDb(db)
  }
}

const ROLLED_BACK = new Error('the test is over')

async function openTransaction(db: Db): Promise<{ tx: Tx; rollBack: () => Promise<void> }> {
  const opened = Promise.withResolvers<Tx>()
  const over = Promise.withResolvers<never>()
  const transaction = withTransaction(db, (tx) => {
    opened.resolve(tx)
    return over.promise
  })
  transaction.catch(opened.reject)
  return {
    tx: await opened.promise,
    rollBack: async () => {
      over.reject(ROLLED_BACK)
      await transaction.catch(() => {})
    },
  }
}
