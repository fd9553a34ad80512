// Lists of departments through the server: whom they name is found, what they say stays sealed, a lead is never a verdict.

import type { LeadItem } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../../platform/db.ts'
import { inRequest } from '../../platform/request.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { Builders } from '../../testing/subjects.ts'
import {
  type Api,
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
import { aNumber, HEADERS, upload, uploaded } from './testing.ts'

const DIAGNOSIS = '尿毒症，长期透析'
const AMOUNT = '18765.40'

/** A household of a village with a member whose number is known. */
async function aNamed(aHousehold: Builders['aHousehold'], region = village(1), status: string | null = null) {
  const idNumber = aNumber()
  const { id, members } = await aHousehold({ region, status, members: [{ idNumber, name: '韦阿大' }] })
  return { id, idNumber, person: members[0]! }
}

const line = (idNumber: string) => [idNumber, '韦阿大', '', DIAGNOSIS, AMOUNT]

/** A list that names one household, and the lead that came of it. */
async function aLead(app: FastifyInstance, api: Api, idNumber: string, kind = 'hospitalCosts') {
  const list = await uploaded(app, 'sector', [HEADERS, line(idNumber)], { kind })
  const { items } = await api.listLeads({ query: { region: county, list: list.id } })
  return { list, lead: items[0]! }
}

const dismiss = (api: Api, leads: readonly string[], text = '已核实：费用由商业保险承担。', ids?: string[]) =>
  api.actOnLeads({
    body: { act: 'dismiss', text, leads: leads.map((lead, at) => ({ id: ids?.[at] ?? uuidv7(), lead })) },
  })

describe('rows of a list', () => {
  test('are found by number or by name and village; the others are told apart and none is lost', async ({
    app,
    api,
    aHousehold,
  }) => {
    const [first, second] = [aNumber(), aNumber()]
    const registered = await aHousehold({
      region: group(village(1)),
      members: [{ idNumber: first, name: '韦阿大' }, { name: '黄阿二' }],
    })
    const exited = await aHousehold({
      region: village(2),
      status: 'exited',
      members: [{ idNumber: second, name: '李阿三' }],
    })
    for (let twin = 0; twin < 2; twin++)
      await aHousehold({ region: village(3), members: [{ name: '同名人' }] })
    const wrong = `${first.slice(0, 17)}${first.endsWith('1') ? '2' : '1'}`
    const list = await uploaded(app, 'sector', [
      HEADERS,
      [first, '韦阿大', '', '尿毒症', '18000'],
      [second.toLowerCase(), '', '', '', ''],
      ['', '黄阿二', '廉州镇/第01村', '', ''],
      [first, '', '', '又一次住院', '900'],
      ['', '同名人', '廉州镇/第03村', '', ''],
      ['', '没有人', village(3), '', ''],
      [aNumber(), '外县人', '', '', ''],
      [wrong, '错号', '', '', ''],
      ['', '无村', '', '', ''],
      ['', '远方', '天边村', '', ''],
      ['', '两镇', '第03村', '', ''],
    ])
    const figures = { rows: 11, matched: 3, registered: 2, exited: 1, unregistered: 0 }
    expect(list.figures).toEqual({ ...figures, nobody: 2, several: 1, double: 1, unreadable: 4 })
    expect(list.states).toEqual({ open: 3, superseded: 0, checking: 0, checked: 0, dismissed: 0 })
    const { items } = await api.listLeadRows({ params: { id: list.id }, query: {} })
    expect(items.map((row) => [row.line, row.outcome, row.doubleOf, row.household?.id])).toEqual([
      [2, 'matched', null, registered.id],
      [3, 'matched', null, exited.id],
      [4, 'matched', null, registered.id],
      [5, 'double', 2, undefined],
      [6, 'several', null, undefined],
      [7, 'nobody', null, undefined],
      [8, 'nobody', null, undefined],
      [9, 'unreadable', null, undefined],
      [10, 'unreadable', null, undefined],
      [11, 'unreadable', null, undefined],
      [12, 'unreadable', null, undefined],
    ])
    const masked = `${wrong.slice(0, 6)}********${wrong.slice(14)}`
    expect(items[7]).toMatchObject({
      name: '错*',
      idNumber: masked,
      problem: { field: '身份证号', value: masked, expected: { zh: '18位身份证号，末位为校验码' } },
    })
    expect(
      items.slice(8).map(({ problem }) => [problem?.field, problem?.value, problem?.message.zh]),
    ).toEqual([
      ['村', null, '没有填写'],
      ['村', '天边村', '本地区没有这个村'],
      ['村', '第03村', '几个乡镇都有这个名称的村'],
    ])
    const { items: nobody } = await api.listLeadRows({
      params: { id: list.id },
      query: { outcome: 'nobody' },
    })
    expect(nobody.map((row) => row.line)).toEqual([7, 8])
  })

  test('about somebody beyond the region of the list, or gone from the registry, are about nobody', async ({
    app,
    aHousehold,
  }) => {
    const there = await aNamed(aHousehold, village(1, otherTown))
    const list = await uploaded(app, 'sector', [HEADERS, line(there.idNumber)], { region: town })
    expect(list.figures).toMatchObject({ matched: 0, nobody: 1 })
  })
})

describe('a sheet is refused whole, and it is said why', () => {
  test('without the columns it needs, without a row, of another kind of file, or of a day to come', async ({
    app,
    db,
  }) => {
    const before = await db.pool.query('select count(*)::int as n from lead_list')
    const rows = [HEADERS, line(aNumber())]
    const refusals = [
      [
        await upload(app, 'sector', [
          ['姓名', '金额'],
          ['甲', '1'],
        ]),
        422,
        'leadList.columnsMissing',
      ],
      [await upload(app, 'sector', [HEADERS]), 422, undefined],
      [await upload(app, 'sector', rows, { kind: 'gossip' }), 400, 'leadList.kind'],
      [await upload(app, 'sector', rows, { heardOn: '2017-04-01' }), 400, 'leadList.heardOn'],
      [await upload(app, 'sector', rows, { unit: uuidv7() }), 400, 'leadList.unit'],
      [await upload(app, 'sector', rows, { region: '4505' }), 404, 'region.notFound'],
      [await upload(app, 'otherCounty', rows), 404, 'region.notFound'],
      [await upload(app, 'town', rows), 403, 'access.notPermitted'],
      [await upload(app, 'sector', [['PK\u0003\u0004']], { filename: 'list.xlsx' }), 422, undefined],
    ] as const
    for (const [answer, status, code] of refusals) {
      expect(answer.statusCode, answer.body).toBe(status)
      if (code) expect(answer.json().code).toBe(code)
      expect(answer.json().detail).toBeTruthy()
    }
    const after = await db.pool.query('select count(*)::int as n from lead_list')
    expect(after.rows).toEqual(before.rows)
  })

  test('sent twice it is there once, twenty at once are one, and something else under its id is refused', async ({
    app,
    db,
    aHousehold,
  }) => {
    const rows = [HEADERS, line((await aNamed(aHousehold)).idNumber), line(aNumber())]
    const id = uuidv7()
    const answers = await Promise.all(Array.from({ length: 20 }, () => upload(app, 'sector', rows, { id })))
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    const { rows: made } = await db.pool.query('select count(*)::int as n from lead where list_id = $1', [id])
    expect(made[0].n).toBe(2)
    const other = await upload(app, 'sector', [...rows, line(aNumber())], { id })
    expect([other.statusCode, other.json().code]).toEqual([409, 'lead.otherContent'])
    // Of a county that sees nothing of it: the id is taken, and no list of its own holds that sheet.
    const elsewhere = await upload(app, 'county', [HEADERS, line(aNumber())], { id })
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([409, 'lead.otherContent'])
    const stranger = await upload(app, 'county', rows, { id })
    expect([stranger.statusCode, stranger.json().code]).toEqual([409, 'lead.otherContent'])
    const again = await upload(app, 'sector', rows)
    expect([again.statusCode, again.json().code]).toEqual([409, 'leadList.sameFile'])
  })
})

test('a list is taken back as a whole with its reason while nothing was done on it, and may then be sent anew', async ({
  app,
  api,
  as,
  db,
  aHousehold,
}) => {
  const { idNumber } = await aNamed(aHousehold)
  const rows = [HEADERS, line(idNumber)]
  const list = await uploaded(app, 'sector', rows)
  const params = { id: list.id }
  const reason = '上月的名单，传错了。'
  const withdrawn = await as('sector').withdrawLeadList({ params, body: { reason } })
  expect(withdrawn).toMatchObject({
    withdrawn: { reason, by: 'sector' },
    mayWithdraw: false,
    figures: { rows: 1 },
  })
  await as('sector').withdrawLeadList({ params, body: { reason } })
  expect(
    await refusalOf(as('sector').withdrawLeadList({ params, body: { reason: '别的原因' } })),
  ).toMatchObject({
    code: 'leadList.withdrawn',
  })
  const { rows: left } = await db.pool.query('select from lead where list_id = $1', [list.id])
  expect(left).toEqual([])
  const anew = await uploaded(app, 'sector', rows)
  const { items } = await api.listLeads({ query: { region: county, list: anew.id } })
  await dismiss(api, [items[0]!.id])
  const refused = as('sector').withdrawLeadList({ params: { id: anew.id }, body: { reason } })
  expect(await refusalOf(refused)).toMatchObject({ code: 'leadList.actedOn' })
  expect(await api.getLeadList({ params: { id: anew.id } })).toMatchObject({ mayWithdraw: false })
})

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
