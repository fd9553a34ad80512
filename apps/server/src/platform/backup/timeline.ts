// Every restore begins a new timeline of the database; its history file says where it left the one before. A restore
// follows the newest line that was archived, so only backups that lie on it can be its beginning.

import fs from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { notFound } from '../errors.ts'
import { type Backup, walOf } from './folder.ts'
import { openBytes, sourceOfSegment } from './parts.ts'
import { historyOf, isHistory, namesOf } from './segments.ts'

type Branch = { readonly timeline: number; readonly leftAt: bigint }

/** The newest archived line: the timelines before it with the place where each was left, the last without end. */
export async function lineOf(
  folder: string,
  newestBackup: Backup,
  roots: readonly Buffer[],
): Promise<readonly Branch[]> {
  const wal = walOf(folder)
  const histories = namesOf(fs.readdirSync(wal)).filter(isHistory)
  const last = histories.at(-1)
  const newest = Math.max(newestBackup.manifest.timeline, last ? Number.parseInt(last, 16) : 1)
  const name = historyOf(newest)
  const before = histories.includes(name)
    ? readHistory(gunzipSync(await openBytes(sourceOfSegment(wal, name, roots))).toString('utf8'))
    : []
  return [...before, { timeline: newest, leftAt: 2n ** 64n }]
}

/** Lines of timeline, place and reason, parted by tabs; the rest are comments. */
function readHistory(text: string): Branch[] {
  return text.split('\n').flatMap((line) => {
    const [timeline, place] = line.trim().split(/\s+/)
    if (!timeline || !/^\d+$/.test(timeline) || !place) return []
    return [{ timeline: Number(timeline), leftAt: placeOf(place) }]
  })
}

function placeOf(lsn: string): bigint {
  const [high = '0', low = '0'] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

/** The backup to begin with: the last that had ended by then, the last of all without an instant. */
export async function chooseBackup(
  folder: string,
  backups: readonly Backup[],
  until: Date | undefined,
  roots: readonly Buffer[],
): Promise<Backup> {
  const newest = backups.at(-1)
  if (!newest) throw noBackup(folder)
  const line = await lineOf(folder, newest, roots)
  const onLine = backups.filter(({ manifest }) =>
    line.some(({ timeline, leftAt }) => timeline === manifest.timeline && placeOf(manifest.endLsn) <= leftAt),
  )
  const chosen = onLine.findLast(
    ({ manifest }) => until === undefined || Date.parse(manifest.endedAt) <= until.getTime(),
  )
  if (chosen) return chosen
  const first = onLine[0]?.manifest.endedAt ?? newest.manifest.endedAt
  throw nothing(folder, `the first second that can be restored is ${first}`, `最早可恢复到 ${first}`)
}

export function noBackup(folder: string) {
  return nothing(folder, 'there is no whole backup', '没有完整的备份')
}

function nothing(folder: string, en: string, zh: string) {
  return notFound('backup.none', { zh: `${folder}：${zh}。`, en: `${folder}: ${en}.` }, { value: folder })
}
