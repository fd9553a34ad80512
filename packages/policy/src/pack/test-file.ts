/** Test files of packs: their shape, and `base`, by which one test starts from the facts of another. */
import type { Outcome } from '../ir.ts'
import type { Day, Place, Problem } from '../model.ts'
import { nearestName } from './nearest.ts'
import type { Reading } from './reading.ts'
import { startReading } from './reading.ts'
import type { Read, Shape } from './shape.ts'
import { byKind, listOf, mapOf, oneOf, record } from './shape.ts'
import type { Tree } from './tree.ts'
import { readTree } from './tree.ts'
import * as w from './words.ts'

const outcome = oneOf('met', 'unmet', 'undetermined')
const value = byKind({ scalar: w.rawValue, list: w.rawValue })
const missing = listOf(w.text)

/** What a test expects: outcomes by criterion, `overall`, `missing`, values of formulas and entitlements. */
export interface Expectation {
  readonly outcomes: Readonly<Record<string, { readonly outcome: Outcome; readonly place: Place }>>
  readonly missing?: readonly string[]
  readonly derived: Readonly<Record<string, Read<typeof value>>>
  readonly entitlements: Readonly<Record<string, Read<typeof value>>>
}
const expectation: Shape<Expectation> = {
  schema: { type: 'object' },
  read(tree, item, to) {
    if (tree.kind !== 'map' || tree.entries.length === 0) {
      to.report(tree.at, item, 'shape', { zh: '此处应写预期结果', en: 'expected outcomes by criterion' })
      return undefined
    }
    const outcomes: Record<string, { outcome: Outcome; place: Place }> = {}
    const rest: {
      missing?: readonly string[]
      derived?: Expectation['derived']
      entitlements?: Expectation['entitlements']
    } = {}
    for (const { key, value: each, at } of tree.entries) {
      const path = `${item}.${key.slice(0, 60)}`
      if (key === 'missing') {
        const list = missing.read(each, path, to)
        if (list) rest.missing = list
      } else if (key === 'derived' || key === 'entitlements') {
        const values = mapOf(value, w.idPattern).read(each, path, to)
        if (values) rest[key] = values
      } else {
        const word = outcome.read(each, path, to)
        if (word) outcomes[key] = { outcome: word, place: to.place(at, path) }
      }
    }
    return { outcomes, derived: {}, entitlements: {}, ...rest }
  },
}

const fixedKeys = ['name', 'date', 'base', 'region', 'knownAt', 'caseOpened', 'expect', 'note']
const fixed = record(
  { name: w.text },
  {
    date: w.day,
    base: w.text,
    region: w.region,
    knownAt: w.day,
    caseOpened: w.day,
    expect: expectation,
    note: w.note,
  },
)

interface RawCase {
  readonly fixed: Read<typeof fixed>
  /** The facts, under the name of the subject. */
  readonly facts: readonly { readonly key: string; readonly tree: Tree; readonly place: Place }[]
}
const rawCase: Shape<RawCase> = {
  schema: { type: 'object' },
  read(tree, item, to) {
    if (tree.kind !== 'map') return fixed.read(tree, item, to) as undefined
    const own = tree.entries.filter((each) => fixedKeys.includes(each.key))
    const facts = tree.entries.filter((each) => !fixedKeys.includes(each.key))
    const head = fixed.read({ ...tree, entries: own }, item, to)
    return (
      head && {
        fixed: head,
        facts: facts.map(({ key, value: each, at }) => ({ key, tree: each, place: to.place(at, item) })),
      }
    )
  },
}
const fileShape = record({ pack: w.packName, tests: listOf(rawCase, 1) }, { note: w.note })

/** One test, with what it takes over from its base. */
export interface PackCase {
  readonly name: string
  readonly place: Place
  readonly date: Day
  readonly region?: string
  readonly knownAt?: Day
  readonly caseOpened?: Day
  readonly subject: string
  readonly facts: Tree
  /** The test that it starts from, and the facts that it says itself. */
  readonly base?: string
  readonly own: ReadonlySet<string>
  /** Undefined for a test that only others start from. */
  readonly expect: Expectation | undefined
}
export interface TestFile {
  readonly path: string
  readonly pack: string
  readonly place: Place
  readonly cases: readonly PackCase[]
}

export function readTestFile(path: string, text: string): { file?: TestFile; problems: readonly Problem[] } {
  const to = startReading(path)
  const tree = readTree(text, to)
  const content = tree && fileShape.read(tree, '', to)
  if (!content) return { problems: to.problems }
  const cases = content.tests.flatMap((each) => resolve(each, content.tests, to) ?? [])
  if (to.problems.length > 0) return { problems: to.problems }
  return { file: { path, pack: content.pack, place: content.place, cases }, problems: [] }
}

function resolve(raw: RawCase, all: readonly RawCase[], to: Reading): PackCase | undefined {
  const { place, name } = raw.fixed
  const at = { line: place.line, column: place.column }
  const wrong = (zh: string, en: string, nearest?: string) => {
    to.report(at, place.item, 'test', { zh, en }, nearest)
    return undefined
  }
  if (all.filter((each) => each.fixed.name === name).length > 1) {
    return wrong(`有两个测试叫“${name}”`, `two tests are called "${name}"`)
  }
  const line: RawCase[] = []
  for (let each: RawCase | undefined = raw; each; ) {
    if (line.includes(each)) return wrong('base 循环引用', 'the bases of this test go round in a circle')
    line.unshift(each)
    const base: string | undefined = each.fixed.base
    if (base === undefined) break
    const next: RawCase | undefined = all.find((other) => other.fixed.name === base)
    if (!next) {
      const nearest = nearestName(
        base,
        all.map((other) => other.fixed.name),
      )
      return wrong(`没有叫“${base}”的测试`, `there is no test called "${base}"`, nearest)
    }
    each = next
  }
  const last = <T>(pick: (each: RawCase) => T | undefined) =>
    line.map(pick).findLast((each) => each !== undefined)
  const date = last((each) => each.fixed.date)
  if (date === undefined) return wrong('缺少“date”', '"date" is missing')
  const keys = [...new Set(line.flatMap((each) => each.facts.map((one) => one.key)))]
  const [subject] = keys
  if (subject === undefined || keys.length > 1) {
    // One of them is likely a misspelt key, or the subject misspelt once.
    const meant = keys.map((each) =>
      nearestName(each, [...fixedKeys, ...keys.filter((other) => other !== each)]),
    )
    return wrong(
      `事实须写在一个对象之下，现有：${keys.join('、') || '无'}`,
      `facts stand under one subject; here: ${keys.join(', ') || 'none'}`,
      meant.findLast((each) => each !== undefined),
    )
  }
  const options = {
    region: last((each) => each.fixed.region),
    knownAt: last((each) => each.fixed.knownAt),
    caseOpened: last((each) => each.fixed.caseOpened),
  }
  return {
    name,
    place,
    date,
    ...Object.fromEntries(Object.entries(options).filter(([, each]) => each !== undefined)),
    subject,
    ...(raw.fixed.base === undefined ? {} : { base: raw.fixed.base }),
    own: new Set(
      raw.facts.flatMap(({ tree }) => (tree.kind === 'map' ? tree.entries.map(({ key }) => key) : [])),
    ),
    facts: merged(line.flatMap((each) => each.facts.map((one) => one.tree))),
    expect: raw.fixed.expect,
  }
}

/** Later facts in place of earlier ones, key by key; a list is replaced as a whole. */
function merged(trees: readonly Tree[]): Tree {
  const entries = new Map(
    trees.flatMap((tree) => (tree.kind === 'map' ? tree.entries : [])).map((entry) => [entry.key, entry]),
  )
  const odd = trees.find((tree) => tree.kind !== 'map' && !(tree.kind === 'scalar' && tree.text === ''))
  return odd ?? { kind: 'map', entries: [...entries.values()], at: trees[0]!.at }
}
