/** The expression language: text to source tree to checked tree. */
import type { Node, Unit } from '../ir.ts'
import type { Place, Problem } from '../model.ts'
import type { Expression } from './ast.ts'
import type { Expected, Scope } from './scope.ts'

export type { Ast, Expression } from './ast.ts'
export type { Expected, Scope } from './scope.ts'

/** Reads a text. `place` is where its first character stands. */
export declare function parseExpression(text: string, place: Place): Expression | Problem[]
/** Resolves names, checks types, units, scales and ranges. */
export declare function checkExpression(
  expression: Expression,
  scope: Scope,
  expected?: Expected,
): Node | Problem[]
/** What a source tree names, resolved by subject: to order derived formulas, and to find circles. */
export declare function dependencies(
  expression: Expression,
  scope: Pick<Scope, 'subject' | 'subjects'>,
): {
  /** `[subject kind, id]`: facts, derived formulas, parameters alike, by what is written. */
  readonly names: readonly (readonly [string, string])[]
  readonly sets: readonly string[]
}
/** `m²/person` → `{ 'm²': 1, person: -1 }`; undefined when it is not a unit. Empty text is a pure number. */
export declare function parseUnit(text: string): Unit | undefined
export declare function unitText(unit: Unit): string
/** The closest of `names` by edit distance, when one is close enough to be meant. */
export declare function nearest(name: string, names: Iterable<string>): string | undefined
/** `2017-12-31` → days since 1970-01-01; undefined when there is no such day. */
export declare function parseDay(text: string): number | undefined
export declare function formatDay(day: number): string
/** `12.50` with scale 2 → 1250n; undefined when it is not an exact decimal of at most that scale. */
export declare function parseDecimal(text: string, scale: number): bigint | undefined
/** 1250n with scale 2 → `12.50`. */
export declare function formatDecimal(value: bigint | number, scale: number): string
