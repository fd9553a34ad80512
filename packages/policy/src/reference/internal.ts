import type { Node } from '../ir.ts'
import type { FactValue } from '../model.ts'
import type { Value } from './evaluate.ts'

/** The reference's value as the compilers give it: scaled numbers, days, null for unknown. */
export function internalOf(value: Value, node: Node): FactValue {
  if (value === undefined) return null
  if (typeof value === 'object' && 'day' in value) return value.day
  if (typeof value !== 'object' || !('d' in value)) return value
  const scaled = value.n * 10n ** BigInt(node.type.kind === 'number' ? node.type.scale : 0)
  // A fraction that the compilers cannot hold equals nothing they answer.
  return scaled % value.d === 0n ? Number(scaled / value.d) : `${value.n}/${value.d}`
}
