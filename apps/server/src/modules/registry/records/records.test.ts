import type { NewRecord } from '@lika/contract'
import { uuidv7 } from '../../../platform/uuid.ts'
import { test as base, describe, expect, idNumberOf, refusalOf, village } from '../../../testing.ts'

/** One household for everything that is refused and therefore changes nothing. */
const test = base.extend('home', { scope: 'file' }, ({ aHousehold }) => aHousehold())

type Draft = Partial<NewRecord> & { readonly subjectId: string }

/** A record about a household observed on 1 March 2017, but for what a test says. */
const aRecord = (draft: Draft): NewRecord => ({
  id: uuidv7(),
  subjectKind: 'household',
  observedOn: '2017-03-01',
  facts: { waterMinutes: 5 },
  ...draft,
})

const year2016 = { from: '2016-01-01', to: '2017-01-01' }

describe('what a record may not say', () => {
  const wrong: readonly [why: string, facts: NewRecord['facts'], field: string, expected?: string][] = [
    ['a text where a number belongs', { waterMinutes: '5' }, 'facts.waterMinutes'],
    ['a number where yes or no belongs', { waterClean: 1 }, 'facts.waterClean'],
    ['a part of a minute', { waterMinutes: 5.5 }, 'facts.waterMinutes'],
    ['a number where a decimal in text belongs', { floorArea: 80 }, 'facts.floorArea'],
    ['more decimals than the fact has', { floorArea: '80.55' }, 'facts.floorArea'],
    ['more minutes than a day has', { waterMinutes: 1441 }, 'facts.waterMinutes'],
    ['less than nothing', { waterMinutes: -1 }, 'facts.waterMinutes'],
    ['a code that is not on the list', { houseGrade: 'E' }, 'facts.houseGrade'],
    ['a code with a slip of the pen', { cause: 'ilness' }, 'facts.cause', 'illness'],
    ['a day that does not exist', { newHouseReadyOn: '2017-02-30' }, 'facts.newHouseReadyOn'],
    ['a fact that no pack knows', { waterMinute: 5 }, 'facts.waterMinute', 'waterMinutes'],
    ['the number of the household', { householdNumber: 'X1' }, 'facts.householdNumber'],
    ['the status, which people decide', { status: 'exited' }, 'facts.status'],
    ['the size, which is counted', { householdSize: 9 }, 'facts.householdSize'],
    ['where it is registered', { regionCode: village(2) }, 'facts.regionCode'],
    ['that it has ended', { endedBecause: 'merged' }, 'facts.endedBecause'],
  ]
  for (const [why, facts, field, expected] of wrong) {
    test(`${why} is refused, with the field`, async ({ api, home }) => {
      const { id } = home
      const problem = await refusalOf(api.appendRecord({ body: aRecord({ subjectId: id, facts }) }))
      expect(problem).toMatchObject({ status: 422, code: 'record.facts', field })
      if (expected) expect(problem.expected).toBe(expected)
    })
  }

  test('all wrong facts are named at once, and the right ones beside them are not stored', async ({
    api,
    home,
  }) => {
    const { id } = home
    const facts = { waterMinutes: 7, houseGrade: 'Z', floorArea: 80 }
    const problem = await refusalOf(api.appendRecord({ body: aRecord({ subjectId: id, facts }) }))
    expect(problem.errors?.map(({ field }) => field)).toEqual(['facts.houseGrade', 'facts.floorArea'])
    const { facts: known } = await api.getHousehold({ params: { id } })
    expect(known.find(({ fact }) => fact === 'waterMinutes')?.value).toBe(0)
  })

  test('a fact of a person is refused for a household', async ({ api, home }) => {
    const { id } = home
    const body = aRecord({ subjectId: id, facts: { birthDate: '1980-01-01' } })
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({ field: 'facts.birthDate' })
  })

  test('a record without any fact is refused', async ({ api, home }) => {
    const { id } = home
    const body = aRecord({ subjectId: id, facts: {} })
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({ code: 'record.empty' })
  })

  test('an observation of tomorrow is refused, one of today is not', async ({ api, home }) => {
    const { id } = home
    const tomorrow = aRecord({ subjectId: id, observedOn: '2017-04-01' })
    expect(await refusalOf(api.appendRecord({ body: tomorrow }))).toMatchObject({
      field: 'observedOn',
      status: 422,
    })
    const now = aRecord({ subjectId: id, observedOn: '2017-03-31' })
    expect(await api.appendRecord({ body: now })).toMatchObject({ appended: true })
  })

  test('an unknown field of the body is refused', async ({ api, home }) => {
    const { id } = home
    const body = { ...aRecord({ subjectId: id }), approvedBy: 'me' } as NewRecord
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({ status: 400, field: 'approvedBy' })
  })
})

describe('amounts of a period', () => {
  test('an amount needs its period', async ({ api, aHousehold }) => {
    const { id } = await aHousehold()
    const body = aRecord({ subjectId: id, facts: { wageIncome: '100.00' } })
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({ code: 'record.periodMissing' })
  })

  test('a period without an amount is refused', async ({ api, aHousehold }) => {
    const { id } = await aHousehold()
    const body = aRecord({ subjectId: id, period: year2016 })
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({ status: 422, field: 'period' })
  })

  for (const [from, to] of [
    ['2016-01-02', '2017-01-01'],
    ['2016-01-01', '2016-12-31'],
    ['2016-06-01', '2016-06-01'],
    ['2017-01-01', '2016-01-01'],
  ] as const) {
    test(`${from} to ${to} is no period of whole months`, async ({ api, aHousehold }) => {
      const { id } = await aHousehold({ wages: null })
      const body = aRecord({ subjectId: id, facts: { wageIncome: '1.00' }, period: { from, to } })
      expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({ code: 'record.period' })
    })
  }

  test('a month inside a year that is booked already would count twice', async ({ api, aHousehold }) => {
    const { id } = await aHousehold({ wages: '1000' })
    const period = { from: '2016-06-01', to: '2016-07-01' }
    const body = aRecord({ subjectId: id, facts: { wageIncome: '10.00' }, period })
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({
      status: 409,
      code: 'record.periodOverlaps',
      expected: year2016,
    })
    const next = aRecord({
      subjectId: id,
      facts: { wageIncome: '10.00' },
      period: { from: '2017-01-01', to: '2017-02-01' },
    })
    expect(await api.appendRecord({ body: next })).toMatchObject({ appended: true })
  })

  test('a wrong period is corrected by the right one, although the two overlap', async ({
    api,
    aHousehold,
  }) => {
    const { id } = await aHousehold({ wages: null })
    const first = aRecord({ subjectId: id, facts: { wageIncome: '1200.00' }, period: year2016 })
    await api.appendRecord({ body: first })
    const period = { from: '2016-01-01', to: '2016-07-01' }
    const second = aRecord({
      subjectId: id,
      facts: { wageIncome: '1200.00' },
      period,
      corrects: first.id,
      reason: '半年',
    })
    expect(await api.appendRecord({ body: second })).toMatchObject({ appended: true })
    const { income } = await api.getHousehold({ params: { id } })
    expect(income.items).toEqual([
      expect.objectContaining({ item: 'wageIncome', ...period, amount: '1200.00' }),
    ])
  })
})

describe('the same record twice', () => {
  test('the same id with the same body is one record', async ({ api, aHousehold }) => {
    const { id } = await aHousehold()
    const body = aRecord({ subjectId: id, facts: { waterMinutes: 25, waterClean: true } })
    const first = await api.appendRecord({ body })
    expect(first.appended).toBe(true)
    const turned = { ...body, facts: { waterClean: true, waterMinutes: 25 } }
    expect(await api.appendRecord({ body: turned })).toEqual({ ...first, appended: false })
  })

  test('the same id with another body is refused', async ({ api, aHousehold }) => {
    const { id } = await aHousehold()
    const body = aRecord({ subjectId: id })
    await api.appendRecord({ body })
    const other = { ...body, facts: { waterMinutes: 6 } }
    expect(await refusalOf(api.appendRecord({ body: other }))).toMatchObject({
      status: 409,
      code: 'record.differentBody',
    })
  })

  test('twenty tries at once leave one record, and all answer the same', async ({ api, db, aHousehold }) => {
    const { id } = await aHousehold()
    const body = aRecord({ subjectId: id, facts: { waterMinutes: 21 } })
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.appendRecord({ body })))
    expect(answers.filter(({ appended }) => appended)).toHaveLength(1)
    expect(new Set(answers.map(({ verdicts }) => JSON.stringify(verdicts))).size).toBe(1)
    const { rows } = await db.pool.query('select 1 from record where id = $1', [body.id])
    expect(rows).toHaveLength(1)
  })
})

describe('many hands at once', () => {
  test('different records of one household at once are all kept, and the last observation counts', async ({
    api,
    aHousehold,
  }) => {
    const { id, members } = await aHousehold({ members: 3 })
    const days = Array.from({ length: 12 }, (_, index) => `2017-03-${String(index + 10)}`)
    await Promise.all([
      ...days.map((observedOn, index) =>
        api.appendRecord({ body: aRecord({ subjectId: id, observedOn, facts: { waterMinutes: index } }) }),
      ),
      ...members.map((subjectId) =>
        api.appendRecord({ body: aRecord({ subjectId, subjectKind: 'person', facts: { insured: false } }) }),
      ),
    ])
    const household = await api.getHousehold({ params: { id } })
    expect(household.facts.find(({ fact }) => fact === 'waterMinutes')?.value).toBe(11)
    const exit = household.verdicts.find(({ set }) => set === 'household-exit')
    expect(exit?.criteria.find((each) => each.id === 'medical')?.outcome).toBe('unmet')
  })

  test('a village whose households change at once has the share of all of them', async ({
    api,
    aVillage,
    aHousehold,
  }) => {
    const { code } = await aVillage()
    const households: string[] = []
    for (let index = 0; index < 8; index++)
      households.push((await aHousehold({ region: code, members: 1 })).id)
    await Promise.all(
      households.map((subjectId) =>
        api.appendRecord({ body: aRecord({ subjectId, facts: { powerConnected: false } }) }),
      ),
    )
    const { items } = await api.listVillages({ query: { region: code } })
    expect(items[0]?.verdict?.criteria.power).toBe('unmet')
    const { shares } = await api.getVillage({ params: { code } })
    expect(
      shares.find((share) => share.set === 'household-exit' && share.criterion === 'power'),
    ).toMatchObject({
      households: { met: 0, unmet: 8, undetermined: 0 },
      percent: '0.00',
    })
  })
})

describe('corrections', () => {
  test('a corrected record no longer counts, and both stay in the journal', async ({ api, aHousehold }) => {
    const { id } = await aHousehold()
    const wrong = aRecord({ subjectId: id, facts: { waterMinutes: 90 } })
    await api.appendRecord({ body: wrong })
    const right = aRecord({
      subjectId: id,
      facts: { waterMinutes: 9 },
      corrects: wrong.id,
      reason: '多写了一个零',
    })
    await api.appendRecord({ body: right })
    const { facts } = await api.getHousehold({ params: { id } })
    expect(facts.find(({ fact }) => fact === 'waterMinutes')).toMatchObject({ value: 9, recordId: right.id })
    const { items } = await api.listTimeline({ params: { id } })
    expect(items.find((entry) => entry.id === wrong.id)).toMatchObject({ correctedBy: right.id })
    expect(items.find((entry) => entry.id === right.id)).toMatchObject({
      corrects: wrong.id,
      reason: '多写了一个零',
    })
  })

  test('a record of somebody else is not corrected', async ({ api, aHousehold }) => {
    const mine = await aHousehold()
    const theirs = await aHousehold()
    const record = aRecord({ subjectId: theirs.id })
    await api.appendRecord({ body: record })
    const body = aRecord({ subjectId: mine.id, facts: {}, corrects: record.id })
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({ status: 422, field: 'corrects' })
    const nobody = aRecord({ subjectId: mine.id, facts: {}, corrects: uuidv7() })
    expect(await refusalOf(api.appendRecord({ body: nobody }))).toMatchObject({
      status: 422,
      field: 'corrects',
    })
  })

  test('correcting the registration itself does not take the household out of the registry', async ({
    api,
    aHousehold,
  }) => {
    const { id, number, members } = await aHousehold({ members: 2 })
    const { items } = await api.listTimeline({ params: { id } })
    const registration = items.find((entry) => entry.subjectId === id && 'householdNumber' in entry.facts)!
    const body = aRecord({
      subjectId: id,
      observedOn: '2015-12-31',
      facts: { waterMinutes: 3 },
      corrects: registration.id,
    })
    expect(await api.appendRecord({ body })).toMatchObject({ appended: true })
    expect(await api.getHousehold({ params: { id } })).toMatchObject({ number, size: 2 })
    const joined = items.find((entry) => entry.subjectId === members[1])!
    const facts = { name: '王乙', relation: 'spouse' }
    const renamed = aRecord({
      subjectKind: 'person',
      subjectId: members[1]!,
      observedOn: '2015-12-31',
      facts,
      corrects: joined.id,
    })
    await api.appendRecord({ body: renamed })
    const after = await api.getHousehold({ params: { id } })
    expect(after.members.map(({ name }) => name)).toContain('王乙')
    expect(after.size).toBe(2)
  })

  test('a correction keeps the numbers that whoever corrects has only seen masked', async ({
    api,
    aHousehold,
  }) => {
    const { id, members } = await aHousehold({ members: [{ idNumber: idNumberOf(31), sex: 'male' }] })
    const { items } = await api.listTimeline({ params: { id } })
    const registration = items.find((entry) => 'idNumber' in entry.facts)!
    expect(registration.facts.idNumber).toContain('*')
    const {
      idNumber: _,
      householdId: __,
      regionCode: ___,
      idNumberCheck: ____,
      ...facts
    } = registration.facts
    const body = aRecord({
      subjectKind: 'person',
      subjectId: members[0]!,
      observedOn: registration.observedOn,
      facts: { ...facts, sex: 'female' },
      keep: ['idNumber'],
      corrects: registration.id,
    })
    await api.appendRecord({ body })
    const told = await api.unmaskFact({
      body: {
        id: uuidv7(),
        subjectKind: 'person',
        subjectId: members[0]!,
        fact: 'idNumber',
        purpose: '核对更正',
      },
    })
    expect(told.value).toBe(idNumberOf(31))
  })

  test('the day on which a household was registered is not moved by a correction', async ({
    api,
    aHousehold,
  }) => {
    const { id } = await aHousehold()
    const { items } = await api.listTimeline({ params: { id } })
    const registration = items.find((entry) => 'householdNumber' in entry.facts)!
    const body = aRecord({ subjectId: id, observedOn: '2016-12-31', corrects: registration.id })
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({ status: 422, field: 'observedOn' })
  })
})

describe('whom a record is about', () => {
  test('an unknown subject and one of another county look the same', async ({ as, aHousehold }) => {
    const { id } = await aHousehold()
    const unknown = await refusalOf(
      as('otherCounty').appendRecord({ body: aRecord({ subjectId: uuidv7() }) }),
    )
    const foreign = await refusalOf(as('otherCounty').appendRecord({ body: aRecord({ subjectId: id }) }))
    expect(foreign.status).toBe(404)
    const bare = ({ requestId: _, value: __, ...rest }: typeof unknown) => rest
    expect(bare(foreign)).toEqual(bare(unknown))
  })

  test('an older relation of somebody who has moved changes the household of that time', async ({
    api,
    aHousehold,
  }) => {
    const old = await aHousehold({ members: 3 })
    const young = await aHousehold({ members: 2 })
    const child = old.members[2]!
    await api.applyOperation({
      body: {
        kind: 'movePerson',
        id: uuidv7(),
        effectiveOn: '2017-02-01',
        reason: '过继',
        personId: child,
        toHouseholdId: young.id,
        relation: 'son',
      },
    })
    const relation = aRecord({
      subjectKind: 'person',
      subjectId: child,
      observedOn: '2016-06-01',
      facts: { name: '张三' },
    })
    await api.appendRecord({ body: relation })
    const head = aRecord({
      subjectKind: 'person',
      subjectId: child,
      observedOn: '2016-07-01',
      facts: { relation: 'head' },
    })
    await api.appendRecord({ body: head })
    expect(await api.getHousehold({ params: { id: old.id }, query: { asOf: '2016-08-01' } })).toMatchObject({
      headName: '张三',
    })
  })

  test('a head who hands over a day late leaves the household with its new head', async ({
    api,
    aHousehold,
  }) => {
    const { id, members } = await aHousehold({ members: 3 })
    const record = (subjectId: string, observedOn: string, relation: string) =>
      api.appendRecord({
        body: aRecord({ subjectKind: 'person', subjectId, observedOn, facts: { relation } }),
      })
    await record(members[1]!, '2017-03-01', 'head')
    await record(members[0]!, '2017-03-05', 'spouse')
    const household = await api.getHousehold({ params: { id } })
    const head = household.members.find((member) => member.relation === 'head')
    expect(household.headName).toBe(head?.name)
  })

  test('an id number that is corrected is checked again, and finds the person', async ({
    api,
    aHousehold,
  }) => {
    const wrong = '459999197505019990'
    const { id, members } = await aHousehold({ members: [{ idNumber: wrong }] })
    const idNumber = idNumberOf(801)
    await api.appendRecord({
      body: aRecord({ subjectKind: 'person', subjectId: members[0]!, facts: { idNumber } }),
    })
    const { households } = await api.search({ body: { text: idNumber, region: '450521' } })
    expect(households?.items.map((row) => row.id)).toEqual([id])
    const household = await api.getHousehold({ params: { id } })
    const check = household.members[0]!.facts.find(({ fact }) => fact === 'idNumberCheck')
    expect(check?.value).toBe('valid')
  })

  test('an id number that somebody else bears is refused', async ({ api, aHousehold }) => {
    await aHousehold({ members: [{ idNumber: idNumberOf(802) }] })
    const { members } = await aHousehold()
    const body = aRecord({
      subjectKind: 'person',
      subjectId: members[0]!,
      facts: { idNumber: idNumberOf(802) },
    })
    expect(await refusalOf(api.appendRecord({ body }))).toMatchObject({
      status: 409,
      code: 'person.idNumberTaken',
    })
  })
})

test('id numbers, phones and bank accounts never leave the server whole', async ({ api, as, aHousehold }) => {
  const secret = { idNumber: idNumberOf(803), phone: '13800138000' }
  const { id, members } = await aHousehold({
    members: [secret],
    phone: '13900139000',
    bankAccount: '6222020000000000000',
  })
  const facts = { phone: '13700137000' }
  const answer = await api.appendRecord({
    body: aRecord({ subjectKind: 'person', subjectId: members[0]!, facts }),
  })
  const county = as('county')
  const answers = [
    answer,
    await county.getHousehold({ params: { id } }),
    await county.listTimeline({ params: { id } }),
    await county.search({ body: { text: secret.idNumber, region: '450521' } }),
    await county.listContradictions({ query: { region: '450521' } }),
    await refusalOf(
      county.appendRecord({
        body: aRecord({ subjectKind: 'person', subjectId: members[0]!, facts: { ...secret, sex: 'm' } }),
      }),
    ),
  ]
  const text = JSON.stringify(answers)
  const numbers = [...Object.values(secret), '13900139000', '6222020000000000000', '13700137000']
  expect(numbers.filter((number) => text.includes(number))).toEqual([])
})
