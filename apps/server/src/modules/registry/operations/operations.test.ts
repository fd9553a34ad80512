import type { Household, Operation } from '@lika/contract'
import { uuidv7 } from '../../../platform/uuid.ts'
import {
  type Api,
  describe,
  expect,
  goodMembers,
  group,
  idNumberOf,
  otherCounty,
  refusalOf,
  test,
  village,
} from '../../../testing.ts'

type Detail<K> = Omit<Extract<Operation, { kind: K }>, 'id' | 'kind' | 'effectiveOn' | 'reason'>

/** An operation of 1 March 2017, but for what a test says. */
function anOperation<K extends Operation['kind']>(
  kind: K,
  detail: Detail<K> & { effectiveOn?: string; id?: string },
): Operation {
  return {
    id: uuidv7(),
    effectiveOn: '2017-03-01',
    reason: '村委会核实',
    kind,
    ...detail,
  } as unknown as Operation
}

const eve = '2017-02-28'
const onThe = (api: Api, id: string, asOf?: string): Promise<Household> =>
  api.getHousehold({ params: { id }, ...(asOf ? { query: { asOf } } : {}) })
const roster = ({ members }: Household) => members.map(({ id, relation }) => [id, relation])
const nameOf = (household: Household, id: string) =>
  household.members.find((member) => member.id === id)?.name

describe('splitting', () => {
  const splitOf = (household: { id: string; members: readonly string[] }, number: string) =>
    anOperation('splitHousehold', {
      householdId: household.id,
      newHouseholdId: uuidv7(),
      newNumber: number,
      members: [
        { personId: household.members[2]!, relation: 'head' },
        { personId: household.members[3]!, relation: 'spouse' },
      ],
    })

  test('two members become a household of their own, which goes on with the status; the day before nothing has changed', async ({
    api,
    aHousehold,
  }) => {
    const old = await aHousehold({ members: 4, status: 'expected' })
    const before = await onThe(api, old.id, eve)
    const split = splitOf(old, 'S1')
    const answer = await api.applyOperation({ body: split })
    const { newHouseholdId } = split as Extract<Operation, { kind: 'splitHousehold' }>
    expect(answer).toMatchObject({ applied: true, households: [old.id, newHouseholdId] })
    const [first, second] = [await onThe(api, old.id), await onThe(api, newHouseholdId)]
    expect(roster(first)).toEqual([
      [old.members[0], 'head'],
      [old.members[1], 'spouse'],
    ])
    expect(first).toMatchObject({ size: 2, status: 'expected', headName: nameOf(first, old.members[0]!) })
    expect(roster(second)).toEqual([
      [old.members[2], 'head'],
      [old.members[3], 'spouse'],
    ])
    expect(second).toMatchObject({
      size: 2,
      status: 'expected',
      number: 'S1',
      headName: nameOf(second, old.members[2]!),
    })
    expect(await onThe(api, old.id, eve)).toEqual(before)
    expect(await refusalOf(onThe(api, newHouseholdId, eve))).toMatchObject({ status: 404 })
    const { items } = await api.listTimeline({ params: { id: newHouseholdId } })
    expect(items.filter(({ kind }) => kind === 'operation').map(({ reason }) => reason)).toEqual(
      Array(3).fill('村委会核实'),
    )
    expect(items.find(({ journal }) => journal === 'decision')).toMatchObject({
      facts: { status: 'expected' },
    })
  })

  test('the same split sent twice is one, with another body it is refused', async ({ api, aHousehold }) => {
    const old = await aHousehold({ members: 4 })
    const split = splitOf(old, 'S2')
    await api.applyOperation({ body: split })
    expect(await api.applyOperation({ body: split })).toMatchObject({ applied: false })
    const other = { ...split, reason: '另有原因' }
    expect(await refusalOf(api.applyOperation({ body: other }))).toMatchObject({
      status: 409,
      code: 'operation.differentBody',
    })
  })

  test('a split that makes no sense is refused', async ({ api, aHousehold }) => {
    const old = await aHousehold({ members: 4 })
    const stranger = await aHousehold({ members: 1 })
    const split = splitOf(old, 'S3') as Extract<Operation, { kind: 'splitHousehold' }>
    const refusal = async (change: Partial<typeof split>) =>
      (await refusalOf(api.applyOperation({ body: { ...split, id: uuidv7(), ...change } }))).code
    const [one, two] = split.members
    expect(await refusal({ members: [{ ...one!, relation: 'son' }, two!] })).toBe('operation.oneHead')
    expect(await refusal({ members: [one!, { ...two!, relation: 'head' }] })).toBe('operation.oneHead')
    expect(await refusal({ members: [one!, { ...two!, relation: 'cousin' }] })).toBe('operation.relation')
    expect(await refusal({ members: [one!, { personId: stranger.members[0]!, relation: 'son' }] })).toBe(
      'operation.notMembers',
    )
    expect(await refusal({ members: [one!, { ...one!, relation: 'son' }] })).toBe('operation.notMembers')
    const all = old.members.map((personId, index) => ({ personId, relation: index === 0 ? 'head' : 'son' }))
    expect(await refusal({ members: all })).toBe('operation.splitAll')
    expect(await refusal({ newNumber: stranger.number })).toBe('household.numberTaken')
    expect(await refusal({ newHouseholdId: stranger.id })).toBe('household.numberTaken')
    expect(await refusal({ effectiveOn: '2017-04-01' })).toBe('operation.future')
    expect(await refusal({ householdId: uuidv7() })).toBe('registry.notFound')
    expect((await onThe(api, old.id)).size).toBe(4)
  })

  test('a split before the day on which somebody joined is refused', async ({ api, aHousehold }) => {
    const old = await aHousehold({ members: 4, observedOn: '2016-06-01' })
    const split = { ...splitOf(old, 'S4'), effectiveOn: '2016-05-31' }
    expect(await refusalOf(api.applyOperation({ body: split }))).toMatchObject({
      status: 409,
      expected: '≥ 2016-06-01',
    })
  })
})

describe('merging', () => {
  test('the merged household ends, its people are members of the other, and its history stays', async ({
    api,
    aHousehold,
  }) => {
    const from = await aHousehold({ members: 2, status: 'poor', region: village(3) })
    const into = await aHousehold({ members: 2, status: 'exited', region: group(village(4)) })
    const before = await onThe(api, from.id, eve)
    const merge = anOperation('mergeHouseholds', {
      fromId: from.id,
      intoId: into.id,
      members: from.members.map((personId, index) => ({
        personId,
        relation: index === 0 ? 'father' : 'mother',
      })),
    })
    expect(await api.applyOperation({ body: merge })).toMatchObject({ applied: true })
    expect(await api.applyOperation({ body: merge })).toMatchObject({ applied: false })
    const [gone, whole] = [await onThe(api, from.id), await onThe(api, into.id)]
    expect(gone).toMatchObject({ endedBecause: 'merged', size: 0, headName: null, status: 'poor' })
    expect(whole).toMatchObject({ size: 4, status: 'exited', headName: nameOf(whole, into.members[0]!) })
    expect(await onThe(api, from.id, eve)).toEqual(before)
    const listed = async (region: string, asOf?: string) =>
      (await api.listHouseholds({ query: { region, ...(asOf ? { asOf } : {}) } })).items.map(({ id }) => id)
    expect(await listed(village(3))).toEqual([])
    expect(await listed(village(3), eve)).toEqual([from.id])
    expect(await listed(village(4))).toEqual([into.id])
  })

  test('a merge that makes no sense is refused', async ({ api, aHousehold }) => {
    const from = await aHousehold({ members: 2 })
    const into = await aHousehold({ members: 1 })
    const third = await aHousehold({ members: 1 })
    const members = from.members.map((personId) => ({ personId, relation: 'son' }))
    const refusal = async (detail: Partial<Detail<'mergeHouseholds'>>) => {
      const body = anOperation('mergeHouseholds', { fromId: from.id, intoId: into.id, members, ...detail })
      return (await refusalOf(api.applyOperation({ body }))).code
    }
    expect(await refusal({ intoId: from.id })).toBe('operation.mergeSelf')
    expect(await refusal({ members: members.slice(1) })).toBe('operation.mergeSome')
    expect(await refusal({ members: [members[0]!, { ...members[1]!, relation: 'head' }] })).toBe(
      'operation.secondHead',
    )
    const merge = anOperation('mergeHouseholds', { fromId: from.id, intoId: into.id, members })
    await api.applyOperation({ body: merge })
    expect(await refusal({})).toBe('household.ended')
    expect(
      await refusal({
        fromId: third.id,
        intoId: from.id,
        members: [{ personId: third.members[0]!, relation: 'son' }],
      }),
    ).toBe('household.ended')
  })
})

describe('moving a household', () => {
  test('the household and its people are in the new village from the day on', async ({
    api,
    aHousehold,
    aVillage,
  }) => {
    const [left, entered] = [await aVillage(), await aVillage()]
    const moving = await aHousehold({ members: 2, region: left.code })
    await aHousehold({ members: 1, region: left.code })
    await api.applyOperation({
      body: anOperation('moveHousehold', { householdId: moving.id, toRegion: group(entered.code) }),
    })
    const codes = ({ region }: Household) => region.map(({ code }) => code)
    expect(codes(await onThe(api, moving.id))).toContain(group(entered.code))
    expect(codes(await onThe(api, moving.id, eve))).toContain(left.code)
    const power = async (code: string, asOf?: string) => {
      const { shares } = await api.getVillage({ params: { code }, ...(asOf ? { query: { asOf } } : {}) })
      return shares.find(({ set, criterion }) => set === 'household-exit' && criterion === 'power')
        ?.households.met
    }
    expect([await power(left.code), await power(entered.code)]).toEqual([1, 1])
    expect([await power(left.code, eve), await power(entered.code, eve)]).toEqual([2, 0])
  })

  test('nowhere, a town, another county and a place outside the scope are refused', async ({
    api,
    as,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ members: 1 })
    const refusal = async (toRegion: string, who: Api = api) =>
      refusalOf(who.applyOperation({ body: anOperation('moveHousehold', { householdId: id, toRegion }) }))
    expect(await refusal(village(99))).toMatchObject({ status: 404 })
    expect(await refusal('450521100')).toMatchObject({ status: 404 })
    expect(await refusal('all')).toMatchObject({ status: 404 })
    expect(await refusal(village(1, `${otherCounty}101`), as('city'))).toMatchObject({
      status: 422,
      code: 'operation.otherCounty',
    })
    expect(await refusal(village(1, '450521101'), as('town'))).toMatchObject({ status: 404 })
  })
})

describe('people', () => {
  test('somebody who marries into another household is a member there from the day on', async ({
    api,
    aHousehold,
  }) => {
    const home = await aHousehold({ members: 3 })
    const other = await aHousehold({ members: 2, region: village(2) })
    const daughter = home.members[2]!
    const before = [await onThe(api, home.id, eve), await onThe(api, other.id, eve)]
    await api.applyOperation({
      body: anOperation('movePerson', {
        personId: daughter,
        toHouseholdId: other.id,
        relation: 'daughterInLaw',
      }),
    })
    expect(roster(await onThe(api, other.id))).toContainEqual([daughter, 'daughterInLaw'])
    expect([(await onThe(api, home.id)).size, (await onThe(api, other.id)).size]).toEqual([2, 3])
    expect([await onThe(api, home.id, eve), await onThe(api, other.id, eve)]).toEqual(before)
  })

  test('a head who moves out leaves a household without a head, which the data quality says', async ({
    api,
    aHousehold,
  }) => {
    const home = await aHousehold({ members: 2 })
    const other = await aHousehold({ members: 1 })
    await api.applyOperation({
      body: anOperation('movePerson', {
        personId: home.members[0]!,
        toHouseholdId: other.id,
        relation: 'father',
      }),
    })
    const left = await onThe(api, home.id)
    expect(left).toMatchObject({ size: 1, headName: null })
    const quality = left.verdicts.find(({ set }) => set === 'data-quality-household')
    expect(quality?.criteria.find(({ id }) => id === 'oneHead')?.outcome).toBe('unmet')
  })

  test('who has died is no longer counted, and is not moved or ended again', async ({ api, aHousehold }) => {
    const home = await aHousehold({ members: 3 })
    const other = await aHousehold({ members: 1 })
    const personId = home.members[1]!
    const death = anOperation('endPerson', { personId, because: 'death' })
    await api.applyOperation({ body: death })
    expect(await api.applyOperation({ body: death })).toMatchObject({ applied: false })
    expect((await onThe(api, home.id)).size).toBe(2)
    expect((await onThe(api, home.id, eve)).size).toBe(3)
    const again = anOperation('endPerson', { personId, because: 'movedAway' })
    expect(await refusalOf(api.applyOperation({ body: again }))).toMatchObject({ code: 'person.ended' })
    const move = anOperation('movePerson', { personId, toHouseholdId: other.id, relation: 'son' })
    expect(await refusalOf(api.applyOperation({ body: move }))).toMatchObject({ code: 'person.ended' })
  })

  test('a household whose last member dies is no longer one', async ({ api, aHousehold }) => {
    const { id, members } = await aHousehold({ members: 1, region: village(5) })
    await api.applyOperation({ body: anOperation('endPerson', { personId: members[0]!, because: 'death' }) })
    expect(await onThe(api, id)).toMatchObject({ size: 0, endedBecause: 'extinct' })
    expect((await api.listHouseholds({ query: { region: village(5) } })).items).toEqual([])
  })

  test('a move to where somebody is already, as a head, or with an unknown relation is refused', async ({
    api,
    aHousehold,
  }) => {
    const home = await aHousehold({ members: 2 })
    const other = await aHousehold({ members: 1 })
    const refusal = async (detail: Partial<Detail<'movePerson'>>) => {
      const move = { personId: home.members[1]!, toHouseholdId: other.id, relation: 'son', ...detail }
      return (await refusalOf(api.applyOperation({ body: anOperation('movePerson', move) }))).code
    }
    expect(await refusal({ toHouseholdId: home.id })).toBe('operation.alreadyThere')
    expect(await refusal({ relation: 'head' })).toBe('operation.secondHead')
    expect(await refusal({ relation: 'lodger' })).toBe('operation.relation')
    expect(await refusal({ toHouseholdId: uuidv7() })).toBe('registry.notFound')
  })

  test('an operation on somebody of another county looks like one on nobody', async ({ as, aHousehold }) => {
    const { id, members } = await aHousehold({ members: 2 })
    const foreign = anOperation('endPerson', { personId: members[0]!, because: 'death' })
    const nobody = anOperation('endPerson', { personId: uuidv7(), because: 'death' })
    const answers = [foreign, nobody].map((body) => refusalOf(as('otherCounty').applyOperation({ body })))
    const [one, two] = (await Promise.all(answers)).map(({ requestId: _, value: __, ...rest }) => rest)
    expect(one).toEqual(two)
    expect(one?.status).toBe(404)
    const move = anOperation('moveHousehold', { householdId: id, toRegion: village(2) })
    expect(await refusalOf(as('otherTown').applyOperation({ body: move }))).toMatchObject({ status: 404 })
  })
})

describe('registering', () => {
  const aRegistration = (change: object = {}) => ({
    id: uuidv7(),
    number: `R${uuidv7().slice(-8)}`,
    region: village(6),
    observedOn: '2017-02-01',
    facts: { waterMinutes: 5 },
    members: goodMembers(2).map((facts) => ({ id: uuidv7(), facts: { name: '王甲', ...facts } })),
    ...change,
  })

  test('a household is there from its day on, with its head and size', async ({ api }) => {
    const body = aRegistration()
    expect(await api.registerHousehold({ body })).toEqual({ id: body.id, registered: true })
    expect(await onThe(api, body.id)).toMatchObject({
      number: body.number,
      size: 2,
      headName: '王甲',
      status: null,
    })
    expect(await refusalOf(onThe(api, body.id, '2017-01-31'))).toMatchObject({ status: 404 })
  })

  test('the same registration twice is one; the same id or number with another body is refused', async ({
    api,
  }) => {
    const body = aRegistration()
    await api.registerHousehold({ body })
    expect(await api.registerHousehold({ body })).toEqual({ id: body.id, registered: false })
    const refusal = async (change: object) =>
      refusalOf(api.registerHousehold({ body: { ...body, ...change } }))
    expect(await refusal({ facts: { waterMinutes: 6 } })).toMatchObject({ status: 409 })
    expect(await refusal({ id: uuidv7() })).toMatchObject({ status: 409, code: 'household.numberTaken' })
    expect(await refusal({ number: 'R0' })).toMatchObject({ status: 409 })
  })

  test('twenty registrations of one household at once make one', async ({ api, db }) => {
    const body = aRegistration()
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.registerHousehold({ body })))
    expect(answers.filter(({ registered }) => registered)).toHaveLength(1)
    const { rows } = await db.pool.query('select 1 from record where subject_id = $1', [body.id])
    expect(rows).toHaveLength(1)
  })

  test('nobody who is registered already is taken along, neither by id nor by id number', async ({
    api,
    as,
    aHousehold,
  }) => {
    const home = await aHousehold({ members: [{ idNumber: idNumberOf(901) }] })
    const [head] = aRegistration().members
    const byId = aRegistration({ members: [{ ...head, id: home.members[0] }] })
    expect(await refusalOf(api.registerHousehold({ body: byId }))).toMatchObject({
      status: 409,
      code: 'person.idTaken',
    })
    const abroad = { ...byId, region: village(1, `${otherCounty}101`), number: 'X1' }
    expect(await refusalOf(as('otherCounty').registerHousehold({ body: abroad }))).toMatchObject({
      code: 'person.idTaken',
    })
    const byNumber = aRegistration({
      members: [{ ...head, facts: { ...head!.facts, idNumber: idNumberOf(901) } }],
    })
    expect(await refusalOf(api.registerHousehold({ body: byNumber }))).toMatchObject({
      code: 'person.idNumberTaken',
    })
    expect((await onThe(api, home.id)).size).toBe(1)
  })

  test('a registration with something wrong is refused whole, with the path of what is wrong', async ({
    api,
    db,
  }) => {
    const [head, spouse] = aRegistration().members as [
      { id: string; facts: object },
      { id: string; facts: object },
    ]
    const refusal = async (change: object) => {
      const body = aRegistration(change)
      const problem = await refusalOf(api.registerHousehold({ body }))
      const { rows } = await db.pool.query('select 1 from household where id = $1', [body.id])
      expect(rows).toEqual([])
      return problem
    }
    expect(
      await refusal({ members: [head, { ...spouse, facts: { relation: 'spouse', sex: 'x' } }] }),
    ).toMatchObject({ field: 'members.1.facts.sex' })
    expect(await refusal({ members: [spouse] })).toMatchObject({ code: 'household.oneHead' })
    expect(await refusal({ members: [head, { ...head, id: uuidv7() }] })).toMatchObject({
      code: 'household.oneHead',
    })
    expect(await refusal({ members: [head, { ...spouse, id: head.id }] })).toMatchObject({
      code: 'person.idTaken',
    })
    expect(await refusal({ facts: { wageIncome: '100.00' } })).toMatchObject({
      status: 422,
      field: 'facts.wageIncome',
    })
    expect(await refusal({ facts: { status: 'exited' } })).toMatchObject({
      status: 422,
      field: 'facts.status',
    })
    expect(await refusal({ region: '450521100' })).toMatchObject({ status: 404 })
    expect(await refusal({ region: village(1, `${otherCounty}101`) })).toMatchObject({ status: 404 })
    expect(await refusal({ observedOn: '2017-04-01' })).toMatchObject({ status: 422 })
  })

  test('a child that is born is a member from its day on; sent twice it is one', async ({
    api,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ members: 2 })
    const body = {
      id: uuidv7(),
      observedOn: '2017-03-10',
      reason: '出生',
      facts: { name: '王丙', relation: 'son', birthDate: '2017-03-09' },
    }
    expect(await api.addMember({ params: { id }, body })).toEqual({ id: body.id, registered: true })
    expect(await api.addMember({ params: { id }, body })).toEqual({ id: body.id, registered: false })
    expect((await onThe(api, id)).size).toBe(3)
    expect((await onThe(api, id, '2017-03-09')).size).toBe(2)
    const other = await aHousehold({ members: 1 })
    expect(await refusalOf(api.addMember({ params: { id: other.id }, body }))).toMatchObject({
      status: 409,
      code: 'person.idTaken',
    })
    const head = { ...body, id: uuidv7(), facts: { relation: 'head' } }
    expect(await refusalOf(api.addMember({ params: { id }, body: head }))).toMatchObject({
      code: 'household.oneHead',
    })
  })
})

test('two observations of one day that differ are a task until one is corrected', async ({
  api,
  aHousehold,
}) => {
  const { id } = await aHousehold({ region: village(7) })
  const record = (facts: Record<string, string | number>, corrects?: string) => ({
    id: uuidv7(),
    subjectKind: 'household' as const,
    subjectId: id,
    observedOn: '2017-03-05',
    facts,
    ...(corrects ? { corrects, reason: '复核' } : {}),
  })
  const tasks = async () => (await api.listContradictions({ query: { region: village(7) } })).items
  const [one, two] = [
    record({ waterMinutes: 10, floorArea: '90' }),
    record({ waterMinutes: 40, floorArea: '90.0' }),
  ]
  await api.appendRecord({ body: one })
  expect(await tasks()).toEqual([])
  await api.appendRecord({ body: two })
  // 90 and 90.0 square metres are the same.
  expect(await tasks()).toEqual([
    expect.objectContaining({
      fact: 'waterMinutes',
      householdId: id,
      observedOn: '2017-03-05',
      recordIds: [one.id, two.id],
    }),
  ])
  expect((await onThe(api, id)).contradictions).toHaveLength(1)
  await api.appendRecord({ body: record({ waterMinutes: 40, floorArea: '90' }, one.id) })
  expect(await tasks()).toEqual([])
})
