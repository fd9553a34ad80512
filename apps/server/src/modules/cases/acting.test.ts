import type { CaseAct } from '@lika/contract'
import { uuidv7 } from '../../platform/uuid.ts'
import { type Api, describe, expect, group, refusalOf, village } from '../../testing.ts'
import { act, aScan, look, open, test } from './testing.ts'

describe('what is refused', () => {
  const checked = { kind: 'decided', step: 'homeCheck', outcome: 'meets' } as const

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
