/** The SQL of other names of units. */
import type pg from 'pg'

export type Runner = Pick<pg.Pool, 'query'>

export interface AliasRow {
  readonly alias: string
  readonly region_code: string
  readonly id: string
  readonly name: string
}

/** Who is meant by the names in documents of the regions; a unit that was closed is meant by nobody any more. */
export async function listAliases(
  runner: Runner,
  regions: readonly string[],
  names: readonly string[],
): Promise<AliasRow[]> {
  const { rows } = await runner.query<AliasRow>(
    `select a.alias, a.region_code, u.id, u.name from unit_alias a join unit u on u.id = a.unit_id
     where a.region_code = any($1::text[]) and a.alias = any($2::text[]) and u.closed_at is null
     order by length(a.region_code) desc`,
    [regions, names],
  )
  return rows
}

export async function putAlias(
  runner: Runner,
  row: {
    readonly region: string
    readonly alias: string
    readonly unit: string
    readonly by: string
    readonly at: string
  },
): Promise<void> {
  await runner.query(
    `insert into unit_alias (region_code, alias, unit_id, made_by, made_at) values ($1, $2, $3, $4, $5)
     on conflict (region_code, alias) do update set unit_id = excluded.unit_id, made_by = excluded.made_by, made_at = excluded.made_at
     where unit_alias.unit_id <> excluded.unit_id`,
    [row.region, row.alias, row.unit, row.by, row.at],
  )
}

export async function removeAlias(runner: Runner, region: string, alias: string): Promise<void> {
  await runner.query('delete from unit_alias where region_code = $1 and alias = $2', [region, alias])
}
