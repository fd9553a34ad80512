import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidv7 } from '../../platform/uuid.ts'
import {
  type AccountName,
  test as base,
  describe,
  expect,
  send,
  signIn,
  town,
  village,
} from '../../testing.ts'
import { readBoundaries } from './geojson.ts'

type Answer = {
  status: number
  body: Record<string, never> & { items: { code: string; polygons: unknown }[] }
}

const test = base.extend('upload', { scope: 'file' }, ({ app }) => {
  return async (file: unknown, account: AccountName = 'county', query = ''): Promise<Answer> => {
    const boundary = 'border-of-the-form'
    const text = typeof file === 'string' ? file : JSON.stringify(file)
    const answer = await send(app, {
      method: 'POST',
      url: `/api/region-boundaries${query}`,
      headers: {
        cookie: await signIn(app, account),
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="边界.geojson"\r\n\r\n${text}\r\n--${boundary}--\r\n`,
    })
    return { status: answer.statusCode, body: answer.json() }
  }
})

const square = (x = 109, y = 21) => [
  [x, y],
  [x + 0.1, y],
  [x + 0.1, y + 0.1],
  [x, y + 0.1],
  [x, y],
]
const feature = (code: unknown, geometry: unknown = { type: 'Polygon', coordinates: [square()] }) => ({
  type: 'Feature',
  properties: { name: '某地', adcode: code },
  geometry,
})
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })

describe('boundaries of regions', () => {
  test('are imported by the county office, replaced by a later file, and shown with the region above', async ({
    upload,
    as,
  }) => {
    const two = collection(feature(village(1)), feature(village(2)))
    expect(await upload(two)).toMatchObject({
      status: 200,
      body: { imported: 2, replaced: 0, pointsRead: 10, regions: [{ name: '第01村' }, { name: '第02村' }] },
    })
    expect(await upload(collection(feature(village(2))))).toMatchObject({
      body: { imported: 1, replaced: 1 },
    })
    const { items, missing } = await as('town').listBoundaries({ params: { code: town }, query: {} })
    expect(items.map(({ code }) => code)).toEqual([village(1), village(2)])
    expect(items[0]?.polygons).toEqual([[square()]])
    expect(missing).toHaveLength(58)
  })

  test('one sees those of the regions that one may see, and nothing of another county', async ({
    as,
    upload,
  }) => {
    expect((await upload(collection(feature(450521), feature(450512)), 'city')).status).toBe(200)
    const city = await as('city').listBoundaries({ params: { code: '4505' }, query: {} })
    expect(city.items.map(({ code }) => code)).toEqual(['450512', '450521'])
    const county = await as('county').listBoundaries({ params: { code: '4505' }, query: {} })
    expect(county.items.map(({ code }) => code)).toEqual(['450521'])
    await expect(
      as('county').listBoundaries({ params: { code: '450512' }, query: {} }),
    ).rejects.toMatchObject({
      status: 404,
    })
  })

  test('a region outside of the scope looks like one that is not there, and nothing is imported', async ({
    upload,
    as,
  }) => {
    const answer = await upload(collection(feature(village(5)), feature('450512101'), feature('450599')))
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'boundaries.features',
        field: 'features[1].properties.adcode',
        value: '450512101',
        errors: [{ field: 'features[1].properties.adcode' }, { field: 'features[2].properties.adcode' }],
      },
    })
    const { missing } = await as('county').listBoundaries({ params: { code: town }, query: {} })
    expect(missing.map(({ code }) => code)).toContain(village(5))
  })

  test.for([['town'], ['registrar'], ['audit']] as const)(
    '%s may not import them',
    async ([account], { upload }) => {
      expect((await upload(collection(feature(village(1))), account as AccountName)).status).toBe(403)
    },
  )

  test('what is no JSON is refused as a whole', async ({ upload }) => {
    expect(await upload('<kml/>')).toMatchObject({
      status: 400,
      body: { code: 'boundaries.notJson', field: 'file' },
    })
  })
})

describe('a file of boundaries', () => {
  test('names the property, or it is found by what it holds', () => {
    const file = collection({
      properties: { id: 7, 代码: '450521000000', parent: { adcode: 450500 } },
      geometry: { type: 'Polygon', coordinates: [square()] },
    })
    expect(readBoundaries(file)).toMatchObject({ property: '代码', boundaries: [{ code: '450521' }] })
    expect(readBoundaries(file, 'id')).toMatchObject({ problems: [{ field: 'features[0].properties.id' }] })
  })

  test.for([
    [{ type: 'Feature' }, 'type'],
    [collection(), 'features'],
    [collection(feature('nonsense')), 'features[0].properties'],
    [collection(feature(450521), feature('1')), 'features[1].properties.adcode'],
    [collection(feature(450521), feature(450521)), 'features[1].properties.adcode'],
    [collection(feature(450521, null)), 'features[0].geometry.type'],
    [collection(feature(450521, { type: 'Point', coordinates: [1, 2] })), 'features[0].geometry.type'],
    [collection(feature(450521, { type: 'Polygon', coordinates: [] })), 'features[0].geometry.coordinates'],
    [
      collection(feature(450521, { type: 'Polygon', coordinates: [square().slice(0, 3)] })),
      'features[0].geometry.coordinates[0]',
    ],
    [
      collection(feature(450521, { type: 'Polygon', coordinates: [square().slice(0, 4)] })),
      'features[0].geometry.coordinates[0]',
    ],
    [
      collection(feature(450521, { type: 'MultiPolygon', coordinates: [[square()], [square(36_000_000)]] })),
      'features[0].geometry.coordinates[1][0][0]',
    ],
  ] as const)('%# is refused where it is wrong', ([file, field]) => {
    expect(readBoundaries(file)).toMatchObject({ problems: [{ field }] })
  })
})

test('a file in a shell is read by the same rules', async ({ installation }) => {
  const { importBoundaries } = await import('./index.ts')
  const path = join(mkdtempSync(join(tmpdir(), 'lika-boundaries-')), `${uuidv7()}.geojson`)
  writeFileSync(path, `\uFEFF${JSON.stringify(collection(feature('45')))}`)
  const actor = { accountId: '', name: 'lika', role: 'system', permissions: new Set(['*']), regions: ['all'] }
  const report = await importBoundaries(installation, actor, { path, filename: 'a.geojson' }, {})
  expect(report).toMatchObject({ imported: 1, regions: [{ code: '45' }] })
})
