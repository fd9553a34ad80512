import { createHash, randomBytes } from 'node:crypto'
import { listDataKeys, openKeyring } from '../../../platform/crypto/index.ts'
import type { Db } from '../../../platform/db.ts'
import { keepText, keyOfFile, readKeptText } from '../../../platform/files.ts'
import {
  listKeys,
  openTokens,
  openValue,
  rotateKeys,
  sealValue,
  secretTables,
  tokenOf,
} from '../../../platform/sealed/index.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { expect, idNumberOf, test } from '../../../testing.ts'
import { sealExisting } from './seal-existing.ts'

const secrets = {
  idNumber: idNumberOf(5_551),
  phone: '13855512345',
  householdPhone: '13755512345',
  bankAccount: '6217005551234567890',
}

/** Every value of every table as text. */
async function everything(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const { rows: all } = await db.pool.query(`select t::text as row from ${name} t`)
      return all.map(({ row }) => row).join('\n')
    }),
  )
  return texts.join('\n')
}

test('a household is registered, found, compared and unmasked, and its numbers lie nowhere in clear', async ({
  api,
  db,
  aHousehold,
}) => {
  const { id, members } = await aHousehold({
    phone: secrets.householdPhone,
    bankAccount: secrets.bankAccount,
    members: [{ name: '金丝雀', idNumber: secrets.idNumber, phone: secrets.phone }],
  })
  await api.appendRecord({
    body: {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: id,
      observedOn: '2017-02-01',
      facts: { phone: secrets.householdPhone },
    },
  })
  const text = await everything(db)
  for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
  const household = await api.getHousehold({ params: { id } })
  const shown = JSON.stringify(household)
  expect(shown).toContain('137****2345')
  expect(shown).not.toContain('sealed:')
  // The same number again is no contradiction.
  expect(household.contradictions).toEqual([])
  const { households } = await api.search({ body: { text: secrets.idNumber, region: '450521' } })
  expect(households?.items.map((each) => each.id)).toEqual([id])
  const body = {
    id: uuidv7(),
    subjectKind: 'person',
    subjectId: members[0]!,
    fact: 'idNumber',
    purpose: '核对',
  } as const
  expect(await api.unmaskFact({ body })).toMatchObject({ value: secrets.idNumber })
})

test('the hash that a number is found by is made with a key, which is not in the database', async ({
  db,
  installation,
  aHousehold,
}) => {
  const idNumber = idNumberOf(5_553)
  const { members } = await aHousehold({ members: [{ idNumber }] })
  const { rows } = await db.pool.query('select id_hash from person_identity where person_id = $1', [
    members[0],
  ])
  const hash: Buffer = rows[0].id_hash
  expect(hash).toEqual(installation.keyring.hash('identity', idNumber))
  for (const plain of ['sha256', 'sm3', 'md5'])
    expect(hash).not.toEqual(createHash(plain).update(idNumber).digest())
})

test('a ciphertext that was moved to another stand-in, or passed for another kind, opens nothing', async ({
  installation,
}) => {
  const { keyring } = installation
  const one = sealValue(keyring, 'phone', '13655500001')
  const other = sealValue(keyring, 'phone', '13655500002')
  expect(openValue(keyring, one)).toBe('13655500001')
  expect(() => openValue(keyring, { ...one, token: other.token })).toThrow('cannot be opened')
  expect(() => openValue(keyring, { ...one, kind: 'bankName' })).toThrow('cannot be opened')
})

test('two numbers on one day are a contradiction, one number under two keys is none', async ({
  api,
  db,
  installation,
  aHousehold,
}) => {
  const { id } = await aHousehold({ members: 1 })
  const record = (phone: string) =>
    api.appendRecord({
      body: {
        id: uuidv7(),
        subjectKind: 'household',
        subjectId: id,
        observedOn: '2017-02-02',
        facts: { phone },
      },
    })
  await record('13655500001')
  const { key, keyring, imports } = installation
  await rotateKeys({ db, root: key, keyring, files: imports })
  await record('13655500001')
  expect((await api.getHousehold({ params: { id } })).contradictions).toEqual([])
  await record('13655500002')
  const { contradictions } = await api.getHousehold({ params: { id } })
  expect(contradictions).toMatchObject([{ fact: 'phone' }])
})

test('a text that could be taken for a stand-in is refused', async ({ api, installation, aHousehold }) => {
  const { id } = await aHousehold({ members: 1 })
  const bankName = tokenOf(installation.keyring, 'phone', '13655500003')
  const body = {
    id: uuidv7(),
    subjectKind: 'household',
    subjectId: id,
    observedOn: '2017-02-02',
    facts: { bankName },
  } as const
  await expect(api.appendRecord({ body })).rejects.toMatchObject({ problem: { status: 422 } })
})

test('what an earlier version left in clear is encrypted in place, killed at any batch, and a request sent again is the same', async ({
  api,
  db,
  installation,
  aHousehold,
}) => {
  const { catalogue, keyring } = installation.registry
  const phone = '13955500001'
  const { id, members } = await aHousehold({ phone, members: [{ idNumber: idNumberOf(5_552) }] })
  const body = {
    id: uuidv7(),
    subjectKind: 'household',
    subjectId: id,
    observedOn: '2017-02-03',
    facts: { phone: '13955500002' },
  } as const
  await api.appendRecord({ body })
  // As it was before: numbers in journal and snapshots, plain digests.
  const { rows: tokens } = await db.pool.query<{ token: string }>('select token from sealed_value')
  const opened = await openTokens(
    db.pool,
    keyring,
    tokens.map(({ token }) => token),
  )
  const digests = new Map<string, Buffer>()
  for (const { id: record } of (
    await db.pool.query<{ id: string }>('select id from record where body_sha256 is not null')
  ).rows) {
    const plain = randomBytes(32)
    digests.set(record, keyring.hash('lookup', plain))
    await db.pool.query('update record set body_sha256 = $2 where id = $1', [record, plain])
  }
  for (const [token, { value }] of opened) {
    await db.pool.query(
      `update record set facts = replace(facts::text, $1, $2)::jsonb where facts::text like '%' || $1 || '%'`,
      [token, value],
    )
    await db.pool.query('update household_snapshot set phone = $2 where phone = $1', [token, value])
    await db.pool.query('update person_snapshot set id_number = $2 where id_number = $1', [token, value])
  }
  await db.pool.query(`delete from setting where key = 'sealedFacts'`)
  await db.pool.query('truncate sealed_value')
  expect(await everything(db)).toContain(phone)
  // Killed after each batch, and begun again.
  const killed = new Error('killed')
  for (let turn = 0; ; turn++) {
    let batches = 0
    const run = sealExisting(db, {
      catalogue,
      keyring,
      batch: 3,
      onProgress: () => {
        if (batches++ === 1) throw killed
      },
    })
    const done = await run.then(
      () => true,
      (error) => {
        if (error !== killed) throw error
        return false
      },
    )
    if (done) break
    expect(turn).toBeLessThan(500)
  }
  const text = await everything(db)
  for (const { value } of opened.values()) expect(text).not.toContain(value)
  for (const [record, digest] of digests) {
    const { rows } = await db.pool.query('select body_sha256 from record where id = $1', [record])
    expect(rows[0].body_sha256).toEqual(digest)
  }
  expect(await sealExisting(db, { catalogue, keyring })).toBe(0)
  const asked = {
    id: uuidv7(),
    subjectKind: 'person',
    subjectId: members[0]!,
    fact: 'idNumber',
    purpose: '核对',
  } as const
  expect(await api.unmaskFact({ body: asked })).toMatchObject({ value: idNumberOf(5_552) })
  const unmasked = {
    id: uuidv7(),
    subjectKind: 'household',
    subjectId: id,
    fact: 'phone',
    purpose: '核对',
  } as const
  expect(await api.unmaskFact({ body: unmasked })).toMatchObject({ value: '13955500002' })
})

test('every secret that is sealed in a column of its own is known to the rotation', async ({ db }) => {
  const { rows } = await db.pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'secret'
     order by 1`,
  )
  expect(rows.map(({ name }) => name)).toEqual([...secretTables])
})

test('keys are replaced under everything, killed at random batches; every value opens at every moment', async ({
  db,
  installation,
}) => {
  const { key, keyring, imports } = installation
  const values = Array.from({ length: 60 }, (_, index) => `1${3_955_600_000 + index}`)
  for (const value of values) {
    const { token, kind, keyId, sealed } = sealValue(keyring, 'phone', value)
    await db.pool.query(
      'insert into sealed_value (token, kind, key_id, sealed) values ($1, $2, $3, $4) on conflict do nothing',
      [token, kind, keyId, sealed],
    )
  }
  const tokens = values.map((value) => tokenOf(keyring, 'phone', value))
  const secrets = Array.from({ length: 5 }, () => ({ id: uuidv7(), secret: randomBytes(20) }))
  for (const { id, secret } of secrets) {
    await db.pool.query(
      `insert into account_totp (id, account_id, secret, label, last_step, added_at)
       values ($1, (select id from account limit 1), $2, 'phone', 0, now())`,
      [id, keyring.seal('secret', secret, id)],
    )
  }
  const file = await keepText(imports, '一份上传的名单')
  const fileKey = await keyOfFile(imports.filesFolder, file)
  const mustOpenAll = async () => {
    // As another process that has just started would.
    const other = await openKeyring({ client: db.pool, root: key })
    const opened = await openTokens(db.pool, other, tokens)
    expect(tokens.map((token) => opened.get(token)?.value)).toEqual(values)
    const { rows } = await db.pool.query<{ id: string; secret: Buffer }>(
      'select id, secret from account_totp',
    )
    const found = new Map(rows.map(({ id, secret }) => [id, other.open('secret', secret, id)]))
    for (const { id, secret } of secrets) expect(found.get(id)).toEqual(secret)
  }
  const before = (await listDataKeys(db.pool)).length
  const killed = new Error('killed')
  let kills = 0
  for (;;) {
    let batches = 0
    const last = 1 + Math.floor(Math.random() * 3)
    const onProgress = (done: number, total: number) => {
      if (++batches === last && kills < 8 && done < total) throw killed
    }
    try {
      const rotated = await rotateKeys({ db, root: key, keyring, files: imports, batch: 2, onProgress })
      expect(rotated.newKeys).toBe(kills === 0)
      break
    } catch (error) {
      if (error !== killed) throw error
      kills += 1
      await mustOpenAll()
    }
  }
  expect(kills).toBeGreaterThan(3)
  await mustOpenAll()
  expect(await keyOfFile(imports.filesFolder, file)).toBe(imports.keyring.activeKey('file'))
  expect(fileKey).not.toBe(imports.keyring.activeKey('file'))
  expect(await readKeptText(imports, file)).toBe('一份上传的名单')
  // One new key for each purpose that seals or signs, however often it was killed.
  expect((await listDataKeys(db.pool)).length - before).toBe(4)
  const keys = await listKeys({ db, files: imports })
  for (const { purpose, retiredAt, uses } of keys) {
    if (retiredAt !== null && uses !== null) expect([purpose, uses]).toEqual([purpose, 0])
  }
})
