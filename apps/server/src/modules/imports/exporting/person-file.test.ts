import { uuidv7 } from '../../../platform/uuid.ts'
import { send, signIn } from '../../../testing.ts'
import { expect, idNumberOf, readSheetRows, test } from '../testing.ts'

test('a person gets a copy of all that is recorded, corrections included; who gave it out and what for is kept', async ({
  app,
  api,
  db,
  aHousehold,
}) => {
  const idNumber = idNumberOf(8_880_001, '1970-01-02')
  const { members } = await aHousehold({ members: [{ idNumber, name: '何一', education: 'primary' }] })
  const person = members[0]!
  const record = uuidv7()
  const said = {
    subjectKind: 'person',
    subjectId: person,
    observedOn: '2017-02-01',
  } as const
  await api.appendRecord({ body: { ...said, id: record, facts: { education: 'juniorSecondary' } } })
  await api.appendRecord({
    body: {
      ...said,
      id: uuidv7(),
      corrects: record,
      reason: '写错了',
      facts: { education: 'seniorSecondary' },
    },
  })
  const ask = async (account: string, purpose: string) =>
    send(app, {
      method: 'POST',
      url: `/api/persons/${person}/file`,
      headers: { cookie: await signIn(app, account) },
      payload: { purpose },
    })
  const answer = await ask('county', '本人申请查阅')
  expect(answer.statusCode).toBe(200)
  const now = await readSheetRows(answer.rawPayload)
  expect(now.find(([label]) => label === '证件号码')?.[1]).toBe(idNumber)
  expect(now.find(([label]) => label === '文化程度')?.[1]).toMatch(/高中/)
  const all = await readSheetRows(answer.rawPayload, '全部记录')
  const schooling = all.filter((row) => row[2] === '文化程度').map((row) => [row[3], row[7]])
  expect(schooling).toEqual([
    ['小学', null],
    ['初中', '已更正'],
    ['高中', null],
  ])
  const { rows } = await db.pool.query(
    `select fact, purpose from unmasking where subject_id = $1 order by asked_at`,
    [person],
  )
  expect(rows).toEqual([{ fact: 'personFile', purpose: '本人申请查阅' }])
  const { rows: events } = await db.pool.query(
    `select kind, purpose from audit_event where action = 'exportPersonFile' and subject_id = $1 and result = 'done'`,
    [person],
  )
  expect(events).toContainEqual({ kind: 'export', purpose: '本人申请查阅' })
  expect((await ask('otherCounty', '本人申请查阅')).statusCode).toBe(404)
  expect((await ask('leader', '本人申请查阅')).statusCode).toBe(403)
  expect((await ask('county', ' ')).statusCode).toBe(400)
})

test('the copy arrives whole over a connection as well, though it is asked for with a body', async ({
  app,
  aHousehold,
}) => {
  const { members } = await aHousehold({ members: [{ name: '何二' }] })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const answer = await fetch(`${address}/api/persons/${members[0]}/file`, {
    method: 'POST',
    headers: { cookie: await signIn(app, 'county'), 'content-type': 'application/json' },
    body: JSON.stringify({ purpose: '本人申请查阅' }),
  })
  expect(answer.status).toBe(200)
  const rows = await readSheetRows(Buffer.from(await answer.arrayBuffer()))
  expect(rows.find(([label]) => label === '姓名')?.[1]).toBe('何二')
})
