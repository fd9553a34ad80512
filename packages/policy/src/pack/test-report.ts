/** Tests of packs with all that people want to see of them: the facts given, what was expected and what came out. */

import { formatValue } from '../explain/index.ts'
import { factType } from '../expression/index.ts'
import type { Text, Type } from '../ir.ts'
import type { EffectivePolicy, Fact, PackRef, Problem, Subject } from '../model.ts'
import type { PackText } from './load.ts'
import { isTestFile } from './load.ts'
import type { Packs } from './packs.ts'
import { type Failure, prepare, type ReadyCase, runCase } from './test-case.ts'
import type { PackCase } from './test-file.ts'
import { readTestFile } from './test-file.ts'
import { runPackTests } from './test-run.ts'

export interface TestedFact {
  readonly id: string
  /** Which element of a list, from 1; absent for facts of the subject itself. */
  readonly element?: { readonly list: Text; readonly number: number }
  readonly label: Text
  readonly value: Text
}

export interface ReportedCase {
  readonly name: string
  readonly file: string
  readonly line: number
  readonly date: string
  readonly base?: string
  readonly version: PackRef
  readonly set?: string
  /** Those that the test says itself; it takes the others over from its base. */
  readonly facts: readonly TestedFact[]
  readonly results: readonly {
    /** A criterion, `overall`, `missing`, `derived.netIncome`, `entitlements.dibao`. */
    readonly what: string
    readonly expected: string
    readonly actual: string
    readonly passed: boolean
  }[]
  readonly passed: boolean
}

export interface PackReport {
  readonly cases: readonly ReportedCase[]
  /** Tests that expect nothing themselves: others start from their facts. */
  readonly bases: readonly Pick<ReportedCase, 'name' | 'file' | 'base' | 'facts'>[]
  /** Files that cannot be read, cases that cannot be made ready, what no test has seen. */
  readonly problems: readonly Problem[]
}

/** Runs the test files of one pack, given with all of them: what one leaves open another may cover. */
export function reportPackTests(packs: Packs, files: readonly PackText[]): PackReport {
  const cases: ReportedCase[] = []
  const bases: PackReport['bases'][number][] = []
  for (const { path, text } of files.filter((each) => isTestFile(each.path))) {
    const { file } = readTestFile(path, text)
    for (const spec of file?.cases ?? []) {
      const made = file && prepare(packs, file.pack, spec)
      if (made && !('problems' in made) && made.expect) cases.push(reported({ ...made, expect: made.expect }))
    }
  }
  return { cases, bases, problems: runPackTests(packs, files).problems }
}

function reported(ready: ReadyCase): ReportedCase {
  const { spec, version, set } = ready
  const { failures, passed } = runCase(ready)
  return {
    ...headOf(spec),
    line: spec.place.line,
    date: spec.date,
    version: version.ref,
    ...(set ? { set: set.id } : {}),
    facts: factsOf(ready.subject, spec, ready.policy),
    results: resultsOf(ready, failures),
    passed,
  }
}

function headOf({ name, place, base }: PackCase) {
  return { name, file: place.file, ...(base === undefined ? {} : { base }) }
}

function resultsOf({ expect }: ReadyCase, failures: readonly Failure[]): ReportedCase['results'] {
  const texts = (values: ReadyCase['expect']['derived'], part: string) =>
    Object.entries(values).map(([id, { value }]) => ({
      what: `${part}.${id}`,
      expected: 'text' in value ? value.text : value.map((each) => each.text).join(', '),
    }))
  const expected = [
    ...Object.entries(expect.outcomes).map(([what, { outcome }]) => ({ what, expected: outcome as string })),
    ...(expect.missing ? [{ what: 'missing', expected: expect.missing.toSorted().join(', ') }] : []),
    ...texts(expect.derived, 'derived'),
    ...texts(expect.entitlements, 'entitlements'),
  ]
  return expected.map((each) => {
    const failure = failures.find(({ what }) => what === each.what)
    return { ...each, actual: failure?.actual ?? each.expected, passed: failure === undefined }
  })
}

function factsOf(subject: Subject, spec: PackCase, policy: EffectivePolicy): TestedFact[] {
  const shown = (
    kind: string,
    one: Subject,
    isTold: (id: string) => boolean,
    element?: TestedFact['element'],
  ) =>
    Object.entries(one.facts).flatMap(([id, value]): TestedFact[] => {
      const fact = policy.facts[kind]?.[id]
      if (!fact || !isTold(id)) return []
      const text = formatValue(typeOf(fact), value, policy)
      return [{ id, label: fact.label, value: text, ...(element ? { element } : {}) }]
    })
  const lists = Object.entries(subject.lists ?? {}).flatMap(([list, elements]) => {
    const declared = policy.subjects[spec.subject]?.lists[list]
    if (!declared || !spec.own.has(list)) return []
    // Elements of which nothing is known are a number, not a hundred lines.
    const known = elements.filter((each) => Object.keys(each.facts).length > 0)
    const count = { zh: String(elements.length), en: String(elements.length) }
    return [
      { id: list, label: declared.label, value: count },
      ...known.flatMap((each, index) =>
        shown(declared.of, each, () => true, { list: declared.label, number: index + 1 }),
      ),
    ]
  })
  return [...shown(spec.subject, subject, (id) => spec.own.has(id)), ...lists]
}

/** A number that declares no range still has its digits and its unit. */
function typeOf(fact: Fact): Type {
  return factType(fact) ?? { kind: 'number', scale: fact.scale, unit: fact.unit, min: 0n, max: 0n }
}
