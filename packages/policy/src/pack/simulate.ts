/** Simulation: the same policy with other figures or tests. Nothing of it is ever stored as a verdict. */
import type { Expected, Scope } from '../expression/index.ts'
import { checkExpression, dependencies, parseExpression } from '../expression/index.ts'
import type { ConstantValue, Node } from '../ir.ts'
import type {
  CriteriaSet,
  Criterion,
  Derived,
  EffectivePolicy,
  Entitlement,
  Parameter,
  Place,
  Problem,
  Test,
} from '../model.ts'
import { nodesOf } from './chain.ts'
import { nearestName } from './nearest.ts'
import { usesParameter } from './uses.ts'
import { constantOf } from './values.ts'

/** A parameter's value as in a pack: `"3200.00"`, `12`, `true`, or several by field or code. */
export type NewValue = string | number | boolean | readonly string[]

export interface Changes {
  readonly parameters?: Readonly<Record<string, NewValue | Readonly<Record<string, NewValue>>>>
  /** By set, then criterion: the expression that takes the place of its test. */
  readonly criteria?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/**
 * A policy with other figures or tests, checked like the first. What does not depend on a change stays the very
 * same object, so that it need not be compiled again.
 */
export function overlay(
  policy: EffectivePolicy,
  changes: Changes,
): EffectivePolicy | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const parameters = { ...policy.parameters }
  for (const [id, value] of Object.entries(changes.parameters ?? {})) {
    const before = Object.hasOwn(parameters, id) ? parameters[id] : undefined
    if (!before) problems.push(unknown(`parameters.${id}`, id, Object.keys(parameters)))
    else parameters[id] = withValue(before, value, policy, problems)
  }
  if (problems.length > 0) return { problems }

  const changed = Object.keys(changes.parameters ?? {})
  const isTouched = (node: Node) => changed.some((id) => usesParameter(node, id))
  const names = { ...policy, parameters, derived: {} as Record<string, Record<string, Derived>> }
  const check = (text: string, place: Place, subject: string, expected?: Expected): Node | undefined => {
    const expression = parseExpression(text, place)
    const scope: Scope = { ...names, subject, sets: setNames(policy) }
    const node = Array.isArray(expression) ? expression : checkExpression(expression, scope, expected)
    if (!Array.isArray(node)) return node
    problems.push(...node)
    return undefined
  }
  names.derived = derivedAgain(policy, isTouched, names, check)
  const sets: Record<string, CriteriaSet> = {}
  for (const set of Object.values(policy.sets)) {
    sets[set.id] = setAgain(set, changes.criteria?.[set.id] ?? {}, isTouched, check, problems)
  }
  for (const id of Object.keys(changes.criteria ?? {})) {
    if (!Object.hasOwn(policy.sets, id))
      problems.push(unknown(`criteria.${id}`, id, Object.keys(policy.sets)))
  }
  const entitlements = policy.entitlements.map((each) => entitlementAgain(each, isTouched, check))
  return problems.length > 0
    ? { problems }
    : { ...policy, parameters, derived: names.derived, sets, entitlements }
}

type Check = (text: string, place: Place, subject: string, expected?: Expected) => Node | undefined

function simulated(item: string): Place {
  return { file: 'simulation', line: 1, column: 1, item }
}

function unknown(item: string, name: string, names: readonly string[]): Problem {
  const near = nearestName(name, names)
  const message = { zh: `没有 ${name}`, en: `there is no ${name}` }
  return { ...simulated(item), code: 'unknown', message, ...(near === undefined ? {} : { nearest: near }) }
}

function setNames(policy: EffectivePolicy): Scope['sets'] {
  return Object.fromEntries(
    Object.values(policy.sets).map((set) => [
      set.id,
      { subject: set.subject, criteria: set.criteria.map((each) => each.id) },
    ]),
  )
}

function withValue(
  before: Parameter,
  value: NewValue | Readonly<Record<string, NewValue>>,
  policy: EffectivePolicy,
  problems: Problem[],
): Parameter {
  const { type } = before
  const isMap = typeof value === 'object' && !Array.isArray(value)
  const wasMap = isRows(before.value)
  const wrong = (zh: string, en: string) => {
    problems.push({ ...simulated(`parameters.${before.id}`), code: 'parameter.value', message: { zh, en } })
    return before
  }
  if (isMap !== wasMap) return wrong('值的形式与原来不同', 'the value has another form than before')
  const codes = type.kind === 'code' || type.kind === 'codes' ? policy.codeLists[type.list] : undefined
  const take = (each: NewValue): ConstantValue => {
    const raw = Array.isArray(each) ? each.map(rawOf) : rawOf(each as string | number | boolean)
    const constant = constantOf(raw, {
      kind: type.kind,
      scale: type.kind === 'number' ? type.scale : 0,
      codes,
    })
    if ('value' in constant) return constant.value
    wrong(constant.problem.zh, constant.problem.en)
    return null
  }
  const entries = isMap ? Object.entries(value as Readonly<Record<string, NewValue>>) : []
  const rows = wasMap ? (before.value as Readonly<Record<string, ConstantValue>>) : {}
  for (const [key] of entries) {
    const isCode = policy.codeLists[before.by ?? '']?.values.some((each) => each.code === key)
    if (!isCode && !Object.hasOwn(rows, key)) return wrong(`没有“${key}”这一项`, `there is no ${key}`)
  }
  const next = isMap
    ? { ...rows, ...Object.fromEntries(entries.map(([key, each]) => [key, take(each)])) }
    : take(value as NewValue)
  return { ...before, value: next, type: widened(before, next), confirmed: false }
}

const rawOf = (value: string | number | boolean) => ({
  text: String(value),
  plain: typeof value !== 'string',
})

function isRows(value: Parameter['value']): value is Readonly<Record<string, ConstantValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Ranges are proved from the values: with other values they are other ranges. */
function widened({ type, otherwise }: Parameter, value: Parameter['value']): Parameter['type'] {
  if (type.kind !== 'number') return type
  const all = [...(isRows(value) ? Object.values(value) : [value]), otherwise ?? null]
  const numbers = all.filter((each) => typeof each === 'bigint').toSorted((a, b) => (a < b ? -1 : 1))
  return { ...type, min: numbers[0] ?? 0n, max: numbers.at(-1) ?? 0n }
}

/** Formulas are checked again after those that they use; those that no change reaches are kept. */
function derivedAgain(
  policy: EffectivePolicy,
  isTouched: (node: Node) => boolean,
  names: { readonly derived: Record<string, Record<string, Derived>> },
  check: Check,
): Record<string, Record<string, Derived>> {
  const done = names.derived
  for (const subject of Object.keys(policy.subjects)) done[subject] = {}
  for (const [subject, formulas] of Object.entries(policy.derived))
    for (const id of Object.keys(formulas)) settle(subject, id)
  return done

  function settle(subject: string, id: string): void {
    const one = policy.derived[subject]?.[id]
    if (!one || done[subject]?.[id]) return
    if (!isTouched(one.node)) {
      done[subject]![id] = one
      return
    }
    const place = simulated(`derived.${id}`)
    const expression = parseExpression(one.formula, place)
    if (Array.isArray(expression)) return
    for (const [owner, name] of dependencies(expression, { subject, subjects: policy.subjects }).names)
      settle(owner, name)
    const node = check(one.formula, place, subject)
    if (node) done[subject]![id] = { ...one, node }
  }
}

function setAgain(
  set: CriteriaSet,
  texts: Readonly<Record<string, string>>,
  isTouched: (node: Node) => boolean,
  check: Check,
  problems: Problem[],
): CriteriaSet {
  for (const id of Object.keys(texts)) {
    const ids = set.criteria.map((each) => each.id)
    if (!ids.includes(id)) problems.push(unknown(`criteria.${set.id}.${id}`, id, ids))
  }
  const again = (test: Test): Test => {
    if ('parts' in test) return { ...test, parts: test.parts.map(again) }
    if (!isTouched(test.node)) return test
    const node = check(test.text, test.place, set.subject, { kind: 'boolean' })
    return node ? { ...test, node } : test
  }
  const criteria = set.criteria.map((each): Criterion => {
    const text = Object.hasOwn(texts, each.id) ? texts[each.id] : undefined
    if (text === undefined)
      return nodesOf(each.test).some(isTouched) ? { ...each, test: again(each.test) } : each
    const place = simulated(`criteria.${set.id}.${each.id}`)
    const node = check(text, place, set.subject, { kind: 'boolean' })
    return node ? { ...each, test: { text, node, place }, confirmed: false } : each
  })
  return criteria.every((each, index) => each === set.criteria[index]) ? set : { ...set, criteria }
}

function entitlementAgain(one: Entitlement, isTouched: (node: Node) => boolean, check: Check): Entitlement {
  const nodes = [one.amount, one.when, one.cap].filter((each) => each !== undefined)
  if (!nodes.some(isTouched)) return one
  const place = simulated(`entitlements.${one.id}`)
  const money: Expected = { kind: 'number', unit: { yuan: 1 }, scale: 2 }
  const { texts, subject } = one
  const amount = check(texts.amount, place, subject, money)
  const when = texts.when === undefined ? undefined : check(texts.when, place, subject, { kind: 'boolean' })
  const cap = texts.cap === undefined ? undefined : check(texts.cap, place, subject, money)
  return { ...one, ...(amount ? { amount } : {}), ...(when ? { when } : {}), ...(cap ? { cap } : {}) }
}
