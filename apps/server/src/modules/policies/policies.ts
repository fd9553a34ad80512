/** The packs of this installation, and what is in force where and when. */

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { regionRange } from '@lika/codes'
import { type EffectivePolicy, effectivePolicy, loadPacks, type Packs } from '@lika/policy'
import { AppError, startupError } from '../../platform/errors.ts'
import { type Catalogue, subjectKinds } from '../registry/index.ts'
import { withIndicatorSets } from './indicators.ts'
import type { KnownReceipts } from './verdicts.store.ts'

export interface Policies {
  readonly packs: Packs
  /** Every fact that any pack of the jurisdictions in use speaks of: the columns of the snapshots. */
  readonly catalogue: Catalogue
  readonly codeLists: EffectivePolicy['codeLists']
  /** What is in force for a region on a day; an error when a pack cannot say. */
  readonly at: (region: string, asOf: string, knownAt?: string) => EffectivePolicy
  /** The test files of the packs, by the pack that they are about, as they lie in the folder now. */
  readonly testFiles: () => ReadonlyMap<string, readonly { readonly path: string; readonly text: string }[]>
  /** Receipts of verdicts that the database is known to hold. */
  readonly receipts: KnownReceipts
  /** Parts of a region with one policy each: the region itself, less the deeper jurisdictions, and those. */
  readonly areas: (region: string) => readonly Area[]
}

export interface Area {
  readonly region: string
  readonly range: { readonly lo: string; readonly hi: string }
  /** Deeper jurisdictions inside, which are areas of their own. */
  readonly without: readonly { readonly lo: string; readonly hi: string }[]
}

export function readPolicyFiles(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }))
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export function openPolicies(folder: string): Policies {
  const files = readPolicyFiles(folder).filter(({ path }) => !path.endsWith('.test.yaml'))
  const loaded = loadPacks(files, { sha256 })
  if ('problems' in loaded) {
    const first = loaded.problems[0]!
    throw startupError('policies.broken', {
      zh: `政策包有 ${loaded.problems.length} 处错误，第一处在 ${first.file}:${first.line} ${first.item}:${first.message.zh}`,
      en: `The packs have ${loaded.problems.length} mistakes, the first at ${first.file}:${first.line} ${first.item}: ${first.message.en}`,
    })
  }
  return { ...policiesOf(loaded.packs), testFiles: () => testFilesOf(folder) }
}

function testFilesOf(folder: string): ReturnType<Policies['testFiles']> {
  const tests = readPolicyFiles(folder).filter(({ path }) => path.endsWith('.test.yaml'))
  return Map.groupBy(tests, ({ text }) => /^pack:\s*(\S+)/m.exec(text)?.[1] ?? '')
}

/** Regions and days remembered; beyond that everything is forgotten and made anew. */
const MOST_ANSWERED = 2000

function policiesOf(packs: Packs): Omit<Policies, 'testFiles'> {
  const jurisdictions = [...packs.jurisdictions.values()]
  // Asked again and again for the same region and day; compiled sets and the facts they read are remembered by it.
  const answered = new Map<string, EffectivePolicy>()
  const at = (region: string, asOf: string, knownAt?: string): EffectivePolicy => {
    const key = `${codeOf(region)} ${asOf} ${knownAt ?? ''}`
    const known = answered.get(key)
    if (known) return known
    const result = effectivePolicy(packs, {
      region: codeOf(region),
      asOf,
      ...(knownAt === undefined ? {} : { knownAt }),
    })
    if ('problems' in result) throw cannotSay(region, asOf, result.problems)
    const policy = withIndicatorSets(result)
    if (answered.size >= MOST_ANSWERED) answered.clear()
    answered.set(key, policy)
    return policy
  }
  // The national tree: a programme of its own, such as the fixture, brings its own subjects.
  const national = jurisdictions.filter(({ name }) => name === 'cn' || name.startsWith('cn/'))
  const everything = national.flatMap(({ region, name }) =>
    periodsOf(packs, name).map((day) => at(region, day)),
  )
  const regions = [...new Set(national.map(({ region }) => region))].filter((region) => region !== '')
  return {
    packs,
    catalogue: catalogueOf(everything),
    codeLists: Object.assign({}, ...everything.map((policy) => policy.codeLists)),
    at,
    receipts: new Map(),
    areas: (asked) => partsOf(codeOf(asked), regions),
  }
}

/** Packs know the whole country by the empty code, which is a prefix of every other. */
function codeOf(region: string): string {
  return region === 'all' ? '' : region
}

function partsOf(region: string, regions: readonly string[]): Area[] {
  const deeper = regions.filter((each) => each !== region && each.startsWith(region))
  return [region, ...deeper].map((each) => areaOf(each, regions))
}

function areaOf(region: string, regions: readonly string[]): Area {
  const deeper = regions.filter((each) => each !== region && each.startsWith(region))
  const nearest = deeper.filter((each) => !deeper.some((other) => other !== each && each.startsWith(other)))
  return { region, range: regionRange(region === '' ? 'all' : region), without: nearest.map(regionRange) }
}

/** First days of the periods in which anything of a jurisdiction's own packs begins to hold. */
function periodsOf(packs: Packs, jurisdiction: string): string[] {
  const own = packs.list.filter((pack) => pack.jurisdiction === jurisdiction)
  return [...new Set(own.map((pack) => pack.content.inForce.from))].sort()
}

function catalogueOf(policies: readonly EffectivePolicy[]): Catalogue {
  const kinds = subjectKinds.map((kind) => {
    const facts = new Map<string, EffectivePolicy['facts'][string][string]>()
    for (const policy of policies) {
      for (const fact of Object.values(policy.facts[kind] ?? {})) {
        const known = facts.get(fact.id)
        if (known && (known.type !== fact.type || known.scale !== fact.scale)) throw twoTypes(fact.id)
        facts.set(fact.id, fact)
      }
    }
    return [kind, [...facts.values()]] as const
  })
  return Object.fromEntries(kinds) as unknown as Catalogue
}

function twoTypes(id: string): AppError {
  return startupError('policies.factOfTwoTypes', {
    zh: `事实 ${id} 在两个政策包里类型不同，无法存为一列。`,
    en: `The fact ${id} has different types in two packs and cannot lie in one column.`,
  })
}

function cannotSay(
  region: string,
  asOf: string,
  problems: readonly { message: { zh: string; en: string } }[],
): AppError {
  const first = problems[0]!
  return new AppError('policies.notInForce', 422, {
    zh: `${asOf} 在 ${region} 没有可用的政策：${first.message.zh}`,
    en: `No policy can be applied in ${region} on ${asOf}: ${first.message.en}`,
  })
}
