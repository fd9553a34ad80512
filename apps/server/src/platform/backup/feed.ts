/**
 * Gives a recovering PostgreSQL the journal that it asks for. Its command is a shell script that says what is wanted and
 * waits; segments are opened here, a few ahead, so that the key is in no other process and nothing is started per segment.
 *
 *   PostgreSQL → script: makes NAME.wanted, waits until it is gone, takes NAME if it is there
 *   this process: opens NAME beside, removes NAME.wanted
 */
import fs from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, chownTo } from '../postgres-runtime.ts'
import { quoted } from './archive.ts'
import { refusal } from './folder.ts'
import { openSegment, sourceOfSegment } from './parts.ts'
import { fileOfSegment } from './segment.ts'
import { isHistory, isSegment, namesOf, segmentAfter, segmentNumber } from './segments.ts'

// Above 125 PostgreSQL gives up; below, it takes the journal to end here.
const SCRIPT = `#!/bin/sh
set -eu
folder=$1 process=$2 name=$3 to=$4
if [ ! -e "$folder/$name" ]; then
  # Some systems hide the processes of others.
  seen=; if [ -d "/proc/$process" ]; then seen=yes; fi
  : > "$folder/$name.wanted"
  while [ -e "$folder/$name.wanted" ]; do
    [ -z "$seen" ] || [ -d "/proc/$process" ] || exit 255
    sleep 0.01
  done
  [ -e "$folder/$name" ] || exit 1
fi
exec mv "$folder/$name" "$to"
`

const POLL_MS = 5
/** Segments that lie opened, 16 MB each. */
const AHEAD = 3

export interface Feed {
  /** For `restore_command`. */
  readonly command: string
  /**
   * The first segment that is damaged, or missing while later ones are there: PostgreSQL took it for the end of the
   * journal. It may lie behind the instant, for PostgreSQL reads ahead.
   */
  readonly gap: () => Error | undefined
  readonly stop: () => Promise<void>
}

export interface FeedOptions {
  readonly wal: string
  readonly roots: readonly Buffer[]
  /** On the disk of the database, and for it alone. */
  readonly folder: string
  readonly account: Account | undefined
}

export function startFeed(options: FeedOptions): Feed {
  const { folder, account } = options
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { mode: 0o700 })
  const script = join(folder, 'fetch.sh')
  fs.writeFileSync(script, SCRIPT, { mode: 0o644 })
  chownTo(account, folder)
  let isOver = false
  let gap: Error | undefined
  const feed = async () => {
    let ahead: string | undefined
    let left = 0
    while (!isOver) {
      const [name] = wantedIn(folder)
      if (name) {
        const isThere = await bring(name, options).catch((error: Error) => {
          gap ??= error
          return false
        })
        if (!isThere && isSegment(name)) gap ??= holeAt(name, options.wal)
        answer(folder, name)
        ahead = isThere && isSegment(name) ? segmentAfter(name) : undefined
        left = AHEAD
      } else if (ahead && left > 0) {
        left -= 1
        // What is wrong with it is said when it is wanted.
        ahead = (await bring(ahead, options).catch(() => false)) ? segmentAfter(ahead) : undefined
      } else await sleep(POLL_MS)
    }
  }
  const running = feed()
  return {
    command: `/bin/sh ${quoted(script)} ${quoted(folder)} ${process.pid} '%f' '%p'`,
    gap: () => gap,
    stop: async () => {
      isOver = true
      await running
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL asks for a segment on one timeline after the other. */
function holeAt(name: string, wal: string): Error | undefined {
  const numbers = namesOf(fs.readdirSync(wal)).filter(isSegment).map(segmentNumber)
  const number = segmentNumber(name)
  if (numbers.includes(number) || numbers.every((each) => each < number)) return undefined
  return refusal('backup.hole', name, {
    zh: `备份的日志缺少 ${join(wal, fileOfSegment(name))}，而它之后的还在：请找回该文件，或用 --to 恢复到更早的时刻。`,
    en: `The journal of the backup lacks ${join(wal, fileOfSegment(name))}, and goes on behind it: find that file, or restore to an earlier instant with --to.`,
  })
}

function wantedIn(folder: string): string[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.wanted'))
    .map((name) => name.slice(0, -'.wanted'.length))
}

function answer(folder: string, name: string): void {
  fs.rmSync(join(folder, `${name}.wanted`), { force: true })
}

/** Opens it into the folder, unless it lies there; false when the backup has none of that name. */
async function bring(name: string, { wal, roots, folder, account }: FeedOptions): Promise<boolean> {
  if (fs.existsSync(join(folder, name))) return true
  if (!isSegment(name) && !isHistory(name)) return false
  if (!fs.existsSync(join(wal, fileOfSegment(name)))) return false
  const draft = join(folder, `${name}.draft`)
  await openSegment(sourceOfSegment(wal, name, roots), draft)
  chownTo(account, draft)
  fs.renameSync(draft, join(folder, name))
  return true
}
