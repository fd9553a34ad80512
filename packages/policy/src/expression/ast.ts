/** The source tree: what the parser reads, before names and types are known. */
import type { CompareOp } from '../ir.ts'
import type { Place } from '../model.ts'

/** An expression as written, and where it stands. */
export interface Expression {
  readonly text: string
  readonly place: Place
  readonly root: Ast
}

export type FoldWord = 'every' | 'some' | 'count' | 'sum' | 'min' | 'max'

/** `at` is the offset in the text at which problems with this part are reported. */
export type Ast = {
  readonly at: number
} /** The digits as written, so that nothing is lost; `98%` is percent. */ & (
  | { readonly kind: 'number'; readonly digits: string; readonly percent: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'name'; readonly name: string }
  /** `m.enrolled`, `schoolAge.from`, `members.count`. */
  | { readonly kind: 'member'; readonly of: Ast; readonly name: string }
  | { readonly kind: 'index'; readonly of: Ast; readonly key: Ast }
  | { readonly kind: 'list'; readonly items: readonly Ast[] }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Ast[] }
  | { readonly kind: 'not'; readonly of: Ast }
  | { readonly kind: 'negate'; readonly of: Ast }
  | { readonly kind: 'compare'; readonly cmp: CompareOp; readonly left: Ast; readonly right: Ast }
  | { readonly kind: 'between'; readonly of: Ast; readonly low: Ast; readonly high: Ast }
  | { readonly kind: 'in'; readonly item: Ast; readonly set: Ast; readonly negated: boolean }
  | { readonly kind: 'known'; readonly of: Ast; readonly negated: boolean }
  | { readonly kind: 'if'; readonly condition: Ast; readonly whenTrue: Ast; readonly whenFalse: Ast }
  | {
      readonly kind: 'binary'
      readonly operator: '+' | '-' | '*' | '/'
      readonly left: Ast
      readonly right: Ast
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Ast[] }
  /** `body` is what follows `satisfies` or `of`; a count has none. */
  | {
      readonly kind: 'fold'
      readonly fold: FoldWord
      readonly variable: string
      readonly list: Ast
      readonly where?: Ast
      readonly body?: Ast
    }
  | {
      readonly kind: 'share'
      readonly bound: 'atLeast' | 'atMost'
      readonly percent: Ast
      readonly variable: string
      readonly list: Ast
      readonly where?: Ast
      readonly satisfies: Ast
    }
)
