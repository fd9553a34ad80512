/** A sheet becomes a list with its rows, all or none: read in a worker, looked up and sealed some thousands at a time. */
import { normaliseName } from '@lika/codes'
import type { LeadFigures, LeadList, QueryOf, routes } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { type Tx, withTransaction } from '../../platform/db.ts'
import type { Actor, UploadedFile } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { daysKept } from '../dictionary/index.ts'
import { mustSeeRegion } from '../registry/index.ts'
import { digestOf, hashOfFile, sealSaid } from './contents.ts'
import type { LeadsDeps } from './deps.ts'
import { type ColumnKey, columns, kindOf, MOST_ROWS } from './kinds.ts'
import { fillFigures, findList, insertLeads, insertList, isUnitAt, type NewList } from './lists.store.ts'
import { readList, unitPlaces } from './lists.ts'
import { type Asked, findVillages, type Match, matchRows } from './matching.sql.ts'
import {
  columnsMissing,
  emptySheet,
  heardLater,
  otherContent,
  regionTooLarge,
  sameFile,
  tooManyRows,
  unknownKind,
  unknownUnit,
} from './refusals.ts'
import { type Cells, type Read, readRow, withoutNumbers } from './row.ts'
import { type FindVillage, villageFinder } from './villages.ts'

type Query = QueryOf<(typeof routes)['leads']['uploadLeadList']>

const BATCH = 2_000

export async function uploadLeadList(
  deps: LeadsDeps,
  actor: Actor,
  query: Query,
  file: Pick<UploadedFile, 'path' | 'filename' | 'sha256'>,
  signal: AbortSignal,
): Promise<LeadList> {
  const { clock, db, keyring } = deps.registry
  await mustBeSound(deps, actor, query)
  const { id, region, kind, unit, heardOn } = query
  const list: NewList = {
    id,
    regionCode: region,
    kind,
    unitId: unit ?? null,
    heardOn,
    fileHash: hashOfFile(keyring, file.sha256),
    fileName: withoutNumbers(file.filename.replaceAll('\0', '')),
    digest: digestOf(keyring, [id, actor.accountId, region, kind, unit, heardOn, file.sha256]),
    uploadedBy: actor.accountId,
    uploadedOn: clock.today(),
    uploadedAt: clock.now(),
    keptUntil: dayAfter(clock.today(), daysKept('lead')),
  }
  await withTransaction(db, async (tx) => {
    if (!(await insertList(tx.client, list))) {
      const known = await findList(tx.client, id)
      if (known?.digest === list.digest) return
      if (known || (await isTaken(tx, id))) throw otherContent(id)
      throw sameFile()
    }
    const filling = await pour(deps, tx, list, file.path, signal)
    noteAudit({
      subjectKind: 'leadList',
      subjectId: id,
      regionCode: region,
      detail: { kind, digest: list.digest, ...filling.figures },
    })
    await fillFigures(tx.client, id, filling.figures, filling.unread)
  })
  return readList(deps, actor, id)
}

/** By a list that whoever asks does not see. */
async function isTaken(tx: Tx, id: string): Promise<boolean> {
  return (await tx.whole(() => findList(tx.client, id))) !== undefined
}

async function mustBeSound(
  { registry }: LeadsDeps,
  actor: Actor,
  { region, kind, unit, heardOn }: Query,
): Promise<void> {
  mustSeeRegion(actor, region)
  const { pool } = registry.db
  const isCounty = region !== 'all' && region.length >= 6 && region.length <= 12
  if (!isCounty || !(await registry.findPlaces(pool, [region])).has(region)) throw regionTooLarge(region)
  if (!kindOf(kind)) throw unknownKind(kind)
  if (unit !== undefined && !(await isUnitAt(pool, unit, unitPlaces(region)))) throw unknownUnit(unit)
  const today = registry.clock.today()
  if (heardOn > today) throw heardLater(heardOn, today)
}

interface Poured {
  readonly figures: LeadFigures
  readonly unread: readonly string[]
}

async function pour(
  { registry, readRows }: LeadsDeps,
  tx: Tx,
  list: NewList,
  path: string,
  signal: AbortSignal,
): Promise<Poured> {
  const wanted = columns.map(({ key, header, synonyms }) => ({ key, labels: [header], synonyms }))
  const today = registry.clock.today()
  const findVillage = villageFinder(await findVillages(tx.client, list.regionCode))
  const poured = pouring(registry, tx, list)
  let unread: string[] = []
  let waiting: (Read & { readonly line: number })[] = []
  let rows = 0
  for await (const batch of readRows(path, wanted, signal)) {
    mustHaveColumns(batch.columns)
    unread = batch.columns.flatMap(({ header, key }) =>
      key || header === '' ? [] : [withoutNumbers(header).slice(0, 100)],
    )
    for (const { line, cells } of batch.rows) {
      const read = rowOf(batch.columns, cells, today, findVillage)
      if (read) waiting.push({ ...read, line })
    }
    while (waiting.length >= BATCH) {
      await poured.take(waiting.slice(0, BATCH))
      waiting = waiting.slice(BATCH)
    }
    rows = poured.figures().rows + waiting.length
    if (rows > MOST_ROWS) throw tooManyRows()
  }
  if (waiting.length > 0) await poured.take(waiting)
  const figures = poured.figures()
  if (figures.rows === 0) throw emptySheet()
  return { figures, unread: unread.slice(0, 100) }
}

function rowOf(
  found: readonly { readonly key: string | undefined }[],
  cells: readonly (string | null)[],
  today: string,
  findVillage: FindVillage,
): Read | undefined {
  const given: Cells = {}
  for (const [index, { key }] of found.entries()) {
    const text = cells[index]?.replaceAll('\0', '').toWellFormed().trim()
    if (key && text) given[key as ColumnKey] = text
  }
  return Object.keys(given).length === 0 ? undefined : readRow(given, today, findVillage)
}

/** What was seen before is remembered: a person is one lead of a list, however often it says them. */
function pouring({ keyring, hashId }: LeadsDeps['registry'], tx: Tx, list: NewList) {
  const lineOf = new Map<string, number>()
  const counts = {
    rows: 0,
    matched: 0,
    registered: 0,
    exited: 0,
    unregistered: 0,
    nobody: 0,
    several: 0,
    double: 0,
    unreadable: 0,
  }
  /** The line that says the same, or undefined the first time. */
  const seenBefore = (key: string, line: number) => {
    const before = lineOf.get(key)
    if (before === undefined) lineOf.set(key, line)
    return before
  }
  const take = async (rows: readonly (Read & { readonly line: number })[]) => {
    const double = new Map<number, number>()
    const asked: Asked[] = []
    for (const row of rows) {
      if ('problem' in row) continue
      const before = seenBefore(row.key, row.line)
      if (before !== undefined) double.set(row.line, before)
      else if ('number' in row)
        asked.push({ line: row.line, hash: hashId(row.number), name: null, village: null })
      else asked.push({ line: row.line, hash: null, name: row.name, village: row.village })
    }
    const matches = Map.groupBy(await matchRows(tx.client, list.regionCode, asked), ({ line }) => line)
    const leads = rows.map((row) => {
      const found = matches.get(row.line) ?? []
      const of = outcomeOf(row, found, double.get(row.line), seenBefore)
      counts.rows += 1
      counts[of.outcome] += 1
      if (of.outcome === 'matched') counts[found[0]!.standing] += 1
      const id = uuidv7()
      return {
        id,
        line: row.line,
        doubleOf: null,
        problemField: null,
        problemCode: null,
        regionCode: list.regionCode,
        householdId: null,
        personId: null,
        matchedBy: null,
        otherName: false,
        ...of,
        secret: sealSaid(keyring, id, row.said),
      }
    })
    await insertLeads(tx.client, list, leads)
  }
  return { take, figures: (): LeadFigures => ({ ...counts }) }
}

function outcomeOf(
  row: Read & { readonly line: number },
  found: readonly Match[],
  double: number | undefined,
  seenBefore: (key: string, line: number) => number | undefined,
) {
  if ('problem' in row)
    return {
      outcome: 'unreadable' as const,
      problemField: row.problem.field,
      problemCode: row.problem.code,
    }
  if (double !== undefined) return { outcome: 'double' as const, doubleOf: double }
  const [match, ...others] = found
  if (!match) return { outcome: 'nobody' as const }
  if (others.length > 0) return { outcome: 'several' as const }
  // Said by number in one row and by name in another.
  const before = seenBefore(match.personId, row.line)
  if (before !== undefined) return { outcome: 'double' as const, doubleOf: before }
  const { regionCode, householdId, personId } = match
  const matchedBy: 'number' | 'name' = 'number' in row ? 'number' : 'name'
  const otherName = matchedBy === 'number' && isOtherName(row.said.name, match.name)
  return { outcome: 'matched' as const, regionCode, householdId, personId, matchedBy, otherName }
}

/** A number with somebody else's name is a slip in one of the two. Unknown is no contradiction. */
function isOtherName(written: string | null, known: string | null): boolean {
  const [said, registered] = [normaliseName(written ?? ''), normaliseName(known ?? '')]
  return said !== '' && registered !== '' && said !== registered
}

function mustHaveColumns(
  found: readonly { readonly header: string; readonly key: string | undefined }[],
): void {
  const has = (key: ColumnKey) => found.some((each) => each.key === key)
  if (has('idNumber') || (has('name') && has('village'))) return
  throw columnsMissing(found.map(({ header }) => header))
}

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
