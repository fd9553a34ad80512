import { Type } from 'typebox'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { ApiProblem, createClient, urlOf } from './client.ts'
import { openApi } from './openapi.ts'
import { defineRoute } from './route.ts'

const summary = { zh: '证件', en: 'Card' }
const Card = Type.Object({ id: Type.String(), days: Type.Integer() }, { $id: 'Card' })
const getCard = defineRoute({
  id: 'getCard',
  method: 'GET',
  path: '/api/cards/:id',
  summary,
  permission: 'cards.read',
  params: Type.Object({ id: Type.String() }),
  query: Type.Object({ asOf: Type.Optional(Type.String()) }),
  response: { 200: Card },
})
const addCard = defineRoute({
  id: 'addCard',
  method: 'POST',
  path: '/api/cards',
  summary,
  permission: 'cards.write',
  body: Card,
  response: { 200: Card, 201: Type.Object({ made: Type.Boolean() }) },
})
const exportCards = defineRoute({
  id: 'exportCards',
  method: 'GET',
  path: '/api/cards',
  summary,
  permission: 'cards.read',
  response: { 200: { download: 'text/csv' } },
})
const routes = [getCard, addCard, exportCards]

type Sent = { url: string; init: RequestInit }

function clientThatHears(answer: Response | Error) {
  const sent: Sent[] = []
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    sent.push({ url: String(url), init })
    if (answer instanceof Error) throw answer
    return answer
  }
  return {
    sent,
    client: createClient(routes, { baseUrl: 'http://lika', fetch: fetch as typeof globalThis.fetch }),
  }
}

describe('the client', () => {
  test('has the types of the routes', () => {
    const { client } = clientThatHears(new Error())
    type Input<K extends keyof typeof client> = Parameters<(typeof client)[K]>[0]
    expectTypeOf<Awaited<ReturnType<typeof client.getCard>>>().toEqualTypeOf<{ id: string; days: number }>()
    expectTypeOf<Awaited<ReturnType<typeof client.addCard>>>().toEqualTypeOf<
      { id: string; days: number } | { made: boolean }
    >()
    expectTypeOf<Awaited<ReturnType<typeof client.exportCards>>>().toEqualTypeOf<Blob>()
    expectTypeOf<{ params: { id: string } }>().toExtend<Input<'getCard'>>()
    expectTypeOf<{ params: { id: string }; query: { asOf: string } }>().toExtend<Input<'getCard'>>()
    expectTypeOf<{ query: { asOf: string } }>().not.toExtend<Input<'getCard'>>()
    expectTypeOf<{ body: { id: string } }>().not.toExtend<Input<'addCard'>>()
    expectTypeOf<undefined>().toExtend<Input<'exportCards'>>()
  })

  test('encodes the path and leaves out what is not given', async () => {
    const { sent, client } = clientThatHears(Response.json({ id: 'a', days: 1 }))
    await client.getCard({ params: { id: 'a/b 户' }, query: {} })
    expect(sent[0]?.url).toBe('http://lika/api/cards/a%2Fb%20%E6%88%B7')
    expect(urlOf(getCard, { params: { id: 'x' }, query: { asOf: '2017-01-01' } })).toBe(
      '/api/cards/x?asOf=2017-01-01',
    )
    expect(() => urlOf(getCard, {})).toThrow('the path needs id')
  })

  test('tells when there is no answer, and when it is not the server that answers', async () => {
    await expect(clientThatHears(new TypeError('failed')).client.exportCards()).rejects.toMatchObject({
      status: 0,
      code: 'network.unreachable',
    })
    const proxy = new Response('<h1>Bad gateway</h1>', { status: 502 })
    const refusal = await clientThatHears(proxy)
      .client.exportCards()
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ApiProblem)
    expect(refusal).toMatchObject({ status: 502, code: 'network.notOurs' })
  })
})

describe('OpenAPI', () => {
  const about = { title: 'Cards', version: '1' }

  test('is the same whatever the order of the routes, and named schemas are told once', () => {
    const document = openApi(routes, about)
    expect(JSON.stringify(openApi(routes.toReversed(), about))).toBe(JSON.stringify(document))
    expect(document).toMatchObject({
      paths: {
        '/api/cards/{id}': {
          get: {
            responses: {
              200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Card' } } } },
            },
          },
        },
        '/api/cards': { get: { responses: { 200: { content: { 'text/csv': {} } } } } },
      },
      components: { schemas: { Card: { required: ['id', 'days'] } } },
    })
    expect(JSON.stringify(document)).not.toContain('$id')
  })

  test('two schemas of one name are refused', () => {
    const other = { ...addCard, response: { 200: Type.Object({}, { $id: 'Card' }) } }
    expect(() => openApi([getCard, other], about)).toThrow('two schemas have the $id Card')
  })
})
