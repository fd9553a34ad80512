/** A set as one set-based SELECT. */
import type { Node } from '../ir.ts'
import { testNode } from '../judge/codes.ts'
import { assumptions } from '../judge/set.ts'
import type { CriteriaSet, Criterion, VerdictNode } from '../model.ts'
import type { SqlBinding, SqlSubject } from './binding.ts'
import { compileCode, compileNode } from './compile.ts'
import { type Frame, fromClause, newSource, type Source } from './frame.ts'
import { sqlIdentifier } from './identifiers.ts'

/** A SELECT of the key columns, `codes` (bigint, two bits per criterion) and `overall` (smallint 0, 1, 2). */
export function compileSql(set: CriteriaSet, binding: SqlBinding): { readonly text: string } {
  const { subject, source, frame } = start(set.subject, binding)
  const keys = subject.key.map((column) => `${source.alias}.${sqlIdentifier(column)}`)
  const codes = codesSql(set.criteria, set.subject, frame)
  // `offset 0` keeps the planner from working the codes out once more for `overall`.
  const inner = `select ${[...keys, `${codes} as codes`].join(', ')} from ${fromClause(source)} offset 0`
  const names = subject.key.map((column) => `s.${sqlIdentifier(column)}`)
  return {
    text: `select ${[...names, 's.codes', `(${overallSql(set.verdict, 's.codes')})::smallint as overall`].join(', ')} from (${inner}) as s`,
  }
}

function codesSql(criteria: readonly Criterion[], kind: string, frame: Frame): string {
  const codes = criteria.map((criterion, i) => {
    const assumed = assumptions(criterion, kind)
    const code = compileCode(testNode(criterion.test), { ...frame, assumed })
    // Fifteen codes fit into 32 bits; the others are shifted as bigint.
    return i === 0 ? code : i < 15 ? `(${code} << ${2 * i})` : `(${code}::bigint << ${2 * i})`
  })
  return `(${codes.join(' | ') || '0'})::bigint`
}

/** What one pass over the subjects is to find, by the name of its column. */
export interface SqlColumns {
  /** Two bits a criterion, at most 31 criteria a column. */
  readonly codes?: Readonly<Record<string, readonly Criterion[]>>
  /** Null is unknown. Numbers come scaled, as bigint. */
  readonly values?: Readonly<Record<string, Node>>
}

/**
 * A SELECT of the key columns and of any codes and values. A formula that several of them use is worked out once for
 * each subject: for simulations, which ask the same facts under many thresholds.
 */
export function compileSqlColumns(
  subjectKind: string,
  { codes = {}, values = {} }: SqlColumns,
  binding: SqlBinding,
): { readonly text: string } {
  const { subject, source, frame } = start(subjectKind, binding)
  const columns = [
    ...subject.key.map((column) => `${source.alias}.${sqlIdentifier(column)}`),
    ...Object.entries(codes).map(
      ([name, criteria]) => `${codesSql(criteria, subjectKind, frame)} as ${sqlIdentifier(name)}`,
    ),
    ...Object.entries(values).map(([name, node]) => `${compileNode(node, frame)} as ${sqlIdentifier(name)}`),
  ]
  return { text: `select ${columns.join(', ')} from ${fromClause(source)} offset 0` }
}

/** A SELECT of the key columns and `value`; null is unknown. Numbers come scaled, as bigint. */
export function compileSqlValue(
  node: Node,
  subjectKind: string,
  binding: SqlBinding,
): { readonly text: string } {
  const { subject, source, frame } = start(subjectKind, binding)
  const value = compileNode(node, frame)
  const keys = subject.key.map((column) => `${source.alias}.${sqlIdentifier(column)}`)
  return { text: `select ${[...keys, `${value} as value`].join(', ')} from ${fromClause(source)}` }
}

function start(kind: string, binding: SqlBinding): { subject: SqlSubject; source: Source; frame: Frame } {
  const subject = binding.subjects[kind]
  if (!subject) throw new Error(`the binding has no subject ${kind}`)
  let count = 0
  const fresh = (prefix: string) => `${prefix}${++count}`
  const source = newSource(fresh('r'), subject, kind)
  return { subject, source, frame: { sources: [source], assumed: new Map(), asOf: binding.asOf, fresh } }
}

/** The overall outcome, 0, 1 or 2, out of an SQL expression that has the codes of all criteria. */
export function overallSql(verdict: VerdictNode, codes: string): string {
  if ('criterion' in verdict) return `(${codes} >> ${2 * verdict.criterion} & 3)`
  if ('not' in verdict) return `(2 - ${overallSql(verdict.not, codes)})`
  if (verdict.parts.length === 0) return verdict.fold === 'all' ? '2' : '0'
  return `${verdict.fold === 'all' ? 'least' : 'greatest'}(${verdict.parts.map((part) => overallSql(part, codes)).join(', ')})`
}
