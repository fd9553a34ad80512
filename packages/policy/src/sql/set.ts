/** A set as one set-based SELECT. */
import type { Node } from '../ir.ts'
import { testNode } from '../judge/codes.ts'
import { assumptions } from '../judge/set.ts'
import type { CriteriaSet, VerdictNode } from '../model.ts'
import type { SqlBinding, SqlSubject } from './binding.ts'
import { compileCode, compileNode } from './compile.ts'
import { type Frame, fromClause, newSource, type Source } from './frame.ts'
import { sqlIdentifier } from './identifiers.ts'

/** A SELECT of the key columns, `codes` (bigint, two bits per criterion) and `overall` (smallint 0, 1, 2). */
export function compileSql(set: CriteriaSet, binding: SqlBinding): { readonly text: string } {
  const { subject, source, frame } = start(set.subject, binding)
  const codes = set.criteria.map((criterion, i) => {
    const assumed = assumptions(criterion, set.subject)
    const code = compileCode(testNode(criterion.test), { ...frame, assumed })
    // Fifteen codes fit into 32 bits; the others are shifted as bigint.
    return i === 0 ? code : i < 15 ? `(${code} << ${2 * i})` : `(${code}::bigint << ${2 * i})`
  })
  const keys = subject.key.map((column) => `${source.alias}.${sqlIdentifier(column)}`)
  // `offset 0` keeps the planner from working the codes out once more for `overall`.
  const inner = `select ${[...keys, `(${codes.join(' | ') || '0'})::bigint as codes`].join(', ')} from ${fromClause(source)} offset 0`
  const names = subject.key.map((column) => `s.${sqlIdentifier(column)}`)
  return {
    text: `select ${[...names, 's.codes', `(${overallSql(set.verdict)})::smallint as overall`].join(', ')} from (${inner}) as s`,
  }
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

function overallSql(verdict: VerdictNode): string {
  if ('criterion' in verdict) return `(s.codes >> ${2 * verdict.criterion} & 3)`
  if ('not' in verdict) return `(2 - ${overallSql(verdict.not)})`
  if (verdict.parts.length === 0) return verdict.fold === 'all' ? '2' : '0'
  return `${verdict.fold === 'all' ? 'least' : 'greatest'}(${verdict.parts.map(overallSql).join(', ')})`
}
