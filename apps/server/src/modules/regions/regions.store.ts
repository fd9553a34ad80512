/** The only SQL that reads regions. */
import type pg from 'pg'

export type Runner = Pick<pg.Pool, 'query'>

/** The period of each code that holds on the day; without one, or where none does, the latest. */
export async function findNames(
  runner: Runner,
  codes: readonly string[],
  asOf?: string,
): Promise<{ code: string; name: string }[]> {
  if (codes.length === 0) return []
  const { rows } = await runner.query<{ code: string; name: string }>(
    `select distinct on (code) code, name from region where code = any($1::text[])
     order by code, (valid_from <= $2::date and $2::date < valid_to) is true desc, valid_from desc`,
    [codes, asOf ?? null],
  )
  return rows
}
