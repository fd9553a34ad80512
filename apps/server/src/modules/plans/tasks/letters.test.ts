import { uuidv7 } from '../../../platform/uuid.ts'
import { test as base, county, expect, otherCounty, refusalOf, send, signIn, town } from '../../../testing.ts'
import { plantPlan, plantTarget, plantTask, textOfDocument } from './testing.ts'

const test = base.extend('plans', { scope: 'file' }, async ({ installation }) => {
  const { db } = installation
  const city = await plantPlan(db, '4505', { title: '北海市方案', by: 'city' })
  const ofCounty = await plantPlan(db, county, { title: '合浦县方案' })
  return { city, ofCounty, db }
})

const report = (over: object = {}) => ({
  id: uuidv7(),
  region: county,
  on: '2017-03-20',
  state: 'underway' as const,
  text: '已完成勘察',
  ...over,
})

test('a letter for a department lists its tasks by role and the targets of the clauses it answers for', async ({
  as,
  plans,
}) => {
  const { db, city } = plans
  await plantTarget(db, {
    plan: city,
    region: '4505',
    label: '脱贫户数',
    value: '4941',
    unit: '户',
    clause: '二（一）',
  })
  await plantTarget(db, {
    plan: city,
    region: '4505',
    label: '别人的目标',
    value: '7',
    unit: '个',
    clause: '九',
  })
  const units = (role: 'lead' | 'cooperating') => [{ role, name: '市扶贫办' }]
  await plantTask(db, {
    plan: city,
    text: '牵头的任务',
    clause: '二（一）',
    until: '2017-11-30',
    units: units('lead'),
  })
  await plantTask(db, {
    plan: city,
    text: '配合的任务',
    clause: '三',
    until: '2017-06-30',
    units: units('cooperating'),
  })
  await plantTask(db, { plan: city, text: '前年的任务', until: '2015-06-30', units: units('lead') })
  const letter = await as('city').getLetter({ query: { region: '4505', year: '2017', unit: '市扶贫办' } })
  expect([letter.from.name, letter.to, letter.printedOn]).toEqual([
    '北海市',
    { name: '市扶贫办', kind: 'unit' },
    '2017-03-31',
  ])
  expect(letter.targets.map(({ label, figure }) => [label, figure.zh])).toEqual([
    ['脱贫户数', '不少于4,941户'],
  ])
  expect(letter.tasks.map(({ text, role }) => [text, role])).toEqual([
    ['牵头的任务', 'lead'],
    ['配合的任务', 'cooperating'],
  ])
})

test('a letter for the county below lists its own targets and what the plan asks of it or of every county', async ({
  as,
  plans,
}) => {
  const { db, city } = plans
  await plantTarget(db, {
    plan: city,
    region: county,
    label: '分到本县的脱贫户数',
    value: '2500.50',
    unit: '户',
  })
  const text = ['各县区的任务', '合浦县的任务', '铁山港区的任务']
  for (const [at, name] of ['各县（区）政府', '合浦县人民政府', '铁山港区管委会'].entries())
    await plantTask(db, { plan: city, text: text[at]!, units: [{ role: 'responsible', name }] })
  const letter = await as('city').getLetter({ query: { region: '4505', year: '2017', below: county } })
  expect(letter.to).toEqual({ name: '合浦县', kind: 'region' })
  expect(letter.targets.map(({ figure }) => figure.zh)).toEqual(['不少于2,500.5户'])
  expect(letter.tasks.map((each) => each.text).toSorted()).toEqual(text.slice(0, 2).toSorted())
})

test('a letter is for one side that there is, within the region and the scope', async ({ as }) => {
  const query = { region: county, year: '2017' }
  const code = async (account: string, asked: object) =>
    (await refusalOf(as(account).getLetter({ query: { ...query, ...asked } }))).code
  expect(await code('county', {})).toBe('letter.oneSide')
  expect(await code('county', { unit: '无此局', below: town })).toBe('letter.oneSide')
  expect(await code('county', { unit: '无此局' })).toBe('letter.unknownUnit')
  expect(await code('county', { below: `${otherCounty}101` })).toBe('region.notFound')
  expect(await code('county', { below: county })).toBe('region.notFound')
  expect(await code('otherCounty', { below: town })).toBe('region.notFound')
})

test('the bulletin of a month tells in words and tables what is late, blocked and why, and done', async ({
  app,
  api,
  plans,
}) => {
  const { db, ofCounty: plan } = plans
  const units = [{ role: 'lead' as const, name: '县水利局' }]
  await plantTask(db, { plan, units, text: '逾期<任务>&甲', until: '2017-03-11' })
  const blocked = await plantTask(db, { plan, units, text: '受阻任务乙', until: '2017-03-31' })
  const done = await plantTask(db, { plan, units, text: '完成任务丙', until: '2017-03-25' })
  await api.reportTask({
    params: { id: blocked },
    body: report({ state: 'blocked', text: '=资金\u0007没有到位' }),
  })
  await api.reportTask({ params: { id: done }, body: report({ state: 'done' }) })
  const cookie = await signIn(app, 'county')
  const bulletin = async (rest: string) => {
    const url = `/api/duties/bulletin?region=${county}&month=2017-03${rest}`
    return send(app, { url, headers: { cookie } })
  }
  const answer = await bulletin('')
  expect(answer.headers['content-disposition']).toContain('docx')
  const text = await textOfDocument(answer.rawPayload)
  expect(text).toContain('合浦县2017年3月任务进展通报')
  // With what the city has passed down to it.
  expect(text).toContain('共4项：已完成1项，逾期2项，受阻1项，本月到期0项')
  expect(text).toContain('县水利局|3|1|1|1')
  expect(text).toContain('逾期<任务>&甲|县水利局|2017-03-11|20|')
  expect(text).toContain('受阻任务乙|县水利局|2017-03-31|2017-03-20|=资金没有到位')
  expect(text).toContain('完成任务丙|县水利局|2017-03-25|2017-03-20')
  const english = await textOfDocument((await bulletin('&language=en')).rawPayload)
  expect(english).toContain('4 tasks were due this month or brought over: 1 done, 2 late, 1 blocked')
  const elsewhere = { headers: { cookie: await signIn(app, 'otherCounty') } }
  const url = `/api/duties/bulletin?region=${county}&month=2017-03`
  expect((await send(app, { url, ...elsewhere })).statusCode).toBe(404)
})

test('the list as it is filtered is a file', async ({ app, api }) => {
  const cookie = await signIn(app, 'county')
  const query = { region: county, month: '2017-03', state: 'late', unit: '县水利局' } as const
  const url = `/api/duties/export?${new URLSearchParams({ ...query, format: 'csv' })}`
  const lines = (await send(app, { url, headers: { cookie } })).body.trim().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('逾期<任务>&甲,逾期,2017-03-11,20')
  expect((await api.listDuties({ query })).total).toBe(1)
})
