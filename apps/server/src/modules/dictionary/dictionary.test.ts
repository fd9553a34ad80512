import { county, expect, send, signIn, test } from '../../testing.ts'

test('a fact says where it lies, which values it takes and who reads it', async ({ api }) => {
  const { facts, codeLists } = await api.getDictionary({ query: { region: county } })
  const fact = (id: string) => facts.find((each) => each.id === id && each.subject === 'household')
  expect(fact('waterMinutes')).toMatchObject({
    column: 'household_snapshot.water_minutes',
    min: '0',
    readBy: expect.arrayContaining([
      expect.objectContaining({ part: 'criteria', of: 'household-exit', id: 'water' }),
    ]),
  })
  expect(fact('wageIncome')).toMatchObject({ flow: true, column: 'income_entry.amount' })
  expect(codeLists.find(({ id }) => id === 'cause')?.usedBy).toContain('household.cause')
})

test('who reads a fact is said for the policy of the day', async ({ api }) => {
  const readers = async (asOf: string) => {
    const { facts } = await api.getDictionary({ query: { region: county, asOf } })
    return facts.flatMap(({ readBy }) => readBy).length
  }
  expect(await readers('2017-03-31')).not.toBe(await readers('2016-06-30'))
})

test('every table and column is described, and no data is told', async ({ api, aHousehold }) => {
  const { number } = await aHousehold()
  const dictionary = await api.getDictionary({ query: { region: county } })
  for (const table of dictionary.tables) {
    expect(table.comment, table.name).not.toBe('')
    for (const column of table.columns) expect(column.comment, `${table.name}.${column.name}`).not.toBe('')
  }
  expect(dictionary.tables.map(({ name }) => name)).toContain('household_snapshot')
  expect(JSON.stringify(dictionary)).not.toContain(number)
})

test('a column of a snapshot names its fact', async ({ api }) => {
  const { tables } = await api.getDictionary({ query: { region: county } })
  const columns = tables.find(({ name }) => name === 'household_snapshot')?.columns
  expect(columns?.find(({ name }) => name === 'water_minutes')?.fact).toBe('household.waterMinutes')
})

test('the workbook comes to whoever may read the policies', async ({ app }) => {
  const url = `/api/dictionary/export?region=${county}`
  const answer = await send(app, { method: 'GET', url, headers: { cookie: await signIn(app, 'finance') } })
  expect(answer.statusCode).toBe(200)
  expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect((await send(app, { method: 'GET', url })).statusCode).toBe(401)
})
