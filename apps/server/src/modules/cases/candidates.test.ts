// Whom a case can be opened for, asked about one household that many others share their name with.
import { uuidv7 } from '../../platform/uuid.ts'
import { expect, group, refusalOf, town, village } from '../../testing.ts'
import { test } from './testing.ts'

test('one household is answered by its id, however many bear the name of its head, and nobody beside it', async ({
  as,
  aHousehold,
}) => {
  const region = group(village(1))
  const members = [{ name: '陈同名' }]
  const one = await aHousehold({ region, members })
  for (let n = 0; n < 3; n++) await aHousehold({ region, members })
  const exited = await aHousehold({ region, members, status: 'exited' })
  const ask = (subject: string, place: string = village(1)) =>
    as('county').listCandidates({ query: { region: place, procedure: 'lookBack', subject } })
  expect((await ask(one.id)).items.map(({ subject }) => subject.id)).toEqual([one.id])
  // Within the place that was asked about, and by the status that the procedure is for.
  expect((await ask(one.id, village(2))).items).toEqual([])
  expect((await ask(uuidv7())).items).toEqual([])
  const exit = { region: town, procedure: 'householdExit', subject: exited.id }
  expect((await as('county').listCandidates({ query: exit })).items).toEqual([])
  expect(await refusalOf(ask('7'))).toMatchObject({ status: 400 })
})
