import type { Text } from '../ir.ts'
import type { RawCriterion } from './format.ts'
import type { LoadedPack } from './packs.ts'

/** One criterion as it will hold: the lines of all packs that had a say, the highest first. */
export interface Line {
  readonly raw: RawCriterion
  readonly pack: LoadedPack
}
export interface SetPlan {
  readonly id: string
  readonly subject: string
  readonly title: Text
  /** The packs that make the set, from the top down. */
  readonly packs: readonly LoadedPack[]
  readonly criteria: readonly { readonly id: string; readonly lines: readonly Line[] }[]
}
