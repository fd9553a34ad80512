/** What a source tree names. */
import type { Ast, Expression } from './ast.ts'
import type { Scope } from './scope.ts'

export interface Dependencies {
  /** `[subject kind, name]` for every name that could be a fact, a derived formula or a parameter. */
  readonly names: readonly (readonly [string, string])[]
  /** Sets that `verdict()` asks. */
  readonly sets: readonly string[]
}

/** Resolves variables to subject kinds, nothing else: enough to order derived formulas and to find circles. */
export function dependencies(
  expression: Expression,
  scope: Pick<Scope, 'subject' | 'subjects'>,
): Dependencies {
  const names = new Map<string, readonly [string, string]>()
  const sets = new Set<string>()
  const add = (kind: string, name: string) => names.set(`${kind}.${name}`, [kind, name])

  function listKind(ast: Ast, variables: ReadonlyMap<string, string>): string | undefined {
    if (ast.kind === 'name') return scope.subjects[scope.subject]?.lists[ast.name]?.of
    if (ast.kind !== 'member' || ast.of.kind !== 'name') return undefined
    return scope.subjects[variables.get(ast.of.name) ?? '']?.lists[ast.name]?.of
  }

  function visit(ast: Ast, variables: ReadonlyMap<string, string>): void {
    if (ast.kind === 'name') {
      if (!variables.has(ast.name)) add(scope.subject, ast.name)
    } else if (ast.kind === 'member' && ast.of.kind === 'name' && variables.has(ast.of.name)) {
      add(variables.get(ast.of.name)!, ast.name)
    } else if (ast.kind === 'fold' || ast.kind === 'share') {
      if (ast.kind === 'share') visit(ast.percent, variables)
      const inner = new Map(variables).set(ast.variable, listKind(ast.list, variables) ?? '')
      const body = ast.kind === 'share' ? ast.satisfies : ast.body
      if (ast.where) visit(ast.where, inner)
      if (body) visit(body, inner)
    } else {
      if (ast.kind === 'call' && ast.name === 'verdict') {
        const set = ast.args.find((arg) => arg.kind === 'string')
        if (set) sets.add(set.value)
      }
      for (const child of children(ast)) visit(child, variables)
    }
  }
  visit(expression.root, new Map())
  return { names: [...names.values()], sets: [...sets] }
}

/** The direct parts of a tree, in the order written. */
export function children(ast: Ast): readonly Ast[] {
  switch (ast.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'name':
      return []
    case 'member':
    case 'not':
    case 'negate':
    case 'known':
      return [ast.of]
    case 'index':
      return [ast.of, ast.key]
    case 'list':
      return ast.items
    case 'and':
    case 'or':
      return ast.parts
    case 'compare':
    case 'binary':
      return [ast.left, ast.right]
    case 'between':
      return [ast.of, ast.low, ast.high]
    case 'in':
      return [ast.item, ast.set]
    case 'if':
      return [ast.condition, ast.whenTrue, ast.whenFalse]
    case 'call':
      return ast.args
    case 'fold':
      return [ast.list, ...(ast.where ? [ast.where] : []), ...(ast.body ? [ast.body] : [])]
    case 'share':
      return [ast.percent, ast.list, ...(ast.where ? [ast.where] : []), ast.satisfies]
  }
}
