import { withTransaction } from '../../platform/db.ts'
import { test as base, expect } from '../../platform/testing.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { refoldHouseholds } from '../registry/index.ts'
import { findPlaces } from './places.ts'
import {
  type Api,
  aHousehold,
  anActor,
  aRecord,
  aVillage,
  catalogue,
  county,
  openApi,
  plantRegions,
  regionOn,
  today,
} from './testing.ts'

const village = (number: string, town = '450521100') => `${town}2${number}`

/** Villages 01 to 20 of one town, so that each test has its own. */
const villages = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => {
    const number = String(index + 1).padStart(2, '0')
    return [village(number), `第${number}村`]
  }),
)

const test = base.extend('api', { scope: 'file' }, async ({ db }, { onCleanup }): Promise<Api> => {
  await plantRegions(db, { ...county, ...villages })
  const api = await openApi(db)
  onCleanup(api.close)
  return api
})

const aChange = (change: object) => ({
  id: uuidv7(),
  effectiveOn: '2017-06-01',
  reason: '县民政局批复',
  ...change,
})

test('a renamed village has its new name from the day on and its old one before', async ({ api, db }) => {
  const from = village('01')
  const change = aChange({ kind: 'rename', from, name: '新村' })
  const { status, body } = await api.post('/api/region-changes', change)
  expect(status).toBe(200)
  expect(body).toMatchObject({ appended: true, region: { code: from, name: '新村' }, households: 0 })
  const now = await api.get(`/api/regions/${from}`)
  expect(now.body).toMatchObject({ name: '新村', validFrom: '2017-06-01', validTo: null })
  const eve = await api.get(`/api/regions/${from}?asOf=2017-05-31`)
  expect(eve.body).toMatchObject({ name: '第01村', validTo: '2017-06-01' })
  const town = await api.get('/api/regions/450521100?asOf=2017-05-31')
  expect(town.body.children.find((child) => child.code === from)?.name).toBe('第01村')
  expect((await findPlaces(db.pool, [from])).get(from)?.name).toBe('新村')
  expect((await findPlaces(db.pool, [from], '2017-05-31')).get(from)?.name).toBe('第01村')
})

test('the same change sent twice is one change; another body under its id is refused', async ({ api }) => {
  const change = aChange({ kind: 'rename', from: village('02'), name: '新二村' })
  const once = await api.post('/api/region-changes', change)
  const twice = await api.post('/api/region-changes', change)
  expect(twice.body).toEqual({ ...once.body, appended: false })
  const other = await api.post('/api/region-changes', { ...change, reason: '另有原因' })
  expect([other.status, other.body.code]).toEqual([409, 'regionChange.differentBody'])
  const history = await api.get(`/api/region-changes?region=${village('02')}`)
  expect(history.body.items).toHaveLength(1)
  expect(history.body.items[0]).toMatchObject({
    ...{ kind: 'rename', effectiveOn: '2017-06-01', reason: '县民政局批复' },
    from: { code: village('02'), name: '第02村' },
    to: { code: village('02'), name: '新二村' },
  })
})

test('two people who send one change at the same moment make it once', async ({ api }) => {
  const change = aChange({ kind: 'merge', from: village('03'), to: village('04') })
  const answers = await Promise.all([1, 2, 3].map(() => api.post('/api/region-changes', change)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(answers.filter(({ body }) => body.appended)).toHaveLength(1)
})

test('a merged village is gone from the day on, and its households are registered in the other', async ({
  api,
  db,
}) => {
  const [from, to] = [village('05'), village('06')]
  const [subject, host] = [await aVillage(db, from), await aVillage(db, to)]
  const group = await api.post('/api/regions/groups', { id: uuidv7(), village: from, name: '一组' })
  await api.post('/api/regions/groups', { id: uuidv7(), village: to, name: '一组' })
  const inVillage = await aHousehold(db, from)
  const inGroup = await aHousehold(db, group.body.code)
  const elsewhere = await aHousehold(db, village('07'))

  const change = aChange({ kind: 'merge', from, to })
  const { status, body } = await api.post('/api/region-changes', change)
  expect(status).toBe(200)
  expect(body).toMatchObject({ region: { code: to, name: '第06村' }, households: 2, persons: 2 })

  expect((await api.get(`/api/regions/${from}`)).body).toMatchObject({
    status: 404,
    expected: to,
  })
  expect((await api.get(`/api/regions/${from}?asOf=2017-05-31`)).body.name).toBe('第05村')
  const children = (await api.get(`/api/regions/${to}`)).body.children
  expect(children.map(({ code, name }) => [code, name])).toEqual([
    [`${to}01`, '一组'],
    [`${to}02`, '第05一组'],
  ])

  expect(await regionOn(db, 'household', inVillage, '2017-05-31')).toBe(from)
  expect(await regionOn(db, 'household', inVillage, '2017-06-01')).toBe(to)
  expect(await regionOn(db, 'household', inGroup, '2017-05-31')).toBe(`${from}01`)
  expect(await regionOn(db, 'household', inGroup, '2017-06-01')).toBe(`${to}02`)
  expect(await regionOn(db, 'household', elsewhere, today)).toBe(village('07'))
  const { rows: members } = await db.pool.query(
    `select region_code from person_snapshot where household_id = $1 and valid_to = 'infinity'`,
    [inGroup],
  )
  expect(members).toEqual([{ region_code: `${to}02` }])

  expect(await regionOn(db, 'village', subject, '2017-05-31')).toBe(from)
  expect(await regionOn(db, 'village', subject, '2017-06-01')).toBeUndefined()
  expect(await regionOn(db, 'village', host, '2017-06-01')).toBe(to)
  const judged = api.changed.at(-1)!
  expect(judged.households.map(({ id }) => id).sort()).toEqual([inVillage, inGroup].sort())
  expect(judged.villages.map(({ id }) => id)).toEqual([subject, host])
})

test('each moved household has a record that names the operation and its reason; nothing old is touched', async ({
  api,
  db,
}) => {
  const household = await aHousehold(db, village('08'))
  const records = () =>
    db.pool.query(
      `select id, observed_on, source, facts, reason, operation_id from record where subject_id = $1 order by observed_on`,
      [household],
    )
  const before = (await records()).rows
  const change = aChange({ kind: 'merge', from: village('08'), to: village('09') })
  await api.post('/api/region-changes', change)
  const after = (await records()).rows
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.slice(before.length)).toMatchObject([
    {
      ...{ observed_on: '2017-06-01', source: 'operation', reason: '县民政局批复' },
      ...{ facts: { regionCode: village('09') }, operation_id: change.id },
    },
  ])
  const { rows } = await db.pool.query('select kind, detail, effective_on from operation where id = $1', [
    change.id,
  ])
  expect(rows).toMatchObject([
    { kind: 'moveVillage', effective_on: '2017-06-01', detail: { from: village('08'), households: 1 } },
  ])
})

test('a village that moves to another town keeps its groups, its households and itself under the new code', async ({
  api,
  db,
}) => {
  const [from, to] = [village('10'), village('77', '450521101')]
  const subject = await aVillage(db, from)
  const group = await api.post('/api/regions/groups', { id: uuidv7(), village: from, name: '一组' })
  const household = await aHousehold(db, group.body.code)
  const { status, body } = await api.post('/api/region-changes', aChange({ kind: 'move', from, to }))
  expect(status).toBe(200)
  expect(body).toMatchObject({ region: { code: to, name: '第10村' }, households: 1, persons: 1 })
  const moved = await api.get(`/api/regions/${to}`)
  expect(moved.body.path.at(-2)).toEqual({ code: '450521101', name: '党江镇' })
  expect(moved.body.children).toMatchObject([{ code: `${to}01`, name: '一组' }])
  expect((await api.get(`/api/regions/${to}?asOf=2017-05-31`)).status).toBe(404)
  expect((await api.get(`/api/regions/${from}`)).status).toBe(404)
  expect(await regionOn(db, 'household', household, '2017-06-01')).toBe(`${to}01`)
  expect(await regionOn(db, 'village', subject, '2017-05-31')).toBe(from)
  expect(await regionOn(db, 'village', subject, '2017-06-01')).toBe(to)
  const { rows } = await db.pool.query('select code from village where id = $1', [subject])
  expect(rows).toEqual([{ code: to }])
  expect(api.changed.at(-1)!.villages.map(({ id }) => id)).toEqual([subject])
})

test('a household that was entered again in the village after the day is moved as well', async ({
  api,
  db,
}) => {
  const household = await aHousehold(db, village('11'))
  await aRecord(db, 'household', household, village('11'), '2017-08-01', { cause: 'illness' })
  await api.post('/api/region-changes', aChange({ kind: 'merge', from: village('11'), to: village('12') }))
  for (const day of ['2017-06-01', '2017-08-01', today]) {
    expect(await regionOn(db, 'household', household, day)).toBe(village('12'))
  }
})

test('a household that had left the village before the day stays where it is', async ({ api, db }) => {
  const household = await aHousehold(db, village('13'))
  await aRecord(db, 'household', household, village('07'), '2017-03-01', {})
  await withTransaction(db, (tx) =>
    refoldHouseholds(tx, catalogue, [{ countyCode: '450521', id: household }]),
  )
  const change = aChange({ kind: 'merge', from: village('13'), to: village('14') })
  // Its head was not moved along, and stands in the village still.
  expect((await api.post('/api/region-changes', change)).body).toMatchObject({ households: 0, persons: 1 })
  expect(await regionOn(db, 'household', household, today)).toBe(village('07'))
})

test('a merge into another county is refused as a case of its own', async ({ api }) => {
  const change = aChange({ kind: 'merge', from: village('15'), to: '450512101201' })
  for (const actor of [anActor(['450521']), anActor(['4505'])]) {
    const { status, body } = await api.post('/api/region-changes', change, actor)
    expect([status, body.code]).toEqual([422, 'regionChange.acrossCounties'])
  }
  expect((await api.get(`/api/regions/${village('15')}`)).status).toBe(200)
})

test('a change is only for whoever has both regions', async ({ api }) => {
  const rename = aChange({ kind: 'rename', from: '450512101201', name: '新名' })
  expect((await api.post('/api/region-changes', rename)).status).toBe(404)
  const city = aChange({ kind: 'rename', from: '4505', name: '新名' })
  expect((await api.post('/api/region-changes', city)).status).toBe(404)
  const township = anActor(['450521100'])
  const away = aChange({ kind: 'move', from: village('15'), to: village('88', '450521101') })
  expect((await api.post('/api/region-changes', away, township)).status).toBe(404)
})

test.for([
  ['an unknown village', { kind: 'rename', from: '450521100999', name: '甲' }, 404],
  ['the nation', { kind: 'rename', from: 'all', name: '甲' }, 404],
  ['a code that cannot be', { kind: 'rename', from: '00', name: '甲' }, 404],
  ['an unknown host', { kind: 'merge', from: village('15'), to: '450521100999' }, 404],
  ['an unknown town', { kind: 'move', from: village('15'), to: '450521999201' }, 404],
  ['a rename without a name', { kind: 'rename', from: village('15') }, 400],
  ['a rename with another code', { kind: 'rename', from: village('15'), to: village('16'), name: '甲' }, 400],
  ['a merge without a host', { kind: 'merge', from: village('15') }, 400],
  ['a merge with a name', { kind: 'merge', from: village('15'), to: village('16'), name: '甲' }, 400],
  ['a merge with itself', { kind: 'merge', from: village('15'), to: village('15') }, 422],
  ['a merge of towns', { kind: 'merge', from: '450521100', to: '450521101' }, 422],
  ['a merge into a town', { kind: 'merge', from: village('15'), to: '450521101' }, 422],
  ['the same name', { kind: 'rename', from: village('15'), name: '第15村' }, 422],
  ['a code in use', { kind: 'move', from: village('15'), to: '450521101201' }, 409],
  ['tomorrow', { kind: 'rename', from: village('15'), name: '甲', effectiveOn: '2017-10-02' }, 422],
  ['before it began', { kind: 'rename', from: village('15'), name: '甲', effectiveOn: '1949-10-01' }, 422],
  ['30 February', { kind: 'rename', from: village('15'), name: '甲', effectiveOn: '2017-02-30' }, 400],
  ['no reason', { kind: 'rename', from: village('15'), name: '甲', reason: '' }, 400],
  ['an unknown kind', { kind: 'split', from: village('15') }, 400],
  ['an unknown field', { kind: 'rename', from: village('15'), name: '甲', force: true }, 400],
] as const)('%s is refused', async ([, change, status], { api }) => {
  const answer = await api.post('/api/region-changes', aChange(change))
  expect(answer.status).toBe(status)
  expect(answer.body.messages.zh).not.toBe('')
})

test('a change before the latest one is refused, and so is one of a village that is gone', async ({
  api,
}) => {
  const from = village('16')
  await api.post('/api/region-changes', aChange({ kind: 'rename', from, name: '新十六村' }))
  const early = aChange({ kind: 'merge', from, to: village('17'), effectiveOn: '2017-05-01' })
  expect((await api.post('/api/region-changes', early)).body).toMatchObject({
    code: 'regionChange.tooEarly',
    expected: '> 2017-06-01',
  })
  const merge = aChange({ kind: 'merge', from, to: village('17'), effectiveOn: '2017-07-01' })
  expect((await api.post('/api/region-changes', merge)).status).toBe(200)
  const again = aChange({ kind: 'merge', from, to: village('18'), effectiveOn: '2017-08-01' })
  expect((await api.post('/api/region-changes', again)).body).toMatchObject({
    status: 404,
    expected: village('17'),
  })
  expect((await api.post('/api/regions/groups', { id: uuidv7(), village: from, name: '一组' })).status).toBe(
    404,
  )
  const history = await api.get(`/api/region-changes?region=${from}`)
  expect(history.body.items.map(({ kind }) => kind)).toEqual(['merge', 'rename'])
  expect(history.body.items[0]!.from.name).toBe('新十六村')
})

test('the history of changes comes in pages and is closed to other counties', async ({ api, db }) => {
  await db.pool.query(
    `insert into region_change (id, kind, from_code, to_code, name, effective_on, reason)
     select gen_random_uuid(), 'rename', '450521100219', '450521100219', 'n', date '2001-01-01' + n, 'import'
     from generate_series(1, 60) n`,
  )
  const url = `/api/region-changes?region=${village('19')}`
  const first = await api.get(url)
  expect(first.body.items).toHaveLength(50)
  expect(first.body.items[0]).toMatchObject({ effectiveOn: '2001-03-02', madeBy: null })
  const { next } = first.body as unknown as { next: string }
  const second = await api.get(`${url}&cursor=${next}`)
  expect(second.body.items).toHaveLength(10)
  expect((await api.get(url, anActor(['450512']))).body.items).toEqual([])
})
