import type pg from 'pg'

export type Runner = Pick<pg.Pool, 'query'>

export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly display_name: string
  readonly role: string
  readonly region_code: string
  readonly demo: boolean
}

const columns = 'id, name, display_name, role, region_code, demo'

export async function listDemoAccounts(runner: Runner): Promise<AccountRow[]> {
  const { rows } = await runner.query<AccountRow>(
    `select ${columns} from account where demo order by length(region_code), region_code, role not like '%Office', name`,
  )
  return rows
}

export async function findAccount(
  runner: Runner,
  by: { readonly id: string } | { readonly name: string },
): Promise<AccountRow | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['name', by.name]
  const { rows } = await runner.query<AccountRow>(`select ${columns} from account where ${column} = $1`, [
    value,
  ])
  return rows[0]
}

export interface World {
  readonly name: string
  readonly today: string
}

/** The demo world that this database holds, if any. */
export async function findWorld(runner: Runner): Promise<World | undefined> {
  const { rows } = await runner.query<{ value: World }>(`select value from setting where key = 'world'`)
  return rows[0]?.value
}
