// SR-10 where many are read at once: in lists, and in lists as files.

import { county, expect, send, signIn, test } from '../../../testing.ts'
import { factColumns } from '../fold/columns.ts'
import { columnValue } from './household-columns.ts'

test('a list shows of hardship that there is something, be it a text or an amount', ({ installation }) => {
  const columns = factColumns(installation.registry.catalogue, 'household')
  const ofType = (sqlType: string) => columns.find((each) => each.sqlType === sqlType)!
  const values = { text: '二级', bigint: 120_000, boolean: true } as const
  for (const [sqlType, value] of Object.entries(values)) {
    const column = ofType(sqlType)
    const shown = (name: 'sensitive' | 'personal') =>
      columnValue({ ...column, fact: { ...column.fact, class: name } }, value)
    expect(shown('personal'), sqlType).not.toBe('***')
    expect(shown('sensitive'), sqlType).toBe('***')
  }
})

test('a list as a file tells no number whole, and no stand-in of one', async ({ app, aHousehold }) => {
  await aHousehold({ phone: '13955512345', bankAccount: '6217001234567895678' })
  const cookie = await signIn(app, 'county')
  const columns = 'number,fact.phone,fact.bankAccount'
  const url = `/api/households/export?region=${county}&format=csv&columns=${columns}`
  const { statusCode, body } = await send(app, { url, headers: { cookie } })
  expect([statusCode, body.slice(0, 100)]).toEqual([200, expect.any(String)])
  expect(body).toContain('139****2345')
  expect(body).toContain('621700*********5678')
  expect(body).not.toMatch(/13955512345|6217001234567895678|sealed:/)
})
