/** A spreadsheet of a hundred thousand persons into a registry, against reading the same file and a raw COPY of its rows. */
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { SHELL } from '../../apps/server/src/cli/database.ts'
import type { Installation } from '../../apps/server/src/compose.ts'
import { importFile } from '../../apps/server/src/modules/imports/index.ts'
import { readSheet } from '../../apps/server/src/modules/imports/sheet/index.ts'
import { type Cluster, onDatabase, startCluster } from '../cluster.ts'
import { atMost, count, rate, type Section, time } from '../measurement.ts'
import { LARGE, onInstallation, SMALL } from '../registry/databases.ts'
import { worlds } from '../registry/worlds.ts'
import { stopwatch } from '../stopwatch.ts'
import { type WrittenFile, writePersons } from './sheet.ts'

const DATABASE = 'lika_import'

export const importing: Section = async (options, say) => {
  const cluster = await startCluster(options.folder)
  try {
    if (!(await cluster.has(LARGE))) await worlds(options, say)
    await cloneSmall(cluster)
    const folder = join(options.folder, 'import')
    mkdirSync(folder, { recursive: true })
    const rows = options.isQuick ? 5_000 : 100_000
    return await onInstallation(cluster, DATABASE, async (installation) => {
      const { rows: found } = await installation.db.pool.query<{ code: string }>('select code from village')
      const villages = found.map(({ code }) => code)
      say('writing the spreadsheets')
      const few = await writePersons(join(folder, 'few.xlsx'), rows / 10, 1, installation, villages)
      const many = await writePersons(join(folder, 'many.xlsx'), rows, 2, installation, villages)
      const peak = () => Math.round(process.resourceUsage().maxRSS / 1024)
      say(`importing ${count(few.rows)}`)
      const tookFew = await importAll(installation, few)
      const peakFew = peak()
      say(`importing ${count(many.rows)}`)
      const took = await importAll(installation, many)
      const peakMany = peak()
      say('reading and copying the same rows')
      const bare = await parseAndCopy(installation, many, folder)
      const most = peakMany / peakFew
      return [
        {
          work: `import a spreadsheet of ${count(many.rows)} persons, ${many.columns} columns: checked, compared, committed, judged`,
          result: `${time(took)}, ${rate((many.rows / took) * 1000)}`,
          against: `read ${time(bare.read)} + raw COPY ${time(bare.copy)}`,
          ...atMost(took / (bare.read + bare.copy), 2.5),
          bar: 'at most 2.5× the time',
          note: `a tenth of the rows took ${time(tookFew)}; the registry held 10,000 persons before`,
        },
        {
          work: `peak memory of an import of ${count(many.rows)} rows`,
          result: `${peakMany} MB`,
          against: `${count(few.rows)} rows: ${peakFew} MB`,
          ...atMost(most, 1.25),
          bar: 'flat with the size of the file (at most 1.25×)',
          note: 'of the process with its workers, the packs (about 250 MB) included',
        },
      ]
    })
  } finally {
    await cluster.stop()
  }
}

async function cloneSmall(cluster: Cluster): Promise<void> {
  await onDatabase(cluster.url('postgres'), async ({ pool }) => {
    await pool.query(`drop database if exists ${DATABASE}`)
    await pool.query(`create database ${DATABASE} template ${SMALL}`)
  })
}

async function importAll({ imports }: Installation, file: WrittenFile): Promise<number> {
  return stopwatch(async () => {
    const summary = await importFile(imports, SHELL, file.path, {
      kind: 'households',
      region: 'all',
      observedOn: '2017-03-30',
      dryRun: false,
    })
    const { counts, committed } = summary
    if (!committed || counts.newPersons !== file.rows)
      throw new Error(
        `imported otherwise than meant: ${JSON.stringify({ counts, errors: summary.errors.slice(0, 3) })}`,
      )
  })
}

/** What nobody can do without: to read the cells, and to send them to a table without index or check. */
async function parseAndCopy({ db }: Installation, file: WrittenFile, folder: string) {
  const path = join(folder, 'rows.txt')
  const read = await stopwatch(async () => {
    let rows = 0
    for await (const batch of readSheet(file.path)) rows += batch.rows.length
    if (rows !== file.rows) throw new Error(`${rows} rows read`)
  })
  await pipeline(textOf(file), createWriteStream(path))
  const columns = Array.from({ length: file.columns }, (_, index) => `c${index} text`)
  await db.pool.query(`create table bench_copied (${columns.join(', ')})`)
  const client = await db.pool.connect()
  try {
    const copy = await stopwatch(() =>
      pipeline(createReadStream(path), client.query(copyFrom('copy bench_copied from stdin'))),
    )
    return { read, copy }
  } finally {
    client.release()
    await db.pool.query('drop table bench_copied')
  }
}

async function* textOf(file: WrittenFile): AsyncGenerator<string> {
  for await (const { rows } of readSheet(file.path)) {
    yield rows.map(({ cells }) => `${cells.map((value) => value ?? '\\N').join('\t')}\n`).join('')
  }
}
