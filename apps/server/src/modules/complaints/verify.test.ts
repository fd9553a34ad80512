// Whoever owns the database could write into it: verifying names every complaint and entry that is another than what arrived.
import { type Db, withTransaction } from '../../platform/db.ts'
import { inRequest } from '../../platform/request.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { complaintsOf } from '../../server.ts'
import { accountId } from '../../testing/places.ts'
import { type Api, county, expect, group, test, town, village } from '../../testing.ts'
import { receiveFromSite } from './index.ts'
import { verifyComplaints } from './verify.ts'

type Opened = Parameters<typeof complaintsOf>[0] & { readonly requestDb: Db }

const wrongOf = async ({ db, keyring }: Opened) => {
  const found = await withTransaction(db, (tx) => verifyComplaints(tx, keyring))
  return Object.fromEntries(
    found.map(({ fold, missing, extra, examples }) => [fold, { missing, extra, examples }]),
  )
}

const whole = { missing: 0, extra: 0, examples: [] }

/** By hand, past the triggers that keep everybody else from it. */
const byHand = ({ db }: Opened, statement: string, values: unknown[] = []) =>
  withTransaction(db, async ({ client }) => {
    await client.query('set local session_replication_role = replica')
    await client.query(statement, values)
  })

function overTheSite(installation: Opened, id: string) {
  const site = complaintsOf(installation, installation.requestDb)
  const context = { requestId: uuidv7(), routeId: 'site', method: 'POST', address: '', actor: undefined }
  return inRequest(context as never, () =>
    receiveFromSite(site, {
      ...{ id, secret: 'of the form', kind: 'clue', about: 'household', region: village(1) },
      ...{ said: '他家去年盖了新楼。', name: '来信人' },
    }),
  )
}

async function takenDown(api: Api, said: string): Promise<string> {
  const id = uuidv7()
  await api.takeComplaint({
    body: { id, kind: 'clue', channel: 'telephone', about: 'household', region: village(1), said },
  })
  return id
}

const act = (api: Api, id: string, after: string, more: Record<string, unknown>) =>
  api.actOnComplaint({ params: { id }, body: { id: uuidv7(), after, text: '', ...more } as never })

test('complaints of the site and of an office hold, whatever was done about them and however often they were sent', async ({
  installation,
  api,
}) => {
  const id = uuidv7()
  await overTheSite(installation, id)
  await overTheSite(installation, id)
  const accepted = await act(api, id, id, { act: 'accept', toRegion: town })
  const passed = await act(api, id, accepted.entries.at(-1)!.id, {
    act: 'pass',
    text: '请镇里核实',
    toRegion: town,
  })
  const answered = await act(api, id, passed.entries.at(-1)!.id, { act: 'answer', text: '已经核实。' })
  await act(api, id, answered.entries.at(-1)!.id, { act: 'close' })
  await takenDown(api, '电话里说的话')
  expect(await wrongOf(installation)).toEqual({ complaint: whole, complaint_entry: whole })
})

const edits: [string, string][] = [
  ['whom it is about', `update complaint set accused_region = '${town}' where id = $1`],
  ['the day it came', `update complaint set received_on = received_on + 30 where id = $1`],
  ['the last day to answer it', `update complaint set answer_due = answer_due + 30 where id = $1`],
  ['who took it down', `update complaint set received_by = '${accountId('town')}' where id = $1`],
  ['its words', `update complaint set secret = set_byte(secret, 40, get_byte(secret, 40) # 1) where id = $1`],
  ['where it stands', `update complaint set state = 'closed' where id = $1`],
  ['whom it was passed to', `update complaint set passed_region = '${county}' where id = $1`],
]

test.for(edits)('%s, edited by hand, is named', async ([, statement], { installation, api }) => {
  const id = await takenDown(api, '原来的话')
  await byHand(
    installation,
    `create table kept as select * from complaint where id = $1`.replace('$1', `'${id}'`),
  )
  await byHand(installation, statement, [id])
  expect((await wrongOf(installation)).complaint).toEqual({ missing: 0, extra: 1, examples: [id] })
  await byHand(installation, `delete from complaint where id = $1`, [id])
  expect((await wrongOf(installation)).complaint).toEqual({ missing: 1, extra: 0, examples: [id] })
  await byHand(installation, 'insert into complaint select * from kept')
  await byHand(installation, 'drop table kept')
  expect((await wrongOf(installation)).complaint).toEqual(whole)
})

test('one that was inserted by hand is named, though its words and digest fit', async ({
  installation,
  api,
}) => {
  const id = await takenDown(api, '真的来电')
  const [inserted, number] = [uuidv7(), Buffer.from('another')]
  await byHand(
    installation,
    `insert into complaint select (jsonb_populate_record(c, jsonb_build_object('id', $2::text, 'last_id', $2::text, 'number_hash', $3::text))).*
     from complaint c where id = $1`,
    [id, inserted, `\\x${number.toString('hex')}`],
  )
  expect((await wrongOf(installation)).complaint).toEqual({ missing: 0, extra: 1, examples: [inserted] })
  await byHand(installation, 'delete from complaint where id = $1', [inserted])
})

test('an entry that was edited, deleted or inserted by hand is named', async ({ installation, api }) => {
  const id = await takenDown(api, '有一件事')
  const accepted = await act(api, id, id, { act: 'accept' })
  const answered = await act(api, id, accepted.entries[0]!.id, { act: 'answer', text: '答复' })
  const [, { id: answer }] = answered.entries as [unknown, { id: string }]
  const entries = async () => (await wrongOf(installation)).complaint_entry
  await byHand(installation, `update complaint_entry set author_id = $2 where id = $1`, [
    answer,
    accountId('town'),
  ])
  expect(await entries()).toEqual({ missing: 0, extra: 1, examples: [answer] })
  await byHand(installation, `update complaint_entry set author_id = $2 where id = $1`, [
    answer,
    accountId('county'),
  ])
  expect(await entries()).toEqual(whole)
  await byHand(installation, `update complaint_entry set made_on = made_on - 9 where id = $1`, [answer])
  expect(await entries()).toMatchObject({ extra: 1 })
  await byHand(installation, `update complaint_entry set made_on = made_on + 9 where id = $1`, [answer])
  const inserted = uuidv7()
  await byHand(
    installation,
    `insert into complaint_entry select (jsonb_populate_record(e, jsonb_build_object('id', $2::text))).* from complaint_entry e where id = $1`,
    [answer, inserted],
  )
  expect(await entries()).toEqual({ missing: 0, extra: 1, examples: [inserted] })
  await byHand(installation, `delete from complaint_entry where id = any($1::uuid[])`, [[inserted, answer]])
  expect(await wrongOf(installation)).toMatchObject({
    complaint: { extra: 1, examples: [id] },
    complaint_entry: { missing: 1, extra: 0, examples: [answer] },
  })
})

test('what a case was opened because of is held by the event of the opening', async ({
  installation,
  api,
  aHousehold,
}) => {
  const before = (await wrongOf(installation)).complaint_entry!
  const id = await takenDown(api, '这一户没有评上')
  await act(api, id, id, { act: 'accept' })
  const { id: subject } = await aHousehold({ region: group(village(1)) })
  const opened = {
    procedure: 'lookBack',
    kind: 'household',
    channel: 'complaint',
    reason: '来电反映',
  } as const
  await api.openCases({ body: { ...opened, subjects: [{ id: uuidv7(), subject, complaint: id }] } })
  expect((await wrongOf(installation)).complaint_entry).toEqual(before)
  const entry = await installation.db.pool.query<{ id: string }>(
    `select id from complaint_entry where complaint_id = $1 and act = 'link'`,
    [id],
  )
  const [link] = entry.rows
  await byHand(installation, `update complaint_entry set case_id = id where id = $1`, [link!.id])
  expect((await wrongOf(installation)).complaint_entry).toMatchObject({ extra: before.extra + 1 })
  await byHand(installation, `delete from complaint_entry where id = $1`, [link!.id])
  expect((await wrongOf(installation)).complaint_entry).toMatchObject({ missing: before.missing + 1 })
})
