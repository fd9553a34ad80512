import { randomBytes } from 'node:crypto'
import { expect, test } from '../testing.ts'
import {
  keyIdOf,
  keyringOf,
  listDataKeys,
  openKeyring,
  purposes,
  replaceKey,
  type SuiteName,
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
  await replaceKey(emptyDb.pool, root, keyring.suite, 'fact')
  await replaceKey(emptyDb.pool, root, keyring.suite, 'checkpoint')
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
