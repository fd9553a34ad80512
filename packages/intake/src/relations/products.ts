/** Count × rate = total: 4838户 …按0.5万元/户计算,需2419万元; 68个村 …每个村10万元,扣除10万元和4万元,共需656万元. */
import BigNumber from 'bignumber.js'
import type { Measure, Quantity } from '../model.ts'
import { measureOf } from '../statements/units.ts'
import type { Block, Mention } from './blocks.ts'
import { agrees, inUnitOf, type Operand, type Relation, scaleOf } from './relation.ts'

/** For whom a rate is, and what counts them. */
const counted: Readonly<Record<string, Measure>> = {
  户: 'households',
  贫困户: 'households',
  人: 'persons',
  生: 'persons',
  名: 'persons',
  口: 'persons',
  对象: 'persons',
  村: 'villages',
  贫困村: 'villages',
  亩: 'area',
  平方米: 'area',
  公里: 'length',
}
/** How often a rate falls due within the year for which a total is stated. */
const yearly: Readonly<Record<string, number>> = { 月: 12, 季度: 4, 半年: 2, 学期: 2, 年: 1, 学年: 1 }

const deducts = /(?:扣除|扣减|减去|剔除|除去)/
const results = /(?:需|共|计|合计|投入|投资|安排|补助|资金|补贴|下达|拨付|为|约|达)/

export function findProducts(block: Block): Relation[] {
  const found: Relation[] = []
  for (const [at, mention] of block.mentions.entries()) {
    const { quantity } = mention
    const who = quantity.per.find((each) => each in counted || isClassifier(each))
    if (quantity.measure !== 'money' || who === undefined || quantity.exact === null) continue
    const outcome = resultBehind(block.mentions, at)
    if (!outcome) {
      const ahead = resultAhead(block.mentions, at, who)
      if (ahead) found.push(ahead)
      continue
    }
    const counts = countsAround(block.mentions, at, outcome.at, who)
    if (counts.length === 0) continue
    const product = bestOf(counts, quantity, outcome, timesNear(block.mentions, at, quantity))
    if (product) found.push(product)
  }
  return found
}

/** 每盏, 每吨: counted in the unit that the rate is for. */
function isClassifier(word: string): boolean {
  return word === '次' || !['duration', 'money', 'percent', 'persons'].includes(measureOf(word))
}

interface Outcome {
  /** Where the total stands among the figures. */
  readonly at: number
  readonly total: Quantity
  readonly deductions: readonly Quantity[]
}

/** The next amount that is no rate, and what is deducted on the way to it. */
function resultBehind(mentions: readonly Mention[], rateAt: number): Outcome | undefined {
  const rate = mentions[rateAt]!
  const deductions: Quantity[] = []
  let isDeducting = false
  for (const [behind, { quantity, ahead, sentence }] of mentions.slice(rateAt + 1, rateAt + 8).entries()) {
    if (sentence > rate.sentence) return undefined
    if (deducts.test(ahead)) isDeducting = true
    if (quantity.measure !== 'money') continue
    if (quantity.per.length > 0) return undefined
    // A total is announced; what only stands beside 扣除 is taken away.
    if (isDeducting && !/(?:共|需|合计|实际)/.test(ahead)) {
      deductions.push(quantity)
      continue
    }
    return results.test(ahead) ? { at: rateAt + 1 + behind, total: quantity, deductions } : undefined
  }
  return undefined
}

/** 产业项目2100万元,按每户1.5万元扶持1400户: the total first. Nothing says that it must be, so only what comes out is told. */
function resultAhead(mentions: readonly Mention[], rateAt: number, who: string): Relation | undefined {
  const rate = mentions[rateAt]!
  const from = Math.max(0, rateAt - 3)
  const total = mentions
    .slice(from, rateAt)
    .findLast(({ quantity, sentence }) => quantity.measure === 'money' && sentence === rate.sentence)
  if (!total || total.quantity.per.length > 0 || total.quantity.exact === null) return undefined
  const counts = countsAround(mentions.slice(from, rateAt + 2), rateAt - from, rateAt - from + 2, who)
  if (counts.length === 0) return undefined
  const outcome = { at: rateAt, total: total.quantity, deductions: [] }
  const product = bestOf(counts, rate.quantity, outcome, timesNear(mentions, rateAt, rate.quantity))
  return product?.holds ? product : undefined
}

interface Count {
  readonly operands: readonly Operand[]
  readonly value: BigNumber
}

/**
 * What the rate may be multiplied by, the likeliest first: outside brackets, and the nearer the likelier. 按每户5000元扶持1256户
 * has it behind the rate.
 */
function countsAround(mentions: readonly Mention[], rateAt: number, totalAt: number, who: string): Count[] {
  const earlier = [
    ...mentions.slice(rateAt + 1, totalAt),
    ...mentions.slice(Math.max(0, rateAt - 12), rateAt).reverse(),
  ]
  const fits = ({ quantity }: Mention) =>
    quantity.exact !== null &&
    (who in counted
      ? quantity.measure === counted[who]
      : quantity.unit.replace(/^[万亿]/, '') === who || quantity.unit.startsWith(who))
  const direct = earlier.filter((each) => fits(each) && each.quantity.per.length === 0)
  const perHousehold = earlier.find((each) => fits(each) && each.quantity.per[0] === '户')
  const households = earlier.filter(
    ({ quantity }) => quantity.measure === 'households' && quantity.exact !== null,
  )
  const nested = perHousehold
    ? byDepth(households).map(({ quantity }) => ({
        operands: [
          { quantity, role: 'count' as const },
          { quantity: perHousehold.quantity, role: 'count' as const },
        ],
        value: new BigNumber(quantity.exact!).times(perHousehold.quantity.exact!),
      }))
    : []
  // 每户一人 says how many persons: households count, not the members that are named beside them.
  return [
    ...nested,
    ...byDepth(direct).map(({ quantity }) => ({
      operands: [{ quantity, role: 'count' as const }],
      value: new BigNumber(quantity.exact!),
    })),
  ]
}

function byDepth(mentions: readonly Mention[]): Mention[] {
  return [...mentions].sort((a, b) => a.depth - b.depth)
}

/** 每天4元,按200天计算; 每月500元,补助期限12个月: how often, where the sentence says it. */
function timesNear(mentions: readonly Mention[], rateAt: number, rate: Quantity): number[] {
  const { sentence } = mentions[rateAt]!
  const units = rate.per.map((each) => (each === '月' ? '个月' : each === '日' ? '天' : each))
  return mentions
    .slice(Math.max(0, rateAt - 3), rateAt + 4)
    .filter((each) => each.sentence === sentence && each.quantity.measure === 'duration')
    .filter(
      ({ quantity }) =>
        quantity.exact !== null && units.includes(quantity.unit === '日' ? '天' : quantity.unit),
    )
    .map(({ quantity }) => Number(quantity.exact))
}

/** The product that agrees, or the likeliest one where none does. */
function bestOf(
  counts: readonly Count[],
  rate: Quantity,
  { total, deductions }: Outcome,
  times: readonly number[],
): Relation | undefined {
  const taken = deductions.reduce((sum, { exact }) => sum.plus(exact ?? 0), new BigNumber(0))
  const time = rate.per.find((each) => each in yearly)
  const isDaily = rate.per.some((each) => each === '天' || each === '日')
  const factors = [...times, ...(time && yearly[time]! > 1 ? [yearly[time]!] : []), 1]
  const options = counts.flatMap((count) =>
    factors.map((factor) => ({
      count,
      factor,
      computed: count.value.times(rate.exact!).times(factor).minus(taken),
    })),
  )
  const right = options.find(({ computed }) => agrees(computed, total))
  // For how many days a daily rate is paid is often not said: nothing to hold against it.
  if (!right && isDaily && times.length === 0) return undefined
  const best = right ?? options[0]!
  return {
    kind: 'product',
    operands: [
      ...best.count.operands,
      { quantity: rate, role: 'rate' },
      ...deductions.map((quantity) => ({ quantity, role: 'deduction' as const })),
    ],
    result: total,
    computed: inUnitOf(best.computed, total),
    working: working(best.count, best.factor, rate, total, deductions),
    holds: agrees(best.computed, total),
  }
}

function working(
  { operands }: Count,
  factor: number,
  rate: Quantity,
  total: Quantity,
  deductions: readonly Quantity[],
): string {
  const scale = scaleOf(total)
  const factors = [
    ...operands.map(({ quantity }) => quantity.exact!),
    new BigNumber(rate.exact!).div(scale).toFixed(),
    ...(factor > 1 ? [String(factor)] : []),
  ]
  const minus = deductions.map(({ exact }) => ` − ${new BigNumber(exact!).div(scale).toFixed()}`)
  return factors.join(' × ') + minus.join('')
}
