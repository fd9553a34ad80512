import { describe, expect, test } from 'vitest'
import type { Ast } from './ast.ts'
import { parseExpression } from './parser.ts'

const place = { file: 'pack.yaml', line: 10, column: 21, item: 'criteria.water.test' }

/** The tree as text with all brackets written. */
function brackets(ast: Ast): string {
  switch (ast.kind) {
    case 'number':
      return ast.digits + (ast.percent ? '%' : '')
    case 'string':
      return JSON.stringify(ast.value)
    case 'boolean':
      return String(ast.value)
    case 'name':
      return ast.name
    case 'member':
      return `${brackets(ast.of)}.${ast.name}`
    case 'index':
      return `${brackets(ast.of)}[${brackets(ast.key)}]`
    case 'list':
      return `[${ast.items.map(brackets).join(',')}]`
    case 'and':
    case 'or':
      return `(${ast.parts.map(brackets).join(` ${ast.kind} `)})`
    case 'not':
      return `(not ${brackets(ast.of)})`
    case 'negate':
      return `(-${brackets(ast.of)})`
    case 'compare':
      return `(${brackets(ast.left)} ${ast.cmp} ${brackets(ast.right)})`
    case 'between':
      return `(${brackets(ast.of)} between ${brackets(ast.low)} and ${brackets(ast.high)})`
    case 'in':
      return `(${brackets(ast.item)} ${ast.negated ? 'not in' : 'in'} ${brackets(ast.set)})`
    case 'known':
      return `(${brackets(ast.of)} is ${ast.negated ? 'not ' : ''}known)`
    case 'if':
      return `(if ${brackets(ast.condition)} then ${brackets(ast.whenTrue)} else ${brackets(ast.whenFalse)})`
    case 'binary':
      return `(${brackets(ast.left)} ${ast.operator} ${brackets(ast.right)})`
    case 'call':
      return `${ast.name}(${ast.args.map(brackets).join(', ')})`
    case 'fold':
      return `(${ast.fold} ${ast.variable} in ${brackets(ast.list)}${ast.where ? ` where ${brackets(ast.where)}` : ''}${ast.body ? `: ${brackets(ast.body)}` : ''})`
    case 'share':
      return `(${ast.bound} ${brackets(ast.percent)} of ${ast.variable} in ${brackets(ast.list)}${ast.where ? ` where ${brackets(ast.where)}` : ''}: ${brackets(ast.satisfies)})`
  }
}

function read(text: string): string {
  const parsed = parseExpression(text, place)
  if (Array.isArray(parsed)) return parsed.map((p) => `${p.line}:${p.column} ${p.message.en}`).join('; ')
  return brackets(parsed.root)
}

describe('what binds tighter', () => {
  test.each([
    ['a or b and not c', '(a or (b and (not c)))'],
    ['a + b * -c < d - e - f', '((a + (b * (-c))) < ((d - e) - f))'],
    ['not a = b', '(not (a = b))'],
    ['x between 1 and 5 and y', '((x between 1 and 5) and y)'],
    ['x is not known or y is known', '((x is not known) or (y is known))'],
    ['g not in ["A", "B"] and not g in causes', '((g not in ["A","B"]) and (not (g in causes)))'],
    ['every m in members where a and b satisfies c or d', '(every m in members where (a and b): (c or d))'],
    ['2 <= count m in members where m.a', '(2 <= (count m in members where m.a))'],
    ['sum m in members of m.a + m.b > 3', '((sum m in members: (m.a + m.b)) > 3)'],
    [
      'at least 98% of h in households satisfies h.a and h.b',
      '(atLeast 98% of h in households: (h.a and h.b))',
    ],
    [
      'at most limit.low of h in v.households where p satisfies q',
      '(atMost limit.low of h in v.households where p: q)',
    ],
    ['if a then b else if c then d else e', '(if a then b else (if c then d else e))'],
    ['stipend[m.stage] * 2', '(stipend[m.stage] * 2)'],
    ['least(a, b) + members.count', '(least(a, b) + members.count)'],
    ['count and min > 2', '(count and (min > 2))'],
  ])('%s', (text, tree) => {
    expect(read(text)).toBe(tree)
  })
})

describe('a mistake names its place and what was meant', () => {
  test.each([
    ['', '10:21 the expression ends too early'],
    ['a and', '10:26 the expression ends too early'],
    ['a b', '10:23 “b” is not expected here'],
    ['a >= b >= c', '10:28 comparisons do not chain; write x between a and b'],
    ['every m in members satisfie m.a', '10:40 satisfies is expected here; did you mean satisfies?'],
    ['a ≥ 3', '10:23 unknown character “≥”; did you mean >=?'],
    ["a = 'x'", '10:25 unknown character “\'”; did you mean "?'],
    ['a = "x', '10:25 the closing quotation mark is missing'],
    ['a and\n  b c', '11:5 “c” is not expected here'],
    ['(a', '10:23 “)” is expected here'],
  ])('%s', (text, problem) => {
    expect(read(text)).toBe(problem)
  })
})
