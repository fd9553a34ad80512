/** Facts as they are written in tests and in facts files, as the subject that closures judge. */
import { formatDecimal } from '../expression/index.ts'
import type { Truth } from '../ir.ts'
import type { EffectivePolicy, Fact, FactValue, Problem, Subject } from '../model.ts'
import { nearestName } from './nearest.ts'
import type { Reading } from './reading.ts'
import { startReading } from './reading.ts'
import type { Tree } from './tree.ts'
import type { ValueKind } from './values.ts'
import { constantOf } from './values.ts'
import type { RawValue } from './words.ts'

type Catalogue = Pick<EffectivePolicy, 'subjects' | 'facts' | 'codeLists'>

const outcomes: Readonly<Record<string, Truth>> = { unmet: 0, undetermined: 1, met: 2 }

/** How a fact's value is read. */
export function kindOf(fact: Fact, policy: Pick<EffectivePolicy, 'codeLists'>): ValueKind {
  const isNumber = fact.type === 'integer' || fact.type === 'decimal' || fact.type === 'money'
  const kind = isNumber ? 'number' : (fact.type as Exclude<Fact['type'], 'integer' | 'decimal' | 'money'>)
  const codes = fact.codes === undefined ? undefined : policy.codeLists[fact.codes]
  return { kind, scale: fact.scale, codes }
}

/**
 * Reads the facts of one subject: by id, lists as a number of elements of which nothing is known or as lists of
 * facts, `verdicts` as the outcomes that `verdict()` reads. A list that is written is complete unless the facts
 * say otherwise.
 */
export function readSubject(tree: Tree, kind: string, policy: Catalogue, to: Reading, item = kind): Subject {
  const facts: Record<string, FactValue> = {}
  const lists: Record<string, readonly Subject[]> = {}
  let verdicts: Subject['verdicts']
  let name: string | undefined
  if (tree.kind !== 'map') {
    to.report(tree.at, item, 'shape', { zh: '此处应为若干事实', en: 'expected facts' })
    return { facts }
  }
  const known = policy.facts[kind] ?? {}
  const listed = policy.subjects[kind]?.lists ?? {}
  for (const { key, value, at } of tree.entries) {
    const path = `${item}.${key.slice(0, 60)}`
    if (Object.hasOwn(known, key)) facts[key] = readFact(value, known[key]!, policy, to, path)
    else if (Object.hasOwn(listed, key)) {
      const elements = readList(value, listed[key]!.of, policy, to, path)
      if (elements) lists[key] = elements
    } else if (key === 'verdicts') verdicts = readVerdicts(value, to, path)
    else if (key === 'name' && value.kind === 'scalar') name = value.text
    else {
      const shown = key.slice(0, 40)
      const message = { zh: `${kind} 没有事实“${shown}”`, en: `a ${kind} has no fact "${shown}"` }
      to.report(
        at,
        item,
        'unknown.fact',
        message,
        nearestName(key, [...Object.keys(known), ...Object.keys(listed)]),
      )
    }
  }
  for (const id of Object.keys(lists)) {
    const complete = listed[id]?.complete
    if (complete !== undefined && !Object.hasOwn(facts, complete)) facts[complete] = true
  }
  return { facts, lists, ...(verdicts ? { verdicts } : {}), ...(name === undefined ? {} : { name }) }
}

function isUnknown(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.plain && ['', '~', 'null', 'unknown'].includes(tree.text)
}

function readFact(tree: Tree, fact: Fact, policy: Catalogue, to: Reading, item: string): FactValue {
  if (isUnknown(tree)) return null
  const raws = tree.kind === 'list' ? tree.items : [tree]
  if (raws.some((each) => each.kind !== 'scalar')) {
    to.report(tree.at, item, 'shape', { zh: '此处应为一个值', en: 'expected a value' })
    return null
  }
  const scalars = raws as readonly RawValue[]
  const constant = constantOf(tree.kind === 'list' ? scalars : scalars[0]!, kindOf(fact, policy))
  if ('problem' in constant) {
    to.report(tree.at, item, 'fact.value', constant.problem, constant.nearest)
    return null
  }
  const { value } = constant
  if (typeof value !== 'bigint') return value
  if (fact.range && (value < fact.range.min || value > fact.range.max)) {
    const [min, max] = [formatDecimal(fact.range.min, fact.scale), formatDecimal(fact.range.max, fact.scale)]
    to.report(tree.at, item, 'fact.range', {
      zh: `超出范围 ${min} 至 ${max}`,
      en: `outside the range of the fact, ${min} to ${max}`,
    })
  }
  return Number(value)
}

const MOST_ELEMENTS = 100_000

function readList(
  tree: Tree,
  of: string,
  policy: Catalogue,
  to: Reading,
  item: string,
): readonly Subject[] | undefined {
  if (isUnknown(tree)) return undefined
  if (tree.kind === 'list') {
    return tree.items.map((each, index) => readSubject(each, of, policy, to, `${item}[${index}]`))
  }
  const count = tree.kind === 'scalar' && /^\d{1,6}$/.test(tree.text) ? Number(tree.text) : Number.NaN
  if (count <= MOST_ELEMENTS) return Array.from({ length: count }, () => ({ facts: {} }))
  to.report(tree.at, item, 'shape', {
    zh: '此处应为个数或列表',
    en: 'expected a number of elements, or a list of facts',
  })
  return undefined
}

function readVerdicts(tree: Tree, to: Reading, item: string): NonNullable<Subject['verdicts']> {
  const sets: Record<string, Record<string, Truth>> = {}
  for (const set of entriesOf(tree, to, item)) {
    const truths: Record<string, Truth> = {}
    for (const { key, value, at } of entriesOf(set.value, to, `${item}.${set.key}`)) {
      const truth =
        value.kind === 'scalar' && Object.hasOwn(outcomes, value.text) ? outcomes[value.text] : undefined
      if (truth === undefined) {
        to.report(at, `${item}.${set.key}.${key}`, 'shape.word', {
          zh: '结论只能是 met、unmet、undetermined',
          en: 'an outcome is met, unmet or undetermined',
        })
      } else truths[key] = truth
    }
    sets[set.key] = truths
  }
  return sets
}

function entriesOf(tree: Tree, to: Reading, item: string) {
  if (tree.kind === 'map') return tree.entries
  to.report(tree.at, item, 'shape', { zh: '此处应为若干“键: 值”', en: 'expected keys with values' })
  return []
}

/** The facts of one subject out of JSON, written as in tests: `{ houseGrade: "A", members: [{ … }] }`. */
export function subjectFromJson(
  json: unknown,
  kind: string,
  policy: Catalogue,
  file = 'facts.json',
): { readonly subject: Subject } | { readonly problems: readonly Problem[] } {
  const to = startReading(file)
  const subject = readSubject(treeOfJson(json), kind, policy, to)
  return to.problems.length > 0 ? { problems: to.problems } : { subject }
}

function treeOfJson(json: unknown): Tree {
  const at = { line: 1, column: 1 }
  if (Array.isArray(json)) return { kind: 'list', items: json.map(treeOfJson), at }
  if (typeof json === 'object' && json !== null) {
    const entries = Object.entries(json).map(([key, value]) => ({ key, at, value: treeOfJson(value) }))
    return { kind: 'map', entries, at }
  }
  // JSON text is never `null` or `unknown` by accident: only the word unknown stands for it, as in tests.
  return { kind: 'scalar', text: String(json), plain: typeof json !== 'string' || json === 'unknown', at }
}
