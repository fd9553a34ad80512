/** Numbers and dates as closures. */
import { addMonths, civilDate, wholeMonths, wholeYears } from '../expression/calendar.ts'
import { divisionFactors } from '../expression/check-numbers.ts'
import type { Node } from '../ir.ts'
import { listNumber } from './closures-lists.ts'
import { tableReader } from './closures-texts.ts'
import { textLength } from './code-points.ts'
import { type Compilers, derivedFrame, type Frame, factReader, internal, type NumberOf } from './frame.ts'
import { quotient } from './quotient.ts'

const numberOfFact = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)

/** Numbers as scaled integers, dates as days; NaN, which spreads by itself, is unknown. */
export function numberClosure(node: Node, frame: Frame, c: Compilers): NumberOf {
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
      const value = tableReader(node, frame, c)
      return (run) => numberOfFact(internal(value(run)))
    }
    case 'derived':
      return c.number(node.body, derivedFrame(frame, node.owner))
    case 'if': {
      const condition = c.truth(node.condition, frame)
      const whenTrue = c.number(node.whenTrue, frame)
      const whenFalse = c.number(node.whenFalse, frame)
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
      return arithmetic(node.op, c.number(node.left, frame), c.number(node.right, frame))
    case 'divide': {
      const { rounding, left, right, type } = node
      if (left.type.kind !== 'number' || right.type.kind !== 'number' || type.kind !== 'number') break
      const factors = divisionFactors(left.type.scale, right.type.scale, type.scale)
      const [up, down] = [Number(factors.numerator), Number(factors.denominator)]
      const top = c.number(left, frame)
      const bottom = c.number(right, frame)
      return (run) => quotient(top(run) * up, bottom(run) * down, rounding)
    }
    case 'rescale': {
      if (node.type.kind !== 'number' || node.of.type.kind !== 'number') break
      const of = c.number(node.of, frame)
      const shift = node.type.scale - node.of.type.scale
      const factor = 10 ** Math.abs(shift)
      return shift >= 0 ? (run) => of(run) * factor : (run) => quotient(of(run), factor, node.rounding)
    }
    case 'count':
    case 'sum':
    case 'minOf':
    case 'maxOf':
      return listNumber(node, frame, c)
    default:
      return unary(node, frame, c)
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

function unary(node: Node, frame: Frame, c: Compilers): NumberOf {
  switch (node.op) {
    case 'asOf':
      return (run) => run.asOf
    case 'negate': {
      const of = c.number(node.of, frame)
      return (run) => -of(run)
    }
    case 'abs': {
      const of = c.number(node.of, frame)
      return (run) => Math.abs(of(run))
    }
    case 'ratio':
      return c.number(node.of, frame)
    case 'age': {
      const of = c.number(node.of, frame)
      return (run) => wholeYears(of(run), run.asOf)
    }
    case 'year': {
      const of = c.number(node.of, frame)
      return (run) => civilDate(of(run)).year
    }
    case 'month': {
      const of = c.number(node.of, frame)
      return (run) => civilDate(of(run)).month
    }
    case 'days': {
      const from = c.number(node.from, frame)
      const to = c.number(node.to, frame)
      return (run) => to(run) - from(run)
    }
    case 'months': {
      const from = c.number(node.from, frame)
      const to = c.number(node.to, frame)
      return (run) => wholeMonths(from(run), to(run))
    }
    case 'addMonths': {
      const date = c.number(node.date, frame)
      const months = c.number(node.months, frame)
      return (run) => addMonths(date(run), months(run))
    }
    case 'length': {
      const of = c.text(node.of, frame)
      return (run) => {
        const text = of(run)
        return text === null ? Number.NaN : textLength(text)
      }
    }
  }
  throw new Error(`${node.op} is no number`)
}
