import type { AccountRowCells } from '@lika/contract'
import { uuidv7 } from '../../../../platform/uuid.ts'
import { accountId } from '../../../../testing/places.ts'
import { readSheetRows, sheetOf } from '../../../../testing/sheets.ts'
import { county, describe, expect, refusalOf, send, signIn, test } from '../../../../testing.ts'

const reason = '2017年驻村工作队'
let number = 0
function rowsFor(count: number, more: Partial<AccountRowCells> = {}): AccountRowCells[] {
  return Array.from({ length: count }, (_, index) => {
    number += 1
    return {
      line: index + 2,
      person: `队员${number}`,
      account: `duiyuan.${number}`,
      unit: '廉州镇工作站',
      unitRegion: '廉州镇',
      unitKind: '工作队',
      role: '驻村工作队',
      region: `第0${(index % 9) + 1}村`,
      to: '2018-03-30',
      ...more,
    }
  })
}
const importOf = (rows: AccountRowCells[], more: object = {}) => ({
  body: { id: uuidv7(), region: county, fileName: '名单.xlsx', reason, rows, ...more },
})

describe('a sheet of accounts', () => {
  test('has a template that is read back, with the units and roles to choose from', async ({ as }) => {
    const security = as('countySecurity')
    const template = await security.getAccountTemplate({ query: { region: county } })
    const [header] = await readSheetRows(Buffer.from(await template.arrayBuffer()))
    expect(header).toEqual(expect.arrayContaining(['姓名', '账号名', '单位', '角色', '授权区域', '第一天']))
    const bytes = await sheetOf([
      { 姓名: '李强', 账号: 'Li.Qiang', 单位名称: '廉州镇工作站', 角色: '驻村工作队', 电话: '1' },
    ])
    const file = new File([new Uint8Array(bytes)], '名单.xlsx')
    expect(await security.readAccountSheet({ upload: file })).toEqual({
      fileName: '名单.xlsx',
      unread: ['电话'],
      rows: [{ line: 2, person: '李强', account: 'Li.Qiang', unit: '廉州镇工作站', role: '驻村工作队' }],
    })
  })

  test('that lacks a column is refused, with its name', async ({ as }) => {
    const bytes = await sheetOf([{ 姓名: '李强', 单位: '廉州镇工作站', 角色: '驻村工作队' }])
    const call = as('countySecurity').readAccountSheet({
      upload: new File([new Uint8Array(bytes)], 'x.xlsx'),
    })
    expect(await refusalOf(call)).toMatchObject({
      status: 422,
      code: 'accountSheet.columnsMissing',
      expected: ['账号名'],
    })
  })

  test('is made whole: units, staff, accounts, grants and the history of each', async ({ as, db }) => {
    const security = as('countySecurity')
    const rows = rowsFor(30)
    const asked = importOf(rows)
    expect(await security.checkAccountRows({ body: { region: county, rows } })).toMatchObject({
      accounts: 30,
      grants: 30,
      newUnits: 1,
      wrong: 0,
    })
    const made = await security.importAccounts(asked)
    expect(made).toMatchObject({ accounts: 30, waiting: 30, fileName: '名单.xlsx', mayInvite: true })
    const list = await security.listAccounts({ query: { region: county, import: made.id } })
    expect(list.items).toHaveLength(30)
    expect(list.items[0]).toMatchObject({
      unit: { name: '廉州镇工作站' },
      holds: [{ role: 'villageTeam', region: { name: '第01村' } }],
    })
    const page = await security.getAccount({ params: { id: list.items[0]!.id } })
    expect(page.changes.map(({ kind, reason: why }) => [kind, why]).toSorted()).toEqual([
      ['accountMade', reason],
      ['granted', reason],
    ])
    expect(page.grants).toMatchObject([{ validTo: '2018-03-30', reason }])
    const units = await db.pool.query(`select count(*) as n from unit where name = '廉州镇工作站'`)
    expect(units.rows[0].n).toBe(1)

    // Sent twice is one; the same id with other rows is refused.
    expect(await security.importAccounts(asked)).toEqual(made)
    const other = { body: { ...asked.body, rows: rows.slice(1) } }
    expect(await refusalOf(security.importAccounts(other))).toMatchObject({ status: 409 })
    expect((await security.listAccountImports({ query: { region: county } })).items).toEqual([made])
  })

  test('in which anything is wrong makes nothing, and says in which row and cell', async ({ as, db }) => {
    const rows = [...rowsFor(2), ...rowsFor(1, { role: '皇帝' })].map((each, index) => ({
      ...each,
      line: index + 2,
    }))
    const count = async () => (await db.pool.query('select count(*) as n from account')).rows[0].n
    const before = await count()
    const refusal = await refusalOf(as('countySecurity').importAccounts(importOf(rows)))
    expect(refusal).toMatchObject({ status: 422, code: 'accountSheet.wrongRows' })
    expect(refusal.errors).toMatchObject([{ field: '4.role', value: '皇帝' }])
    expect(await count()).toBe(before)

    const report = await as('countySecurity').reportAccountRows({ body: { region: county, rows } })
    const [header, ...read] = await readSheetRows(Buffer.from(await report.arrayBuffer()))
    expect(header!.at(-1)).toBe('问题')
    expect(read[2]!.at(-1)).toContain('没有角色“皇帝”')
  })

  test('reaches no further than its sender: another county is not there, by name and by code', async ({
    as,
  }) => {
    const security = as('countySecurity')
    for (const region of ['铁山港区', '450512', '450512101', '月亮镇']) {
      const { rows } = await security.checkAccountRows({
        body: { region: county, rows: rowsFor(1, { region }) },
      })
      expect(rows[0]!.problems.map(({ message }) => message.zh)).toEqual([
        `没有区域“${region}”，或者不在您的范围内。`,
      ])
      expect(rows[0]!.region).toBeNull()
    }
    const wide = security.checkAccountRows({ body: { region: '4505', rows: rowsFor(1) } })
    expect(await refusalOf(wide)).toMatchObject({ status: 404, code: 'region.notFound' })
  })
})

describe('invitations of an import', () => {
  test('come as one sheet; each code lets its own account in, and another sheet makes them void', async ({
    app,
    as,
  }) => {
    const security = as('countySecurity')
    const made = await security.importAccounts(importOf(rowsFor(3)))
    const invite = async () => {
      const file = await security.inviteImported({ params: { id: made.id }, body: { reason } })
      const [header, ...rows] = await readSheetRows(Buffer.from(await file.arrayBuffer()))
      const [name, code] = [header!.indexOf('账号名'), header!.indexOf('邀请码')]
      return rows.map((row) => ({ name: row[name]!, code: row[code]! }))
    }
    const first = await invite()
    const second = await invite()
    expect(second.map(({ name }) => name)).toEqual(first.map(({ name }) => name))
    const look = (code: string) => send(app, { method: 'POST', url: '/api/session/code', payload: { code } })
    expect((await look(first[0]!.code)).statusCode).toBe(410)
    const found = await look(second[0]!.code)
    expect(found.json().account.name).toBe(second[0]!.name)

    // Whoever has entered is not invited again together with the others.
    const entered = await send(app, {
      method: 'POST',
      url: '/api/session/code/account',
      payload: { code: second[0]!.code, password: '木棉花开在镇政府门口' },
    })
    expect(entered.statusCode).toBe(200)
    expect((await invite()).map(({ name }) => name)).toEqual(second.slice(1).map(({ name }) => name))
    const page = await security.listAccounts({ query: { region: county, import: made.id } })
    const last = page.items.find(({ name }) => name === second[2]!.name)!
    const { changes } = await security.getAccount({ params: { id: last.id } })
    expect(changes.filter(({ kind }) => kind === 'invited')).toHaveLength(3)
  })

  test('are for nobody who does not see the import, and not for whoever has got more elsewhere', async ({
    as,
  }) => {
    const made = await as('security').importAccounts(importOf(rowsFor(2)))
    const stranger = as('security')
    const none = stranger.inviteImported({ params: { id: uuidv7() }, body: { reason } })
    expect(await refusalOf(none)).toMatchObject({ status: 404, code: 'accountImport.notFound' })
    const wide = await as('security').importAccounts(importOf(rowsFor(1), { region: '4505' }))
    const outside = as('countySecurity').inviteImported({ params: { id: wide.id }, body: { reason } })
    expect(await refusalOf(outside)).toMatchObject({ status: 404, code: 'accountImport.notFound' })

    const { items } = await as('security').listAccounts({ query: { region: county, import: made.id } })
    const grant = { id: uuidv7(), role: 'leader', region: '4505', validFrom: '2017-03-31', reason }
    await as('security').grantRole({ params: { id: items[0]!.id }, body: grant })
    const file = await as('countySecurity').inviteImported({ params: { id: made.id }, body: { reason } })
    const [, ...rows] = await readSheetRows(Buffer.from(await file.arrayBuffer()))
    expect(rows).toHaveLength(1)
  })
})

describe('somebody who moves', () => {
  test('leaves all that was held there behind, keeps the history, and holds what is given anew', async ({
    as,
    db,
  }) => {
    const security = as('security')
    const { id: importId } = await security.importAccounts(importOf(rowsFor(1)))
    const [account] = (await security.listAccounts({ query: { region: county, import: importId } })).items
    const unit = uuidv7()
    await security.addUnit({
      body: { id: unit, kind: 'office', name: '党江镇扶贫办', region: '450521101', reason },
    })
    const move = {
      unit,
      position: '副主任',
      grants: [
        {
          id: uuidv7(),
          role: 'townshipOfficer',
          region: '450521101',
          validFrom: '2017-03-31',
          reason: '调任',
        },
      ],
      reason: '调任党江镇',
    }
    const input = { params: { id: account!.id }, body: move }
    const page = await security.moveAccount(input)
    expect(page).toMatchObject({
      unit: { id: unit },
      position: '副主任',
      holds: [{ role: 'townshipOfficer', region: { code: '450521101' } }],
    })
    expect(page.grants.map(({ role, state, revokedBecause }) => [role, state, revokedBecause])).toEqual([
      ['townshipOfficer', 'inForce', null],
      ['villageTeam', 'revoked', '调任党江镇'],
    ])
    expect(page.changes.find(({ kind }) => kind === 'moved')).toMatchObject({
      reason: '调任党江镇',
      move: { from: '廉州镇工作站', to: '党江镇扶贫办' },
    })
    // Sent twice is one move; another one to the same place is none.
    expect((await security.moveAccount(input)).changes).toHaveLength(page.changes.length)
    const again = security.moveAccount({ ...input, body: { ...move, reason: '又调' } })
    expect(await refusalOf(again)).toMatchObject({ status: 422, code: 'account.sameUnit' })
    const { rows } = await db.pool.query('select region_code from account where id = $1', [account!.id])
    expect(rows[0].region_code).toBe('450521101')
  })

  test('is out at the next request', async ({ app, as, db }) => {
    const cookie = await signIn(app, 'town')
    const unit = uuidv7()
    const security = as('security')
    await security.addUnit({
      body: { id: unit, kind: 'office', name: '县扶贫办二股', region: county, reason },
    })
    await security.moveAccount({
      params: { id: accountId('town') },
      body: { unit, grants: [], reason: '借调' },
    })
    expect((await send(app, { method: 'GET', url: '/api/account', headers: { cookie } })).statusCode).toBe(
      401,
    )
    const { rows } = await db.pool.query(
      'select s.name from account a join staff s on s.id = a.staff_id where a.id = $1 and s.unit_id = $2',
      [accountId('town'), unit],
    )
    expect(rows).toHaveLength(1)
  })

  test('is moved by nobody whose regions do not hold both places, nor by themselves', async ({ as }) => {
    const security = as('security')
    const far = uuidv7()
    await security.addUnit({ body: { id: far, kind: 'office', name: '区扶贫办', region: '450512', reason } })
    const near = uuidv7()
    await security.addUnit({
      body: { id: near, kind: 'office', name: '县扶贫办三股', region: county, reason },
    })
    const countyWide = as('countySecurity')
    const body = { unit: far, grants: [], reason }
    const away = countyWide.moveAccount({ params: { id: accountId('helper') }, body })
    expect(await refusalOf(away)).toMatchObject({ status: 404, code: 'unit.notFound' })
    const foreign = countyWide.moveAccount({
      params: { id: accountId('otherCounty') },
      body: { ...body, unit: near },
    })
    expect(await refusalOf(foreign)).toMatchObject({ status: 404, code: 'account.notFound' })
    const own = countyWide.moveAccount({
      params: { id: accountId('countySecurity') },
      body: { ...body, unit: near },
    })
    expect(await refusalOf(own)).toMatchObject({ status: 403, code: 'account.notYourself' })
  })
})
