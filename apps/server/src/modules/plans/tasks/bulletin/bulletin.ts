/** The bulletin of a month: what was owed, by whom, what is late or blocked and why, what was done. */
import type { Duty, DutyCounts } from '@lika/contract'
import type { Actor, FileAnswer } from '../../../../platform/http.ts'
import { fileOf, zipOf } from '../../../imports/index.ts'
import { type DutyRow, listDutyRows, listReasons } from '../board.store.ts'
import { countDuties, readBoard, toldDuties } from '../board.ts'
import type { TasksDeps } from '../deps.ts'
import type { DutyAsk } from '../duties.sql.ts'
import { type Block, type Column, partsOf, type TextDocument } from './document.ts'
import { type BulletinWords, bulletinWords } from './words.ts'

export interface BulletinQuery {
  readonly region: string
  readonly month: string
  readonly date?: string | undefined
  readonly language?: 'zh' | 'en' | undefined
}

/** As many rows as somebody reads on paper. */
const ROWS = 300

export async function exportBulletin(
  deps: TasksDeps,
  actor: Actor,
  query: BulletinQuery,
): Promise<FileAnswer> {
  const { month, language = 'zh' } = query
  const words = bulletinWords[language]
  const date = query.date ?? lastDayKnown(month, deps.registry.clock.today())
  const ask = readBoard(deps, actor, { region: query.region, month, date })
  const places = await deps.registry.findPlaces(deps.registry.db.pool, [ask.region])
  const region = places.get(ask.region)?.name ?? ask.region
  const counts = await countDuties(deps, actor, ask)
  const blocks: Block[] = [
    { kind: 'title', text: words.title(region, month.slice(0, 4), Number(month.slice(5))) },
    { kind: 'text', text: words.asOf(date) },
    ...sumBlocks(words, counts),
    ...(await lateBlocks(deps, ask, words)),
    ...(await blockedBlocks(deps, ask, words)),
    ...(await doneBlocks(deps, ask, words)),
  ]
  const document: TextDocument = {
    title: words.title(region, month.slice(0, 4), Number(month.slice(5))),
    language,
    blocks,
  }
  return fileOf(`${words.file(region, month)}.docx`, async (content) => {
    for await (const bytes of zipOf(partsOf(document))) {
      if (!content.write(bytes)) await new Promise((resolve) => content.once('drain', resolve))
    }
    content.end()
  })
}

/** The last day of a month that is over, and today in one that is not. */
function lastDayKnown(month: string, today: string): string {
  const [year, number] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10)
  return last < today ? last : today
}

function sumBlocks(words: BulletinWords, { total, units }: DutyCounts): Block[] {
  const allOf = (counts: DutyCounts['total']) =>
    counts.done + counts.late + counts.blocked + counts.due + counts.coming + counts.open
  const columns: Column[] = words.unitHeads.map((head, at) =>
    at === 0 ? { head, width: 48 } : { head, width: 13, isNumber: true },
  )
  const rows = units.map((unit) =>
    [unit.name, allOf(unit), unit.done, unit.late, unit.blocked].map((each) => String(each)),
  )
  return [
    { kind: 'heading', text: words.sums },
    { kind: 'text', text: words.summed({ ...total, all: allOf(total) }) },
    { kind: 'heading', text: words.units },
    ...tableOrNone(words, columns, rows, rows.length),
  ]
}

function tableOrNone(
  words: BulletinWords,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  total: number,
): Block[] {
  if (rows.length === 0) return [{ kind: 'text', text: words.none }]
  const left = total - Math.min(rows.length, ROWS)
  return [
    { kind: 'table', columns, rows: rows.slice(0, ROWS) },
    ...(left > 0 ? [{ kind: 'note' as const, text: words.more(left) }] : []),
  ]
}

const unitsOf = (words: BulletinWords, duty: Duty) =>
  [...duty.lead, ...duty.responsible].map(({ name, unit }) => unit?.name ?? name).join('、') || words.noUnit

async function rowsOf(
  deps: TasksDeps,
  ask: DutyAsk,
): Promise<{ rows: DutyRow[]; duties: Duty[]; total: number }> {
  const { pool } = deps.registry.db
  const { rows, total } = await listDutyRows(pool, ask, undefined, ROWS)
  return { rows, duties: await toldDuties(deps, pool, rows), total }
}

async function lateBlocks(deps: TasksDeps, ask: DutyAsk, words: BulletinWords): Promise<Block[]> {
  const { duties, total } = await rowsOf(deps, { ...ask, state: 'late' })
  const columns = columnsOf(words.lateHeads, [42, 22, 14, 11, 11], [3, 4])
  const rows = duties.map((duty) => [
    duty.text,
    unitsOf(words, duty),
    duty.day ?? '',
    String(duty.daysLate ?? ''),
    duty.percent === null ? '' : `${duty.percent}%`,
  ])
  return [{ kind: 'heading', text: words.late }, ...tableOrNone(words, columns, rows, total)]
}

async function blockedBlocks(deps: TasksDeps, ask: DutyAsk, words: BulletinWords): Promise<Block[]> {
  // What is blocked is told whether or not its day lies in the month.
  const { rows: found, duties, total } = await rowsOf(deps, { ...ask, month: undefined, state: 'blocked' })
  const reasons = await listReasons(
    deps.registry.db.pool,
    found.map(({ report_id }) => report_id),
  )
  const columns = columnsOf(words.blockedHeads, [30, 18, 14, 14, 24], [])
  const rows = duties.map((duty, at) => [
    duty.text,
    unitsOf(words, duty),
    duty.day ?? '',
    duty.lastReport ?? '',
    reasons.get(found[at]!.report_id ?? '') ?? '',
  ])
  return [{ kind: 'heading', text: words.blocked }, ...tableOrNone(words, columns, rows, total)]
}

async function doneBlocks(deps: TasksDeps, ask: DutyAsk, words: BulletinWords): Promise<Block[]> {
  const { duties, total } = await rowsOf(deps, {
    ...ask,
    month: undefined,
    reportedIn: ask.month,
    state: 'done',
  })
  const columns = columnsOf(words.doneHeads, [48, 24, 14, 14], [])
  const rows = duties.map((duty) => [duty.text, unitsOf(words, duty), duty.day ?? '', duty.lastReport ?? ''])
  return [{ kind: 'heading', text: words.done }, ...tableOrNone(words, columns, rows, total)]
}

function columnsOf(
  heads: readonly string[],
  widths: readonly number[],
  numbers: readonly number[],
): Column[] {
  return heads.map((head, at) => ({ head, width: widths[at]!, isNumber: numbers.includes(at) }))
}
