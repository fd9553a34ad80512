/** The table of duties that are kept apart, as data. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Separation } from './separation.ts'

export const separations: readonly Separation[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'separations.json'), 'utf8'),
)
