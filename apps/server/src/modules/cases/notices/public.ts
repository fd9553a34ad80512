/**
 * What anybody may read: what hangs today, whole; of what hung before that it did, and how long. Nothing else of a notice,
 * a case or a person leaves here.
 */
import { digitsBelow, isRegionCode, regionRange } from '@lika/codes'
import type { Named, NoticeKind, NoticeState } from '@lika/contract'
import type { Day } from '@lika/policy'
import type { Db } from '../../../platform/db.ts'
import type { RegistryDeps } from '../../registry/index.ts'
import {
  findNotice,
  findNumbered,
  type ListedNotice,
  listNoticeRows,
  type NoticeRow,
} from './notices.store.ts'
import { readNumber } from './number.ts'
import { countHanging, listBelow } from './public.store.ts'
import { daysLeftOn, stateOn, stateSql } from './state.ts'

export interface PublicDeps {
  readonly system: Db
  readonly registry: Pick<RegistryDeps, 'findPlaces'>
}

interface Place {
  readonly code: string
  readonly name: string
}

export interface PublicItem {
  readonly id: string
  readonly number: string
  readonly kind: NoticeKind
  readonly state: Exclude<NoticeState, 'coming'>
  readonly title: string
  readonly issuer: string
  /** From the county down. */
  readonly region: readonly Place[]
  readonly from: Day
  readonly until: Day
  readonly days: number
  readonly workingDays: boolean
  /** Counting today; 0 when it does not hang. */
  readonly daysLeft: number
}

export interface PublicNotice extends PublicItem {
  readonly procedure: Named
  readonly step: Named
  /** Paragraphs; the first stands above the table. Empty once it does not hang. */
  readonly text: string
  readonly columns: readonly Named[]
  /** Objected to by their number, which counts from 1. */
  readonly rows: readonly (readonly string[])[]
  readonly sha256: string
  /** Announcements tell what has been decided: there is nothing to object to. */
  readonly takesObjections: boolean
}

export interface PublicNotices {
  /** From the county down; none for all places. */
  readonly region: readonly Place[]
  readonly hanging: readonly PublicItem[]
  /** Over or taken down, the latest first. */
  readonly past: readonly PublicItem[]
  readonly regions: readonly (Place & {
    /** Notices that hang within it. */
    readonly notices: number
    /** How many households or villages they list; null for fewer than three, which would tell who. */
    readonly listed: number | null
  })[]
}

const MOST_HANGING = 200
const MOST_PAST = 50
/** Fewer than this are not told as a number where places are compared. */
const FEWEST = 3

/** Undefined for a region that is none or lies above counties. */
export async function publicNotices(
  { system, registry }: PublicDeps,
  { region, on }: { readonly region?: string | undefined; readonly on: Day },
): Promise<PublicNotices | undefined> {
  if (region !== undefined && (!isRegionCode(region) || region.length < 6)) return undefined
  const { pool } = system
  const path = region === undefined ? [] : placesOf(region)
  const places = await registry.findPlaces(pool, path)
  if (region !== undefined && !places.has(region)) return undefined
  const { lo, hi } = region === undefined ? { lo: '0', hi: '~' } : regionRange(region)
  const regions = await listBelow(pool, { region, on })
  const digits = region === undefined ? 6 : digitsBelow(region)
  const counts = await countHanging(pool, { lo, hi, digits, on })
  // What hangs in the county or the township hangs for its villages as well; for all places only counts are shown.
  const where = ['((n.region_code >= $2 and n.region_code < $3) or n.region_code = any($4))']
  const values = [on, lo, hi, path]
  const listed = async (condition: string, limit: number) => {
    if (region === undefined) return []
    return listNoticeRows(pool, { where: [...where, condition], values, after: undefined, limit })
  }
  const hanging = await listed(stateSql('hanging', '$1::date'), MOST_HANGING)
  const isPast = '(n.taken_down_on is not null or n.hangs_until < $1::date) and n.hangs_from <= $1::date'
  const past = await listed(isPast, MOST_PAST)
  const items = await itemsOf({ system, registry }, [...hanging, ...past], on)
  return {
    region: path.flatMap((code) => places.get(code) ?? []),
    hanging: items.slice(0, hanging.length),
    past: items.slice(hanging.length),
    regions: regions.map(({ code, name }) => {
      const { notices, listed: households } = counts.get(code) ?? { notices: 0, listed: 0 }
      return { code, name, notices, listed: households > 0 && households < FEWEST ? null : households }
    }),
  }
}

/** By its id, or its number as it is printed. Undefined for what was never published or is not yet. */
export async function publicNotice(
  deps: PublicDeps,
  asked: string,
  on: Day,
): Promise<PublicNotice | undefined> {
  const row = await findAsked(deps, asked)
  if (!row || on < row.from) return undefined
  const [item] = await itemsOf(deps, [row], on)
  const { content } = row
  const hangs = item!.state === 'hanging'
  return {
    ...item!,
    procedure: content.procedure,
    step: content.step,
    text: hangs ? content.text : '',
    columns: hangs ? content.columns : [],
    rows: hangs ? content.rows.map(({ cells }) => cells) : [],
    sha256: row.sha256,
    takesObjections: hangs && row.kind === 'notice',
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function findAsked({ system }: PublicDeps, asked: string): Promise<NoticeRow | undefined> {
  if (ID.test(asked)) return findNotice(system.pool, asked)
  const number = readNumber(asked)
  return number === undefined ? undefined : findNumbered(system.pool, number)
}

async function itemsOf(
  { system, registry }: PublicDeps,
  rows: readonly ListedNotice[],
  on: Day,
): Promise<PublicItem[]> {
  const codes = new Set(rows.flatMap(({ regionCode }) => placesOf(regionCode)))
  const places = await registry.findPlaces(system.pool, [...codes])
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: stateOn(row, on) as PublicItem['state'],
    title: row.content.title,
    issuer: row.content.issuer,
    region: placesOf(row.regionCode).flatMap((code) => places.get(code) ?? []),
    from: row.from,
    until: row.until,
    days: row.days,
    workingDays: row.content.workingDays,
    daysLeft: daysLeftOn(row, on),
  }))
}

/** The county and everything below it down to the region itself. */
function placesOf(region: string): string[] {
  return [6, 9, 12, 14].filter((length) => length <= region.length).map((length) => region.slice(0, length))
}
