// Cases that are opened out of leads, and because of clues: both know of each other, or nothing was opened.

import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../platform/uuid.ts'
import { arm, chosenFaults, faultyDb, hasFired, noFault, unhurried } from '../../testing/faults.ts'
import type { Builders } from '../../testing/subjects.ts'
import {
  type Api,
  county,
  describe,
  expect,
  group,
  refusalOf,
  serverOf,
  signIn,
  test,
  town,
  village,
} from '../../testing.ts'
import { MONITORING, recognitions } from './kinds.ts'
import { findLeads, findLeadsById, isLeadWithin } from './leads.store.ts'
import { aNumber, HEADERS, uploaded } from './testing.ts'

/** Households that are not registered, and a lead about each, in the same order. */
async function leadsAbout(
  { app, api, aHousehold }: { app: FastifyInstance; api: Api; aHousehold: Builders['aHousehold'] },
  count: number,
  { region = group(village(1)), kind = 'hospitalCosts' } = {},
) {
  const made: { id: string; number: string }[] = []
  for (let n = 0; n < count; n++) {
    const number = aNumber()
    const wish = { region, status: null, wages: null, members: [{ idNumber: number }] }
    made.push({ id: (await aHousehold(wish)).id, number })
  }
  const lines = made.map(({ number }) => [number, '', '', '住院', '20000'])
  const list = await uploaded(app, 'sector', [HEADERS, ...lines], { kind })
  const { items } = await api.listLeads({ query: { region: county, list: list.id, limit: '500' } })
  const of = new Map(items.map((item) => [item.household.id, item.id]))
  return {
    list,
    number: made[0]!.number,
    subjects: made.map(({ id }) => ({ id: uuidv7(), subject: id, lead: of.get(id)! })),
  }
}

interface Subject {
  readonly id: string
  readonly subject: string
  readonly lead?: string
  readonly complaint?: string
}

const bodyOf = (
  subjects: readonly Subject[],
  channel: 'department' | 'comparison' | 'complaint' = 'department',
) => ({
  procedure: 'identification',
  kind: 'household' as const,
  channel,
  reason: '部门预警',
  subjects: [...subjects],
})

const caseCount = async (
  db: { pool: { query: (text: string, values: unknown[]) => Promise<{ rows: { n: number }[] }> } },
  ids: readonly string[],
) =>
  (await db.pool.query('select count(*)::int as n from case_file where subject_id = any($1::uuid[])', [ids]))
    .rows[0]!.n

test('two hundred cases are opened out of a list in one go; each lead shows its case and each case its lead; sent twice it is once', {
  timeout: 120_000,
}, async ({ app, api, as, aHousehold }) => {
  const { list, subjects } = await leadsAbout({ app, api, aHousehold }, 200)
  const body = bodyOf(subjects)
  const began = performance.now()
  const { items } = await as('registrar').openCases({ body })
  expect(performance.now() - began).toBeLessThan(15_000)
  expect(items.length).toBe(200)
  expect(new Set(items.map(({ channel }) => channel))).toEqual(new Set(['department']))
  expect((await as('registrar').openCases({ body })).items.map(({ id }) => id)).toEqual(
    items.map(({ id }) => id),
  )
  expect((await api.getLeadList({ params: { id: list.id } })).states).toMatchObject({
    open: 0,
    checking: 200,
  })
  const [first] = subjects
  expect(await api.getLead({ params: { id: first!.lead } })).toMatchObject({
    state: 'checking',
    case: first!.id,
    entries: [{ act: 'open', case: first!.id, by: 'registrar' }],
    may: [],
  })
  const origin = { kind: 'lead', id: first!.lead }
  expect((await as('registrar').getCase({ params: { id: first!.id } })).origin).toEqual(origin)
  // Whoever handles no leads is told of the case, and not of the lead.
  expect((await as('leader').getCase({ params: { id: first!.id } })).origin).toBeNull()
  const other = bodyOf([{ id: first!.id, subject: first!.subject }])
  expect(await refusalOf(as('registrar').openCases({ body: other }))).toMatchObject({ status: 409 })
})

describe('nothing is opened, and whoever is in the way is named', () => {
  test('when a lead is about another household, was dismissed, is a stranger’s, or its kind comes by another channel', async ({
    app,
    api,
    as,
    db,
    aHousehold,
  }) => {
    const { subjects } = await leadsAbout({ app, api, aHousehold }, 4)
    const [one, two, three, four] = subjects as [Subject, Subject, Subject, Subject]
    const act = { act: 'dismiss' as const, text: '已核实', leads: [{ id: uuidv7(), lead: four.lead! }] }
    await api.actOnLeads({ body: act })
    const swapped = bodyOf([one, { ...two, lead: three.lead! }, four])
    const refusal = await refusalOf(as('registrar').openCases({ body: swapped }))
    expect(refusal).toMatchObject({ status: 422, code: 'case.refused' })
    expect(refusal.errors).toMatchObject([
      { field: 'subjects.1.lead', value: three.lead },
      { field: 'subjects.2.lead', value: four.lead },
    ])
    const wrongWay = await refusalOf(as('registrar').openCases({ body: bodyOf([one], 'comparison') }))
    expect(wrongWay).toMatchObject({ status: 422, code: 'case.origin' })
    const unknown = bodyOf([{ ...one, lead: uuidv7() }])
    expect(await refusalOf(as('registrar').openCases({ body: unknown }))).toMatchObject({
      code: 'case.origin',
    })
    // A department may act in cases, and handles no leads.
    expect(await refusalOf(as('sector').openCases({ body: bodyOf([one]) }))).toMatchObject({ status: 422 })
    // A procedure that recognises nobody checks no lead.
    const looks = as('registrar').openCases({ body: { ...bodyOf([one]), procedure: 'lookBack' } })
    expect(await refusalOf(looks)).toMatchObject({ code: 'case.origin' })
    const twice = bodyOf([one, { ...two, lead: one.lead! }])
    expect(await refusalOf(as('registrar').openCases({ body: twice }))).toMatchObject({ code: 'case.twice' })
    const both = bodyOf([{ ...one, complaint: uuidv7() }])
    expect(await refusalOf(as('registrar').openCases({ body: both }))).toMatchObject({
      code: 'case.twoOrigins',
    })
    const ids = subjects.map(({ subject }) => subject)
    expect(await caseCount(db, ids)).toBe(0)
    expect((await api.getLead({ params: { id: one.lead! } })).entries).toEqual([])
  })
})

test('a household whose case is open already is shown so, and its lead is open again when that case is withdrawn', async ({
  app,
  api,
  as,
  aHousehold,
}) => {
  const { subjects } = await leadsAbout({ app, api, aHousehold }, 2)
  const [one, two] = subjects as [(typeof subjects)[number], (typeof subjects)[number]]
  const { lead: _, ...plain } = one
  await as('registrar').openCases({ body: { ...bodyOf([plain]), channel: 'cadre' } })
  expect(await api.getLead({ params: { id: one.lead } })).toMatchObject({
    state: 'superseded',
    case: null,
    otherCase: one.id,
    may: ['dismiss'],
  })
  await as('registrar').openCases({ body: bodyOf([two]) })
  const withdraw = { kind: 'withdrawn', step: 'application', reason: '户主不申请' } as const
  for (const of of [one, two])
    await as('registrar').actOnCases({ body: { act: withdraw, cases: [{ id: uuidv7(), case: of.id }] } })
  for (const of of [one, two])
    expect((await api.getLead({ params: { id: of.lead } })).state, of.id).toBe('open')
  const anew = await as('registrar').openCases({ body: bodyOf([{ ...two, id: uuidv7() }]) })
  expect(await api.getLead({ params: { id: two.lead } })).toMatchObject({
    state: 'checking',
    case: anew.items[0]!.id,
  })
})

test('leads of other lists are checked with the household, unless they speak of a later day than its case', async ({
  app,
  api,
  as,
  db,
  aHousehold,
}) => {
  const { subjects, number } = await leadsAbout({ app, api, aHousehold }, 1)
  const [one] = subjects as [(typeof subjects)[number]]
  const list = await uploaded(app, 'sector', [HEADERS, [number, '', '', '住院', '1']], { kind: 'schooling' })
  const { items } = await api.listLeads({ query: { region: county, list: list.id } })
  const other = { id: items[0]!.id }
  const opened = await as('registrar').openCases({ body: bodyOf([one]) })
  expect((await api.getLead({ params: other })).state).toBe('superseded')
  const ended = `update case_file set state = 'ended', ended_on = opened_on, opened_on = opened_on + $2::int where id = $1`
  await db.pool.query(ended, [one.id, 0])
  expect(await api.getLead({ params: other })).toMatchObject({
    state: 'checked',
    case: null,
    otherCase: opened.items[0]!.id,
    may: [],
  })
  expect(await api.getLead({ params: { id: one.lead } })).toMatchObject({ state: 'checked', otherCase: null })
  const query = { region: county, household: one.subject }
  expect((await api.countLeads({ query })).states).toEqual([{ id: 'checked', count: 2 }])
  expect((await api.listLeads({ query: { ...query, state: 'checked' } })).items.length).toBe(2)
  await db.pool.query(ended, [one.id, -1])
  expect(await api.getLead({ params: other })).toMatchObject({ state: 'open', otherCase: null })
})

test('a look at a lead reads the cases of its household alone, however many there are', async ({
  app,
  api,
  as,
  db,
  aHousehold,
}) => {
  const { subjects } = await leadsAbout({ app, api, aHousehold }, 1)
  await as('registrar').openCases({ body: bodyOf(subjects) })
  await db.pool.query(
    `insert into case_file select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(), 'subject_id', gen_random_uuid()))).*
     from case_file f, generate_series(1, 20000) where f.id = $1`,
    [subjects[0]!.id],
  )
  await db.pool.query('analyze case_file')
  let most = 0
  const planned = {
    query: async (text: string, values: unknown[]) => {
      const { rows } = await db.pool.query(`explain (analyze, format json) ${text}`, values)
      most = Math.max(most, ...rowsOfCases(rows[0]['QUERY PLAN'][0].Plan))
      return { rows: [], rowCount: 0 }
    },
  }
  const ranges = [{ lo: county, hi: `${county}:` }]
  const asked = { ranges, recognitions, set: MONITORING }
  await findLeadsById(planned as never, asked, [subjects[0]!.lead])
  await findLeads(planned as never, { ...asked, filter: {}, after: undefined, limit: 50 })
  await isLeadWithin(planned as never, asked, subjects[0]!.lead)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(100)
})

interface Plan {
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** How many rows of cases each step of a plan looks at for one row that it is asked about. */
function rowsOfCases(plan: Plan): number[] {
  const own = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)
  return [...(plan['Relation Name'] === 'case_file' ? [own] : []), ...(plan.Plans ?? []).flatMap(rowsOfCases)]
}

describe('a clue told to the line', () => {
  const aClue = async (api: Api, region: string, more: object = {}) => {
    const id = uuidv7()
    const said = '邻居家有人重病，花了很多钱。'
    const body = {
      id,
      kind: 'clue',
      channel: 'telephone',
      about: 'household',
      region,
      said,
      ...more,
    } as const
    await api.takeComplaint({ body: body as never })
    return id
  }
  const accept = (api: Api, id: string) =>
    api.actOnComplaint({ params: { id }, body: { id: uuidv7(), act: 'accept', text: '', after: id } })

  test('is linked with the case that is opened because of it, in one go; the accused are not told of it', async ({
    api,
    as,
    db,
    aHousehold,
  }) => {
    const region = group(village(1))
    const { id: subject } = await aHousehold({ region, status: null })
    const complaint = await aClue(api, village(1))
    const sent = { id: uuidv7(), subject, complaint }
    const early = as('registrar').openCases({ body: bodyOf([sent], 'complaint') })
    expect(await refusalOf(early)).toMatchObject({ code: 'case.origin' })
    await accept(api, complaint)
    const elsewhere = await aClue(api, village(2))
    await accept(api, elsewhere)
    const wrong = as('registrar').openCases({
      body: bodyOf([{ ...sent, complaint: elsewhere }], 'complaint'),
    })
    expect(await refusalOf(wrong)).toMatchObject({ code: 'case.origin' })
    expect(await caseCount(db, [subject])).toBe(0)
    await as('registrar').openCases({ body: bodyOf([sent], 'complaint') })
    const linked = await api.getComplaint({ params: { id: complaint } })
    expect(linked).toMatchObject({
      case: sent.id,
      entries: [{ act: 'accept' }, { act: 'link', case: sent.id }],
    })
    const { id: neighbour } = await aHousehold({ region, status: null })
    const second = bodyOf([{ id: uuidv7(), subject: neighbour, complaint }], 'complaint')
    expect(await refusalOf(as('registrar').openCases({ body: second }))).toMatchObject({
      code: 'case.origin',
    })
    const opened = await as('registrar').getCase({ params: { id: sent.id } })
    expect(opened).toMatchObject({ channel: 'complaint', origin: { kind: 'complaint', id: complaint } })

    const { id: another } = await aHousehold({ region, status: null })
    const accusing = await aClue(api, village(1), { accusedRegion: village(1) })
    const pass = { act: 'pass', text: '请核实', toRegion: town } as const
    await api.actOnComplaint({ params: { id: accusing }, body: { id: uuidv7(), ...pass, after: accusing } })
    const hidden = { id: uuidv7(), subject: another, complaint: accusing }
    const refused = as('registrar').openCases({ body: bodyOf([hidden], 'complaint') })
    expect(await refusalOf(refused)).toMatchObject({ code: 'case.origin' })
    await as('town').openCases({ body: bodyOf([hidden], 'complaint') })
    expect((await as('registrar').getCase({ params: { id: hidden.id } })).origin).toBeNull()
    expect((await as('town').getCase({ params: { id: hidden.id } })).origin).toMatchObject({ id: accusing })
    const { rows } = await db.pool.query(
      `select count(*)::int as n from audit_event where action = 'openCases' and detail::text like $1`,
      [`%${accusing}%`],
    )
    expect(rows[0].n).toBe(0)
    expect(await refusalOf(as('otherTown').getComplaint({ params: { id: complaint } }))).toMatchObject({
      status: 404,
    })
  })
})

test('a case and the link of its lead are there together or not at all, at whichever statement the connection is lost', {
  timeout: 240_000,
}, async ({ app, api, db, aHousehold, installation }) => {
  const few = 12
  const { subjects } = await leadsAbout({ app, api, aHousehold }, few + 2)
  const fault = noFault()
  const faulty = await serverOf({ ...installation, requestDb: faultyDb(installation.requestDb, fault) })
  const cookie = await signIn(faulty, 'registrar')
  const open = async (of: Subject, at: number) => {
    arm(fault, at)
    const asked = { method: 'POST', url: '/api/cases', headers: { cookie }, payload: bodyOf([of]) } as const
    return (await unhurried(() => faulty.inject(asked))).statusCode
  }
  const there = async ({ id, lead }: Subject) => {
    const { rows } = await db.pool.query(
      `select exists (select from decision where id = $1) as opened, exists (select from case_file where id = $1) as filed,
         exists (select from lead where id = $2 and case_id = $1) as linked,
         exists (select from lead_entry where lead_id = $2 and case_id = $1) as said`,
      [id, lead],
    )
    return Object.values(rows[0]) as boolean[]
  }
  try {
    expect(await open(subjects[0]!, 0)).toBe(200)
    let next = 1
    for (const at of chosenFaults(fault.seen, { few })) {
      const of = subjects[next++]!
      const status = await open(of, at)
      if (!hasFired(fault)) continue
      expect(status, `fault ${at}`).toBe(503)
      expect(new Set(await there(of)).size, `fault ${at}`).toBe(1)
      expect(await open(of, 0), `again after fault ${at}`).toBe(200)
      expect(await there(of), `again after fault ${at}`).toEqual([true, true, true, true])
    }
    expect(next).toBeGreaterThan(few / 2)
  } finally {
    await faulty.close()
  }
})
