/** Requests to a route out of its declaration: near to right ones, and right ones with one harmful place. */
import type { Route } from '@lika/contract'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import type { TSchema } from 'typebox'
import { extraFields, harmful, oddJson, texts } from './values.ts'

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  const?: unknown
  items?: Schema
  pattern?: string
  format?: string
  minLength?: number
  minimum?: number
}
type Parts = { params: Record<string, unknown>; query: Record<string, unknown>; body: unknown }
export type Sent = InjectOptions & { readonly url: string; readonly payload?: string | Buffer }

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
    if (schema.type === 'integer' || schema.type === 'number')
      return fc.constantFrom<unknown>(schema.minimum ?? 0, 1, 3, -1, 1.5, 2 ** 31)
    return fc.constantFrom(...fitting(schema))
  }
  return fc.oneof({ weight: 8, arbitrary: right() }, { weight: depth === 0 ? 0 : 1, arbitrary: oddJson })
}

/** One value that the schema takes: what must be there, and nothing else, with the first text of its form. */
function plain(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.anyOf) return plain(schema.anyOf[0]!)
  if (schema.properties) {
    const names = Object.keys(schema.properties).filter((name) => schema.required?.includes(name))
    return Object.fromEntries(names.map((name) => [name, plain(schema.properties![name]!)]))
  }
  if (schema.type === 'array') return []
  if (schema.type === 'object') return {}
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  const found = fitting(schema)
  return found === texts ? 'x'.repeat(Math.max(2, schema.minLength ?? 0)) : found.at(-1)
}

const isSendable = (value: unknown) => typeof value === 'string' && value !== '' && value.isWellFormed()

function requestOf(route: Route, { params, query, body }: Parts): Sent {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params[name]
    return isSendable(value) ? encodeURIComponent((value as string).slice(0, 300).toWellFormed()) : 'x'
  })
  const given = Object.entries(query).filter(([, value]) => isSendable(value)) as [string, string][]
  return {
    method: route.method as 'POST',
    url: given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`,
    ...(body === undefined
      ? {}
      : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }
}

export function nearlyRight(route: Route, runs: number, seed: number): Sent[] {
  const parts = (schema: TSchema | undefined) =>
    (schema ? near(schema as Schema) : fc.constant({})) as fc.Arbitrary<Record<string, unknown>>
  const asked = fc.record({
    params: parts(route.params),
    query: parts(route.query),
    body: route.body ? near(route.body as Schema) : fc.constant(undefined),
  })
  return fc.sample(asked, { numRuns: runs, seed }).map((each) => requestOf(route, each))
}

/** For every place of the request where a text can stand: a right request with a harmful one there. */
export function withHarm(route: Route, each: number, seed: number): Sent[] {
  const right: Parts = {
    params: plain((route.params ?? { properties: {} }) as Schema) as Record<string, unknown>,
    query: plain((route.query ?? { properties: {} }) as Schema) as Record<string, unknown>,
    body: route.body ? plain(route.body as Schema) : undefined,
  }
  const places = [
    ...Object.keys((route.params as Schema | undefined)?.properties ?? {}).map((name) => ['params', name]),
    ...Object.keys((route.query as Schema | undefined)?.properties ?? {}).map((name) => ['query', name]),
    ...placesOf((route.body ?? {}) as Schema, ['body']),
  ]
  return places.flatMap((place, at) =>
    Array.from({ length: each }, (_, i) =>
      requestOf(route, put(right, place, harmful[(seed + at * 7 + i) % harmful.length])),
    ),
  )
}

function placesOf(schema: Schema, path: string[]): string[][] {
  if (path.length > 4) return []
  if (schema.anyOf) return placesOf(schema.anyOf[0]!, path)
  if (schema.items) return placesOf(schema.items, [...path, '0'])
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, each]) => placesOf(each, [...path, name]))
  if (schema.type === 'object') return [[...path, 'waterMinutes']]
  return path.length > 1 ? [path] : []
}

function put(parts: Parts, path: readonly string[], value: unknown): Parts {
  const copy = structuredClone(parts) as unknown as Record<string, unknown>
  let node = copy
  for (const [index, step] of path.slice(0, -1).entries()) {
    node[step] ??= path[index + 1] === '0' ? [] : {}
    node = node[step] as Record<string, unknown>
  }
  node[path.at(-1)!] = value
  return copy as unknown as Parts
}

/** What is wrong about the request as a whole: its type, its method, its size, fields that nobody asked for. */
export function malformed(route: Route): Sent[] {
  const [right] = nearlyRight(route, 1, 1) as [Sent]
  const as = (type: string, payload: string | Buffer): Sent => ({
    ...right,
    payload,
    headers: { 'content-type': type },
  })
  const query = right.url.includes('?') ? '&' : '?'
  const wrong = [
    { ...right, url: `${right.url}${query}approvedBy=me&__proto__=1` },
    { ...right, url: `${right.url}${query}${'a=1&'.repeat(300)}` },
  ]
  if (route.method === 'GET') return [...wrong, as('application/json', '{"status":"exited"}')]
  return [
    ...wrong,
    as('application/json', JSON.stringify({ ...plainBody(route), ...extraFields })),
    as('application/json', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`),
    as('application/json', '{"__proto__":{"isAdmin":true}}'),
    as('application/json', '﻿{}'),
    as('application/json', Buffer.from([0xff, 0xfe, 0x7b, 0x00])),
    as('application/json', `"${'x'.repeat(2 ** 20)}"`),
    as('application/x-www-form-urlencoded', 'account=city'),
    as('text/plain', '{}'),
    as('application/xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
    as('multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\n'),
    as('multipart/form-data', '--x--'),
    as(
      'multipart/form-data; boundary=x',
      `--x\r\ncontent-disposition: form-data; name="file"; filename="../../x.xlsx"\r\n\r\n=1+1\r\n--x--\r\n`,
    ),
  ]
}

function plainBody(route: Route): object {
  const body = route.body ? plain(route.body as Schema) : {}
  return typeof body === 'object' && body !== null ? body : {}
}
