/** Of whom a rule speaks, and how its parts are put into words in turn. */
import type { ListRef, Node, Owner, Text } from '../ir.ts'
import { both, kindLabel, type Labels, listLabel } from './labels.ts'

/** Kinds of the elements that quantifiers are at, the subject's own first where it is known. */
export interface Speaking {
  readonly labels: Labels
  /** By depth: the kinds of the elements around. */
  readonly around: readonly string[]
  readonly rule: (node: Node, speaking: Speaking) => Text
  readonly term: (node: Node, speaking: Speaking) => Text
}

/** How a fact is spoken of where a quantifier is about something else: 本户的…, the household's own …. */
export function owned(label: Text, owner: Owner, kind: string, s: Speaking): Text {
  const innermost = owner.at === 'subject' ? s.around.length === 0 : owner.depth === s.around.length - 1
  if (innermost) return label
  const of = kindLabel(s.labels, kind)
  return owner.at === 'subject'
    ? both('本{0}的{1}', '{1} of the {0} itself', of, label)
    : both('该{0}的{1}', '{1} of that {0}', of, label)
}

export function inside(s: Speaking, list: ListRef): Speaking {
  return { ...s, around: [...s.around, list.of] }
}

export const listName = (s: Speaking, list: ListRef): Text => listLabel(s.labels, list.list, list.of)

/** The elements meant: all, or those of whom something is true. */
export function chosen(node: { readonly list: ListRef; readonly where?: Node }, s: Speaking): Text {
  const name = listName(s, node.list)
  if (!node.where) return name
  return both('{0}中{1}的', '{0} where {1}', name, s.rule(node.where, inside(s, node.list)))
}
