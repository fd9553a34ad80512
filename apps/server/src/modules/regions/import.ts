/** The national codes as a person gets them, made into the tree: all or nothing, and running it twice changes nothing. */
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isRegionCode, nation, regionRange } from '@lika/codes'
import type { DatabaseError } from 'pg'
import { type Db, type Tx, withTransaction } from '../../platform/db.ts'
import { type AppError, invalid, type Message } from '../../platform/errors.ts'
import {
  addNewRegions,
  analyseRegions,
  copyList,
  countStaged,
  type Found,
  findEndedHere,
  findRenamedHere,
  findVanished,
  type ListFile,
  listStagingProblems,
  openStaging,
  renameRegions,
  type StagingProblem,
  type Wanted,
} from './import.store.ts'
import { codesDownTo } from './places.ts'

export interface RegionImport {
  /** Folder with provinces.csv, cities.csv, areas.csv, streets.csv and villages.csv. */
  readonly folder: string
  /** What the lists are, for the reason of the renames. */
  readonly source: string
  /** Only this region and what lies in it. */
  readonly within?: string | undefined
  /** Day from which a changed name holds: the lists do not say. */
  readonly today: string
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export interface RegionImportReport {
  readonly read: number
  readonly added: number
  readonly renamed: number
  readonly unchanged: number
  /** Known here, missing in the lists: left as they are, for a person to decide. */
  readonly vanished: Found
  /** Named otherwise by a change that a person entered, which stays. */
  readonly renamedHere: Found
  /** Still listed, but merged or moved by a change that a person entered. */
  readonly endedHere: Found
}

const lists = [
  ['provinces.csv', 2],
  ['cities.csv', 4],
  ['areas.csv', 6],
  ['streets.csv', 9],
  ['villages.csv', 12],
] as const

export async function importRegions(db: Db, input: RegionImport): Promise<RegionImportReport> {
  const within = input.within ?? nation
  if (!isRegionCode(within) || within.length > 12) throw notARegion(within)
  const files = await Promise.all(lists.map(([name, digits]) => readHeader(join(input.folder, name), digits)))
  const wanted: Wanted = { ...regionRange(within), above: within === nation ? [] : codesDownTo(within) }
  return withTransaction(db, async (tx) => {
    await openStaging(tx)
    await copyAll(tx, files, wanted, input.onProgress ?? (() => {}))
    const read = await countStaged(tx)
    if (read === 0) throw notListed(within, input.source)
    const problems = await listStagingProblems(tx)
    if (problems.length > 0) throw brokenLists(problems)
    return takeOver(tx, read, wanted, input)
  })
}

async function takeOver(
  tx: Tx,
  read: number,
  wanted: Wanted,
  { source, today }: RegionImport,
): Promise<RegionImportReport> {
  const added = await addNewRegions(tx)
  const renamed = await renameRegions(tx, today, source)
  const vanished = await findVanished(tx, wanted)
  const renamedHere = await findRenamedHere(tx)
  const endedHere = await findEndedHere(tx)
  if (added > 1000) await analyseRegions(tx)
  const unchanged = read - added - renamed - renamedHere.count - endedHere.count
  return { read, added, renamed, unchanged, vanished, renamedHere, endedHere }
}

async function copyAll(
  tx: Tx,
  files: readonly (ListFile & { size: number })[],
  wanted: Wanted,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  for (const file of files) {
    try {
      await copyList(tx, file, wanted, (bytes) => {
        done += bytes
        onProgress(done, total)
      })
    } catch (error) {
      throw unreadable(file.path, error)
    }
  }
}

/** The lists differ in the columns behind code and name; the header says which there are. */
async function readHeader(path: string, digits: number): Promise<ListFile & { size: number }> {
  const file = await open(path).catch((error) => {
    throw unreadable(path, error)
  })
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4096), position: 0 })
    const line = buffer
      .toString('utf8', 0, bytesRead)
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/, 1)[0]!
    const columns = line.split(',').map((column) => column.replaceAll('"', '').trim())
    if (!columns.includes('code') || !columns.includes('name')) throw noColumns(path, line)
    return { path, digits, columns, size: (await stat(path)).size }
  } finally {
    await file.close()
  }
}

const problemTexts: Readonly<Record<StagingProblem['problem'], Message>> = {
  form: { zh: '代码位数或字符不对', en: 'the code has the wrong length or characters' },
  name: { zh: '没有名称', en: 'the name is missing' },
  twice: { zh: '代码重复', en: 'the code is there twice' },
  parent: { zh: '上级区划不在清单里', en: 'the region above is not in the lists' },
}

function brokenLists(problems: readonly StagingProblem[]): AppError {
  const errors = problems.map(({ code, problem }) => ({ value: code, message: problemTexts[problem] }))
  const first = errors[0]!
  return invalid(
    'regions.listBroken',
    {
      zh: `区划清单有误，没有导入任何内容：${first.value ?? '(空代码)'} ${first.message.zh}。`,
      en: `The lists are broken and nothing was imported: at ${first.value ?? 'an empty code'}, ${first.message.en}.`,
    },
    { value: first.value, errors },
  )
}

function unreadable(path: string, error: unknown): AppError {
  const { message, where } = error as DatabaseError
  const place = where?.match(/line (\d+)/)?.[1]
  return invalid(
    'regions.fileUnreadable',
    {
      zh: `读不了区划清单 ${path}${place ? ` 第 ${place} 行` : ''}:${message}`,
      en: `The list ${path} cannot be read${place ? ` at line ${place}` : ''}: ${message}`,
    },
    { value: path, cause: error },
  )
}

function noColumns(path: string, line: string): AppError {
  return invalid(
    'regions.noColumns',
    {
      zh: `${path} 的首行须有 code 和 name 两列，实为：${line.slice(0, 80)}`,
      en: `The first line of ${path} must name the columns code and name; it is: ${line.slice(0, 80)}`,
    },
    { value: line.slice(0, 80), expected: ['code', 'name'] },
  )
}

function notARegion(within: string): AppError {
  return invalid(
    'regions.notACode',
    {
      zh: `${within} 不是区划代码：须为2、4、6、9或12位数字。`,
      en: `${within} is no region code: 2, 4, 6, 9 or 12 digits are needed.`,
    },
    { field: 'within', value: within },
  )
}

function notListed(within: string, source: string): AppError {
  return invalid(
    'regions.notListed',
    { zh: `${source} 里没有 ${within}。`, en: `${source} has no region ${within}.` },
    { field: 'within', value: within },
  )
}
