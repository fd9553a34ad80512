/** The only SQL of region_search. */
import { inRanges, type Range, type Runner } from './regions.store.ts'

export interface Spelling {
  readonly code: string
  readonly initials: string
  readonly spelling: string
}

export async function listUnspelt(runner: Runner, limit: number): Promise<{ code: string; name: string }[]> {
  const { rows } = await runner.query<{ code: string; name: string }>(
    'select code, name from region_search where initials is null order by code limit $1',
    [limit],
  )
  return rows
}

/** A name that was changed meanwhile is spelt again by the next run: its entry is empty once more. */
export async function spell(runner: Runner, spellings: readonly Spelling[]): Promise<void> {
  await runner.query(
    `update region_search s set initials = t.initials, spelling = t.spelling
     from unnest($1::text[], $2::text[], $3::text[]) t (code, initials, spelling) where s.code = t.code collate "C"`,
    [
      spellings.map(({ code }) => code),
      spellings.map(({ initials }) => initials),
      spellings.map(({ spelling }) => spelling),
    ],
  )
}

export interface PlaceQuery {
  readonly ranges: readonly Range[]
  /** A condition of `namedSql` on the alias `n`. */
  readonly condition: (bind: (value: unknown) => string) => string
  /** Whole names that are meant first of all. */
  readonly names: readonly string[]
  readonly text: string
  readonly limit: number
}

/** Regions of today that are meant by a text: the one of that name first, then the larger before the smaller. */
export async function listNamed(
  runner: Runner,
  query: PlaceQuery,
): Promise<{ code: string; name: string }[]> {
  const values: unknown[] = [query.names, query.text, query.limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await runner.query<{ code: string; name: string }>(
    `select n.code, n.name from region_search n
     where ${query.condition(bind)} and ${inRanges('n.code', query.ranges, bind)}
     order by array_position($1::text[], n.name) nulls last, n.initials = $2 collate "C" desc nulls last,
       starts_with(n.name, $2) or starts_with(n.initials, $2) or starts_with(n.spelling, $2) desc nulls last,
       length(n.code), n.code limit $3`,
    values,
  )
  return rows
}
