// Row-level security: what a request may see of each table when the query layer asks for everything.

import { withTransaction } from '../../platform/db.ts'
import { inRequest } from '../../platform/request.ts'
import { readCatalogue } from '../../platform/schema/catalogue.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import {
  type accounts,
  describe,
  expect,
  otherTown,
  refusalOf,
  signIn,
  test,
  town,
  village,
} from '../../testing.ts'
import { verifyFolds } from '../registry/index.ts'
import { endSessions } from './index.ts'
import { regionsText } from './sessions.store.ts'

type Work<T> = () => Promise<T>

/** Runs as a request that carries a token. */
function within<T>(token: string | undefined, work: Work<T>): Promise<T> {
  const context = { requestId: '', routeId: 'test', method: 'GET', address: '', actor: undefined, token }
  return inRequest(context, work)
}

const tokenOf = (cookie: string) => cookie.split('=')[1]!

/** Tables that hold rows of somebody, and the column that says where. */
const placed = [
  'household_snapshot',
  'person_snapshot',
  'person_search',
  'record',
  'decision',
  'verdict',
] as const

describe('a request sees of each table', () => {
  test.beforeAll(async ({ aHousehold, aVillage }) => {
    await aVillage({ code: village(1) })
    await aVillage({ code: village(1, otherTown) })
    for (const region of [village(1), village(2), village(1, otherTown)]) await aHousehold({ region })
  })

  for (const table of placed) {
    test(`${table}: the rows of its regions, none of another town`, async ({ app, installation }) => {
      const ask = `select distinct left(region_code, 9) as town from ${table} where length(region_code) >= 9`
      const townsOf = async (account: keyof typeof accounts) => {
        const token = tokenOf(await signIn(app, account))
        const { rows } = await within(token, () => installation.requestDb.pool.query(ask))
        return rows.map((row) => row.town).sort()
      }
      expect(await townsOf('county')).toEqual([town, otherTown])
      expect(await townsOf('town')).toEqual([town])
      expect(await townsOf('otherTown')).toEqual([otherTown])
      expect(await townsOf('otherCounty')).toEqual([])
      expect(await townsOf('registrar')).toEqual([town])
    })

    test(`${table}: nothing without a session, with a guessed one, with an ended one, or with the hash of one`, async ({
      app,
      db,
      clock,
      installation,
    }) => {
      const count = async (token: string | undefined) => {
        const { rows } = await within(token, () =>
          installation.requestDb.pool.query(`select count(*)::int as n from ${table}`),
        )
        return rows[0].n
      }
      const token = tokenOf(await signIn(app, 'county'))
      expect(await count(token)).toBeGreaterThan(0)
      const { rows } = await db.pool.query(
        `select encode(token_hash, 'hex') as hash, id, account_id from session where token_hash = sha256($1)`,
        [Buffer.from(token)],
      )
      const { hash, id, account_id: accountId } = rows[0]
      for (const wrong of [undefined, '', ' ', '%', '450521', `${token} `, hash])
        expect(await count(wrong), String(wrong)).toBe(0)
      await endSessions(db.pool, { accountId, id, now: clock.now(), because: 'endedByOwner' })
      expect(await count(token)).toBe(0)
    })
  }

  test('a transaction sees the same as a single statement, and leaves nothing to the next on its connection', async ({
    app,
    installation,
  }) => {
    const { requestDb } = installation
    const token = tokenOf(await signIn(app, 'town'))
    const ask = 'select count(*)::int as n from household_snapshot'
    const single = await within(token, () => requestDb.pool.query(ask))
    const inside = await within(token, () => withTransaction(requestDb, (tx) => tx.client.query(ask)))
    expect(inside.rows[0].n).toBe(single.rows[0].n)
    expect(inside.rows[0].n).toBeGreaterThan(0)
    for (let borrower = 0; borrower < 20; borrower++)
      expect((await requestDb.pool.query(ask)).rows[0].n).toBe(0)
  })

  test('a statement that fails gives back a connection that works, and nobody else sees it', async ({
    app,
    installation,
  }) => {
    const { requestDb } = installation
    const token = tokenOf(await signIn(app, 'town'))
    await expect(within(token, () => requestDb.pool.query('select 1 / 0'))).rejects.toThrow('division')
    for (let borrower = 0; borrower < 10; borrower++)
      expect((await requestDb.pool.query('select count(*)::int as n from record')).rows[0].n).toBe(0)
  })
})

describe('the role of requests', () => {
  test('owns nothing, is no superuser, bypasses nothing and belongs to nobody', async ({ db }) => {
    const { rows } = await db.pool.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         exists (select from pg_class where relowner = r.oid) as owns,
         exists (select from pg_auth_members where member = r.oid) as belongs
       from pg_roles r where rolname = 'lika_app'`,
    )
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owns: false,
        belongs: false,
      },
    ])
  })

  test('cannot become anybody else, read sessions and keys, or set a scope that it was not given', async ({
    app,
    installation,
  }) => {
    const { requestDb } = installation
    const token = tokenOf(await signIn(app, 'town'))
    for (const statement of [
      'set role postgres',
      'set session authorization postgres',
      'select * from session',
      'select * from data_key',
      'select * from role_grant',
      'select * from fold_key',
      `update session set regions = '{(,)}'`,
      'alter table record disable row level security',
      'drop policy scope_read on record',
    ])
      await expect(
        within(token, () => requestDb.pool.query(statement)),
        statement,
      ).rejects.toThrow(/permission denied|must be owner/)
  })

  test('appends to journals and changes nothing in them', async ({ app, installation }) => {
    const { requestDb } = installation
    const token = tokenOf(await signIn(app, 'county'))
    for (const journal of ['record', 'decision', 'operation', 'unmasking'])
      for (const statement of [
        `update ${journal} set reason = 'x'`,
        `delete from ${journal}`,
        `truncate ${journal}`,
      ])
        await expect(
          within(token, () => requestDb.pool.query(statement)),
          statement,
        ).rejects.toThrow(/permission denied|does not exist/)
  })

  test('cannot write a record or a snapshot of another county, whatever the query layer lets through', async ({
    app,
    installation,
  }) => {
    const { requestDb } = installation
    const token = tokenOf(await signIn(app, 'otherCounty'))
    const record = `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts)
      values ('450521', '${uuidv7()}', 'household', '${uuidv7()}', '${village(1)}', '2017-01-01', now(), '${uuidv7()}', 'form', '{}')`
    const snapshot = `insert into household_snapshot (county_code, household_id, valid_from, valid_to, region_code, number, household_size)
      values ('450521', '${uuidv7()}', '2017-01-01', 'infinity', '${village(1)}', 'X', 1)`
    for (const statement of [record, snapshot])
      await expect(within(token, () => requestDb.pool.query(statement))).rejects.toThrow('row-level security')
  })
})

test('every table that requests may read has row-level security, or is named here with the reason', async ({
  db,
}) => {
  /** Nothing of anybody: regions, names, figures by region, identities without content, keyed hashes, settings. */
  const open = [
    'case_count',
    'han_initial',
    'household',
    'household_count',
    'import_mapping',
    'person',
    'person_identity',
    'procedure_version',
    'receipt',
    'region',
    'region_boundary',
    'region_change',
    'region_search',
    'role',
    'schema_migration',
    'setting',
    'unit',
    'verdict_count',
    'village',
    // Found through rows that row-level security has let through, and sealed by a key outside the database.
    'sealed_value',
    // Who has seen a file is asked by the records that name it; the row says its size.
    'evidence_file',
  ]
  const { relations, functions } = await readCatalogue(db.pool)
  const granted = relations.filter(({ grants }) => grants.some(({ grantee }) => grantee === 'lika_app'))
  expect(granted.length).toBeGreaterThan(20)
  const bare = granted.filter(({ rowSecurity }) => !rowSecurity).map(({ name }) => name)
  expect(bare.filter((name) => !open.includes(name))).toEqual([])
  for (const relation of granted) {
    if (relation.rowSecurity) expect(relation.policies.length, relation.name).toBeGreaterThan(0)
    if (relation.kind === 'view')
      expect(relation.options ?? [], relation.name).toContain('security_invoker=true')
    expect(['materialized view', 'partition'], relation.name).not.toContain(relation.kind)
    expect(JSON.stringify(relation.policies), relation.name).not.toMatch(/~~|like_escape|current_setting/)
  }
  const definers = functions.filter(({ definition }) => /security definer/i.test(definition))
  expect(definers.map(({ signature }) => signature.split('(')[0]).sort()).toEqual([
    'complaint_bars',
    'enqueue_job',
    'scope_account',
    'scope_audits',
    'scope_holds',
    'scope_holds_any',
    'scope_is_whole',
    'scope_regions',
  ])
  for (const { definition, signature } of definers) expect(definition, signature).toMatch(/SET search_path/i)
})

describe('whoever answers for a subject today', () => {
  test('sees its whole past and folds the whole of it, also of where it was registered before', async ({
    api,
    as,
    installation,
    aHousehold,
    db,
  }) => {
    const { id, members } = await aHousehold({ region: village(1), waterMinutes: 30, members: 3 })
    const stays = await aHousehold({ region: village(3) })
    await api.applyOperation({
      body: {
        id: uuidv7(),
        kind: 'movePerson',
        personId: members[2]!,
        toHouseholdId: stays.id,
        relation: 'other',
        reason: '投靠亲属',
        effectiveOn: '2016-06-01',
      },
    })
    await api.applyOperation({
      body: {
        id: uuidv7(),
        kind: 'moveHousehold',
        householdId: id,
        toRegion: village(2, otherTown),
        reason: '易地搬迁',
        effectiveOn: '2017-02-01',
      },
    })
    await as('otherTown').appendRecord({
      body: {
        id: uuidv7(),
        subjectKind: 'household',
        subjectId: id,
        observedOn: '2017-03-01',
        facts: { waterMinutes: 5 },
      },
    })
    const { rows } = await db.pool.query(
      `select valid_from::text as since, left(region_code, 9) as town, household_size as size from household_snapshot
       where household_id = $1 order by valid_from`,
      [id],
    )
    expect(rows[0]).toMatchObject({ town, size: 3 })
    expect(rows.at(-1)).toMatchObject({ town: otherTown, size: 2 })
    const differences = await withTransaction(db, (tx) =>
      verifyFolds(tx, installation.policies.catalogue, () => {}),
    )
    expect(differences.filter(({ missing, extra }) => missing > 0 || extra > 0)).toEqual([])
    const { items } = await as('otherTown').listTimeline({ params: { id }, query: {} })
    expect(items.length).toBeGreaterThan(2)
    expect(await refusalOf(as('town').getHousehold({ params: { id }, query: {} }))).toMatchObject({
      status: 404,
    })
  })
})

test('a fold sees subjects whole for as long as it runs, by the key of the server alone', async ({
  app,
  installation,
  aHousehold,
}) => {
  await aHousehold({ region: village(1, otherTown) })
  const { requestDb } = installation
  const token = tokenOf(await signIn(app, 'registrar'))
  const townsOf = async (client: { query: (text: string) => Promise<{ rows: { town: string }[] }> }) => {
    const { rows } = await client.query(
      'select distinct left(region_code, 9) as town from household_snapshot order by 1',
    )
    return rows.map((row) => row.town)
  }
  const seen = await within(token, () =>
    withTransaction(requestDb, async (tx) => {
      const before = await townsOf(tx.client)
      const whole = await tx.whole(() => townsOf(tx.client))
      const after = await townsOf(tx.client)
      await tx.client.query(`set local lika.fold = 'a guess'`)
      return { before, whole, after, guessed: await townsOf(tx.client) }
    }),
  )
  expect(seen.whole).toContain(otherTown)
  for (const towns of [seen.before, seen.after, seen.guessed]) expect(towns).not.toContain(otherTown)
})

test('ranges of a session are written as the database writes them', async ({ db }) => {
  for (const codes of [
    [],
    ['450521'],
    ['all'],
    ['450521', '4505'],
    ['450521', '450522', '450512'],
    ['450521199', '450521200'],
  ]) {
    const { rows } = await db.pool.query('select $1::region_multirange::text as text', [regionsText(codes)])
    expect(regionsText(codes)).toBe(rows[0].text)
  }
})
