import type { SearchAnswer } from '@lika/contract'
import {
  test as base,
  county,
  describe,
  expect,
  group,
  idNumberOf,
  otherCounty,
  village,
} from '../../testing.ts'
import { spellNewNames } from '../regions/index.ts'

const test = base.extend(
  'place',
  { scope: 'file' },
  async ({ installation, api, as, aHousehold, aVillage }) => {
    const { code } = await aVillage({ status: 'expected' })
    const far = await aHousehold({
      region: group(code),
      number: 'S0001',
      members: [{ name: '曾小平' }, { name: '单大年', idNumber: idNumberOf(801) }],
    })
    await aHousehold({ region: group(village(2)), number: 'S0002', members: [{ name: '曾小娟' }] })
    await spellNewNames(installation.db)
    const search = (text: string, who = api, region = county): Promise<SearchAnswer> =>
      who.search({ body: { text, region } })
    return { code, far, search, otherCounty: as('otherCounty'), team: as('team') }
  },
)

const names = (answer: SearchAnswer) => answer.households?.items.map(({ headName }) => headName)
const places = (answer: SearchAnswer) => answer.places?.items.map(({ name }) => name)

describe('households', () => {
  test('are found by name, initials and number', async ({ place }) => {
    expect(names(await place.search('曾小'))?.sort()).toEqual(['曾小娟', '曾小平'])
    expect(names(await place.search('zxp'))).toEqual(['曾小平'])
    expect(names(await place.search('S0001'))).toEqual(['曾小平'])
  })

  test('a member is named beside the head', async ({ place }) => {
    const { households } = await place.search('单大年')
    expect(households?.items).toMatchObject([{ id: place.far.id, headName: '曾小平', member: '单大年' }])
  })

  test('a whole id number finds its bearer, and is not repeated', async ({ place }) => {
    const answer = await place.search(idNumberOf(801))
    expect(names(answer)).toEqual(['曾小平'])
    expect(JSON.stringify(answer)).not.toContain(idNumberOf(801))
  })

  test('of another county are not found, by whatever they are looked for', async ({ place }) => {
    for (const text of ['曾小', 'zxp', 'S0001', '单大年', idNumberOf(801)]) {
      expect(names(await place.search(text, place.otherCounty, otherCounty)), text).toEqual([])
    }
  })

  test('a village team finds those of its village only', async ({ place }) => {
    expect(names(await place.search('曾小', place.team, village(1)))).toEqual([])
  })
})

describe('regions', () => {
  test('are found by name, pinyin, initials and code', async ({ place }) => {
    expect(places(await place.search('廉州'))).toEqual(['廉州镇'])
    expect(places(await place.search('lianzhou'))).toEqual(['廉州镇'])
    expect(places(await place.search('zhouzhen'))).toEqual(['廉州镇'])
    expect(places(await place.search('lzz'))).toEqual(['廉州镇'])
    expect(places(await place.search('hepu'))).toEqual(['合浦县'])
    expect((await place.search(place.code)).places?.items[0]).toMatchObject({
      code: place.code,
      level: 'village',
    })
  })

  test('of another county are not found', async ({ place }) => {
    expect(places(await place.search('lianzhou', place.otherCounty, otherCounty))).toEqual([])
    expect(places(await place.search('nankang', place.otherCounty, otherCounty))).toEqual(['南康镇'])
  })

  test('a new name is found at once, and by pinyin when it has been spelt', async ({
    installation,
    place,
  }) => {
    const { pool } = installation.db
    await pool.query(
      `insert into region (code, parent_code, level, name) values ('450521102', '450521', 'town', '西场镇')`,
    )
    expect(places(await place.search('西场'))).toEqual(['西场镇'])
    expect(places(await place.search('xichang'))).toEqual([])
    expect(await spellNewNames(installation.db)).toBe(1)
    expect(places(await place.search('xichang'))).toEqual(['西场镇'])
    await pool.query(`update region set valid_to = '2017-01-01' where code = '450521102'`)
    expect(places(await place.search('西场'))).toEqual([])
  })
})

describe('policy and facts', () => {
  test('a criterion is found by its name and its clause, a fact by its id and its pinyin', async ({
    place,
  }) => {
    const water = await place.search('饮水')
    expect(water.policy?.items).toContainEqual(
      expect.objectContaining({ part: 'criteria', of: 'household-exit', id: 'water' }),
    )
    expect((await place.search('waterMinutes')).facts?.items[0]).toMatchObject({
      subject: 'household',
      id: 'waterMinutes',
    })
    expect((await place.search('qushuiwangfan')).facts?.items[0]).toMatchObject({ id: 'waterMinutes' })
  })

  test('there are at most five of each, and the answer says when there are more', async ({ place }) => {
    const { facts } = await place.search('有')
    expect(facts?.items.length).toBe(5)
    expect(facts?.more).toBe(true)
  })

  test('on a day without any policy the other groups answer all the same', async ({ api }) => {
    const answer = await api.search({ body: { text: '廉州', region: county, asOf: '1900-01-01' } })
    expect(places(answer)).toEqual(['廉州镇'])
    expect(answer.policy?.items).toEqual([])
  })
})

test('whoever has not entered finds nothing', async ({ stranger }) => {
  await expect(stranger.search({ body: { text: '廉州', region: county } })).rejects.toMatchObject({
    status: 401,
  })
})
