import type { NewAccount, NewGrant } from '@lika/contract'
import { uuidv7 } from '../../../platform/uuid.ts'
import { accountId } from '../../../testing/places.ts'
import {
  type Api,
  county,
  describe,
  expect,
  otherCounty,
  refusalOf,
  send,
  signIn,
  test,
  today,
  town,
  village,
} from '../../../testing.ts'
import { dayAfter } from './period.ts'

const reason = '人事调整'
const unit = uuidv7()

const aGrant = (role: string, region: string = town, more: Partial<NewGrant> = {}): NewGrant => ({
  id: uuidv7(),
  role,
  region,
  validFrom: today,
  reason,
  ...more,
})

let number = 0
/** Somebody new with what is granted to them; the same staff when one is given. */
async function anAccount(security: Api, grants: NewGrant[], more: Partial<NewAccount> = {}): Promise<string> {
  number += 1
  const id = uuidv7()
  const name = `person.${number}`
  const staff = { id: uuidv7(), name: `干部${number}` }
  await security.addAccount({
    body: { id, name, displayName: `干部${number}`, unit, staff, grants, reason, ...more },
  })
  return id
}

test.beforeAll(async ({ as }) => {
  await as('security').addUnit({
    body: { id: unit, kind: 'office', name: '廉州镇扶贫工作站', region: county, reason },
  })
})

describe('a grant', () => {
  test('lies within the regions of whoever gives it', async ({ as }) => {
    const id = await anAccount(as('countySecurity'), [])
    for (const region of ['4505', '45', otherCounty, 'all']) {
      const call = as('countySecurity').grantRole({ params: { id }, body: aGrant('registrar', region) })
      expect(await refusalOf(call), region).toMatchObject({
        status: 404,
        code: 'region.notFound',
        value: region,
      })
    }
    const page = await as('countySecurity').grantRole({
      params: { id },
      body: aGrant('registrar', village(3)),
    })
    expect(page.holds).toMatchObject([{ role: 'registrar', region: { code: village(3) } }])
  })

  test('is never given to oneself, nor to another account of oneself', async ({ as, db }) => {
    const security = as('security')
    const own = accountId('security')
    const calls = [
      () => security.grantRole({ params: { id: own }, body: aGrant('leader') }),
      () =>
        security.changeAccountState({
          params: { id: own },
          body: { id: uuidv7(), state: 'disabled', reason },
        }),
      () => security.endAccountSessions({ params: { id: own }, body: { id: uuidv7(), reason } }),
      () => security.inviteAccount({ params: { id: own }, body: { id: uuidv7(), reason } }),
    ]
    for (const call of calls) expect((await refusalOf(call())).code).toBe('account.notYourself')
    const { rows } = await db.pool.query('select id from role_grant where account_id = $1', [own])
    const taken = security.revokeGrant({ params: { id: rows[0]!.id }, body: { id: uuidv7(), reason } })
    expect((await refusalOf(taken)).code).toBe('account.notYourself')

    const second = await anAccount(security, [])
    await db.pool.query(
      'update account set staff_id = (select staff_id from account where id = $1) where id = $2',
      [second, own],
    )
    const twin = security.grantRole({ params: { id: second }, body: aGrant('leader') })
    expect((await refusalOf(twin)).code).toBe('account.notYourself')
    await db.pool.query('update account set staff_id = null where id = $1', [own])
  })

  test('holds from its first day to its last, and none begins in the past', async ({ as }) => {
    const security = as('security')
    const id = await anAccount(security, [])
    const past = security.grantRole({
      params: { id },
      body: aGrant('leader', town, { validFrom: '2017-03-30' }),
    })
    expect(await refusalOf(past)).toMatchObject({ status: 422, code: 'grant.past', expected: today })
    const turned = aGrant('leader', town, { validFrom: '2017-05-02', validTo: '2017-05-01' })
    expect((await refusalOf(security.grantRole({ params: { id }, body: turned }))).field).toBe('validTo')
    const coming = aGrant('leader', town, { validFrom: '2017-04-01', validTo: '2017-04-30' })
    const page = await security.grantRole({ params: { id }, body: coming })
    expect(page.grants).toMatchObject([{ state: 'coming', validFrom: '2017-04-01', validTo: '2017-04-30' }])
    expect(page.holds).toEqual([])
  })

  test('sent twice is one grant, and another one under the same id is refused', async ({ as, db }) => {
    const security = as('security')
    const id = await anAccount(security, [])
    const body = aGrant('leader')
    await security.grantRole({ params: { id }, body })
    const again = await security.grantRole({ params: { id }, body })
    expect(again.grants).toHaveLength(1)
    const other = security.grantRole({ params: { id }, body: { ...body, role: 'registrar' } })
    expect(await refusalOf(other)).toMatchObject({ status: 409, code: 'grant.otherBody' })
    const { rowCount } = await db.pool.query(
      `select from access_change where account_id = $1 and kind = 'granted'`,
      [id],
    )
    expect(rowCount).toBe(1)
  })

  test('is for a region that exists, a role that exists, and never for the public', async ({ as }) => {
    const security = as('security')
    const id = await anAccount(security, [])
    const refusals = [
      [aGrant('leader', '450599'), 'region.notFound'],
      [aGrant('nobodyKnows'), 'role.notFound'],
      [aGrant('public'), 'role.notFound'],
      [aGrant('leader', town, { unit: uuidv7() }), 'unit.notFound'],
    ] as const
    for (const [body, code] of refusals) {
      expect((await refusalOf(security.grantRole({ params: { id }, body }))).code).toBe(code)
    }
  })

  test('is revoked, not deleted, and says by whom and why', async ({ as, db }) => {
    const security = as('security')
    const grant = aGrant('registrar')
    const id = await anAccount(security, [grant])
    const page = await security.revokeGrant({
      params: { id: grant.id },
      body: { id: uuidv7(), reason: '调离' },
    })
    expect(page.holds).toEqual([])
    expect(page.grants).toMatchObject([{ state: 'revoked', revokedBy: 'security', revokedBecause: '调离' }])
    await expect(db.pool.query('delete from role_grant where id = $1', [grant.id])).rejects.toThrow(
      'only appended',
    )
    await expect(db.pool.query('delete from access_change where account_id = $1', [id])).rejects.toThrow()
    await expect(
      db.pool.query(`update access_change set reason = '' where account_id = $1`, [id]),
    ).rejects.toThrow()
    const kinds = page.changes.map(({ kind, reason: why }) => [kind, why])
    expect(kinds).toEqual([
      ['revoked', '调离'],
      ['granted', reason],
      ['accountMade', reason],
    ])
  })

  test('may take the place of another in one act', async ({ as }) => {
    const security = as('security')
    const first = aGrant('registrar')
    const id = await anAccount(security, [first])
    const body = { ...aGrant('townshipOfficer'), replaces: first.id }
    const page = await security.grantRole({ params: { id }, body })
    expect(page.holds.map(({ role }) => role)).toEqual(['townshipOfficer'])
    const beyond = { ...aGrant('financeMaker'), replaces: page.grants[0]!.id, region: '45' }
    await refusalOf(security.grantRole({ params: { id }, body: beyond }))
    expect((await security.getAccount({ params: { id } })).holds).toHaveLength(1)
  })
})

describe('what one person may not hold at once', () => {
  test('two administrators, or an administrator and anything else, in whatever account of theirs', async ({
    as,
  }) => {
    const security = as('security')
    const staff = { id: uuidv7(), name: '王管' }
    await anAccount(security, [aGrant('systemAdministrator', county)], { staff })
    const second = await anAccount(security, [], { staff })
    for (const role of ['securityAdministrator', 'auditAdministrator', 'registrar', 'leader']) {
      const call = security.grantRole({ params: { id: second }, body: aGrant(role, otherCounty) })
      expect(await refusalOf(call), role).toMatchObject({
        status: 422,
        code: 'grant.keptApart',
        field: 'role',
      })
    }
  })

  test('even when one of two that are kept apart is to begin only after the other is given', async ({
    as,
  }) => {
    const id = await anAccount(as('security'), [aGrant('financeMaker', county, { validFrom: '2017-06-01' })])
    const during = aGrant('financeReleaser', county, { validTo: '2017-06-01' })
    expect((await refusalOf(as('security').grantRole({ params: { id }, body: during }))).code).toBe(
      'grant.keptApart',
    )
    const before = aGrant('financeReleaser', county, { validTo: '2017-05-31' })
    await as('security').grantRole({ params: { id }, body: before })
  })

  test('but a small office may join two of three, with a reason, for a year, and the lists say so', async ({
    as,
  }) => {
    const security = as('security')
    const id = await anAccount(security, [aGrant('townshipOfficer', county)])
    const bare = security.grantRole({ params: { id }, body: aGrant('countyOffice', county) })
    expect((await refusalOf(bare)).code).toBe('grant.smallOfficeOnly')
    const exception = '本县扶贫办仅有两名干部'
    const endless = aGrant('countyOffice', county, { exception })
    expect((await refusalOf(security.grantRole({ params: { id }, body: endless }))).code).toBe(
      'grant.exceptionTooLong',
    )
    const body = aGrant('countyOffice', county, { exception, validTo: dayAfter(today, 200) })
    const page = await security.grantRole({ params: { id }, body })
    expect(page).toMatchObject({ exception: true, grants: [{ exception }, { exception: null }] })
    const third = aGrant('registrar', village(2), { exception, validTo: dayAfter(today, 200) })
    expect((await refusalOf(security.grantRole({ params: { id }, body: third }))).code).toBe(
      'grant.keptApart',
    )

    const { choices } = await security.countAccounts({ query: { region: county } })
    const listed = await security.listAccounts({ query: { region: county, choice: 'exception' } })
    expect(choices.exception).toBe(1)
    expect(listed.items.map((each) => each.id)).toEqual([id])
  })

  test('and two who grant to the same person at the same moment do not overlook each other', async ({
    as,
  }) => {
    const security = as('security')
    const id = await anAccount(security, [])
    const roles = ['financeMaker', 'financeReleaser', 'inspector', 'systemAdministrator', 'registrar']
    const answers = await Promise.allSettled(
      roles.map((role) => security.grantRole({ params: { id }, body: aGrant(role, county) })),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await security.getAccount({ params: { id } })).holds).toHaveLength(1)
  })
})

describe('what one grant opens in one place', () => {
  test('it does not open in the place of another: who leads a city and works in a county writes in the county alone', async ({
    as,
    db,
  }) => {
    const grants = [aGrant('leader', '4505'), aGrant('countyOffice', county)]
    const id = await anAccount(as('security'), grants)
    await db.pool.query('update account set demo = true where id = $1', [id])
    const both = as(`person.${number}`)
    expect((await both.getRegion({ params: { code: otherCounty } })).code).toBe(otherCounty)
    const group = (of: string) => both.addGroup({ body: { id: uuidv7(), village: of, name: '新组' } })
    expect((await group(village(4))).name).toBe('新组')
    expect(await refusalOf(group(`${otherCounty}101201`))).toMatchObject({ status: 404 })
  })

  test('nor does looking at the accounts of a city let anybody grant there', async ({ as, db }) => {
    const role = { key: 'accessReader', label: { zh: '查看授权', en: 'reader of grants' }, reason }
    const permissions = ['access.read', 'regions.read']
    await as('security').addRole({ body: { ...role, basedOn: 'securityAdministrator', permissions } })
    const grants = [aGrant('accessReader', '4505'), aGrant('securityAdministrator', county)]
    const id = await anAccount(as('security'), grants)
    await db.pool.query('update account set demo = true where id = $1', [id])
    const both = as(`person.${number}`)
    const target = accountId('otherCounty')
    expect((await both.getAccount({ params: { id: target } })).name).toBe('otherCounty')
    const call = both.grantRole({ params: { id: target }, body: aGrant('leader', otherCounty) })
    expect(await refusalOf(call)).toMatchObject({ status: 404 })
  })
})

describe('the sessions of an account end at once', () => {
  const acts: Record<string, (security: Api, id: string, grant: string) => Promise<unknown>> = {
    'when it is disabled': (security, id) =>
      security.changeAccountState({ params: { id }, body: { id: uuidv7(), state: 'disabled', reason } }),
    'when a grant is revoked': (security, _, grant) =>
      security.revokeGrant({ params: { id: grant }, body: { id: uuidv7(), reason } }),
    'when something more is granted': (security, id) =>
      security.grantRole({ params: { id }, body: aGrant('leader', county) }),
    'when an administrator says so': (security, id) =>
      security.endAccountSessions({ params: { id }, body: { id: uuidv7(), reason } }),
  }
  for (const [name, act] of Object.entries(acts)) {
    test(name, async ({ app, as, db }) => {
      const grant = aGrant('registrar')
      const id = await anAccount(as('security'), [grant])
      await db.pool.query('update account set demo = true where id = $1', [id])
      const cookie = await signIn(app, `person.${number}`)
      const look = () => send(app, { method: 'GET', url: `/api/regions/${town}`, headers: { cookie } })
      expect((await look()).statusCode).toBe(200)
      expect((await as('security').getAccount({ params: { id } })).sessions).toHaveLength(1)
      await act(as('security'), id, grant.id)
      expect((await look()).statusCode).toBe(401)
      expect((await as('security').getAccount({ params: { id } })).sessions).toEqual([])
    })
  }
})

describe('whoever administers a county', () => {
  test('sees the accounts at home or granted something there, and nobody else', async ({ as }) => {
    const { items } = await as('countySecurity').listAccounts({ query: { region: county } })
    const names = items.map(({ name }) => name)
    expect(names).toContain('town')
    for (const foreign of ['city', 'otherCounty', 'security', 'auditor', 'leader'])
      expect(names).not.toContain(foreign)
    const wider = await as('countySecurity').listAccounts({ query: { region: 'all' } })
    expect(wider.items.map(({ name }) => name)).toEqual(names)
    const elsewhere = await as('countySecurity').listAccounts({ query: { region: otherCounty } })
    expect(elsewhere.items).toEqual([])
    for (const id of [accountId('otherCounty'), accountId('city'), uuidv7()]) {
      const seen = as('countySecurity').getAccount({ params: { id } })
      expect(await refusalOf(seen)).toMatchObject({ status: 404, code: 'account.notFound' })
    }
  })

  test('changes nobody who holds something beyond the county, and is told only that there is something', async ({
    as,
  }) => {
    const id = await anAccount(as('security'), [aGrant('leader', county), aGrant('leader', otherCounty)])
    const ofCounty = as('countySecurity')
    const page = await ofCounty.getAccount({ params: { id } })
    expect(page).toMatchObject({ mayManage: false, grantsElsewhere: 1 })
    expect(JSON.stringify(page)).not.toContain(otherCounty)
    const calls = [
      () =>
        ofCounty.changeAccountState({ params: { id }, body: { id: uuidv7(), state: 'disabled', reason } }),
      () => ofCounty.grantRole({ params: { id }, body: aGrant('leader', town) }),
      () => ofCounty.inviteAccount({ params: { id }, body: { id: uuidv7(), reason } }),
      () => ofCounty.revokeGrant({ params: { id: page.grants[0]!.id }, body: { id: uuidv7(), reason } }),
    ]
    for (const call of calls)
      expect(await refusalOf(call())).toMatchObject({ status: 403, code: 'account.beyondYou' })
  })

  test('finds no grant, no unit and no staff of another county', async ({ as, db }) => {
    const { rows } = await db.pool.query('select id from role_grant where account_id = $1', [
      accountId('otherCounty'),
    ])
    const revoke = as('countySecurity').revokeGrant({
      params: { id: rows[0].id },
      body: { id: uuidv7(), reason },
    })
    expect(await refusalOf(revoke)).toMatchObject({ status: 404, code: 'grant.notFound' })
    const theirs = uuidv7()
    await as('security').addUnit({
      body: { id: theirs, kind: 'office', name: '铁山港区扶贫办', region: otherCounty, reason },
    })
    const { items } = await as('countySecurity').listUnits({ query: { region: 'all' } })
    expect(items.map(({ id }) => id)).not.toContain(theirs)
    const change = as('countySecurity').changeUnit({
      params: { id: theirs },
      body: { id: uuidv7(), closed: true, reason },
    })
    expect(await refusalOf(change)).toMatchObject({ status: 404, code: 'unit.notFound' })
    const made = anAccount(as('countySecurity'), [], { unit: theirs })
    expect(await refusalOf(made)).toMatchObject({ status: 404, code: 'unit.notFound' })
  })

  test('makes no roles, which would hold for everybody', async ({ as }) => {
    const role = {
      key: 'reader',
      label: { zh: '只读', en: 'reader' },
      basedOn: 'leader',
      permissions: ['regions.read'],
      reason,
    }
    expect((await refusalOf(as('countySecurity').addRole({ body: role }))).code).toBe('role.tooNarrowScope')
  })
})

describe('a role of one’s own', () => {
  const reader = (key: string, permissions: string[]) => ({
    key,
    label: { zh: '只读', en: 'reader' },
    basedOn: 'countyOffice',
    permissions,
    reason,
  })

  test('narrows a built-in one down and never widens it', async ({ as }) => {
    const wide = as('security').addRole({ body: reader('tooMuch', ['registry.read', 'access.manage']) })
    expect(await refusalOf(wide)).toMatchObject({ code: 'role.beyondItsBase', value: ['access.manage'] })
    const role = await as('security').addRole({
      body: reader('countyReader', ['registry.read', 'regions.read']),
    })
    expect(role).toMatchObject({ builtIn: false, basedOn: 'countyOffice', accounts: 0 })
    const nested = as('security').addRole({
      body: { ...reader('nested', ['regions.read']), basedOn: 'countyReader' },
    })
    expect((await refusalOf(nested)).code).toBe('role.basedOnOwn')
  })

  test('is kept apart from others as the one that it narrows down', async ({ as }) => {
    await as('security').addRole({ body: reader('approver', ['registry.read']) })
    const id = await anAccount(as('security'), [aGrant('registrar', county)])
    const call = as('security').grantRole({ params: { id }, body: aGrant('approver', county) })
    expect((await refusalOf(call)).code).toBe('grant.keptApart')
  })

  test('can be changed and retired, and whoever holds it signs in again', async ({ as, app, db }) => {
    await as('security').addRole({ body: reader('changing', ['registry.read', 'regions.read']) })
    const id = await anAccount(as('security'), [aGrant('changing', county)])
    await db.pool.query('update account set demo = true where id = $1', [id])
    const cookie = await signIn(app, `person.${number}`)
    const look = () => send(app, { method: 'GET', url: `/api/regions/${town}`, headers: { cookie } })
    expect((await look()).statusCode).toBe(200)
    await as('security').changeRole({
      params: { key: 'changing' },
      body: { id: uuidv7(), permissions: ['registry.read'], reason },
    })
    expect((await look()).statusCode).toBe(401)
    await as('security').changeRole({
      params: { key: 'changing' },
      body: { id: uuidv7(), retired: true, reason },
    })
    const more = as('security').grantRole({ params: { id }, body: aGrant('changing', town) })
    expect((await refusalOf(more)).code).toBe('role.retired')
  })

  test('that is built in is edited by nobody', async ({ as }) => {
    const call = as('security').changeRole({
      params: { key: 'leader' },
      body: { id: uuidv7(), permissions: ['regions.read'], reason },
    })
    expect((await refusalOf(call)).code).toBe('role.builtIn')
  })

  test('no built-in role is administrator and something else at once', async ({ as }) => {
    const { roles, permissions } = await as('security').listRoles()
    const families = ['access.', 'audit.', 'system.', 'settings.', 'backup.']
    const opened = permissions.map(({ permission }) => permission)
    expect(opened).toContain('access.manage')
    for (const { key, permissions: held } of roles.filter(({ builtIn }) => builtIn)) {
      const touched = families.filter((family) => held.some((each) => each.startsWith(family)))
      const isAdministrator = /Administrator$/.test(key)
      if (!isAdministrator) expect([key, touched]).toEqual([key, []])
      if (isAdministrator)
        expect(
          held.filter((each) => /^(registry|imports|duplicates|policies|statistics)\./.test(each)),
        ).toEqual([])
    }
    const held = (key: string) => roles.find((role) => role.key === key)?.permissions ?? []
    expect(held('securityAdministrator').filter((each) => held('auditAdministrator').includes(each))).toEqual(
      ['regions.read'],
    )
  })
})

describe('accounts', () => {
  test('are found by a part of a name, of the unit, by role and by choice, and the facets count the same', async ({
    as,
  }) => {
    const security = as('security')
    const id = await anAccount(security, [aGrant('helper', village(9))], {
      name: 'li.qiang',
      displayName: '李强',
      staff: { id: uuidv7(), name: '李强', position: '帮扶专员' },
    })
    const find = async (query: object) =>
      (await security.listAccounts({ query: { region: '4505', ...query } })).items.map((each) => each.id)
    expect(await find({ search: '李强' })).toEqual([id])
    expect(await find({ search: 'LI.Q' })).toEqual([id])
    expect(await find({ search: '%' })).toEqual([])
    expect(await find({ search: '工作站' })).toContain(id)
    expect(await find({ unit, role: 'helper' })).toEqual([id])
    expect(await find({ choice: 'neverUsed' })).toContain(id)
    const facets = await security.countAccounts({ query: { region: '4505' } })
    for (const [choice, count] of Object.entries(facets.choices)) {
      expect((await find({ choice })).length, choice).toBe(count)
    }
    for (const { role, accounts } of facets.roles) expect((await find({ role })).length, role).toBe(accounts)
    expect((await find({})).length).toBe(facets.total)
  })

  test('come page by page, each once, whatever stands in the cursor', async ({ as, db }) => {
    const ids = Array.from({ length: 230 }, () => uuidv7())
    await db.pool.query(
      `insert into account (id, name, display_name, region_code) select id, 'many.' || row_number() over (), '多', $2 from unnest($1::uuid[]) as id`,
      [ids, town],
    )
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await as('security').listAccounts({
        query: { region: town, search: 'many.', ...(cursor ? { cursor } : {}) },
      })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
    } while (cursor)
    expect(seen.toSorted()).toEqual(ids.toSorted())
    for (const bad of ['x', 'bnVsbA', Buffer.from('["450521","\\u0000"]').toString('base64url')]) {
      const call = as('security').listAccounts({ query: { region: town, cursor: bad } })
      expect(await refusalOf(call)).toMatchObject({ status: 400, field: 'cursor' })
    }
  })

  test('have a name of their own, and what goes wrong leaves nothing behind', async ({ as, db }) => {
    await anAccount(as('security'), [], { name: 'taken' })
    const taken = anAccount(as('security'), [], { name: 'taken' })
    expect(await refusalOf(taken)).toMatchObject({ status: 409, code: 'account.nameTaken' })
    const id = uuidv7()
    const half = anAccount(as('countySecurity'), [aGrant('leader', town), aGrant('leader', otherCounty)], {
      id,
    })
    expect((await refusalOf(half)).code).toBe('region.notFound')
    const { rowCount } = await db.pool.query('select from account where id = $1', [id])
    expect(rowCount).toBe(0)
  })

  test('an invitation is told once and kept as a hash, and a new one ends the one before', async ({
    as,
    db,
  }) => {
    const id = uuidv7()
    const staff = { id: uuidv7(), name: '新人' }
    const first = await as('security').addAccount({
      body: { id, name: 'invited', displayName: '新人', unit, staff, grants: [], reason },
    })
    expect(first.code).toMatch(/^([A-Z2-9]{4}-){4}[A-Z2-9]{4}$/)
    const again = anAccount(as('security'), [], { id })
    expect((await refusalOf(again)).code).toBe('account.madeBefore')
    const second = await as('security').inviteAccount({ params: { id }, body: { id: uuidv7(), reason } })
    expect(second.code).not.toBe(first.code)
    const { rows } = await db.pool.query(
      'select * from one_time_code where account_id = $1 order by made_at',
      [id],
    )
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain(first.code)
    expect(Date.parse(rows[0].valid_until)).toBeLessThan(Date.parse(rows[1].valid_until))
    expect(rows[0].valid_until <= rows[1].made_at).toBe(true)
  })

  test('the export tells who may see what, a row for each grant', async ({ as, app }) => {
    await anAccount(as('security'), [aGrant('helper', village(8)), aGrant('leader', village(8))], {
      name: 'exported',
      displayName: '=1+1',
    })
    const cookie = await signIn(app, 'security')
    const url = `/api/accounts/export?region=${county}&search=exported&format=csv`
    const answer = await send(app, { method: 'GET', url, headers: { cookie } })
    expect(answer.statusCode).toBe(200)
    const lines = answer.body.trim().split(/\r?\n/)
    expect(lines.filter((line) => line.includes('exported'))).toHaveLength(2)
    expect(answer.body).toContain('帮扶责任人')
    expect(answer.body).not.toMatch(/,=1\+1/)
    const foreign = await signIn(app, 'countySecurity')
    const other = await send(app, {
      method: 'GET',
      url: `/api/accounts/export?region=${otherCounty}&format=csv`,
      headers: { cookie: foreign },
    })
    expect(other.body).not.toContain('otherCounty')
  })

  test('everybody is told what they hold themselves, and what that opens', async ({ as }) => {
    const own = await as('town').getOwnAccess()
    expect(own.grants).toMatchObject([{ role: 'townshipOfficer', region: { code: town }, state: 'inForce' }])
    expect(own.permissions.map(({ permission }) => permission)).toContain('registry.record')
    expect(own.permissions.every(({ routes }) => routes.length > 0)).toBe(true)
  })
})
