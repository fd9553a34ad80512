/** Where a row lies: by code, or by the names of county, town, village and group within the import's region. Pure. */
import { isWithin, parseNationalRegionCode } from '@lika/codes'
import { problemOf, type StagedProblem, warningOf } from './problem.ts'

export interface KnownRegion {
  readonly code: string
  readonly name: string
}

export interface PlaceCells {
  readonly code?: string | undefined
  readonly county?: string | undefined
  readonly town?: string | undefined
  readonly village?: string | undefined
  readonly group?: string | undefined
}

export type FoundPlace =
  | { readonly code: string | undefined; readonly warning?: StagedProblem }
  | { readonly problem: StagedProblem }

const levels = [
  { part: 'county', digits: 6 },
  { part: 'town', digits: 9 },
  { part: 'village', digits: 12 },
  { part: 'group', digits: 14 },
] as const

/** Answers are remembered: rows of a village stand together. `code: undefined` when no cell says a place. */
export function placeFinder(
  regions: readonly KnownRegion[],
  region: string,
): (cells: PlaceCells) => FoundPlace {
  const byCode = new Set(regions.map(({ code }) => code))
  const byName = Map.groupBy(regions, ({ code, name }) => `${code.length} ${bareName(name)}`)
  const known = new Map<string, FoundPlace>()
  return (cells) => {
    const key = `${cells.code ?? ''}|${cells.county ?? ''}|${cells.town ?? ''}|${cells.village ?? ''}|${cells.group ?? ''}`
    let found = known.get(key)
    if (found === undefined) {
      found = cells.code ? byNumber(cells.code, byCode, region) : byNames(cells, byName, region)
      if (known.size < 50_000) known.set(key, found)
    }
    return found
  }
}

function byNumber(text: string, codes: ReadonlySet<string>, region: string): FoundPlace {
  const written = text.normalize('NFKC').trim()
  const parsed = parseNationalRegionCode(written)
  if (!parsed.ok) {
    return {
      problem: problemOf('region.code', 'place.code', text, { zh: parsed.message.zh, en: parsed.message.en }),
    }
  }
  // National tables write 12 digits; a village's own never end in zeros that could be cut.
  const code = codes.has(written) ? written : parsed.value.code
  if (code.length < 12) return { problem: problemOf('region.code', 'place.notVillage', text) }
  if (!isWithin(code, region)) return { problem: problemOf('region.code', 'place.outside', text, { region }) }
  if (!codes.has(code)) return { problem: problemOf('region.code', 'place.unknown', text) }
  return { code }
}

function byNames(
  cells: PlaceCells,
  byName: ReadonlyMap<string, readonly KnownRegion[]>,
  region: string,
): FoundPlace {
  const deepest = levels.findLast(({ part }) => cells[part])
  if (!deepest) {
    return { code: region.length >= 12 && region !== 'all' ? region : undefined }
  }
  let candidates: readonly KnownRegion[] | undefined
  let warning: StagedProblem | undefined
  for (const { part, digits } of levels) {
    const name = cells[part]
    if (!name) continue
    const named = byName.get(`${digits} ${bareName(name)}`) ?? []
    const above = candidates
    const within = above
      ? named.filter(({ code }) => above.some((each) => code.startsWith(each.code)))
      : named
    if (within.length === 0) {
      // National lists end at the village: a group that nobody added does not keep a row out.
      if (part !== 'group' || above?.[0]?.code.length !== 12) {
        return { problem: problemOf(`region.${part}`, 'place.unknown', name) }
      }
      warning = warningOf('region.group', 'place.unknownGroup', name)
    } else candidates = within
  }
  const found = candidates!
  if (deepest.digits < 12)
    return { problem: problemOf(`region.${deepest.part}`, 'place.notVillage', cells[deepest.part]) }
  if (found.length > 1) {
    return {
      problem: problemOf(`region.${deepest.part}`, 'place.ambiguous', cells[deepest.part], {
        count: found.length,
      }),
    }
  }
  return { code: found[0]!.code, ...(warning ? { warning } : {}) }
}

/** 大江村, 大江村委会 and 大江村民委员会 are one village; 第3组 and 3组 one group. */
export function bareName(name: string): string {
  const level = name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  const bare = level
    .replace(/(村民委员会|村委会|居民委员会|社区居委会|居委会|社区|村)$/, '')
    .replace(/^第?([0-9一二三四五六七八九十]+)(村民)?小?组$/, '$1组')
    .replace(/村民小组$/, '组')
  return bare === '' ? level : bare
}
