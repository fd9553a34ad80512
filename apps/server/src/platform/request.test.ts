import { expect, test } from 'vitest'
import { currentRequest, inRequest, inSameRequest } from './request.ts'

const asked = (requestId: string) => ({
  requestId,
  routeId: 'exportHouseholds',
  method: 'GET',
  address: '',
  actor: undefined,
  token: `token of ${requestId}`,
})

/** Rows as an export reads them: one after the other, when the network asks for more. */
async function* rows() {
  for (let row = 0; row < 3; row++) yield currentRequest()?.token
}

async function readAll<T>(source: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = []
  for await (const row of source) read.push(row)
  return read
}

test('rows that are pulled after a request has answered are read in its name, and of two at once each in its own', async () => {
  const one = inRequest(asked('one'), () => inSameRequest(rows()))
  const two = inRequest(asked('two'), () => inSameRequest(rows()))
  expect(await readAll(one)).toEqual(Array(3).fill('token of one'))
  const within = await inRequest(asked('three'), () => readAll(two))
  expect(within).toEqual(Array(3).fill('token of two'))
  expect(currentRequest()).toBeUndefined()
})
