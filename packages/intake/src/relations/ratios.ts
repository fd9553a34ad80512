/** Shares, percentages of an amount, and growth from one figure to another. */
import BigNumber from 'bignumber.js'
import type { Quantity } from '../model.ts'
import type { Block, Mention } from './blocks.ts'
import { agrees, inUnitOf, type Relation, written } from './relation.ts'

export function findRatios(block: Block): Relation[] {
  return block.mentions.flatMap((mention, at) =>
    mention.quantity.unit === '%' && mention.quantity.exact !== null
      ? [shareAt(block.mentions, at), percentOfAt(block.mentions, at), growthAt(block.mentions, at)].filter(
          (relation) => relation !== undefined,
        )
      : [],
  )
}

/** Growth that is told as a difference: 由3.2万人减少到2.1万人,减少1.1万人. */
export function findDifferences(block: Block): Relation[] {
  return block.mentions.flatMap((mention, at) => {
    const pair = changeBefore(block.mentions, at)
    const { quantity, ahead } = mention
    if (!pair || quantity.exact === null || quantity.unit === '%' || !isLike(quantity, pair.to)) return []
    if (!/(?:增加|增长|减少|下降|提高|降低|净增|净减)(?:了|约)?$/.test(ahead)) return []
    const computed = new BigNumber(pair.to.exact!).minus(pair.from.exact!).abs()
    return [
      {
        kind: 'growth' as const,
        operands: [pair.from, pair.to].map((each) => ({ quantity: each, role: 'part' as const })),
        result: quantity,
        computed: inUnitOf(computed, quantity),
        working: `|${written(pair.to, quantity)} − ${written(pair.from, quantity)}|`,
        holds: agrees(computed, quantity),
      },
    ]
  })
}

function isLike(a: Quantity, b: Quantity): boolean {
  return a.measure === b.measure && a.exact !== null && a.per.length === 0
}

/** 600万元,占计划1000万元的60%. */
function shareAt(mentions: readonly Mention[], at: number): Relation | undefined {
  const percent = mentions[at]!
  const [part, whole] = [mentions[at - 2], mentions[at - 1]]
  if (!part || !whole || !isLike(part.quantity, whole.quantity) || !/^[^,。;]{0,12}的$/.test(percent.ahead))
    return undefined
  if (!/占[^,。;]{0,16}$/.test(whole.ahead) || part.sentence !== percent.sentence) return undefined
  if (new BigNumber(whole.quantity.exact!).isZero()) return undefined
  return ratio('share', part.quantity, whole.quantity, percent.quantity)
}

function ratio(kind: 'share' | 'growth', top: Quantity, bottom: Quantity, percent: Quantity): Relation {
  const difference =
    kind === 'growth' ? new BigNumber(top.exact!).minus(bottom.exact!).abs() : new BigNumber(top.exact!)
  const computed = difference.div(bottom.exact!).times(100)
  const shown = computed.decimalPlaces(2)
  return {
    kind,
    operands: [top, bottom].map((quantity) => ({ quantity, role: 'part' as const })),
    result: percent,
    computed: shown,
    working:
      kind === 'growth'
        ? `|${top.value} − ${bottom.value}| ÷ ${bottom.value}`
        : `${top.value} ÷ ${written(bottom, top)}`,
    holds: agrees(computed, percent),
  }
}

/** 按贷款21885万元的10%落实风险补偿金2188.5万元. */
function percentOfAt(mentions: readonly Mention[], at: number): Relation | undefined {
  const percent = mentions[at]!
  const [base, result] = [mentions[at - 1], mentions[at + 1]]
  if (!base || !result || base.quantity.measure !== 'money' || !isLike(result.quantity, base.quantity))
    return undefined
  if (!/^[^,。;]{0,12}的$/.test(percent.ahead) || result.sentence !== percent.sentence) return undefined
  if (
    /占/.test(base.ahead.slice(-16)) ||
    !/(?:计|需|共|安排|落实|补助|配套|提取|贴息|补偿)/.test(result.ahead)
  )
    return undefined
  const computed = new BigNumber(base.quantity.exact!).times(percent.quantity.exact!).div(100)
  return {
    kind: 'product',
    operands: [
      { quantity: base.quantity, role: 'count' },
      { quantity: percent.quantity, role: 'rate' },
    ],
    result: result.quantity,
    computed: inUnitOf(computed, result.quantity),
    working: `${written(base.quantity, result.quantity)} × ${percent.quantity.text}`,
    holds: agrees(computed, result.quantity),
  }
}

/** 由2015年的1000元增加到1200元,增长20%. */
function growthAt(mentions: readonly Mention[], at: number): Relation | undefined {
  const percent = mentions[at]!
  if (
    !/(?:增长|增加|提高|上升|下降|减少|降低|增幅(?:为|达)?|降幅(?:为|达)?)(?:了|约|达)?$/.test(percent.ahead)
  )
    return undefined
  const pair = changeBefore(mentions, at)
  if (!pair || new BigNumber(pair.from.exact!).isZero()) return undefined
  return ratio('growth', pair.to, pair.from, percent.quantity)
}

/** The two figures of 由 … 到 … right before. */
function changeBefore(
  mentions: readonly Mention[],
  at: number,
): { from: Quantity; to: Quantity } | undefined {
  const [from, to] = [mentions[at - 2], mentions[at - 1]]
  if (!from || !to || from.quantity.exact === null || !isLike(to.quantity, from.quantity)) return undefined
  if (!/(?:由|从)[^。;]{0,24}$/.test(from.ahead)) return undefined
  if (
    !/(?:增加|增长|提高|上升|减少|下降|降低|减|增|降|升)(?:加|少|低|高)?(?:到|至|为)[^,。;]{0,12}$/.test(
      to.ahead,
    )
  )
    return undefined
  return to.sentence === mentions[at]!.sentence ? { from: from.quantity, to: to.quantity } : undefined
}
