/** Walking checked trees. */
import type { ListRef, Node, Owner } from '../ir.ts'

/** The trees directly below one, in the order they are written. */
export function childrenOf(node: Node): readonly Node[] {
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
    case 'in':
      return 'codes' in node.set ? [node.item] : [node.item, node.set]
    case 'if':
      return [node.condition, node.whenTrue, node.whenFalse]
    case 'compare':
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'least':
    case 'greatest':
    case 'divide':
      return [node.left, node.right]
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

/** The list that a quantifier goes over; undefined for every other node. */
export function listOfNode(node: Node): ListRef | undefined {
  return 'list' in node ? node.list : undefined
}

/** Whether a child is evaluated once per element of its parent's list. */
export function isPerElement(node: Node, child: Node): boolean {
  return listOfNode(node) !== undefined && !(node.op === 'share' && child === node.percent)
}

/** The kind of subject that an owner is, given the judged subject and the elements around. */
export function ownerKind(owner: Owner, subject: string, elements: readonly string[]): string {
  return owner.at === 'subject' ? subject : (elements[owner.depth] ?? subject)
}

/** Visits a tree and all below it with the kind of subject that each part is about. */
export function walk(
  node: Node,
  subject: string,
  visit: (node: Node, subject: string, elements: readonly string[]) => void,
  elements: readonly string[] = [],
): void {
  visit(node, subject, elements)
  if (node.op === 'derived') {
    // The body is written from its own subject's point of view.
    walk(node.body, ownerKind(node.owner, subject, elements), visit)
    return
  }
  const list = listOfNode(node)
  for (const child of childrenOf(node)) {
    const inside = list && isPerElement(node, child) ? [...elements, list.of] : elements
    walk(child, subject, visit, inside)
  }
}
