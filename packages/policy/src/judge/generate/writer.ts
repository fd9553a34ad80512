/** The page that generated code is written on. */
import type { ConstantValue, Node, Owner } from '../../ir.ts'
import type { Assumed } from '../frame.ts'
import { internal } from '../frame.ts'

/** Variables of the generated code that hold the subject (`s0`) and the elements quantifiers are at, by depth. */
export interface Names {
  readonly subjects: readonly string[]
  readonly kinds: readonly string[]
  readonly assumed: Assumed
}

/** Statements are appended; what a node is worth comes back as an expression without effect. */
export interface Writer {
  readonly lines: string[]
  readonly fresh: (prefix: string) => string
  /** Something computed once per judged day: a declaration outside, an assignment when the day is set. */
  readonly perDay: (expression: string) => string
  /** A constant of the module, such as a table. */
  readonly constant: (expression: string) => string
  readonly truth: (node: Node, names: Names) => string
  readonly number: (node: Node, names: Names) => string
  readonly text: (node: Node, names: Names) => string
  readonly codes: (node: Node, names: Names) => string
  /** Derived formulas of the subject judged that were computed at the top. */
  readonly hoisted: Map<string, string>
}

/** Names go into the source as string literals only: nothing in a pack can become code. */
export const literal = (text: string): string => JSON.stringify(text)

export const property = (object: string, name: string): string => `${object}[${literal(name)}]`

export const subjectOf = (names: Names, owner: Owner): string =>
  names.subjects[owner.at === 'subject' ? 0 : owner.depth + 1]!

export const kindAt = (names: Names, owner: Owner): string =>
  names.kinds[owner.at === 'subject' ? 0 : owner.depth + 1]!

export function constantText(value: ConstantValue): string {
  const inside = internal(value)
  if (inside === null) return 'null'
  return typeof inside === 'number' && inside < 0 ? `(${inside})` : JSON.stringify(inside)
}

/** A fact as it stands on the subject: null or undefined when unknown. */
export function factText(names: Names, owner: Owner, fact: string): string {
  const read = property(`${subjectOf(names, owner)}.facts`, fact)
  const assumed = names.assumed.get(`${kindAt(names, owner)}.${fact}`)
  return assumed === undefined || assumed === null ? read : `(${read} ?? ${constantText(assumed)})`
}

/** Puts an expression into a variable, unless it is one already. */
export function held(w: Writer, expression: string, prefix: string): string {
  if (/^\w+$/.test(expression)) return expression
  const name = w.fresh(prefix)
  w.lines.push(`const ${name} = ${expression}`)
  return name
}

export function derivedNames(names: Names, owner: Owner): Names {
  return { subjects: [subjectOf(names, owner)], kinds: [kindAt(names, owner)], assumed: names.assumed }
}

/** `if` over any kind of value: only the branch that is chosen is worked out. */
export function choose(
  w: Writer,
  node: Extract<Node, { op: 'if' }>,
  names: Names,
  write: (node: Node, names: Names) => string,
  unknown: string,
): string {
  const condition = w.truth(node.condition, names)
  const result = w.fresh('v')
  w.lines.push(`let ${result} = ${unknown}`, `if (${condition} === 2) {`)
  w.lines.push(`${result} = ${write(node.whenTrue, names)}`, `} else if (${condition} === 0) {`)
  w.lines.push(`${result} = ${write(node.whenFalse, names)}`, '}')
  return result
}

/** A derived formula: worked out here, or taken from the top of the function. */
export function derived(
  w: Writer,
  node: Extract<Node, { op: 'derived' }>,
  names: Names,
  write: (node: Node, names: Names) => string,
): string {
  const owner = subjectOf(names, node.owner)
  const ready = owner === 's0' && names.assumed.size === 0 ? w.hoisted.get(node.id) : undefined
  return ready ?? write(node.body, derivedNames(names, node.owner))
}

/** A row of a parameter table by its code: null when the code is unknown or has none. */
export function tableText(w: Writer, node: Extract<Node, { op: 'table' }>, names: Names): string {
  const key = held(w, w.text(node.key, names), 'k')
  const rows = w.constant(
    `new Map(${JSON.stringify(Object.entries(node.rows).map(([code, value]) => [code, internal(value)]))})`,
  )
  const row = held(w, `${rows}.get(${key})`, 'r')
  return `(${key} == null ? null : ${row} === undefined ? ${constantText(node.otherwise ?? null)} : ${row})`
}
