/** The functions of the language. */
import type { Node, Owner } from '../ir.ts'
import type { Ast } from './ast.ts'
import { parseDay } from './calendar.ts'
import { SUBJECT } from './check-names.ts'
import { checkNumberPair, checkRounding, isIntegerOf, mustBeNumber, numberType } from './check-numbers.ts'
import type { Checking, Hint } from './checking.ts'
import { larger, reachOf, smaller } from './decimal.ts'
import { nearest } from './nearest.ts'
import { parts } from './nodes.ts'
import { typeText } from './type-text.ts'
import { NO_UNIT } from './units.ts'

type Call = Extract<Ast, { kind: 'call' }>

/** How each is written, for messages. */
const WRITTEN: Readonly<Record<string, string>> = {
  round: 'round(a / b, 2)',
  floor: 'floor(a / b)',
  ceil: 'ceil(a / b)',
  abs: 'abs(a)',
  least: 'least(a, b)',
  greatest: 'greatest(a, b)',
  age: 'age(birthDate)',
  year: 'year(d)',
  month: 'month(d)',
  days: 'days(from, to)',
  months: 'months(from, to)',
  addMonths: 'addMonths(d, 6)',
  date: 'date("2017-12-31")',
  length: 'length(name)',
  verdict: 'verdict(h, "household-exit")',
}

export function checkCall(c: Checking, ast: Call, hint?: Hint): Node | undefined {
  switch (ast.name) {
    case 'round':
    case 'floor':
    case 'ceil':
      return checkRounding(c, ast, ast.name)
    case 'abs':
      return checkAbs(c, ast, hint)
    case 'least':
    case 'greatest':
      return checkChoice(c, ast, ast.name, hint)
    case 'age':
    case 'year':
    case 'month':
      return checkDatePart(c, ast, ast.name)
    case 'days':
    case 'months':
      return checkSpan(c, ast, ast.name)
    case 'addMonths':
      return checkAddMonths(c, ast)
    case 'date':
      return checkDate(c, ast)
    case 'length':
      return checkLength(c, ast)
    case 'verdict':
      return checkVerdict(c, ast)
  }
  c.report(
    ast.at,
    'function',
    `没有函数 ${ast.name}`,
    `there is no function ${ast.name}`,
    nearest(ast.name, Object.keys(WRITTEN)),
  )
  return undefined
}

/** The arguments, when there are as many as there should be. */
function args(c: Checking, ast: Call, count: number): readonly Ast[] | undefined {
  if (ast.args.length === count) return ast.args
  const written = WRITTEN[ast.name]!
  c.report(ast.at, 'arguments', `${ast.name} 应写成 ${written}`, `${ast.name} is written ${written}`)
  return undefined
}

function checkAbs(c: Checking, ast: Call, hint?: Hint): Node | undefined {
  const given = args(c, ast, 1)
  const of = given && c.check(given[0]!, hint)
  if (!of || !mustBeNumber(c, given[0]!.at, of)) return undefined
  const { min, max } = of.type
  const most = reachOf(of.type)
  const least = min > 0n ? min : max < 0n ? -max : 0n
  return { op: 'abs', of, type: { ...of.type, min: least, max: most } }
}

function checkChoice(c: Checking, ast: Call, op: 'least' | 'greatest', hint?: Hint): Node | undefined {
  const given = args(c, ast, 2)
  const pair = given && checkNumberPair(c, ast.at, given[0]!, given[1]!, hint)
  if (!pair) return undefined
  const [left, right] = pair
  const pick = op === 'least' ? smaller : larger
  const type = {
    ...left.type,
    min: pick(left.type.min, right.type.min),
    max: pick(left.type.max, right.type.max),
  }
  return { op, left, right, type }
}

function mustBeDate(c: Checking, ast: Ast): Node | undefined {
  const node = c.check(ast)
  if (!node || node.type.kind === 'date') return node
  const is = typeText(node.type)
  c.report(ast.at, 'type', `这里应是日期，而不是${is.zh}`, `a date is expected here, not ${is.en}`)
  return undefined
}

function checkDatePart(c: Checking, ast: Call, op: 'age' | 'year' | 'month'): Node | undefined {
  const given = args(c, ast, 1)
  const of = given && mustBeDate(c, given[0]!)
  if (!of) return undefined
  if (op === 'age') return { op, of, type: numberType(0, { year: 1 }, -2000n, 2000n) }
  return { op, of, type: numberType(0, NO_UNIT, 1n, op === 'year' ? 9999n : 12n) }
}

function checkSpan(c: Checking, ast: Call, op: 'days' | 'months'): Node | undefined {
  const given = args(c, ast, 2)
  const from = given && mustBeDate(c, given[0]!)
  const to = given && mustBeDate(c, given[1]!)
  if (!from || !to) return undefined
  const reach = op === 'days' ? 1_000_000n : 40_000n
  return { op, from, to, type: numberType(0, op === 'days' ? { day: 1 } : { month: 1 }, -reach, reach) }
}

/** A hundred years at once, and a thousand in all, keep every date where all back ends have years. */
function checkAddMonths(c: Checking, ast: Call): Node | undefined {
  const given = args(c, ast, 2)
  const date = given && mustBeDate(c, given[0]!)
  const months = given && c.check(given[1]!, { unit: { month: 1 } })
  if (!date || !months) return undefined
  if (!isIntegerOf(months, 'month')) {
    c.report(given[1]!.at, 'type', '这里应是月数（整数）', 'a whole number of months is expected here')
    return undefined
  }
  const node: Node = { op: 'addMonths', date, months, type: { kind: 'date' } }
  const { min, max } = months.type
  if (max <= 1200n && min >= -1200n && monthsMoved(node) <= 12_000n) return node
  const type = numberType(0, { month: 1 }, -SAFE_MONTHS, SAFE_MONTHS)
  c.report(
    given[1]!.at,
    'overflow',
    `月数应在 ${type.min} 到 ${type.max} 之间`,
    `the months lie between ${type.min} and ${type.max}`,
  )
  return undefined
}

const SAFE_MONTHS = 1200n

/** How far the additions in a date expression can move it, at most. */
function monthsMoved(node: Node): bigint {
  const below = parts(node).reduce((most, part) => larger(most, monthsMoved(part)), 0n)
  if (node.op !== 'addMonths' || node.months.type.kind !== 'number') return below
  return below + reachOf(node.months.type)
}

function checkDate(c: Checking, ast: Call): Node | undefined {
  const given = args(c, ast, 1)
  if (!given) return undefined
  const value = given[0]!.kind === 'string' ? parseDay(given[0]!.value) : undefined
  if (value !== undefined) return { op: 'constant', value, type: { kind: 'date' } }
  c.report(
    given[0]!.at,
    'date',
    '日期应写成 date("2017-12-31")，年份在 1800 到 2199 之间',
    'a date is written date("2017-12-31"), with a year from 1800 to 2199',
  )
  return undefined
}

function checkLength(c: Checking, ast: Call): Node | undefined {
  const given = args(c, ast, 1)
  const of = given && c.check(given[0]!, { text: true })
  if (!of) return undefined
  if (of.type.kind === 'text') return { op: 'length', of, type: numberType(0, NO_UNIT, 0n, 1_000_000n) }
  const is = typeText(of.type)
  c.report(given[0]!.at, 'type', `length 用于文字，而不是${is.zh}`, `length is of a text, not ${is.en}`)
  return undefined
}

/** `verdict(h, "set")`, `verdict(h, "set", "criterion")`; without a variable it is the subject judged itself. */
function checkVerdict(c: Checking, ast: Call): Node | undefined {
  const [first, ...others] = ast.args
  const depth = first?.kind === 'name' ? c.variables.findIndex((v) => v.name === first.name) : -1
  const names = depth >= 0 ? others : ast.args
  const [set, criterion, ...tooMany] = names
  if (set?.kind !== 'string' || (criterion && criterion.kind !== 'string') || tooMany.length > 0) {
    const written = 'verdict(h, "household-exit", "water")'
    c.report(ast.at, 'arguments', `verdict 应写成 ${written}`, `verdict is written ${written}`)
    return undefined
  }
  const kind = depth >= 0 ? c.variables[depth]!.kind : c.scope.subject
  const owner: Owner = depth >= 0 ? { at: 'element', depth } : SUBJECT
  const known = Object.keys(c.scope.sets).filter((id) => c.scope.sets[id]!.subject === kind)
  if (!known.includes(set.value)) {
    c.report(
      set.at,
      'unknownName',
      `${kind} 没有标准 ${set.value}`,
      `there is no set ${set.value} for a ${kind}`,
      nearest(set.value, known),
    )
    return undefined
  }
  const type = { kind: 'boolean' } as const
  if (!criterion) return { op: 'verdict', owner, set: set.value, type }
  const { criteria } = c.scope.sets[set.value]!
  if (criteria.includes(criterion.value))
    return { op: 'verdict', owner, set: set.value, criterion: criterion.value, type }
  c.report(
    criterion.at,
    'unknownName',
    `${set.value} 没有指标 ${criterion.value}`,
    `${set.value} has no criterion ${criterion.value}`,
    nearest(criterion.value, criteria),
  )
  return undefined
}
