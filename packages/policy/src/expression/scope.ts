/** What an expression may name. */
import type { Node, Type, Unit } from '../ir.ts'
import type { CodeList, Fact, Parameter, SubjectKind } from '../model.ts'

/** Built by whoever loads packs; an `EffectivePolicy` fits but for `subject` and the criterion ids of `sets`. */
export interface Scope {
  /** The kind of subject the expression is about: `household`. */
  readonly subject: string
  readonly subjects: Readonly<Record<string, SubjectKind>>
  /** By subject, then id. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, Fact>>>>
  readonly codeLists: Readonly<Record<string, CodeList>>
  readonly parameters: Readonly<Record<string, Parameter>>
  /** By subject, then id: formulas that were checked before (see `dependencies`). */
  readonly derived: Readonly<Record<string, Readonly<Record<string, { readonly node: Node }>>>>
  /** Sets that `verdict()` may ask, with their criterion ids. */
  readonly sets: Readonly<Record<string, { readonly subject: string; readonly criteria: readonly string[] }>>
}

/** What the place where an expression stands demands of it. A test expects `boolean`, an amount of money scale 2. */
export type Expected =
  | Exclude<Type, { readonly kind: 'number' }>
  | { readonly kind: 'number'; readonly unit?: Unit; readonly scale?: number }
