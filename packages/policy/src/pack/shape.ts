/**
 * Shapes: what may stand where in a pack file, written once. A shape reads a tree, reports what does not fit
 * with its place and the nearest right name, and prints itself as JSON Schema for editors.
 */
import type { Place } from '../model.ts'
import { nearestName } from './nearest.ts'
import type { Reading } from './reading.ts'
import type { Tree } from './tree.ts'

export type JsonSchema = { readonly [key: string]: unknown }

export interface Shape<T> {
  /** Undefined when the tree does not fit; the reason is then in `to`. */
  readonly read: (tree: Tree, item: string, to: Reading) => T | undefined
  readonly schema: JsonSchema
}
export type Read<S> = S extends Shape<infer T> ? T : never

type Fields = Readonly<Record<string, Shape<unknown>>>
type Values<R extends Fields, O extends Fields> = { readonly [K in keyof R]: Read<R[K]> } & {
  readonly [K in keyof O]?: Read<O[K]>
}

const kinds = {
  map: { zh: '若干“键: 值”', en: 'keys with values' },
  list: { zh: '一个列表', en: 'a list' },
  scalar: { zh: '单个值', en: 'a single value' },
}

function expected(tree: Tree, item: string, to: Reading, what: { zh: string; en: string }): undefined {
  const found = tree.kind === 'scalar' ? (tree.text === '' ? undefined : tree.text.slice(0, 40)) : ''
  const zh = found === undefined ? '空' : found === '' ? kinds[tree.kind].zh : `“${found}”`
  const en = found === undefined ? 'nothing' : found === '' ? kinds[tree.kind].en : `"${found}"`
  to.report(tree.at, item, 'shape', {
    zh: `此处应为${what.zh}，却是${zh}`,
    en: `expected ${what.en}, found ${en}`,
  })
}

/** A scalar that `accept` turns into a value; undefined from it means that it does not fit. */
export function scalar<T>(
  what: { zh: string; en: string },
  accept: (text: string, plain: boolean) => T | undefined,
  schema: JsonSchema,
): Shape<T> {
  return {
    schema,
    read(tree, item, to) {
      const value = tree.kind === 'scalar' ? accept(tree.text, tree.plain) : undefined
      return value === undefined ? expected(tree, item, to, what) : value
    },
  }
}

/** One of a few words; a misspelt one is answered with the nearest. */
export function oneOf<const W extends string>(...words: readonly W[]): Shape<W> {
  return {
    schema: { enum: words },
    read(tree, item, to) {
      const word = tree.kind === 'scalar' ? words.find((each) => each === tree.text) : undefined
      if (word !== undefined) return word
      if (tree.kind !== 'scalar') {
        return expected(tree, item, to, { zh: words.join('、'), en: `one of ${words.join(', ')}` })
      }
      const nearest = nearestName(tree.text, words)
      const message = {
        zh: `“${tree.text.slice(0, 40)}”不在可选值中：${words.join('、')}`,
        en: `"${tree.text.slice(0, 40)}" is not one of ${words.join(', ')}`,
      }
      to.report(tree.at, item, 'shape.word', message, nearest)
      return undefined
    },
  }
}

/** A list; an item that does not fit is left out after it has been reported. */
export function listOf<T>(shape: Shape<T>, least = 0): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: shape.schema, ...(least ? { minItems: least } : {}) },
    read(tree, item, to) {
      if (tree.kind !== 'list' || tree.items.length < least) {
        return expected(tree, item, to, least ? { zh: '非空列表', en: 'a list with items' } : kinds.list)
      }
      return tree.items.flatMap((each, index) => {
        if (to.isFull()) return []
        const id = idOf(each)
        const value = shape.read(each, `${item}${id === undefined ? `[${index}]` : `.${id}`}`, to)
        return value === undefined ? [] : [value]
      })
    },
  }
}

/** Items of a list that have an id are named by it in messages: `criteria.water`. */
function idOf(tree: Tree): string | undefined {
  if (tree.kind !== 'map') return undefined
  const id = tree.entries.find((each) => each.key === 'id')?.value
  return id?.kind === 'scalar' && id.text !== '' ? id.text.slice(0, 60) : undefined
}

/** A map whose keys are ids of the writer's own: facts, parameters, sources. */
export function mapOf<T>(shape: Shape<T>, key: RegExp): Shape<Readonly<Record<string, T>>> {
  return {
    schema: {
      type: 'object',
      additionalProperties: shape.schema,
      propertyNames: { pattern: key.source },
    },
    read(tree, item, to) {
      if (tree.kind !== 'map') return expected(tree, item, to, kinds.map)
      const values: [string, T][] = []
      for (const entry of tree.entries) {
        if (to.isFull()) return undefined
        const name = item === '' ? entry.key : `${item}.${entry.key.slice(0, 60)}`
        if (!key.test(entry.key) || forbidden.has(entry.key)) {
          const shown = entry.key.slice(0, 40)
          to.report(entry.at, item, 'shape.id', {
            zh: `“${shown}”不能作标识：以字母开头，只用字母、数字`,
            en: `"${shown}" cannot be an id: it starts with a letter and has letters and digits only`,
          })
          continue
        }
        const value = shape.read(entry.value, name, to)
        if (value !== undefined) values.push([entry.key, value])
      }
      return Object.fromEntries(values)
    },
  }
}

/** Names that every JavaScript object already answers to: as ids they would find what nobody wrote. */
const forbidden = new Set(Object.getOwnPropertyNames(Object.prototype))
export const isForbiddenName = (name: string): boolean => forbidden.has(name)

/** Keys that are fixed. `place` is where the record begins. Unknown keys are errors. */
export function record<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Shape<Values<R, O> & { readonly place: Place }> {
  const all: Fields = { ...required, ...optional }
  const names = Object.keys(all)
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, all[name]!.schema])),
      required: Object.keys(required),
      additionalProperties: false,
    },
    read(tree, item, to) {
      if (tree.kind !== 'map') return expected(tree, item, to, kinds.map)
      const values: Record<string, unknown> = { place: to.place(tree.at, item) }
      let whole = true
      for (const entry of tree.entries) {
        if (to.isFull()) return undefined
        if (!Object.hasOwn(all, entry.key)) {
          const shown = entry.key.slice(0, 40)
          const isTornText = entry.value.kind === 'scalar' && entry.value.plain && entry.value.text === ''
          const message = {
            zh: `此处没有“${shown}”这个键${isTornText ? '；{ } 中含逗号的文字须加引号' : ''}`,
            en: `there is no key "${shown}" here${isTornText ? '; a text with a comma in { } needs quotes' : ''}`,
          }
          to.report(entry.at, item, 'shape.unknownKey', message, nearestName(entry.key, names))
          whole = false
          continue
        }
        const value = all[entry.key]!.read(entry.value, item ? `${item}.${entry.key}` : entry.key, to)
        if (value === undefined) whole = false
        else values[entry.key] = value
      }
      for (const name of Object.keys(required)) {
        if (tree.entries.some((each) => each.key === name)) continue
        to.report(tree.at, item, 'shape.missingKey', { zh: `缺少“${name}”`, en: `"${name}" is missing` })
        whole = false
      }
      // The type follows from the fields just read: each is of its shape, and none is missing.
      return whole ? (values as Values<R, O> & { readonly place: Place }) : undefined
    },
  }
}

/** As `record`, without the place: for values that are handed on as they are. */
export function plainRecord<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Shape<Values<R, O>> {
  const shape = record(required, optional)
  return {
    schema: shape.schema,
    read(tree, item, to) {
      const value = shape.read(tree, item, to)
      if (value === undefined) return undefined
      const { place: _place, ...rest } = value
      // Dropping `place` leaves exactly the fields.
      return rest as unknown as Values<R, O>
    },
  }
}

/** Chooses the shape by the kind of tree found: a number or a map, an id or a record. */
export function byKind<M = never, L = never, S = never>(choice: {
  map?: Shape<M>
  list?: Shape<L>
  scalar?: Shape<S>
}): Shape<M | L | S> {
  const shapes = [choice.scalar, choice.list, choice.map].filter((each) => each !== undefined)
  return {
    schema: { anyOf: shapes.map((each) => each.schema) },
    read(tree, item, to) {
      const shape = choice[tree.kind]
      if (shape) return shape.read(tree, item, to)
      const zh = (['scalar', 'list', 'map'] as const)
        .filter((kind) => choice[kind])
        .map((kind) => kinds[kind])
      return expected(tree, item, to, {
        zh: zh.map((each) => each.zh).join('或'),
        en: zh.map((each) => each.en).join(' or '),
      })
    },
  }
}

/** A shape used for its value and remembered with its place: expressions, references to other items. */
export function placed<T>(shape: Shape<T>): Shape<{ readonly value: T; readonly place: Place }> {
  return {
    schema: shape.schema,
    read(tree, item, to) {
      const value = shape.read(tree, item, to)
      return value === undefined ? undefined : { value, place: to.place(tree.at, item) }
    },
  }
}

/** A shape that refers to itself: tests within tests. */
export function lazy<T>(shape: () => Shape<T>, schema: JsonSchema): Shape<T> {
  return { schema, read: (tree, item, to) => shape().read(tree, item, to) }
}
