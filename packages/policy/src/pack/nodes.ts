/** Walking checked trees with the kind of subject that each part is about. */
import { parts } from '../expression/index.ts'
import type { ListRef, Node, Owner } from '../ir.ts'

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
  for (const child of parts(node)) {
    const inside = list && isPerElement(node, child) ? [...elements, list.of] : elements
    walk(child, subject, visit, inside)
  }
}
