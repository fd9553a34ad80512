/** Truths in generated code: 0 unmet, 1 undetermined, 2 met. */
import { ageBound } from '../../expression/nodes.ts'
import type { CompareOp, Node } from '../../ir.ts'
import { listTruth } from './lists.ts'
import {
  choose,
  constantText,
  derived,
  factText,
  held,
  literal,
  type Names,
  subjectOf,
  tableText,
  type Writer,
} from './writer.ts'

export function writeTruth(w: Writer, node: Node, names: Names): string {
  switch (node.op) {
    case 'constant':
    case 'parameter':
      return node.value === true ? '2' : node.value === false ? '0' : '1'
    case 'fact':
      return threeValued(w, factText(names, node.owner, node.fact))
    case 'table':
      return threeValued(w, tableText(w, node, names))
    case 'derived':
      return derived(w, node, names, w.truth)
    case 'and':
    case 'or':
      return junction(w, node, names)
    case 'not':
      return `(2 - ${w.truth(node.of, names)})`
    case 'compare':
      return compare(w, node, names)
    case 'in':
      return membership(w, node, names)
    case 'known':
      return held(w, known(w, node.of, names), 't')
    case 'if':
      return choose(w, node, names, w.truth, '1')
    case 'every':
    case 'some':
    case 'share':
      return listTruth(w, node, names)
    case 'verdict': {
      const outcomes = `${subjectOf(names, node.owner)}.verdicts?.[${literal(node.set)}]`
      return held(w, `${outcomes}?.[${literal(node.criterion ?? 'overall')}] ?? 1`, 't')
    }
    default:
      throw new Error(`${node.op} is no truth`)
  }
}

function threeValued(w: Writer, value: string): string {
  const v = held(w, value, 'v')
  return held(w, `${v} === true ? 2 : ${v} === false ? 0 : 1`, 't')
}

function junction(w: Writer, node: Extract<Node, { op: 'and' | 'or' }>, names: Names): string {
  const [stop, better] = node.op === 'and' ? ['0', '<'] : ['2', '>']
  const result = w.fresh('t')
  const [first, ...others] = node.parts
  w.lines.push(`let ${result} = ${first ? w.truth(first, names) : node.op === 'and' ? '2' : '0'}`)
  for (const part of others) {
    w.lines.push(`if (${result} !== ${stop}) {`)
    const truth = held(w, w.truth(part, names), 't')
    w.lines.push(`if (${truth} ${better} ${result}) ${result} = ${truth}`, '}')
  }
  return result
}

const OPPOSITE: Readonly<Record<CompareOp, string>> = {
  '=': '!==',
  '!=': '===',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}

const scripted = (cmp: CompareOp): string => (cmp === '=' ? '===' : cmp === '!=' ? '!==' : cmp)

function compare(w: Writer, node: Extract<Node, { op: 'compare' }>, names: Names): string {
  const { kind } = node.left.type
  const cmp = scripted(node.cmp)
  if (kind === 'boolean') {
    const [a, b] = [held(w, w.truth(node.left, names), 't'), held(w, w.truth(node.right, names), 't')]
    return held(w, `${a} === 1 || ${b} === 1 ? 1 : ${a} ${cmp} ${b} ? 2 : 0`, 't')
  }
  if (kind === 'code' || kind === 'text') {
    const [a, b] = [held(w, w.text(node.left, names), 'c'), held(w, w.text(node.right, names), 'c')]
    return held(w, `${a} == null || ${b} == null ? 1 : ${a} ${cmp} ${b} ? 2 : 0`, 't')
  }
  const bound = ageBound(node)
  if (bound) {
    const latest = w.perDay(`addMonths(asOf, ${-12 * bound.years})`)
    return against(w, bound.date, latest, bound.reached ? '<=' : '>', names)
  }
  if (isConstant(node.right)) return against(w, node.left, constantText(node.right.value), cmp, names)
  const [a, b] = [held(w, w.number(node.left, names), 'n'), held(w, w.number(node.right, names), 'n')]
  // NaN, our unknown, fails a comparison and its opposite.
  const fails = node.cmp === '=' ? `${a} < ${b} || ${a} > ${b}` : `${a} ${OPPOSITE[node.cmp]} ${b}`
  const holds = node.cmp === '!=' ? `${a} < ${b} || ${a} > ${b}` : `${a} ${cmp} ${b}`
  return held(w, `${holds} ? 2 : ${fails} ? 0 : 1`, 't')
}

function isConstant(node: Node): node is Extract<Node, { op: 'constant' | 'parameter' }> {
  return (node.op === 'constant' || node.op === 'parameter') && node.value !== null
}

/** A number or date against something known; a fact is tested as it stands, without the way over NaN. */
function against(w: Writer, node: Node, limit: string, cmp: string, names: Names): string {
  if (node.op === 'fact') {
    const v = held(w, factText(names, node.owner, node.fact), 'v')
    return held(w, `${v} == null ? 1 : ${v} ${cmp} ${limit} ? 2 : 0`, 't')
  }
  const n = held(w, w.number(node, names), 'n')
  return held(w, `${n} ${cmp} ${limit} ? (${n} === ${n} ? 2 : 1) : ${n} === ${n} ? 0 : 1`, 't')
}

function membership(w: Writer, node: Extract<Node, { op: 'in' }>, names: Names): string {
  const item = held(w, w.text(node.item, names), 'c')
  if ('codes' in node.set) {
    const { codes } = node.set
    const found =
      codes.length <= 8
        ? codes.map((code) => `${item} === ${literal(code)}`).join(' || ')
        : `${w.constant(`new Set(${JSON.stringify(codes)})`)}.has(${item})`
    return held(w, `${item} == null ? 1 : ${found} ? 2 : 0`, 't')
  }
  const set = held(w, w.codes(node.set, names), 'c')
  return held(w, `${item} == null || ${set} == null ? 1 : ${set}.includes(${item}) ? 2 : 0`, 't')
}

function known(w: Writer, node: Node, names: Names): string {
  switch (node.type.kind) {
    case 'boolean':
      return `${w.truth(node, names)} === 1 ? 0 : 2`
    case 'number':
    case 'date':
      return `Number.isNaN(${w.number(node, names)}) ? 0 : 2`
    case 'codes':
      return `${w.codes(node, names)} == null ? 0 : 2`
    default:
      return `${w.text(node, names)} == null ? 0 : 2`
  }
}

/** Codes and texts: null or undefined when unknown. */
export function writeText(w: Writer, node: Node, names: Names): string {
  switch (node.op) {
    case 'constant':
    case 'parameter':
      return constantText(node.value)
    case 'fact':
      return factText(names, node.owner, node.fact)
    case 'table':
      return tableText(w, node, names)
    case 'derived':
      return derived(w, node, names, w.text)
    case 'if':
      return choose(w, node, names, w.text, 'null')
    default:
      throw new Error(`${node.op} is no code or text`)
  }
}

/** Lists of codes: null or undefined when unknown. */
export function writeCodes(w: Writer, node: Node, names: Names): string {
  switch (node.op) {
    case 'fact':
      return factText(names, node.owner, node.fact)
    case 'derived':
      return derived(w, node, names, w.codes)
    case 'if':
      return choose(w, node, names, w.codes, 'null')
    default:
      throw new Error(`${node.op} is no list of codes`)
  }
}
