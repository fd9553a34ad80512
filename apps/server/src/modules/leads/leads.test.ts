// Leads through the server: what a list says stays sealed and is told to few; a lead is never a verdict.

import type { LeadItem } from '@lika/contract'
import type { Db } from '../../platform/db.ts'
import { inRequest } from '../../platform/request.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import {
  county,
  describe,
  expect,
  group,
  otherTown,
  refusalOf,
  send,
  signIn,
  test,
  town,
  village,
} from '../../testing.ts'
import { AMOUNT, aLead, aNamed, aNumber, DIAGNOSIS, dismiss, HEADERS, uploaded } from './testing.ts'

describe('what a list says of somebody', () => {
  test('stands in no table and in no answer but the one that tells a lead to the county office; the look is kept', async ({
    app,
    api,
    as,
    db,
    aHousehold,
  }) => {
    const { id, idNumber, person } = await aNamed(aHousehold)
    const { list, lead } = await aLead(app, api, idNumber)
    await dismiss(api, [lead.id], '已入户：医保报销后不再困难。')
    const { rows } = await db.pool.query(
      `select (select jsonb_agg(l)::text from lead_list l) as lists, (select jsonb_agg(l)::text from lead l) as leads,
         (select jsonb_agg(e)::text from lead_entry e) as entries, (select jsonb_agg(a)::text from audit_event a) as events`,
    )
    const answers = JSON.stringify([
      list,
      await api.listLeadRows({ params: { id: list.id }, query: {} }),
      await api.listLeads({ query: { region: county } }),
      await api.countLeads({ query: { region: county } }),
      await as('registrar').getLead({ params: { id: lead.id } }),
      await as('town').getLead({ params: { id: lead.id } }),
    ])
    for (const canary of [DIAGNOSIS, AMOUNT, idNumber, idNumber.slice(6, 14)]) {
      expect(JSON.stringify(rows)).not.toContain(canary)
      expect(answers).not.toContain(canary)
    }
    expect(JSON.stringify(rows)).not.toContain('不再困难')
    expect(await as('registrar').getLead({ params: { id: lead.id } })).toMatchObject({
      said: null,
      hidden: true,
    })
    expect(await api.getLead({ params: { id: lead.id } })).toMatchObject({
      said: {
        person: { id: person, name: '韦阿大' },
        rows: [{ line: 2, name: '韦阿大', reason: DIAGNOSIS, amount: AMOUNT }],
      },
      matchedBy: 'number',
      otherName: false,
      hidden: false,
      entries: [{ act: 'dismiss', by: 'county', text: '已入户：医保报销后不再困难。' }],
    })
    const { items: looks } = await as('auditor').listAuditEvents({ query: { region: county, subject: id } })
    expect(looks.filter(({ action }) => action === 'getLead').length).toBeGreaterThanOrEqual(3)
  })

  test('is told of every row that says the person again, however the list writes them', async ({
    app,
    api,
    aHousehold,
  }) => {
    const { idNumber } = await aNamed(aHousehold, village(4))
    const byName = (reason: string, amount: string) => ['', '韦阿大', village(4), reason, amount]
    const list = await uploaded(app, 'sector', [
      HEADERS,
      [idNumber, '', '', '尿毒症', '18000'],
      byName('又一次住院', '900'),
      byName('再一次住院', '700'),
    ])
    expect(list.figures).toMatchObject({ matched: 1, double: 2 })
    const { items } = await api.listLeads({ query: { region: county, list: list.id } })
    const { said } = await api.getLead({ params: { id: items[0]!.id } })
    expect(said?.rows).toEqual([
      { line: 2, name: null, reason: '尿毒症', amount: '18000' },
      { line: 3, name: '韦阿大', reason: '又一次住院', amount: '900' },
      { line: 4, name: '韦阿大', reason: '再一次住院', amount: '700' },
    ])
  })

  test('says by what the person was found, and whether the number has another name in the list', async ({
    app,
    api,
    aHousehold,
  }) => {
    const [same, other, none] = [aNumber(), aNumber(), aNumber()]
    for (const idNumber of [same, other, none])
      await aHousehold({ region: village(6), members: [{ idNumber, name: '韦阿大' }] })
    await aHousehold({ region: village(5), members: [{ name: '独名人' }] })
    const list = await uploaded(app, 'sector', [
      HEADERS,
      [same, '韦 阿大', '', '', ''],
      [other, '黄别人', '', '', ''],
      [none, '', '', '', ''],
      ['', '独名人', village(5), '', ''],
      [aNumber(), '外人', '', '', ''],
    ])
    const { items } = await api.listLeadRows({ params: { id: list.id }, query: {} })
    expect(items.map(({ matchedBy, otherName }) => [matchedBy, otherName])).toEqual([
      ['number', false],
      ['number', true],
      ['number', false],
      ['name', false],
      [null, false],
    ])
    const { items: leads } = await api.listLeads({ query: { region: county, list: list.id } })
    const marked = leads.filter(({ otherName }) => otherName)
    expect(marked.length).toBe(1)
    expect(await api.getLead({ params: { id: marked[0]!.id } })).toMatchObject({
      otherName: true,
      said: { rows: [{ name: '黄别人' }] },
    })
  })

  test('is not changed by anybody, nor is what was done', async ({ app, api, db, aHousehold }) => {
    const { list, lead } = await aLead(app, api, (await aNamed(aHousehold)).idNumber)
    await dismiss(api, [lead.id])
    for (const statement of [
      `update lead set outcome = 'nobody', household_id = null where id = '${lead.id}'`,
      `update lead set household_id = gen_random_uuid() where id = '${lead.id}'`,
      `update lead_entry set act = 'reopen' where lead_id = '${lead.id}'`,
      `delete from lead_entry where lead_id = '${lead.id}'`,
      `delete from lead where id = '${lead.id}'`,
      `update lead_list set kind = 'other' where id = '${list.id}'`,
      `update lead_list set figures = '{}' where id = '${list.id}'`,
    ])
      await expect(db.pool.query(statement), statement).rejects.toThrow(/stays as|only appended|foreign key/)
  })
})

describe('leads are seen', () => {
  test('where the household lives, and nowhere else: a stranger is told that there is none', async ({
    app,
    api,
    as,
    installation,
    aHousehold,
  }) => {
    const mine = await aLead(app, api, (await aNamed(aHousehold, group(village(1)))).idNumber)
    const theirs = await aLead(app, api, (await aNamed(aHousehold, village(1, otherTown))).idNumber)
    const { items } = await as('registrar').listLeads({ query: { region: village(1) } })
    const ids = items.map(({ id }) => id)
    expect(ids).toContain(mine.lead.id)
    expect(ids).not.toContain(theirs.lead.id)
    expect((await as('otherCounty').listLeads({ query: { region: 'all' } })).items).toEqual([])
    const nothing = { status: 404, code: 'lead.notFound' }
    for (const account of ['otherTown', 'otherCounty']) {
      expect(await refusalOf(as(account).getLead({ params: { id: mine.lead.id } }))).toMatchObject(nothing)
      expect(await refusalOf(dismiss(as(account), [mine.lead.id]))).toMatchObject(nothing)
      expect(await refusalOf(as(account).listLeads({ query: { region: town } }))).toMatchObject({
        status: 404,
      })
      expect(await refusalOf(as(account).countLeads({ query: { region: town } }))).toMatchObject({
        status: 404,
      })
    }
    for (const account of ['leader', 'sector', 'helper'])
      expect(await refusalOf(as(account).getLead({ params: { id: mine.lead.id } }))).toMatchObject({
        status: 403,
      })
    const list = { id: mine.list.id }
    for (const account of ['otherCounty']) {
      const unseen = { status: 404, code: 'leadList.notFound' }
      expect(await refusalOf(as(account).getLeadList({ params: list }))).toMatchObject(unseen)
      expect(await refusalOf(as(account).listLeadRows({ params: list, query: {} }))).toMatchObject(unseen)
    }
    // The second lock by itself: whatever the query asks, the database shows the rows of the village alone.
    const token = (await signIn(app, 'registrar')).split('=')[1]!
    const context = { requestId: '', routeId: 'test', method: 'GET', address: '', actor: undefined, token }
    const { rows } = await inRequest(context, () =>
      installation.requestDb.pool.query(
        `select (select count(*) from lead where id = $1)::int as mine, (select count(*) from lead where id = $2)::int as theirs,
           (select count(*) from lead where outcome <> 'matched')::int as others, (select count(*) from lead_list)::int as lists`,
        [mine.lead.id, theirs.lead.id],
      ),
    )
    expect(rows[0]).toEqual({ mine: 1, theirs: 0, others: 0, lists: 0 })
  })

  test('by a department of its own lists alone: another department sees nothing of them', async ({
    app,
    api,
    as,
    db,
    aHousehold,
  }) => {
    const { list } = await aLead(app, api, (await aNamed(aHousehold)).idNumber)
    await anAccount(db, 'schoolBureau', 'sectorDepartment')
    const own = await as('sector').listLeadLists({ query: { region: county } })
    expect(own.items.map(({ id }) => id)).toContain(list.id)
    expect((await as('schoolBureau').listLeadLists({ query: { region: county } })).items).toEqual([])
    const seen = as('schoolBureau').listLeadRows({ params: { id: list.id }, query: {} })
    expect(await refusalOf(seen)).toMatchObject({ status: 404, code: 'leadList.notFound' })
    const office = await api.listLeadLists({ query: { region: county, kind: 'hospitalCosts' } })
    expect(office.items.map(({ id }) => id)).toContain(list.id)
  })
})

describe('a lead', () => {
  test('is dismissed with a reason and taken up again; no status and no verdict changes', async ({
    app,
    api,
    as,
    aHousehold,
  }) => {
    const { id, idNumber } = await aNamed(aHousehold, village(1), 'exited')
    const before = await api.getHousehold({ params: { id }, query: {} })
    const { lead } = await aLead(app, api, idNumber, 'criticalIllness')
    expect(lead).toMatchObject({
      state: 'open',
      household: { id, standing: 'exited' },
      kind: 'criticalIllness',
    })
    const entry = uuidv7()
    const first = await dismiss(as('registrar'), [lead.id], '已入户核实，无风险。', [entry])
    expect(first.items).toMatchObject([{ state: 'dismissed' }])
    expect(await dismiss(as('registrar'), [lead.id], '已入户核实，无风险。', [entry])).toEqual(first)
    expect(await refusalOf(dismiss(as('registrar'), [lead.id], '别的', [entry]))).toMatchObject({
      status: 409,
    })
    expect(await refusalOf(dismiss(api, [lead.id]))).toMatchObject({
      code: 'lead.notAll',
      errors: [{ value: lead.id, field: 'leads.0.lead' }],
    })
    const stale = api.actOnLeads({
      body: { act: 'reopen', text: '又住院了', leads: [{ id: uuidv7(), lead: lead.id, after: lead.id }] },
    })
    expect(await refusalOf(stale)).toMatchObject({ code: 'lead.notAll' })
    const again = await api.actOnLeads({
      body: { act: 'reopen', text: '又住院了', leads: [{ id: uuidv7(), lead: lead.id, after: entry }] },
    })
    expect(again.items).toMatchObject([{ state: 'open' }])
    expect((await api.getLead({ params: { id: lead.id } })).entries.map(({ act }) => act)).toEqual([
      'dismiss',
      'reopen',
    ])
    const after = await api.getHousehold({ params: { id }, query: {} })
    expect([after.status, after.verdicts]).toEqual([before.status, before.verdicts])
  })

  test('is dismissed with all that were sent with it, or none is, and those in the way are named', async ({
    app,
    api,
    aHousehold,
  }) => {
    const leads: LeadItem[] = []
    for (let n = 0; n < 3; n++) leads.push((await aLead(app, api, (await aNamed(aHousehold)).idNumber)).lead)
    const [one, two, three] = leads.map(({ id }) => id)
    await dismiss(api, [two!])
    const refusal = await refusalOf(dismiss(api, [one!, two!, three!]))
    expect(refusal).toMatchObject({ code: 'lead.notAll', errors: [{ field: 'leads.1.lead', value: two }] })
    for (const id of [one!, three!]) expect((await api.getLead({ params: { id } })).state).toBe('open')
  })
})

test('figures are counted under the other filters, and each opens as many rows', async ({
  app,
  api,
  aHousehold,
}) => {
  const place = village(41)
  for (const [kind, status] of [
    ['hospitalCosts', 'poor'],
    ['hospitalCosts', 'exited'],
    ['schooling', 'exited'],
    ['disaster', null],
  ] as const)
    await aLead(app, api, (await aNamed(aHousehold, place, status)).idNumber, kind)
  const query = { region: place, standing: 'exited' } as const
  const counts = await api.countLeads({ query })
  expect(counts).toMatchObject({ total: 2, households: 2, states: [{ id: 'open', count: 2 }] })
  expect(counts.kinds).toEqual([
    { id: 'hospitalCosts', count: 1 },
    { id: 'schooling', count: 1 },
  ])
  expect(counts.standings).toEqual([
    { id: 'exited', count: 2 },
    { id: 'registered', count: 1 },
    { id: 'unregistered', count: 1 },
  ])
  for (const { id, count } of counts.kinds)
    expect((await api.listLeads({ query: { ...query, kind: id } })).items.length).toBe(count)
  for (const { id, count } of counts.lists)
    expect((await api.listLeads({ query: { ...query, list: id } })).items.length).toBe(count)
  for (const { id, count } of counts.outcomes)
    expect((await api.listLeads({ query: { ...query, outcome: id } })).items.length).toBe(count)
  for (const { id, count } of counts.standings)
    expect((await api.listLeads({ query: { region: place, standing: id } })).items.length).toBe(count)
  const above = await api.countLeads({ query: { region: town, kind: 'disaster' } })
  expect(above.regions.find(({ region }) => region.code === place)).toMatchObject({ count: 1, open: 1 })
  // What is open here is counted whatever state is looked at, since it opens without that state.
  const dismissed = await api.countLeads({ query: { region: town, kind: 'disaster', state: 'dismissed' } })
  expect(dismissed.regions.find(({ region }) => region.code === place)).toMatchObject({ count: 0, open: 1 })
  const first = await api.listLeads({ query: { region: place, limit: '3' } })
  const rest = await api.listLeads({ query: { region: place, limit: '3', cursor: first.next! } })
  expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(4)
})

test('kinds and columns are told to whoever works with cases, and no kind claims a source that it has not', async ({
  as,
  app,
}) => {
  const { items, columns, procedures } = await as('registrar').listLeadKinds()
  expect(items.map(({ id }) => id)).toContain('propertyFound')
  expect(items.every(({ confirmed }) => !confirmed)).toBe(true)
  expect(columns.map(({ key }) => key)).toEqual(['idNumber', 'name', 'village', 'reason', 'amount'])
  expect(procedures).toContain('monitoringRecognition')
  const units = await send(app, {
    method: 'GET',
    url: `/api/lead-lists/units?region=${county}`,
    headers: { cookie: await signIn(app, 'sector') },
  })
  expect(units.statusCode).toBe(200)
})

/** Of the county, with one role there. */
async function anAccount(db: Db, name: string, role: string): Promise<void> {
  await db.pool.query(
    `with made as (insert into account (id, name, display_name, region_code, demo)
       values (gen_random_uuid(), $1, $1, $3, true) returning id)
     insert into role_grant (id, account_id, role, region_code) select gen_random_uuid(), id, $2, $3 from made`,
    [name, role, county],
  )
}
