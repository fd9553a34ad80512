/** What PostgreSQL runs for every finished segment of its journal: archiver.ts SETTINGS SEGMENT NAME. */
import { readFileSync } from 'node:fs'
import { keepSegment } from './segment.ts'

const [settings, segment, name] = process.argv.slice(2)
try {
  await keepSegment(JSON.parse(readFileSync(settings!, 'utf8')), segment!, name!)
} catch (error) {
  // Into the log of PostgreSQL, which tries again.
  console.error(`lika: ${name} was not copied: ${(error as Error).message}`)
  process.exitCode = 1
}
