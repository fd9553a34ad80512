/** Parts and wholes: 两项合计, 综合以上, 共68个, 650公里(其中300公里、350公里), 其中. */
import BigNumber from 'bignumber.js'
import type { Quantity } from '../model.ts'
import { readNumber } from '../numerals/chinese.ts'
import { type Block, LOOK_BACK, type Mention } from './blocks.ts'
import { agrees, type Relation, sumOf, sumRelation } from './relation.ts'

/** How many parts at most are tried for a total that does not say how many it adds: of more, chance finds some that fit. */
const MOST_PARTS = 6

const total =
  /(?:(?<count>[两二三四五六七八九十]|\d{1,2})项(?:合计|共计|共|总计)|(?:综合以上|综上|以上(?:各项|几项|项目)?),?(?=共|合|总)|以上(?:各项|合计|共计)|合计|共计|总计|合共|累计|总共)[^,。;\d]{0,14}$/
const together = /(?:^|[,、;和及])(?:总)?共(?:有|计)?[^,。;\d]{0,6}$/

/** Totals that are stated behind their parts. */
export function findSums(block: Block): Relation[] {
  const found: Relation[] = []
  let since = 0
  for (const [at, { quantity, ahead }] of block.mentions.entries()) {
    // 两项 of 两项合计 is a figure of its own.
    const before = block.mentions[at - 1]?.quantity
    const match = total.exec(before?.unit === '项' ? before.text + ahead : ahead)
    const isTogether = !match && together.test(ahead)
    if ((!match && !isTogether) || quantity.exact === null || quantity.per.length > 0) continue
    const count = match?.groups?.count
    const earlier = block.mentions
      .slice(Math.max(since, at - LOOK_BACK), at)
      .filter((each) => isLike(each.quantity, quantity))
      // 共 alone gathers what its own sentence names, 合计 and 综合以上 what stands further up as well.
      .filter((each) => match !== null || each.sentence === block.mentions[at]!.sentence)
    const relation = count
      ? sumOfLast(earlier, readNumber(count) ?? 0, quantity)
      : earlier.length >= 2
        ? sumOfSome(earlier, block.mentions[at]!, match !== null)
        : undefined
    if (relation) {
      found.push(relation)
      if (count === undefined && match) since = at + 1
    }
  }
  return found
}

function isLike(a: Quantity, b: Quantity): boolean {
  if (a.exact === null || a.per.length > 0 || a.measure !== b.measure) return false
  return a.measure === 'count' ? bareUnit(a) === bareUnit(b) : true
}

function bareUnit({ unit }: Quantity): string {
  return unit.replace(/^[十百千]?[万亿]/, '')
}

/** 两项合计: the last two totals of their own, or any two that make it. */
function sumOfLast(earlier: readonly Mention[], count: number, result: Quantity): Relation | undefined {
  if (count < 2 || earlier.length < count) return undefined
  const needed = earlier.filter(({ ahead }) => /(?:需|为|投入|安排|补助|投资)/.test(ahead))
  const last = (needed.length >= count ? needed : earlier).slice(-count).map(({ quantity }) => quantity)
  if (agrees(sumOf(last), result)) return sumRelation('sum', last, result)
  const other = combination(
    earlier.map(({ quantity }) => quantity),
    result,
    count,
  )
  return sumRelation('sum', other ?? last, result)
}

/** A total of what stands before it: all of it, what is needed, or some of it. Nothing is said where none fits. */
function sumOfSome(
  earlier: readonly Mention[],
  { quantity: result, sentence }: Mention,
  isSure: boolean,
): Relation | undefined {
  const all = earlier.map(({ quantity }) => quantity)
  const needed = earlier
    .filter(({ ahead }) => /(?:需|投入|安排|落实)/.test(ahead))
    .map(({ quantity }) => quantity)
  const outer = earlier.filter(({ depth }) => depth === 0).map(({ quantity }) => quantity)
  for (const parts of [all, needed, outer, all.slice(-2), all.slice(-3)])
    if (parts.length >= 2 && agrees(sumOf(parts), result)) return sumRelation('sum', parts, result)
  const some = combination(all.slice(-MOST_PARTS), result)
  if (some) return sumRelation('sum', some, result)
  if (!isSure) return undefined
  // 甲25个和乙33个,合计52个: what stands in its own sentence was meant, before what stands further up.
  const own = earlier.filter((each) => each.sentence === sentence).map(({ quantity }) => quantity)
  const guess = own.length >= 2 ? own : needed.length >= 2 ? needed : outer
  return guess.length >= 2 ? sumRelation('sum', guess, result) : undefined
}

/** Figures that make the total to the last stated place: of few, so that chance finds none. */
function combination(parts: readonly Quantity[], result: Quantity, size?: number): Quantity[] | undefined {
  const most = parts.slice(-MOST_PARTS)
  for (let mask = 3; mask < 1 << most.length; mask += 1) {
    const chosen = most.filter((_, index) => mask & (1 << index))
    if (chosen.length < 2 || (size !== undefined && chosen.length !== size)) continue
    if (result.bound === 'exact' && agrees(sumOf(chosen), result)) return chosen
  }
  return undefined
}

/** Wholes with their parts in brackets behind them or in a sentence that begins with 其中. */
export function findParts(block: Block): Relation[] {
  const found: Relation[] = []
  for (const [at, whole] of block.mentions.entries()) {
    if (whole.quantity.exact === null || whole.quantity.per.length > 0) continue
    const parts = partsOf(block.mentions, at)
    if (parts) found.push(parts)
  }
  return found
}

const opens = /^[^,。;()]{0,16}\((?<among>其中)?/
const among = /(?:其中|包括|分别(?:为|是))[:,]?/

function partsOf(mentions: readonly Mention[], at: number): Relation | undefined {
  const whole = mentions[at]!
  const bracket = bracketedBehind(mentions, at)
  if (bracket && bracket.length >= 2) {
    const relation = sumRelation('parts', bracket, whole.quantity)
    return relation.holds || !isAmong(mentions, at) || isNear(relation) ? relation : undefined
  }
  const listed = listedBehind(mentions, at)
  for (const parts of listed)
    if (agrees(sumOf(parts), whole.quantity)) return sumRelation('parts', parts, whole.quantity)
  // 其中 may name only some of it. What comes this near was meant to be all.
  const near = listed
    .slice(0, 2)
    .map((parts) => sumRelation('parts', parts, whole.quantity))
    .find((relation) => isNear(relation))
  return near
}

const NEAR = 0.15

export function isNear({ computed, result }: Relation): boolean {
  const off = computed.div(result.value!).minus(1).abs()
  return result.value !== '0' && off.lt(NEAR)
}

/** Groups behind 其中, in halves of sentences of their own, that add up to more than the whole: they reach the same people. */
export function findOverlaps(block: Block): Relation[] {
  return block.mentions.flatMap((whole, at) => {
    if (whole.quantity.exact === null || whole.quantity.per.length > 0) return []
    const [all = []] = listedMentions(block.mentions, at)
    const groups = [...Map.groupBy(all, ({ segment }) => segment).values()].map((group) =>
      sumRelation(
        'parts',
        group.map(({ quantity }) => quantity),
        whole.quantity,
      ),
    )
    // Where one half of the sentence makes the whole, the others name it again by measures.
    const isMade = groups.some(({ holds }) => holds)
    return groups.filter(
      ({ operands, computed, result }) =>
        operands.length >= 3 && computed.gt(new BigNumber(result.value!).times(isMade ? 1 : 1 + NEAR)),
    )
  })
}

function isAmong(mentions: readonly Mention[], at: number): boolean {
  const text = mentions[at]!.behind + (mentions[at + 1]?.ahead ?? '')
  return /其中|等/.test(text)
}

/** Figures like the whole within the bracket that opens right behind it (or behind its twin: 2898户10611人(…)). */
function bracketedBehind(mentions: readonly Mention[], at: number): Quantity[] | undefined {
  const whole = mentions[at]!
  let next = at + 1
  // 2898户10611人( …: the bracket speaks of both.
  while (next < mentions.length && mentions[next]!.depth === whole.depth && mentions[next]!.ahead === '')
    next += 1
  const first = mentions[next]
  const opening = (next === at + 1 ? whole : mentions[next - 1]!).behind
  if (!first || first.depth !== whole.depth + 1 || !opens.test(opening)) return undefined
  const inside: Quantity[] = []
  for (const each of mentions.slice(next, next + LOOK_BACK)) {
    if (each.depth <= whole.depth) break
    if (each.depth === whole.depth + 1 && isLike(each.quantity, whole.quantity)) inside.push(each.quantity)
  }
  return inside
}

/** Groups of figures behind 其中: all, and those up to the first semicolon. */
function listedBehind(mentions: readonly Mention[], at: number): Quantity[][] {
  return listedMentions(mentions, at)
    .map((group) => group.map(({ quantity }) => quantity))
    .filter((group) => group.length >= 2)
}

/** 比上年增加0.65亿元: a change is no whole and no part. */
function isChange({ ahead }: Mention): boolean {
  return /(?:增加|增长|减少|下降|提高|降低|净增|净减|多|少)(?:了|约)?$/.test(ahead)
}

function listedMentions(mentions: readonly Mention[], at: number): Mention[][] {
  const whole = mentions[at]!
  if (isChange(whole)) return []
  const behind = mentions.slice(at + 1, at + 16)
  const begins = behind.findIndex(({ ahead }) => among.test(ahead))
  if (begins < 0 || behind[begins]!.sentence > whole.sentence + 1) return []
  // What stands between the whole and 其中 is the whole: 12户, 30人,其中… speaks of the figure that is counted the same way.
  if (behind.slice(0, begins).some((each) => isLike(each.quantity, whole.quantity) && !isChange(each)))
    return []
  // The list ends with its sentence.
  const listed = behind
    .slice(begins)
    .filter(
      ({ quantity, depth, sentence }) =>
        sentence === behind[begins]!.sentence && depth <= whole.depth && isLike(quantity, whole.quantity),
    )
  const firstSegment = listed.filter(({ segment }) => segment === listed[0]?.segment)
  return [listed, firstSegment, listed.slice(0, 2), listed.slice(0, 3)]
}
