/** The checked tree as SQL expressions: null is unknown, and SQL's own three-valued logic is Kleene's. */
import { ageBound } from '../expression/nodes.ts'
import type { Node, Owner } from '../ir.ts'
import { type Frame, once, sourceOf } from './frame.ts'
import { sqlConstant, sqlText } from './identifiers.ts'
import { listNumber, quantifierCode, quantifierTruth, shareTruth } from './lists.ts'
import { addMonths, arithmetic, dateNumber, divide, rescale } from './numbers.ts'

/** An expression of type boolean, bigint, date, text or text[]. */
export function compileNode(node: Node, frame: Frame): string {
  switch (node.op) {
    case 'constant':
    case 'parameter':
      return sqlConstant(node.value, node.type)
    case 'fact':
      return factSql(frame, node.owner, node.fact)
    case 'table':
      return table(node, frame)
    case 'derived':
      return derived(node, frame)
    case 'and':
    case 'or':
      return `(${node.parts.map((part) => compileNode(part, frame)).join(` ${node.op} `)})`
    case 'not':
      return `(not ${compileNode(node.of, frame)})`
    case 'compare':
      return compare(node, frame)
    case 'in':
      return membership(node, frame)
    case 'known':
      return `(${compileNode(node.of, frame)} is not null)`
    case 'if': {
      const condition = compileNode(node.condition, frame)
      const [yes, no] = [compileNode(node.whenTrue, frame), compileNode(node.whenFalse, frame)]
      return `(case ${condition} when true then ${yes} when false then ${no} end)`
    }
    case 'every':
    case 'some':
      return `(${quantifierTruth(node, frame, compileNode, factSql)})`
    case 'share':
      return `(${shareTruth(node, frame, compileNode, factSql)})`
    case 'verdict':
      return verdict(node, frame)
    default:
      return compileNumber(node, frame)
  }
}

function compileNumber(node: Node, frame: Frame): string {
  switch (node.op) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'least':
    case 'greatest':
      return arithmetic(node, frame, compileNode)
    case 'negate':
      return `(-${compileNode(node.of, frame)})`
    case 'abs':
      return `abs(${compileNode(node.of, frame)})`
    case 'ratio':
      return compileNode(node.of, frame)
    case 'divide':
      return divide(node, frame, compileNode)
    case 'rescale':
      return rescale(node, frame, compileNode)
    case 'count':
    case 'sum':
    case 'minOf':
    case 'maxOf':
      return `(${listNumber(node, frame, compileNode, factSql)})`
    case 'asOf':
      return frame.asOf
    case 'age':
    case 'year':
    case 'month':
    case 'days':
    case 'months':
      return dateNumber(node, frame, compileNode)
    case 'addMonths':
      return addMonths(node, frame, compileNode)
    case 'length':
      return lengthOf(compileNode(node.of, frame))
    default:
      throw new Error(`${node.op} is no number`)
  }
}

/** Of what lies encrypted its stand-in tells the length: `sealedText` of @lika/codes. */
function lengthOf(text: string): string {
  return `(case when starts_with(${text}, 'sealed:') then split_part(${text}, ':', 4)::bigint else char_length(${text})::bigint end)`
}

/** 0 unmet, 1 undetermined, 2 met. */
export function compileCode(node: Node, frame: Frame): string {
  if (node.op === 'every' || node.op === 'some') return quantifierCode(node, frame, compileNode, factSql)
  return `coalesce(${compileNode(node, frame)}::int * 2, 1)`
}

function factSql(frame: Frame, owner: Owner, fact: string): string {
  const source = sourceOf(frame, owner)
  const read = source.relation.fact(fact, source.alias)
  const assumed = frame.assumed.get(`${source.kind}.${fact}`)
  if (assumed === undefined || assumed === null) return read
  const value =
    typeof assumed === 'boolean'
      ? String(assumed)
      : typeof assumed === 'string'
        ? sqlText(assumed)
        : typeof assumed === 'number'
          ? sqlConstant(assumed, { kind: 'date' })
          : sqlConstant(assumed, { kind: 'number', scale: 0, unit: {}, min: 0n, max: 0n })
  return `coalesce(${read}, ${value})`
}

/** A really long formula is worked out once for its row, however many criteria use it. */
function derived(node: Extract<Node, { op: 'derived' }>, frame: Frame): string {
  const source = sourceOf(frame, node.owner)
  const inner: Frame = { ...frame, sources: [source] }
  if (frame.assumed.size > 0) return compileNode(node.body, inner)
  const known = source.formulas.get(node.id)
  if (known !== undefined) return known
  const value = once(inner, compileNode(node.body, inner), 1000)
  source.formulas.set(node.id, value)
  return value
}

function verdict(node: Extract<Node, { op: 'verdict' }>, frame: Frame): string {
  const source = sourceOf(frame, node.owner)
  const read = source.relation.verdict
  if (!read) throw new Error(`the binding has no verdicts for a ${source.kind}`)
  return `(${read(node.set, node.criterion, source.alias)})`
}

function table(node: Extract<Node, { op: 'table' }>, frame: Frame): string {
  const rows = Object.entries(node.rows).map(
    ([code, value]) => `when ${sqlText(code)} then ${sqlConstant(value, node.type)}`,
  )
  const key = compileNode(node.key, frame)
  if (node.otherwise === undefined || node.otherwise === null) return `(case ${key} ${rows.join(' ')} end)`
  const k = once(frame, key)
  const otherwise = sqlConstant(node.otherwise, node.type)
  return `(case when ${k} is not null then case ${k} ${rows.join(' ')} else ${otherwise} end end)`
}

function compare(node: Extract<Node, { op: 'compare' }>, frame: Frame): string {
  const bound = ageBound(node)
  if (bound) {
    const latest = `(${frame.asOf} - interval '${bound.years} years')::date`
    return `(${compileNode(bound.date, frame)} ${bound.reached ? '<=' : '>'} ${latest})`
  }
  const cmp = node.cmp === '!=' ? '<>' : node.cmp
  return `(${compileNode(node.left, frame)} ${cmp} ${compileNode(node.right, frame)})`
}

function membership(node: Extract<Node, { op: 'in' }>, frame: Frame): string {
  const item = compileNode(node.item, frame)
  if ('codes' in node.set) return `(${item} in (${node.set.codes.map(sqlText).join(', ')}))`
  // `null = any('{}')` is false in SQL; whether an unknown code is among none stays unknown here.
  const held = once(frame, item)
  return `(case when ${held} is not null then ${held} = any(${compileNode(node.set, frame)}) end)`
}
