/** The pack format: every key that a pack file may hold. `docs/packs.md` is its description for writers. */

import { common } from './format-common.ts'
import { continuation, cycle, fundRule, procedure, programme, quota, table, target } from './format-items.ts'
import type { JsonSchema, Read, Shape } from './shape.ts'
import { byKind, lazy, listOf, mapOf, oneOf, plainRecord, record } from './shape.ts'
import * as w from './words.ts'

const level = oneOf('province', 'city', 'county', 'town', 'village')

const subject = record(
  {},
  {
    label: w.label,
    lists: mapOf(
      record(
        { of: w.id, label: w.label },
        { complete: w.id, unit: w.unitText, max: w.wholeNumber(1, 100_000_000) },
      ),
      w.idPattern,
    ),
    note: w.note,
  },
)

const codeValue = record(
  { code: w.code, label: w.label },
  { national: w.text, synonyms: listOf(w.text), note: w.note },
)
const codeList = record(
  { label: w.label, source: w.source },
  { standard: w.id, values: listOf(codeValue, 1), confirmed: w.truth, note: w.note },
)

const fact = record(
  {
    type: oneOf('boolean', 'integer', 'decimal', 'money', 'date', 'code', 'codes', 'text'),
    label: w.label,
    source: w.source,
  },
  {
    subject: w.reference,
    unit: w.unitText,
    scale: w.wholeNumber(1, 6),
    range: plainRecord({ min: w.exact, max: w.exact }, {}),
    codes: w.reference,
    least: w.wholeNumber(1, 100),
    most: w.wholeNumber(1, 100),
    question: w.label,
    validFor: w.span,
    class: oneOf('ordinary', 'personal', 'sensitive', 'identifier'),
    retention: w.text,
    group: w.id,
    synonyms: listOf(w.text),
    national: w.text,
    maxLength: w.wholeNumber(1, 10_000),
    flow: w.truth,
    parent: w.reference,
    system: w.truth,
    confirmed: w.truth,
    note: w.note,
  },
)

const dated = record(
  { from: w.day, value: w.parameterValue },
  { to: w.day, otherwise: w.rawValue, source: w.source, confirmed: w.truth, published: w.day, note: w.note },
)
const parameter = record(
  { values: listOf(dated, 1) },
  {
    label: w.label,
    source: w.source,
    type: oneOf('integer', 'decimal', 'money', 'date', 'boolean', 'code', 'codes', 'text'),
    unit: w.unitText,
    scale: w.wholeNumber(1, 6),
    codes: w.reference,
    fields: w.ids,
    by: w.reference,
    confirmed: w.truth,
    legalReview: w.truth,
    note: w.note,
  },
)

const derived = record(
  { label: w.label, source: w.source, formula: w.expression },
  { subject: w.reference, from: w.day, to: w.day, confirmed: w.truth, legalReview: w.truth, note: w.note },
)

export interface RawTest {
  readonly label?: { zh: string; en: string }
  readonly test?: Read<typeof w.expression>
  readonly all?: readonly RawTest[]
  readonly any?: readonly RawTest[]
  readonly place: { file: string; line: number; column: number; item: string }
}
const part: Shape<RawTest> = lazy<RawTest>(
  () =>
    record(
      {},
      { label: w.label, test: w.expression, all: listOf(part, 1), any: listOf(part, 1), note: w.note },
    ) as Shape<RawTest>,
  { type: 'object', properties: { label: w.label.schema, test: w.expression.schema, all: {}, any: {} } },
)
const criterion = record(
  { id: w.id, label: w.label, source: w.source },
  {
    test: w.expression,
    all: listOf(part, 1),
    any: listOf(part, 1),
    severity: oneOf('error', 'warning'),
    legalReview: w.truth,
    mode: oneOf('replace', 'tighten'),
    assume: listOf(
      record({ fact: w.reference, value: w.rawValue, source: w.source, reason: w.label }, {}),
      1,
    ),
    from: w.day,
    to: w.day,
    confirmed: w.truth,
    group: w.id,
    note: w.note,
  },
)

const to = listOf(level, 1)
const bound = byKind({
  scalar: oneOf('not-below', 'not-above', 'free'),
  map: plainRecord({ min: w.exact, max: w.exact }, {}),
})
const again = mapOf(record({ to }, {}), w.ownedIdPattern)
const delegates = record(
  {},
  {
    parameters: mapOf(record({ to, bound }, {}), w.idPattern),
    criteria: mapOf(record({ to, may: listOf(oneOf('replace', 'tighten'), 1) }, {}), w.idPattern),
    derived: again,
    facts: again,
    codeLists: again,
    entitlements: again,
    indicators: again,
    quotas: again,
    targets: again,
    programmes: again,
    cycles: again,
    fundRules: again,
    procedures: again,
    continuations: again,
    tables: again,
    verdict: to,
    add: record({}, { criteria: to }),
  },
)

const entitlement = record(
  { ...common.required, amount: w.expression },
  {
    ...common.optional,
    subject: w.reference,
    when: w.expression,
    cap: w.expression,
    period: oneOf('once', 'month', 'quarter', 'year'),
    beneficiary: w.note,
    excludes: w.references,
  },
)

const indicator = record(
  { ...common.required, subject: w.reference },
  { ...common.optional, where: w.expression, sum: w.expression, direction: oneOf('up', 'down') },
)

/** One file: one version of one pack. */
export const packShape = record(
  {
    pack: w.packName,
    version: w.version,
    region: w.region,
    title: w.label,
    inForce: plainRecord({ from: w.day }, { to: w.day }),
    sources: mapOf(
      record({ title: w.text }, { confirmed: w.truth, issued: w.day, url: w.text, note: w.note }),
      w.idPattern,
    ),
  },
  {
    extends: w.packName,
    replaces: w.version,
    published: w.day,
    appliesTo: plainRecord({ caseOpenedBefore: w.day }, {}),
    note: w.note,
    subjects: mapOf(subject, w.idPattern),
    codeLists: mapOf(codeList, w.idPattern),
    facts: mapOf(fact, w.ownedIdPattern),
    parameters: mapOf(parameter, w.idPattern),
    derived: mapOf(derived, w.ownedIdPattern),
    subject: w.reference,
    verdict: w.expression,
    criteria: listOf(criterion, 1),
    delegates,
    entitlements: listOf(entitlement),
    indicators: listOf(indicator),
    quotas: listOf(quota),
    targets: listOf(target),
    programmes: listOf(programme),
    cycles: listOf(cycle),
    fundRules: listOf(fundRule),
    procedures: listOf(procedure),
    continuations: listOf(continuation),
    tables: listOf(table),
    untranslated: listOf(
      record({ source: w.source, text: w.text, reason: w.text, judgedBy: w.text }, { note: w.note }),
    ),
  },
)
export type PackContent = Read<typeof packShape>
export type RawCriterion = Read<typeof criterion>
export type RawParameter = Read<typeof parameter>
export type RawFact = Read<typeof fact>
export type RawDated = Read<typeof dated>

/** The parts that are lists of items with an id, read by the modules and only checked for shape here. */
export const plainParts = [
  'quotas',
  'targets',
  'programmes',
  'cycles',
  'fundRules',
  'procedures',
  'continuations',
  'tables',
] as const
export type PlainPart = (typeof plainParts)[number]

/** JSON Schema (2020-12) of a pack file, for editors: `lika policy schema` prints it. */
export function packSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Lika policy pack',
    ...packShape.schema,
  }
}
