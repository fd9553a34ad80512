import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withTransaction } from '../db.ts'
import { expect, test } from '../testing.ts'
import {
  keyIdOf,
  keyringOf,
  listDataKeys,
  makeRoot,
  openKeyring,
  purposes,
  replaceKey,
  replaceRoot,
  type SuiteName,
  settleRoot,
  suites as suiteOf,
} from './index.ts'

const suites: SuiteName[] = ['international', 'sm']

for (const suite of suites) {
  test(`keys of ${suite} are made once, and open the same after a restart`, async ({ emptyDb }) => {
    const root = randomBytes(32)
    const options = { client: emptyDb.pool, root, suite }
    // Two processes that start at once.
    const [first, second] = await Promise.all([openKeyring(options), openKeyring(options)])
    expect(await listDataKeys(emptyDb.pool)).toHaveLength(Object.keys(purposes).length)
    const sealed = first.seal('fact', '450521199001011234', 'a row')
    expect(second.open('fact', sealed, 'a row').toString()).toBe('450521199001011234')
    const again = await openKeyring({ client: emptyDb.pool, root })
    expect(again.suite).toBe(suite)
    expect(again.open('fact', sealed, 'a row').toString()).toBe('450521199001011234')
    expect(again.hash('token', 'x')).toEqual(first.hash('token', 'x'))
    expect(again.hash('token', 'x')).not.toEqual(first.hash('lookup', 'x'))
  })
}

test('what was sealed for one place or purpose opens in no other', async ({ emptyDb }) => {
  const keyring = await openKeyring({ client: emptyDb.pool, root: randomBytes(32) })
  const sealed = keyring.seal('fact', 'text', 'here')
  expect(() => keyring.open('fact', sealed, 'there')).toThrow('cannot be opened')
  expect(() => keyring.open('file', sealed, 'here')).toThrow('cannot be opened')
  expect(() => keyring.open('fact', Buffer.from('text'), 'here')).toThrow('cannot be opened')
})

test('after a key was replaced, old texts open, new ones bear the new key, and a hash stays', async ({
  emptyDb,
}) => {
  const root = randomBytes(32)
  const keyring = await openKeyring({ client: emptyDb.pool, root })
  const old = keyring.seal('fact', 'text')
  const hash = keyring.hash('token', 'text')
  const { signature, keyId } = keyring.sign('checkpoint', Buffer.from('root'))
  await withTransaction(emptyDb, async ({ client }) => {
    await replaceKey(client, root, keyring.suite, 'fact')
    await replaceKey(client, root, keyring.suite, 'checkpoint')
  })
  await keyring.refresh()
  const young = keyring.seal('fact', 'text')
  expect(keyIdOf(young)).not.toBe(keyIdOf(old))
  expect(keyring.open('fact', old).toString()).toBe('text')
  expect(keyring.open('fact', young).toString()).toBe('text')
  expect(keyring.hash('token', 'text')).toEqual(hash)
  expect(keyring.verify(keyId, Buffer.from('root'), signature)).toBe(true)
  expect(keyring.publicKey(keyId)).toContain('BEGIN PUBLIC KEY')
})

test('a worker gets keys of the purposes it needs, and no others', async ({ emptyDb }) => {
  const keyring = await openKeyring({ client: emptyDb.pool, root: randomBytes(32) })
  const inWorker = keyringOf(structuredClone(keyring.material(['fact', 'token'])))
  expect(keyring.open('fact', inWorker.seal('fact', 'text')).toString()).toBe('text')
  expect(inWorker.hash('token', 'text')).toEqual(keyring.hash('token', 'text'))
  expect(() => inWorker.seal('file', 'text')).toThrow('no key')
})

test('another root key, and another suite than the database was made with, are refused in one sentence', async ({
  emptyDb,
}) => {
  const root = randomBytes(32)
  await openKeyring({ client: emptyDb.pool, root, suite: 'sm' })
  await expect(openKeyring({ client: emptyDb.pool, root: randomBytes(32) })).rejects.toThrow(
    'secret.key does not belong to this database',
  )
  await expect(openKeyring({ client: emptyDb.pool, root, suite: 'international' })).rejects.toThrow(
    'was made with the suite sm',
  )
})

test('the table of keys tells nothing without the root key', async ({ emptyDb }) => {
  const root = randomBytes(32)
  const keyring = await openKeyring({ client: emptyDb.pool, root })
  const { rows } = await emptyDb.pool.query("select encode(wrapped, 'hex') as wrapped from data_key")
  const keys = keyring.material(Object.keys(purposes) as (keyof typeof purposes)[])
  for (const { key } of keys) {
    for (const { wrapped } of rows) expect(wrapped).not.toContain(Buffer.from(key).toString('hex'))
  }
})

for (const suite of suites) {
  test(`a public key of ${suite} that somebody writes into the table verifies nothing, and the true one goes on to`, async ({
    emptyDb,
  }) => {
    const options = { client: emptyDb.pool, root: randomBytes(32), suite }
    const keyring = await openKeyring(options)
    const { signature, keyId } = keyring.sign('checkpoint', Buffer.from('true'))
    const forger = suiteOf[suite].makeKeyPair()
    await emptyDb.pool.query('update data_key set public_key = $2 where id = $1', [keyId, forger.publicKey])
    const again = await openKeyring(options)
    const forged = suiteOf[suite].sign(forger.privateKey, Buffer.from('forged'))
    expect(again.verify(keyId, Buffer.from('forged'), forged)).toBe(false)
    expect(again.verify(keyId, Buffer.from('true'), signature)).toBe(true)
    expect(again.publicKey(keyId)).toBe(keyring.publicKey(keyId))
  })
}

test('the root key is replaced, and everything that was sealed before opens', async ({ emptyDb }) => {
  const home = mkdtempSync(join(tmpdir(), 'lika-root-'))
  const before = makeRoot(home)
  const keyring = await openKeyring({ client: emptyDb.pool, root: before })
  const sealed = keyring.seal('fact', 'text')
  const { keys, old } = await replaceRoot(emptyDb, home)
  expect(keys).toBe(Object.keys(purposes).length)
  const after = makeRoot(home)
  expect(after.equals(before)).toBe(false)
  expect(readFileSync(old)).toEqual(before)
  expect(readdirSync(home)).toHaveLength(2)
  for (const name of readdirSync(home)) expect(statSync(join(home, name)).mode & 0o077).toBe(0)
  await expect(openKeyring({ client: emptyDb.pool, root: before })).rejects.toThrow('does not belong')
  const again = await openKeyring({ client: emptyDb.pool, root: after })
  expect(again.open('fact', sealed).toString()).toBe('text')
  expect(again.hash('token', 'x')).toEqual(keyring.hash('token', 'x'))
  // Whoever has read the old one makes no key under it any more.
  const late = withTransaction(emptyDb, ({ client }) => replaceKey(client, before, 'international', 'fact'))
  await expect(late).rejects.toThrow('does not belong')
})

test('replacing the root key is cut short at any point: some key opens everything at every moment, and it is begun again', async ({
  emptyDb,
}) => {
  const home = mkdtempSync(join(tmpdir(), 'lika-root-'))
  const keyring = await openKeyring({ client: emptyDb.pool, root: makeRoot(home) })
  const sealed = keyring.seal('file', 'text')
  const mustOpen = async () => {
    // As a process that has just started would.
    const other = await openKeyring({ client: emptyDb.pool, root: await settleRoot(emptyDb, home) })
    expect(other.open('file', sealed).toString()).toBe('text')
  }
  for (const at of ['written', 'wrapped'] as const) {
    const cut = replaceRoot(emptyDb, home, (step) => {
      if (step === at) throw new Error('killed')
    })
    await expect(cut).rejects.toThrow('killed')
    await mustOpen()
  }
  // Half of a next one, as a full disk leaves it.
  writeFileSync(join(home, 'secret.key.next'), Buffer.alloc(7))
  await mustOpen()
  await replaceRoot(emptyDb, home)
  await mustOpen()
  expect(readdirSync(home)).not.toContain('secret.key.next')
})
