/**
 * Money that a document plans: what each item needs or is given, out of which count and rate, and where the money comes from.
 */
import type { Quantity, Range } from '../model.ts'
import type { Item } from '../outline/outline.ts'
import { type Block, LOOK_BACK, type Mention } from '../relations/blocks.ts'
import type { Operand, Relation } from '../relations/relation.ts'
import { type Nature, naturesOf, natureTogether } from './natures.ts'

/** A figure that an amount is made of; amounts say what kind of money they are. */
export interface Term extends Operand {
  readonly nature: Nature | null
}

export interface FundLine {
  /** Index of the item, and its numbers joined. */
  readonly item: number | undefined
  readonly clause: string
  readonly title: string
  readonly total: Quantity
  /** What the total is made of, as far as the document says. */
  readonly operands: readonly Term[]
  /** Mixed where its parts are of several kinds. */
  readonly nature: Nature
  readonly side: 'use'
  /** Amounts for which no count and rate stand there: the total itself, or terms of its sum. */
  readonly unstated: readonly Quantity[]
  readonly range: Range
}

/** The sum of the whole, as the document states it, and what it says the money comes from. */
export interface FundTotal {
  readonly total: Quantity
  readonly item: number | undefined
  readonly sources: readonly FundSource[]
  readonly range: Range
}

export interface FundSource {
  readonly label: string
  readonly amount: Quantity
  readonly nature: Nature
  readonly side: 'source'
}

const need =
  /(?:需|投入|投资|安排|补助|资金|经费|贷款|贴息|奖补|下达|拨付|筹措|筹集|支出|预算|落实|整合|争取|发放|配套)[^。;]{0,18}$/
const needBehind = /^(?:的)?[^,。;\d]{0,8}(?:资金|经费|贷款|补助|投入|投资|贴息|基金)/
/** Thresholds and results are no money to be spent: 收入达到2万元以上. */
const isResult = /(?:收入|产值|增收|纯收入|可支配|达到|超过|不低于|标准|限额|以上|以下)[^,。;]{0,8}$/
const source =
  /(?:中央|自治区|省级|省财政|市级|市本级|市财政|县级|县区|区级|县财政|财政|债券|信贷|贷款|社会|自筹|帮扶|对口|行业|上级|专项|配套|捐)/
const wholeOf = /(?:共需|总投资|总投入|总资金|资金总额|概算|估算|测算|总额|合计|共计)/

export function findFunds(
  blocks: readonly Block[],
  items: readonly Item[],
  relations: ReadonlyMap<Block, readonly Relation[]>,
): { lines: FundLine[]; totals: FundTotal[] } {
  const lines: FundLine[] = []
  const totals: FundTotal[] = []
  const natureOf = naturesOf(blocks)
  const totalBy = new Map<Block, FundTotal>()
  for (const block of blocks) {
    if (!block.mentions.some(({ quantity }) => isAmount(quantity))) continue
    const total = totalOf(block, items, natureOf) ?? totalBelow(block, relations.get(block) ?? [])
    if (total) totalBy.set(block, total)
  }
  totals.push(...totalBy.values())
  const wholes = new Set(totals.map(({ total }) => total))
  // 资金用于以下项目: what stands below needs no word of need.
  const named = new Set(
    [...relations.values()]
      .flat()
      .filter(({ kind, result }) => kind === 'parts' && wholes.has(result))
      .flatMap(({ operands }) => operands.map(({ quantity }) => quantity)),
  )
  // Amounts below an item's own total are its parts, wherever they stand; below the total of all they are the lines.
  const parts = new Set(
    [...relations.values()]
      .flat()
      .filter(({ kind, result }) => kind === 'parts' && !wholes.has(result))
      .flatMap(({ operands }) => operands.map(({ quantity }) => quantity)),
  )
  for (const block of blocks) {
    const amounts = block.mentions.filter(({ quantity }) => isAmount(quantity))
    if (totalBy.has(block) || amounts.length === 0 || closes(block, amounts)) continue
    const own = relations.get(block) ?? []
    lines.push(...linesIn(block, items, own, natureOf, named).filter(({ total }) => !parts.has(total)))
  }
  return { lines, totals }
}

/** 综合以上,共需资金3419万元: all lines together once more, and no line of its own. */
function closes({ text }: Block, amounts: readonly Mention[]): boolean {
  return amounts.length === 1 && closing.test(text)
}
const closing =
  /^(?:综合以上|综上|(?:以上|上述|前述)?(?:各|[\d一二三四五六七八九十]{1,3})(?:大|个)?(?:项|类|方面|部分)(?:[\u4e00-\u9fff]{0,6})(?:合计|共计|总计|共需|累计)|(?:以上|上述)[\u4e00-\u9fff]{0,8}(?:合计|共计|总计|共需)|(?:合计|共计|总计)[,:]?(?:共|需|投入|安排)?)/

function isAmount({ measure, per, exact }: Quantity): boolean {
  return measure === 'money' && per.length === 0 && exact !== null
}

/** 建设项目共需资金约10亿元。其中,中央…3.2亿元;市本级…: a whole with its sources, or one that says 如下 of items below. */
function totalOf(block: Block, items: readonly Item[], natureOf: NatureOf): FundTotal | undefined {
  const amounts = block.mentions.filter(({ quantity }) => isAmount(quantity))
  const [first, ...others] = amounts
  if (!first || !wholeOf.test(first.ahead.slice(-30))) return undefined
  const sources = others.filter(({ ahead, depth }) => depth === 0 && source.test(ahead.slice(-24)))
  const isOfSources =
    sources.length >= 3 && sources.length === others.filter(({ depth }) => depth === 0).length
  const announces =
    others.length === 0 && /(?:如下|下列|以下)[^。]{0,6}[:。]?$/.test(block.text) && hasBelow(block, items)
  if (!isOfSources && !announces) return undefined
  return {
    total: first.quantity,
    item: block.item,
    sources: sources.map(({ quantity, ahead }) => ({
      label: labelOf(ahead),
      amount: quantity,
      nature: natureOf(quantity),
      side: 'source',
    })),
    range: [block.from, block.to],
  }
}

/** 安排资金4860万元,用于以下项目: and every item below has its amount. */
function totalBelow(block: Block, relations: readonly Relation[]): FundTotal | undefined {
  const below = relations.find(
    ({ kind, operands }) =>
      kind === 'parts' && operands.every(({ quantity }) => quantity.range[0] >= block.to),
  )
  return below && { total: below.result, item: block.item, sources: [], range: [block.from, block.to] }
}

function hasBelow(block: Block, items: readonly Item[]): boolean {
  return items.some(({ parent }) => parent === block.item)
}

/** The words before an amount, without what joins them to the one before. */
function labelOf(ahead: string): string {
  return ahead
    .replace(/^[^;,。]*[;,。]/, '')
    .replace(/^[、,;:\s]*(?:其中)?[,:]?/, '')
    .replace(/(?:约|大约|共|为)$/, '')
    .trim()
}

/** Amounts that are nobody's part: totals of their own, each a line. */
function linesIn(
  block: Block,
  items: readonly Item[],
  relations: readonly Relation[],
  natureOf: NatureOf,
  named: ReadonlySet<Quantity>,
): FundLine[] {
  const made = Map.groupBy(relations, ({ result }) => result)
  const used = new Set(relations.flatMap(({ operands }) => operands.map(({ quantity }) => quantity)))
  const roots = block.mentions.filter(
    (mention, at) =>
      isAmount(mention.quantity) &&
      !used.has(mention.quantity) &&
      (named.has(mention.quantity) ||
        isNeeded(mention, block.mentions, at) ||
        isMadeBy(made, mention.quantity, 'product') ||
        gathersProducts(made, mention.quantity)),
  )
  // Where a total gathers what stands before it, loans of other years beside it are no lines of their own.
  const gathered = roots.filter(({ quantity }) => isMadeBy(made, quantity, 'sum'))
  const totals = new Set(gathered)
  const kept =
    gathered.length > 0 ? roots.filter((each) => totals.has(each) || isBehind(each, gathered)) : roots
  const item = block.item === undefined ? undefined : items[block.item]
  return kept.map(({ quantity }) => ({
    item: block.item,
    clause: item?.clause ?? '',
    title: item?.title ?? '',
    total: quantity,
    ...termsOf(quantity, made, natureOf),
    side: 'use',
    unstated: unstatedIn(quantity, made),
    range: [block.from, block.to],
  }))
}

type NatureOf = (quantity: Quantity) => Nature
type Made = ReadonlyMap<Quantity, readonly Relation[]>

/** 每个补助10万元,共计200万元: what a count and a rate come to is needed, whatever it is called. */
function isMadeBy(made: Made, quantity: Quantity, by: Relation['kind']): boolean {
  return made.get(quantity)?.some(({ kind }) => kind === by) ?? false
}

/** 需资金80万元;…需资金18万元,两项合计98万元: a sum of what counts and rates come to. */
function gathersProducts(made: Made, quantity: Quantity): boolean {
  const sum = made.get(quantity)?.find(({ kind }) => kind === 'sum')
  return sum?.operands.some((operand) => isMadeBy(made, operand.quantity, 'product')) ?? false
}

function isBehind(mention: Mention, gathered: readonly Mention[]): boolean {
  return (
    mention.quantity.range[0] > gathered.at(-1)!.quantity.range[1] && !/其中|财政补助/.test(mention.ahead)
  )
}

function isNeeded(
  { quantity, ahead, behind, sentence }: Mention,
  mentions: readonly Mention[],
  at: number,
): boolean {
  if (isResult.test(ahead) && !/(?:需|投入|投资|安排)[^,。;]{0,12}$/.test(ahead)) return false
  // 5万元以下小额贷款 is a limit for each, 不少于100万元 a floor: neither is what is spent.
  if (['atLeast', 'moreThan', 'atMost', 'lessThan', 'between'].includes(quantity.bound)) return false
  // Behind 其中 stand parts of the amount before it.
  const earlier = mentions
    .slice(Math.max(0, at - LOOK_BACK), at)
    .filter((each) => each.sentence === sentence && isAmount(each.quantity))
  if (earlier.length > 0 && /其中/.test(ahead)) return false
  return need.test(ahead) || needBehind.test(behind)
}

/** Operands down to the figures that the document gives: 4838户 × 0.5 and 3303户 × 0.1 behind 2749.3. */
function operandsOf(quantity: Quantity, made: Made): Operand[] {
  const ways = made.get(quantity) ?? []
  const way = ways.find(({ kind }) => kind !== 'parts') ?? ways[0]
  return (way?.operands ?? []).flatMap((operand) =>
    operand.role === 'part'
      ? [
          operand,
          ...(made.get(operand.quantity) ?? [])
            .filter(({ kind }) => kind === 'product')
            .flatMap(({ operands }) => operands),
        ]
      : [operand],
  )
}

/** Parts of a total that gathers several needs; where money comes from has no rate, and needs none. */
function unstatedIn(quantity: Quantity, made: Made): Quantity[] {
  const ways = made.get(quantity) ?? []
  if (ways.length === 0) return [quantity]
  const sum = ways.find(({ kind }) => kind === 'sum')
  if (!sum || ways.some(({ kind }) => kind === 'product')) return []
  return sum.operands.map((operand) => operand.quantity).filter((part) => !made.has(part))
}

function termsOf(
  quantity: Quantity,
  made: Made,
  natureOf: NatureOf,
): { readonly operands: Term[]; readonly nature: Nature } {
  const operands = operandsOf(quantity, made).map((operand) => ({
    ...operand,
    nature: operand.quantity.measure === 'money' ? natureOf(operand.quantity) : null,
  }))
  const parts = operands.filter(({ role }) => role === 'part').map(({ nature }) => nature ?? 'grant')
  return { operands, nature: parts.length > 0 ? natureTogether(parts) : natureOf(quantity) }
}
