import { uuidv7 } from '../../../platform/uuid.ts'
import { accountId } from '../../../testing/places.ts'
import { county, describe, expect, otherCounty, test, today, town } from '../../../testing.ts'
import { matchUnits } from './match.ts'

const units: Readonly<Record<string, readonly string[]>> = {
  45: ['广西壮族自治区扶贫开发办公室'],
  4505: [
    '北海市涠洲旅游度假区管委会',
    '北海市扶贫开发办公室',
    '市水利局',
    '北海市卫生和计划生育委员会',
    '北海市国家税务局',
    '市财政局',
  ],
  [county]: [
    '合浦县扶贫局',
    '合浦县水利局',
    '合浦县文化和旅游局',
    '合浦县畜牧局',
    '合浦县水产畜牧兽医局',
    '石康镇财政所',
  ],
  [otherCounty]: ['铁山港区人民政府', '铁山港区扶贫办', '合浦县水利局'],
  [town]: ['廉州镇扶贫工作站'],
}
const ids = new Map<string, string>()

test.beforeAll(async ({ installation: { db } }) => {
  for (const [region, names] of Object.entries(units)) {
    for (const name of names) {
      const id = uuidv7()
      ids.set(`${region} ${name}`, id)
      await db.pool.query(`insert into unit (id, kind, name, region_code) values ($1, 'sector', $2, $3)`, [
        id,
        name,
        region,
      ])
    }
  }
})

describe('in a plan of the county', () => {
  test.for([
    ['县扶贫办', '合浦县扶贫局'],
    ['合浦县扶贫开发领导小组办公室', '合浦县扶贫局'],
    ['扶贫办', '合浦县扶贫局'],
    ['合浦扶贫局', '合浦县扶贫局'],
    ['市扶贫办', '北海市扶贫开发办公室'],
    ['北海市扶贫局', '北海市扶贫开发办公室'],
    ['自治区扶贫办', '广西壮族自治区扶贫开发办公室'],
    ['广西扶贫办', '广西壮族自治区扶贫开发办公室'],
    ['市水利局', '市水利局'],
    ['市卫计局', '北海市卫生和计划生育委员会'],
    ['县旅游局', '合浦县文化和旅游局'],
    ['市地税局', undefined],
    ['区扶贫办', undefined],
    ['县财政局', undefined],
    ['各县区党委、政府', undefined],
    ['铁山港区扶贫办', undefined],
  ] as const)('%s', async ([name, unit], { db }) => {
    const matched = await matchUnits(db.pool, { region: county, names: [name], today })
    expect([name, matched.get(name)?.unit?.name]).toEqual([name, unit])
  })

  test('a department is named even where the register has no such unit', async ({ db }) => {
    const matched = await matchUnits(db.pool, { region: county, names: ['县财政局', '某某中心'], today })
    expect(matched.get('县财政局')).toMatchObject({
      unit: null,
      department: { key: 'finance' },
      suggestions: [{ name: '市财政局' }],
    })
    expect(matched.get('某某中心')).toEqual({
      name: '某某中心',
      unit: null,
      department: null,
      suggestions: [],
    })
  })

  test('two that might be meant are suggested, and none is taken', async ({ db }) => {
    const matched = await matchUnits(db.pool, { region: county, names: ['县畜牧水产局'], today })
    expect(matched.get('县畜牧水产局')?.unit).toBeNull()
    expect(matched.get('县畜牧水产局')?.suggestions.map(({ name }) => name)).toEqual([
      '合浦县水产畜牧兽医局',
      '合浦县畜牧局',
    ])
  })

  test('what a scan got wrong is suggested, and not taken', async ({ db }) => {
    const name = '市卫生和计划生育委贡会'
    const matched = await matchUnits(db.pool, { region: county, names: [name], today, withSlips: true })
    expect(matched.get(name)).toMatchObject({
      unit: null,
      suggestions: [{ name: '北海市卫生和计划生育委员会' }],
    })
  })
})

describe('in a plan of the city', () => {
  test('a county by its name is the county, and 县 alone is none of them', async ({ db }) => {
    const names = ['合浦县扶贫办', '铁山港区扶贫局', '县扶贫办', '扶贫办', '合浦水利局']
    const matched = await matchUnits(db.pool, { region: '4505', names, today })
    expect(names.map((name) => matched.get(name)?.unit?.name)).toEqual([
      '合浦县扶贫局',
      '铁山港区扶贫办',
      undefined,
      '北海市扶贫开发办公室',
      '合浦县水利局',
    ])
    expect(matched.get('合浦水利局')?.unit?.id).toBe(ids.get(`${county} 合浦县水利局`))
  })

  test('a zone is known by its name, and a region by itself is suggested to be its government', async ({
    db,
  }) => {
    const names = [
      '涠洲旅游度假区党工委、管委会',
      '市涠洲旅游度假区管委会',
      '铁山港区',
      '铁山港区党委、政府',
      '合浦县',
    ]
    const matched = await matchUnits(db.pool, { region: '4505', names, today })
    expect(names.map((name) => matched.get(name)?.unit?.name)).toEqual([
      '北海市涠洲旅游度假区管委会',
      '北海市涠洲旅游度假区管委会',
      undefined,
      undefined,
      undefined,
    ])
    expect(names.map((name) => matched.get(name)?.suggestions.map((unit) => unit.name))).toEqual([
      [],
      [],
      ['铁山港区人民政府'],
      ['铁山港区人民政府'],
      [],
    ])
  })

  test('one name of two units below is suggested', async ({ db }) => {
    const matched = await matchUnits(db.pool, { region: '4505', names: ['合浦县水利局'], today })
    expect(matched.get('合浦县水利局')).toMatchObject({ unit: null })
    expect(matched.get('合浦县水利局')?.suggestions).toHaveLength(2)
  })
})

test('what a person said goes before everything, and holds below unless the name means another office there', async ({
  db,
}) => {
  const said = async (region: string, alias: string, unit: string) =>
    db.pool.query(
      'insert into unit_alias (region_code, alias, unit_id, made_by, made_at) values ($1, $2, $3, $4, now())',
      [region, alias, ids.get(unit), accountId('city')],
    )
  await said('4505', '水务集团', '4505 市水利局')
  await said('4505', '财政局', '4505 市财政局')
  await said(county, '县水利局', `${county} 合浦县畜牧局`)
  const names = ['水务集团', '财政局', '县水利局']
  const inCounty = await matchUnits(db.pool, { region: county, names, today })
  expect(names.map((name) => inCounty.get(name)?.unit?.name)).toEqual(['市水利局', undefined, '合浦县畜牧局'])
  const inCity = await matchUnits(db.pool, { region: '4505', names, today })
  expect(names.map((name) => inCity.get(name)?.unit?.name)).toEqual(['市水利局', '市财政局', undefined])
})

test('a unit that was closed is meant by nobody', async ({ db }) => {
  await db.pool.query('update unit set closed_at = now() where id = $1', [
    ids.get('45 广西壮族自治区扶贫开发办公室'),
  ])
  const matched = await matchUnits(db.pool, { region: '45', names: ['区扶贫办'], today })
  expect(matched.get('区扶贫办')?.unit).toBeNull()
})
