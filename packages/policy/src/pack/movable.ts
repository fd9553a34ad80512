/** Figures of a policy that a simulation can move: what they are today, how far they may go, what follows from them. */
import { parts } from '../expression/index.ts'
import type { ConstantValue, Node, Text, Unit } from '../ir.ts'
import type { CriteriaSet, EffectivePolicy, Entitlement, Parameter } from '../model.ts'
import { nodesOf } from './chain.ts'
import type { Changes } from './simulate.ts'

export interface Movable {
  /** `povertyLine`, or `schoolAge.from` for one of several values. */
  readonly key: string
  readonly parameter: Parameter
  readonly label: Text
  /** Scaled, as all of these. */
  readonly value: bigint
  readonly scale: number
  readonly unit: Unit
  readonly min: bigint
  /** As far as what it is compared with goes; absent when nothing says. */
  readonly max?: bigint
  /** Ids of the criteria of the set that read it. */
  readonly criteria: readonly string[]
  /** Entitlements of the set's kind of subject that read it, by id. */
  readonly entitlements: readonly string[]
}

/** The numeric parameters that the outcomes of a set, or entitlements of its subjects, depend on; in the order of the packs. */
export function movableParameters(policy: EffectivePolicy, set: CriteriaSet): Movable[] {
  return Object.values(policy.parameters).flatMap((parameter) => {
    const { type } = parameter
    if (type.kind !== 'number') return []
    return valuesOf(parameter, policy).flatMap(({ key, field, label, value }): Movable[] => {
      if (typeof value !== 'bigint') return []
      const reads = readerOf(parameter.id, field)
      const criteria = set.criteria.filter(({ test }) => nodesOf(test).some(reads))
      const entitlements = policy.entitlements.filter(
        (each) => each.subject === set.subject && nodesOfEntitlement(each).some(reads),
      )
      if (criteria.length + entitlements.length === 0) return []
      const nodes = [
        ...criteria.flatMap(({ test }) => nodesOf(test)),
        ...entitlements.flatMap(nodesOfEntitlement),
      ]
      const range = rangeOf(nodes, parameter.id, field, type.scale)
      const isPercent = type.unit['%'] === 1
      const most = isPercent ? least(range?.max, 100n * 10n ** BigInt(type.scale)) : range?.max
      return [
        {
          key,
          parameter,
          label,
          value,
          scale: type.scale,
          unit: type.unit,
          // A threshold of something counted or paid is never below nothing, even where a measured value may be.
          min: value >= 0n ? greatest(range?.min, 0n) : (range?.min ?? value),
          ...(most === undefined ? {} : { max: most }),
          criteria: criteria.map(({ id }) => id),
          entitlements: entitlements.map(({ id }) => id),
        },
      ]
    })
  })
}

function valuesOf(parameter: Parameter, policy: EffectivePolicy) {
  const { id, label, value, by } = parameter
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ key: id, field: undefined, label, value: value as ConstantValue }]
  return Object.entries(value).map(([field, each]) => {
    const code = policy.codeLists[by ?? '']?.values.find((one) => one.code === field)?.label
    const name = code ?? { zh: field, en: field }
    return {
      key: `${id}.${field}`,
      field,
      label: { zh: `${label.zh}（${name.zh}）`, en: `${label.en} (${name.en})` },
      value: each,
    }
  })
}

function isParameter(node: Node, id: string, field: string | undefined): boolean {
  // A table is read by a code, so any of its rows may be the one that counts.
  if (node.op === 'table') return node.id === id
  return node.op === 'parameter' && node.id === id && (node.field === undefined || node.field === field)
}

function readerOf(id: string, field: string | undefined): (node: Node) => boolean {
  const seen = new Map<Node, boolean>()
  const reads = (node: Node): boolean => {
    const known = seen.get(node)
    if (known !== undefined) return known
    const found = isParameter(node, id, field) || parts(node).some(reads)
    seen.set(node, found)
    return found
  }
  return reads
}

function nodesOfEntitlement({ amount, when, cap }: Entitlement): Node[] {
  return [amount, when, cap].filter((each) => each !== undefined)
}

/** Without the changes of scale around it. */
function bare(node: Node): Node {
  return node.op === 'rescale' ? bare(node.of) : node
}

/** The declared range of what a parameter is compared with; a product with a number of persons says nothing. */
function rangeOf(nodes: readonly Node[], id: string, field: string | undefined, scale: number) {
  let range: { min: bigint; max: bigint } | undefined
  const visit = (node: Node): void => {
    if (node.op === 'compare') {
      for (const [own, other] of [
        [node.left, node.right],
        [node.right, node.left],
      ] as const) {
        if (!isParameter(bare(own), id, field) || other.type.kind !== 'number') continue
        const [min, max] = [other.type.min, other.type.max].map((each) =>
          scaled(each, other.type.kind === 'number' ? other.type.scale : 0, scale),
        ) as [bigint, bigint]
        range = range ? { min: least(range.min, min), max: greatest(range.max, max) } : { min, max }
      }
    }
    for (const part of parts(node)) visit(part)
  }
  for (const node of nodes) visit(node)
  return range
}

function scaled(value: bigint, from: number, to: number): bigint {
  return from > to ? value / 10n ** BigInt(from - to) : value * 10n ** BigInt(to - from)
}

const least = (a: bigint | undefined, b: bigint) => (a === undefined || b < a ? b : a)
const greatest = (a: bigint | undefined, b: bigint) => (a === undefined || b > a ? b : a)

/** New values by key as the changes of an overlay: `schoolAge.from` becomes a field of `schoolAge`. */
export function changesOf(values: Readonly<Record<string, string>>): Changes {
  const parameters: Record<string, string | Record<string, string>> = {}
  for (const [key, value] of Object.entries(values)) {
    const [id = '', field] = key.split('.', 2)
    if (field === undefined) parameters[id] = value
    else {
      const fields = parameters[id]
      parameters[id] = { ...(typeof fields === 'object' ? fields : {}), [field]: value }
    }
  }
  return { parameters }
}
