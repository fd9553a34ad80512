/** A set as one set-based SELECT for PostgreSQL. */
import type { Node } from '../ir.ts'
import type { CriteriaSet } from '../model.ts'

/** Where a subject's facts are. SQL text is the caller's own and is not quoted again; ids are passed for lookup only. */
export interface SqlRelation {
  /** A FROM item without alias: `household` or `(select …)`. */
  readonly from: string
  /** The typed SQL expression of a fact: boolean, bigint (scaled), date, text, text[] for codes. */
  readonly fact: (fact: string, alias: string) => string
  /** The outcome of another set as a nullable boolean; criterion is absent for the overall outcome. */
  readonly verdict?: (set: string, criterion: string | undefined, alias: string) => string
  readonly lists: Readonly<Record<string, SqlList>>
}
export interface SqlList extends SqlRelation {
  /** Columns of the list's relation that equal columns of the parent's relation. */
  readonly join: readonly { readonly child: string; readonly parent: string }[]
}
export interface SqlSubject extends SqlRelation {
  /** Key columns; they are selected under their own names. */
  readonly key: readonly string[]
}
export interface SqlBinding {
  /** The judged day as SQL: `$1::date` or `date '2017-12-31'`. */
  readonly asOf: string
  readonly subjects: Readonly<Record<string, SqlSubject>>
}

/** A SELECT of the key columns, `codes` (bigint) and `overall` (smallint 0, 1, 2). */
export declare function compileSql(set: CriteriaSet, binding: SqlBinding): { readonly text: string }
/** A SELECT of the key columns and `value`; null is unknown. */
export declare function compileSqlValue(
  node: Node,
  subject: string,
  binding: SqlBinding,
): { readonly text: string }
/** A name as a quoted SQL identifier. */
export declare function sqlIdentifier(name: string): string
export declare function sqlText(value: string): string
