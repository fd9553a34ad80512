import type { Opened } from '../../../open.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { accountId } from '../../../testing/places.ts'
import {
  beforeEach,
  county,
  describe,
  expect,
  group,
  otherCounty,
  refusalOf,
  today,
  town,
  village,
} from '../../../testing.ts'
import { act, look, post, test } from '../testing.ts'
import { findNotice, listNoticeRows } from './notices.store.ts'
import { publicNotice, publicNotices } from './public.ts'
import {
  aNotice,
  anActor,
  caseOf,
  forPublic,
  postAlone,
  procedureInForce,
  stepNamed,
  toFirstNotice,
} from './testing.ts'

const region = group(village(1))

// On a later day other months of income would count.
beforeEach<{ clock: { passTo(day: string): void } }>(({ clock }) => clock.passTo(today))

test('a preview is what will be posted, and is kept nowhere', async ({
  as,
  app,
  aHousehold,
  installation,
}) => {
  const households = [await aHousehold({ region }), await aHousehold({ region })]
  const cases = await toFirstNotice({ app, as }, households)
  const registrar = as('registrar')
  const asked = { cases, step: 'firstNotice', from: today, days: 7 }
  const preview = await registrar.previewNotice({ body: asked })
  const { rows } = await installation.db.pool.query('select from notice')
  expect(rows).toHaveLength(0)
  expect(preview).toMatchObject({ number: '', state: 'hanging', daysLeft: 7, until: '2017-04-06' })
  const posted = await registrar.getNotice({
    params: { id: await post(registrar, cases, 'firstNotice', today, 7) },
  })
  for (const key of ['title', 'issuer', 'text', 'columns', 'rows', 'region', 'until', 'step'] as const)
    expect(posted[key]).toEqual(preview[key])
  expect(posted.number).toMatch(/^〔2017〕450521-0331-/)
  expect(await refusalOf(registrar.previewNotice({ body: { ...asked, from: '2017-03-30' } }))).toMatchObject({
    code: 'notice.past',
  })
  expect(await refusalOf(registrar.previewNotice({ body: { ...asked, step: 'nowhere' } }))).toMatchObject({
    code: 'case.step',
  })
  for (const account of ['otherTown', 'otherCounty'])
    expect(await refusalOf(as(account).previewNotice({ body: asked }))).toMatchObject({
      status: 404,
      code: 'case.notFound',
    })
})

test('a notice is read by who works in its place and above it; elsewhere there is none', async ({
  as,
  app,
  aHousehold,
}) => {
  const { id } = await aNotice({ app, as }, [await aHousehold({ region })], today)
  for (const account of ['registrar', 'town', 'county', 'city', 'leader', 'audit'])
    expect(await as(account).getNotice({ params: { id } })).toMatchObject({ id, state: 'hanging' })
  for (const account of ['otherTown', 'otherCounty'])
    expect(await refusalOf(as(account).getNotice({ params: { id } }))).toMatchObject({
      status: 404,
      code: 'notice.notFound',
    })
  expect(await refusalOf(as('county').getNotice({ params: { id: uuidv7() } }))).toMatchObject({
    code: 'notice.notFound',
  })
  expect(await refusalOf(as('otherCounty').listNotices({ query: { region: county } }))).toMatchObject({
    status: 404,
  })
  const listed = (await as('otherCounty').listNotices({ query: { region: otherCounty } })).items
  expect(listed).toEqual([])
  expect((await as('town').listNotices({ query: { region: town } })).items.map((item) => item.id)).toContain(
    id,
  )
  expect((await as('registrar').listNotices({ query: { region: village(1) } })).items[0]).not.toHaveProperty(
    'rows',
  )
})

test('what hangs in the township is read by its villages; its rows only as long as it hangs', async ({
  as,
  app,
  api,
  aHousehold,
  clock,
  installation,
}) => {
  await aNeighbour(installation)
  const household = await aHousehold({ region })
  const [id] = await toFirstNotice({ app, as }, [household])
  const procedure = procedureInForce(installation, 'householdExit')
  const plain = stepNamed(procedure, 'firstNotice')
  const step = { ...plain, notice: { ...plain.notice!, level: 'town' } }
  const cases = [{ ...caseOf(household), id: id! }]
  const officer = anActor(accountId('county'), [county])
  const notice = uuidv7()
  await postAlone(installation, officer, { id: notice, procedure, step, cases, from: today, days: 7 })

  const seen = await as('neighbour').getNotice({ params: { id: notice } })
  expect(seen.region.at(-1)!.code).toBe(town)
  expect(seen.rows).toEqual([{ case: null, cells: ['1', '第01组', expect.any(String), '2'] }])
  expect(seen.mayTakeDown).toBe(false)
  const listed = await as('neighbour').listNotices({ query: { region: village(2), state: 'hanging' } })
  expect(listed.items.map((item) => item.id)).toContain(notice)
  clock.passTo('2017-12-31')
  expect((await as('neighbour').getNotice({ params: { id: notice } })).rows).toEqual([])
  expect((await api.getNotice({ params: { id: notice } })).rows).toMatchObject([{ case: id }])
})

test('by the day it is coming, hanging, over; the list is asked by that and by open objections', async ({
  as,
  app,
  aHousehold,
  clock,
}) => {
  const registrar = as('registrar')
  const { id, cases } = await aNotice({ app, as }, [await aHousehold({ region })], '2017-04-03')
  const at = async (day: string) => {
    clock.passTo(day)
    const { state, daysLeft } = await registrar.getNotice({ params: { id } })
    return [state, daysLeft]
  }
  expect(await at(today)).toEqual(['coming', 7])
  expect(await at('2017-04-03')).toEqual(['hanging', 7])
  expect(await at('2017-04-09')).toEqual(['hanging', 1])
  expect(await at('2017-04-10')).toEqual(['over', 0])
  clock.passTo('2017-04-05')
  const idsBy = async (query: object) =>
    (await registrar.listNotices({ query: { region: village(1), ...query } })).items.map((item) => item.id)
  expect(await idsBy({ state: 'hanging' })).toContain(id)
  expect(await idsBy({ state: 'over' })).not.toContain(id)
  expect(await idsBy({ kind: 'announcement' })).toEqual([])
  expect(await idsBy({ procedure: 'householdExit' })).toContain(id)
  expect(await idsBy({ objections: 'open' })).toEqual([])
  await act(registrar, cases, { kind: 'objected', step: 'firstNotice', text: '有异议' })
  expect(await idsBy({ objections: 'open' })).toEqual([id])
})

test('lists are read without the rows, the text and the columns of their notices', async ({
  as,
  app,
  aHousehold,
  installation,
}) => {
  const { id } = await aNotice({ app, as }, [await aHousehold({ region })], today)
  const listed = await listNoticeRows(installation.db.pool, {
    where: ['n.id = $1'],
    values: [id],
    after: undefined,
    limit: 1,
  })
  expect(Object.keys(listed[0]!.content).toSorted()).toEqual(
    Object.keys((await findNotice(installation.db.pool, id))!.content)
      .filter((key) => !['rows', 'text', 'columns', 'places'].includes(key))
      .toSorted(),
  )
})

describe('taken down before its end', () => {
  test('a notice has to hang anew for its full days, and the public sees its rows no more', async ({
    as,
    app,
    aHousehold,
    clock,
    installation,
  }) => {
    const households = [await aHousehold({ region }), await aHousehold({ region })]
    const { id, cases } = await aNotice({ app, as }, households, today)
    const registrar = as('registrar')
    const params = { id }
    const body = { id: uuidv7(), reason: '户主姓名写错' }
    expect(await refusalOf(as('town').takeDownNotice({ params, body }))).toMatchObject({
      code: 'notice.notYours',
    })
    expect(await refusalOf(as('otherTown').takeDownNotice({ params, body }))).toMatchObject({ status: 404 })
    const down = await registrar.takeDownNotice({ params, body })
    expect(down).toMatchObject({
      state: 'takenDown',
      daysLeft: 0,
      mayTakeDown: false,
      takenDown: { on: today, reason: '户主姓名写错' },
    })
    expect(await registrar.takeDownNotice({ params, body })).toEqual(down)
    expect(
      await refusalOf(registrar.takeDownNotice({ params, body: { ...body, reason: '别的理由' } })),
    ).toMatchObject({ status: 409 })
    expect(
      await refusalOf(registrar.takeDownNotice({ params, body: { id: uuidv7(), reason: '再撤一次' } })),
    ).toMatchObject({ code: 'notice.takenDown' })
    for (const each of cases) {
      const { steps, entries } = await look(registrar, each)
      expect(steps[0]!.gates.map(({ gate }) => gate)).toContain('notice')
      expect(entries.map(({ kind }) => kind)).toContain('takenDown')
    }
    const open = await publicNotice(forPublic(installation), id, today)
    expect(open).toMatchObject({
      state: 'takenDown',
      rows: [],
      columns: [],
      text: '',
      takesObjections: false,
    })
    clock.passTo('2017-04-07')
    const unopposed = { kind: 'decided', step: 'firstNotice', outcome: 'unopposed' } as const
    expect(await refusalOf(act(registrar, cases, unopposed))).toMatchObject({ code: 'case.refused' })
    await post(registrar, cases, 'firstNotice', '2017-04-07', 7)
    clock.passTo('2017-04-13')
    expect(await refusalOf(act(registrar, cases, unopposed))).toMatchObject({ code: 'case.refused' })
    clock.passTo('2017-04-14')
    await act(registrar, cases, unopposed)
  })

  test('twenty who take it down at once take it down once', async ({ as, app, aHousehold }) => {
    const { id, cases } = await aNotice({ app, as }, [await aHousehold({ region })], today)
    const registrar = as('registrar')
    const body = { id: uuidv7(), reason: '写错了' }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => registrar.takeDownNotice({ params: { id }, body })),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const { entries } = await look(registrar, cases[0]!)
    expect(entries.filter(({ kind }) => kind === 'takenDown')).toHaveLength(1)
  })

  test('what is over cannot be', async ({ as, app, aHousehold, clock }) => {
    const { id } = await aNotice({ app, as }, [await aHousehold({ region })], today)
    clock.passTo('2017-04-07')
    const body = { id: uuidv7(), reason: '写错了' }
    expect(await refusalOf(as('registrar').takeDownNotice({ params: { id }, body }))).toMatchObject({
      code: 'notice.over',
    })
  })
})

describe('on the public site', () => {
  test('hangs what hangs today, whole; of what is over only that it hung', async ({
    as,
    app,
    aHousehold,
    clock,
    installation,
  }) => {
    const deps = forPublic(installation)
    const household = await aHousehold({ region: group(village(1), 2), members: [{ name: '欧阳海棠' }, {}] })
    const { id } = await aNotice({ app, as }, [household], '2017-04-02')
    expect(await publicNotice(deps, id, '2017-04-01')).toBeUndefined()
    const hanging = (await publicNotice(deps, id, '2017-04-02'))!
    expect(hanging).toMatchObject({
      rows: [['1', '第02组', '欧阳海棠', '2']],
      takesObjections: true,
      daysLeft: 7,
    })
    expect(JSON.stringify(hanging)).not.toContain(household.id)
    expect(await publicNotice(deps, hanging.number.replaceAll(/[〔〕]/g, ' '), '2017-04-08')).toMatchObject({
      id,
    })
    const over = (await publicNotice(deps, id, '2017-04-09'))!
    expect(over).toMatchObject({ state: 'over', rows: [], text: '', title: hanging.title, days: 7 })
    expect(JSON.stringify(over)).not.toContain('欧阳海棠')

    const within = await publicNotices(deps, { region: village(1), on: '2017-04-09' })
    expect(within!.past.map((item) => item.id)).toContain(id)
    expect(JSON.stringify(within)).not.toContain('欧阳海棠')
    const coming = await publicNotices(deps, { region: village(1), on: '2017-04-01' })
    expect(JSON.stringify(coming)).not.toContain(id)
    clock.passTo(today)
    for (const wrong of ['', '0', "' or 1=1", uuidv7(), '〔2017〕450521-0331-0000'])
      expect(await publicNotice(deps, wrong, today)).toBeUndefined()
    for (const wrong of ['all', '4505', '', '999999', "450521' --"])
      expect(await publicNotices(deps, { region: wrong, on: today })).toBeUndefined()
  })

  test('fewer than three households are not told as a number where places are compared', async ({
    as,
    app,
    aHousehold,
    installation,
  }) => {
    const deps = forPublic(installation)
    const on = '2017-05-01'
    const listedIn = async () =>
      (await publicNotices(deps, { region: town, on }))!.regions.find(({ code }) => code === village(1))
    await aNotice({ app, as }, [await aHousehold({ region }), await aHousehold({ region })], on)
    expect(await listedIn()).toMatchObject({ notices: 1, listed: null })
    await aNotice({ app, as }, [await aHousehold({ region })], on)
    expect(await listedIn()).toMatchObject({ notices: 2, listed: 3 })
    const empty = (await publicNotices(deps, { region: town, on }))!.regions.find(
      ({ code }) => code === village(2),
    )
    expect(empty).toMatchObject({ notices: 0, listed: 0 })
    const all = (await publicNotices(deps, { on }))!
    expect(all.regions.find(({ code }) => code === county)).toMatchObject({ notices: 2, listed: 3 })
    expect(all).toMatchObject({ hanging: [], past: [] })
  })
})

/** Who registers in the village next door. */
async function aNeighbour({ db }: Opened): Promise<void> {
  const id = uuidv7()
  await db.pool.query(
    `insert into account (id, name, display_name, region_code, demo) values ($1, 'neighbour', 'neighbour', $2, true)`,
    [id, village(2)],
  )
  await db.pool.query(
    `insert into role_grant (id, account_id, role, region_code) values (gen_random_uuid(), $1, 'registrar', $2)`,
    [id, village(2)],
  )
}
