import { uuidv7 } from '../../../platform/uuid.ts'
import { expect, refusalOf, test, village } from '../../../testing.ts'

test('a split is shown as it would be, and nothing of it stays', async ({ api, db, aHousehold }) => {
  const { id, members, number } = await aHousehold({ members: 3, waterMinutes: 0 })
  const newHouseholdId = uuidv7()
  const body = {
    kind: 'splitHousehold' as const,
    id: uuidv7(),
    effectiveOn: '2017-03-30',
    reason: '儿子成家分户',
    householdId: id,
    newHouseholdId,
    newNumber: `${number}-1`,
    members: [{ personId: members[2]!, relation: 'head' }],
  }
  const { households } = await api.previewOperation({ body })
  expect(households.map((each) => [each.id, each.isNew, each.members.length])).toEqual([
    [id, false, 2],
    [newHouseholdId, true, 1],
  ])
  const exit = households[1]!.verdicts.find(({ set }) => set === 'household-exit')!
  // Nothing is known of the new household's house and water yet.
  expect(exit).toMatchObject({ before: null, after: 'undetermined' })
  expect((await api.getHousehold({ params: { id } })).members).toHaveLength(3)
  expect(await refusalOf(api.getHousehold({ params: { id: newHouseholdId } }))).toMatchObject({ status: 404 })
  const { rows } = await db.pool.query('select count(*)::int as n from operation where id = $1', [body.id])
  expect(rows[0].n).toBe(0)
  // The same operation, meant this time, does what was shown.
  expect(await api.applyOperation({ body })).toMatchObject({ applied: true })
})

test('what would be refused is refused in the preview, in the same words', async ({
  api,
  as,
  aHousehold,
}) => {
  const { id } = await aHousehold()
  const body = {
    kind: 'moveHousehold',
    id: uuidv7(),
    effectiveOn: '2030-01-01',
    reason: '搬迁',
    householdId: id,
    toRegion: village(2),
  } as const
  const refused = await refusalOf(api.previewOperation({ body }))
  expect(refused).toMatchObject({ code: 'operation.future', field: 'effectiveOn' })
  const today = { ...body, effectiveOn: '2017-03-31' }
  expect(await refusalOf(as('otherCounty').previewOperation({ body: today }))).toMatchObject({ status: 404 })
  expect(await refusalOf(as('registrar').previewOperation({ body: today }))).toMatchObject({ status: 403 })
})
