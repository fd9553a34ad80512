/** The checked tree as closures: no `eval`, so that it runs under a strict content security policy. */
import { addMonths, civilDate, wholeMonths, wholeYears } from '../expression/calendar.ts'
import { divisionFactors } from '../expression/check-numbers.ts'
import { ageBound } from '../expression/nodes.ts'
import type { ConstantValue, Node, Truth } from '../ir.ts'
import { listNumber, listTruth } from './closures-lists.ts'
import type { CodesOf, Compilers, Frame, NumberOf, TextOf, TruthOf } from './frame.ts'
import { derivedFrame, factReader, internal, slotOf } from './frame.ts'
import { quotient } from './quotient.ts'

const compilers: Compilers = { truth: compileTruth, number: compileNumber }

const truthOfFact = (value: unknown): Truth => (value === true ? 2 : value === false ? 0 : 1)

export function compileTruth(node: Node, frame: Frame): TruthOf {
  switch (node.op) {
    case 'constant':
    case 'parameter': {
      const truth = truthOfFact(node.value)
      return () => truth
    }
    case 'fact': {
      const read = factReader(frame, node.owner, node.fact)
      return (run) => truthOfFact(read(run))
    }
    case 'derived':
      return compileTruth(node.body, derivedFrame(frame, node.owner))
    case 'and':
      return junction(node.parts, frame, 0)
    case 'or':
      return junction(node.parts, frame, 2)
    case 'not': {
      const of = compileTruth(node.of, frame)
      return (run) => (2 - of(run)) as Truth
    }
    case 'compare':
      return compare(node, frame)
    case 'in':
      return membership(node, frame)
    case 'known':
      return isKnown(node.of, frame)
    case 'if': {
      const condition = compileTruth(node.condition, frame)
      const whenTrue = compileTruth(node.whenTrue, frame)
      const whenFalse = compileTruth(node.whenFalse, frame)
      return (run) => {
        const truth = condition(run)
        return truth === 2 ? whenTrue(run) : truth === 0 ? whenFalse(run) : 1
      }
    }
    case 'table': {
      const value = tableReader(node, frame)
      return (run) => truthOfFact(value(run))
    }
    case 'every':
    case 'some':
    case 'share':
      return listTruth(node, frame, compilers)
    case 'verdict': {
      const slot = slotOf(frame, node.owner)
      const criterion = node.criterion ?? 'overall'
      return (run) => run.slots[slot]!.verdicts?.[node.set]?.[criterion] ?? 1
    }
    default:
      throw new Error(`${node.op} is no truth`)
  }
}

/** Kleene's and / or: `stop` decides, and what is undetermined stays so only if nothing decides. */
function junction(parts: readonly Node[], frame: Frame, stop: 0 | 2): TruthOf {
  const tests = parts.map((part) => compileTruth(part, frame))
  const [first, second] = tests
  const neutral = (2 - stop) as Truth
  if (tests.length === 2 && first && second)
    return (run) => {
      const a = first(run)
      if (a === stop) return stop
      const b = second(run)
      return b === neutral ? a : b
    }
  return (run) => {
    let result = neutral
    for (const test of tests) {
      const truth = test(run)
      if (truth === stop) return stop
      if (truth === 1) result = 1
    }
    return result
  }
}

function compare(node: Extract<Node, { op: 'compare' }>, frame: Frame): TruthOf {
  const { kind } = node.left.type
  if (kind === 'boolean') {
    const left = compileTruth(node.left, frame)
    const right = compileTruth(node.right, frame)
    const same = node.cmp === '=' ? 2 : 0
    return (run) => {
      const a = left(run)
      const b = right(run)
      return a === 1 || b === 1 ? 1 : a === b ? same : ((2 - same) as Truth)
    }
  }
  if (kind === 'code' || kind === 'text') {
    const left = compileText(node.left, frame)
    const right = compileText(node.right, frame)
    const same = node.cmp === '=' ? 2 : 0
    return (run) => {
      const a = left(run)
      const b = right(run)
      return a === null || b === null ? 1 : a === b ? same : ((2 - same) as Truth)
    }
  }
  const bound = ageBound(node)
  if (bound) return ageTest(bound, frame)
  return compareNumbers(node, frame)
}

function ageTest(bound: NonNullable<ReturnType<typeof ageBound>>, frame: Frame): TruthOf {
  const date = compileNumber(bound.date, frame)
  let asOf = Number.NaN
  let latest = 0
  return (run) => {
    if (run.asOf !== asOf) {
      asOf = run.asOf
      latest = addMonths(asOf, -12 * bound.years)
    }
    const day = date(run)
    if (Number.isNaN(day)) return 1
    return day <= latest === bound.reached ? 2 : 0
  }
}

function compareNumbers(node: Extract<Node, { op: 'compare' }>, frame: Frame): TruthOf {
  const left = compileNumber(node.left, frame)
  const right = compileNumber(node.right, frame)
  // NaN fails both a comparison and its opposite, and so comes out as 1.
  switch (node.cmp) {
    case '<':
    case '>=': {
      const less = node.cmp === '<' ? 2 : 0
      return (run) => {
        const a = left(run)
        const b = right(run)
        return a < b ? less : a >= b ? ((2 - less) as Truth) : 1
      }
    }
    case '<=':
    case '>': {
      const notMore = node.cmp === '<=' ? 2 : 0
      return (run) => {
        const a = left(run)
        const b = right(run)
        return a <= b ? notMore : a > b ? ((2 - notMore) as Truth) : 1
      }
    }
    default: {
      const same = node.cmp === '=' ? 2 : 0
      return (run) => {
        const a = left(run)
        const b = right(run)
        return a === b ? same : a < b || a > b ? ((2 - same) as Truth) : 1
      }
    }
  }
}

function membership(node: Extract<Node, { op: 'in' }>, frame: Frame): TruthOf {
  const item = compileText(node.item, frame)
  if ('codes' in node.set) {
    const { codes } = node.set
    return (run) => {
      const code = item(run)
      return code === null ? 1 : codes.includes(code) ? 2 : 0
    }
  }
  const set = compileCodes(node.set, frame)
  return (run) => {
    const code = item(run)
    const codes = set(run)
    return code === null || codes === null ? 1 : codes.includes(code) ? 2 : 0
  }
}

function isKnown(node: Node, frame: Frame): TruthOf {
  switch (node.type.kind) {
    case 'boolean': {
      const truth = compileTruth(node, frame)
      return (run) => (truth(run) === 1 ? 0 : 2)
    }
    case 'number':
    case 'date': {
      const number = compileNumber(node, frame)
      return (run) => (Number.isNaN(number(run)) ? 0 : 2)
    }
    case 'codes': {
      const codes = compileCodes(node, frame)
      return (run) => (codes(run) === null ? 0 : 2)
    }
    default: {
      const text = compileText(node, frame)
      return (run) => (text(run) === null ? 0 : 2)
    }
  }
}

const numberOfFact = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)

/** Numbers as scaled integers, dates as days. */
export function compileNumber(node: Node, frame: Frame): NumberOf {
  switch (node.op) {
    case 'constant':
    case 'parameter': {
      const value = numberOfFact(internal(node.value))
      return () => value
    }
    case 'fact': {
      const read = factReader(frame, node.owner, node.fact)
      return (run) => numberOfFact(read(run))
    }
    case 'table': {
      const value = tableReader(node, frame)
      return (run) => numberOfFact(internal(value(run)))
    }
    case 'derived':
      return compileNumber(node.body, derivedFrame(frame, node.owner))
    case 'if': {
      const condition = compileTruth(node.condition, frame)
      const whenTrue = compileNumber(node.whenTrue, frame)
      const whenFalse = compileNumber(node.whenFalse, frame)
      return (run) => {
        const truth = condition(run)
        return truth === 2 ? whenTrue(run) : truth === 0 ? whenFalse(run) : Number.NaN
      }
    }
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'least':
    case 'greatest':
      return arithmetic(node.op, compileNumber(node.left, frame), compileNumber(node.right, frame))
    case 'divide': {
      const { rounding, left, right, type } = node
      if (left.type.kind !== 'number' || right.type.kind !== 'number' || type.kind !== 'number') break
      const factors = divisionFactors(left.type.scale, right.type.scale, type.scale)
      const [up, down] = [Number(factors.numerator), Number(factors.denominator)]
      const top = compileNumber(left, frame)
      const bottom = compileNumber(right, frame)
      return (run) => quotient(top(run) * up, bottom(run) * down, rounding)
    }
    case 'rescale': {
      if (node.type.kind !== 'number' || node.of.type.kind !== 'number') break
      const of = compileNumber(node.of, frame)
      const shift = node.type.scale - node.of.type.scale
      const factor = 10 ** Math.abs(shift)
      return shift >= 0 ? (run) => of(run) * factor : (run) => quotient(of(run), factor, node.rounding)
    }
    case 'count':
    case 'sum':
    case 'minOf':
    case 'maxOf':
      return listNumber(node, frame, compilers)
    default:
      return unary(node, frame)
  }
  throw new Error(`${node.op} is no number`)
}

function arithmetic(
  op: 'add' | 'subtract' | 'multiply' | 'least' | 'greatest',
  left: NumberOf,
  right: NumberOf,
): NumberOf {
  switch (op) {
    case 'add':
      return (run) => left(run) + right(run)
    case 'subtract':
      return (run) => left(run) - right(run)
    case 'multiply':
      return (run) => left(run) * right(run)
    case 'least':
      return (run) => Math.min(left(run), right(run))
    case 'greatest':
      return (run) => Math.max(left(run), right(run))
  }
}

function unary(node: Node, frame: Frame): NumberOf {
  switch (node.op) {
    case 'asOf':
      return (run) => run.asOf
    case 'negate': {
      const of = compileNumber(node.of, frame)
      return (run) => -of(run)
    }
    case 'abs': {
      const of = compileNumber(node.of, frame)
      return (run) => Math.abs(of(run))
    }
    case 'ratio':
      return compileNumber(node.of, frame)
    case 'age': {
      const of = compileNumber(node.of, frame)
      return (run) => wholeYears(of(run), run.asOf)
    }
    case 'year': {
      const of = compileNumber(node.of, frame)
      return (run) => civilDate(of(run)).year
    }
    case 'month': {
      const of = compileNumber(node.of, frame)
      return (run) => civilDate(of(run)).month
    }
    case 'days': {
      const from = compileNumber(node.from, frame)
      const to = compileNumber(node.to, frame)
      return (run) => to(run) - from(run)
    }
    case 'months': {
      const from = compileNumber(node.from, frame)
      const to = compileNumber(node.to, frame)
      return (run) => wholeMonths(from(run), to(run))
    }
    case 'addMonths': {
      const date = compileNumber(node.date, frame)
      const months = compileNumber(node.months, frame)
      return (run) => addMonths(date(run), months(run))
    }
    case 'length': {
      const of = compileText(node.of, frame)
      return (run) => {
        const text = of(run)
        return text === null ? Number.NaN : codePoints(text)
      }
    }
  }
  throw new Error(`${node.op} is no number`)
}

/** Characters as databases count them, not UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

export function compileText(node: Node, frame: Frame): TextOf {
  switch (node.op) {
    case 'constant':
    case 'parameter': {
      const value = typeof node.value === 'string' ? node.value : null
      return () => value
    }
    case 'fact': {
      const read = factReader(frame, node.owner, node.fact)
      return (run) => (read(run) as string | null | undefined) ?? null
    }
    case 'table': {
      const value = tableReader(node, frame)
      return (run) => value(run) as string | null
    }
    case 'derived':
      return compileText(node.body, derivedFrame(frame, node.owner))
    case 'if': {
      const condition = compileTruth(node.condition, frame)
      const whenTrue = compileText(node.whenTrue, frame)
      const whenFalse = compileText(node.whenFalse, frame)
      return (run) => {
        const truth = condition(run)
        return truth === 2 ? whenTrue(run) : truth === 0 ? whenFalse(run) : null
      }
    }
  }
  throw new Error(`${node.op} is no code or text`)
}

export function compileCodes(node: Node, frame: Frame): CodesOf {
  switch (node.op) {
    case 'fact': {
      const read = factReader(frame, node.owner, node.fact)
      return (run) => (read(run) as readonly string[] | null | undefined) ?? null
    }
    case 'derived':
      return compileCodes(node.body, derivedFrame(frame, node.owner))
    case 'if': {
      const condition = compileTruth(node.condition, frame)
      const whenTrue = compileCodes(node.whenTrue, frame)
      const whenFalse = compileCodes(node.whenFalse, frame)
      return (run) => {
        const truth = condition(run)
        return truth === 2 ? whenTrue(run) : truth === 0 ? whenFalse(run) : null
      }
    }
  }
  throw new Error(`${node.op} is no list of codes`)
}

function tableReader(
  node: Extract<Node, { op: 'table' }>,
  frame: Frame,
): (run: Parameters<TextOf>[0]) => ConstantValue {
  const key = compileText(node.key, frame)
  const rows = new Map(Object.entries(node.rows))
  const otherwise = node.otherwise ?? null
  return (run) => {
    const code = key(run)
    if (code === null) return null
    const row = rows.get(code)
    return row === undefined ? otherwise : row
  }
}
