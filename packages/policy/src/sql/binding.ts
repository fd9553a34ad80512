/** Where subjects and their facts are in the database. */

/** SQL text here is the caller's own and stands in the statement as it is. */
export interface SqlRelation {
  /** A FROM item without alias: `household` or `(select … where region_code >= $2)`. */
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
