// What leaves the server is what the route declares: anything else is cut off, anything missing is our fault.

import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

type Strip = (value: unknown) => unknown
type Node = {
  type?: string
  properties?: Record<string, Node>
  patternProperties?: Record<string, Node>
  additionalProperties?: boolean | Node
  items?: Node
  prefixItems?: Node[]
  anyOf?: Node[]
  oneOf?: Node[]
  allOf?: Node[]
  $ref?: string
}

/**
 * A function from what a handler answered to the JSON that is sent. Compiled once per route: for a page of 200
 * households it takes 0.7 ms with the check and the writing, where the interpreter (Value.Clean) alone took 5 ms.
 */
export function compileAnswer(schema: TSchema, routeId: string): (value: unknown) => string {
  const strip = compileStrip(schema as Node)
  const validator = Compile(schema)
  return (value) => {
    const stripped = strip(value)
    if (!validator.Check(stripped)) {
      const [first] = validator.Errors(stripped)
      throw new Error(`${routeId} answers what it does not declare: ${first?.instancePath} ${first?.message}`)
    }
    return JSON.stringify(stripped)
  }
}

const asIs: Strip = (value) => value

function compileStrip(node: Node): Strip {
  if (node.$ref) throw new Error(`a response with a reference (${node.$ref}) cannot be cut to its schema`)
  const variants = node.anyOf ?? node.oneOf
  if (variants) return stripUnion(variants)
  if (node.allOf) return stripObject(merged(node.allOf))
  if (node.properties) return stripObject(node)
  if (node.patternProperties) return stripRecord(Object.values(node.patternProperties)[0]!)
  if (node.type === 'object' && typeof node.additionalProperties === 'object')
    return stripRecord(node.additionalProperties)
  if (node.prefixItems) {
    const strips = node.prefixItems.map(compileStrip)
    return (value) => (Array.isArray(value) ? strips.map((strip, index) => strip(value[index])) : value)
  }
  if (node.items) {
    const strip = compileStrip(node.items)
    if (strip === asIs) return asIs
    return (value) => (Array.isArray(value) ? value.map(strip) : value)
  }
  return asIs
}

function stripObject(node: Node): Strip {
  const fields = Object.entries(node.properties ?? {}).map(
    ([name, field]) => [name, compileStrip(field)] as const,
  )
  return (value) => {
    if (!isObject(value)) return value
    const stripped: Record<string, unknown> = {}
    for (const [name, strip] of fields) {
      const field = value[name]
      if (field !== undefined) stripped[name] = strip(field)
    }
    return stripped
  }
}

function stripRecord(entry: Node): Strip {
  const strip = compileStrip(entry)
  return (value) => {
    if (!isObject(value)) return value
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    return Object.fromEntries(entries.map(([name, each]) => [name, strip(each)]))
  }
}

/** The first variant that fits what it leaves. */
function stripUnion(variants: Node[]): Strip {
  const strips = variants.map((variant) => ({
    strip: compileStrip(variant),
    validator: Compile(variant as TSchema),
  }))
  if (strips.every(({ strip }) => strip === asIs)) return asIs
  return (value) => {
    for (const { strip, validator } of strips) {
      const stripped = strip(value)
      if (validator.Check(stripped)) return stripped
    }
    // No variant fits: an empty object leaks nothing, and the check of the whole refuses it.
    return isObject(value) || Array.isArray(value) ? {} : value
  }
}

function merged(parts: Node[]): Node {
  return {
    properties: Object.assign(
      {},
      ...parts.map((part) => (part.allOf ? merged(part.allOf) : part).properties),
    ),
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
