/** How often something is to be done: 每月, 每年不少于4次, 一月一调度, 月推进、季通报, 按季, 每月25日前. */
import type { Range } from '../model.ts'
import { CHINESE_DIGITS, readNumber } from '../numerals/chinese.ts'

export type Every = 'week' | 'month' | 'quarter' | 'halfYear' | 'year'

export interface Cycle {
  readonly text: string
  /** Null for 定期: again and again, and nobody said how often. */
  readonly every: Every | null
  /** How many times at least, or on how many days, within each: 4 of 每年不少于4次; null where that is not said. */
  readonly least: number | null
  /** What is counted: 次, 天, 户, 场. */
  readonly unit: string | null
  /** The day within each by which it is due: 每月25日前, 每年11月底前. */
  readonly by: { readonly month: number | null; readonly day: number | null } | null
  readonly range: Range
}

const N = `(?:\\d{1,3}|[${CHINESE_DIGITS}]{1,3})`
const WHEN = '半年|季度|学年|学期|年度|周|星期|月|季|年'
const DONE =
  '推进|通报|点评|讲评|考核|考评|调度|监测|督查|督导|督办|汇报|报告|例会|评估|评比|研判|核查|核实|总结|小结|会商|排名|检查|公示|报送|会议|走访|回访|自查|盘点|更新|对账|结算|巡查|调研|评议|培训|研究|分析|推动|部署|计划|上报|讲评|报|会|访|评|查|学|比|考|晒|研|训|测|审'
const cycles = new RegExp(
  [
    // 每月, 每个季度, 每半年, 每周一次
    `每(?:一)?(?:个)?(?<each>${WHEN})(?!会|报|均|度[的地])`,
    // 一月一调度, 半年一督查
    `(?:一(?:个)?|(?=半年一))(?<one>${WHEN})一(?<act>${DONE}|次)`,
    // 月推进、季通报、年终考核: right behind a mark, or behind one another
    `(?<=^|[、,。;:”“"(\\n]|实行|执行|坚持|落实|建立|推行|健全|完善|严格|采取|开展|按照)(?<bare>半年|季度|周|月|季|年终|年度|年)(?<done>${DONE})(?=[、,。;:”")(]|(?:工作)?(?:制度|机制)|和|及|$)`,
    `(?<![依遵参仿对只])(?:按|逐)(?<by>月|季度|季|周)(?![均薪份内底中])`,
    '(?<!不)(?<any>定期)(?!存|储|报刊|性)',
  ].join('|'),
  'g',
)

const EVERY: Readonly<Record<string, Every>> = {
  周: 'week',
  星期: 'week',
  月: 'month',
  季: 'quarter',
  季度: 'quarter',
  半年: 'halfYear',
  学期: 'halfYear',
  学年: 'year',
  年: 'year',
  年度: 'year',
  年终: 'year',
}

/** 每生每年, 人均每月: a rate, and nobody's appointment. */
const rateAhead =
  /(?:每(?:人|户|生|名|村|亩|个|位|[^,。;、]{1,4}生)|人均|户均|亩均|生均|元\/[^,。;]{0,4}|平均)(?:每)?$/
/** 每年补助750元, 每年增长20%, 每年收入: an amount within a time. */
const amountBehind =
  /^[^,。;:]{0,3}(?:增长|增加|递增|提高|增收|收入|减少|下降|可)[^,。;:]{0,8}|^[^,。;:次场期]{0,14}\d[\d.,]*\s?[万亿]?元/
const times = new RegExp(
  `^(?<said>[^,。;:、]{0,16}?(?:(?:不少于|不得少于|不低于|不能少于|至少|最少|不下)[^,。;:\\d${CHINESE_DIGITS}]{0,8})?)(?<count>${N})\\s?(?<unit>次|天|场|期|回|户次|轮|遍|例|日|户|人次|小时|课时)(?!性|以下|以内)`,
)
/** 每周一报, 每月一调度 */
const single = new RegExp(`^一(?:${DONE})`)
const dueDay = new RegExp(
  `^(?:的)?(?:(?<month>${N})月(?:份)?)?(?:(?<day>${N})[日号]|底|末)(?:之)?(?:前|以前)?`,
)

/** Cycles of a folded text, in order. */
export function findCycles(folded: string, text: string): Cycle[] {
  const found: Cycle[] = []
  for (const match of folded.matchAll(cycles)) {
    const { each, one, bare, by, any } = match.groups!
    const at = match.index + match[0].length
    const behind = folded.slice(at, at + 40)
    const count = each || any || by ? times.exec(behind) : null
    const ahead = folded.slice(Math.max(0, match.index - 8), match.index)
    // 每户每月走访2次 is an appointment all the same.
    if (each && ((!count && rateAhead.test(ahead)) || amountBehind.test(behind))) continue
    // 每月定期: the month says how often.
    if (any && found.length > 0 && match.index - found.at(-1)!.range[1] <= 2) continue
    const due = each ? dueDay.exec(behind) : null
    const once = each && !due && !count ? single.exec(behind) : null
    const said = due?.[0] ?? count?.[0] ?? once?.[0] ?? ''
    const to = at + said.length
    const isOnce = Boolean(one || bare || once)
    found.push({
      text: text.slice(match.index, to),
      every: any ? null : EVERY[each ?? one ?? bare ?? by!]!,
      least: count ? (readNumber(count.groups!.count!) ?? null) : isOnce ? 1 : null,
      unit: count ? count.groups!.unit! : isOnce ? '次' : null,
      by: due ? { month: numberOf(due.groups!.month), day: numberOf(due.groups!.day) } : null,
      range: [match.index, to],
    })
  }
  return found
}

function numberOf(written: string | undefined): number | null {
  return written === undefined ? null : (readNumber(written) ?? null)
}
