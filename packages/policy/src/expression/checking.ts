/** What the parts of the checker share. */
import type { Node, Type, Unit } from '../ir.ts'
import type { Ast } from './ast.ts'
import type { Report } from './problems.ts'
import type { Scope } from './scope.ts'

/** A quantifier's variable: which kind of subject it stands for, and at which depth (0 is the outermost). */
export interface Variable {
  readonly name: string
  readonly kind: string
}

/** What the surroundings of a literal make of it: a bare number takes the unit, a text the code list. */
export interface Hint {
  readonly unit?: Unit
  readonly codes?: string
  readonly text?: true
}

export interface Checking {
  readonly scope: Scope
  readonly report: Report
  readonly variables: readonly Variable[]
  /** Undefined when it is wrong; the problem has been reported then. */
  readonly check: (ast: Ast, hint?: Hint) => Node | undefined
  /** The same inside a quantifier. */
  readonly within: (variable: Variable) => Checking
}

export type NumberType = Extract<Type, { kind: 'number' }>
export type NumberNode = Node & { readonly type: NumberType }

export const isNumber = (node: Node): node is NumberNode => node.type.kind === 'number'

/** Literals that mean nothing alone: they are read in the light of the other side. */
export function takesHint(ast: Ast): boolean {
  switch (ast.kind) {
    case 'number':
      return !ast.percent
    case 'string':
    case 'list':
      return true
    case 'negate':
      return takesHint(ast.of)
    case 'binary':
      return ast.operator !== '/' && takesHint(ast.left) && takesHint(ast.right)
    case 'if':
      return takesHint(ast.whenTrue) && takesHint(ast.whenFalse)
    case 'call':
      return ['least', 'greatest', 'abs'].includes(ast.name) && ast.args.every(takesHint)
    default:
      return false
  }
}

export function hintOf(type: Type): Hint {
  if (type.kind === 'number') return { unit: type.unit }
  if (type.kind === 'code' || type.kind === 'codes') return { codes: type.list }
  return type.kind === 'text' ? { text: true } : {}
}

/** Checks two sides that should be alike, the literal side in the light of the other. */
export function checkPair(c: Checking, left: Ast, right: Ast, hint?: Hint): [Node, Node] | undefined {
  if (takesHint(left) && !takesHint(right)) {
    const other = c.check(right, hint)
    const node = other && c.check(left, hintOf(other.type))
    return node && other && [node, other]
  }
  const node = c.check(left, hint)
  const other = takesHint(right)
    ? node && c.check(right, { ...hint, ...hintOf(node.type) })
    : c.check(right, hint)
  return node && other && [node, other]
}
