/** Comparison, membership and `is known` as closures. */
import { addMonths } from '../expression/calendar.ts'
import { ageBound } from '../expression/nodes.ts'
import type { Node, Truth } from '../ir.ts'
import type { Compilers, Frame, TruthOf } from './frame.ts'

export function compareClosure(node: Extract<Node, { op: 'compare' }>, frame: Frame, c: Compilers): TruthOf {
  const { kind } = node.left.type
  if (kind === 'boolean') {
    const left = c.truth(node.left, frame)
    const right = c.truth(node.right, frame)
    const same = node.cmp === '=' ? 2 : 0
    return (run) => {
      const a = left(run)
      const b = right(run)
      return a === 1 || b === 1 ? 1 : a === b ? same : ((2 - same) as Truth)
    }
  }
  if (kind === 'code' || kind === 'text') {
    const left = c.text(node.left, frame)
    const right = c.text(node.right, frame)
    const same = node.cmp === '=' ? 2 : 0
    return (run) => {
      const a = left(run)
      const b = right(run)
      return a === null || b === null ? 1 : a === b ? same : ((2 - same) as Truth)
    }
  }
  const bound = ageBound(node)
  if (bound) return ageTest(bound, frame, c)
  return compareNumbers(node, frame, c)
}

function ageTest(bound: NonNullable<ReturnType<typeof ageBound>>, frame: Frame, c: Compilers): TruthOf {
  const date = c.number(bound.date, frame)
  let asOf = Number.NaN
  let latest = 0
  return (run) => {
    if (run.asOf !== asOf) {
      asOf = run.asOf
      latest = addMonths(asOf, -12 * bound.years)
    }
    const day = date(run)
    if (Number.isNaN(day)) return 1
    return day <= latest === bound.reached ? 2 : 0
  }
}

function compareNumbers(node: Extract<Node, { op: 'compare' }>, frame: Frame, c: Compilers): TruthOf {
  const left = c.number(node.left, frame)
  const right = c.number(node.right, frame)
  // NaN fails both a comparison and its opposite, and so comes out as 1.
  switch (node.cmp) {
    case '<':
    case '>=': {
      const less = node.cmp === '<' ? 2 : 0
      return (run) => {
        const a = left(run)
        const b = right(run)
        return a < b ? less : a >= b ? ((2 - less) as Truth) : 1
      }
    }
    case '<=':
    case '>': {
      const notMore = node.cmp === '<=' ? 2 : 0
      return (run) => {
        const a = left(run)
        const b = right(run)
        return a <= b ? notMore : a > b ? ((2 - notMore) as Truth) : 1
      }
    }
    default: {
      const same = node.cmp === '=' ? 2 : 0
      return (run) => {
        const a = left(run)
        const b = right(run)
        return a === b ? same : a < b || a > b ? ((2 - same) as Truth) : 1
      }
    }
  }
}

export function membershipClosure(node: Extract<Node, { op: 'in' }>, frame: Frame, c: Compilers): TruthOf {
  const item = c.text(node.item, frame)
  if ('codes' in node.set) {
    const { codes } = node.set
    return (run) => {
      const code = item(run)
      return code === null ? 1 : codes.includes(code) ? 2 : 0
    }
  }
  const set = c.codes(node.set, frame)
  return (run) => {
    const code = item(run)
    const codes = set(run)
    return code === null || codes === null ? 1 : codes.includes(code) ? 2 : 0
  }
}

export function knownClosure(node: Node, frame: Frame, c: Compilers): TruthOf {
  switch (node.type.kind) {
    case 'boolean': {
      const truth = c.truth(node, frame)
      return (run) => (truth(run) === 1 ? 0 : 2)
    }
    case 'number':
    case 'date': {
      const number = c.number(node, frame)
      return (run) => (Number.isNaN(number(run)) ? 0 : 2)
    }
    case 'codes': {
      const codes = c.codes(node, frame)
      return (run) => (codes(run) === null ? 0 : 2)
    }
    default: {
      const text = c.text(node, frame)
      return (run) => (text(run) === null ? 0 : 2)
    }
  }
}
