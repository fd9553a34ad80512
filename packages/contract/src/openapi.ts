import type { TSchema } from 'typebox'
import { isDownload, Problem, type Route } from './route.ts'

type Json = { [key: string]: unknown }

/**
 * The OpenAPI 3.1 document of the routes: the same routes, the same bytes. A schema with an `$id` becomes a
 * component of that name.
 */
export function openApi(routes: readonly Route[], about: { title: string; version: string }): Json {
  const components: Json = {}
  const paths: { [path: string]: Json } = {}
  const problem = {
    description: 'Problem',
    content: { 'application/problem+json': { schema: hoist(Problem, components) } },
  }
  for (const route of routes.toSorted((a, b) => compare(`${a.path} ${a.method}`, `${b.path} ${b.method}`))) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, components, problem) }
  }
  return {
    openapi: '3.1.0',
    info: about,
    paths,
    components: { schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => compare(a, b))) },
  }
}

function operation(route: Route, components: Json, problem: Json): Json {
  const responses: Json = {}
  for (const [status, answer] of Object.entries(route.response)) {
    const content = isDownload(answer)
      ? { [answer.download]: {} }
      : { 'application/json': { schema: hoist(answer, components) } }
    responses[status] = { description: route.summary.en, content }
  }
  return {
    operationId: route.id,
    summary: route.summary.en,
    'x-summary-zh': route.summary.zh,
    'x-permission': route.permission,
    parameters: [
      ...parameters(route, 'params', 'path', components),
      ...parameters(route, 'query', 'query', components),
    ],
    ...requestBody(route, components),
    responses: { ...responses, default: problem },
  }
}

function parameters(route: Route, part: 'params' | 'query', place: string, components: Json): Json[] {
  const schema = route[part]
  if (!schema) return []
  const required: readonly string[] = schema.required ?? []
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: hoist(property, components),
  }))
}

function requestBody(route: Route, components: Json): Json {
  if (route.body) {
    const schema = hoist(route.body, components)
    return { requestBody: { required: true, content: { 'application/json': { schema } } } }
  }
  if (route.upload) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' }
    const schema = { type: 'object', properties: { file }, required: ['file'] }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
  }
  return {}
}

/** A plain copy of the schema in which every part with an `$id` is a reference to a component. */
function hoist(schema: TSchema, components: Json): unknown {
  return walk(JSON.parse(JSON.stringify(schema)), components)
}

function walk(node: unknown, components: Json): unknown {
  if (Array.isArray(node)) return node.map((each) => walk(each, components))
  if (typeof node !== 'object' || node === null) return node
  const { $id, ...rest } = node as Json
  const walked = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, walk(value, components)]),
  )
  if (typeof $id !== 'string') return walked
  if (components[$id] && JSON.stringify(components[$id]) !== JSON.stringify(walked)) {
    throw new Error(`two schemas have the $id ${$id}`)
  }
  components[$id] = walked
  return { $ref: `#/components/schemas/${$id}` }
}

/** By code unit: the same order on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
