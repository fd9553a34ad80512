import { standards as allStandards } from '@lika/codes'
import type { Problem } from '../model.ts'
import { dayAfter } from './day.ts'
import { buildFor } from './effective.ts'
import type { CodeStandard, LoadedPack, Packs } from './packs.ts'
import { keeper } from './packs.ts'
import { readPack } from './read.ts'
import { chainFor, packsOf, turnsOf } from './select.ts'
import { checkContent, checkExtends, checkVersions, collector, findJurisdictions } from './structure.ts'

export interface PackText {
  readonly path: string
  readonly text: string
}

export interface LoadOptions {
  /** SHA-256 of a text as UTF-8, as 64 hexadecimal digits. The package is pure: its caller has one. */
  readonly sha256: (text: string) => string
  /** Code lists that `standard:` may name; the lists of the package codes when left out. */
  readonly standards?: Readonly<Record<string, CodeStandard>>
}

export type LoadResult = { readonly packs: Packs } | { readonly problems: readonly Problem[] }

/**
 * Reads all versions of all packs and checks them together, for every jurisdiction in every period in which its
 * policy stays the same. Files that end in `.test.yaml` are passed over. Either everything is right, or all
 * problems are listed, each with file, line, column, item and the nearest right name.
 */
export function loadPacks(files: readonly PackText[], options: LoadOptions): LoadResult {
  return loadRead(
    files.filter((each) => !isTestFile(each.path)).map((each) => readPack(each.path, each.text)),
    options,
  )
}

/** As `loadPacks`, from files that were read before. */
export function loadRead(reads: readonly ReturnType<typeof readPack>[], options: LoadOptions): LoadResult {
  const shapeProblems = reads.flatMap((each) => each.problems)
  if (shapeProblems.length > 0) return { problems: shapeProblems }

  const list = reads.flatMap(({ pack }): LoadedPack[] => {
    if (!pack) return []
    const { content, path } = pack
    const words = content.pack.split('/')
    return [
      {
        path,
        content,
        ref: {
          pack: content.pack,
          version: content.version,
          digest: `sha256:${options.sha256(pack.canonical)}`,
        },
        jurisdiction: words.slice(0, -1).join('/'),
        topic: words.at(-1)!,
        known: content.published ?? content.inForce.from,
      },
    ]
  })
  list.sort(
    (a, b) =>
      compare(a.jurisdiction, b.jurisdiction) ||
      compare(a.topic, b.topic) ||
      compare(a.content.inForce.from, b.content.inForce.from) ||
      compare(a.path, b.path),
  )

  const { problems, report } = collector()
  checkVersions(list, report)
  const jurisdictions = findJurisdictions(list, report)
  checkExtends(list, report)
  for (const pack of list) checkContent(pack, report)
  if (problems.length > 0) return { problems }

  const packs: Packs = {
    list,
    jurisdictions,
    standards: options.standards ?? allStandards,
    built: new Map(),
    parsed: new Map(),
    kept: keeper(),
  }
  for (const problem of checkPeriods(packs)) {
    const { code, message, nearest, ...place } = problem
    report(place, code, message, nearest)
  }
  return problems.length > 0 ? { problems } : { packs }
}

/** Builds the policy of every jurisdiction for every period, so that mistakes show when packs are loaded. */
function checkPeriods(packs: Packs): Problem[] {
  const problems: Problem[] = []
  for (const jurisdiction of packs.jurisdictions.values()) {
    const chain = chainFor(packs, jurisdiction.region)
    const turns = turnsOf(packsOf(packs, chain))
    const openings = [undefined, ...turns.caseOpened.map((each) => dayAfter(each, -1))]
    for (const asOf of turns.asOf) {
      for (const caseOpened of openings)
        problems.push(...buildFor(packs, chain, { asOf, caseOpened }).problems)
    }
  }
  return problems
}

export function isTestFile(path: string): boolean {
  return path.endsWith('.test.yaml')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
