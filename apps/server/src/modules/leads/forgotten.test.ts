// What a list says goes when its time is over, or with the household; that there was a lead, and what became of it, stays.

import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { county, expect, test } from '../../testing.ts'
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

test('with a household that is erased goes what lists said of it, and of nobody else', async ({
  app,
  db,
  aHousehold,
}) => {
  const numbers = [aNumber(), aNumber()]
  const households: string[] = []
  for (const idNumber of numbers) households.push((await aHousehold({ members: [{ idNumber }] })).id)
  const lines = [...numbers, numbers[0]!].map((number) => [number, '', '', '住院', ''])
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
  ])
})
