/**
 * The checked tree: what every back end (closure, generated code, SQL, explanation) reads.
 * A node is typed when it is built; back ends trust it and check nothing again.
 */

/** A label or sentence in both languages. */
export interface Text {
  readonly zh: string
  readonly en: string
}

/**
 * Three-valued truth as small integers, ordered so that Kleene's `and` is the minimum, `or` the maximum,
 * and `not` is 2 - x. The same numbers are stored, two bits per criterion.
 */
export type Truth = 0 | 1 | 2
export const UNMET = 0
export const UNDETERMINED = 1
export const MET = 2
export type Outcome = 'met' | 'unmet' | 'undetermined'

/** Exponents of base units, sorted by name: m²/person is `{ 'm²': 1, person: -1 }`; a pure number is `{}`. */
export type Unit = Readonly<Record<string, number>>

export type Type =
  | { readonly kind: 'boolean' }
  /** A scaled integer: 12.50 with scale 2 is 1250. Integers have scale 0, money scale 2 (fen). */
  | {
      readonly kind: 'number'
      readonly scale: number
      readonly unit: Unit
      readonly min: bigint
      readonly max: bigint
    }
  /** Whole days since 1970-01-01, in closures; `date` in SQL. */
  | { readonly kind: 'date' }
  | { readonly kind: 'code'; readonly list: string }
  | { readonly kind: 'codes'; readonly list: string }
  | { readonly kind: 'text' }

/** Where a value comes from: the subject judged, or the element that a quantifier is at (depth 0 is the outermost). */
export type Owner = { readonly at: 'subject' } | { readonly at: 'element'; readonly depth: number }

export type CompareOp = '=' | '!=' | '<' | '<=' | '>' | '>='

export type Node = { readonly type: Type } & (
  | { readonly op: 'constant'; readonly value: ConstantValue }
  | { readonly op: 'fact'; readonly owner: Owner; readonly subject: string; readonly fact: string }
  /** The parameter's value on the judged day has been put in its place; the id stays for explanations and mutation. */
  | { readonly op: 'parameter'; readonly id: string; readonly field?: string; readonly value: ConstantValue }
  | {
      readonly op: 'table'
      readonly id: string
      readonly key: Node
      readonly rows: Readonly<Record<string, ConstantValue>>
      readonly otherwise?: ConstantValue
    }
  /**
   * A derived formula, kept as a node so that explanations can name it. `body` is written from its own
   * subject's point of view: its `subject` is `owner`, and its quantifiers start at depth 0 again.
   */
  | { readonly op: 'derived'; readonly id: string; readonly owner: Owner; readonly body: Node }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Node[] }
  | { readonly op: 'not'; readonly of: Node }
  /** Back ends read `age(d) cmp n` with a constant n as a bound on the date: d <= asOf - n years (see ageBound). */
  | { readonly op: 'compare'; readonly cmp: CompareOp; readonly left: Node; readonly right: Node }
  | { readonly op: 'in'; readonly item: Node; readonly set: Node | { readonly codes: readonly string[] } }
  | { readonly op: 'known'; readonly of: Node }
  | { readonly op: 'if'; readonly condition: Node; readonly whenTrue: Node; readonly whenFalse: Node }
  | {
      readonly op: 'add' | 'subtract' | 'multiply' | 'least' | 'greatest'
      readonly left: Node
      readonly right: Node
    }
  | { readonly op: 'negate' | 'abs'; readonly of: Node }
  /** Half away from zero for round; toward minus / plus infinity for floor / ceil. Result scale is in `type`. */
  | {
      readonly op: 'divide'
      readonly rounding: 'round' | 'floor' | 'ceil'
      readonly left: Node
      readonly right: Node
    }
  /** Change of scale: exact when growing; `rounding` says how when shrinking. */
  | { readonly op: 'rescale'; readonly of: Node; readonly rounding: 'round' | 'floor' | 'ceil' | 'exact' }
  /** A percentage read as a pure number: the same integer, two digits more of scale. 5 % is 0.05. */
  | { readonly op: 'ratio'; readonly of: Node }
  | { readonly op: 'every' | 'some'; readonly list: ListRef; readonly where?: Node; readonly satisfies: Node }
  /** At least / at most `percent` (a scaled number node of unit %) of the elements with `where` satisfy. */
  | {
      readonly op: 'share'
      readonly bound: 'atLeast' | 'atMost'
      readonly percent: Node
      readonly list: ListRef
      readonly where?: Node
      readonly satisfies: Node
    }
  | { readonly op: 'count'; readonly list: ListRef; readonly where?: Node }
  | {
      readonly op: 'sum' | 'minOf' | 'maxOf'
      readonly list: ListRef
      readonly where?: Node
      readonly of: Node
    }
  | { readonly op: 'asOf' }
  | { readonly op: 'age' | 'year' | 'month'; readonly of: Node }
  | { readonly op: 'days' | 'months'; readonly from: Node; readonly to: Node }
  | { readonly op: 'addMonths'; readonly date: Node; readonly months: Node }
  | { readonly op: 'length'; readonly of: Node }
  | { readonly op: 'verdict'; readonly owner: Owner; readonly set: string; readonly criterion?: string }
)

/** Numbers are scaled bigints, dates are days since 1970-01-01, codes and texts strings, null is unknown. */
export type ConstantValue = boolean | bigint | number | string | readonly string[] | null

/** A list of the subject (or of an enclosing element): `members`. `complete` is the fact that says it is all there is. */
export interface ListRef {
  readonly owner: Owner
  readonly list: string
  readonly of: string
  readonly complete?: string
  /** The variable's name in the text, for explanations. */
  readonly variable: string
}
