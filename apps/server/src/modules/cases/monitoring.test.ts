// Monitoring against falling back with real facts and real verdicts: who is monitored and whose risk is removed is what
// the end of a case records, and what people enter in its steps.
import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { Builders } from '../../testing/subjects.ts'
import { type Api, expect, group, refusalOf, village } from '../../testing.ts'
import { verifyFolds } from '../registry/index.ts'
import { verifyCases } from './fold.ts'
import { act, look, test } from './testing.ts'
import { verifyGiven } from './verify-given.ts'
import { openBy, type World, walk } from './walking.ts'

type Facts = Readonly<Record<string, string | number | boolean | string[]>>

const enter = (api: Api, subjectId: string, observedOn: string, facts: Facts) =>
  api.appendRecord({ body: { id: uuidv7(), subjectKind: 'household', subjectId, observedOn, facts } })

const wages = (
  api: Api,
  subjectId: string,
  observedOn: string,
  from: string,
  to: string,
  wageIncome: string,
) =>
  api.appendRecord({
    body: {
      ...{ id: uuidv7(), subjectKind: 'household', subjectId, observedOn, period: { from, to } },
      facts: { wageIncome, incomeComplete: true },
    },
  })

const known = async (api: Api, id: string) => {
  const { facts } = await api.getHousehold({ params: { id } })
  return Object.fromEntries(facts.map(({ fact, value }) => [fact, value]))
}
const outcomeOf = async (api: Api, id: string, set: string) =>
  (await api.getHousehold({ params: { id } })).verdicts.find((verdict) => verdict.set === set)?.outcome

const gatesOf = async (api: Api, id: string) =>
  (await look(api, id)).steps.flatMap(({ gates }) => gates.map(({ text }) => text.zh))

interface Given extends World {
  readonly aHousehold: Builders['aHousehold']
}
type Clock = World['clock']

/** An exited household below the range of the year, at risk from illness: four thousand yuan a person. */
async function atRisk({ as, aHousehold, clock }: Given, members: number | Facts[]) {
  const api = as('registrar')
  const year = Number(clock.today().slice(0, 4))
  const observedOn = `${year}-02-15`
  const { id } = await aHousehold({
    ...{ region: group(village(1)), members, status: 'exited', observedOn, wages: null },
  })
  await wages(api, id, clock.today(), `${year - 1}-03-01`, `${year - 1}-09-01`, '4000')
  await wages(api, id, clock.today(), `${year - 1}-09-01`, `${year}-03-01`, '4000')
  return id
}

const risks: Facts = {
  ...{ riskPresent: true, spendingSurged: false, incomeDropped: false, seriousDifficulty: false },
  riskTypes: ['illness'],
}
const solved: Facts = { incomeSteadyMonths: 6, rigidSpendingSolved: true, riskResolved: true }

/** From the lead to the entry, with what each step asks entered by those whose step it is. */
async function recognised(world: World, subject: string): Promise<string> {
  const { as, clock } = world
  const id = await openBy(world, 'monitoringRecognition', subject, 'household')
  await enter(as('registrar'), subject, clock.today(), { ...risks, monitoredObject: 'unstableExited' })
  await walk(world, id)
  return id
}

/** Half a year later, with an income above the range. */
async function halfAYearLater(world: World, subject: string): Promise<void> {
  const { as, clock } = world
  clock.passTo('2023-09-20')
  await wages(as('registrar'), subject, '2023-09-20', '2023-03-01', '2023-09-01', '20000')
}

test('recognition waits for the facts that its steps ask, and its end records who is monitored since when', async ({
  as,
  app,
  clock: passing,
  aHousehold,
}) => {
  const clock = passing as Clock
  const world = { as, app, clock, aHousehold }
  clock.passTo('2023-03-01')
  const subject = await atRisk(world, 2)
  const id = await openBy(world, 'monitoringRecognition', subject, 'household')

  expect((await look(as('registrar'), id)).runs.steps[0]!.facts.map(({ label }) => label.zh)).toContain(
    '返贫致贫风险',
  )
  expect(await gatesOf(as('registrar'), id)).toContain('“返贫致贫风险”不详，须先填写')
  await expect(walk(world, id)).rejects.toThrow('“risks” is not known: it must be entered first')
  const refused = await refusalOf(
    act(as('registrar'), [id], { kind: 'decided', step: 'homeCheck', outcome: 'atRisk' }),
  )
  expect(JSON.stringify(refused)).toContain('“存在返贫致贫风险”不详，须先填写')

  await enter(as('registrar'), subject, clock.today(), risks)
  expect(await outcomeOf(as('registrar'), subject, 'monitoring')).toBe('met')
  await expect(walk(world, id)).rejects.toThrow(
    'stays at townAudit,“kind of monitored household” is not known',
  )
  expect(await known(as('town'), subject)).not.toHaveProperty('riskIdentifiedOn')

  await enter(as('town'), subject, clock.today(), { monitoredObject: 'unstableExited' })
  const ended = await walk(world, id)
  expect(ended).toMatchObject({ state: 'ended', outcome: { id: 'recognised' }, status: null })
  expect(ended.entries.at(-1)!.gives).toEqual({
    ...{ riskIdentifiedOn: clock.today(), riskRemoved: false, measureCount: 0, measureKinds: [] },
  })
  expect(await known(as('town'), subject)).toMatchObject({
    ...{
      riskIdentifiedOn: clock.today(),
      riskRemoved: false,
      monitoredObject: 'unstableExited',
      riskTypes: ['illness'],
    },
  })
  const [last] = (await as('town').listTimeline({ params: { id: subject }, query: {} })).items
  expect(last).toMatchObject({ kind: 'case', case: id, facts: { riskRemoved: false } })
  // What the people of the case decided is not corrected by whoever may record.
  const body = {
    id: uuidv7(),
    subjectKind: 'household',
    subjectId: subject,
    observedOn: clock.today(),
  } as const
  const correction = { ...body, facts: {}, corrects: last!.id, reason: '填错' }
  expect(await refusalOf(as('town').appendRecord({ body: correction }))).toMatchObject({
    code: 'record.ofCase',
  })
  await expect(enter(as('town'), subject, clock.today(), { riskRemoved: true })).rejects.toThrow()
})

test('measures of an earlier time do not count as delivered since recognition', async ({
  as,
  app,
  clock,
  aHousehold,
}) => {
  const world = { as, app, clock: clock as Clock, aHousehold }
  world.clock.passTo('2023-03-01')
  const subject = await atRisk(world, 2)
  await enter(as('registrar'), subject, '2023-02-20', { measureCount: 3, measureKinds: ['health'] })
  await recognised(world, subject)
  expect(await known(as('town'), subject)).toMatchObject({ measureCount: 0, measureKinds: [] })
  await halfAYearLater(world, subject)
  await enter(as('registrar'), subject, '2023-09-20', solved)
  const removal = await openBy(world, 'riskRemoval', subject, 'household')
  await expect(walk(world, removal)).rejects.toThrow('it must be met')
  const failing = (await as('registrar').getHousehold({ params: { id: subject } })).verdicts
    .find(({ set }) => set === 'risk-removal')!
    .criteria.filter(({ outcome }) => outcome !== 'met')
  expect(failing.map(({ id }) => id)).toEqual(['measures'])
})

test('more than five risks, and no risk at all, are refused by name', async ({
  as,
  app,
  clock,
  aHousehold,
}) => {
  const world = { as, app, clock: clock as Clock, aHousehold }
  world.clock.passTo('2023-03-01')
  const subject = await atRisk(world, 2)
  const riskTypes = ['illness', 'schooling', 'disability', 'accident', 'labour', 'water']
  const refused = await refusalOf(enter(as('registrar'), subject, '2023-03-01', { riskTypes }))
  expect(refused).toMatchObject({ field: 'facts.riskTypes' })
  expect(JSON.stringify(refused)).toContain('最多选 5 项，选了 6 项')
  const none = await refusalOf(enter(as('registrar'), subject, '2023-03-01', { riskTypes: [] }))
  expect(none).toMatchObject({ field: 'facts.riskTypes' })
  expect(JSON.stringify(none)).toContain('至少选 1 项')
})

test('the risk is removed half a year later, with a measure; a wrong removal is rolled back by opening the case again', async ({
  as,
  app,
  clock: passing,
  aHousehold,
  installation,
}) => {
  const clock = passing as Clock
  const world = { as, app, clock, aHousehold }
  clock.passTo('2023-03-01')
  const subject = await atRisk(world, 2)
  const recognition = await recognised(world, subject)
  const identified = (await known(as('county'), subject)).riskIdentifiedOn

  clock.passTo('2023-08-20')
  await wages(as('registrar'), subject, '2023-08-20', '2023-03-01', '2023-08-01', '20000')
  const removal = await openBy(world, 'riskRemoval', subject, 'household')
  await enter(as('registrar'), subject, '2023-08-20', {
    ...solved,
    measureKinds: ['health'],
    measureCount: 1,
  })
  await expect(walk(world, removal)).rejects.toThrow(
    'The verdict on “Removal of the risk of a monitored household” is',
  )

  clock.passTo('2023-09-20')
  await wages(as('registrar'), subject, '2023-09-20', '2023-08-01', '2023-09-01', '2000')
  await enter(as('registrar'), subject, '2023-09-20', { measureCount: 0 })
  expect(await gatesOf(as('registrar'), removal)).toContain(
    '“监测对象风险消除标准”的判定是“未达标”，须为“达标”',
  )
  clock.passTo('2023-09-21')
  await enter(as('registrar'), subject, '2023-09-21', { measureCount: 1 })
  const ended = await walk(world, removal)
  expect(ended).toMatchObject({ state: 'ended', outcome: { id: 'riskRemoved' } })
  const removedOn = clock.today()
  expect(await known(as('county'), subject)).toMatchObject({ riskRemoved: true, riskRemovedOn: removedOn })

  // The recognition cannot be undone under a removal that stands.
  const reopened = (step: string) => ({ kind: 'reopened', step, reason: '复核发现有误' }) as const
  expect(await refusalOf(act(as('county'), [recognition], reopened('countyApproval')))).toMatchObject({
    detail: '本事项写入的事实已被其他事项改变，请先处理该事项。',
  })
  await act(as('county'), [removal], reopened('confirmation'))
  const after = await known(as('county'), subject)
  expect(after).toMatchObject({ riskIdentifiedOn: identified, riskRemoved: false })
  expect(after).not.toHaveProperty('riskRemovedOn')
  const entries = (await as('county').listTimeline({ params: { id: subject }, query: {} })).items
  expect(entries[0]).toMatchObject({ kind: 'case', case: removal, facts: {}, reason: '复核发现有误' })
  // Nothing is deleted: what was recorded then is there, as withdrawn.
  expect(entries.find(({ id }) => id === entries[0]!.corrects)).toMatchObject({
    facts: { riskRemoved: true },
    correctedBy: entries[0]!.id,
  })
  // Decided anew, it is recorded anew.
  const again = await walk(world, removal)
  expect(again.state).toBe('ended')
  expect(await known(as('county'), subject)).toMatchObject({
    riskRemoved: true,
    riskRemovedOn: clock.today(),
  })

  const differences = await withTransaction(installation.db, async (tx) => [
    ...(await verifyFolds(tx, installation.policies.catalogue)),
    ...(await verifyCases(tx)),
    ...(await verifyGiven(tx)),
  ])
  expect(differences.filter(({ missing, extra }) => missing + extra > 0)).toEqual([])
  // A fact that stands and that no entry gave is named, as is one that an entry gave and that is lost.
  await installation.db.pool.query(
    `insert into record select (jsonb_populate_record(r, jsonb_build_object('id', $2::uuid, 'operation_id', $2::uuid))).*
     from record r where subject_id = $1 and source = 'case' and corrects is null order by received_at desc limit 1`,
    [subject, uuidv7()],
  )
  expect(await withTransaction(installation.db, (tx) => verifyGiven(tx))).toMatchObject([
    { missing: 0, extra: 1 },
  ])
})

test('whoever is monitored is not recognised again, and only a risk that is watched is removed', async ({
  as,
  app,
  clock: passing,
  aHousehold,
}) => {
  const clock = passing as Clock
  const world = { as, app, clock, aHousehold }
  clock.passTo('2023-03-01')
  const subject = await atRisk(world, 2)
  const refusedTo = async (procedure: string) => {
    const query = { region: village(1), procedure, limit: '500' } as const
    const { items } = await as('registrar').listCandidates({ query })
    return items.find(({ subject: { id } }) => id === subject)!.refused?.zh ?? null
  }
  const opening = (procedure: string) => ({
    body: {
      ...{ procedure, kind: 'household' as const, channel: 'cadre' as const, reason: '' },
      subjects: [{ id: uuidv7(), subject }],
    },
  })
  const [watched, unwatched] = [
    '该对象已符合“正在监测”，不再办理“监测对象识别”。',
    '“风险消除”只对符合“正在监测”的对象办理，该对象不符合。',
  ]
  expect(await refusedTo('riskRemoval')).toBe(unwatched)
  expect(await refusalOf(as('registrar').openCases(opening('riskRemoval')))).toMatchObject({
    ...{ code: 'case.condition', detail: unwatched },
  })
  expect(await refusedTo('monitoringRecognition')).toBe(null)
  const recognition = await recognised(world, subject)

  expect(await refusedTo('monitoringRecognition')).toBe(watched)
  expect(await refusedTo('riskRemoval')).toBe(null)
  expect(await refusalOf(as('registrar').openCases(opening('monitoringRecognition')))).toMatchObject({
    ...{ code: 'case.condition', detail: watched },
  })
  // What it gave is withdrawn with it, and it goes the rest of its way anew.
  await act(as('county'), [recognition], { kind: 'reopened', step: 'countyApproval', reason: '复核发现有误' })
  expect(await known(as('county'), subject)).not.toHaveProperty('riskIdentifiedOn')
  expect((await walk(world, recognition)).state).toBe('ended')
})

test('in the unified term since 2026 nobody is asked for a kind', async ({ as, app, clock, aHousehold }) => {
  const world = { as, app, clock: clock as Clock, aHousehold }
  world.clock.passTo('2026-03-02')
  const subject = await atRisk(world, 2)
  const id = await openBy(world, 'monitoringRecognition', subject, 'household')
  await enter(as('registrar'), subject, world.clock.today(), risks)
  const ended = await walk(world, id)
  expect(ended).toMatchObject({ state: 'ended', outcome: { id: 'recognised' } })
  expect(ended.runs).toMatchObject({
    pack: 'cn/monitoring-procedure',
    version: expect.stringMatching(/^2026/),
  })
  expect(ended.runs.steps.flatMap(({ facts }) => facts.map((fact) => fact.id))).not.toContain(
    'monitoredObject',
  )
  const facts = await known(as('town'), subject)
  expect(facts).toMatchObject({ riskIdentifiedOn: world.clock.today(), riskRemoved: false })
  expect(facts).not.toHaveProperty('monitoredObject')
})

test('without a measure, and in a household without labour, the risk stays unmarked, and the case says why', async ({
  as,
  app,
  clock,
  aHousehold,
}) => {
  const world = { as, app, clock: clock as Clock, aHousehold }
  world.clock.passTo('2023-03-01')
  const able = await atRisk(world, 2)
  const unable = await atRisk(world, [{ labourSkill: 'lost' }, { labourSkill: 'lost' }])
  for (const subject of [able, unable]) {
    world.clock.passTo('2023-03-01')
    await recognised(world, subject)
  }
  for (const subject of [able, unable]) await halfAYearLater(world, subject)
  await enter(as('registrar'), unable, '2023-09-20', {
    ...solved,
    measureKinds: ['socialSecurity'],
    measureCount: 1,
  })
  await enter(as('registrar'), able, '2023-09-20', solved)
  const [first, second] = [
    await openBy(world, 'riskRemoval', able, 'household'),
    await openBy(world, 'riskRemoval', unable, 'household'),
  ]
  expect(await gatesOf(as('registrar'), first)).toContain(
    '“监测对象风险消除标准”的判定是“未达标”，须为“达标”',
  )
  await expect(walk(world, second)).rejects.toThrow('it must be met')
  const failing = (await as('registrar').getHousehold({ params: { id: unable } })).verdicts
    .find(({ set }) => set === 'risk-removal')!
    .criteria.filter(({ outcome }) => outcome !== 'met')
  expect(failing.map(({ id }) => id)).toEqual(['labour'])
  expect(await known(as('registrar'), unable)).toMatchObject({ riskRemoved: false })
})
