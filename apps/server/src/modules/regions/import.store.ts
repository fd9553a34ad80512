/** Reading the national lists into the tree: COPY into a staging table, then one statement for each thing that follows. */
import { createReadStream } from 'node:fs'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Tx } from '../../platform/db.ts'

/** What is staged: the region asked for with everything in it, and the codes above it. */
export interface Wanted {
  readonly lo: string
  readonly hi: string
  readonly above: readonly string[]
}

export async function openStaging(tx: Tx): Promise<void> {
  // Imports and changes of the tree follow one another; readers are not held up.
  await tx.client.query('lock table region in share row exclusive mode')
  await tx.client.query(
    'create temp table region_staging (code text collate "C", name text, digits integer) on commit drop',
  )
}

export interface ListFile {
  readonly path: string
  readonly columns: readonly string[]
  /** How long the codes of this list are. */
  readonly digits: number
}

/** The database parses the file itself; no row passes through JavaScript. */
export async function copyList(
  tx: Tx,
  file: ListFile,
  wanted: Wanted,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const columns = file.columns.map((_, index) => `c${index}`)
  await tx.client.query(
    `create temp table region_list (${columns.map((column) => `${column} text`).join(', ')}) on commit drop`,
  )
  const copy = tx.client.query(
    copyFrom(`copy region_list from stdin (format csv, header true, encoding 'UTF8')`),
  )
  const counted = new PassThrough()
  counted.on('data', (chunk: Buffer) => onBytes(chunk.length))
  await pipeline(createReadStream(file.path), counted, copy)
  const [code, name] = [file.columns.indexOf('code'), file.columns.indexOf('name')]
  await tx.client.query(
    `insert into region_staging select btrim(c${code}), btrim(c${name}), $1 from region_list
     where (btrim(c${code}) collate "C" >= $2 and btrim(c${code}) collate "C" < $3) or btrim(c${code}) = any($4::text[])`,
    [file.digits, wanted.lo, wanted.hi, wanted.above],
  )
  await tx.client.query('drop table region_list')
}

export interface StagingProblem {
  readonly code: string | null
  readonly problem: 'form' | 'name' | 'twice' | 'parent'
}

const parentCode = (code: string) =>
  `nullif(left(${code}, case length(${code}) when 12 then 9 when 9 then 6 when 6 then 4 when 4 then 2 else 0 end), '')`

export async function listStagingProblems(tx: Tx): Promise<StagingProblem[]> {
  await tx.client.query('analyze region_staging')
  const { rows } = await tx.client.query<StagingProblem>(
    `select code, 'form' as problem from region_staging
       where code is null or code !~ '^[1-9][0-9]*$' or length(code) <> digits
     union all select code, 'name' from region_staging where name is null or name = ''
     union all select code, 'twice' from region_staging group by code having count(*) > 1
     union all select s.code, 'parent' from region_staging s where length(s.code) > 2
       and not exists (select from region_staging p where p.code = ${parentCode('s.code')})
     limit 5`,
  )
  return rows
}

/** Codes that were never known. The lists do not say since when a region exists, so it holds as far back as any. */
export async function addNewRegions(tx: Tx): Promise<number> {
  const { rowCount } = await tx.client.query(
    `insert into region (code, parent_code, level, name)
     select code, ${parentCode('code')},
       case length(code) when 2 then 'province' when 4 then 'city' when 6 then 'county' when 9 then 'town' else 'village' end, name
     from region_staging s where not exists (select from region r where r.code = s.code) order by code`,
  )
  return rowCount ?? 0
}

const renamedHere = `exists (select from region_change c
  where c.from_code = r.code and c.to_code = r.code and c.made_by is not null)`

/** A name that a person entered stays: whoever keeps the lists learns of a decision later than the county does. */
export async function renameRegions(tx: Tx, day: string, reason: string): Promise<number> {
  const { rowCount } = await tx.client.query(
    `with renamed as (
       select r.code, r.valid_from, r.parent_code, r.level, s.name from region r join region_staging s on s.code = r.code
       where r.valid_to = 'infinity' and r.name <> s.name and not ${renamedHere}
     ), closed as (
       update region r set valid_to = $1 from renamed n
       where r.code = n.code and r.valid_from = n.valid_from and n.valid_from < $1 returning r.code
     ), corrected as (
       update region r set name = n.name from renamed n
       where r.code = n.code and r.valid_from = n.valid_from and n.valid_from >= $1
     ), opened as (
       insert into region (code, valid_from, parent_code, level, name)
       select code, $1, parent_code, level, name from renamed where code in (select code from closed)
     )
     insert into region_change (id, kind, from_code, to_code, name, effective_on, reason)
     select gen_random_uuid(), 'rename', code, code, name, $1, $2 from renamed`,
    [day, reason],
  )
  return rowCount ?? 0
}

export interface Found {
  readonly count: number
  readonly first: readonly { readonly code: string; readonly name: string }[]
}

/** Regions that hold here and that the lists no longer know; groups and what was moved here are not theirs. */
export function findVanished(tx: Tx, { lo, hi }: Wanted): Promise<Found> {
  return found(
    tx,
    `from region r where r.valid_to = 'infinity' and r.level <> 'group' and r.code >= $1 and r.code < $2
       and not exists (select from region_staging s where s.code = r.code)
       and not exists (select from region_change c where c.kind = 'move' and c.to_code = r.code)`,
    [lo, hi],
  )
}

export function findRenamedHere(tx: Tx): Promise<Found> {
  return found(
    tx,
    `from region r join region_staging s on s.code = r.code
     where r.valid_to = 'infinity' and r.name <> s.name and ${renamedHere}`,
  )
}

/** Regions that the lists still know, but that were merged or moved here. */
export function findEndedHere(tx: Tx): Promise<Found> {
  return found(
    tx,
    `from (select distinct on (code) code, name, valid_to from region
           where code in (select code from region_staging) order by code, valid_from desc) r
     where r.valid_to < 'infinity'`,
  )
}

async function found(tx: Tx, source: string, values: readonly string[] = []): Promise<Found> {
  const { rows } = await tx.client.query<{ code: string; name: string; count: number }>(
    `select r.code, r.name, count(*) over () as count ${source} order by r.code limit 20`,
    [...values],
  )
  return { count: rows[0]?.count ?? 0, first: rows.map(({ code, name }) => ({ code, name })) }
}

export async function countStaged(tx: Tx): Promise<number> {
  const { rows } = await tx.client.query<{ count: number }>('select count(*) from region_staging')
  return rows[0]!.count
}

/** So that the first questions after a large import already find their indexes. */
export async function analyseRegions(tx: Tx): Promise<void> {
  await tx.client.query('analyze region')
}
