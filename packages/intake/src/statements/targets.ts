/**
 * What is aimed at: a figure in a sentence of aims (确保, 实现, 完成, 计划, 脱贫, 新增, 建成) with what it counts, where, and by when.
 * Rates and amounts of money are fund lines, and what was reached already is no aim. Rather none than a wrong one.
 */
import type { Bound, Measure, Quantity, Range } from '../model.ts'
import type { Item } from '../outline/outline.ts'
import type { Block, Mention } from '../relations/blocks.ts'
import type { Relation } from '../relations/relation.ts'
import { within } from '../text/ranged.ts'
import type { Sentences } from '../text/sentences.ts'
import { actionIn, isAim, isPast, isReport, speaksOfPast } from './aims.ts'
import type { Cycle } from './cycles.ts'
import type { NamedTime } from './days.ts'
import { chainOf } from './innermost.ts'
import { type Period, periodOf, type Years } from './periods.ts'
import { regionAhead, regionOfTitles } from './regions.ts'
import { perOf, subjectOf } from './subjects.ts'

export interface Target {
  /** What is counted or measured, exactly as it stands there: 建档立卡贫困人口, 自来水普及率; 脱贫 where only the verb says it. */
  readonly subject: string
  readonly subjectRange: Range
  /** What is to become of it: 脱贫, 建设, 培训; null where only 确保 or 达到 says that it is an aim. */
  readonly action: string | null
  readonly value: string | null
  readonly upTo?: string
  readonly unit: string
  readonly measure: Measure
  readonly bound: Bound
  /** For each of what it is asked: 贫困村 of 每个贫困村发展1个以上…. */
  readonly per: readonly string[]
  /** The region named nearest before it, in its sentence or in a heading above; null where the whole is meant. */
  readonly region: string | null
  readonly period: Period | null
  readonly item: number | undefined
  readonly clause: string
  /** Index of the target that it is a part of. Parts of one whole were added up by the audit. */
  readonly partOf?: number
  /** Index of the first target that says the same. */
  readonly sameAs?: number
  readonly quantity: Quantity
  /** The figure. */
  readonly range: Range
  readonly sentence: Range
}

export interface TargetSource {
  readonly folded: string
  readonly text: string
  readonly title: string
  readonly items: readonly Item[]
  readonly blocks: readonly Block[]
  readonly relations: readonly Relation[]
  readonly sentences: Sentences
  readonly times: readonly NamedTime[]
  readonly cycles: readonly Cycle[]
  readonly years: Years
}

type Draft = Omit<Target, 'partOf' | 'sameAs'>

export function findTargets(source: TargetSource): Target[] {
  const means = meansIn(source)
  const wholes = wholesOf(source.relations)
  const drafts: Draft[] = []
  const found = new Map<Quantity, Draft>()
  for (const block of source.blocks) {
    if (block.mentions.length === 0 || isPastItem(source, block.item)) continue
    let before: Draft | undefined
    for (const [at, mention] of block.mentions.entries()) {
      if (!isCountable(mention, source.folded) || means.has(mention.quantity)) continue
      if (
        within(source.cycles, [mention.quantity.range[0] - 40, mention.quantity.range[1]]).some(
          ({ range }) => range[1] >= mention.quantity.range[1],
        )
      )
        continue
      const whole = found.get(wholes.get(mention.quantity)!)
      // What a bracket mentions beside the parts of a whole explains, and aims at nothing.
      if (mention.depth > 0 && !whole && !/其中/.test(mention.ahead)) continue
      const draft = draftOf(source, block, at, before, whole)
      if (!draft) continue
      before = draft
      drafts.push(draft)
      found.set(mention.quantity, draft)
    }
  }
  return linked(drafts, wholes, found)
}

/** Counts that a rate in their own sentence makes money of, and everything else that a product is made of. */
function meansIn({ relations, sentences }: TargetSource): ReadonlySet<Quantity> {
  const means = new Set<Quantity>()
  for (const { kind, operands } of relations) {
    if (kind !== 'product') continue
    const rate = operands.find(({ role }) => role === 'rate')
    const place = rate && sentences.around(rate.quantity.range[0])[0]
    for (const { quantity, role } of operands)
      if (role !== 'count' || sentences.around(quantity.range[0])[0] === place) means.add(quantity)
  }
  for (const { kind, operands, result } of relations)
    if (kind === 'parts' && means.has(result)) for (const { quantity } of operands) means.add(quantity)
  return means
}

/** Parts by the whole that a sum of the document makes of them. */
function wholesOf(relations: readonly Relation[]): Map<Quantity, Quantity> {
  const wholes = new Map<Quantity, Quantity>()
  for (const { kind, operands, result } of relations) {
    if (kind !== 'parts' && kind !== 'sum') continue
    for (const { quantity, role } of operands)
      if (role === 'part' && quantity !== result && !wholes.has(quantity)) wholes.set(quantity, result)
  }
  return wholes
}

/** 基本情况, 工作成效: what is told there was reached already, and so was all of a report but its plans. */
function isPastItem({ items, title }: TargetSource, item: number | undefined): boolean {
  const titles = chainOf(items, item).map((each) => each.title)
  const said = titles.map(speaksOfPast).find((past) => past !== undefined)
  return said ?? isReport(title)
}

const counted: ReadonlySet<Measure> = new Set<Measure>([
  'persons',
  'households',
  'villages',
  'personTimes',
  'area',
  'length',
  'volume',
  'weight',
  'power',
  'percent',
  'count',
  'times',
])
const income = /(?:收入|产值|增收|销售额|交易额|产量|储蓄)[^,。;:\d]{0,10}$/
/** Money is no aim but where it is what people are to earn; a share of a budget is a rule of funds. */
const ofFunds = /(?:资金|预算|财政|贴息|贷款|补助|补贴|基金|保费|报销|利率|经费|税)[^,。;:]{0,16}$/
const isAttribute =
  /^(?!因)[^,。;:、(]{0,30}(?:经费|资金|费用)|^(?:及)?(?:以上|以下|以内|内)?(?:的[^,。;:]{0,8})?(?:标准|比例|要求|规定|速度|频次|坡耕地|老人|人员)/
const isLimit = /(?:按照?|依照|根据|执行|每人|标准为?|规定|超过|不足|未满|年满|低于)[^,。;:]{0,3}$/

function isCountable({ quantity, ahead, behind }: Mention, folded: string): boolean {
  const { measure, unit, per, bound, range } = quantity
  if (quantity.value === '0') return false
  if (measure === 'money')
    return per.every((each) => ['人', '年', '月', '户', '村', '亩'].includes(each)) && income.test(ahead)
  if (!counted.has(measure) || /^(?:度|岁|级|倍|部|册|类|种|届|年|张|篇)$/.test(unit)) return false
  if (
    unit === '%' &&
    (ofFunds.test(ahead) ||
      (ahead === '' && ofFunds.test(folded.slice(Math.max(0, range[0] - 24), range[0]))))
  )
    return false
  // 由14.2%下降到6.9%: where it comes from is no aim, and by how much is said with where it goes to.
  if (/(?:由|从)[^,。;、]{0,16}$/.test(ahead) && /^[^,。;]{0,8}(?:下降|降|提高|增|上升|减少|升)/.test(behind))
    return false
  if (unit === '个百分点') return false
  if (isAttribute.test(behind) || (isLimit.test(ahead) && measure !== 'percent')) return false
  // 三次产业融合
  if (unit === '次' && behind.startsWith('产业')) return false
  if (folded[range[0] - 1] === '“' || /等[“"]?$/.test(ahead)) return false
  // 一个领导, 一户一策: an article rather than a figure.
  return !(/^[一两]/.test(folded.slice(range[0], range[0] + 1)) && bound !== 'atLeast')
}

function draftOf(
  source: TargetSource,
  block: Block,
  at: number,
  before: Draft | undefined,
  whole: Draft | undefined,
): Draft | undefined {
  const { folded, sentences, items } = source
  const { quantity } = block.mentions[at]!
  const sentence = sentences.around(quantity.range[0])
  const from = Math.max(sentence[0], block.from, quantity.range[0] - 400)
  const ahead = folded.slice(from, quantity.range[0])
  const behind = folded.slice(quantity.range[1], Math.min(sentence[1], quantity.range[1] + 80))
  const follows = before !== undefined && before.sentence[0] === sentence[0]
  if (isPast(ahead, behind)) return undefined
  if (!isAim(ahead, behind, follows, items[block.item ?? -1]?.title ?? '') && !whole) return undefined
  const time = timeOf(source, block, at, sentence, ahead)
  if (time === 'past') return undefined
  const words = subjectOf(source, block, at, before && follows ? before : undefined)
  const region =
    regionAhead(source.text.slice(from, quantity.range[0]), ahead) ?? regionOfTitles(items, block.item)
  // 17个(甲县15个、乙区2个): the place is no noun, the parts are of what the whole is.
  const isPlace = words && region !== null && source.text.slice(...words.range).endsWith(region)
  const subject = (!isPlace && words) || (whole && { range: whole.subjectRange })
  if (!subject) return undefined
  return {
    subject: source.text.slice(...subject.range),
    subjectRange: subject.range,
    action: actionIn(ahead, behind) ?? (follows ? before.action : (whole?.action ?? null)),
    value: quantity.value,
    ...(quantity.upTo === undefined ? {} : { upTo: quantity.upTo }),
    unit: quantity.unit,
    measure: quantity.measure,
    bound: quantity.bound,
    per: quantity.per.some((each) => each !== '个')
      ? quantity.per
      : perOf(ahead, quantity.bound === 'atLeast' || /^[一1]/.test(quantity.text)),
    region,
    period: time ?? whole?.period ?? null,
    item: block.item,
    clause: block.item === undefined ? '' : items[block.item]!.clause,
    quantity,
    range: quantity.range,
    sentence,
  }
}

/** The time named last before the figure in its sentence; then one above it in its paragraph, its heading, the title. */
function timeOf(
  { times, folded, years, items, cycles }: TargetSource,
  block: Block,
  at: number,
  sentence: Range,
  ahead: string,
): Period | 'past' | undefined {
  const { range } = block.mentions[at]!.quantity
  const begins = range[0] - ahead.length
  const half = begins + ahead.lastIndexOf(';')
  // 2017年,…;…;…: a time that the sentence begins with holds for all of it, one further in for its half alone.
  const own = within(times, [begins, range[0]]).filter(
    (time) =>
      (time.range[0] > half || time.range[0] - begins < 12) &&
      within(cycles, [time.range[0] - 4, time.range[1] + 12]).length === 0,
  )
  // …改造危房570户,10月底前全部竣工: a deadline behind it, unless another figure stands between.
  const next = block.mentions[at + 1]?.quantity.range[0] ?? sentence[1]
  const behind = within(times, [range[1], Math.min(sentence[1], next, range[1] + 80)]).filter(
    ({ isDeadline }) => isDeadline,
  )
  const heading = chainOf(items, block.item).flatMap((item) =>
    within(times, [item.heading[0], Math.min(item.heading[1], item.heading[0] + 40)]),
  )
  for (const time of [...own.reverse(), ...behind.slice(0, 1), ...heading]) {
    const period = periodOf(time, folded, block.item, years)
    if (!period) continue
    const last = Number((period.to ?? period.from!).slice(0, 4))
    if (years.own !== undefined && last < years.own && time.year !== null) {
      // 由2015年的…增加到…: the year of the comparison is over, the aim is not.
      if (/^(?:年)?(?:的|底|末|度)/.test(folded.slice(time.range[1], time.range[1] + 2)) && own.length > 1)
        continue
      return 'past'
    }
    return period
  }
  return years.title ? periodOf(years.title, folded, undefined, years) : undefined
}

/** Wholes for parts, and one for what is said again. */
function linked(
  drafts: readonly Draft[],
  wholes: ReadonlyMap<Quantity, Quantity>,
  found: ReadonlyMap<Quantity, Draft>,
): Target[] {
  const indexes = new Map(drafts.map((draft, index) => [draft, index] as const))
  const first = new Map<string, number>()
  return drafts.map((draft, index) => {
    const whole = found.get(wholes.get(draft.quantity)!)
    const partOf = whole && whole !== draft ? indexes.get(whole) : undefined
    const key = [
      draft.quantity.exact,
      draft.unit.replace(/^[万亿]?个?/, ''),
      draft.region,
      draft.period?.to,
    ].join(' ')
    const sameAs = draft.quantity.exact === null || draft.measure === 'percent' ? undefined : first.get(key)
    if (sameAs === undefined) first.set(key, index)
    const same = sameAs !== undefined && alike(drafts[sameAs]!, draft)
    return { ...draft, ...(partOf === undefined ? {} : { partOf }), ...(same ? { sameAs } : {}) }
  })
}

/** 4941户 of two clauses is one aim where both speak of leaving poverty, or of the same things. */
function alike(a: Draft, b: Draft): boolean {
  const leaves = (draft: Draft) => /脱贫|退出|摘帽|减贫|出列|贫困/.test(`${draft.subject}${draft.action}`)
  return a.subject === b.subject || (leaves(a) && leaves(b) && Number(a.quantity.exact) >= 30)
}
