/**
 * Region codes as Lika stores them: a prefix for each level, without padding. 45 Guangxi, 4505 Beihai, then six
 * digits for a county, nine for a town, twelve for a village, fourteen for a village group. `all` is the nation.
 */
import { accept, type Checked, refuse } from './checked.ts'

export type RegionLevel = 'nation' | 'province' | 'city' | 'county' | 'town' | 'village' | 'group'

/** The code of the whole nation, above every province. */
export const nation = 'all'

const levels: readonly (readonly [level: RegionLevel, digits: number])[] = [
  ['province', 2],
  ['city', 4],
  ['county', 6],
  ['town', 9],
  ['village', 12],
  ['group', 14],
]

function findLevel(code: string): RegionLevel | undefined {
  if (code === nation) return 'nation'
  // Province codes begin at 11.
  if (!/^[1-9]\d*$/.test(code)) return undefined
  return levels.find(([, digits]) => digits === code.length)?.[0]
}

/** Whether the text has the form of a stored region code; not whether such a region exists. */
export const isRegionCode = (text: string): boolean => findLevel(text) !== undefined

/** The level of a region code. Throws RangeError if it is none: a wrong scope must never become a wide one. */
export function regionLevelOf(code: string): RegionLevel {
  const level = findLevel(code)
  if (level) return level
  throw new RangeError(
    `${JSON.stringify(code)} is no region code: 2, 4, 6, 9, 12 or 14 digits without a leading 0 are needed`,
  )
}

/** The region directly above: `4505` for `450521`, the nation for a province, undefined for the nation. */
export function parentOf(code: string): string | undefined {
  const level = regionLevelOf(code)
  if (level === 'nation') return undefined
  const above = levels[levels.findIndex(([known]) => known === level) - 1]
  return above ? code.slice(0, above[1]) : nation
}

/** Digits of the codes directly below a region: 9 below a county. Nothing lies below a group, which stands for itself. */
export function digitsBelow(code: string): number {
  const level = regionLevelOf(code)
  const at = levels.findIndex(([known]) => known === level)
  return levels[at + 1]?.[1] ?? 14
}

/** The county that a region lies in or is, and undefined above counties. */
export function countyOf(code: string): string | undefined {
  regionLevelOf(code)
  return code.length >= 6 ? code.slice(0, 6) : undefined
}

/**
 * The text range that holds a region and everything within it, for `>= lo and < hi` in collation "C" (or `<` on
 * JavaScript strings). After a final 9 `hi` ends in the colon, the character behind it.
 */
export function regionRange(code: string): { readonly lo: string; readonly hi: string } {
  if (regionLevelOf(code) === 'nation') return { lo: '0', hi: '~' }
  const next = String.fromCharCode(code.charCodeAt(code.length - 1) + 1)
  return { lo: code, hi: code.slice(0, -1) + next }
}

/** Whether a region is the other or lies within it. */
export function isWithin(code: string, ancestor: string): boolean {
  regionLevelOf(code)
  return regionLevelOf(ancestor) === 'nation' || code.startsWith(ancestor)
}

/**
 * Reads a code as national tables print it: six digits (GB/T 2260) or twelve, filled up with zeros, and gives the
 * stored form: `450500` and `450500000000` become `4505`. Codes that are stored already never pass through here: a few
 * cities without counties (441900) have a stored county code that ends in zeros.
 */
export function parseNationalRegionCode(
  text: string,
): Checked<{ readonly code: string; readonly level: RegionLevel }, 'length' | 'characters'> {
  if (!/^[1-9]\d*$/.test(text)) {
    return refuse(
      'characters',
      '区划代码应全为半角数字，且不以0开头',
      'A region code has only digits and does not begin with 0',
    )
  }
  const digits = levels.filter(([, known]) => known < text.length).map(([, known]) => known)
  const cut = text.length === 6 || text.length === 9 || text.length === 12
  const short = cut ? digits.find((known) => /^0+$/.test(text.slice(known))) : undefined
  const code = text.slice(0, short ?? text.length)
  const level = findLevel(code)
  if (level) return accept({ code, level })
  return refuse(
    'length',
    `区划代码应为2、4、6、9、12或14位，实为${text.length}位`,
    `A region code has 2, 4, 6, 9, 12 or 14 digits, not ${text.length}`,
  )
}
