/**
 * Which facts could still change an undetermined outcome: the unknown ones inside the branches that are
 * undetermined themselves. A branch that is decided, or that another one decides, is left out.
 */
import type { ListRef, Node, Truth } from '../ir.ts'
import { compileCodes, compileNumber, compileText, compileTruth } from './closures.ts'
import { declaredComplete } from './closures-lists.ts'
import { derivedFrame, elementFrame, type Frame, factReader, pathOf, type Run, slotOf } from './frame.ts'

/** Adds names like `waterMinutes` and `members.enrolled`. */
export type Missing = (run: Run, found: Set<string>) => void

export function compileMissing(node: Node, frame: Frame): Missing {
  const unknown = unknownTest(node, frame)
  const inside = insideOf(node, frame)
  return (run, found) => {
    if (unknown(run)) inside(run, found)
  }
}

function unknownTest(node: Node, frame: Frame): (run: Run) => boolean {
  switch (node.type.kind) {
    case 'boolean': {
      const truth = compileTruth(node, frame)
      return (run) => truth(run) === 1
    }
    case 'number':
    case 'date': {
      const number = compileNumber(node, frame)
      return (run) => Number.isNaN(number(run))
    }
    case 'codes': {
      const codes = compileCodes(node, frame)
      return (run) => codes(run) === null
    }
    default: {
      const text = compileText(node, frame)
      return (run) => text(run) === null
    }
  }
}

function allOf(nodes: readonly Node[], frame: Frame): Missing {
  const parts = nodes.map((node) => compileMissing(node, frame))
  return (run, found) => {
    for (const part of parts) part(run, found)
  }
}

/** What to look for inside a node that is known to be unknown. */
function insideOf(node: Node, frame: Frame): Missing {
  switch (node.op) {
    case 'constant':
    case 'parameter':
    case 'asOf':
    case 'known':
      return () => {}
    case 'fact': {
      const name = pathOf(frame, node.owner) + node.fact
      const read = factReader(frame, node.owner, node.fact)
      return (run, found) => {
        if (read(run) == null) found.add(name)
      }
    }
    case 'verdict': {
      const name = pathOf(frame, node.owner) + [node.set, node.criterion].filter(Boolean).join('.')
      return (_, found) => found.add(name)
    }
    case 'derived':
      return compileMissing(node.body, derivedFrame(frame, node.owner))
    case 'and':
    case 'or':
      return allOf(node.parts, frame)
    case 'not':
    case 'negate':
    case 'abs':
    case 'rescale':
    case 'ratio':
    case 'age':
    case 'year':
    case 'month':
    case 'length':
      return compileMissing(node.of, frame)
    case 'table':
      return compileMissing(node.key, frame)
    case 'compare':
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'least':
    case 'greatest':
    case 'divide':
      return allOf([node.left, node.right], frame)
    case 'in':
      return allOf('codes' in node.set ? [node.item] : [node.item, node.set], frame)
    case 'if':
      return chosenBranch(node, frame)
    case 'days':
    case 'months':
      return allOf([node.from, node.to], frame)
    case 'addMonths':
      return allOf([node.date, node.months], frame)
    case 'every':
      return overElements(node, node.satisfies, frame, 2)
    case 'some':
      return overElements(node, node.satisfies, frame, 0)
    case 'share':
      return overElements(node, node.satisfies, frame)
    case 'count':
      return overElements(node, undefined, frame)
    case 'sum':
    case 'minOf':
    case 'maxOf':
      return overElements(node, node.of, frame)
  }
}

function chosenBranch(node: Extract<Node, { op: 'if' }>, frame: Frame): Missing {
  const truth = compileTruth(node.condition, frame)
  const condition = compileMissing(node.condition, frame)
  const whenTrue = compileMissing(node.whenTrue, frame)
  const whenFalse = compileMissing(node.whenFalse, frame)
  return (run, found) => {
    const chosen = truth(run)
    if (chosen === 1) condition(run, found)
    else if (chosen === 2) whenTrue(run, found)
    else whenFalse(run, found)
  }
}

/**
 * An element matters when it may be chosen. In `every`, one that satisfies is harmless whether it is chosen or
 * not; likewise one that fails in `some`.
 */
function overElements(
  { list, where }: { readonly list: ListRef; readonly where?: Node },
  body: Node | undefined,
  frame: Frame,
  harmless?: Truth,
): Missing {
  const listSlot = slotOf(frame, list.owner)
  const slot = frame.next
  const inner = elementFrame(frame, list)
  const complete = declaredComplete(list, frame)
  const emptyName = pathOf(frame, list.owner) + (list.complete ?? list.list)
  const chosen = where && compileTruth(where, inner)
  const inWhere = where && compileMissing(where, inner)
  const inBody = body && compileMissing(body, inner)
  const bodyTruth = body && harmless !== undefined ? compileTruth(body, inner) : undefined
  return (run, found) => {
    const elements = run.slots[listSlot]!.lists?.[list.list] ?? []
    if (elements.length === 0 && !complete(run)) found.add(emptyName)
    for (const element of elements) {
      run.slots[slot] = element
      if (chosen?.(run) === 0 || (bodyTruth && bodyTruth(run) === harmless)) continue
      inWhere?.(run, found)
      inBody?.(run, found)
    }
  }
}
