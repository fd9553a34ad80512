/** Which facts and thresholds a test looked at, with their values: collected by running beside the closures. */

import { parts, walk } from '../expression/nodes.ts'
import type { ListRef, Node, Owner, Text } from '../ir.ts'
import { compileTruth } from '../judge/closures.ts'
import { valueCompiler } from '../judge/evaluate.ts'
import { derivedFrame, elementFrame, type Frame, kindOf, pathOf, type Run, slotOf } from '../judge/frame.ts'
import type { Citation, Subject } from '../model.ts'
import { both, factLabel, type Labels, listLabel, text } from './labels.ts'
import { ageUnit } from './term-text.ts'
import { formatValue } from './values.ts'

export interface FactUse {
  /** `waterMinutes`, or `members.enrolled`. */
  readonly key: string
  readonly label: Text
  /** Formatted with its unit; 不明 / not known when unknown. */
  readonly value: Text
  readonly known: boolean
  /** Which element of a list, by name or number. */
  readonly element?: string
  /** The same by its place in the list, the outermost list first. */
  readonly at?: readonly number[]
}

/** The element of a list that a fact is about. */
interface Element {
  readonly name: string
  readonly at: readonly number[]
}

export interface ParameterUse {
  readonly id: string
  readonly label: Text
  readonly value: Text
  readonly source: Citation
}

/** So many elements of a list are named at most; the rest is in the record. */
const NAMED = 6

/** Adds the facts that a node looks at; `element` names the list's element it is about. */
export type Collect = (run: Run, found: FactUse[], element: Element | undefined) => void

export function compileUses(node: Node, frame: Frame, labels: Labels): Collect {
  switch (node.op) {
    case 'fact':
      return oneUse(node, frame, labels, node.owner, node.fact)
    case 'derived': {
      const whole = oneUse(node, frame, labels, node.owner, node.id)
      const inner = compileUses(node.body, derivedFrame(frame, node.owner), labels)
      return (run, found, element) => {
        whole(run, found, element)
        inner(run, found, element)
      }
    }
    case 'every':
    case 'some':
    case 'share':
      return quantifiedUses(node, frame, labels)
    case 'count':
    case 'sum':
    case 'minOf':
    case 'maxOf':
      return foldedUses(node, frame, labels)
    default: {
      const inner = parts(node).map((part) => compileUses(part, frame, labels))
      return (run, found, element) => {
        for (const collect of inner) collect(run, found, element)
      }
    }
  }
}

function oneUse(node: Node, frame: Frame, labels: Labels, owner: Owner, id: string): Collect {
  const read = valueCompiler(node, frame)
  const key = pathOf(frame, owner) + id
  const label = factLabel(labels, kindOf(frame, owner), id)
  return (run, found, element) => {
    if (found.some((use) => use.key === key && `${use.at}` === `${element?.at}`)) return
    const value = read(run)
    const use = { key, label, value: formatValue(node.type, value, labels), known: value !== null }
    found.push(element === undefined ? use : { ...use, element: element.name, at: element.at })
  }
}

function elementsOf(run: Run, frame: Frame, list: ListRef): readonly Subject[] {
  return run.slots[slotOf(frame, list.owner)]!.lists?.[list.list] ?? []
}

/** 张三, or 第2个: how an element is told from the others. */
function elementOf(subject: Subject, i: number, around: Element | undefined): Element {
  const own = subject.name ?? `#${i + 1}`
  return around === undefined
    ? { name: own, at: [i] }
    : { name: `${around.name} / ${own}`, at: [...around.at, i] }
}

/** How many there are is a fact of the list, and so is that this is unknown. */
function sizeUse(frame: Frame, list: ListRef, labels: Labels): Collect {
  const key = `${pathOf(frame, list.owner)}${list.list}.count`
  const label = both('{0}数', 'number of {0}', listLabel(labels, list.list, list.of))
  return (run, found, element) => {
    if (found.some((use) => use.key === key && `${use.at}` === `${element?.at}`)) return
    const size = elementsOf(run, frame, list).length
    const use = { key, label, value: text(String(size), String(size)), known: true }
    found.push(element === undefined ? use : { ...use, element: element.name, at: element.at })
  }
}

/** The elements that decide: those that fail or are open in `every`, those that hold or are open in `some`. */
function quantifiedUses(
  node: Extract<Node, { op: 'every' | 'some' | 'share' }>,
  frame: Frame,
  labels: Labels,
): Collect {
  const inner = elementFrame(frame, node.list)
  const slot = frame.next
  const where = node.where && compileTruth(node.where, inner)
  const satisfies = compileTruth(node.satisfies, inner)
  const harmless = node.op === 'some' ? 0 : 2
  const size = sizeUse(frame, node.list, labels)
  const bodies = (node.where ? [node.where, node.satisfies] : [node.satisfies]).map((body) =>
    compileUses(body, inner, labels),
  )
  return (run, found, element) => {
    size(run, found, element)
    const all = elementsOf(run, frame, node.list)
    let named = 0
    for (const [i, subject] of all.entries()) {
      run.slots[slot] = subject
      if (where?.(run) === 0 || satisfies(run) === harmless) continue
      if (++named > NAMED) return
      for (const collect of bodies) collect(run, found, elementOf(subject, i, element))
    }
  }
}

/** For a sum or a count the elements that are counted, or may be. */
function foldedUses(
  node: Extract<Node, { op: 'count' | 'sum' | 'minOf' | 'maxOf' }>,
  frame: Frame,
  labels: Labels,
): Collect {
  const size = sizeUse(frame, node.list, labels)
  const bodies = parts(node)
  if (bodies.length === 0) return size
  const inner = elementFrame(frame, node.list)
  const slot = frame.next
  const where = node.where && compileTruth(node.where, inner)
  const collects = bodies.map((body) => compileUses(body, inner, labels))
  return (run, found, element) => {
    size(run, found, element)
    let named = 0
    for (const [i, subject] of elementsOf(run, frame, node.list).entries()) {
      run.slots[slot] = subject
      if (where?.(run) === 0) continue
      if (++named > NAMED) return
      for (const collect of collects) collect(run, found, elementOf(subject, i, element))
    }
  }
}

/** The thresholds of a test, each with the clause that sets it. Formulas' own parameters are among them. */
export function parameterUses(node: Node, labels: Labels): ParameterUse[] {
  const found = new Map<string, ParameterUse>()
  const add = (part: Node) => {
    if (part.op !== 'parameter' && part.op !== 'table') return
    const parameter = labels.parameters[part.id]
    const id = part.op === 'parameter' && part.field !== undefined ? `${part.id}.${part.field}` : part.id
    if (!parameter || found.has(id)) return
    const { label, source } = parameter
    const value =
      part.op === 'parameter' ? formatValue(part.type, part.value, labels) : rowsText(part, labels)
    found.set(id, { id, label, value, source })
  }
  walk(node, (part) => {
    // The walk comes to a comparison before its sides: what an age is compared with is an age.
    if (part.op === 'compare') {
      add(ageUnit(part.left, part.right))
      add(ageUnit(part.right, part.left))
    }
    add(part)
  })
  return [...found.values()]
}

function rowsText(node: Extract<Node, { op: 'table' }>, labels: Labels): Text {
  const { key, type } = node
  const list = key.type.kind === 'code' ? key.type : undefined
  const rows = Object.entries(node.rows).map(([code, value]) =>
    both(
      '{0} {1}',
      '{0} {1}',
      list ? formatValue(list, code, labels) : text(code, code),
      formatValue(type, value, labels),
    ),
  )
  if (node.otherwise !== undefined)
    rows.push(both('其他 {0}', 'otherwise {0}', formatValue(type, node.otherwise, labels)))
  return { zh: rows.map(({ zh }) => zh).join('、'), en: rows.map(({ en }) => en).join(', ') }
}
