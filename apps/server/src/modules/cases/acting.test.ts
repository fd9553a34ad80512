import type { CaseAct } from '@lika/contract'
import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { type Api, describe, expect, group, refusalOf, village } from '../../testing.ts'
import { verifyCases } from './fold.ts'
import { act, aScan, look, minutes, open, test, walkToAnnouncement } from './testing.ts'

const checked = { kind: 'decided', step: 'homeCheck', outcome: 'meets' } as const

describe('what is refused', () => {
  test('a stranger finds no trace of a case', async ({ as, aHousehold }) => {
    const { id: subject } = await aHousehold({ region: group(village(2)) })
    const [id] = await open(as('town'), 'householdExit', [subject])
    const strangers: Api[] = [as('registrar'), as('otherTown'), as('otherCounty')]
    for (const stranger of strangers) {
      expect(await refusalOf(look(stranger, id!))).toMatchObject({ status: 404, code: 'case.notFound' })
      expect(await refusalOf(act(stranger, [id!], checked))).toMatchObject({
        status: 404,
        code: 'case.notFound',
      })
      expect(await refusalOf(open(stranger, 'householdExit', [subject]))).toMatchObject({ status: 404 })
    }
    expect((await as('otherTown').listCases({ query: { region: '450521101' } })).items).toEqual([])
  })

  test('nobody acts who has no part in the step, and readers not at all', async ({ as, aHousehold }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)) })
    const [id] = await open(as('registrar'), 'householdExit', [subject])
    expect(await refusalOf(act(as('county'), [id!], checked))).toMatchObject({ code: 'case.actor' })
    for (const reader of ['leader', 'audit', 'finance'])
      expect(await refusalOf(act(as(reader), [id!], checked))).toMatchObject({ status: 403 })
    expect(await refusalOf(open(as('leader'), 'householdExit', [subject]))).toMatchObject({ status: 403 })
  })

  test('a second case of one procedure for one household', async ({ as, aHousehold }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)) })
    await open(as('registrar'), 'householdExit', [subject])
    expect(await refusalOf(open(as('registrar'), 'householdExit', [subject]))).toMatchObject({
      code: 'case.open',
    })
  })

  test('a household whose status the procedure is not for', async ({ as, aHousehold }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)), status: 'exited' })
    expect(await refusalOf(open(as('registrar'), 'householdExit', [subject]))).toMatchObject({
      code: 'case.status',
    })
  })

  test('a signature without its drawing', async ({ as, aHousehold }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)), members: 3 })
    const [id] = await open(as('registrar'), 'householdExit', [subject])
    await act(as('registrar'), [id!], checked)
    const signed: CaseAct = {
      kind: 'signed',
      step: 'dualConfirmation',
      signer: 'head',
      way: 'drawn',
      evidence: [],
    }
    expect(await refusalOf(act(as('registrar'), [id!], signed))).toMatchObject({ code: 'case.evidence' })
  })
})

test('nobody is counted twice at a meeting', async ({ as, app, aHousehold }) => {
  const { id: subject } = await aHousehold({ region: group(village(1)), members: 3 })
  const [id] = await open(as('registrar'), 'householdExit', [subject])
  const evidence = [await aScan(app, 'registrar')]
  const met = (present: string[]) =>
    act(
      as('registrar'),
      [id!],
      { kind: 'met', step: 'villageReview', meeting: { ...minutes, present }, evidence },
      { agree: 9 },
    )
  for (const again of ['甲', ' 甲 '])
    expect(await refusalOf(met([...minutes.present, again]))).toMatchObject({
      status: 422,
      code: 'case.meeting',
      field: 'act.meeting.present.9',
      value: '甲',
    })
})

describe('what is sent again', () => {
  test('is done once, and another body under the same id is refused', async ({ as, aHousehold, db }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)), members: 3 })
    const registrar = as('registrar')
    const id = uuidv7()
    const opening = {
      procedure: 'householdExit',
      kind: 'household',
      channel: 'cadre',
      reason: '',
      subjects: [{ id, subject }],
    } as const
    const body = () => ({ ...opening, subjects: [...opening.subjects] })
    const answers = await Promise.all(Array.from({ length: 5 }, () => registrar.openCases({ body: body() })))
    for (const { items } of answers) expect(items[0]!.id).toBe(id)
    expect(await refusalOf(registrar.openCases({ body: { ...body(), channel: 'household' } }))).toMatchObject(
      {
        status: 409,
      },
    )
    // Somebody else who sends the same under the same id has not opened it.
    expect(await refusalOf(as('town').openCases({ body: body() }))).toMatchObject({
      status: 409,
      code: 'case.differentBody',
    })
    const entry = uuidv7()
    const send = (outcome: string, reason?: string) =>
      registrar.actOnCases({
        body: {
          act: { kind: 'decided', step: 'homeCheck', outcome, ...(reason ? { reason } : {}) },
          cases: [{ id: entry, case: id }],
        },
      })
    await Promise.all(Array.from({ length: 20 }, () => send('meets')))
    expect(await refusalOf(send('fails', '房屋待鉴定'))).toMatchObject({
      status: 409,
      code: 'case.differentBody',
    })
    const { rows } = await db.pool.query(
      `select kind from decision where facts ->> 'case' = $1 order by received_at`,
      [id],
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['caseOpened', 'caseDecided'])
  })

  test('of twenty who sign at once one signs', async ({ as, app, aHousehold, db }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)), members: 3 })
    const registrar = as('registrar')
    const [id] = await open(registrar, 'householdExit', [subject])
    await act(registrar, [id!], { kind: 'decided', step: 'homeCheck', outcome: 'meets' })
    const evidence = [await aScan(app, 'registrar')]
    const signed = {
      kind: 'signed',
      step: 'dualConfirmation',
      signer: 'head',
      way: 'drawn',
      evidence,
    } as const
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => act(registrar, [id!], signed)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await db.pool.query(
      `select count(*)::integer as n from decision where facts ->> 'case' = $1 and kind = 'caseSigned'`,
      [id],
    )
    expect(rows[0].n).toBe(1)
  })
})

test('an act that lacks something is told what that kind of act lacks', async ({ as }) => {
  const problem = await refusalOf(
    as('registrar').actOnCases({
      body: {
        act: { kind: 'attached', step: 'application', attachment: 'applicationForm' } as never,
        cases: [{ id: uuidv7(), case: uuidv7() }],
      },
    }),
  )
  expect(problem).toMatchObject({ status: 400, field: 'act.evidence' })
  expect(problem.errors).toBeUndefined()
})

describe('as whom somebody acts', () => {
  const grant = (account: string, role: string, region: string) =>
    `insert into role_grant (id, account_id, role, region_code)
     select gen_random_uuid(), id, '${role}', '${region}' from account where name = '${account}'`

  test('follows from the role in the region of the case, not from what is sent', async ({
    as,
    aHousehold,
  }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)), members: 3 })
    const body = {
      procedure: 'lookBack',
      kind: 'household',
      channel: 'cadre',
      reason: '',
      subjects: [{ id: uuidv7(), subject }],
      actor: 'county',
    } as const
    const opening = as('helper').openCases({ body: { ...body, subjects: [...body.subjects] } })
    expect(await refusalOf(opening)).toMatchObject({ code: 'case.actor', field: 'actor' })
    const [id] = await open(as('registrar'), 'householdExit', [subject])
    const acting = as('registrar').actOnCases({
      body: {
        act: { kind: 'decided', step: 'homeCheck', outcome: 'meets' },
        cases: [{ id: uuidv7(), case: id! }],
        actor: 'county',
      },
    })
    expect(await refusalOf(acting)).toMatchObject({ code: 'case.actor' })
  })

  test('a role that is held elsewhere opens nothing here', async ({ as, db, aHousehold }) => {
    await db.pool.query(
      `insert into account (id, name, display_name, region_code, demo) values (gen_random_uuid(), 'both', '两处任职', '${village(3)}', true)`,
    )
    await db.pool.query(grant('both', 'townshipOfficer', '450521101'))
    await db.pool.query(grant('both', 'registrar', village(3)))
    const { id: subject } = await aHousehold({ region: group(village(3)), members: 3 })
    const [id] = await open(as('both'), 'householdExit', [subject])
    const seen = await look(as('both'), id!)
    expect(seen.may.map(({ actor }) => actor.id)).not.toContain('township')
    expect(seen.may.map(({ actor }) => actor.id)).toContain('villageCommittee')
  })

  test('a role of the county’s own acts as the one that it is made from', async ({ as, db, aHousehold }) => {
    await db.pool.query(
      `insert into role (key, label, permissions, built_in, based_on)
       select 'clerkOfOurs', '{"zh":"文书","en":"clerk"}', permissions, false, 'registrar' from role where key = 'registrar'`,
    )
    await db.pool.query(
      `insert into account (id, name, display_name, region_code, demo) values (gen_random_uuid(), 'own', '自设角色', '${village(4)}', true)`,
    )
    await db.pool.query(grant('own', 'clerkOfOurs', village(4)))
    const { id: subject } = await aHousehold({ region: group(village(4)), members: 3 })
    const [id] = await open(as('own'), 'householdExit', [subject])
    await act(as('own'), [id!], checked)
  })
})

describe('a household that changes while its case is open', () => {
  test('takes the case along when it moves: the new village goes on, the old one finds it no more', async ({
    as,
    api,
    aHousehold,
    installation,
  }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)), members: 3 })
    const [id] = await open(as('registrar'), 'householdExit', [subject])
    await api.applyOperation({
      body: {
        id: uuidv7(),
        kind: 'moveHousehold',
        householdId: subject,
        toRegion: group(village(2)),
        effectiveOn: '2017-03-31',
        reason: '搬迁',
      },
    })
    expect(await refusalOf(look(as('registrar'), id!))).toMatchObject({ status: 404 })
    const { items } = await as('town').listCases({ query: { region: village(2), subject } })
    expect(items.map((each) => each.id)).toEqual([id])
    await act(as('town'), [id!], checked)
    expect(await withTransaction(installation.db, (tx) => verifyCases(tx))).toMatchObject([
      { missing: 0, extra: 0 },
    ])
  })

  test('is given no status by a case that another one has overtaken', async ({
    as,
    app,
    clock,
    aHousehold,
    aDecision,
  }) => {
    const { id: subject } = await aHousehold({ region: group(village(1)), members: 3 })
    const [id] = await open(as('registrar'), 'householdExit', [subject])
    await walkToAnnouncement({ as, app, clock }, [id!])
    await aDecision('household', subject, 'removed', clock.today())
    const last = act(as('county'), [id!], { kind: 'decided', step: 'announcement', outcome: 'exited' })
    expect(await refusalOf(last)).toMatchObject({ code: 'case.status' })
  })
})
