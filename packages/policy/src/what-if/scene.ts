/** Where the search stands in a rule: whose facts its names mean, and how to ask what it says. */
import { parts } from '../expression/nodes.ts'
import type { ListRef, Node, Owner, Truth } from '../ir.ts'
import { compileTruth } from '../judge/closures.ts'
import {
  derivedFrame,
  elementFrame,
  type Frame,
  kindOf,
  type Run,
  slotOf,
  type TruthOf,
} from '../judge/frame.ts'
import type { EffectivePolicy, Fact, Subject } from '../model.ts'
import { type Change, type Known, subjectAt, type Where } from './changes.ts'

export type World = Pick<EffectivePolicy, 'facts' | 'codeLists'>

export interface Search {
  readonly world: World
  readonly asOf: number
  /** Judgements that may still be made: a rule of any size is searched in bounded time. */
  left: number
}

/** Unmet or met. */
export type Wanted = 0 | 2

export interface Scene {
  readonly frame: Frame
  /** By slot: whose facts it holds. */
  readonly at: readonly Where[]
}

export function truthIn(search: Search, node: Node, scene: Scene, root: Subject): Truth {
  search.left -= 1
  const run: Run = { slots: scene.at.map((where) => subjectAt(root, where)), asOf: search.asOf }
  return compiledFor(node, scene.frame)(run)
}

type Assumed = Frame['assumed']
const compiled = new WeakMap<Node, WeakMap<Assumed, Map<string, TruthOf>>>()

/** Compiled once for each place in which a shared tree stands, and for each set of assumptions. */
function compiledFor(node: Node, frame: Frame): TruthOf {
  const ofNode = compiled.get(node) ?? new WeakMap<Assumed, Map<string, TruthOf>>()
  compiled.set(node, ofNode)
  const known = ofNode.get(frame.assumed) ?? new Map<string, TruthOf>()
  ofNode.set(frame.assumed, known)
  const place = frame.next === 1 ? frame.kinds[0]! : `${frame.slots}|${frame.kinds}`
  const truth = known.get(place) ?? compileTruth(node, frame)
  known.set(place, truth)
  return truth
}

export const whereOf = (scene: Scene, owner: Owner): Where => scene.at[slotOf(scene.frame, owner)] ?? []

export function insideDerived(scene: Scene, owner: Owner): Scene {
  return { ...scene, frame: derivedFrame(scene.frame, owner) }
}

/** The scene of each element of a list. */
export function elementsOf(scene: Scene, list: ListRef, root: Subject): readonly Scene[] {
  const owner = whereOf(scene, list.owner)
  const frame = elementFrame(scene.frame, list)
  const count = subjectAt(root, owner).lists?.[list.list]?.length ?? 0
  return Array.from({ length: count }, (_, index) => {
    const at = [...scene.at]
    at[scene.frame.next] = [...owner, { list: list.list, index }]
    return { frame, at }
  })
}

export interface Leaf {
  readonly fact: Fact
  readonly where: Where
  readonly kind: string
  readonly value: Known | null
}

export const changeOf = (leaf: Leaf, need: Change['need'], to: Known): Change => ({
  where: leaf.where,
  kind: leaf.kind,
  fact: leaf.fact.id,
  from: leaf.value,
  need,
  to,
  instead: [],
})

/** The fact that a node names, when people can record it at all. */
export function leafOf(search: Search, node: Extract<Node, { op: 'fact' }>, scene: Scene, root: Subject) {
  const kind = kindOf(scene.frame, node.owner) || node.subject
  const fact = search.world.facts[kind]?.[node.fact]
  if (!fact || fact.system) return undefined
  const where = whereOf(scene, node.owner)
  const value = subjectAt(root, where).facts[node.fact] ?? null
  return { fact, where, kind, value: value as Known | null } satisfies Leaf
}

/** Who somebody is and what ails him is recorded as it is; nobody can be asked to change it, or the past. */
export function isLever({ fact, value }: Leaf): boolean {
  if (value === null) return true
  return (
    fact.type !== 'date' &&
    fact.type !== 'text' &&
    fact.class !== 'sensitive' &&
    fact.class !== 'identifier' &&
    fact.group !== 'identity'
  )
}

/** So many elements of a list are looked into for facts to change. */
const LOOKED_INTO = 30

/** Every fact that a node rests on, each once. */
export function leavesOf(search: Search, node: Node, scene: Scene, root: Subject): readonly Leaf[] {
  const found = new Map<string, Leaf>()
  const visit = (part: Node, here: Scene): void => {
    if (part.op === 'fact') {
      const leaf = leafOf(search, part, here, root)
      if (leaf) found.set(`${JSON.stringify(leaf.where)}${leaf.fact.id}`, leaf)
    } else if (part.op === 'derived') visit(part.body, insideDerived(here, part.owner))
    else if ('list' in part) {
      for (const element of elementsOf(here, part.list, root).slice(0, LOOKED_INTO))
        for (const inner of parts(part)) visit(inner, element)
    } else for (const inner of parts(part)) visit(inner, here)
  }
  visit(node, scene)
  return [...found.values()]
}
