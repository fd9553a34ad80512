/** Walking the checked tree. */
import type { Node } from '../ir.ts'

/** The direct parts of a node, in reading order; the body of a derived formula is a part. */
export function parts(node: Node): readonly Node[] {
  switch (node.op) {
    case 'constant':
    case 'fact':
    case 'parameter':
    case 'asOf':
    case 'verdict':
      return []
    case 'table':
      return [node.key]
    case 'derived':
      return [node.body]
    case 'and':
    case 'or':
      return node.parts
    case 'not':
    case 'known':
    case 'negate':
    case 'abs':
    case 'rescale':
    case 'ratio':
    case 'age':
    case 'year':
    case 'month':
    case 'length':
      return [node.of]
    case 'compare':
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'least':
    case 'greatest':
    case 'divide':
      return [node.left, node.right]
    case 'in':
      return 'codes' in node.set ? [node.item] : [node.item, node.set]
    case 'if':
      return [node.condition, node.whenTrue, node.whenFalse]
    case 'every':
    case 'some':
      return node.where ? [node.where, node.satisfies] : [node.satisfies]
    case 'share':
      return node.where ? [node.percent, node.where, node.satisfies] : [node.percent, node.satisfies]
    case 'count':
      return node.where ? [node.where] : []
    case 'sum':
    case 'minOf':
    case 'maxOf':
      return node.where ? [node.where, node.of] : [node.of]
    case 'days':
    case 'months':
      return [node.from, node.to]
    case 'addMonths':
      return [node.date, node.months]
  }
}

const sizes = new WeakMap<Node, number>()

/** How many nodes there are when shared ones are counted each time: the work of judging it. */
export function expandedSize(node: Node): number {
  const known = sizes.get(node)
  if (known !== undefined) return known
  const size = parts(node).reduce((sum, part) => sum + expandedSize(part), 1)
  sizes.set(node, size)
  return size
}

/** Calls `visit` for every node, each shared one once. */
export function walk(node: Node, visit: (node: Node) => void, seen: Set<Node> = new Set()): void {
  if (seen.has(node)) return
  seen.add(node)
  visit(node)
  for (const part of parts(node)) walk(part, visit, seen)
}

/** The value of a whole number that is made of constants and parameters alone: `schoolAge.below - 2`. */
function wholeConstant(node: Node): bigint | undefined {
  if (node.type.kind !== 'number' || node.type.scale !== 0) return undefined
  if (node.op === 'constant' || node.op === 'parameter') {
    return typeof node.value === 'bigint' ? node.value : undefined
  }
  if (node.op === 'negate') {
    const of = wholeConstant(node.of)
    return of === undefined ? undefined : -of
  }
  if (node.op !== 'add' && node.op !== 'subtract') return undefined
  const [left, right] = [wholeConstant(node.left), wholeConstant(node.right)]
  if (left === undefined || right === undefined) return undefined
  return node.op === 'add' ? left + right : left - right
}

/**
 * `age(d) cmp n` with a constant n, as a test on the date: d < or >= the bound `asOf - years`.
 * Age has reached n when d <= asOf - n years; that is exact, 29 February included.
 */
export function ageBound(
  node: Node,
): { readonly date: Node; readonly years: number; readonly reached: boolean } | undefined {
  if (node.op !== 'compare') return undefined
  const flipped = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '!=': '!=' } as const
  const [age, limit, cmp] =
    node.left.op === 'age' ? [node.left, node.right, node.cmp] : [node.right, node.left, flipped[node.cmp]]
  if (age.op !== 'age') return undefined
  const value = wholeConstant(limit)
  if (value === undefined || cmp === '=' || cmp === '!=' || value > 300n || value < -300n) return undefined
  const years = Number(value) + (cmp === '>' || cmp === '<=' ? 1 : 0)
  return { date: age.of, years, reached: cmp === '>=' || cmp === '>' }
}
