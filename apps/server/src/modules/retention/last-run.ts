/** When the job of retention last looked, and what it removed by itself. */
import type pg from 'pg'

type Runner = Pick<pg.Pool, 'query'>

export interface LastRun {
  readonly at: string
  readonly removed: Record<string, number>
}

const KEY = 'retention'

export async function findLastRun(runner: Runner): Promise<LastRun | null> {
  const { rows } = await runner.query<{ value: LastRun }>('select value from setting where key = $1', [KEY])
  return rows[0]?.value ?? null
}

export async function keepLastRun(runner: Runner, run: LastRun): Promise<void> {
  await runner.query(
    'insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [KEY, JSON.stringify(run)],
  )
}
