/** Sentences as plans have them, each right and with one wrong figure. Places, amounts and wording are made up. */
import BigNumber from 'bignumber.js'
import type { Rule } from '../findings/finding.ts'
import type { Random } from './random.ts'

export interface Planted {
  readonly kind: string
  readonly right: string
  readonly wrong: string
  readonly rules: readonly Rule[]
  /** What the document says wrongly, and what comes out: as decimal strings. */
  readonly stated: string
  readonly computed: string
}

const TOWNS = [
  '青石镇',
  '柳河镇',
  '白云乡',
  '双桥镇',
  '枫林乡',
  '石门镇',
  '龙泉乡',
  '大湾镇',
  '桃源乡',
  '新安镇',
]
const THINGS: readonly (readonly [string, string, string])[] = [
  ['标准化卫生室', '个', '个'],
  ['扶贫车间', '个', '个'],
  ['村级文化广场', '处', '处'],
  ['人饮工程', '处', '处'],
  ['光伏电站', '座', '座'],
  ['养殖小区', '个', '个'],
]
const SOURCES = ['中央资金', '省级资金', '市级配套', '县级配套', '社会帮扶资金', '群众自筹']
const PRODUCTS = ['蔬菜', '茶叶', '油茶', '核桃', '花椒', '食用菌', '中药材', '肉牛', '苹果', '柑橘']
const CN = '〇一二三四五六七八九十'

/** 628, or 628.5: at most four places, as amounts in 万元 are written. */
const plain = (value: BigNumber.Value) => new BigNumber(value).toFixed()

function offBy(random: Random, value: BigNumber.Value): string {
  const right = new BigNumber(value)
  // Far enough from every rounding, and near enough to be a slip: two digits changed places, or one was read wrongly.
  const step = BigNumber.max(1, right.times(0.1).integerValue(BigNumber.ROUND_CEIL))
  return right
    .plus(step.times(random.whole(1, 3)).times(random.chance(0.5) && right.gt(step.times(4)) ? -1 : 1))
    .toFixed()
}

type Make = (random: Random) => Planted

const makers: Readonly<Record<string, Make>> = {
  countTimesRate(random) {
    const count = random.whole(11, 4000)
    const rate = random.pick([0.1, 0.2, 0.3, 0.5, 0.8, 1, 1.2, 2.2, 3])
    const total = plain(new BigNumber(count).times(rate))
    const wrong = offBy(random, total)
    const say = (sum: string) => `扶持有发展能力的贫困户${count}户,按${rate}万元/户计算,共需资金${sum}万元。`
    return planted('countTimesRate', say(total), say(wrong), ['product'], wrong, total)
  },
  rateFirst(random) {
    const count = random.whole(20, 3000)
    const rate = random.pick([300, 500, 800, 1000, 1500, 2000, 5000])
    const total = plain(new BigNumber(count).times(rate).div(10_000))
    const wrong = offBy(random, total)
    const who = random.pick(['建档立卡贫困学生', '贫困劳动力', '残疾贫困人口'])
    const say = (sum: string) => `对${who}${count}人按照人均${rate}元的标准给予补助,需资金${sum}万元。`
    return planted('rateFirst', say(total), say(wrong), ['product'], wrong, total)
  },
  things(random) {
    const [thing, unit, each] = random.pick(THINGS)
    const count = random.whole(3, 60)
    const rate = random.pick([3, 5, 8, 10, 12, 25, 50])
    const total = plain(count * rate)
    const wrong = offBy(random, total)
    const say = (sum: string) => `新建${thing}${count}${unit},每${each}补助${rate}万元,共计${sum}万元。`
    return planted('things', say(total), say(wrong), ['product'], wrong, total)
  },
  monthly(random) {
    const count = random.whole(50, 3000)
    const rate = random.pick([120, 155, 200, 240, 310])
    const total = plain(new BigNumber(count).times(rate).times(12).div(10_000).decimalPlaces(2))
    const wrong = offBy(random, total)
    const say = (sum: string) => `纳入低保${count}人,每人每月补助${rate}元,全年共需资金${sum}万元。`
    const computed = plain(new BigNumber(count).times(rate).times(12).div(10_000))
    return planted('monthly', say(total), say(wrong), ['product'], wrong, computed)
  },
  deduction(random) {
    const count = random.whole(12, 90)
    const rate = random.pick([5, 10, 20])
    const taken = random.pick([4, 6, 15])
    const total = plain(count * rate - taken)
    const wrong = offBy(random, total)
    const say = (sum: string) =>
      `扶持${count}个贫困村,按每个村${rate}万元计算,扣除上年结转的${taken}万元,共需资金${sum}万元。`
    return planted('deduction', say(total), say(wrong), ['product'], wrong, total)
  },
  sources(random) {
    const names = random.some(SOURCES, random.whole(2, 4))
    const amounts = names.map(() => random.whole(20, 900))
    const total = plain(amounts.reduce((sum, each) => sum + each, 0))
    const wrong = nearby(random, total)
    const joint = random.pick(['、', ',', ';'])
    const say = (sum: string) =>
      `安排扶贫资金${sum}万元,其中:${names.map((name, at) => `${name}${amounts[at]}万元`).join(joint)}。`
    return planted('sources', say(total), say(wrong), ['parts'], wrong, total)
  },
  places(random) {
    const names = random.some(TOWNS, random.whole(2, 5))
    const [thing, measure] = random.pick([
      ['改造农村危房', '户'],
      ['转移就业贫困劳动力', '人'],
      ['发展经济林', '亩'],
    ] as const)
    const amounts = names.map(() => random.whole(12, 400))
    const total = plain(amounts.reduce((sum, each) => sum + each, 0))
    const wrong = nearby(random, total)
    const say = (sum: string) =>
      `${thing}${sum}${measure}(其中${names.map((name, at) => `${name}${amounts[at]}${measure}`).join('、')})。`
    return planted('places', say(total), say(wrong), ['parts'], wrong, total)
  },
  twoTogether(random) {
    const [a, b] = [random.whole(11, 90), random.whole(11, 90)]
    const [x, y] = [a * 50, b * 12]
    const total = plain(x + y)
    const wrong = offBy(random, total)
    const say = (sum: string) =>
      `建设服务中心${a}个,每个50万元,需资金${x}万元;建设篮球场${b}个,每个12万元,需资金${y}万元。两项合计需资金${sum}万元。`
    return planted('twoTogether', say(total), say(wrong), ['sum'], wrong, total)
  },
  together(random) {
    const [a, b] = [random.whole(10, 60), random.whole(10, 60)]
    const total = plain(a + b)
    const wrong = offBy(random, total)
    const say = (sum: string) =>
      `上年已退出的${a}个贫困村和今年计划退出的${b}个贫困村,合计${sum}个贫困村,全部落实帮扶责任人。`
    return planted('together', say(total), say(wrong), ['sum'], wrong, total)
  },
  share(random) {
    const percent = random.pick([20, 25, 40, 50, 60, 75, 80])
    const whole = random.whole(4, 90) * 100
    const part = plain(new BigNumber(whole).times(percent).div(100))
    const wrong = String(percent + random.pick([5, 7, -6, 10]))
    const say = (each: string) => `已到位资金${part}万元,占计划${whole}万元的${each}%。`
    return planted('share', say(String(percent)), say(wrong), ['percentage'], wrong, String(percent))
  },
  growth(random) {
    const percent = random.pick([5, 10, 20, 25, 40])
    const from = random.whole(10, 90) * 100
    const to = plain(new BigNumber(from).times(100 + percent).div(100))
    const wrong = String(percent + random.pick([3, 7, 12]))
    const say = (each: string) => `转移就业由${from}人增加到${to}人,增长${each}%。`
    return planted('growth', say(String(percent)), say(wrong), ['growth'], wrong, String(percent))
  },
  points(random) {
    const from = random.whole(60, 180)
    const to = random.whole(5, 50)
    const down = plain(new BigNumber(from - to).div(10))
    const wrong = plain(new BigNumber(down).plus(random.pick([1.2, 2.1, 3.4])))
    const say = (each: string) =>
      `贫困发生率由${plain(from / 10)}%下降到${plain(to / 10)}%,下降${each}个百分点。`
    return planted('points', say(down), say(wrong), ['growth'], wrong, down)
  },
  listBefore(random) {
    const count = random.whole(3, 6)
    const names = random.some(PRODUCTS, count)
    const wrong = count + random.pick([1, 2])
    const say = (each: number) => `大力发展${names.join('、')}等${CN[each]}大主导产业。`
    return planted('listBefore', say(count), say(wrong), ['listCount'], String(wrong), String(count))
  },
  listInBrackets(random) {
    const count = random.whole(3, 6)
    const names = random.some(['底数清', '原因清', '措施清', '责任清', '成效清', '动态清', '需求清'], count)
    const wrong = count + 1
    const say = (each: number) => `做到“${CN[each]}清”(即:${names.join('、')})。`
    return planted('listInBrackets', say(count), say(wrong), ['listCount'], String(wrong), String(count))
  },
  years(random) {
    const from = random.whole(2016, 2018)
    const to = from + random.whole(1, 3)
    const say = (a: number, b: number) => `${a}-${b}年,持续巩固脱贫成果。`
    return planted('years', say(from, to), say(to, from), ['datesReversed'], '', '')
  },
  coverage(random) {
    const right = random.whole(85, 99)
    const wrong = random.whole(101, 130)
    const say = (each: number) => `农村自来水普及率达到${each}%。`
    return planted('coverage', say(right), say(wrong), ['percentAbove100'], String(wrong), '100')
  },
  members(random) {
    const households = random.whole(30, 900)
    const right = Math.round(households * (2.5 + random.whole(0, 20) / 10))
    const wrong = households * random.whole(12, 30)
    const say = (each: number) => `易地搬迁安置贫困户${households}户${each}人。`
    return planted('members', say(right), say(wrong), ['personsPerHousehold'], '', '')
  },
}

/** Parts that miss the whole by a lot may leave something out; a slip is near. */
function nearby(random: Random, value: string): string {
  const right = new BigNumber(value)
  const step = right.times(0.06).integerValue(BigNumber.ROUND_CEIL)
  return right.plus(random.chance(0.5) ? step : step.negated()).toFixed()
}

function planted(
  kind: string,
  right: string,
  wrong: string,
  rules: readonly Rule[],
  stated: string,
  computed: string,
): Planted {
  return { kind, right, wrong, rules, stated, computed }
}

export const KINDS = Object.keys(makers)

export function plant(kind: string, random: Random): Planted {
  return makers[kind]!(random)
}
