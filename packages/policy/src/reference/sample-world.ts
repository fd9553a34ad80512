/**
 * A world for tests: villages with households with members, every type of fact at each level, every type of
 * parameter, formulas upon formulas. Rules and subjects are drawn at random over it.
 */

import { checkExpression } from '../expression/check.ts'
import { parseExpression } from '../expression/parser.ts'
import type { Scope } from '../expression/scope.ts'
import { parseUnit } from '../expression/units.ts'
import type { Text, Type } from '../ir.ts'
import type { Citation, CodeList, Derived, Fact, FactType, Parameter, SubjectKind } from '../model.ts'

const label = (name: string): Text => ({ zh: name, en: name })
const source: Citation = { id: 'S1', clause: '1', title: 'sample', confirmed: true }
const item = (id: string) => ({
  id,
  label: label(id),
  source,
  confirmed: true,
  origin: { pack: 'sample', version: '1', digest: 'sha256:0' },
})

export const SAMPLE_KINDS = ['village', 'household', 'person'] as const
export const GRADES = ['A', 'B', 'C', 'D'] as const
export const CAUSES = ['illness', 'schooling', 'water'] as const

const subjects: Record<string, SubjectKind> = {
  village: {
    id: 'village',
    label: label('village'),
    lists: {
      households: {
        of: 'household',
        complete: 'listed',
        unit: { household: 1 },
        label: label('households'),
        max: 100,
      },
    },
  },
  household: {
    id: 'household',
    label: label('household'),
    lists: {
      members: { of: 'person', complete: 'listed', unit: { person: 1 }, label: label('members'), max: 20 },
      // A list without a fact that declares it complete: no rows are never nobody.
      guests: { of: 'person', unit: { person: 1 }, label: label('guests'), max: 20 },
    },
  },
  person: { id: 'person', label: label('person'), lists: {} },
}

type FactSketch = readonly [
  type: FactType,
  more?: Partial<Fact> & { unitName?: string; low?: bigint; high?: bigint },
]

const SKETCHES: Readonly<Record<string, FactSketch>> = {
  listed: ['boolean'],
  poor: ['boolean'],
  safe: ['boolean'],
  minutes: ['integer', { unitName: 'min', low: 0n, high: 1440n }],
  balance: ['integer', { low: -50n, high: 50n }],
  area: ['decimal', { scale: 1, unitName: 'm²', low: 0n, high: 5000n }],
  income: ['money', { scale: 2, unitName: 'yuan', low: -10_000_000n, high: 100_000_000n }],
  cost: ['money', { scale: 2, unitName: 'yuan', low: 0n, high: 10_000_000n }],
  rate: ['decimal', { scale: 2, unitName: '%', low: 0n, high: 10_000n }],
  born: ['date'],
  since: ['date'],
  grade: ['code', { codes: 'grade' }],
  causes: ['codes', { codes: 'cause' }],
  cause: ['code', { codes: 'cause' }],
  title: ['text', { maxLength: 20 }],
}

function fact(subject: string, id: string, [type, more = {}]: FactSketch): Fact {
  const { unitName, low, high, ...rest } = more
  return {
    ...item(id),
    subject,
    type,
    unit: parseUnit(unitName ?? '')!,
    unitText: unitName ?? '',
    scale: 0,
    ...(low === undefined || high === undefined ? {} : { range: { min: low, max: high } }),
    class: 'ordinary',
    synonyms: [],
    flow: false,
    system: false,
    ...rest,
  }
}

function codeList(id: string, codes: readonly string[]): CodeList {
  return { ...item(id), values: codes.map((code) => ({ code, label: label(code), synonyms: [] })) }
}

function numberOf(scale: number, unit: string): Type {
  return { kind: 'number', scale, unit: parseUnit(unit)!, min: 0n, max: 0n }
}

function parameter(
  id: string,
  type: Type,
  value: Parameter['value'],
  more: Partial<Parameter> = {},
): Parameter {
  return { ...item(id), type, unitText: '', value, ...more }
}

const parameters = Object.fromEntries(
  [
    parameter('minutesMax', numberOf(0, 'min'), 20n),
    parameter('areaMin', numberOf(1, 'm²/person'), 130n),
    parameter('line', numberOf(2, 'yuan/person'), 295_200n),
    parameter('incidenceMax', numberOf(1, '%'), 30n),
    parameter('shareMin', numberOf(0, '%'), 60n),
    parameter('ages', numberOf(0, 'year'), { from: 6n, below: 16n, adult: 18n }),
    parameter('stipend', numberOf(2, 'yuan'), { A: 75_000n, B: 100_000n, C: 0n }, { by: 'grade' }),
    parameter('repair', numberOf(2, 'yuan'), { C: 1_200_000n }, { by: 'grade', otherwise: 5n }),
    parameter('deadline', { kind: 'date' }, 17_166),
    parameter('open', { kind: 'boolean' }, true),
    parameter('worst', { kind: 'code', list: 'grade' }, 'D'),
  ].map((one) => [one.id, one]),
)

/** In the order in which they can be checked. */
const FORMULAS: readonly (readonly [kind: string, id: string, formula: string])[] = [
  ['person', 'adult', 'age(born) >= ages.adult'],
  ['person', 'net', 'income - cost'],
  ['household', 'net', 'income + sum m in members of m.net'],
  ['household', 'perHead', 'round(net / members.count, 2)'],
  ['household', 'adults', 'count m in members where m.adult'],
  ['household', 'poorNow', 'perHead < line and not (grade in ["A"])'],
  ['household', 'eldest', 'min m in members of m.born'],
  ['village', 'total', 'sum h in households where h.poor of h.income'],
  ['village', 'incidence', 'round((count h in households where h.poor) / households.count, 4)'],
]

export interface SampleWorld {
  readonly scope: (kind: string) => Scope
  readonly subjects: typeof subjects
  readonly facts: Scope['facts']
  readonly parameters: Scope['parameters']
  readonly codeLists: Scope['codeLists']
  readonly derived: Readonly<Record<string, Readonly<Record<string, Derived>>>>
}

export function sampleWorld(): SampleWorld {
  const facts = Object.fromEntries(
    SAMPLE_KINDS.map((kind) => [
      kind,
      Object.fromEntries(Object.entries(SKETCHES).map(([id, sketch]) => [id, fact(kind, id, sketch)])),
    ]),
  )
  const codeLists = { grade: codeList('grade', GRADES), cause: codeList('cause', CAUSES) }
  const derived: Record<string, Record<string, Derived>> = { village: {}, household: {}, person: {} }
  const sets = {
    home: { subject: 'household', criteria: ['water', 'housing'] },
    health: { subject: 'person', criteria: ['insured'] },
    base: { subject: 'village', criteria: ['road'] },
  }
  const scope = (kind: string): Scope => ({
    subject: kind,
    subjects,
    facts,
    codeLists,
    parameters,
    derived,
    sets,
  })
  for (const [kind, id, formula] of FORMULAS) {
    const expression = parseExpression(formula, { file: 'sample', line: 1, column: 1, item: id })
    if (Array.isArray(expression)) throw new Error(JSON.stringify(expression))
    const node = checkExpression(expression, scope(kind))
    if (Array.isArray(node)) throw new Error(JSON.stringify(node))
    derived[kind]![id] = { ...item(id), subject: kind, formula, node }
  }
  return { scope, subjects, facts, parameters, codeLists, derived }
}
