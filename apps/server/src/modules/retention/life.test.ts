/**
 * The life of a person in the registry: told, registered, corrected, asking, gone, and thirty years later erased. The clock
 * is moved; everything else is the whole server.
 */

import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { aJpeg } from '../../testing/photos.ts'
import {
  test as base,
  clientOf,
  county,
  describe,
  expect,
  idNumberOf,
  refusalOf,
  send,
  signIn,
} from '../../testing.ts'
import { verifyFolds } from '../registry/index.ts'
import { seal, verifySeals } from '../seals/index.ts'
import { runRetention, runRetentionDaily } from './index.ts'

/** A clock that can be set to any instant, days and all. */
function lifeClock() {
  let instant = Date.parse('2017-03-31T02:00:00Z')
  return {
    now: () => new Date(instant++).toISOString(),
    today: () => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10),
    learnOn: (day: string) => {
      instant = Date.parse(`${day}T02:00:00Z`)
    },
  }
}

const test = base
  .extend('clock', { scope: 'file' }, () => lifeClock())
  // Sessions end while years pass: each call enters anew.
  .extend(
    'as',
    { scope: 'file' },
    ({ app }) =>
      (account: string) =>
        clientOf(app, () => signIn(app, account)),
  )
  .extend('life', { scope: 'file' }, ({ installation }) => {
    const { registry, db, policies, seals } = installation
    const deps = { registry, system: db }
    return {
      deps,
      run: () => runRetention(deps),
      daily: () => runRetentionDaily(deps),
      sealed: async () => {
        await seal(seals)
        return verifySeals(seals)
      },
      differences: async () => {
        const all = await withTransaction(db, (tx) => verifyFolds(tx, policies.catalogue, () => {}), {
          isolation: 'repeatable read',
          readOnly: true,
        })
        return all.filter(({ missing, extra }) => missing > 0 || extra > 0)
      },
    }
  })

const secret = { name: '鸢尾花生', idNumber: idNumberOf(9_001), phone: '13877700111', illness: '蓝鸢综合征' }

async function everything(pool: { query: (sql: string) => Promise<{ rows: unknown[] }> }): Promise<string> {
  const { rows } = (await pool.query(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'audit_event'`,
  )) as { rows: { name: string }[] }
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const all = (await pool.query(`select t::text as row from ${name} t`)) as { rows: { row: string }[] }
      return all.rows.map(({ row }) => row).join('\n')
    }),
  )
  return texts.join('\n')
}

describe('the notice', () => {
  test('is published in versions, of which one holds on a day and none is ever changed', async ({
    as,
    clock,
    db,
  }) => {
    clock.learnOn('2017-03-31')
    const security = as('security')
    expect((await security.listPrivacyNotices()).items).toEqual([])
    const { draft } = await security.listPrivacyNotices()
    expect(draft.handled.flatMap(({ facts }) => facts.map(({ zh }) => zh))).toContain('证件号码')
    const notice = {
      version: 1,
      validFrom: '2017-03-31',
      handler: '合浦县扶贫办',
      contact: '0779-0000000',
      reason: '首次发布',
    }
    const first = await security.publishPrivacyNotice({ body: notice })
    expect(first).toMatchObject({ version: 1, state: 'inForce', content: { handler: '合浦县扶贫办' } })
    // Sent twice it is one; another of the same number, or of an earlier day, is refused.
    expect(await security.publishPrivacyNotice({ body: notice })).toMatchObject({ version: 1 })
    expect(
      await refusalOf(security.publishPrivacyNotice({ body: { ...notice, contact: '别处' } })),
    ).toMatchObject({ status: 409 })
    expect(await refusalOf(security.publishPrivacyNotice({ body: { ...notice, version: 2 } }))).toMatchObject(
      { status: 422, field: 'validFrom' },
    )
    await security.publishPrivacyNotice({
      body: { ...notice, version: 2, validFrom: '2017-05-01', reason: '改了联系电话' },
    })
    const { items } = await security.listPrivacyNotices()
    expect(items.map(({ version, state, validTo }) => [version, state, validTo])).toEqual([
      [2, 'coming', null],
      [1, 'inForce', '2017-04-30'],
    ])
    await expect(db.pool.query(`update privacy_notice set valid_from = '2018-01-01'`)).rejects.toThrow()
    await expect(db.pool.query('delete from privacy_notice')).rejects.toThrow()
    expect(await refusalOf(as('county').publishPrivacyNotice({ body: notice }))).toMatchObject({
      status: 403,
    })
  })
})

test('a person is told, asks, is corrected, leaves, and after thirty years is erased by two signatures', {
  timeout: 300_000,
}, async ({ api, as, app, db, life, clock, aHousehold }) => {
  clock.learnOn('2017-04-03')
  const { id: household, members } = await aHousehold({
    members: [{ name: '留下的人' }, { name: secret.name, idNumber: secret.idNumber, phone: secret.phone }],
  })
  const person = members[1]!
  const photo = aJpeg()
  const upload = await send(app, {
    method: 'POST',
    url: '/api/evidence',
    headers: {
      cookie: await signIn(app, 'county'),
      'content-type': 'multipart/form-data; boundary=x',
    },
    payload: Buffer.concat([
      Buffer.from(
        '--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n',
      ),
      photo,
      Buffer.from('\r\n--x--\r\n'),
    ]),
  })
  const sha256 = upload.json().sha256 as string
  await api.appendRecord({
    body: {
      id: uuidv7(),
      subjectKind: 'person',
      subjectId: person,
      observedOn: '2017-04-01',
      facts: { illnessName: secret.illness },
      evidence: [sha256],
      reason: `${secret.name}的病历`,
    },
  })

  // Told: the version of that day, with who and how.
  const told = { id: uuidv7(), version: 1, way: 'readAloud', on: '2017-04-03' } as const
  const rights = await as('town').tellNotice({ params: { id: person }, body: told })
  expect(rights.told).toMatchObject([{ version: 1, way: 'readAloud', by: 'town' }])
  expect(await as('town').tellNotice({ params: { id: person }, body: told })).toEqual(rights)
  expect(
    await refusalOf(api.tellNotice({ params: { id: person }, body: { ...told, id: uuidv7(), version: 2 } })),
  ).toMatchObject({ status: 422, field: 'version', expected: 1 })

  // Asks: seen by the office until it is answered, and by nobody elsewhere.
  const request = {
    id: uuidv7(),
    kind: 'deletion',
    receivedOn: '2017-04-03',
    wish: '请删除我的信息',
  } as const
  await api.receiveRequest({ params: { id: person }, body: request })
  const open = await api.listOpenRequests({ query: { region: county } })
  expect(open.items).toMatchObject([{ id: request.id, kind: 'deletion', name: secret.name, days: 0 }])
  expect((await as('otherCounty').listOpenRequests({ query: { region: 'all' } })).items).toEqual([])
  const elsewhere = as('otherCounty')
  for (const call of [
    () => elsewhere.getPersonRights({ params: { id: person } }),
    () => elsewhere.tellNotice({ params: { id: person }, body: { ...told, id: uuidv7() } }),
    () => elsewhere.receiveRequest({ params: { id: person }, body: { ...request, id: uuidv7() } }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ status: 404, code: 'registry.notFound' })
  }
  const params = { id: person, requestId: request.id }
  const answer = { id: uuidv7(), outcome: 'deletion', answeredOn: '2017-04-03', ground: '本人申请' } as const
  // Whoever is registered cannot be deleted by an answer.
  expect(await refusalOf(api.answerRequest({ params, body: answer }))).toMatchObject({
    status: 409,
    code: 'rights.stillRegistered',
  })
  const refused = { ...answer, outcome: 'refused', ground: '仍在册，登记是法定职责所必需' } as const
  const answered = await api.answerRequest({ params, body: refused })
  expect(answered.requests).toMatchObject([{ answer: { outcome: 'refused', by: 'county' } }])
  expect((await api.listOpenRequests({ query: { region: county } })).items).toEqual([])
  expect(await refusalOf(api.answerRequest({ params, body: { ...refused, id: uuidv7() } }))).toMatchObject({
    status: 409,
    code: 'rights.answered',
  })

  // Leaves.
  clock.learnOn('2017-06-01')
  await api.applyOperation({
    body: {
      id: uuidv7(),
      kind: 'endPerson',
      personId: person,
      effectiveOn: '2017-06-01',
      because: 'death',
      reason: '病故',
    },
  })
  expect((await life.sealed()).holds).toBe(true)
  expect(await life.run()).toMatchObject({ proposed: 0, erased: 0 })

  // A day before thirty years are over nothing is proposed; the day after it is, to be seen by administrators alone.
  clock.learnOn('2047-05-30')
  expect((await life.run()).proposed).toBe(0)
  clock.learnOn('2047-06-02')
  expect(await life.daily()).toMatchObject({ proposed: 1 })
  expect(await life.daily()).toBeUndefined()
  const list = (who: 'system' | 'security') => as(who).listErasures({ query: { region: county } })
  const [row] = (await list('system')).items
  expect(row).toMatchObject({
    subjectKind: 'person',
    because: 'period',
    endedOn: '2017-06-01',
    state: 'proposed',
  })
  expect(JSON.stringify(await list('system'))).not.toContain(secret.name)
  expect(await refusalOf(api.listErasures({ query: { region: county } }))).toMatchObject({ status: 403 })

  // Held with a ground, released, signed by one: nothing goes. By the same again: still one.
  const id = row!.id
  await as('system').holdErasure({ params: { id }, body: { because: '档案馆要求暂缓' } })
  expect(await refusalOf(as('security').signErasures({ body: { ids: [id] } }))).toMatchObject({ status: 409 })
  await as('system').releaseErasure({ params: { id }, body: { because: '档案馆已同意' } })
  await as('system').signErasures({ body: { ids: [id] } })
  await as('system').signErasures({ body: { ids: [id] } })
  expect((await list('security')).items).toMatchObject([{ state: 'signedOnce', maySign: true }])
  expect((await list('system')).items).toMatchObject([{ maySign: false }])
  expect((await life.run()).erased).toBe(0)
  expect(await everything(db.pool)).toContain(secret.name)
  // Two accounts of one person are one hand.
  const staff = uuidv7()
  await db.pool.query(
    `with made as (insert into unit (id, kind, name, region_code) values ($1, 'office', '信息科', $2) returning id)
     insert into staff (id, unit_id, name) select id, id, '郑一' from made`,
    [staff, county],
  )
  const belongTo = (whose: string | null) =>
    db.pool.query(`update account set staff_id = $1 where name in ('system', 'security')`, [whose])
  await belongTo(staff)
  expect(await refusalOf(as('security').signErasures({ body: { ids: [id] } }))).toMatchObject({
    status: 403,
    code: 'erasure.sameHand',
  })
  await belongTo(null)
  await as('security').signErasures({ body: { ids: [id] } })
  expect((await life.run()).erased).toBe(1)

  // Nothing says who it was, no value opens, and nobody is found by the number.
  const text = await everything(db.pool)
  for (const word of [secret.name, secret.illness, secret.idNumber, secret.phone])
    expect(text).not.toContain(word)
  const { rows: left } = await db.pool.query(
    `select from sealed_value v where not exists (
       select from record r, jsonb_each_text(r.facts) f where f.value = v.token)`,
  )
  expect(left).toEqual([])
  const found = await api.search({ body: { text: secret.idNumber, region: county } })
  expect(found.households?.items).toEqual([])
  // The household stands, with the other member; the folds are those of the journals; the seals hold, and tell.
  const after = await api.getHousehold({ params: { id: household } })
  expect(after.members.map(({ name }) => name)).toEqual(['留下的人'])
  expect(await life.differences()).toEqual([])
  const verified = await life.sealed()
  expect(verified).toMatchObject({ holds: true, findings: [] })
  expect(verified.erased).toBeGreaterThan(2)
  expect((await list('system')).items).toMatchObject([{ state: 'done' }])
  expect(
    await refusalOf(as('system').holdErasure({ params: { id }, body: { because: '太晚了' } })),
  ).toMatchObject({
    status: 409,
  })

  // An emptied row cannot be filled again, and a list that no event vouches for counts for nothing.
  const { rows: emptied } = await db.pool.query<{ id: string }>(
    `select id from erased_row where journal = 'record' limit 1`,
  )
  await db.pool.query(`update record set facts = facts || '{"name": "另一个人"}' where id = $1`, [
    emptied[0]!.id,
  ])
  expect((await life.sealed()).findings).toMatchObject([{ kind: 'rowEdited', row: emptied[0]!.id }])
  await db.pool.query(`update record set facts = facts - 'name' where id = $1`, [emptied[0]!.id])
  const { rows: other } = await db.pool.query<{ id: string }>(
    `update record set facts = facts || '{"houseArea": "999"}' where subject_id = $1 returning id`,
    [household],
  )
  const forged = async (name: string) =>
    db.pool.query(
      `insert into erased_row select 'record', r.id, 1, $2, b.leaf, $3 from record r,
         lateral (select substring(leaves from (place::int - 1) * 32 + 1 for 32) as leaf from seal_batch,
           unnest(row_ids) with ordinality u (row_id, place) where journal = 'record' and row_id = r.id) b where r.id = $1`,
      [name, id, Buffer.alloc(32)],
    )
  await forged(other[0]!.id)
  expect((await life.sealed()).holds).toBe(false)
})

test('who asked to be deleted and is no longer registered is proposed at once; who is registered again is not', async ({
  api,
  as,
  db,
  life,
  clock,
  aHousehold,
}) => {
  clock.learnOn('2017-07-01')
  const { members } = await aHousehold({ members: 2 })
  const person = members[1]!
  const request = { id: uuidv7(), kind: 'deletion', receivedOn: '2017-07-01', wish: '我从未申请过' } as const
  await api.receiveRequest({ params: { id: person }, body: request })
  await api.applyOperation({
    body: {
      id: uuidv7(),
      kind: 'endPerson',
      personId: person,
      effectiveOn: '2017-07-01',
      because: 'duplicate',
      reason: '登记有误',
    },
  })
  const rights = await api.answerRequest({
    params: { id: person, requestId: request.id },
    body: { id: uuidv7(), outcome: 'deletion', answeredOn: '2017-07-01', ground: '登记有误，同意删除' },
  })
  expect(rights.erasure).toMatchObject({ state: 'proposed', dueOn: '2017-07-01' })
  const { items } = await as('system').listErasures({ query: { region: county, state: 'proposed' } })
  expect(items).toMatchObject([{ because: 'request' }])
  expect(await refusalOf(as('countySecurity').signErasures({ body: { ids: [uuidv7()] } }))).toMatchObject({
    status: 404,
  })
  // Registered again: what was proposed falls away.
  await db.pool.query(
    `update person_snapshot set ended_because = null where person_id = $1 and valid_to = 'infinity'`,
    [person],
  )
  await life.run()
  expect((await as('system').listErasures({ query: { region: county, state: 'proposed' } })).items).toEqual(
    [],
  )
})

test('what is left behind goes by itself when its time is over: sessions, sheets, photos, numbers, and it is written down', async ({
  db,
  life,
  clock,
}) => {
  clock.learnOn('2017-08-01')
  const stale = uuidv7()
  await db.pool.query(
    `insert into session (token_hash, id, account_id, factors, regions, made_at, last_used_at, idle_until, valid_until)
     select sha256('x'), $1, id, '{demo}', '{}', '2016-01-01', '2016-01-01', '2016-01-02', '2016-01-02' from account limit 1`,
    [stale],
  )
  const before = await db.pool.query(`select count(*)::int as n from sealed_value`)
  await db.pool.query(
    `insert into sealed_value (token, kind, key_id, sealed)
     select 'sealed:AAAAAAAAAAAA:AAAAAAAAAAAAAAAA:11', 'phone', min(id), 'x' from data_key`,
  )
  const { removed } = await life.run()
  expect(removed).toMatchObject({ numbers: 1 })
  expect(removed.sessions).toBeGreaterThan(0)
  expect((await db.pool.query('select from session where id = $1', [stale])).rows).toEqual([])
  expect((await db.pool.query(`select count(*)::int as n from sealed_value`)).rows).toEqual(before.rows)
  const { rows } = await db.pool.query<{ detail: Record<string, number> }>(
    `select detail from audit_event where action = 'job:retention' order by id desc limit 1`,
  )
  expect(rows[0]!.detail).toMatchObject({ numbers: 1 })
})
