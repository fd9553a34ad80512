/** Judging with closures and with generated code; values of facts in and out. */
import type { Node, Outcome, Text, Truth } from '../ir.ts'
import type { CodeList, CriteriaSet, Day, Fact, FactValue, Subject, Verdict } from '../model.ts'

/** A boolean node as a function. No `eval`. `asOf` in days since 1970-01-01. */
export declare function compileTest(node: Node): (subject: Subject, asOf: number) => Truth
/** Any node as a function to an internal value; null is unknown. */
export declare function compileValue(
  node: Node,
): (subject: Subject, asOf: number) => Exclude<FactValue, undefined>
/** The same, once; compiled trees are remembered. */
export declare function evaluateNode(node: Node, subject: Subject, asOf: Day): Exclude<FactValue, undefined>
/** Judges with explanationless verdicts: outcomes, codes, what is missing. */
export declare function compileSet(set: CriteriaSet): (subject: Subject, asOf: Day) => Verdict

export interface GeneratedSet {
  /** Two bits per criterion, as in `Verdict.codes`. */
  readonly codes: (subject: Subject, asOf: Day) => bigint
  /** Judges many without allocating: `codes[i]` and, when given, `overall[i]` belong to `subjects[i]`. */
  readonly fill: (subjects: readonly Subject[], asOf: Day, codes: BigInt64Array, overall?: Uint8Array) => void
  /** The generated source, for whoever wants to read it. */
  readonly source: string
}
/** The same set as generated JavaScript (`new Function`), for servers. */
export declare function generateSet(set: CriteriaSet): GeneratedSet

/** Truth per criterion out of the packed codes. */
export declare function codesToTruths(codes: bigint, count: number): Truth[]
export declare function codesToOutcomes(codes: bigint, count: number): Outcome[]
export declare function truthsToCodes(truths: readonly Truth[]): bigint
/** The overall outcome of a set, by its verdict over criteria. */
export declare function overall(set: CriteriaSet, codes: bigint): Truth
export declare function outcomeOf(truth: Truth): Outcome

/** Why a value of a fact was refused. */
export interface ValueProblem {
  readonly code: string
  readonly message: Text
  readonly nearest?: string
}
/** A fact's value as it stands in JSON, checked and never coerced. `null` is unknown and always allowed. */
export declare function checkFactValue(
  fact: Fact,
  codeLists: Readonly<Record<string, CodeList>>,
  json: unknown,
): { readonly value: Exclude<FactValue, undefined> } | { readonly problem: ValueProblem }
/** JSON value to internal value, when it was checked before; throws with the problem's words otherwise. */
export declare function toInternal(
  fact: Fact,
  codeLists: Readonly<Record<string, CodeList>>,
  json: unknown,
): Exclude<FactValue, undefined>
/** Internal value to the JSON value that `checkFactValue` takes. */
export declare function toJson(
  fact: Pick<Fact, 'type' | 'scale'>,
  value: FactValue,
): boolean | number | string | readonly string[] | null
