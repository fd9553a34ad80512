/** The checked tree as closures: no `eval`, so that it runs under a strict content security policy. */
import type { Node, Truth } from '../ir.ts'
import { compareClosure, knownClosure, membershipClosure } from './closures-compare.ts'
import { listTruth } from './closures-lists.ts'
import { numberClosure } from './closures-numbers.ts'
import { codesClosure, tableReader, textClosure, truthOfFact } from './closures-texts.ts'
import type { CodesOf, Compilers, Frame, NumberOf, TextOf, TruthOf } from './frame.ts'
import { derivedFrame, factReader, slotOf } from './frame.ts'

const c: Compilers = { truth: compileTruth, number: compileNumber, text: compileText, codes: compileCodes }

/** Numbers as scaled integers, dates as days; NaN is unknown. */
export function compileNumber(node: Node, frame: Frame): NumberOf {
  return numberClosure(node, frame, c)
}

/** Codes and texts; null is unknown. */
export function compileText(node: Node, frame: Frame): TextOf {
  return textClosure(node, frame, c)
}

export function compileCodes(node: Node, frame: Frame): CodesOf {
  return codesClosure(node, frame, c)
}

/** A test; 1 is unknown. */
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
      return compareClosure(node, frame, c)
    case 'in':
      return membershipClosure(node, frame, c)
    case 'known':
      return knownClosure(node.of, frame, c)
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
      const value = tableReader(node, frame, c)
      return (run) => truthOfFact(value(run))
    }
    case 'every':
    case 'some':
    case 'share':
      return listTruth(node, frame, c)
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
