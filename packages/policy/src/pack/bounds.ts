/** What a lower pack may make of a parameter: whether it may say it again, and within which bound. */
import { formatDecimal } from '../expression/index.ts'
import type { Parameter, Place } from '../model.ts'
import type { Building } from './delegation.ts'
import { levelOfPack, packsAbove } from './delegation.ts'
import type { LoadedPack } from './packs.ts'

export function delegationOf(building: Building, pack: LoadedPack, id: string) {
  const level = levelOfPack(building, pack)
  return packsAbove(building, pack)
    .map((each) => each.content.delegates?.parameters?.[id])
    .findLast((each) => (each?.to as readonly string[] | undefined)?.includes(level))
}

export function checkBound(
  building: Building,
  id: string,
  pack: LoadedPack,
  place: Place,
  above: Parameter,
  parameter: Parameter,
): void {
  const bound = delegationOf(building, pack, id)?.bound
  const { type } = parameter
  if (bound === undefined || bound === 'free') return
  if (type.kind !== 'number') {
    const en = `only numbers have a bound, and ${id} is not a number: delegate it "free"`
    building.report(place, 'delegation.bound', { zh: `只有数值有界限，${id} 只能写 free`, en })
    return
  }
  const show = (value: bigint) => formatDecimal(value, type.scale)
  for (const [key, value] of numbersOf(parameter)) {
    const higher = numbersOf(above).get(key) ?? (above.otherwise as bigint | undefined)
    const limits =
      typeof bound === 'object'
        ? { min: scaled(bound.min, type.scale), max: scaled(bound.max, type.scale) }
        : bound === 'not-below'
          ? { min: higher, max: undefined }
          : { min: undefined, max: higher }
    if (limits.min !== undefined && value < limits.min) {
      const en = `${show(value)} is below ${show(limits.min)}, the bound set by the pack above (on ${building.when.asOf})`
      building.report(place, 'delegation.bound', {
        zh: `${show(value)} 低于上级规定的下限 ${show(limits.min)}`,
        en,
      })
    }
    if (limits.max !== undefined && value > limits.max) {
      const en = `${show(value)} is above ${show(limits.max)}, the bound set by the pack above (on ${building.when.asOf})`
      building.report(place, 'delegation.bound', {
        zh: `${show(value)} 高于上级规定的上限 ${show(limits.max)}`,
        en,
      })
    }
  }
}

/** The numbers of a parameter by field or code; a single value under the empty key. */
function numbersOf(parameter: Parameter): Map<string, bigint> {
  const { value } = parameter
  const entries: [string, unknown][] =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [['', value]]
  return new Map(entries.filter((each): each is [string, bigint] => typeof each[1] === 'bigint'))
}

/** A bound may be written with fewer decimals than the parameter has, or more: exact either way. */
function scaled(text: string, scale: number): bigint | undefined {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const digits = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'))
  return text.startsWith('-') ? -digits : digits
}
