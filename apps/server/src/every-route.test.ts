// Every route on garbage: whatever is sent, the answer says what was wrong with it, and is never a failure of the server.
import { allRoutes, type Route } from '@lika/contract'
import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { expect, send, signIn, test, village } from './testing.ts'

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  anyOf?: Schema[]
  const?: unknown
  items?: Schema
  pattern?: string
  format?: string
}

const texts = [
  '',
  ' ',
  'all',
  '0',
  '-1',
  '4505',
  '450521',
  village(1),
  '45052110020101',
  '99',
  'null',
  '\0',
  '\ud800',
  '%',
  '%_\\',
  "'; drop table record --",
  'household-exit',
  'village-exit',
  'data-quality-person',
  'water',
  'met',
  'true',
  'povertyLine',
  '3000',
  '1e999',
  '9'.repeat(40),
  'x'.repeat(5000),
  '0000-01-01',
  '1800-01-01',
  '2199-12-31',
  '0001-01-01',
  '2017-02-29',
  '2017-03-31',
  '2016-12-31',
  '9999-12-31',
  '2013-01-01',
  '01890000-0000-7000-8000-000000000001',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'eyJyZWdpb24iOiI0NSIsImlkIjoiMDE4OTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0',
]
const odd = fc.constantFrom<unknown>(...texts)
const oddJson = fc.oneof(
  odd,
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, [], {}, [null], { a: {} }),
)

/** Texts of the form asked for, so that most requests come past the first check. */
function fitting({ pattern, format }: Schema): unknown[] {
  const form = format === 'date' ? '^\\d{4}-\\d\\d-\\d\\d$' : pattern
  const found = form === undefined ? [] : texts.filter((text) => new RegExp(form).test(text))
  return found.length > 0 ? found : texts
}

/** Values near to what a schema asks for, and now and then something else. */
function near(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const right = (): fc.Arbitrary<unknown> => {
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => near(each, depth + 1)))
    if (schema.properties) {
      const entries = Object.entries(schema.properties).map(
        ([name, each]) => [name, near(each, depth + 1)] as const,
      )
      const required = entries.map(([name]) => name).filter((_, at) => at % 3 !== 2)
      return fc.record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: required,
      })
    }
    if (schema.type === 'array') return fc.array(near(schema.items ?? {}, depth + 1), { maxLength: 3 })
    if (schema.type === 'object')
      return fc.dictionary(
        fc.constantFrom('waterMinutes', 'povertyLine', 'wageIncome', 'x', '__proto__'),
        oddJson,
        { maxKeys: 3 },
      )
    if (schema.type === 'boolean') return fc.boolean()
    return fc.constantFrom(...fitting(schema))
  }
  return fc.oneof({ weight: 8, arbitrary: right() }, { weight: depth === 0 ? 0 : 1, arbitrary: oddJson })
}

const isSendable = (value: unknown) => typeof value === 'string' && value !== '' && value.isWellFormed()

function requestOf(route: Route) {
  const parts = (schema: TSchema | undefined) =>
    (schema ? near(schema as Schema) : fc.constant({})) as fc.Arbitrary<Record<string, unknown>>
  return fc
    .record({
      params: parts(route.params),
      query: parts(route.query),
      body: route.body ? near(route.body as Schema) : fc.constant(undefined),
    })
    .map(({ params, query, body }) => {
      const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
        const value = params[name]
        return isSendable(value) ? encodeURIComponent(value as string).slice(0, 300) : 'x'
      })
      const given = Object.entries(query).filter(([, value]) => isSendable(value)) as [string, string][]
      return {
        method: route.method as 'POST',
        url: `${path}?${new URLSearchParams(given)}`,
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      }
    })
}

const plain = (allRoutes as readonly Route[]).filter((route) => !route.upload)

test('no route fails, whatever it is sent', async ({ app, aVillage, aHousehold }) => {
  await aVillage()
  await aHousehold()
  const cookie = await signIn(app, 'city')
  const failures: string[] = []
  for (const route of plain) {
    for (const request of fc.sample(requestOf(route), { numRuns: 30, seed: 4505 })) {
      const headers = { cookie, ...('payload' in request ? { 'content-type': 'application/json' } : {}) }
      const answer = await send(app, { ...request, headers })
      if (answer.statusCode >= 500)
        failures.push(
          `${route.id} ${request.url.slice(0, 200)} ${request.payload?.slice(0, 300)} → ${answer.body.slice(0, 200)}`,
        )
      else if (answer.statusCode >= 400)
        expect(answer.headers['content-type'], route.id).toContain('application/problem+json')
    }
  }
  expect(failures).toEqual([])
}, 300_000)
