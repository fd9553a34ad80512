// Writes database/schema.sql and schema.gen.ts from a freshly migrated database, or says that they drifted.
//   node apps/server/src/platform/schema/generate.ts [--check]

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { closeDb, openDb } from '../db.ts'
import { AppError } from '../errors.ts'
import { migrate } from '../migrate.ts'
import { startPostgres } from '../postgres.ts'
import { readCatalogue } from './catalogue.ts'
import { dumpSchema } from './dump.ts'
import { schemaTypes } from './types.ts'

const ROOT = resolve(import.meta.dirname, '../../../../..')

export type GeneratedFile = { path: string; text: string; drifted: boolean }

/** The generated files as they should be, from a database made and thrown away for it. */
export async function generateSchema(): Promise<GeneratedFile[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lika-schema-'))
  // The account that runs PostgreSQL has to enter it.
  chmodSync(folder, 0o755)
  const postgres = await startPostgres({ folder, durable: false })
  const db = openDb({ url: postgres.url('postgres') })
  try {
    await migrate(db)
    const catalogue = await readCatalogue(db.pool)
    return [
      fileOf('database/schema.sql', dumpSchema(catalogue)),
      fileOf('apps/server/src/platform/schema.gen.ts', schemaTypes(catalogue)),
    ]
  } finally {
    await closeDb(db)
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function writeSchema(): Promise<GeneratedFile[]> {
  const files = await generateSchema()
  for (const file of files) if (file.drifted) writeFileSync(join(ROOT, file.path), file.text)
  return files
}

function fileOf(path: string, text: string): GeneratedFile {
  let before = ''
  try {
    before = readFileSync(join(ROOT, path), 'utf8')
  } catch {
    // It has never been written.
  }
  return { path, text, drifted: before !== text }
}

if (import.meta.main) {
  try {
    const check = process.argv.includes('--check')
    const files = check ? await generateSchema() : await writeSchema()
    for (const file of files.filter((each) => each.drifted)) {
      console.log(check ? `${file.path} has drifted: run npm run schema` : `${file.path} written`)
    }
    if (check && files.some((file) => file.drifted)) process.exitCode = 1
  } catch (error) {
    console.error(error instanceof AppError ? error.message : error)
    process.exitCode = 1
  }
}
