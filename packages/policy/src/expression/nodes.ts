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
  if (age.op !== 'age' || (limit.op !== 'constant' && limit.op !== 'parameter')) return undefined
  if (typeof limit.value !== 'bigint' || limit.type.kind !== 'number' || limit.type.scale !== 0)
    return undefined
  if (cmp === '=' || cmp === '!=' || limit.value > 300n || limit.value < -300n) return undefined
  const years = Number(limit.value) + (cmp === '>' || cmp === '<=' ? 1 : 0)
  return { date: age.of, years, reached: cmp === '>=' || cmp === '>' }
}
