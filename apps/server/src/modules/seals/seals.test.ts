import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../platform/db.ts'
import { describe, expect, test } from '../../platform/testing.ts'
import { sealAlarms } from './alarm.ts'
import { fingerprintOf } from './chain.ts'
import { journals } from './journals.sql.ts'
import { leafHash } from './merkle.ts'
import { giveUpFuture, ROWS_OF_A_BATCH, seal } from './seal.ts'
import { decide, observe, sealAll, sealerOn, type TestSealer } from './testing.ts'
import { verifySeals } from './verify.ts'

/** Three runs over records and decisions, and what lies where. */
async function sealedHistory(db: Db) {
  const sealer = await sealerOn(db)
  const first = await observe(db.pool, 5)
  await sealAll(sealer)
  const second = await observe(db.pool, 5)
  const decision = await decide(db.pool)
  await sealAll(sealer)
  const third = await observe(db.pool, 2)
  const { checkpoint } = await sealAll(sealer)
  return { sealer, first, second, third, decision, checkpoint: checkpoint! }
}

/** As the superuser who owns the database: no trigger stops it. */
async function asSuperuser(db: Db, ...statements: string[]): Promise<void> {
  const client = await db.pool.connect()
  try {
    await client.query(`set session_replication_role = replica`)
    for (const statement of statements) await client.query(statement)
    await client.query('reset session_replication_role')
  } finally {
    client.release()
  }
}

const kindsOf = async (sealer: TestSealer) => (await verifySeals(sealer)).findings.map(({ kind }) => kind)

describe('sealing', () => {
  test('what was sealed holds, and a second run without news seals nothing', async ({ emptyDb }) => {
    const { sealer } = await sealedHistory(emptyDb)
    expect(await sealAll(sealer)).toMatchObject({ rows: 0, batches: 0 })
    expect(await verifySeals(sealer)).toEqual({
      batches: 4,
      rows: 13,
      checkpoints: 3,
      outside: { [sealer.place]: 3 },
      givenUp: [],
      erased: 0,
      findings: [],
      more: 0,
      holds: true,
    })
  })

  test('a row of a transaction that stays open for long is sealed when it ends, and none slips between', async ({
    emptyDb,
  }) => {
    const sealer = await sealerOn(emptyDb)
    const early = await observe(emptyDb.pool)
    expect(await sealAll(sealer)).toMatchObject({ rows: 1 })
    const slow = await emptyDb.pool.connect()
    await slow.query('begin')
    const held = await observe(slow)
    const later = await observe(emptyDb.pool, 3)
    // What is committed after the open transaction began waits with it.
    expect(await seal(sealer)).toMatchObject({ rows: 0 })
    const aborted = await emptyDb.pool.connect()
    await aborted.query('begin')
    await observe(aborted)
    await aborted.query('rollback')
    aborted.release()
    expect(await seal(sealer)).toMatchObject({ rows: 0 })
    await slow.query('commit')
    slow.release()
    expect(await sealAll(sealer)).toMatchObject({ rows: 4 })
    const { rows } = await emptyDb.pool.query<{ id: string }>(
      'select unnest(row_ids) as id from seal_batch order by number',
    )
    expect(rows.map(({ id }) => id).toSorted()).toEqual([...early, ...held, ...later].toSorted())
    expect(await kindsOf(sealer)).toEqual([])
  })

  test('many rows of one transaction become several batches', async ({ emptyDb }) => {
    const sealer = await sealerOn(emptyDb)
    const ids = await observe(emptyDb.pool, 2 * ROWS_OF_A_BATCH + 1)
    expect(await sealAll(sealer)).toMatchObject({ rows: ids.length, batches: 3 })
    await observe(emptyDb.pool)
    expect(await sealAll(sealer)).toMatchObject({ rows: 1, batches: 1 })
    await asSuperuser(emptyDb, `update record set reason = 'x' where id = '${ids[ROWS_OF_A_BATCH]}'`)
    expect((await verifySeals(sealer)).findings).toMatchObject([
      { kind: 'rowEdited', row: ids[ROWS_OF_A_BATCH], batch: 2 },
    ])
  })

  test('two that seal at once make one chain', async ({ emptyDb }) => {
    const sealer = await sealerOn(emptyDb)
    await observe(emptyDb.pool, 10)
    const runs = await Promise.all([sealAll(sealer), sealAll(sealer), sealAll(sealer)])
    expect(runs.reduce((sum, { rows }) => sum + rows, 0)).toBe(10)
    expect(await kindsOf(sealer)).toEqual([])
  })

  test('the bytes of a row are those that the description says', async ({ emptyDb }) => {
    const sealer = await sealerOn(emptyDb)
    const [id] = await observe(emptyDb.pool, 1, '写着"引号"')
    await sealAll(sealer)
    const { rows } = await emptyDb.pool.query<{ written: string; leaves: Buffer }>(
      'select (select written_in::text from record) as written, leaves from seal_batch',
    )
    const entry =
      `["record", "1", "450521", "${id}", "household", "018f0000-0000-7000-8000-000000000001", "450521100200", "2017-03-30", ` +
      `"2017-03-31 01:02:03.4+00", "018f0000-0000-7000-8000-000000000002", "form", ` +
      `${JSON.stringify('{"n": 1, "note": "写着\\"引号\\""}')}, ` +
      `null, null, "{}", null, null, null, null, null, "${rows[0]!.written}"]`
    expect(rows[0]!.leaves.toString('hex')).toBe(leafHash(Buffer.from(entry)).toString('hex'))
  })

  test('every column of a journal is sealed', async ({ db }) => {
    for (const { name, forms } of journals) {
      const { rows } = await db.pool.query<{ name: string }>(
        'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped',
        [name],
      )
      expect(rows.map((each) => each.name).toSorted(), name).toEqual([...forms.at(-1)!].toSorted())
    }
  })

  test('rows written after a restore into another cluster, whose transactions count anew, are sealed', async ({
    emptyDb,
  }) => {
    const sealer = await sealerOn(emptyDb)
    // As if these had come from a cluster that had counted much further.
    await emptyDb.pool.query(
      'alter table record alter column written_in set default (pg_current_xact_id()::text::bigint + 1000000)',
    )
    await sealAll(sealer)
    await emptyDb.pool.query(
      `update setting set value = value || '{"cluster": "another", "offset": 1000000}' where key = 'seals'`,
    )
    await observe(emptyDb.pool, 3)
    expect(await sealAll(sealer)).toMatchObject({ rows: 3 })
    const after = await observe(emptyDb.pool, 2)
    expect(await sealAll(sealer)).toMatchObject({ rows: after.length })
    expect(await kindsOf(sealer)).toEqual([])
  })
})

describe('verifying names the place, also against a superuser', () => {
  test('of an edited row', async ({ emptyDb }) => {
    const { sealer, second } = await sealedHistory(emptyDb)
    await asSuperuser(emptyDb, `update record set facts = '{"note": "another"}' where id = '${second[2]}'`)
    expect((await verifySeals(sealer)).findings).toEqual([
      expect.objectContaining({ kind: 'rowEdited', journal: 'record', row: second[2], batch: 2 }),
    ])
  })

  test('of a deleted row', async ({ emptyDb }) => {
    const { sealer, decision } = await sealedHistory(emptyDb)
    await asSuperuser(emptyDb, `delete from decision where id = '${decision}'`)
    expect((await verifySeals(sealer)).findings).toEqual([
      expect.objectContaining({ kind: 'rowDeleted', journal: 'decision', row: decision, batch: 3 }),
    ])
  })

  test('of a row that was inserted among sealed ones', async ({ emptyDb }) => {
    const { sealer, first } = await sealedHistory(emptyDb)
    const [forged] = await observe(emptyDb.pool)
    await asSuperuser(
      emptyDb,
      `update record set written_in = (select written_in from record where id = '${first[0]}') where id = '${forged}'`,
    )
    expect((await verifySeals(sealer)).findings).toEqual([
      expect.objectContaining({ kind: 'rowInserted', journal: 'record', row: forged }),
    ])
  })

  test('of rows that changed places', async ({ emptyDb }) => {
    const { sealer, first, third } = await sealedHistory(emptyDb)
    await asSuperuser(
      emptyDb,
      `update record a set written_in = b.written_in from record b
       where (a.id, b.id) in (('${first[1]}', '${third[0]}'), ('${third[0]}', '${first[1]}'))`,
    )
    const { findings } = await verifySeals(sealer)
    const moved = findings.filter(({ kind }) => kind === 'rowMoved').map(({ row }) => row)
    expect(moved).toEqual([first[1], third[0]])
  })

  test('of batches that were taken out, changed or exchanged', async ({ emptyDb }) => {
    const { sealer } = await sealedHistory(emptyDb)
    await asSuperuser(emptyDb, `create table kept as select * from seal_batch`)
    await asSuperuser(emptyDb, 'delete from seal_batch where number = 2')
    expect(await kindsOf(sealer)).toContain('batchesMissing')
    await asSuperuser(
      emptyDb,
      'delete from seal_batch; insert into seal_batch select * from kept',
      // The byte is turned over rather than set to a value, which it may have by chance.
      'update seal_batch set leaves = set_byte(leaves, 2, get_byte(leaves, 2) # 255) where number = 2',
    )
    expect((await verifySeals(sealer)).findings).toContainEqual(
      expect.objectContaining({ kind: 'batchEdited', batch: 2 }),
    )
    await asSuperuser(
      emptyDb,
      'delete from seal_batch; insert into seal_batch select * from kept',
      'update seal_batch set number = -number',
      'update seal_batch set number = case -number when 1 then 2 when 2 then 1 else -number end',
    )
    expect(await kindsOf(sealer)).toContain('chainBroken')
  })

  test('of an end that was cut off with everything that told of it in the database', async ({ emptyDb }) => {
    const { sealer, third } = await sealedHistory(emptyDb)
    await asSuperuser(
      emptyDb,
      `delete from record where id = any('{${third.join()}}')`,
      'delete from seal_batch where number = 4',
      'delete from seal_checkpoint where number = 3',
    )
    expect((await verifySeals(sealer)).findings).toContainEqual(
      expect.objectContaining({
        kind: 'truncated',
        checkpoint: 3,
        batch: 4,
        after: expect.objectContaining({ number: 2 }),
      }),
    )
  })

  test('of a journal that was emptied', async ({ emptyDb }) => {
    const { sealer } = await sealedHistory(emptyDb)
    await asSuperuser(emptyDb, 'truncate record, seal_batch, seal_checkpoint')
    const kinds = await kindsOf(sealer)
    expect(kinds.filter((kind) => kind === 'truncated')).toHaveLength(3)
  })

  test('of a rewrite of everything, sealed anew with the very key', async ({ emptyDb }) => {
    const second = mkdtempSync(join(tmpdir(), 'lika-second-'))
    const sealer = await sealerOn(emptyDb, second)
    const [id] = await observe(emptyDb.pool, 4)
    await sealAll(sealer)
    await observe(emptyDb.pool)
    await sealAll(sealer)
    await asSuperuser(
      emptyDb,
      `update record set facts = '{"note": "as if it had always been so"}' where id = '${id}'`,
      'truncate seal_batch, seal_checkpoint',
    )
    // Whoever has the machine seals all of it again and replaces the copies that lie on it.
    rmSync(sealer.place, { recursive: true })
    const forger = { ...sealer, places: [sealer.place] }
    await sealAll(forger)
    expect(await kindsOf({ ...forger, place: sealer.place })).toEqual([])
    const { findings } = await verifySeals(sealer)
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'rewritten', checkpoint: 1, where: expect.stringContaining(second) }),
    )
  })

  test('of a rewrite that a print on paper contradicts', async ({ emptyDb }) => {
    const { sealer, checkpoint, third } = await sealedHistory(emptyDb)
    const printed = { number: checkpoint.number, fingerprint: fingerprintOf(checkpoint.body) }
    expect((await verifySeals(sealer, { printed })).holds).toBe(true)
    await asSuperuser(
      emptyDb,
      `update record set reason = 'changed' where id = '${third[0]}'`,
      'truncate seal_batch, seal_checkpoint',
    )
    rmSync(sealer.place, { recursive: true })
    for (let run = 0; run < 3; run += 1) {
      await observe(emptyDb.pool)
      await sealAll(sealer)
    }
    expect((await verifySeals(sealer)).holds).toBe(true)
    expect((await verifySeals(sealer, { printed })).findings).toMatchObject([
      { kind: 'printDiffers', checkpoint: 3 },
    ])
  })

  test('of a checkpoint that was deleted in the database alone', async ({ emptyDb }) => {
    const { sealer } = await sealedHistory(emptyDb)
    await asSuperuser(emptyDb, 'delete from seal_checkpoint where number = 2')
    expect((await verifySeals(sealer)).findings).toEqual([
      expect.objectContaining({ kind: 'checkpointDeleted', checkpoint: 2, where: sealer.place }),
    ])
  })

  test('of a row that was inserted behind the last one that was sealed', async ({ emptyDb }) => {
    const { sealer, third } = await sealedHistory(emptyDb)
    const [forged] = await observe(emptyDb.pool)
    // Right after the last row, in a transaction below the horizon of the last run.
    await asSuperuser(
      emptyDb,
      `update record set written_in = (select written_in from record where id = '${third.at(-1)}'),
         id = 'ffffffff-ffff-7fff-bfff-ffffffffffff' where id = '${forged}'`,
    )
    expect((await verifySeals(sealer)).findings).toEqual([
      expect.objectContaining({ kind: 'rowInserted', row: 'ffffffff-ffff-7fff-bfff-ffffffffffff' }),
    ])
  })

  test('of a checkpoint outside that was edited, forged or lost', async ({ emptyDb }) => {
    const { sealer } = await sealedHistory(emptyDb)
    const file = join(sealer.place, readdirSync(sealer.place).find((name) => name.endsWith('.txt'))!)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('rows record 10', 'rows record 11'))
    expect((await verifySeals(sealer)).findings).toEqual([
      expect.objectContaining({ kind: 'signatureWrong', checkpoint: 2, where: file }),
    ])
    writeFileSync(file, text.slice(text.indexOf('\n\nlika')))
    expect(await kindsOf(sealer)).toEqual(['outsideMissing'])
    writeFileSync(file, text)
    appendFileSync(file, '\nlika checkpoint 1\nnumber 4\n')
    expect(await kindsOf(sealer)).toEqual([])
  })
})

describe('what lies outside', () => {
  test('a second place that was away catches up, and the database itself refuses to change a seal', async ({
    emptyDb,
  }) => {
    const { sealer } = await sealedHistory(emptyDb)
    const second = join(sealer.place, 'second')
    const both = { ...sealer, places: [sealer.place, second] }
    await sealAll(both)
    expect((await verifySeals(both)).outside).toEqual({ [sealer.place]: 3, [second]: 3 })
    for (const statement of [
      'update seal_batch set journal = journal',
      'delete from seal_checkpoint',
      'truncate seal_batch',
    ]) {
      await expect(emptyDb.pool.query(statement)).rejects.toThrow('only appended to')
    }
  })

  test('after a restore to an earlier moment the lost future is found, and is given up by saying so', async ({
    emptyDb,
  }) => {
    const { sealer, third } = await sealedHistory(emptyDb)
    await asSuperuser(
      emptyDb,
      `delete from record where id = any('{${third.join()}}')`,
      'delete from seal_batch where number = 4',
      'delete from seal_checkpoint where number = 3',
    )
    await observe(emptyDb.pool)
    await sealAll(sealer)
    expect(await kindsOf(sealer)).toContain('rewritten')
    expect(await giveUpFuture(sealer, 'disk lost,\nrestored to 10:00')).toEqual([
      { from: 3, to: 3, reason: 'disk lost, restored to 10:00' },
    ])
    expect(await verifySeals(sealer)).toMatchObject({ holds: true, givenUp: [{ from: 3, to: 3 }] })
    expect(await giveUpFuture(sealer, 'again')).toEqual([])
  })
})

describe('a gap raises an alarm', () => {
  const alarms = async (sealer: TestSealer) =>
    (await sealAlarms(sealer.db.pool, sealer.clock, '2017-03-31T02:00:00Z')).map(({ reason }) => reason)

  test('when the sealer has stood still for ten minutes, also if it never ran', async ({ emptyDb }) => {
    const sealer = await sealerOn(emptyDb)
    expect(await alarms(sealer)).toEqual([])
    sealer.clock.set('2017-03-31T02:10:01Z')
    expect(await alarms(sealer)).toEqual(['stopped'])
    await sealAll(sealer)
    expect(await alarms(sealer)).toEqual([])
    sealer.clock.set('2017-03-31T02:20:01Z')
    expect(await alarms(sealer)).toEqual([])
    sealer.clock.set('2017-03-31T02:20:02Z')
    expect(await alarms(sealer)).toEqual(['stopped'])
  })

  test('when a transaction holds it back for ten minutes', async ({ emptyDb }) => {
    const sealer = await sealerOn(emptyDb)
    await sealAll(sealer)
    const slow = await emptyDb.pool.connect()
    await slow.query('begin')
    await observe(slow)
    await observe(emptyDb.pool)
    for (const minute of ['01', '06', '12']) {
      sealer.clock.set(`2017-03-31T02:${minute}:30Z`)
      await seal(sealer)
    }
    expect(await alarms(sealer)).toEqual(['held'])
    await slow.query('commit')
    slow.release()
    await sealAll(sealer)
    expect(await alarms(sealer)).toEqual([])
  })

  test('when a place outside cannot be written, and nothing is lost by it', async ({ emptyDb }) => {
    const sealer = await sealerOn(emptyDb)
    const place = join(sealer.place, 'away')
    writeFileSync(place, 'a file where the folder should be')
    const both = { ...sealer, places: [sealer.place, place] }
    await observe(emptyDb.pool)
    await sealAll(both)
    expect(await alarms(sealer)).toEqual(['outside'])
    rmSync(place)
    await seal(both)
    expect(await alarms(sealer)).toEqual([])
    expect((await verifySeals(both)).outside[place]).toBe(1)
  })
})
