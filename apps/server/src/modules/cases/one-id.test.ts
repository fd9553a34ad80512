// A case is named by its id alone, in whichever county: one id never means two cases.
import { uuidv7 } from '../../platform/uuid.ts'
import { accountId, otherCounty } from '../../testing/places.ts'
import { buildersOf } from '../../testing/subjects.ts'
import { expect, group, refusalOf, village } from '../../testing.ts'
import { look, test } from './testing.ts'

const here = group(village(1))
const there = group(village(1, `${otherCounty}101`))

const opening = (id: string, subject: string) => ({
  body: {
    ...({ procedure: 'lookBack', kind: 'household', channel: 'cadre', reason: '' } as const),
    subjects: [{ id, subject }],
  },
})

test('an id that a case of another county has is refused, and tells nothing of that case', async ({
  as,
  aHousehold,
  installation,
}) => {
  const mine = await aHousehold({ region: here, members: [{ name: '本县户主' }] })
  const other = await buildersOf(installation, as('otherCounty')).aHousehold({
    region: there,
    number: 'T000001',
  })
  const id = uuidv7()
  await as('county').openCases(opening(id, mine.id))
  const refusal = await refusalOf(as('otherCounty').openCases(opening(id, other.id)))
  expect(refusal).toMatchObject({ status: 409, code: 'case.differentBody' })
  expect(JSON.stringify(refusal)).not.toMatch(/本县户主|450521/)
  expect(await refusalOf(look(as('otherCounty'), id))).toMatchObject({ status: 404 })
  expect((await look(as('county'), id)).subject.id).toBe(mine.id)
})

test('of two counties that send the same id at once one has the case', async ({
  as,
  aHousehold,
  installation,
}) => {
  const mine = await aHousehold({ region: here })
  const other = await buildersOf(installation, as('otherCounty')).aHousehold({
    region: there,
    number: 'T000002',
  })
  const id = uuidv7()
  const answers = await Promise.allSettled(
    Array.from({ length: 6 }, (_, n) =>
      n % 2 === 0
        ? as('county').openCases(opening(id, mine.id))
        : as('otherCounty').openCases(opening(id, other.id)),
    ),
  )
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  const subject = (await look(as('city'), id)).subject.id
  expect([mine.id, other.id]).toContain(subject)
})

test('the database itself holds one case by an id', async ({ installation: { db }, as, aHousehold }) => {
  const { id: subject } = await aHousehold({ region: here })
  const id = uuidv7()
  await as('county').openCases(opening(id, subject))
  const again = db.pool.query(
    `insert into case_file select (jsonb_populate_record(f, $2)).* from case_file f where f.id = $1`,
    [id, { county_code: otherCounty, region_code: there, subject_id: accountId('city') }],
  )
  await expect(again).rejects.toThrow('case_file_id_unique')
})
