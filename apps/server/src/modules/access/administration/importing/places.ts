/** A region as people write it into a cell: its code, its name, or names from above downward with strokes between. Pure. */
import { isRegionCode, isWithin, parseNationalRegionCode } from '@lika/codes'
import type { Message } from '../../../../platform/errors.ts'

export interface FoundPlace {
  readonly code: string
  readonly name: string
}

export interface KnownPlaces {
  /** Of the codes and names of the sheet, and everything above them. */
  readonly byCode: ReadonlyMap<string, FoundPlace>
  readonly byName: ReadonlyMap<string, readonly FoundPlace[]>
}

/** Names that a cell may mean, for looking them up all at once: 大江村 is listed as 大江村委会. */
export function namesIn(text: string): string[] {
  return partsOf(text).flatMap((part) => (isCode(part) ? [] : spellings(part)))
}

export function codesIn(text: string): string[] {
  return partsOf(text).flatMap((part) => (isCode(part) ? [codeOf(part)] : []))
}

export function placeOfText(
  text: string,
  known: KnownPlaces,
  /** Where several bear the name, the one within this region is meant. */
  near?: string,
): FoundPlace | { readonly problem: Message } {
  const parts = partsOf(text)
  const last = parts.at(-1)
  if (last === undefined) return { problem: unknownPlace(text) }
  if (isCode(last)) return known.byCode.get(codeOf(last)) ?? { problem: unknownPlace(text) }
  let found = spelt(last, known)
  for (const above of parts.slice(0, -1)) {
    const uppers = spelt(above, known)
    found = found.filter(({ code }) =>
      uppers.some((upper) => upper.code !== code && isWithin(code, upper.code)),
    )
  }
  if (found.length > 1 && near !== undefined) {
    const within = found.filter(({ code }) => isWithin(code, near))
    if (within.length > 0) found = within
  }
  if (found.length === 1) return found[0]!
  return { problem: found.length === 0 ? unknownPlace(text) : ambiguous(text, found.length) }
}

const partsOf = (text: string) =>
  text
    .normalize('NFKC')
    .split(/[/\\>·,，、\s]+/)
    .filter((part) => part !== '')

const isCode = (part: string) => part === 'all' || /^\d{2,14}$/.test(part)

function codeOf(part: string): string {
  if (part === 'all') return part
  const parsed = parseNationalRegionCode(part)
  if (parsed.ok) return parsed.value.code
  return isRegionCode(part) ? part : ''
}

/** The name as it stands wins over what it may stand for. */
function spelt(name: string, { byName }: KnownPlaces): readonly FoundPlace[] {
  const exact = byName.get(name)
  return exact ?? spellings(name).flatMap((each) => byName.get(each) ?? [])
}

function spellings(name: string): string[] {
  const village = /^(.+?)(村|村委会|村民委员会)$/.exec(name)?.[1]
  const community = /^(.+?)(社区|居委会|居民委员会)$/.exec(name)?.[1]
  const endings = village
    ? ['村', '村委会', '村民委员会'].map((ending) => village + ending)
    : community
      ? ['社区', '居委会', '社区居委会', '居民委员会', '社区居民委员会'].map((ending) => community + ending)
      : []
  return [...new Set([name, ...endings])]
}

/** Unknown and out of scope look the same. */
export function unknownPlace(text: string): Message {
  return {
    zh: `没有区域“${text}”，或者不在您的范围内。`,
    en: `There is no region ${text}, or it is not within your scope.`,
  }
}

function ambiguous(text: string, count: number): Message {
  return {
    zh: `有 ${count} 个区域都叫“${text}”，请写上级的名称，如“廉州镇/${text}”，或者填区域代码。`,
    en: `${count} regions are named ${text}: write the name above it as well, such as 廉州镇/${text}, or the code.`,
  }
}
