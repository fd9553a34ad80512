/** Single nodes: tests, derived formulas, amounts. */
import { parseDay } from '../expression/calendar.ts'
import type { Node, Truth } from '../ir.ts'
import type { Day, FactValue, Subject } from '../model.ts'
import { compileCodes, compileNumber, compileText, compileTruth } from './closures.ts'
import { type Assumed, type Frame, type Run, rootFrame } from './frame.ts'

type Known = Exclude<FactValue, undefined>

const NOTHING_ASSUMED: Assumed = new Map()

/** A boolean node as a function; `asOf` in days since 1970-01-01. No `eval`. */
export function compileTest(node: Node): (subject: Subject, asOf: number) => Truth {
  const truth = compileTruth(node, rootFrame('', NOTHING_ASSUMED))
  const run: Run = { slots: [], asOf: 0 }
  return (subject, asOf) => {
    run.slots[0] = subject
    run.asOf = asOf
    return truth(run)
  }
}

/** Any node as a function to an internal value (scaled number, days, code …); null is unknown. */
export function compileValue(node: Node): (subject: Subject, asOf: number) => Known {
  const value = valueCompiler(node, rootFrame('', NOTHING_ASSUMED))
  const run: Run = { slots: [], asOf: 0 }
  return (subject, asOf) => {
    run.slots[0] = subject
    run.asOf = asOf
    return value(run)
  }
}

/** Any node as a closure over a run; null is unknown. */
export function valueCompiler(node: Node, frame: Frame): (run: Run) => Known {
  switch (node.type.kind) {
    case 'boolean': {
      const truth = compileTruth(node, frame)
      return (run) => {
        const value = truth(run)
        return value === 1 ? null : value === 2
      }
    }
    case 'number':
    case 'date': {
      const number = compileNumber(node, frame)
      return (run) => {
        const value = number(run)
        // Adding 0 turns -0, which a product can give, into 0.
        return Number.isNaN(value) ? null : value + 0
      }
    }
    case 'codes':
      return compileCodes(node, frame)
    default:
      return compileText(node, frame)
  }
}

const compiled = new WeakMap<Node, (subject: Subject, asOf: number) => Known>()

/** The value of a derived formula or an amount; null is unknown. Compiled trees are remembered. */
export function evaluateNode(node: Node, subject: Subject, asOf: Day): Known {
  let value = compiled.get(node)
  if (!value) {
    value = compileValue(node)
    compiled.set(node, value)
  }
  return value(subject, mustBeDay(asOf))
}

export function mustBeDay(day: Day): number {
  const days = parseDay(day)
  if (days === undefined) throw new Error(`${day} is no day; a day is written YYYY-MM-DD`)
  return days
}
