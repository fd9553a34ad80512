// Lists of departments through the server: whom they name is found, no row is lost, and a list comes once.

import { uuidv7 } from '../../platform/uuid.ts'
import { county, describe, expect, group, otherTown, refusalOf, test, town, village } from '../../testing.ts'
import { aNamed, aNumber, dismiss, HEADERS, line, upload, uploaded } from './testing.ts'

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
