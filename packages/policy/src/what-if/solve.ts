/**
 * From the outcome wanted back to the facts: what a rule asks of its parts, down to values that people can record.
 * What is found here are candidates; `what-if.ts` judges each before it is believed.
 */
import type { ListRef, Node } from '../ir.ts'
import type { Subject } from '../model.ts'
import { costOf, joined, keyOf, type Option, withChanges } from './changes.ts'
import { solveComparison, solveKnown } from './numbers.ts'
import {
  changeOf,
  elementsOf,
  insideDerived,
  isLever,
  leafOf,
  type Scene,
  type Search,
  truthIn,
  type Wanted,
  whereOf,
} from './scene.ts'

/** So many ways are followed at each step. */
const WIDTH = 4

/** Ways to have a node come out as wanted, the cheapest first; one empty way when it does already. */
export function solve(
  search: Search,
  node: Node,
  want: Wanted,
  scene: Scene,
  root: Subject,
): readonly Option[] {
  if (search.left <= 0) return []
  if (truthIn(search, node, scene, root) === want) return [[]]
  const other = (2 - want) as Wanted
  const part = (each: Node, of: Wanted) => (subject: Subject) => solve(search, each, of, scene, subject)
  switch (node.op) {
    case 'fact': {
      const leaf = leafOf(search, node, scene, root)
      if (!leaf || !isLever(leaf)) return []
      const value = want === 2
      return [[changeOf(leaf, { is: 'value', value }, value)]]
    }
    case 'derived':
      return solve(search, node.body, want, insideDerived(scene, node.owner), root)
    case 'not':
      return solve(search, node.of, other, scene, root)
    case 'and':
    case 'or': {
      const every = (node.op === 'and') === (want === 2)
      const ways = node.parts.map((each) => part(each, want))
      return every ? together(ways, root) : oneOf(ways, root)
    }
    case 'if':
      return oneOf(
        [
          (subject) => together([part(node.condition, 2), part(node.whenTrue, want)], subject),
          (subject) => together([part(node.condition, 0), part(node.whenFalse, want)], subject),
        ],
        root,
      )
    case 'compare':
      return solveCompare(search, node, want, scene, root)
    case 'in':
      return solveMembership(search, node, want, scene, root)
    case 'known':
      return want === 2 ? solveKnown(search, node, scene, root) : []
    case 'every':
    case 'some':
      return solveQuantified(search, node, want, scene, root)
    default:
      return []
  }
}

type Ways = (subject: Subject) => readonly Option[]

/** Each part in turn, knowing what the ones before have changed. */
export function together(parts: readonly Ways[], root: Subject): readonly Option[] {
  let options: readonly Option[] = [[]]
  for (const part of parts) {
    options = cheapest(
      options.flatMap((option) => part(withChanges(root, option)).map((more) => joined(option, more))),
    )
    if (options.length === 0) return []
  }
  return options
}

export function oneOf(parts: readonly Ways[], root: Subject): readonly Option[] {
  return cheapest(parts.flatMap((part) => part(root)))
}

export function cheapest(options: readonly Option[], width = WIDTH): readonly Option[] {
  const seen = new Set<string>()
  return options
    .toSorted((a, b) => costOf(a) - costOf(b))
    .filter((option) => {
      const key = option
        .map((change) => `${keyOf(change)}${JSON.stringify(change.to)}`)
        .toSorted()
        .join()
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, width)
}

function solveCompare(
  search: Search,
  node: Extract<Node, { op: 'compare' }>,
  want: Wanted,
  scene: Scene,
  root: Subject,
): readonly Option[] {
  const { left, right } = node
  switch (left.type.kind) {
    case 'number':
    case 'date':
      return cheapest(solveComparison(search, node, want, scene, root))
    case 'boolean': {
      const same = (node.cmp === '=') === (want === 2)
      const both = (a: Wanted, b: Wanted) => (subject: Subject) =>
        together(
          [(each) => solve(search, left, a, scene, each), (each) => solve(search, right, b, scene, each)],
          subject,
        )
      return oneOf(same ? [both(2, 2), both(0, 0)] : [both(2, 0), both(0, 2)], root)
    }
    case 'code':
      return cheapest(
        [left, right].flatMap((side) =>
          side.op === 'fact' ? solveCode(search, node, side, want, scene, root) : [],
        ),
      )
    default:
      return []
  }
}

/** Any of the codes with which the test comes out as wanted. */
function solveCode(
  search: Search,
  test: Node,
  item: Extract<Node, { op: 'fact' }>,
  want: Wanted,
  scene: Scene,
  root: Subject,
): readonly Option[] {
  const leaf = leafOf(search, item, scene, root)
  if (!leaf || !isLever(leaf) || leaf.fact.type !== 'code') return []
  const list = search.world.codeLists[leaf.fact.codes ?? '']?.values ?? []
  const codes = list
    .map(({ code }) => code)
    .filter(
      (code) =>
        truthIn(search, test, scene, withChanges(root, [{ ...leaf, fact: leaf.fact.id, to: code }])) === want,
    )
  const [first] = codes
  return first === undefined ? [] : [[changeOf(leaf, { is: 'oneOf', codes }, first)]]
}

function solveMembership(
  search: Search,
  node: Extract<Node, { op: 'in' }>,
  want: Wanted,
  scene: Scene,
  root: Subject,
): readonly Option[] {
  const ofItem = node.item.op === 'fact' ? solveCode(search, node, node.item, want, scene, root) : []
  if ('codes' in node.set || node.set.op !== 'fact') return ofItem
  const leaf = leafOf(search, node.set, scene, root)
  const code = node.item.op === 'constant' || node.item.op === 'parameter' ? node.item.value : undefined
  if (!leaf || !isLever(leaf) || typeof code !== 'string') return ofItem
  const held = (leaf.value ?? []) as readonly string[]
  const to = want === 2 ? [...held, code] : held.filter((each) => each !== code)
  return cheapest([[changeOf(leaf, { is: want === 2 ? 'with' : 'without', code }, to)], ...ofItem])
}

/** Whether an element is chosen is not argued with, unless it is open. */
function solveQuantified(
  search: Search,
  node: Extract<Node, { op: 'every' | 'some' }>,
  want: Wanted,
  scene: Scene,
  root: Subject,
): readonly Option[] {
  const { where, satisfies } = node
  const elements = elementsOf(scene, node.list, root)
  if (elements.length === 0) return rosterComplete(search, node.list, scene, root)
  const allNeeded = (node.op === 'every') === (want === 2)
  const ways = elements.map(
    (element): Ways =>
      (subject) => {
        const body: Ways = (each) => solve(search, satisfies, want, element, each)
        const chosen = where ? truthIn(search, where, element, subject) : 2
        const choose =
          (as: Wanted): Ways =>
          (each) =>
            where ? solve(search, where, as, element, each) : [[]]
        if (!allNeeded) {
          if (chosen === 0) return []
          return chosen === 2 ? body(subject) : together([choose(2), body], subject)
        }
        if (chosen === 0) return [[]]
        return chosen === 2 ? body(subject) : oneOf([choose(0), body], subject)
      },
  )
  return allNeeded ? together(ways, root) : oneOf(ways, root)
}

/** Of no rows nothing can be said until somebody declares that there is nobody else. */
function rosterComplete(search: Search, list: ListRef, scene: Scene, root: Subject): readonly Option[] {
  if (list.complete === undefined) return []
  const kind = scene.frame.kinds[list.owner.at === 'subject' ? 0 : list.owner.depth + 1]!
  const subject = search.world.facts[kind]?.[list.complete] ? kind : ''
  const leaf = leafOf(
    search,
    { op: 'fact', owner: list.owner, subject, fact: list.complete, type: { kind: 'boolean' } },
    scene,
    root,
  )
  if (!leaf || leaf.value === true || whereOf(scene, list.owner) !== leaf.where) return []
  return [[changeOf(leaf, { is: 'value', value: true }, true)]]
}
