/** The neutral fixture pack, for tests only: the one place of this folder that reads files. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { EffectivePolicy, Problem } from '../model.ts'
import type { PolicyQuestion } from './effective.ts'
import { effectivePolicy } from './effective.ts'
import type { PackText } from './load.ts'
import { loadPacks } from './load.ts'
import type { Packs } from './packs.ts'

const root = fileURLToPath(new URL('../../../../policies/', import.meta.url))

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function readPolicies(pattern: string): PackText[] {
  return globSync(pattern, { cwd: root })
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }))
}

export const libraryCard: readonly PackText[] = readPolicies('fixtures/library-card/**/*.yaml')

/** The fixture with one file changed; the text that is replaced must be there. */
export function edited(
  path: string,
  ...changes: readonly (readonly [from: string, to: string])[]
): PackText[] {
  return libraryCard.map((file) => {
    if (file.path !== `fixtures/library-card/${path}`) return file
    let { text } = file
    for (const [from, to] of changes) {
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
      text = text.replace(from, to)
    }
    return { path: file.path, text }
  })
}

export function loaded(files: readonly PackText[] = libraryCard): Packs {
  const result = loadPacks(files, { sha256 })
  if ('problems' in result) throw new Error(JSON.stringify(result.problems, undefined, 1))
  return result.packs
}

export function problemsOf(files: readonly PackText[]): readonly Problem[] {
  const result = loadPacks(files, { sha256 })
  return 'problems' in result ? result.problems : []
}

export function policyOf(packs: Packs, question: PolicyQuestion): EffectivePolicy {
  const policy = effectivePolicy(packs, question)
  if ('problems' in policy) throw new Error(JSON.stringify(policy.problems, undefined, 1))
  return policy
}
