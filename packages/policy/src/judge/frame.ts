/** What closures are compiled against, and what they run on. */
import type { ConstantValue, Node, Owner, Truth } from '../ir.ts'
import type { FactValue, Subject } from '../model.ts'

/** One judgement: the subject and the elements that quantifiers are at, by slot. One at a time, so one is reused. */
export interface Run {
  readonly slots: Subject[]
  asOf: number
}

/** Unknown is 1 for truths, NaN for numbers and dates (NaN spreads by itself), null for codes and texts. */
export type TruthOf = (run: Run) => Truth
export type NumberOf = (run: Run) => number
export type TextOf = (run: Run) => string | null
export type CodesOf = (run: Run) => readonly string[] | null

/** A fact and its value where a criterion may assume one: by `kind.fact`. */
export type Assumed = ReadonlyMap<string, ConstantValue>

/** Where the names of a node point. A derived formula has a frame of its own, whose subject is its owner. */
export interface Frame {
  /** Slot of the subject, then of each element by depth. */
  readonly slots: readonly number[]
  /** `members.` for each slot of `slots`: how missing facts are named. */
  readonly paths: readonly string[]
  readonly kinds: readonly string[]
  /** The first slot that is free. */
  readonly next: number
  readonly assumed: Assumed
}

export function rootFrame(kind: string, assumed: Assumed): Frame {
  return { slots: [0], paths: [''], kinds: [kind], next: 1, assumed }
}

const depthOf = (owner: Owner): number => (owner.at === 'subject' ? 0 : owner.depth + 1)

export const slotOf = (frame: Frame, owner: Owner): number => frame.slots[depthOf(owner)]!
export const pathOf = (frame: Frame, owner: Owner): string => frame.paths[depthOf(owner)]!
export const kindOf = (frame: Frame, owner: Owner): string => frame.kinds[depthOf(owner)]!

export function elementFrame(frame: Frame, list: { owner: Owner; list: string; of: string }): Frame {
  return {
    slots: [...frame.slots, frame.next],
    paths: [...frame.paths, `${pathOf(frame, list.owner)}${list.list}.`],
    kinds: [...frame.kinds, list.of],
    next: frame.next + 1,
    assumed: frame.assumed,
  }
}

export function derivedFrame(frame: Frame, owner: Owner): Frame {
  return {
    slots: [slotOf(frame, owner)],
    paths: [pathOf(frame, owner)],
    kinds: [kindOf(frame, owner)],
    next: frame.next,
    assumed: frame.assumed,
  }
}

/** A constant as facts hold it: numbers are numbers here, since ranges were checked. */
export function internal(value: ConstantValue): Exclude<FactValue, undefined> {
  return typeof value === 'bigint' ? Number(value) : value
}

/** The compilers, handed to the files that need them in turn. */
export interface Compilers {
  readonly truth: (node: Node, frame: Frame) => TruthOf
  readonly number: (node: Node, frame: Frame) => NumberOf
  readonly text: (node: Node, frame: Frame) => TextOf
  readonly codes: (node: Node, frame: Frame) => CodesOf
}

/** How to read one fact, assumptions included. */
export function factReader(frame: Frame, owner: Owner, fact: string): (run: Run) => FactValue {
  const slot = slotOf(frame, owner)
  const assumed = internal(frame.assumed.get(`${kindOf(frame, owner)}.${fact}`) ?? null)
  if (assumed === null) return (run) => run.slots[slot]!.facts[fact]
  return (run) => run.slots[slot]!.facts[fact] ?? assumed
}
