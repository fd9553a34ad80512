/** What was annotated by hand, and the documents that it was annotated in. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { faultsOf, type Gold } from '../../packages/intake/gold/format.ts'
import { Absent } from '../measurement.ts'
import { ROOT } from '../places.ts'

const GOLD = resolve(ROOT, 'packages/intake/gold')
const SETTING = 'LIKA_INTAKE_DOCUMENTS'

export function goldAnnotations(): Gold[] {
  return readdirSync(GOLD)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const gold: Gold = JSON.parse(readFileSync(resolve(GOLD, name), 'utf8'))
      const [fault] = faultsOf(gold)
      if (fault) throw new Error(`${name}: ${fault}`)
      return gold
    })
}

export interface FoundDocument {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The documents by the SHA-256 of their bytes, whatever their files are called. */
export function findDocuments(annotations: readonly Gold[]): ReadonlyMap<string, FoundDocument> {
  const named = process.env[SETTING]
  if (!named)
    throw new Absent(
      `The annotated documents are not part of the repository: ${SETTING} names the folder that holds them.`,
    )
  const folder = resolve(named)
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Absent(`${SETTING} names ${named}, which is no folder.`)
  const found = new Map<string, FoundDocument>()
  for (const file of readdirSync(folder, { withFileTypes: true })) {
    if (!file.isFile()) continue
    const bytes = readFileSync(resolve(folder, file.name))
    found.set(createHash('sha256').update(bytes).digest('hex'), { name: file.name, bytes })
  }
  const missing = annotations.filter(({ sha256 }) => !found.has(sha256))
  if (missing.length > 0)
    throw new Absent(
      `The folder of ${SETTING} lacks ${missing.map(({ name, sha256 }) => `${name} (SHA-256 ${sha256.slice(0, 12)}…)`).join(', ')}.`,
    )
  return found
}
