/** What a figure costs, as far as a policy and the facts say it: what is lacking up to a line, and what is due. */
import { parts } from '../expression/index.ts'
import type { Node, Type } from '../ir.ts'
import type { CriteriaSet, EffectivePolicy, Entitlement } from '../model.ts'
import { nodesOf } from './chain.ts'

export interface Shortfall {
  readonly criterion: string
  readonly parameter: string
  /** The fact or formula that is compared with the parameter. */
  readonly measured: string
  readonly measuredNode: Node
  /** How much the measured value lies below the parameter; nothing when it does not. Unknown while it is unknown. */
  readonly lacking: Node
  /** The amount is one for each person of the household. */
  readonly perPerson: boolean
}

/**
 * Where a set compares money of its subject with a parameter alone: `perCapitaNetIncome > povertyLine`. The sum of
 * what is lacking, over the persons, is the income gap (补差). Only thresholds that are to be reached count, and lines
 * of income; a most that something may cost lacks nothing.
 */
export function shortfallsOf(set: CriteriaSet, parameters: ReadonlySet<string>): Shortfall[] {
  const found = new Map<string, Shortfall>()
  for (const { id, test } of set.criteria) for (const node of nodesOf(test)) visit(node, id)
  return [...found.values()]

  function visit(node: Node, criterion: string): void {
    if (node.op === 'and' || node.op === 'or') for (const part of node.parts) visit(part, criterion)
    else if (node.op === 'not') visit(node.of, criterion)
    else if (node.op === 'compare') compared(node, criterion)
  }

  function compared(node: Extract<Node, { op: 'compare' }>, criterion: string): void {
    const isRight = bare(node.right).op === 'parameter'
    const [measured, line] = isRight ? [node.left, node.right] : [node.right, node.left]
    const cmp = isRight ? node.cmp : flipped[node.cmp]
    const [parameter, source] = [bare(line), bare(measured)]
    if (parameter.op !== 'parameter' || !parameters.has(parameter.id)) return
    if (source.op !== 'fact' && source.op !== 'derived') return
    if (line.type.kind !== 'number' || line.type.unit.yuan !== 1) return
    const perPerson = line.type.unit.person === -1
    const others = Object.keys(line.type.unit).length - (perPerson ? 2 : 1)
    if (others > 0 || !(cmp === '>' || cmp === '>=' || (cmp === '<' && perPerson))) return
    const name = source.op === 'fact' ? source.fact : source.id
    const type: Type = { ...line.type, min: 0n, max: 10n ** 15n }
    const lacking: Node = {
      op: 'greatest',
      left: { op: 'subtract', left: line, right: measured, type },
      right: { op: 'constant', value: 0n, type },
      type,
    }
    const key = `${parameter.id} ${parameter.field ?? ''} ${name}`
    if (found.has(key)) return
    found.set(key, {
      criterion,
      parameter: parameter.id,
      measured: name,
      measuredNode: measured,
      lacking,
      perPerson,
    })
  }
}

const flipped = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '!=': '!=' } as const

function bare(node: Node): Node {
  return node.op === 'rescale' ? bare(node.of) : node
}

export interface Measured {
  readonly criterion: string
  /** The fact or formula, as the policy labels it. */
  readonly id: string
  readonly node: Node
}

/** What of a subject is compared with something that reads the parameters: `floorArea >= floorAreaMin * members.count`. */
export function measuredBy(set: CriteriaSet, parameters: ReadonlySet<string>): Measured[] {
  const found = new Map<string, Measured>()
  for (const { id, test } of set.criteria) for (const node of nodesOf(test)) visit(node, id)
  return [...found.values()]

  function visit(node: Node, criterion: string): void {
    if (node.op === 'and' || node.op === 'or') for (const part of node.parts) visit(part, criterion)
    else if (node.op === 'not') visit(node.of, criterion)
    else if (node.op === 'compare') {
      for (const [one, other] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        const source = bare(one)
        if ((source.op !== 'fact' && source.op !== 'derived') || !readsAny(other, parameters)) continue
        const id = source.op === 'fact' ? source.fact : source.id
        if (!found.has(id)) found.set(id, { criterion, id, node: source })
      }
    }
  }
}

function readsAny(node: Node, parameters: ReadonlySet<string>): boolean {
  if (node.op === 'parameter' || node.op === 'table') return parameters.has(node.id)
  return parts(node).some((part) => readsAny(part, parameters))
}

/** An entitlement as an amount: nothing when it is not due, unknown while that is unknown. */
export function amountOf({ amount, when, cap }: Entitlement): Node {
  const { type } = amount
  const capped: Node = cap ? { op: 'least', left: amount, right: cap, type } : amount
  if (!when) return capped
  return {
    op: 'if',
    condition: when,
    whenTrue: capped,
    whenFalse: { op: 'constant', value: 0n, type },
    type,
  }
}

/** Whether what is due also depends on other entitlements, which an amount alone does not say. */
export function isEntangled(one: Entitlement, policy: Pick<EffectivePolicy, 'entitlements'>): boolean {
  return one.excludes.length > 0 || policy.entitlements.some(({ excludes }) => excludes.includes(one.id))
}
