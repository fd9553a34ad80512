import type { Problem } from '../model.ts'
import type { PackContent } from './format.ts'
import { packShape } from './format.ts'
import { startReading } from './reading.ts'
import { canonical, readTree } from './tree.ts'

/** One version of one pack, its shape checked and nothing else. */
export interface PackFile {
  readonly path: string
  readonly content: PackContent
  /** What the digest is made over. */
  readonly canonical: string
}

/**
 * Reads one pack file. Every problem is listed, with file, line, column, item and the nearest right name;
 * a file with problems gives no pack.
 */
export function readPack(path: string, text: string): { pack?: PackFile; problems: readonly Problem[] } {
  const to = startReading(path)
  const tree = readTree(text, to)
  if (!tree) return { problems: to.problems }
  const content = packShape.read(tree, '', to)
  if (!content || to.problems.length > 0) return { problems: to.problems }
  return { pack: { path, content, canonical: canonical(tree) }, problems: [] }
}
