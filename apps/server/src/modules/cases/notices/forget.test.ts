import { withTransaction } from '../../../platform/db.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { expect, group, today, village } from '../../../testing.ts'
import { look, test } from '../testing.ts'
import { forgetInNotices } from './forget.ts'
import { objectFromSite } from './from-site.ts'
import { aNotice, forPublic } from './testing.ts'
import { verifyNotices } from './verify.ts'

const region = group(village(1))

test('a household that is erased by law is gone from its notices and objections; the others and the seal stay', async ({
  as,
  app,
  aHousehold,
  installation,
}) => {
  const households = [
    await aHousehold({ region, members: [{ name: '将要删除' }, {}] }),
    await aHousehold({ region, members: [{ name: '留下的人' }, {}] }),
  ]
  const { id, cases } = await aNotice({ app, as }, households, today)
  const said = { id: uuidv7(), secret: uuidv7(), notice: id, row: 'whole', text: '有意见' } as const
  await objectFromSite(forPublic(installation), said)
  await withTransaction(installation.db, async ({ client }) => {
    await client.query(
      `create temp table erasing on commit drop as select $1::text as county_code, 'household'::text as subject_kind, $2::uuid as subject_id`,
      ['450521', households[0]!.id],
    )
    await forgetInNotices(client)
  })
  const notice = await as('registrar').getNotice({ params: { id } })
  expect(notice.rows.map(({ cells }) => cells[2])).toEqual(['（已删除）', '留下的人'])
  expect(JSON.stringify(notice)).not.toContain('将要删除')
  expect((await look(as('town'), cases[0]!)).objections).toMatchObject([{ text: '（已删除）' }])
  expect((await look(as('town'), cases[1]!)).objections).toMatchObject([{ text: '有意见' }])
  const differences = await withTransaction(installation.db, verifyNotices)
  expect(differences).toEqual([{ fold: 'notice', missing: 0, extra: 0, examples: [] }])
})

test('a head who is erased alone is gone from the rows of that household; who bears the same name elsewhere stays', async ({
  as,
  app,
  aHousehold,
  installation,
}) => {
  const households = [
    await aHousehold({ region, members: [{ name: '同名的人' }, { name: '家里人' }] }),
    await aHousehold({ region, members: [{ name: '同名的人' }, {}] }),
  ]
  const { id } = await aNotice({ app, as }, households, today)
  const forget = (member: number) =>
    withTransaction(installation.db, async ({ client }) => {
      await client.query(
        `create temp table erasing on commit drop as select $1::text as county_code, 'person'::text as subject_kind, $2::uuid as subject_id`,
        ['450521', households[0]!.members[member]!],
      )
      await forgetInNotices(client)
    })
  const heads = async () =>
    (await as('registrar').getNotice({ params: { id } })).rows.map(({ cells }) => cells[2])
  await forget(1)
  expect(await heads()).toEqual(['同名的人', '同名的人'])
  const untouched = await installation.db.pool.query(
    'select from notice where id = $1 and not content ? $2',
    [id, 'erased'],
  )
  expect(untouched.rowCount).toBe(1)
  await forget(0)
  expect(await heads()).toEqual(['（已删除）', '同名的人'])
  expect((await as('registrar').getNotice({ params: { id } })).rows[0]!.cells[1]).toBe('第01组')
  expect(await withTransaction(installation.db, verifyNotices)).toMatchObject([{ missing: 0, extra: 0 }])
})

test('a notice that somebody changed behind the product, or took away, is found', async ({
  as,
  app,
  aHousehold,
  installation,
}) => {
  const { pool } = installation.db
  const verified = () => withTransaction(installation.db, verifyNotices)
  const { id } = await aNotice({ app, as }, [await aHousehold({ region })], today)
  expect(await verified()).toMatchObject([{ missing: 0, extra: 0 }])
  await pool.query(`update notice set content = jsonb_set(content, '{title}', '"别的"') where id = $1`, [id])
  expect(await verified()).toMatchObject([{ missing: 0, extra: 1, examples: [id] }])
  await pool.query('delete from notice where id = $1', [id])
  expect(await verified()).toMatchObject([{ missing: 1, extra: 0, examples: [id] }])
})
