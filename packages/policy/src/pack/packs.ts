/** Packs that were loaded, and how they lie: jurisdictions, versions, regions. */
import type { Expression } from '../expression/index.ts'
import type { Day, EffectivePolicy, PackRef, Place, Problem, RegionLevel } from '../model.ts'
import type { PackContent } from './format.ts'

export interface LoadedPack {
  readonly path: string
  readonly content: PackContent
  readonly ref: PackRef
  /** `cn/guangxi` of `cn/guangxi/household-exit`. */
  readonly jurisdiction: string
  /** `household-exit` */
  readonly topic: string
  /** When it became known: `published`, or its first day in force. */
  readonly known: Day
}

export interface Jurisdiction {
  readonly name: string
  /** Code of its region; the empty code holds all regions. */
  readonly region: string
  readonly level: RegionLevel
  /** The nearest loaded jurisdiction above it. */
  readonly above?: string
}

/** A list of the package codes, as far as packs need it. */
export interface CodeStandard {
  readonly values: readonly {
    readonly code: string
    readonly label: { readonly zh: string; readonly en: string }
    readonly national?: string
    readonly synonyms?: readonly string[]
  }[]
}

export interface Built {
  readonly policy: EffectivePolicy
  readonly problems: readonly Problem[]
}

export interface Packs {
  /** By jurisdiction from the top down, then name, then first day in force. */
  readonly list: readonly LoadedPack[]
  readonly jurisdictions: ReadonlyMap<string, Jurisdiction>
  readonly standards: Readonly<Record<string, CodeStandard>>
  /** Effective policies by distinct period. Filled as they are asked for; what is asked never changes. */
  readonly built: Map<string, Built>
  /** Expressions by where they stand, parsed once. */
  readonly parsed: Map<Place, Expression | Problem[]>
  readonly kept: Keep
}

/**
 * Makes a thing once for what it is made from, and gives the same one again: items and nodes stay the same
 * objects over periods and regions, so that nothing is checked or compiled twice.
 */
export type Keep = <T>(from: object, basis: readonly unknown[], make: () => T) => T

export function keeper(): Keep {
  const things = new Map<object, { readonly basis: readonly unknown[]; readonly thing: unknown }[]>()
  return <T>(from: object, basis: readonly unknown[], make: () => T): T => {
    const made = things.get(from) ?? []
    things.set(from, made)
    const found = made.find(
      (each) => each.basis.length === basis.length && each.basis.every((one, i) => one === basis[i]),
    )
    // What lies under a basis was made by the same call, so it has the type that this call makes.
    if (found) return found.thing as T
    const thing = make()
    made.push({ basis, thing })
    return thing
  }
}

const levels: Record<number, RegionLevel> = {
  0: 'nation',
  2: 'province',
  4: 'city',
  6: 'county',
  9: 'town',
  12: 'village',
  14: 'group',
}

/** The level of a region by the length of its code; undefined when no level has codes of that length. */
export function levelOf(region: string): RegionLevel | undefined {
  return levels[region.length]
}

export function regionCode(region: string): string {
  return region === 'all' ? '' : region
}

/** The names of jurisdictions that could stand above one, nearest first. */
export function ancestorsOf(name: string): string[] {
  const words = name.split('/')
  return words.slice(1).map((_, index) => words.slice(0, words.length - 1 - index).join('/'))
}
