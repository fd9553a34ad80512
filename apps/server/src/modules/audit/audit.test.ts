import { uuidv7 } from '../../platform/uuid.ts'
import { accountId } from '../../testing/places.ts'
import {
  county,
  describe,
  expect,
  otherCounty,
  refusalOf,
  send,
  signIn,
  test,
  town,
  village,
} from '../../testing.ts'
import { seal } from '../seals/index.ts'

interface Planted {
  readonly at: string
  readonly account?: 'county' | 'otherCounty' | 'town'
  readonly kind?: string
  readonly action?: string
  readonly result?: string
  readonly subject?: string
  readonly region?: string
}

type Db = { pool: { query: (text: string, values: unknown[]) => Promise<unknown> } }

/** Events of the past, with ids of their instants as the database would have made them. */
async function plant(db: Db, events: readonly Planted[]): Promise<void> {
  const rows = events.map(({ at, account = 'county', kind = 'read', result = 'done', ...event }) => ({
    id: uuidv7At(at),
    at,
    kind,
    result,
    action: event.action ?? 'getHousehold',
    account_id: accountId(account),
    account,
    subject_kind: event.subject ? 'household' : null,
    subject_id: event.subject ?? null,
    region_code: event.region ?? village(1),
  }))
  await db.pool.query(
    `insert into audit_event (id, at, kind, result, action, account_id, account, subject_kind, subject_id, region_code)
     select id, at, kind, result, action, account_id, account, subject_kind, subject_id, region_code
     from jsonb_populate_recordset(null::audit_event, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

function uuidv7At(instant: string): string {
  const hex = Date.parse(instant).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}${uuidv7().slice(13)}`
}

/** Local time of 2016, long before anything that the tests themselves do. */
const at = (day: number, hour: number, minute = 0) =>
  new Date(Date.UTC(2016, 4, day, hour - 8, minute)).toISOString()

const reads = (day: number, hour: number, count: number, more: Partial<Planted> = {}): Planted[] =>
  Array.from({ length: count }, (_, index) => ({ at: at(day, hour, index % 60), subject: uuidv7(), ...more }))

describe('the page of the audit administrator', () => {
  test('finds what an account did by the name that it signs in with, whatever it is called', async ({
    as,
    db,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ members: 2 })
    await db.pool.query(`update account set display_name = '铁山港区扶贫办' where name = 'otherCounty'`, [])
    await refusalOf(as('otherCounty').getHousehold({ params: { id } }))
    const query = { region: '4505', account: 'otherCounty', subject: id }
    const { items } = await as('auditor').listAuditEvents({ query })
    expect(items).toMatchObject([
      { account: 'otherCounty', displayName: '铁山港区扶贫办', result: 'refused' },
    ])
    await db.pool.query(`update account set display_name = name where name = 'otherCounty'`, [])
  })

  test('shows who saw a household, newest first, page by page', async ({ as, aHousehold }) => {
    const { id } = await aHousehold({ members: 2 })
    for (const reader of ['county', 'town', 'county']) await as(reader).getHousehold({ params: { id } })
    await refusalOf(as('otherTown').getHousehold({ params: { id } }))
    const { items } = await as('auditor').listAuditEvents({
      query: { region: '4505', subject: id, kind: 'read' },
    })
    expect(items.map(({ account, result }) => [account, result])).toEqual([
      ['otherTown', 'refused'],
      ['county', 'done'],
      ['town', 'done'],
      ['county', 'done'],
    ])
    expect(items[1]).toMatchObject({
      label: { en: expect.any(String) },
      role: { en: 'county office' },
      subjectNumber: expect.any(String),
      region: expect.arrayContaining([expect.objectContaining({ code: town })]),
    })
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await as('auditor').listAuditEvents({
        query: { region: '4505', ...(cursor ? { cursor } : {}) },
      })
      found.push(...page.items.map((each) => each.id))
      cursor = page.next
    } while (cursor)
    expect(found).toEqual([...new Set(found)].toSorted().toReversed())
  })

  test('filters by account, result, kind, action and days', async ({ as, db }) => {
    await plant(db, [
      ...reads(1, 9, 2),
      { at: at(1, 10), result: 'refused' },
      { at: at(2, 9), kind: 'export', action: 'exportHouseholds', region: town },
      { at: at(2, 9), account: 'otherCounty', region: otherCounty },
    ])
    const count = async (query: object) => {
      const { items } = await as('auditor').listAuditEvents({
        query: { region: '4505', from: '2016-05-01', to: '2016-05-02', ...query },
      })
      return items.length
    }
    expect(await count({})).toBe(5)
    expect(await count({ to: '2016-05-01' })).toBe(3)
    expect(await count({ result: 'refused' })).toBe(1)
    expect(await count({ kind: 'export' })).toBe(1)
    expect(await count({ action: 'exportHouseholds', region: town })).toBe(1)
    expect(await count({ account: 'otherCounty' })).toBe(1)
    expect(await count({ account: 'nobody' })).toBe(0)
    expect(await count({ region: county })).toBe(4)
  })

  test('reading the journal is itself in the journal', async ({ as }) => {
    await as('auditor').listAuditEvents({ query: { region: '4505', account: 'town' } })
    const { items } = await as('auditor').listAuditEvents({ query: { region: '4505', account: 'auditor' } })
    expect(items[0]).toMatchObject({ action: 'listAuditEvents', detail: { filters: { account: 'town' } } })
  })

  test(`is for nobody else, and not beyond one's own region`, async ({ as, app }) => {
    const query = { region: '4505' }
    for (const who of ['county', 'city', 'leader', 'town', 'system']) {
      for (const call of [
        () => as(who).listAuditEvents({ query }),
        () => as(who).listUnusualAccess({ query }),
        () => as(who).getSealState({}),
      ]) {
        expect((await refusalOf(call())).status, who).toBe(403)
      }
    }
    expect((await refusalOf(as('auditor').listAuditEvents({ query: { region: '4401' } }))).status).toBe(404)
    const cookie = await signIn(app, 'county')
    const file = await send(app, {
      method: 'GET',
      url: '/api/audit/events/file?region=4505&format=xlsx',
      headers: { cookie },
    })
    expect(file.statusCode).toBe(403)
  })

  test('row-level security holds it as well', async ({ installation, db }) => {
    // Nobody's session and somebody's session without the permission find nothing, whatever is asked.
    const { rows } = await installation.requestDb.pool.query('select from audit_event')
    expect(rows).toEqual([])
    expect((await db.pool.query('select from audit_event limit 1')).rows).toHaveLength(1)
  })

  test('is exported as a table without formulas', async ({ app, db }) => {
    await plant(db, [{ at: at(20, 9), action: '=cmd' }])
    const cookie = await signIn(app, 'auditor')
    const url = '/api/audit/events/file?region=4505&from=2016-05-20&to=2016-05-20&format=csv'
    const file = await send(app, { method: 'GET', url, headers: { cookie } })
    expect(file.statusCode, file.body).toBe(200)
    expect(file.body).toContain(`'=cmd`)
    expect(file.body.trim().split('\n')).toHaveLength(2)
  })
})

describe('unusual access', () => {
  const asked = (from: number, to: number) => ({
    region: '4505',
    from: `2016-05-${String(from).padStart(2, '0')}`,
    to: `2016-05-${String(to).padStart(2, '0')}`,
  })

  test('many households in an hour stand out against what one usually reads, not against others', async ({
    as,
    db,
  }) => {
    const history = [5, 6, 7].flatMap((day) =>
      reads(day, 10, 20, { account: 'otherCounty', region: otherCounty }),
    )
    await plant(db, [
      ...history,
      ...reads(8, 10, 60, { account: 'otherCounty', region: otherCounty }),
      ...reads(8, 14, 90, { account: 'otherCounty', region: otherCounty }),
      ...reads(8, 15, 29),
    ])
    const { items } = await as('auditor').listUnusualAccess({ query: asked(8, 8) })
    expect(items.filter(({ rule }) => rule === 'manyHouseholds')).toEqual([
      expect.objectContaining({
        account: 'otherCounty',
        count: 90,
        usual: 20,
        day: '2016-05-08',
        kind: 'read',
      }),
    ])
    const before = await as('auditor').listUnusualAccess({ query: asked(5, 7) })
    expect(before.items.filter(({ rule }) => rule === 'manyHouseholds')).toEqual([])
  })

  test('nights, refusals, unmaskings, exports and other towns are found, and a little of each is not', async ({
    as,
    db,
  }) => {
    const far = village(1, '450521101')
    await plant(db, [
      ...reads(10, 10, 400),
      ...reads(11, 10, 16, { region: far }),
      ...reads(12, 23, 6),
      ...reads(13, 1, 6),
      ...reads(14, 11, 10, { result: 'refused' }),
      ...reads(14, 15, 20, { action: 'unmaskFact', kind: 'change' }),
      ...reads(14, 16, 8, { action: 'exportHouseholds', kind: 'export' }),
      ...reads(15, 9, 9, { result: 'refused' }),
      ...reads(15, 15, 19, { action: 'unmaskFact', kind: 'change' }),
      ...reads(15, 16, 7, { action: 'exportHouseholds', kind: 'export' }),
      ...reads(15, 23, 9),
    ])
    const { items, rules } = await as('auditor').listUnusualAccess({ query: asked(11, 15) })
    expect(items.map(({ rule, day, count }) => [rule, day, count]).toSorted()).toEqual([
      ['atNight', '2016-05-12', 12],
      ['manyExports', '2016-05-14', 8],
      ['manyUnmaskings', '2016-05-14', 20],
      ['outsideOwnTown', '2016-05-11', 16],
      ['repeatedRefusals', '2016-05-14', 10],
    ])
    expect(rules.map(({ id }) => id)).toHaveLength(6)
    expect((await refusalOf(as('auditor').listUnusualAccess({ query: asked(15, 11) }))).code).toBe(
      'audit.daysOutOfOrder',
    )
  })
})

describe('the seals', () => {
  test('the last checkpoint is shown to be printed, and a sealer that stands still for ten minutes is an alarm', async ({
    as,
    clock,
    db,
    installation,
  }) => {
    await seal(installation.seals)
    const state = await as('auditor').getSealState({})
    expect(state.alarms).toEqual([])
    expect(state.checkpoint).toMatchObject({
      number: 1,
      fingerprint: expect.stringMatching(/^([0-9a-f]{4} ){7}/),
    })
    expect(state.checkpoint?.text).toContain('lika checkpoint 1')
    expect(state.places).toEqual([{ place: expect.any(String), reached: 1 }])
    for (const who of ['auditor', 'system']) expect((await as(who).listAlarms({})).items, who).toEqual([])
    expect((await refusalOf(as('county').listAlarms({}))).status).toBe(403)

    // As if the last run had come to its end eleven minutes ago.
    await db.pool.query(
      `update setting set value = value || jsonb_build_object('checkedAt', $1::text) where key = 'seals'`,
      [new Date(Date.parse(clock.now()) - 11 * 60_000).toISOString()],
    )
    for (const who of ['auditor', 'system']) {
      expect((await as(who).listAlarms({})).items, who).toEqual([
        {
          reason: 'stopped',
          since: expect.any(String),
          message: { zh: expect.any(String), en: expect.any(String) },
        },
      ])
    }
    await seal(installation.seals)
    expect((await as('system').listAlarms({})).items).toEqual([])
  })
})
