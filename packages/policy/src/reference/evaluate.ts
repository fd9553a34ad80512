/**
 * The naive evaluator: walks the source tree, with exact fractions, and knows nothing of the checked tree. It is
 * written from docs/packs.md alone, to be held against the compilers. Unknown is `undefined`.
 */
import type { Ast, Expression } from '../expression/ast.ts'
import { parseExpression } from '../expression/parser.ts'
import type { ConstantValue } from '../ir.ts'
import type { EffectivePolicy, Parameter, Subject } from '../model.ts'
import * as days from './days.ts'
import { minus, order, plus, pure, type Rational, rational, rounded, times } from './rational.ts'

/** What names mean: an effective policy, of which the formulas are read as text. */
export interface World {
  readonly subjects: EffectivePolicy['subjects']
  readonly facts: EffectivePolicy['facts']
  readonly parameters: EffectivePolicy['parameters']
  readonly derived: Readonly<Record<string, Readonly<Record<string, { readonly formula: string }>>>>
}

export type Value = undefined | boolean | Rational | days.Day | string | readonly string[]

interface Bound {
  readonly kind: string
  readonly subject: Subject
}

interface Env {
  readonly world: World
  readonly asOf: number
  readonly self: Bound
  readonly variables: Readonly<Record<string, Bound>>
  /** What a criterion assumes where the fact is unknown, by `kind.fact`. */
  readonly assumed: Readonly<Record<string, ConstantValue>>
}

/** The value of an expression for a subject of a kind. */
export function evaluateReference(
  expression: Expression,
  world: World,
  kind: string,
  subject: Subject,
  asOf: number,
  assumed: Env['assumed'] = {},
): Value {
  return evaluate(expression.root, { world, asOf, self: { kind, subject }, variables: {}, assumed })
}

function evaluate(ast: Ast, env: Env): Value {
  switch (ast.kind) {
    case 'number':
      return literal(ast.digits, ast.percent)
    case 'string':
    case 'boolean':
      return ast.value
    case 'list':
      return ast.items.map((item) => evaluate(item, env) as string)
    case 'name':
      return ast.name === 'asOf'
        ? { day: env.asOf }
        : (named(env.self, ast.name, env) ?? parameter(env, ast.name))
    case 'member':
      return member(ast, env)
    case 'index': {
      const key = evaluate(ast.key, env)
      const { value, otherwise, ...rest } = env.world.parameters[(ast.of as { name: string }).name]!
      if (typeof key !== 'string') return undefined
      const rows = value as Record<string, ConstantValue>
      return constant(rest, key in rows ? rows[key] : otherwise)
    }
    case 'and':
    case 'or':
      return ast.parts.map((part) => evaluate(part, env)).reduce((a, b) => kleene(ast.kind, a, b))
    case 'not':
      return opposite(evaluate(ast.of, env))
    case 'negate': {
      const of = evaluate(ast.of, env) as Rational | undefined
      return of && minus(of)
    }
    case 'compare':
      return compare(ast.cmp, evaluate(ast.left, env), evaluate(ast.right, env))
    case 'between': {
      const of = evaluate(ast.of, env)
      return kleene(
        'and',
        compare('>=', of, evaluate(ast.low, env)),
        compare('<=', of, evaluate(ast.high, env)),
      )
    }
    case 'in': {
      const item = evaluate(ast.item, env)
      const set = evaluate(ast.set, env) as readonly string[] | undefined
      const found = item === undefined || set === undefined ? undefined : set.includes(item as string)
      return ast.negated ? opposite(found) : found
    }
    case 'known':
      return (evaluate(ast.of, env) !== undefined) !== ast.negated
    case 'if': {
      const condition = evaluate(ast.condition, env)
      return condition === undefined ? undefined : evaluate(condition ? ast.whenTrue : ast.whenFalse, env)
    }
    case 'binary': {
      const left = evaluate(ast.left, env) as Rational | undefined
      const right = evaluate(ast.right, env) as Rational | undefined
      if (!left || !right) return undefined
      return ast.operator === '*'
        ? times(left, right)
        : plus(left, ast.operator === '+' ? right : minus(right))
    }
    case 'call':
      return call(ast, env)
    case 'fold':
      return fold(ast, env)
    case 'share':
      return share(ast, env)
  }
}

function literal(digits: string, percent: boolean): Rational {
  const [whole = '0', fraction = ''] = digits.split('.')
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length), { percent, bare: !percent })
}

function named(bound: Bound, name: string, env: Env): Value {
  const fact = env.world.facts[bound.kind]?.[name]
  if (!fact) {
    const formula = env.world.derived[bound.kind]?.[name]?.formula
    if (formula === undefined) return undefined
    return evaluate(read(formula).root, { ...env, self: bound, variables: {} })
  }
  const given = bound.subject.facts[name] ?? env.assumed[`${bound.kind}.${name}`]
  if (given === null || given === undefined) return undefined
  if (fact.type === 'date') return { day: Number(given) }
  if (typeof given !== 'number' && typeof given !== 'bigint') return given
  return rational(BigInt(given), 10n ** BigInt(fact.scale), { percent: '%' in fact.unit })
}

function read(text: string): Expression {
  const expression = parseExpression(text, { file: 'formula', line: 1, column: 1, item: 'formula' })
  if (Array.isArray(expression)) throw new Error(`cannot read ${text}`)
  return expression
}

function parameter(env: Env, name: string, field?: string): Value {
  const found = env.world.parameters[name]
  if (!found) return undefined
  return constant(found, field === undefined ? (found.value as ConstantValue) : (found.value as never)[field])
}

function constant({ type }: Pick<Parameter, 'type'>, value: ConstantValue | undefined): Value {
  if (value === null || value === undefined) return undefined
  if (type.kind === 'date') return { day: Number(value) }
  if (type.kind === 'number')
    return rational(value as bigint, 10n ** BigInt(type.scale), { percent: '%' in type.unit })
  return value as Value
}

function member(ast: Extract<Ast, { kind: 'member' }>, env: Env): Value {
  if (ast.of.kind === 'name') {
    const variable = env.variables[ast.of.name]
    if (variable && !env.world.subjects[variable.kind]?.lists[ast.name]) return named(variable, ast.name, env)
    if (env.world.parameters[ast.of.name]) return parameter(env, ast.of.name, ast.name)
  }
  return fold({ kind: 'fold', at: ast.at, fold: 'count', variable: ' ', list: ast.of }, env)
}

function opposite(value: Value): boolean | undefined {
  return value === undefined ? undefined : value !== true
}

function kleene(word: 'and' | 'or', a: Value, b: Value): boolean | undefined {
  const decisive = word === 'or'
  if (a === decisive || b === decisive) return decisive
  return a === undefined || b === undefined ? undefined : !decisive
}

function compare(cmp: string, a: Value, b: Value): boolean | undefined {
  if (a === undefined || b === undefined) return undefined
  const difference =
    isRational(a) && isRational(b) ? order(a, b) : isDay(a) && isDay(b) ? a.day - b.day : a === b ? 0 : 1
  switch (cmp) {
    case '=':
      return difference === 0
    case '!=':
      return difference !== 0
    case '<':
      return difference < 0
    case '<=':
      return difference <= 0
    case '>':
      return difference > 0
    default:
      return difference >= 0
  }
}

const isRational = (value: Value): value is Rational => typeof value === 'object' && 'd' in value
const isDay = (value: Value): value is days.Day => typeof value === 'object' && 'day' in value

function call(ast: Extract<Ast, { kind: 'call' }>, env: Env): Value {
  const { name } = ast
  if (name === 'verdict') return verdict(ast, env)
  if (name === 'date') return { day: days.fromText((ast.args[0] as { value: string }).value) }
  if (name === 'round' || name === 'floor' || name === 'ceil') return rounding(ast, env)
  const values = ast.args.map((arg) => evaluate(arg, env))
  if (values.includes(undefined)) return undefined
  const [a, b] = values
  if (isDay(a)) {
    if (name === 'age') return rational(BigInt(Math.floor(days.monthsBetween(a.day, env.asOf) / 12)), 1n)
    if (name === 'year' || name === 'month') return rational(BigInt(days.part(a.day, name)), 1n)
    if (name === 'addMonths')
      return { day: days.plusMonths(a.day, Number((b as Rational).n / (b as Rational).d)) }
    const to = (b as days.Day).day
    return rational(BigInt(name === 'days' ? to - a.day : days.monthsBetween(a.day, to)), 1n)
  }
  if (name === 'length') {
    const sealed = /^sealed:[^:]+:[^:]+:(\d+)$/.exec(a as string)
    return rational(BigInt(sealed ? sealed[1]! : Array.from(a as string).length), 1n)
  }
  const [x, y] = [a as Rational, b as Rational]
  if (name === 'abs') return x.n < 0n ? minus(x) : x
  return order(x, y) <= 0 === (name === 'least') ? x : y
}

function rounding(ast: Extract<Ast, { kind: 'call' }>, env: Env): Value {
  const [what, decimals] = ast.args
  const digits = decimals?.kind === 'number' ? Number(decimals.digits) : 0
  if (what?.kind === 'binary' && what.operator === '/') {
    const top = evaluate(what.left, env) as Rational | undefined
    const bottom = evaluate(what.right, env) as Rational | undefined
    if (!top || !bottom || bottom.n === 0n) return undefined
    const [n, d] = [pure(top), pure(bottom)]
    return rounded(rational(n.n * d.d, n.d * d.n), ast.name, digits)
  }
  const value = evaluate(what!, env) as Rational | undefined
  return value && rounded(value, ast.name, digits)
}

function verdict(ast: Extract<Ast, { kind: 'call' }>, env: Env): Value {
  const [first] = ast.args
  const names = ast.args.filter((arg) => arg.kind === 'string').map((arg) => arg.value)
  const bound = first?.kind === 'name' ? env.variables[first.name]! : env.self
  const truth = bound.subject.verdicts?.[names[0]!]?.[names[1] ?? 'overall']
  return truth === undefined || truth === 1 ? undefined : truth === 2
}

/** Every element with what `where` says of it, and whether no rows mean nobody. */
function rows(
  ast: Extract<Ast, { kind: 'fold' | 'share' }>,
  env: Env,
): { chosen: Value; inner: Env }[] | undefined {
  const owner = ast.list.kind === 'member' ? env.variables[(ast.list.of as { name: string }).name]! : env.self
  const name = (ast.list as { name: string }).name
  const { of, complete } = env.world.subjects[owner.kind]!.lists[name]!
  const elements = owner.subject.lists?.[name] ?? []
  if (elements.length === 0 && (complete === undefined || named(owner, complete, env) !== true))
    return undefined
  return elements.map((subject) => {
    const inner = { ...env, variables: { ...env.variables, [ast.variable]: { kind: of, subject } } }
    return { chosen: ast.where ? evaluate(ast.where, inner) : true, inner }
  })
}

function fold(ast: Extract<Ast, { kind: 'fold' }>, env: Env): Value {
  const all = rows(ast, env)
  if (!all) return undefined
  if (ast.fold === 'every' || ast.fold === 'some') {
    const every = ast.fold === 'every'
    return all.reduce<Value>((result, { chosen, inner }) => {
      const truth = evaluate(ast.body!, inner)
      return every
        ? kleene('and', result, kleene('or', opposite(chosen), truth))
        : kleene('or', result, kleene('and', chosen, truth))
    }, every)
  }
  if (all.some(({ chosen }) => chosen === undefined)) return undefined
  const picked = all.filter(({ chosen }) => chosen === true)
  if (ast.fold === 'count') return rational(BigInt(picked.length), 1n)
  const values = picked.map(({ inner }) => evaluate(ast.body!, inner))
  if (values.includes(undefined)) return undefined
  if (ast.fold === 'sum') return (values as Rational[]).reduce(plus, rational(0n, 1n, { bare: true }))
  if (values.length === 0) return undefined
  return values.reduce((a, b) => (compare(ast.fold === 'min' ? '<=' : '>=', a, b) ? a : b))
}

/** Tries every way in which the unknown ones could come out; they are alike, so counting the ways is enough. */
function share(ast: Extract<Ast, { kind: 'share' }>, env: Env): Value {
  const all = rows(ast, env)
  const percent = evaluate(ast.percent, env) as Rational
  if (!all) return undefined
  let ways = new Set(['0/0'])
  for (const { chosen, inner } of all) {
    if (chosen === false) continue
    const truth = evaluate(ast.satisfies, inner)
    const next = new Set<string>(chosen === undefined ? ways : [])
    for (const way of ways) {
      const [yes = 0, total = 0] = way.split('/').map(Number)
      if (truth !== false) next.add(`${yes + 1}/${total + 1}`)
      if (truth !== true) next.add(`${yes}/${total + 1}`)
    }
    ways = next
  }
  const outcomes = [...ways].map((way) => {
    const [yes = 0n, total = 0n] = way.split('/').map(BigInt)
    const side = yes * 100n * percent.d - percent.n * total
    return ast.bound === 'atLeast' ? side >= 0n : side <= 0n
  })
  return outcomes.every((outcome) => outcome === outcomes[0]) ? outcomes[0] : undefined
}
