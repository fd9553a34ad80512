import type { HouseholdRow } from '@lika/contract'
import {
  type Cells,
  clerkOf,
  describe,
  expect,
  familyRows,
  idNumberOf,
  readSheetRows,
  sheetOf,
  test,
  village,
} from './testing.ts'

const households = (place: string) => `/api/households?region=${place}`

describe('importing a sheet of households', () => {
  test('a sheet is checked, previewed, committed and undone', { timeout: 300_000 }, async ({ clerk, db }) => {
    const place = village(1)
    const rows = [
      ...familyRows('A001', 3, { 取水时间: '25', 通生活用电: '是' }, place),
      ...familyRows('A002', 2, {}, place),
    ]
    const checked = await clerk.check(await sheetOf(rows))
    expect(checked.problem).toBeNull()
    expect(checked.state).toBe('ready')
    expect(checked.counts).toMatchObject({ total: 5, new: 5, error: 0, newHouseholds: 2 })
    const committed = await clerk.commit(checked.id)
    expect(committed.problem).toBeNull()
    expect(committed.state).toBe('committed')
    const list = () => clerk.get<{ items: HouseholdRow[] }>(households(place))
    const { body } = await list()
    expect(body.items.map(({ number, size }) => [number, size]).sort()).toEqual([
      ['A001', 3],
      ['A002', 2],
    ])
    expect(body.items.map(({ number, verdict }) => [number, verdict?.outcome]).sort()).toEqual([
      ['A001', 'unmet'],
      ['A002', 'undetermined'],
    ])
    const undone = await clerk.undo(checked.id)
    expect(undone.problem).toBeNull()
    expect(undone.state).toBe('undone')
    expect((await list()).body.items).toEqual([])
    // Nothing is deleted from the journal: every entry has its correction.
    const { rows: entries } = await db.pool.query(
      `select count(*) filter (where corrects is null) as made, count(*) filter (where corrects is not null) as taken from record where county_code = '450521'`,
    )
    expect(entries[0]!.made).toBe(entries[0]!.taken)
  })

  test('of a hundred rows the five bad ones are told by cell, left out when asked, and the rest is undone whole', async ({
    clerk,
  }) => {
    const place = village(2)
    const rows: Record<string, string | number | null>[] = Array.from({ length: 25 }, (_, index) =>
      familyRows(`B${index}`, 4, { 取水时间: '20', 房屋等级: 'A级' }, place),
    ).flat()
    rows[1]!.证件号码 = `${String(rows[1]!.证件号码).slice(0, 17)}${String(rows[1]!.证件号码).endsWith('1') ? '2' : '1'}`
    rows[6]!.取水时间 = '二十分钟'
    rows[11]!.与户主关系 = '邻居'
    rows[14]!.姓名 = null
    rows[19]!.证件号码 = rows[21]!.证件号码!
    rows[21]!.证件号码 = idNumberOf(9_100_021, '1971-01-21')
    rows[23]!.行政村代码 = '450512101201'
    const checked = await clerk.check(await sheetOf(rows))
    expect(checked.counts).toMatchObject({ total: 100, error: 5 })
    const errors = await clerk.rows(checked.id, 'error')
    expect(errors.map(({ line, problems }) => [line, problems[0]!.code, problems[0]!.header])).toEqual([
      [3, 'identity.idNumber', '证件号码'],
      [8, 'cell.number', '取水时间'],
      [13, 'cell.code', '与户主关系'],
      [16, 'cell.required', '姓名'],
      [25, 'place.outside', '行政村代码'],
    ])
    for (const { message } of errors.flatMap(({ problems }) => problems)) {
      expect(message.zh).toMatch(/。$/)
      expect(message.en).toMatch(/\.$/)
    }
    const refused = await clerk.send<{ code: string }>('POST', `/api/imports/${checked.id}/commit`, {})
    expect([refused.status, refused.body.code]).toEqual([422, 'import.hasErrors'])
    const committed = await clerk.commit(checked.id, { leaveOutErrors: true })
    expect(committed.state).toBe('committed')
    const persons = async () => {
      const { body } = await clerk.get<{ items: HouseholdRow[] }>(`${households(place)}&limit=200`)
      return body.items.reduce((sum, { size }) => sum + size, 0)
    }
    expect(await persons()).toBe(95)
    expect((await clerk.rows(checked.id)).map(({ line }) => line)).toEqual([3, 8, 13, 16, 25])
    await clerk.undo(checked.id)
    expect(await persons()).toBe(0)
  })

  test('the report is the same sheet with the bad cells marked and a column of problems', async ({
    clerk,
  }) => {
    const rows = familyRows('C1', 3, { 取水时间: '九百' }, village(3))
    const checked = await clerk.check(await sheetOf(rows))
    const report = await readSheetRows(await clerk.download(`/api/imports/${checked.id}/report`))
    expect(report[0]!.slice(-2)).toEqual(['行号', '问题'])
    expect(report[1]!.slice(0, 3)).toEqual([rows[0]!.行政村代码, 'C1', rows[0]!.姓名])
    expect(report[1]!.at(-1)).toBe('“取水时间”应为数字。')
    expect(report).toHaveLength(4)
  })

  test('the same file twice changes nothing, and it is told when it came first', async ({ clerk, db }) => {
    const sheet = await sheetOf(
      familyRows(
        'D1',
        4,
        { 取水时间: '15', 生产经营性收入: '1200.5', 收入年度: '2016', 脱贫状态: '未脱贫' },
        village(4),
      ),
    )
    const first = await clerk.check(sheet)
    expect(first.counts).toMatchObject({ new: 4, error: 0 })
    await clerk.commit(first.id)
    const count = async () =>
      (await db.pool.query('select (select count(*) from record) + (select count(*) from decision) as n'))
        .rows[0].n
    const before = await count()
    const second = await clerk.check(sheet)
    expect(second.counts).toMatchObject({ total: 4, unchanged: 4, new: 0, changed: 0, error: 0 })
    expect(second.sameFile.map(({ id }) => id)).toEqual([first.id])
    await clerk.commit(second.id)
    expect(await count()).toBe(before)
  })

  test('another sheet under the id of another upload is refused, the same one is the same', async ({
    clerk,
  }) => {
    const sheet = await sheetOf(familyRows('U1', 1, {}, village(9)))
    const first = await clerk.upload(sheet)
    expect((await clerk.upload(sheet, { id: first.body.id })).body).toEqual(first.body)
    const other = await clerk.upload(await sheetOf(familyRows('U2', 1, {}, village(9))), {
      id: first.body.id,
    })
    expect([other.status, other.body.code]).toEqual([409, 'import.differentBody'])
  })

  test('what changed since the check stops the commit, and nothing of it is stored', async ({
    clerk,
    db,
  }) => {
    const rows = familyRows('X1', 2, {}, village(12))
    const early = await clerk.check(await sheetOf(rows))
    const late = await clerk.check(await sheetOf(rows.map((row) => ({ ...row, 民族: '壮族' }))))
    await clerk.commit(late.id)
    expect(await clerk.commit(early.id)).toMatchObject({
      state: 'ready',
      problem: { code: 'import.registryChanged' },
    })
    const { rows: stored } = await db.pool.query('select from record where batch_id = $1', [early.id])
    expect(stored).toEqual([])
  })

  test('a later sheet shows old and new values, and adds only what differs', async ({ clerk, db }) => {
    const rows = familyRows('E1', 2, { 取水时间: '15', 调查日期: '2016-12-01' }, village(5))
    await clerk.commit((await clerk.check(await sheetOf(rows))).id)
    const later = rows.map(
      (row, index): Cells => ({
        ...row,
        取水时间: '40',
        调查日期: '2017-03-01',
        ...(index === 1 ? { 民族: '壮族' } : {}),
      }),
    )
    const checked = await clerk.check(await sheetOf(later))
    expect(checked.counts).toMatchObject({ changed: 2, new: 0, changedHouseholds: 1, changedPersons: 1 })
    const preview = await clerk.rows(checked.id)
    expect(preview[0]!.changes).toEqual([{ subject: 'household', fact: 'waterMinutes', from: 15, to: 40 }])
    expect(preview[1]!.changes).toEqual([{ subject: 'person', fact: 'ethnicGroup', from: null, to: '08' }])
    await clerk.commit(checked.id)
    const { rows: records } = await db.pool.query(
      'select subject_kind, facts from record where batch_id = $1',
      [checked.id],
    )
    expect(records).toEqual(
      expect.arrayContaining([
        { subject_kind: 'household', facts: { waterMinutes: 40 } },
        { subject_kind: 'person', facts: { ethnicGroup: '08' } },
      ]),
    )
    expect(records).toHaveLength(2)
  })

  test('rows of one household must agree, have one head, and lie in one village', async ({ clerk }) => {
    const two = familyRows('F1', 2, {}, village(6)).map((row): Cells => ({ ...row, 与户主关系: '户主' }))
    const none = familyRows('F2', 1, {}, village(6)).map(
      (row): Cells => ({ ...row, 与户主关系: '之子', 性别: '男' }),
    )
    const apart = familyRows('F3', 2, {}, village(6)).map(
      (row, index): Cells => ({ ...row, 行政村代码: village(6 + index) }),
    )
    const differing = familyRows('F4', 2, {}, village(6)).map(
      (row, index): Cells => ({ ...row, 取水时间: 10 + index }),
    )
    const checked = await clerk.check(await sheetOf([...two, ...none, ...apart, ...differing]))
    const codes = (await clerk.rows(checked.id, 'error')).flatMap(({ problems }) =>
      problems.map(({ code }) => code),
    )
    expect(codes.sort()).toEqual([
      'household.disagree',
      'household.noHead',
      'household.twoHeads',
      'household.twoHeads',
      'household.twoPlaces',
      'household.twoPlaces',
    ])
  })

  test('somebody registered in another household is an error that names the household', async ({ clerk }) => {
    const rows = familyRows('G1', 2, {}, village(7))
    await clerk.commit((await clerk.check(await sheetOf(rows))).id)
    const [, moved] = rows
    const other = [...familyRows('G2', 1, {}, village(7)), { ...moved!, 户编号: 'G2' }]
    const checked = await clerk.check(await sheetOf(other))
    const [error] = await clerk.rows(checked.id, 'error')
    expect(error!.problems[0]).toMatchObject({
      code: 'person.elsewhere',
      message: { zh: expect.stringContaining('G1') },
    })
  })

  test('amounts of a period that overlaps another are refused, the same year again is a correction', async ({
    clerk,
  }) => {
    const rows = familyRows('H1', 1, { 工资性收入: '8000', 收入年度: '2016' }, village(8))
    await clerk.commit((await clerk.check(await sheetOf(rows))).id)
    const again = await clerk.check(await sheetOf(rows.map((row): Cells => ({ ...row, 工资性收入: '9000' }))))
    expect((await clerk.rows(again.id))[0]!.changes).toEqual([
      { subject: 'household', fact: 'wageIncome 2016-01', from: '8000.00', to: '9000.00' },
    ])
    const { body } = await clerk.upload(await sheetOf(rows.map(({ 收入年度: _, ...row }): Cells => row)))
    await clerk.send('PUT', `/api/imports/${body.id}/mapping`, {
      columns: [],
      options: { period: { from: '2016-07-01', to: '2017-01-01' } },
    })
    await clerk.send('POST', `/api/imports/${body.id}/check`)
    await clerk.settled(body.id)
    const [error] = await clerk.rows(body.id, 'error')
    expect(error!.problems[0]!.code).toBe('income.overlaps')
  })
})

describe('undoing', () => {
  test('households on which others worked since stop the undo, or are left in place whole', async ({
    clerk,
  }) => {
    const place = village(9)
    const rows = [...familyRows('K1', 2, {}, place), ...familyRows('K2', 2, {}, place)]
    const { id } = await clerk.check(await sheetOf(rows))
    await clerk.commit(id)
    const list = await clerk.get<{ items: HouseholdRow[] }>(households(place))
    const kept = list.body.items.find(({ number }) => number === 'K1')!
    await clerk.send('POST', '/api/records', {
      id: '01890000-0000-7000-8000-0000000000a1',
      subjectKind: 'household',
      subjectId: kept.id,
      observedOn: '2017-03-30',
      facts: { waterMinutes: 5 },
    })
    const refused = await clerk.undo(id)
    expect(refused.state).toBe('committed')
    expect(refused.problem?.code).toBe('import.builtOn')
    const undone = await clerk.undo(id, { reason: '测试', leaveChanged: true })
    expect(undone.undo).toMatchObject({ left: 1 })
    const after = await clerk.get<{ items: HouseholdRow[] }>(households(place))
    expect(after.body.items.map(({ number, size }) => [number, size])).toEqual([['K1', 2]])
  })

  test('after an undo nothing is judged that is no longer there, and the same file comes in as new', async ({
    clerk,
    db,
  }) => {
    const sheet = await sheetOf(familyRows('L1', 3, {}, village(10)))
    const first = await clerk.check(sheet)
    await clerk.commit(first.id)
    const judged = 'select distinct subject_kind from verdict where region_code like $1 order by 1'
    const there = await db.pool.query(judged, [`${village(10)}%`])
    expect(there.rows.map(({ subject_kind }) => subject_kind)).toEqual(['household', 'person', 'village'])
    await clerk.undo(first.id)
    expect((await db.pool.query(judged, [`${village(10)}%`])).rows).toEqual([])
    const second = await clerk.check(sheet)
    expect(second.counts).toMatchObject({ new: 3, error: 0 })
    expect(second.sameFile).toEqual([])
    expect((await clerk.commit(second.id)).state).toBe('committed')
  })
})

describe('who may', () => {
  test('the import of another county looks like none, and rows outside the region are errors', async ({
    clerk,
    app,
    worker,
  }) => {
    expect(worker).toBeDefined()
    const other = await clerkOf(app, 'otherCounty')
    const { body } = await clerk.upload(await sheetOf(familyRows('M1', 1)))
    expect((await other.get(`/api/imports/${body.id}`)).status).toBe(404)
    expect((await other.upload(await sheetOf(familyRows('M1', 1)))).status).toBe(404)
    const registrar = await clerkOf(app, 'registrar')
    expect((await registrar.upload(await sheetOf(familyRows('M1', 1)), { region: village(1) })).status).toBe(
      403,
    )
    const auditor = await clerkOf(app, 'audit')
    expect((await auditor.get(`/api/imports/${body.id}`)).status).toBe(403)
  })

  test('garbage is refused with a reason, never a fault of the server', async ({ clerk }) => {
    const files = [
      Buffer.alloc(0),
      Buffer.from('PK\x03\x04 no archive'),
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.from('a,b\n'),
      Buffer.from('\0\0\0\0'),
    ]
    for (const file of files) {
      const { status, body } = await clerk.upload(file)
      expect([status === 200 || (status >= 400 && status < 500), body]).toMatchObject([
        true,
        expect.anything(),
      ])
    }
    const odd = await clerk.upload(Buffer.from('户编号,姓名,与户主关系\n1,a\u2028,=1+1\n,,\n"=1+1",-2,@x\n'))
    expect(odd.status).toBe(200)
    await clerk.send('POST', `/api/imports/${odd.body.id}/check`)
    expect(await clerk.settled(odd.body.id)).toMatchObject({ state: 'ready', counts: { new: 0 } })
  })
})
