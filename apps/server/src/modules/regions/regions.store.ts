/** The SQL that reads regions, and adds and ends their periods. */
import { nation, regionRange } from '@lika/codes'
import type pg from 'pg'
import type { Tx } from '../../platform/db.ts'

export type Runner = Pick<pg.Pool, 'query'>

export interface Range {
  readonly lo: string
  readonly hi: string
}

/** What somebody may see: everything in the ranges, and the way down to them. */
export interface Visible {
  readonly ranges: readonly Range[]
  readonly above: readonly string[]
}

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

/** Regions within the ranges that bear one of the names on the day, however many there are of each. */
export async function listByNames(
  runner: Runner,
  names: readonly string[],
  ranges: readonly Range[],
  asOf: string,
): Promise<{ code: string; name: string }[]> {
  if (names.length === 0) return []
  const { rows } = await runner.query<{ code: string; name: string }>(
    `select distinct r.code, r.name from unnest($2::text[], $3::text[]) as g (lo, hi)
     join region r on r.code >= g.lo collate "C" and r.code < g.hi collate "C"
     where r.name = any($1::text[]) and r.valid_from <= $4::date and $4::date < r.valid_to order by r.code`,
    [names, ranges.map(({ lo }) => lo), ranges.map(({ hi }) => hi), asOf],
  )
  return rows
}

export interface RegionRow {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly valid_from: string
  readonly valid_to: string
}

export async function findRegion(runner: Runner, code: string, asOf: string): Promise<RegionRow | undefined> {
  const { rows } = await runner.query<RegionRow>(
    `select code, name, level, valid_from, valid_to from region
     where code = $1 and valid_from <= $2::date and $2::date < valid_to`,
    [code, asOf],
  )
  return rows[0]
}

/** The code under whatever name, first and last day: undefined for a code that never was. */
export async function findLife(
  runner: Runner,
  code: string,
): Promise<{ from: string; to: string } | undefined> {
  const { rows } = await runner.query<{ from: string | null; to: string }>(
    'select min(valid_from) as "from", max(valid_to) as "to" from region where code = $1',
    [code],
  )
  const { from, to } = rows[0]!
  return from === null ? undefined : { from, to }
}

export interface ChildRow {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly children: number
}

/** Regions directly below one, or the provinces, with how many lie below each: only what may be seen. */
export async function listChildren(
  runner: Runner,
  parent: string | null,
  asOf: string,
  visible: Visible,
): Promise<ChildRow[]> {
  const values: unknown[] = [asOf, visible.above]
  const bind = (value: unknown) => `$${values.push(value)}`
  const seen = (alias: string) =>
    `${alias}.valid_from <= $1::date and $1::date < ${alias}.valid_to
     and (${alias}.code = any($2::text[]) or ${inRanges(`${alias}.code`, visible.ranges, bind)})`
  const { rows } = await runner.query<ChildRow>(
    `select r.code, r.name, r.level,
       (select count(*) from region below where below.parent_code = r.code and ${seen('below')}) as children
     from region r where ${parent === null ? 'r.parent_code is null' : `r.parent_code = ${bind(parent)}`} and ${seen('r')}
     order by r.code`,
    values,
  )
  return rows
}

/** The same for everybody: names of places are no secret. */
export function listBelow(runner: Runner, parent: string, asOf: string): Promise<ChildRow[]> {
  return listChildren(runner, parent === nation ? null : parent, asOf, {
    ranges: [regionRange(nation)],
    above: [],
  })
}

export function inRanges(column: string, ranges: readonly Range[], bind: (value: unknown) => string): string {
  if (ranges.length === 0) return 'false'
  return `(${ranges.map(({ lo, hi }) => `${column} >= ${bind(lo)} and ${column} < ${bind(hi)}`).join(' or ')})`
}

export interface NameSearch {
  readonly ranges: readonly Range[]
  /** What the names must contain. */
  readonly stem: string
  /** Whole names that are meant first of all. */
  readonly names: readonly string[]
  readonly limit: number
}

/** Regions of today whose name contains the text, the ones that bear it as their name first, the larger before the smaller. */
export async function searchNames(
  runner: Runner,
  search: NameSearch,
): Promise<{ code: string; name: string; level: string }[]> {
  const values: unknown[] = [search.stem, search.names, search.limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await runner.query<{ code: string; name: string; level: string }>(
    `select code, name, level from region
     where valid_to = 'infinity' and strpos(name, $1) > 0 and ${inRanges('code', search.ranges, bind)}
     order by array_position($2::text[], name) nulls last, starts_with(name, $1) desc, length(code), code limit $3`,
    values,
  )
  return rows
}

/** Changes of the tree follow one another; whoever reads is not held up. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.client.query('lock table region in share row exclusive mode')
}

export interface NewPeriod {
  readonly code: string
  readonly name: string
  readonly parentCode: string
  readonly level: string
  readonly validFrom: string
}

export async function insertPeriods(tx: Tx, periods: readonly NewPeriod[]): Promise<void> {
  const rows = periods.map((period) => ({
    code: period.code,
    valid_from: period.validFrom,
    valid_to: 'infinity',
    parent_code: period.parentCode === 'all' ? null : period.parentCode,
    level: period.level,
    name: period.name,
  }))
  await tx.client.query(
    'insert into region select * from jsonb_populate_recordset(null::region, $1::jsonb)',
    [JSON.stringify(rows)],
  )
}

/** The regions hold until the day before. */
export async function endPeriods(tx: Tx, codes: readonly string[], day: string): Promise<void> {
  await tx.client.query(
    `update region set valid_to = $2::date where code = any($1::text[]) and valid_to = 'infinity'`,
    [codes, day],
  )
}

/** Groups of a village: those of today, and the last number that was ever given. */
export async function listGroups(
  tx: Tx,
  village: string,
): Promise<{ groups: { code: string; name: string; valid_from: string }[]; last: number }> {
  const { rows } = await tx.client.query<{
    code: string
    name: string
    valid_from: string
    holds: boolean
  }>(
    `select distinct on (code) code, name, valid_from, valid_to = 'infinity' as holds
     from region where parent_code = $1 order by code, valid_from desc`,
    [village],
  )
  return {
    groups: rows.filter((row) => row.holds),
    last: Math.max(0, ...rows.map((row) => Number(row.code.slice(12)))),
  }
}
