import type { Runner } from './summary.store.ts'

export interface CountedGaps {
  readonly subjects: number
  readonly facts: readonly {
    readonly fresh: number
    readonly stale: number
    /** Households or villages of which a criterion cannot be told for want of it. */
    readonly rowsNeeded: number
    /** Households in which somebody's is stale or missing, where the fact is one of persons. */
    readonly rowsStale?: number
    readonly rowsMissing?: number
  }[]
}

/** Runs a SELECT of `countGapsSql`: one row, with the counts of the facts in their order. */
export async function countGaps(
  runner: Runner,
  sql: string,
  facts: number,
  status: readonly string[] | undefined,
): Promise<CountedGaps> {
  const { rows } = await runner.query<Record<string, number>>(sql, [status ?? null])
  const row = rows[0]!
  return {
    subjects: row.n!,
    facts: Array.from({ length: facts }, (_, i) => ({
      fresh: row[`f${i}`]!,
      stale: row[`s${i}`]!,
      rowsNeeded: row[`o${i}`]!,
      ...(row[`hm${i}`] === undefined ? {} : { rowsStale: row[`hs${i}`]!, rowsMissing: row[`hm${i}`]! }),
    })),
  }
}
