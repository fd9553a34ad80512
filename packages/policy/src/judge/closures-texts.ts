/** Codes, texts, lists of codes and rows of tables as closures. */
import type { ConstantValue, Node, Truth } from '../ir.ts'
import {
  type CodesOf,
  type Compilers,
  derivedFrame,
  type Frame,
  factReader,
  type Run,
  type TextOf,
} from './frame.ts'

export const truthOfFact = (value: unknown): Truth => (value === true ? 2 : value === false ? 0 : 1)

export function textClosure(node: Node, frame: Frame, c: Compilers): TextOf {
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
      const value = tableReader(node, frame, c)
      return (run) => value(run) as string | null
    }
    case 'derived':
      return c.text(node.body, derivedFrame(frame, node.owner))
    case 'if': {
      const condition = c.truth(node.condition, frame)
      const whenTrue = c.text(node.whenTrue, frame)
      const whenFalse = c.text(node.whenFalse, frame)
      return (run) => {
        const truth = condition(run)
        return truth === 2 ? whenTrue(run) : truth === 0 ? whenFalse(run) : null
      }
    }
  }
  throw new Error(`${node.op} is no code or text`)
}

export function codesClosure(node: Node, frame: Frame, c: Compilers): CodesOf {
  switch (node.op) {
    case 'fact': {
      const read = factReader(frame, node.owner, node.fact)
      return (run) => (read(run) as readonly string[] | null | undefined) ?? null
    }
    case 'derived':
      return c.codes(node.body, derivedFrame(frame, node.owner))
    case 'if': {
      const condition = c.truth(node.condition, frame)
      const whenTrue = c.codes(node.whenTrue, frame)
      const whenFalse = c.codes(node.whenFalse, frame)
      return (run) => {
        const truth = condition(run)
        return truth === 2 ? whenTrue(run) : truth === 0 ? whenFalse(run) : null
      }
    }
  }
  throw new Error(`${node.op} is no list of codes`)
}

/** A row of a parameter table; null when the code is unknown or has none. */
export function tableReader(
  node: Extract<Node, { op: 'table' }>,
  frame: Frame,
  c: Compilers,
): (run: Run) => ConstantValue {
  const key = c.text(node.key, frame)
  const rows = new Map(Object.entries(node.rows))
  const otherwise = node.otherwise ?? null
  return (run) => {
    const code = key(run)
    if (code === null) return null
    const row = rows.get(code)
    return row === undefined ? otherwise : row
  }
}
