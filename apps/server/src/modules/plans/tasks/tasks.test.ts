import { uuidv7 } from '../../../platform/uuid.ts'
import { aJpeg } from '../../../testing/photos.ts'
import {
  test as base,
  county,
  describe,
  expect,
  otherCounty,
  refusalOf,
  send,
  signIn,
  town,
  village,
} from '../../../testing.ts'
import { PLAN_TEXT, type PlantedTask, plantPlan, plantTask } from './testing.ts'

const test = base
  .extend('plan', { scope: 'file' }, ({ installation }) => plantPlan(installation.db, county))
  .extend(
    'aTask',
    { scope: 'file' },
    ({ installation, plan }) =>
      (task: PlantedTask): Promise<string> =>
        plantTask(installation.db, { plan, ...task }),
  )

const report = (over: object = {}) => ({
  id: uuidv7(),
  region: county,
  on: '2017-03-20',
  state: 'underway' as const,
  text: '已完成勘察',
  ...over,
})

describe('what a department owes', () => {
  test('a task is late the day after its deadline, due in its month, and coming after it', async ({
    api,
    aTask,
  }) => {
    const units = [{ role: 'lead' as const, name: '县状态局' }]
    const days = { late: '2017-03-30', due: '2017-03-31', coming: '2017-04-01', open: undefined }
    for (const [state, until] of Object.entries(days))
      await aTask({ text: `状态${state}`, units, ...(until ? { until } : {}) })
    const { items } = await api.listDuties({ query: { region: county, unit: '县状态局' } })
    expect(items.map(({ text, state, daysLate }) => [text, state, daysLate])).toEqual([
      ['状态late', 'late', 1],
      ['状态due', 'due', null],
      ['状态coming', 'coming', null],
      ['状态open', 'open', null],
    ])
  })

  test('a monthly task is a duty each month, on the last day of the month within its period', async ({
    api,
    aTask,
  }) => {
    const id = await aTask({ from: '2017-01-15', until: '2017-06-20', every: 'month', units: [] })
    const { duties } = await api.getTask({ params: { id } })
    expect(duties.map(({ from, day, state }) => `${from} ${day} ${state}`)).toEqual([
      '2017-01-15 2017-01-31 late',
      '2017-02-01 2017-02-28 late',
      '2017-03-01 2017-03-31 due',
      '2017-04-01 2017-04-30 coming',
      '2017-05-01 2017-05-31 coming',
      '2017-06-01 2017-06-20 coming',
    ])
  })

  test.for([
    ['week', '2017-03-01', '2017-03-20', ['2017-03-05', '2017-03-12', '2017-03-19', '2017-03-20']],
    ['quarter', '2017-02-01', '2017-12-31', ['2017-03-31', '2017-06-30', '2017-09-30', '2017-12-31']],
    ['halfYear', '2016-08-01', '2017-12-31', ['2016-12-31', '2017-06-30', '2017-12-31']],
    ['year', '2016-01-01', '2018-12-31', ['2016-12-31', '2017-12-31', '2018-12-31']],
  ] as const)('rounds of a %s end on its last day', async ([every, from, until, days], { api, aTask }) => {
    const id = await aTask({ every, from, until, units: [] })
    const { duties } = await api.getTask({ params: { id } })
    expect(duties.map(({ day }) => day)).toEqual(days)
  })

  test('a month shows what is due in it and what is late from before, but not what was done before', async ({
    api,
    aTask,
  }) => {
    const units = [{ role: 'lead' as const, name: '县月份局' }]
    const done = await aTask({ text: '早已完成', until: '2017-02-10', units })
    await aTask({ text: '拖到现在', until: '2017-02-20', units })
    await aTask({ text: '本月到期', until: '2017-03-31', units })
    await aTask({ text: '下月到期', until: '2017-04-30', units })
    await aTask({ text: '没有期限', units })
    await api.reportTask({ params: { id: done }, body: report({ state: 'done', on: '2017-02-09' }) })
    const of = async (month: string) =>
      (await api.listDuties({ query: { region: county, unit: '县月份局', month } })).items.map(
        ({ text }) => text,
      )
    expect(await of('2017-03')).toEqual(['拖到现在', '本月到期'])
    expect(await of('2017-02')).toEqual(['拖到现在', '早已完成'])
    expect(await of('2017-04')).toEqual(['下月到期'])
  })

  test('counts by unit open the rows behind them, and a unit in two roles counts once', async ({
    api,
    aTask,
  }) => {
    const units = [
      { role: 'lead' as const, name: '县计数局' },
      { role: 'responsible' as const, name: '县计数局' },
      { role: 'cooperating' as const, name: '县配合局' },
    ]
    const text = '计数任务甲'
    await aTask({ text, units, until: '2017-03-01' })
    await aTask({ text, units, from: '2017-03-01', until: '2017-05-31', every: 'month' })
    const counts = await api.countDuties({ query: { region: county, search: text } })
    expect(counts.total).toEqual({ done: 0, late: 1, blocked: 0, due: 1, coming: 2, open: 0 })
    expect(counts.units.map(({ key, late, due, coming }) => [key, late, due, coming])).toEqual([
      ['县计数局', 1, 1, 2],
      ['县配合局', 1, 1, 2],
    ])
    expect(counts.months.map(({ month, late, due, coming }) => [month, late + due + coming])).toEqual([
      ['2017-03', 2],
      ['2017-04', 1],
      ['2017-05', 1],
    ])
    const late = await api.listDuties({
      query: { region: county, search: text, unit: '县配合局', state: 'late' },
    })
    expect(late.total).toBe(1)
    const asLead = await api.countDuties({ query: { region: county, search: text, role: 'lead' } })
    expect(asLead.units.map(({ key }) => key)).toEqual(['县计数局'])
  })

  test('a long list comes page by page, each duty once', async ({ api, aTask }) => {
    const units = [{ role: 'lead' as const, name: '县长单局' }]
    for (let n = 0; n < 30; n++)
      await aTask({ units, from: '2017-01-01', until: '2017-12-31', every: 'month' })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await api.listDuties({
        query: { region: county, unit: '县长单局', ...(cursor ? { cursor } : {}) },
      })
      expect(page.total).toBe(360)
      seen.push(...page.items.map(({ task, day }) => `${task} ${day}`))
      cursor = page.next
    } while (cursor)
    expect(new Set(seen).size).toBe(360)
    expect(seen.length).toBe(360)
  })

  test('tasks of a withdrawn plan are owed by nobody', async ({ api, db }) => {
    const plan = await plantPlan(db, county, { title: '撤下的方案' })
    const id = await plantTask(db, { plan, text: '撤下的任务', until: '2017-03-01' })
    expect((await api.listDuties({ query: { region: county, plan } })).total).toBe(1)
    await db.pool.query('update plan set ended_at = now() where id = $1', [plan])
    expect((await api.listDuties({ query: { region: county, plan } })).total).toBe(0)
    expect((await refusalOf(api.getTask({ params: { id } }))).code).toBe('task.notFound')
  })
})

describe('reporting', () => {
  test('a task shows its sentence, and its latest report decides', async ({ api, aTask }) => {
    const id = await aTask({ until: '2017-03-10' })
    const before = await api.getTask({ params: { id } })
    expect(before.origin).toMatchObject({
      title: '推进任务的方案',
      sentence: '县水利局负责在6月底前完成管网延伸。',
    })
    expect(before.context.before + before.origin.sentence + before.context.after).toBe(PLAN_TEXT)
    expect(before.duties[0]).toMatchObject({ state: 'late', daysLate: 21 })
    await api.reportTask({ params: { id }, body: report({ percent: 40 }) })
    const blocked = await api.reportTask({
      params: { id },
      body: report({ state: 'blocked', on: '2017-03-21', text: '缺少资金' }),
    })
    expect(blocked.duties[0]).toMatchObject({ state: 'blocked', daysLate: 21, lastReport: '2017-03-21' })
    const done = await api.reportTask({
      params: { id },
      body: report({ state: 'done', on: '2017-03-22', percent: 100 }),
    })
    expect(done.duties[0]).toMatchObject({ state: 'done', daysLate: null, percent: 100 })
    expect(done.reports.map(({ state, by }) => [state, by])).toEqual([
      ['done', 'county'],
      ['blocked', 'county'],
      ['underway', 'county'],
    ])
    // As of a day on which it was not yet done.
    const then = await api.getTask({ params: { id }, query: { date: '2017-03-21' } })
    expect(then.duties[0]).toMatchObject({ state: 'blocked' })
    expect(then.reports).toHaveLength(2)
  })

  test('a report sent twice is one, with another body it is refused', async ({ api, aTask, db }) => {
    const id = await aTask({})
    const body = report({ percent: 10 })
    await Promise.all([api.reportTask({ params: { id }, body }), api.reportTask({ params: { id }, body })])
    expect((await api.getTask({ params: { id } })).reports).toHaveLength(1)
    const other = await refusalOf(api.reportTask({ params: { id }, body: { ...body, percent: 20 } }))
    expect([other.status, other.code]).toEqual([409, 'record.differentBody'])
    const { rows } = await db.pool.query('select subject_kind, county_code from record where id = $1', [
      body.id,
    ])
    expect(rows).toEqual([{ subject_kind: 'task', county_code: county }])
  })

  test('a report of a cycle names its round, and only that one is done', async ({ api, aTask }) => {
    const id = await aTask({ from: '2017-01-01', until: '2017-12-31', every: 'month' })
    const missing = await refusalOf(api.reportTask({ params: { id }, body: report() }))
    expect([missing.status, missing.code, missing.field]).toEqual([422, 'task.noSuchRound', 'duty'])
    const wrong = await refusalOf(api.reportTask({ params: { id }, body: report({ duty: '2017-02-27' }) }))
    expect(wrong).toMatchObject({ field: 'duty', value: '2017-02-27' })
    expect(wrong.expected).toContain('2017-02-28')
    const done = await api.reportTask({
      params: { id },
      body: report({ state: 'done', duty: '2017-02-28' }),
    })
    expect(done.duties.slice(0, 3).map(({ state }) => state)).toEqual(['late', 'done', 'due'])
  })

  test.for([
    [{ on: '2017-04-01' }, 'task.future', 'on'],
    [{ state: 'done', percent: 90 }, 'task.doneInPart', 'percent'],
    [{ duty: '2017-03-31' }, 'task.noRounds', 'duty'],
    [{ evidence: ['0'.repeat(64)] }, 'evidence.missing', 'evidence'],
    [{ region: otherCounty }, 'region.notFound', 'region'],
    [{ region: '450521999' }, 'region.notFound', 'region'],
  ] as const)('a wrong report says what is wrong: %j', async ([over, code, field], { api, aTask }) => {
    const id = await aTask({})
    const refusal = await refusalOf(api.reportTask({ params: { id }, body: report(over) }))
    expect(refusal).toMatchObject({ code, field })
    expect((await api.getTask({ params: { id } })).reports).toEqual([])
  })

  test('what was reported wrongly is taken back once, and stays to be seen', async ({ api, as, aTask }) => {
    const id = await aTask({ until: '2017-03-10' })
    const wrong = report({ state: 'done' })
    await api.reportTask({ params: { id }, body: wrong })
    const body = { id: uuidv7(), reason: '填到别的任务了' }
    const params = { id, report: wrong.id }
    const townRefused = await refusalOf(as('town').takeBackReport({ params, body }))
    expect([townRefused.status, townRefused.code]).toEqual([404, 'task.reportNotFound'])
    const after = await api.takeBackReport({ params, body })
    expect(after.duties[0]?.state).toBe('late')
    expect(after.reports[0]).toMatchObject({ takenBack: '填到别的任务了', mayTakeBack: false })
    await api.takeBackReport({ params, body })
    const again = await refusalOf(api.takeBackReport({ params, body: { id: uuidv7(), reason: '再撤一次' } }))
    expect([again.status, again.code]).toEqual([409, 'task.takenBackAlready'])
  })

  test('a department sends evidence with its report, and the city opens it', async ({ app, as, aTask }) => {
    const id = await aTask({})
    const upload = {
      method: 'POST' as const,
      url: '/api/tasks/evidence',
      headers: { cookie: await signIn(app, 'sector'), 'content-type': 'multipart/form-data; boundary=b' },
      payload: Buffer.concat([
        Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'),
        aJpeg({ text: 'works' }),
        Buffer.from('\r\n--b--\r\n'),
      ]),
    }
    const { sha256 } = (await send(app, upload)).json()
    const told = await as('sector').reportTask({ params: { id }, body: report({ evidence: [sha256] }) })
    expect(told.files.map(({ name }) => name)).toEqual(['a.jpg'])
    const open = async (account: string) =>
      (await send(app, { url: `/api/evidence/${sha256}`, headers: { cookie: await signIn(app, account) } }))
        .statusCode
    expect([await open('city'), await open('county'), await open('town'), await open('otherCounty')]).toEqual(
      [200, 200, 200, 404],
    )
  })
})

describe('who sees what', () => {
  test('a plan is passed down: the town and the city see the task of the county, another county does not', async ({
    as,
    aTask,
  }) => {
    const text = '只给本县的任务'
    const id = await aTask({ text, until: '2017-03-31' })
    for (const [account, region] of [
      ['city', '4505'],
      ['town', town],
      ['team', village(1)],
    ] as const) {
      expect((await as(account).getTask({ params: { id } })).text).toBe(text)
      expect((await as(account).listDuties({ query: { region, search: text } })).total).toBe(1)
    }
    const refusal = await refusalOf(as('otherCounty').getTask({ params: { id } }))
    expect([refusal.status, refusal.code]).toEqual([404, 'task.notFound'])
    const elsewhere = { region: otherCounty, search: text }
    expect((await as('otherCounty').listDuties({ query: elsewhere })).total).toBe(0)
    const { total, units, plans } = await as('otherCounty').countDuties({ query: elsewhere })
    expect([Object.values(total).every((n) => n === 0), units, plans]).toEqual([true, [], []])
    const body = report({ region: otherCounty })
    const refused = await refusalOf(as('otherCounty').reportTask({ params: { id }, body }))
    expect(refused.code).toBe('task.notFound')
    expect((await refusalOf(as('town').listDuties({ query: { region: county } }))).code).toBe(
      'region.notFound',
    )
  })

  test('a county reports for itself on a task of the city, which stays the city’s to finish', async ({
    as,
    db,
  }) => {
    const plan = await plantPlan(db, '4505', { title: '市方案', by: 'city' })
    const id = await plantTask(db, { plan, text: '全市任务', until: '2017-03-10' })
    const body = report({ state: 'done', text: '本县已经完成' })
    const mine = await as('county').reportTask({ params: { id }, body })
    expect([mine.seenFrom.name, mine.duties[0]?.state]).toEqual(['合浦县', 'done'])
    const stateIn = async (account: string, region: string) =>
      (await as(account).listDuties({ query: { region, plan } })).items[0]?.state
    expect([await stateIn('county', county), await stateIn('otherCounty', otherCounty)]).toEqual([
      'done',
      'late',
    ])
    expect(await stateIn('city', '4505')).toBe('late')
    // The city looks at the county, and at what the county said.
    expect(await stateIn('city', county)).toBe('done')
    expect((await as('city').getTask({ params: { id } })).reports).toHaveLength(1)
    expect((await as('otherCounty').getTask({ params: { id } })).reports).toHaveLength(0)
    await as('city').reportTask({ params: { id }, body: report({ region: '4505', state: 'done' }) })
    expect(await stateIn('otherCounty', otherCounty)).toBe('done')
  })

  test('the search box finds tasks by their words, for whoever may see them', async ({ api, as, aTask }) => {
    const id = await aTask({ text: '修通屯级道路最后一公里' })
    const { tasks } = await api.search({ body: { text: '最后一公里', region: county } })
    expect(tasks?.items).toEqual([
      { id, text: '修通屯级道路最后一公里', plan: '推进任务的方案', clause: '一' },
    ])
    const elsewhere = { body: { text: '最后一公里', region: otherCounty } }
    expect((await as('otherCounty').search(elsewhere)).tasks?.items).toEqual([])
    expect((await as('system').search(elsewhere)).tasks).toBe(undefined)
  })

  test('the department of an account comes first', async ({ as, db, aTask }) => {
    const unit = uuidv7()
    await as('security').addUnit({
      body: { id: unit, kind: 'sector', name: '合浦县水利局', region: county, reason: '登记' },
    })
    await db.pool.query(
      `with s as (insert into staff (id, unit_id, name) values ($1, $2, '水利干部') returning id)
       update account set staff_id = (select id from s) where name = 'sector'`,
      [uuidv7(), unit],
    )
    await aTask({ units: [{ role: 'lead', name: '水利局', unit }], until: '2017-03-31' })
    const counts = await as('sector').countDuties({ query: { region: county } })
    expect(counts.own).toBe(unit)
    expect(counts.units.find(({ key }) => key === unit)).toMatchObject({ name: '合浦县水利局', due: 1 })
    expect((await as('county').countDuties({ query: { region: county } })).own).toBe(null)
  })
})
