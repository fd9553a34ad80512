import { test as base, expect } from '../../platform/testing.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { findPlaces, placePath } from './places.ts'
import { type Api, anActor, openApi, plantRegions, today } from './testing.ts'

const test = base.extend('api', { scope: 'file' }, async ({ db }, { onCleanup }): Promise<Api> => {
  await plantRegions(db)
  const api = await openApi(db)
  onCleanup(api.close)
  return api
})

test('a town shows where it lies, its villages and how many groups each has', async ({ api }) => {
  const { status, body } = await api.get('/api/regions/450521100')
  expect(status).toBe(200)
  expect(body).toMatchObject({ code: '450521100', name: '廉州镇', level: 'town', validTo: null })
  expect(body.path.map((place) => place.name)).toEqual([
    '全国',
    '广西壮族自治区',
    '北海市',
    '合浦县',
    '廉州镇',
  ])
  expect(body.children.map((child) => child.name)).toEqual(['大江村委会', '马江村委会', '青山村委会'])
})

test('above its county a county office sees only the way down to itself', async ({ api }) => {
  const city = await api.get('/api/regions/4505')
  expect(city.body.children).toEqual([{ code: '450521', name: '合浦县', level: 'county', children: 2 }])
  const all = await api.get('/api/regions/all')
  expect(all.body).toMatchObject({ name: '全国', level: 'nation', validFrom: null })
  expect(all.body.children).toEqual([{ code: '45', name: '广西壮族自治区', level: 'province', children: 1 }])
})

test('the city sees all its counties', async ({ api }) => {
  const { body } = await api.get('/api/regions/4505', anActor(['4505']))
  expect(body.children.map((child) => child.code)).toEqual(['450512', '450521'])
})

test('a region of another county looks the same as one that does not exist', async ({ api }) => {
  const foreign = await api.get('/api/regions/450512101')
  const unknown = await api.get('/api/regions/450521999')
  expect([foreign.status, unknown.status]).toEqual([404, 404])
  expect(foreign.body.code).toBe(unknown.body.code)
  expect(foreign.body.messages).toEqual(unknown.body.messages)
})

test.for([
  ['/api/regions/4505211', 400],
  ['/api/regions/00', 404],
  ['/api/regions/450521?asOf=2017-02-30', 400],
  ['/api/regions/450521?asOf=yesterday', 400],
  ['/api/regions?search=', 400],
  ['/api/regions?search=%20', 400],
  ['/api/regions?search=x&limit=51', 400],
  ['/api/regions?search=x&within=00', 404],
  ['/api/region-changes?region=00', 404],
  ['/api/region-changes?region=450521&cursor=nonsense', 400],
])('%s is refused with %i', async ([url, status], { api }) => {
  expect((await api.get(url as string)).status).toBe(status)
})

test('a name is found with or without 县, 镇 or 村委会 at its end', async ({ api }) => {
  for (const text of ['合浦', '合浦县', '合浦区']) {
    const { body } = await api.get(`/api/regions?search=${encodeURIComponent(text)}`)
    expect(body.items[0]).toMatchObject({ code: '450521', level: 'county' })
  }
  const village = await api.get(`/api/regions?search=${encodeURIComponent('大江村民委员会')}`)
  expect(village.body.items).toEqual([
    {
      ...{ code: '450521100201', name: '大江村委会', level: 'village' },
      path: [
        { code: '45', name: '广西壮族自治区' },
        { code: '4505', name: '北海市' },
        { code: '450521', name: '合浦县' },
        { code: '450521100', name: '廉州镇' },
        { code: '450521100201', name: '大江村委会' },
      ],
    },
  ])
})

test('search finds nothing outside of the actor’s regions, and no more than asked for', async ({ api }) => {
  expect((await api.get(`/api/regions?search=${encodeURIComponent('水鸣')}`)).body.items).toEqual([])
  const some = await api.get(`/api/regions?search=${encodeURIComponent('村')}&limit=2`)
  expect(some.body.items).toHaveLength(2)
  const within = await api.get(`/api/regions?search=${encodeURIComponent('江')}&within=450521101`)
  expect(within.body.items).toMatchObject([{ code: '450521101' }])
})

test('a percent sign in a search is only a character', async ({ api }) => {
  expect((await api.get('/api/regions?search=%25')).body.items).toEqual([])
})

test('groups of a village get the numbers 01, 02 and so on, and are as old as the village', async ({
  api,
}) => {
  const village = '450521101201'
  const first = await api.post('/api/regions/groups', { id: uuidv7(), village, name: '一组' })
  const second = await api.post('/api/regions/groups', {
    id: uuidv7(),
    village,
    name: '二组',
    effectiveOn: '2016-01-01',
  })
  expect(first.body).toMatchObject({ code: `${village}01`, name: '一组' })
  expect(second.body.code).toBe(`${village}02`)
  expect(first.body.path.map((place) => place.name)).toEqual(['合浦县', '党江镇', '木案村委会', '一组'])
  const before = await api.get(`/api/regions/${village}?asOf=2015-12-31`)
  expect(before.body.children.map((child) => child.name)).toEqual(['一组'])
})

test('the same group sent twice is one group; another body under its id is refused', async ({ api }) => {
  const group = { id: uuidv7(), village: '450521100203', name: '甲组' }
  const once = await api.post('/api/regions/groups', group)
  const twice = await api.post('/api/regions/groups', group)
  expect(twice).toEqual(once)
  const other = await api.post('/api/regions/groups', { ...group, name: '乙组' })
  expect([other.status, other.body.code]).toEqual([409, 'regionChange.differentBody'])
  const namesake = await api.post('/api/regions/groups', { ...group, id: uuidv7() })
  expect([namesake.status, namesake.body.expected]).toEqual([409, '45052110020301'])
})

test.for([
  [{ village: '450512101201', name: '一组' }, 404],
  [{ village: '450521100999', name: '一组' }, 404],
  [{ village: '450521100', name: '一组' }, 400],
  [{ village: '450521100201', name: '' }, 400],
  [{ village: '450521100201', name: ' 一组' }, 400],
  [{ village: '450521100201', name: '一组', effectiveOn: '2018-01-01' }, 422],
  [{ village: '450521100201', name: '一组', effectiveOn: '1900-01-01' }, 422],
  [{ village: '450521100201', name: '一组', size: 3 }, 400],
])('a group %j is refused with %i', async ([body, status], { api }) => {
  const answer = await api.post('/api/regions/groups', { id: uuidv7(), ...(body as object) })
  expect(answer.status).toBe(status)
})

test('who may only look cannot add or change, and who may not even look sees nothing', async ({ api }) => {
  const reader = anActor(['450521'], ['regions.read'])
  const nobody = anActor(['450521'], [])
  const group = { id: uuidv7(), village: '450521100201', name: '一组' }
  const change = {
    id: uuidv7(),
    kind: 'rename',
    from: '450521',
    effectiveOn: today,
    reason: '…',
    name: '甲',
  }
  expect((await api.post('/api/regions/groups', group, reader)).status).toBe(403)
  expect((await api.post('/api/region-changes', change, reader)).status).toBe(403)
  for (const url of ['/api/regions/450521', '/api/regions?search=x', '/api/region-changes?region=450521']) {
    expect((await api.get(url, reader)).status).toBe(200)
    expect((await api.get(url, nobody)).status).toBe(403)
  }
})

test('places carry the names of everything above, and unknown codes are absent', async ({ api, db }) => {
  expect(api).toBeDefined()
  const places = await findPlaces(db.pool, ['450521100201', '450521100201', '999999', 'nonsense', 'all'])
  expect(placePath(places, '450521100201').map((place) => place.name)).toEqual([
    '合浦县',
    '廉州镇',
    '大江村委会',
  ])
  expect(placePath(places, '4505')).toEqual([{ code: '4505', name: '北海市' }])
  expect(placePath(places, 'all')).toEqual([{ code: 'all', name: '全国' }])
  expect(placePath(places, '999999')).toEqual([])
  expect(placePath(places, 'nonsense')).toEqual([])
})
