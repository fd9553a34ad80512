/** Names of places in a sentence: 合浦县15个, 城厢镇田心村. 全市 and 各县 name none. */
import type { Item } from '../outline/outline.ts'
import { chainOf } from './innermost.ts'

const SUFFIX = '自治区|自治州|自治县|省|市|县|区|旗|州|盟|街道|镇|乡|村|社区|林场|农场'
const names = new RegExp(
  `(?<=^|[,。;:、()“”"\\s\\d年月日]|其中|在|对|由|为|到|和|与|及|是|扶持|支持|帮助|帮扶|解决|完成|实现|确保|推进|建设|新建|改造|覆盖|以|将|使|向|从|户|人|个)(?!其中)(?<name>(?:[\\u4e00-\\u9fff]{1,6}?(?:${SUFFIX})){1,3})(?=[^\\u4e00-\\u9fff]|的|和|与|及|等|各|全|共|计划|完成|实现|确保|脱贫|减贫|退出|新增|新建|建设|改造|发展|培训|搬迁|力争|贫困|剩余|要|达到|建成|户|人|到|\\d|$)`,
  'g',
)
const isNone =
  /^[个的了和与及等圩]|全[省市县区州旗镇乡村]|[各每某我本该每两三四五六七八九十几多]+[省市县区州旗镇乡村]|贫困|示范|行政|自然|安置|小区|园区|片区|地区|社区|灾区|^山区|[困寒深石大]山区|库区|景区|新农村|农村|乡村|城市|城乡|集镇|村镇|市县|县区|区县|县乡|乡镇|脱贫|摘帽|重点|中心|建制|空白|薄弱|出列|深度|一般|非|后进|面上|通村|驻村|进村|整村|到村|入村|县城|市场|超市|省级|市级|县级|区域|的|建档|计划|投入|面积|标准|特色|项目|基础|旅游|文明|生态|美丽|品牌|产业|电商|养殖|种植|集体|其他|有|列入|所有|部分|相关/

/** The last place named before a figure since 全市 or the like; a bracket behind 17个( begins anew. */
export function regionAhead(text: string, folded: string): string | null {
  const begins = Math.max(0, folded.length - 160)
  const near = folded.slice(begins)
  let found: string | null = null
  for (const match of near.matchAll(names)) {
    const { name } = match.groups!
    // 岷县3个: a name of one character is one where a mark stands before it and a figure behind.
    const isShort =
      name!.length < 3 &&
      !(/[(、,;:]$/.test(near.slice(0, match.index)) && /^\d|^$/.test(near.slice(match.index + name!.length)))
    if (isShort || name!.length > 16 || isNone.test(name!)) continue
    const rest = near.slice(match.index + name!.length)
    // Names in a closed bracket or followed by another sentence's half belong to what stands there.
    if (/[;]/.test(rest) || closes(rest)) continue
    // 以甲镇、乙镇为主体: several places share what follows, and none is named alone.
    if (isListed.test(near.slice(0, match.index)) || goesOn.test(rest)) {
      found = null
      continue
    }
    found = text.slice(begins + match.index, begins + match.index + name!.length)
  }
  return found
}

const isListed = new RegExp(`(?:${SUFFIX})[、和]$`)
const goesOn = new RegExp(`^[、和][\\u4e00-\\u9fff]{1,6}?(?:${SUFFIX})`)

function closes(rest: string): boolean {
  let depth = 0
  for (const character of rest) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth < 0) return true
  }
  return false
}

const isName = new RegExp(`^[\\u4e00-\\u9fff]{1,8}(?:${SUFFIX})$`)

/** The nearest heading above that is nothing but the name of a place. */
export function regionOfTitles(items: readonly Item[], item: number | undefined): string | null {
  return (
    chainOf(items, item)
      .map(({ title }) => title)
      .find((title) => isName.test(title) && (title === '新区' || !isNone.test(title))) ?? null
  )
}
