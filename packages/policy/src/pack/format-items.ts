/** Shapes of the parts that modules read as data: quotas, targets, programmes, cycles, fund rules, procedures, continuations, tables. */
import { noticeColumns } from '../procedure/index.ts'
import { common } from './format-common.ts'
import type { Shape } from './shape.ts'
import { byKind, listOf, oneOf, plainRecord, record } from './shape.ts'
import * as w from './words.ts'

const level = oneOf('nation', 'province', 'city', 'county', 'town', 'village', 'group')
const period = oneOf('once', 'day', 'week', 'month', 'quarter', 'half-year', 'year', 'standing')
const count = w.wholeNumber(0, 100_000_000)
/** A span of a target: 2017, 2016-H1, 2016-Q3, 2016-05, a day, or two of them: 2016/2018. */
const spanText = /^\d{4}(-(H[12]|Q[1-4]|\d{2}(-\d{2})?))?(\/\d{4}(-(H[12]|Q[1-4]|\d{2}(-\d{2})?))?)?$/
const targetPeriod: Shape<string> = {
  schema: { type: 'string', pattern: spanText.source },
  read(tree, item, to) {
    const value = w.text.read(tree, item, to)
    if (value === undefined || spanText.test(value)) return value
    const en = 'expected a period such as 2017, 2016-H1, 2016-Q3, 2016-05 or 2016/2018'
    to.report(tree.at, item, 'shape', { zh: '此处应为时段，如 2017、2016-H1、2016/2018', en })
    return undefined
  },
}
/** A day of the year, as month and day. */
const dayOfYear: Shape<string> = {
  schema: { type: 'string', pattern: '^\\d{2}-\\d{2}$' },
  read(tree, item, to) {
    const value = w.text.read(tree, item, to)
    const known = value !== undefined && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)
    if (value === undefined || known) return value
    to.report(tree.at, item, 'shape', {
      zh: '此处应为月日，如 11-30',
      en: 'expected month and day, such as 11-30',
    })
    return undefined
  },
}
/** A figure, or the id of the parameter that holds it. */
const figure = w.expression

export const quota = record(
  { ...common.required, role: w.id, measure: w.id },
  {
    ...common.optional,
    unitLevel: w.oneOrMore(level),
    householdStatus: w.oneOrMore(w.code),
    per: w.id,
    period,
    minimum: count,
    maximum: count,
  },
)

export const target = record(
  { ...common.required, indicator: w.id, value: w.exact },
  {
    ...common.optional,
    region: w.region,
    area: w.text,
    period: targetPeriod,
    unit: w.unitText,
    bound: oneOf('exactly', 'at-least', 'at-most', 'above', 'below'),
    parent: w.id,
    by: w.text,
    leadUnit: w.note,
  },
)

export const programme = record(common.required, {
  ...common.optional,
  category: w.id,
  kind: w.id,
  parent: w.id,
  subject: w.reference,
  leadUnit: w.note,
  cooperatingUnits: listOf(w.note),
  unit: w.unitText,
  causes: listOf(w.code),
  entitlements: w.references,
  conditions: w.note,
  delivery: w.note,
  fundSource: w.id,
  synonyms: listOf(w.text),
  national: w.text,
})

export const cycle = record(
  { ...common.required, who: w.oneOrMore(w.id), period },
  {
    ...common.optional,
    level,
    minimum: count,
    maximum: count,
    due: dayOfYear,
    dueDay: w.wholeNumber(1, 31),
    reportTo: w.id,
    about: w.id,
  },
)

export const fundRule = record(
  { ...common.required, kind: oneOf('floor', 'ceiling', 'growth', 'share', 'match', 'use', 'deadline') },
  {
    ...common.optional,
    level: w.oneOrMore(level),
    of: w.id,
    percent: figure,
    amount: figure,
    days: figure,
    period,
    fundSource: w.id,
    uses: w.ids,
    per: w.id,
  },
)

const days = byKind({
  scalar: w.wholeNumber(0, 3650),
  map: plainRecord({}, { min: w.wholeNumber(0, 3650), max: w.wholeNumber(0, 3650) }),
})
const notice = plainRecord(
  { columns: listOf(oneOf(...noticeColumns), 1) },
  {
    label: w.label,
    places: w.oneOrMore(w.id),
    level: w.oneOrMore(level),
    days,
    workingDays: w.truth,
    stamp: level,
    objectionsTo: w.id,
  },
)
const outcome = plainRecord(
  { id: w.id, label: w.label },
  { next: w.id, status: w.id, returnsTo: w.id, records: w.givenFacts, note: w.note },
)
const step = record(
  { id: w.id, label: w.label, actor: w.oneOrMore(w.id) },
  {
    source: w.source,
    level,
    signs: w.ids,
    stamp: level,
    attach: listOf(
      byKind({ scalar: w.id, map: plainRecord({ id: w.id, label: w.label }, { optional: w.truth }) }),
    ),
    days,
    workingDays: w.truth,
    requires: w.ids,
    beside: w.id,
    deferrable: w.truth,
    verdicts: listOf(w.setName),
    meeting: plainRecord({}, { label: w.label, quorum: w.text, participants: w.ids, votes: w.ids }),
    notice,
    announcement: notice,
    facts: w.ids,
    copies: w.ids,
    outcomes: listOf(outcome, 1),
    confirmed: w.truth,
    note: w.note,
  },
)
export const procedure = record(
  { ...common.required, subject: w.reference, steps: listOf(step, 1) },
  {
    ...common.optional,
    set: w.setName,
    kind: w.id,
    days,
    workingDays: w.truth,
    window: w.note,
    opens: w.oneOrMore(w.id),
    statuses: listOf(w.code, 1),
    when: w.setName,
    unless: w.setName,
  },
)

/** What goes on after a status was given, and until when: without an end nobody has stated one. */
export const continuation = record(
  { ...common.required, subject: w.reference, status: w.code },
  {
    ...common.optional,
    until: w.day,
    months: w.wholeNumber(1, 1200),
    ownTerm: w.truth,
    entitlements: w.references,
    programmes: w.references,
  },
)

const column = plainRecord(
  { id: w.id, label: w.label },
  {
    count: w.truth,
    where: w.expression,
    sum: w.expression,
    value: w.expression,
    unit: w.unitText,
    parent: w.id,
    note: w.note,
  },
)
export const table = record(
  { ...common.required, columns: listOf(column, 1) },
  {
    ...common.optional,
    subject: w.reference,
    rows: listOf(
      plainRecord({ id: w.id, label: w.label }, { where: w.expression, parent: w.id, note: w.note }),
    ),
    by: oneOf('region', 'unit', 'household', 'person', 'village'),
    level: w.oneOrMore(level),
    period,
    filledBy: w.id,
    signs: w.ids,
  },
)
