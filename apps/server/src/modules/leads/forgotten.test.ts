// What a list says goes when its time is over, or with the household; that there was a lead, and what became of it, stays.

import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { county, expect, test, village } from '../../testing.ts'
import { forgetInLeads, forgetOldLeads } from './index.ts'
import { aNumber, HEADERS, uploaded } from './testing.ts'

test('a year after it came, rows about nobody are gone and the others say nothing more; a day before nothing is', async ({
  app,
  api,
  db,
  aHousehold,
}) => {
  const idNumber = aNumber()
  const { id } = await aHousehold({ members: [{ idNumber, name: '韦阿大' }] })
  const list = await uploaded(app, 'sector', [
    HEADERS,
    [idNumber, '', '', '住院', '9000'],
    [aNumber(), '', '', '', ''],
  ])
  expect(list.keptUntil).toBe('2018-03-31')
  const { items } = await api.listLeads({ query: { region: county, list: list.id } })
  const leads = [{ id: uuidv7(), lead: items[0]!.id }]
  await api.actOnLeads({ body: { act: 'dismiss', text: '已核实，无风险。', leads } })
  const forget = (day: string) => withTransaction(db, ({ client }) => forgetOldLeads(client, day))
  expect(await forget('2018-03-31')).toBe(0)
  expect(await forget('2018-04-01')).toBe(2)
  expect(await forget('2018-04-02')).toBe(0)
  const rows = await api.listLeadRows({ params: { id: list.id }, query: {} })
  expect(rows.items).toMatchObject([
    { line: 2, outcome: 'matched', name: null, idNumber: null, household: { id } },
  ])
  expect(await api.getLead({ params: { id: items[0]!.id } })).toMatchObject({
    state: 'dismissed',
    said: null,
    hidden: false,
    entries: [{ act: 'dismiss', by: 'county', text: '' }],
  })
  expect(await api.getLeadList({ params: { id: list.id } })).toMatchObject({
    figures: { rows: 2, nobody: 1 },
  })
})

test('the name of the sheet, its unknown headers and why it was taken back go with the year; no number stood in them', async ({
  app,
  as,
  db,
}) => {
  const [inName, inHeader] = [aNumber(), aNumber()]
  const filename = `住院${inName}（2017-03-31）.csv`
  const reason = '黄阿二的诊断写错了。'
  const list = await uploaded(
    app,
    'sector',
    [
      [...HEADERS, '甲列', inHeader],
      [aNumber(), '', '', '', '', '', ''],
    ],
    { filename },
  )
  expect([list.fileName, list.unread]).toEqual(['住院***（2017-03-31）.csv', ['甲列', '***']])
  const withdraw = (why: string) =>
    as('sector').withdrawLeadList({ params: { id: list.id }, body: { reason: why } })
  expect((await withdraw(reason)).withdrawn).toMatchObject({ reason })
  const kept = async () =>
    (await db.pool.query('select to_jsonb(l) as l from lead_list l where id = $1', [list.id])).rows[0].l
  const before = JSON.stringify(await kept())
  for (const canary of [inName, inHeader, '诊断']) expect(before).not.toContain(canary)
  for (const change of [
    `file_name = ''`,
    `unread = '{}'`,
    `emptied_on = '2018-04-01'`,
    `figures = '{"rows":1}'`,
  ])
    await expect(
      db.pool.query(`update lead_list set ${change} where id = $1`, [list.id]),
      change,
    ).rejects.toThrow(/stays as/)
  await withTransaction(db, ({ client }) => forgetOldLeads(client, '2018-04-01'))
  expect(await kept()).toMatchObject({
    file_name: '',
    unread: [],
    withdrawn_secret: null,
    withdrawn_on: '2017-03-31',
    emptied_on: '2018-04-01',
  })
  const gone = await as('sector').getLeadList({ params: { id: list.id } })
  expect(gone).toMatchObject({ fileName: '', unread: [], withdrawn: { by: 'sector', reason: '' } })
})

test('with a household that is erased goes what lists said of it, and of nobody else', async ({
  app,
  db,
  aHousehold,
}) => {
  const numbers = [aNumber(), aNumber()]
  const households: string[] = []
  for (const idNumber of numbers)
    households.push(
      (await aHousehold({ region: village(7 + households.length), members: [{ idNumber, name: '韦阿大' }] }))
        .id,
    )
  const again = ['', '韦阿大', village(7), '再住院', '']
  const lines = [...[...numbers, numbers[0]!].map((number) => [number, '', '', '住院', '']), again, again]
  const list = await uploaded(app, 'sector', [HEADERS, ...lines])
  await withTransaction(db, async ({ client }) => {
    await client.query(
      `create temp table erasing on commit drop as select $1::text as county_code, 'household' as subject_kind, $2::uuid as subject_id`,
      [county, households[0]],
    )
    await forgetInLeads(client)
  })
  const { rows } = await db.pool.query(
    'select line, secret is not null as says, person_id is not null as names from lead where list_id = $1 order by line',
    [list.id],
  )
  expect(rows).toEqual([
    { line: 2, says: false, names: false },
    { line: 3, says: true, names: true },
    { line: 4, says: false, names: false },
    { line: 5, says: false, names: false },
    { line: 6, says: false, names: false },
  ])
})

test('erasing a person reads the leads about them alone, however many there are', async ({
  app,
  db,
  aHousehold,
}) => {
  const idNumber = aNumber()
  const { members } = await aHousehold({ members: [{ idNumber }] })
  const list = await uploaded(app, 'sector', [HEADERS, [idNumber, '', '', '住院', '']])
  await db.pool.query(
    `insert into lead (county_code, id, list_id, kind, heard_on, line, outcome, region_code, household_id, person_id, last_id)
     select l.county_code, n.id, l.list_id, l.kind, l.heard_on, 100 + n.n, 'matched', l.region_code, gen_random_uuid(),
       gen_random_uuid(), n.id
     from lead l, (select n, gen_random_uuid() as id from generate_series(1, 50000) n) n where l.list_id = $1 and l.line = 2`,
    [list.id],
  )
  await db.pool.query('analyze lead')
  const began = performance.now()
  await withTransaction(db, async ({ client }) => {
    await client.query(
      `create temp table erasing on commit drop as
       select $1::text as county_code, 'person' as subject_kind, coalesce($2::uuid, gen_random_uuid()) as subject_id
       union all select $1, case n % 2 when 0 then 'person' else 'household' end, gen_random_uuid() from generate_series(1, 1000) n`,
      [county, members[0]],
    )
    await forgetInLeads(client)
  })
  // Fifty million pairs would take many seconds.
  expect(performance.now() - began).toBeLessThan(2_000)
  const { rows } = await db.pool.query('select line from lead where list_id = $1 and person_id is null', [
    list.id,
  ])
  expect(rows).toEqual([{ line: 2 }])
})
