/** Which region a unit's name speaks of, in a document of a region. */
import { isWithin, type NamedDepartment, regionLevelOf } from '@lika/codes'
import type { Place } from '../../regions/index.ts'

const suffix = /(?:壮族|回族|维吾尔)?自治区$|特别行政区$|(?:省|市|县|区|镇|乡|街道|旗|盟)$/

/** 合浦 of 合浦县, 广西 of 广西壮族自治区: what documents put in front of an office. */
export const bareName = (name: string): string => {
  const bare = name.replace(suffix, '')
  return bare.length >= 2 ? bare : name
}

/** Names under which a region may stand in the register, for one that a document names: 合浦 and 中共合浦县. */
export function namesOfPlace(place: string): string[] {
  const plain = place.replace(/^中共/, '')
  return [plain, ...['省', '市', '县', '区', '镇', '乡', '街道'].map((ending) => plain + ending)]
}

export interface Ground {
  /** The region of the document. */
  readonly own: string
  /** It and the regions above it, the nearest first. */
  readonly chain: readonly Place[]
  /** Regions below that some name of the document names. */
  readonly below: readonly Place[]
}

/**
 * The region that is meant: the document's own where the name says none; by 县 the one of them that is a county. Several
 * when it could be more than one, none when it is not known.
 */
export function regionsMeant(
  { level, prefix, place }: Pick<NamedDepartment, 'level' | 'prefix' | 'place'>,
  { own, chain, below }: Ground,
): string[] {
  if (place !== undefined) {
    const names = new Set(namesOfPlace(place))
    const found = [...chain, ...below].filter(({ name }) => names.has(name) || bareName(name) === place)
    // The larger of two that bear one name: 北海 is the city, before a town of that name.
    const largest = Math.min(...found.map(({ code }) => code.length))
    return [...new Set(found.filter(({ code }) => code.length === largest).map(({ code }) => code))]
  }
  if (level === undefined) return [own]
  if (level === 'nation') return []
  const ending = /自治区|[省市县区州盟旗镇乡]|地区|街道/.exec(prefix)?.[0]
  const [nearest] = chain.filter(({ name }) => ending !== undefined && name.endsWith(ending))
  if (nearest === undefined) return []
  // 区 is a district or the autonomous region: known only where the document itself is of one.
  if (prefix.startsWith('区') && nearest.code !== own) return []
  return [nearest.code]
}

/** Whether a unit of a region is the region's own office, and not one of a place within it. */
export function isOfRegion(
  { level, place }: Pick<NamedDepartment, 'level' | 'place'>,
  region: Place,
): boolean {
  if (place !== undefined) return namesOfPlace(place).includes(region.name) || bareName(region.name) === place
  return level === undefined || level === regionLevelOf(region.code)
}

/** All that may be looked at for a document: its region, those above and those below. */
export const isNear = (code: string, own: string): boolean => isWithin(code, own) || isWithin(own, code)
