// The line 12317 through the server: what is said stays sealed, the accused find no trace, and the number opens the answer.

import type { Db } from '../../platform/db.ts'
import { inRequest } from '../../platform/request.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { complaintsOf } from '../../server.ts'
import {
  type Api,
  test as base,
  county,
  describe,
  expect,
  otherCounty,
  otherTown,
  refusalOf,
  send,
  signIn,
  today,
  town,
  village,
} from '../../testing.ts'
import type { ComplaintsDeps } from './deps.ts'
import { lookUpComplaint, receiveFromSite } from './index.ts'
import { aboveAccused } from './sight.ts'

const test = base.extend('site', { scope: 'file' }, ({ installation }): ComplaintsDeps => {
  return complaintsOf(installation, installation.requestDb)
})

const SAID = '村里的产业奖补没有公示，我家也没有领到。'

async function aComplaint(site: ComplaintsDeps, more: Partial<Parameters<typeof receiveFromSite>[1]> = {}) {
  return receiveFromSite(site, {
    id: uuidv7(),
    secret: uuidv7(),
    kind: 'complaint',
    about: 'funds',
    region: village(1),
    said: SAID,
    name: '黄阿婆',
    contact: '13955500099',
    ...more,
  })
}

const act = (api: Api, id: string, after: string, more: Record<string, unknown>) =>
  api.actOnComplaint({ params: { id }, body: { id: uuidv7(), after, text: '', ...more } as never })

describe('what comes over the public site', () => {
  test('lies sealed: neither words nor name nor contact nor number stand in any table', async ({
    site,
    db,
  }) => {
    const { id, number } = await aComplaint(site)
    expect(number).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
    const { rows } = await db.pool.query(
      `select (select to_jsonb(c)::text from complaint c where id = $1) as complaint,
         (select jsonb_agg(e)::text from audit_event e) as events`,
      [id],
    )
    for (const text of [SAID, '黄阿婆', '13955500099', number, number.replaceAll(' ', '')])
      expect(JSON.stringify(rows)).not.toContain(text)
  })

  test('sent twice it is there once, with the same number; something else under the same id is refused', async ({
    site,
    db,
  }) => {
    const same = { id: uuidv7(), secret: 'of the form' }
    const first = await aComplaint(site, same)
    const again = await aComplaint(site, same)
    expect(again).toEqual(first)
    const other = aComplaint(site, { ...same, said: '另一件事' })
    expect(await refusalOf(other)).toMatchObject({ code: 'complaint.otherContent' })
    const { rows } = await db.pool.query('select count(*)::int as n from complaint where id = $1', [same.id])
    expect(rows[0].n).toBe(1)
  })

  test('twenty at once of one form are one', async ({ site }) => {
    const same = { id: uuidv7(), secret: 'at once' }
    const numbers = await Promise.all(Array.from({ length: 20 }, () => aComplaint(site, same)))
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(1)
  })

  test('is accepted within five days of work and answered within thirty, and says that no source states that', async ({
    site,
    api,
  }) => {
    // 31 March 2017 is a Friday; 2 to 4 April are the holiday of Qingming, and 1 April is worked for it.
    const { acceptDue, answerDue } = await aComplaint(site)
    expect({ acceptDue, answerDue }).toEqual({ acceptDue: '2017-04-10', answerDue: '2017-04-30' })
    const { days } = await api.countComplaints({ query: { region: county } })
    expect(days).toEqual({ accept: 5, answer: 30, confirmed: false })
  })

  test('speaks of a place that there is, and accuses nobody beyond the county of that place', async ({
    site,
  }) => {
    expect(await refusalOf(aComplaint(site, { region: '999999' }))).toMatchObject({
      code: 'complaint.region',
    })
    expect(await refusalOf(aComplaint(site, { accusedRegion: otherTown }))).toMatchObject({
      code: 'complaint.accusedElsewhere',
    })
  })
})

describe('from the villager to the answer', () => {
  test('accepted, passed on without the name, answered, closed; the number shows state and answer alone', async ({
    site,
    as,
    api,
  }) => {
    const { id, number } = await aComplaint(site)
    const inspector = as('audit')
    expect(await inspector.getComplaint({ params: { id } })).toMatchObject({
      said: SAID,
      name: '黄阿婆',
      may: ['accept', 'pass', 'withdraw'],
    })
    const accepted = await act(inspector, id, id, { act: 'accept' })
    expect(await lookUpComplaint(site, number)).toMatchObject({ state: 'accepted', answers: [] })
    const passed = await act(inspector, id, accepted.entries[0]!.id, {
      act: 'pass',
      text: '请核实后报告。',
      toRegion: otherTown,
    })
    const there = await as('otherTown').getComplaint({ params: { id } })
    expect(there).toMatchObject({ said: SAID, name: null, contact: null, hidden: true, views: null })
    const answered = await act(api, id, passed.entries[1]!.id, {
      act: 'answer',
      text: '奖补已于三月补发到户。',
    })
    expect(answered.state).toBe('answered')
    await act(inspector, id, answered.entries[2]!.id, { act: 'close' })
    const told = await lookUpComplaint(site, number)
    expect(told).toEqual({
      kind: 'complaint',
      state: 'closed',
      received: today,
      acceptDue: '2017-04-10',
      answerDue: '2017-04-30',
      answers: [{ on: today, text: '奖补已于三月补发到户。' }],
    })
    expect(await lookUpComplaint(site, number.replaceAll(' ', '-'))).toEqual(told)
    expect(await lookUpComplaint(site, '0000 0000 0000 0000')).toBeUndefined()
  })

  test('every look is in the audit journal, and the inspector sees who looked', async ({ site, as, api }) => {
    const { id } = await aComplaint(site)
    await api.getComplaint({ params: { id } })
    const { views } = await as('audit').getComplaint({ params: { id } })
    expect(views).toMatchObject([{ by: 'county', role: 'countyOffice' }])
    expect((await api.getComplaint({ params: { id } })).views).toBeNull()
  })

  test('an act sent twice is there once; an act on what somebody else has moved is refused; nothing is said empty', async ({
    site,
    api,
  }) => {
    const { id } = await aComplaint(site)
    const body = { id: uuidv7(), act: 'accept', text: '', after: id } as const
    const first = await api.actOnComplaint({ params: { id }, body })
    const again = await api.actOnComplaint({ params: { id }, body })
    expect(again.entries).toEqual(first.entries)
    expect(await refusalOf(act(api, id, id, { act: 'answer', text: '好的' }))).toMatchObject({
      code: 'complaint.actedMeanwhile',
    })
    const { id: last } = first.entries[0]!
    expect(await refusalOf(act(api, id, last, { act: 'close' }))).toMatchObject({ code: 'complaint.notNow' })
    expect(await refusalOf(act(api, id, last, { act: 'answer', text: ' ' }))).toMatchObject({
      code: 'complaint.textNeeded',
    })
  })

  test('what was received and what was done about it is not changed or removed by anybody', async ({
    site,
    api,
    db,
  }) => {
    const { id } = await aComplaint(site)
    await act(api, id, id, { act: 'accept' })
    for (const statement of [
      `update complaint set accused_region = '${town}' where id = '${id}'`,
      `delete from complaint where id = '${id}'`,
      `update complaint_entry set act = 'close' where complaint_id = '${id}'`,
      `delete from complaint_entry where complaint_id = '${id}'`,
      'truncate complaint_entry',
    ])
      await expect(db.pool.query(statement), statement).rejects.toThrow(/only appended to|stays as it was/)
  })
})

describe('whoever is complained about', () => {
  /** Each route that could tell that there is something. */
  async function traces(api: Api, id: string): Promise<unknown[]> {
    const shown = await Promise.all([
      api.listComplaints({ query: { region: county, state: 'all' } }),
      api.countComplaints({ query: { region: county } }),
    ])
    const [{ items }, { states }] = shown
    return [
      items.filter((item) => item.id === id),
      states.reduce((total, { count }) => total + count, 0),
      await refusalOf(api.getComplaint({ params: { id } })),
      await refusalOf(act(api, id, id, { act: 'accept' })),
    ]
  }

  test('finds no trace on any route: the county office when the county is meant; the city and the inspector do', async ({
    site,
    api,
    as,
  }) => {
    const before = await api.countComplaints({ query: { region: county } })
    const { id } = await aComplaint(site, { accusedRegion: county, about: 'cadre' })
    const total = before.states.reduce((sum, { count }) => sum + count, 0)
    const nothing = { status: 404, code: 'complaint.notFound' }
    expect(await traces(api, id)).toMatchObject([[], total, nothing, nothing])
    for (const account of ['city', 'audit'])
      expect((await as(account).getComplaint({ params: { id } })).accused).toMatchObject({
        region: { code: county },
      })
  })

  test('finds none as an inspector of the accused township either, nor with a second role elsewhere', async ({
    site,
    as,
    db,
    app,
  }) => {
    for (const [name, region, more] of [
      ['townInspector', town, []],
      ['wanderer', otherCounty, [[town, 'townshipOfficer']]],
    ] as const) {
      const id = uuidv7()
      await db.pool.query(
        'insert into account (id, name, display_name, region_code, demo) values ($1, $2, $2, $3, true)',
        [id, name, region],
      )
      for (const [code, role] of [[region, 'inspector'], [county, 'inspector'], ...more])
        await db.pool.query(
          'insert into role_grant (id, account_id, role, region_code) values (gen_random_uuid(), $1, $2, $3)',
          [id, role, code],
        )
      const { id: complaint } = await aComplaint(site, { accusedRegion: town, about: 'cadre' })
      const shown = await as(name).listComplaints({ query: { region: county, state: 'all' } })
      expect(shown.items.map((item) => item.id)).not.toContain(complaint)
      expect(await refusalOf(as(name).getComplaint({ params: { id: complaint } }))).toMatchObject({
        status: 404,
      })
      // The second lock by itself: the database tells them nothing either, whatever is asked.
      const token = (await signIn(app, name)).split('=')[1]!
      const seen = await inSession(token, site, complaint)
      expect(seen).toBe(0)
    }
  })

  test('finds none as somebody who works in the accused unit, or below it', async ({ site, as, db }) => {
    const [bureau, station] = [uuidv7(), uuidv7()]
    await db.pool.query(
      `insert into unit (id, kind, name, region_code, parent_id) values ($1, 'sector', '县水利局', $3, null), ($2, 'sector', '水利站', $3, $1)`,
      [bureau, station, county],
    )
    const account = uuidv7()
    await db.pool.query(
      `with person as (insert into staff (id, unit_id, name) values (gen_random_uuid(), $2, '某甲') returning id),
         made as (insert into account (id, name, display_name, region_code, demo, staff_id)
           select $1, 'waterInspector', 'waterInspector', $3, true, id from person)
       insert into role_grant (id, account_id, role, region_code) values (gen_random_uuid(), $1, 'inspector', $3)`,
      [account, station, county],
    )
    const { id } = await aComplaint(site, { accusedUnit: bureau })
    expect(await refusalOf(as('waterInspector').getComplaint({ params: { id } }))).toMatchObject({
      status: 404,
    })
    expect((await as('county').getComplaint({ params: { id } })).accused?.unit?.name).toBe('县水利局')
  })

  test('leaves no trace of it in the journal that the audit administrator of the accused reads; the one above sees it', async ({
    as,
    db,
  }) => {
    const bureau = uuidv7()
    await db.pool.query(
      `insert into unit (id, kind, name, region_code) values ($1, 'sector', '县交通局', $2)`,
      [bureau, county],
    )
    await anAccount(db, 'countyAuditor', 'auditAdministrator')
    const received = async (accused: { accusedRegion?: string; accusedUnit?: string }) => {
      const id = uuidv7()
      const body = { id, kind: 'complaint', channel: 'visit', about: 'cadre', region: village(1) } as const
      await as('city').takeComplaint({ body: { ...body, said: SAID, ...accused } })
      await as('audit').getComplaint({ params: { id } })
      await act(as('audit'), id, id, { act: 'accept' })
      return id
    }
    const told = async (account: string, region: string, id: string) => {
      const { items } = await as(account).listAuditEvents({ query: { region, subject: id } })
      return items.map(({ action }) => action).toSorted()
    }
    const all = ['actOnComplaint', 'getComplaint', 'takeComplaint']
    for (const accused of [{ accusedRegion: county }, { accusedUnit: bureau }]) {
      const id = await received(accused)
      expect(await told('countyAuditor', county, id), JSON.stringify(accused)).toEqual([])
      expect(await told('auditor', '4505', id), JSON.stringify(accused)).toEqual(all)
    }
    for (const accused of [{}, { accusedRegion: town }])
      expect(await told('countyAuditor', county, await received(accused))).toEqual(all)
  })

  test('is named in the journal by what lies above them, from the county up to the whole', () => {
    const cases: [accused: (string | null)[], above: string][] = [
      [[null, null], county],
      [[town, null], county],
      [[town, county], '4505'],
      [[county, village(1)], '4505'],
      [[null, '4505'], '45'],
      [[null, '45'], 'all'],
      [[null, 'all'], 'all'],
    ]
    for (const [accused, above] of cases) expect(aboveAccused(village(1), accused)).toBe(above)
  })

  test('is not passed it on as a unit either, nor is a unit that stands below it, however deep', async ({
    site,
    api,
    db,
  }) => {
    const [bureau, station, team, beside] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
    await db.pool.query(
      `insert into unit (id, kind, name, region_code, parent_id) values ($1, 'sector', '县教育局', $5, null),
         ($2, 'sector', '教育站', $5, $1), ($3, 'sector', '教育组', $6, $2), ($4, 'sector', '县卫生局', $5, null)`,
      [bureau, station, team, beside, county, town],
    )
    const { id } = await aComplaint(site, { accusedUnit: bureau })
    for (const toUnit of [bureau, station, team])
      expect(await refusalOf(act(api, id, id, { act: 'pass', text: '请办理', toUnit }))).toMatchObject({
        code: 'complaint.passedToAccused',
      })
    const passed = await act(api, id, id, { act: 'pass', text: '请办理', toUnit: beside })
    expect(passed.state).toBe('passed')
  })

  test('is never the one that it is passed on to', async ({ site, api, as }) => {
    const { id } = await aComplaint(site, { accusedRegion: town })
    for (const toRegion of [town, village(1)])
      expect(await refusalOf(act(api, id, id, { act: 'pass', text: '请办理', toRegion }))).toMatchObject({
        code: 'complaint.passedToAccused',
      })
    const passed = await act(api, id, id, { act: 'pass', text: '请办理', toRegion: otherTown })
    expect(passed.state).toBe('passed')
    expect(await refusalOf(as('town').getComplaint({ params: { id } }))).toMatchObject({ status: 404 })
  })
})

describe('clues and applications', () => {
  test('are seen where the household lives, and nowhere else; complaints are not', async ({
    site,
    as,
    api,
  }) => {
    const { id } = await aComplaint(site, { kind: 'application', about: 'household' })
    const complaint = await aComplaint(site)
    const { items } = await as('registrar').listComplaints({ query: { region: village(1) } })
    const ids = items.map((item) => item.id)
    expect(ids).toContain(id)
    expect(ids).not.toContain(complaint.id)
    expect(await as('registrar').getComplaint({ params: { id } })).toMatchObject({ name: '黄阿婆' })
    for (const account of ['otherTown', 'otherCounty'])
      expect(await refusalOf(as(account).getComplaint({ params: { id } }))).toMatchObject({ status: 404 })
    expect(await refusalOf(as('leader').getComplaint({ params: { id } }))).toMatchObject({ status: 403 })
    const accepted = await act(as('registrar'), id, id, { act: 'accept' })
    expect(accepted.may).toEqual(['answer', 'link', 'withdraw'])
    const last = accepted.entries[0]!.id
    expect(await refusalOf(act(api, id, last, { act: 'link', case: uuidv7() }))).toMatchObject({
      code: 'complaint.case',
    })
  })

  test('are told to the village committee only while nobody is accused', async ({ site, as }) => {
    const { id } = await aComplaint(site, { kind: 'clue', accusedRegion: village(1) })
    expect(await refusalOf(as('registrar').getComplaint({ params: { id } }))).toMatchObject({ status: 404 })
    expect(await as('county').getComplaint({ params: { id } })).toMatchObject({ kind: 'clue' })
  })
})

test('an officer takes one down on the telephone, and tells the number; sent twice it is one', async ({
  as,
  app,
  site,
}) => {
  const body = {
    id: uuidv7(),
    kind: 'complaint',
    channel: 'telephone',
    about: 'other',
    region: village(2),
    said: '路灯坏了半年。',
  } as const
  const first = await as('audit').takeComplaint({ body })
  expect(await as('audit').takeComplaint({ body })).toEqual(first)
  expect(await refusalOf(as('city').takeComplaint({ body }))).toMatchObject({ status: 409 })
  expect(await lookUpComplaint(site, first.number)).toMatchObject({ state: 'received' })
  const elsewhere = as('town').takeComplaint({
    body: { ...body, id: uuidv7(), region: village(1, otherTown) },
  })
  expect(await refusalOf(elsewhere)).toMatchObject({ status: 404 })
  const cookie = await signIn(app, 'leader')
  const refused = await send(app, {
    method: 'GET',
    url: `/api/complaints?region=${county}`,
    headers: { cookie },
  })
  expect(refused.statusCode).toBe(403)
})

async function inSession(token: string, site: ComplaintsDeps, id: string): Promise<number> {
  const context = { requestId: '', routeId: 'test', method: 'GET', address: '', actor: undefined, token }
  const { rows } = await inRequest(context, () =>
    site.db.pool.query('select count(*)::int as n from complaint where id = $1', [id]),
  )
  return rows[0].n
}

/** Of the county, with one role there. */
async function anAccount(db: Db, name: string, role: string): Promise<void> {
  await db.pool.query(
    `with made as (insert into account (id, name, display_name, region_code, demo)
       values (gen_random_uuid(), $1, $1, $3, true) returning id)
     insert into role_grant (id, account_id, role, region_code) select gen_random_uuid(), id, $2, $3 from made`,
    [name, role, county],
  )
}
