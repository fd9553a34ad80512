/**
 * Who has to do what, in sentences without a label, a verb of leading, or a bracket: 各区县委、政府对辖区负主体责任, 县教育局、县民政局
 * 等部门要制定方案, and a list of regions each with its own task.
 */
import type { Range } from '../model.ts'
import type { Item } from '../outline/outline.ts'
import { isOfficeList, unitsIn } from './units-named.ts'

export interface Answering {
  readonly lead: readonly string[]
  readonly responsible: readonly string[]
  /** From the units to what they answer for. */
  readonly range: Range
}

const begins = '(?<=^|[。;\\n] {0,8}|[条章、.)] ?)'
const answers = new RegExp(
  `${begins}(?<units>[^。;:()\\n]{2,60}?)(?:分别)?对[^。;:\\n]{0,40}?负(?:主体|总|主要|直接|首要|全面)?责(?:任)?`,
  'g',
)
/** Three names or more, and not each of them needs to end like an office. */
const must = new RegExp(
  `${begins}(?<units>(?:[^、,。;:()\\n]{2,24}、){2,60}[^、,。;:()\\n]{2,24}?)等?(?<role>牵头|责任|相关|有关)?(?:部门|单位)(?:要|应当|须|必须|应)(?=[^。\\n]{4})`,
  'g',
)
const all = new RegExp(
  `${begins}(?<units>所有[^,。;:()\\n]{2,16}的(?:部门|单位))(?:要|应当|须|必须|应)(?=[^。\\n]{4})`,
  'g',
)

export function findAnswering(folded: string, text: string): Answering[] {
  const found: Answering[] = []
  const named = (units: string, at: number) =>
    unitsIn(units).map(({ from, to }) => text.slice(at + from, at + to))
  for (const match of folded.matchAll(answers)) {
    const units = match.groups!.units!
    if (!isOfficeList(units)) continue
    found.push({ lead: [], responsible: named(units, match.index), range: rangeOf(match) })
  }
  for (const match of folded.matchAll(must)) {
    const { units, role } = match.groups!
    const names = named(units!, match.index)
    if (names.length < 3 || names.length < units!.split('、').length * 0.7) continue
    found.push({
      lead: role === '牵头' ? names : [],
      responsible: role === '牵头' ? [] : names,
      range: rangeOf(match),
    })
  }
  for (const match of folded.matchAll(all)) {
    const units = text.slice(match.index, match.index + match.groups!.units!.length)
    found.push({ lead: [], responsible: [units], range: rangeOf(match) })
  }
  return found.sort((a, b) => a.range[0] - b.range[0])
}

function rangeOf({ index, 0: all }: RegExpExecArray): Range {
  return [index, index + all.length]
}

const isRegion = /^[\u4e00-\u9fff]{1,10}(?:区|县|市|镇|乡|街道|街道办事处|村|旗|州|盟|社区)$/

/** Items that are nothing but the name of a region, three or more below one heading: indexes in the outline. */
export function regionItems(items: readonly Item[]): ReadonlySet<number> {
  const named = [...items.keys()].filter(
    (index) => items[index]!.title.length <= 12 && isRegion.test(items[index]!.title),
  )
  const groups = Map.groupBy(named, (index) => `${items[index]!.parent} ${items[index]!.level}`)
  return new Set([...groups.values()].filter((group) => group.length >= 3).flat())
}
