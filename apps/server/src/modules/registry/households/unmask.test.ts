import { uuidv7 } from '../../../platform/uuid.ts'
import { expect, idNumberOf, refusalOf, test } from '../../../testing.ts'

test('an id number is told whole for a purpose, and who asked what for is kept', async ({
  api,
  db,
  aHousehold,
}) => {
  const idNumber = idNumberOf(7)
  const { members } = await aHousehold({ members: [{ idNumber }] })
  const subjectId = members[0]!
  const body = {
    id: uuidv7(),
    subjectKind: 'person',
    subjectId,
    fact: 'idNumber',
    purpose: ' 核对医保参保 ',
  } as const
  expect(await api.unmaskFact({ body })).toEqual({ value: idNumber, observedOn: '2015-12-31' })
  const { rows } = await db.pool.query(
    'select a.name, u.subject_kind, u.fact, u.purpose, u.region_code from unmasking u join account a on a.id = u.account_id where subject_id = $1',
    [subjectId],
  )
  expect(rows).toEqual([
    {
      name: 'county',
      subject_kind: 'person',
      fact: 'idNumber',
      purpose: '核对医保参保',
      region_code: '450521100201',
    },
  ])
})

test('a number that nobody has recorded is answered as unknown, and the asking is kept all the same', async ({
  api,
  db,
  aHousehold,
}) => {
  const { id } = await aHousehold()
  const body = {
    id: uuidv7(),
    subjectKind: 'household',
    subjectId: id,
    fact: 'phone',
    purpose: '联系入户',
  } as const
  expect(await api.unmaskFact({ body })).toEqual({ value: null, observedOn: null })
  const { rows } = await db.pool.query('select count(*)::int as n from unmasking where subject_id = $1', [id])
  expect(rows[0].n).toBe(1)
})

test('a stranger is told that there is nobody, and nothing is kept of somebody who was not found', async ({
  as,
  db,
  aHousehold,
}) => {
  const { members } = await aHousehold({ members: [{ idNumber: idNumberOf(8) }] })
  const body = {
    id: uuidv7(),
    subjectKind: 'person',
    subjectId: members[0]!,
    fact: 'idNumber',
    purpose: '看看',
  } as const
  expect(await refusalOf(as('otherCounty').unmaskFact({ body }))).toMatchObject({ status: 404 })
  expect(await refusalOf(as('otherTown').unmaskFact({ body }))).toMatchObject({ status: 404 })
  for (const account of ['helper', 'leader', 'audit', 'finance', 'sector'] as const)
    expect(await refusalOf(as(account).unmaskFact({ body }))).toMatchObject({ status: 403 })
  expect(await as('registrar').unmaskFact({ body })).toMatchObject({ value: idNumberOf(8) })
  const { rows } = await db.pool.query('select count(*)::int as n from unmasking where subject_id = $1', [
    members[0],
  ])
  expect(rows[0].n).toBe(1)
})

test('without a purpose nothing is told', async ({ api, aHousehold }) => {
  const { members } = await aHousehold()
  for (const purpose of ['', '  ', ' x '])
    expect(
      await refusalOf(
        api.unmaskFact({
          body: { id: uuidv7(), subjectKind: 'person', subjectId: members[0]!, fact: 'idNumber', purpose },
        }),
      ),
    ).toMatchObject({ status: 400, field: 'purpose' })
})

test('whoever only reads sees of health and hardship that there is something; whoever records sees what', async ({
  as,
  api,
  aHousehold,
}) => {
  const { id, members } = await aHousehold({
    members: [{ health: ['chronicIllness'], illnessName: '高血压', name: '周一' }],
  })
  const shown = async (account: string) => {
    const { members: persons } = await as(account).getHousehold({ params: { id } })
    const { items } = await as(account).listTimeline({ params: { id }, query: { subject: members[0]! } })
    const facts = persons[0]!.facts.filter(({ fact }) => ['health', 'illnessName'].includes(fact))
    return [...facts.map(({ value }) => value), items.at(-1)?.facts.illnessName]
  }
  expect(await shown('registrar')).toEqual([['chronicIllness'], '高血压', '高血压'])
  expect(await shown('leader')).toEqual(['***', '***', '***'])
  // What decided a verdict is said to whoever may read the household: it could not be checked otherwise.
  expect((await as('leader').getHousehold({ params: { id } })).verdicts.length).toBeGreaterThan(0)
  const body = {
    id: uuidv7(),
    subjectKind: 'person',
    subjectId: members[0]!,
    fact: 'illnessName',
    purpose: '核实',
  } as const
  expect(await api.unmaskFact({ body })).toMatchObject({ value: '高血压' })
  expect(await refusalOf(api.unmaskFact({ body: { ...body, id: uuidv7(), fact: 'name' } }))).toMatchObject({
    status: 422,
    code: 'unmask.notMasked',
  })
})

test('so many numbers an hour and no more; what was refused is neither told nor kept as told', async ({
  as,
  db,
  aHousehold,
}) => {
  const { members } = await aHousehold({ members: [{ idNumber: idNumberOf(9) }] })
  const body = {
    id: uuidv7(),
    subjectKind: 'person',
    subjectId: members[0]!,
    fact: 'idNumber',
    purpose: '核对',
  } as const
  await db.pool.query(`insert into setting values ('budgets', '{"unmaskings": {"9": 3}}')`)
  for (let n = 0; n < 3; n++) await as('town').unmaskFact({ body: { ...body, id: uuidv7() } })
  expect(await refusalOf(as('town').unmaskFact({ body: { ...body, id: uuidv7() } }))).toMatchObject({
    status: 429,
    field: 'unmaskings',
    expected: { left: 0, most: 3 },
  })
  const { rows } = await db.pool.query('select count(*)::int as n from unmasking where subject_id = $1', [
    members[0],
  ])
  expect(rows[0].n).toBe(3)
  await db.pool.query(`delete from setting where key = 'budgets'`)
})
