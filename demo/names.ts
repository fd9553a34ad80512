/**
 * Names put together from single characters: surnames as rare as common ones and given names of fixed stock, so that
 * the names are readable and searchable, but follow no real village's.
 */
import type { Random } from './random.ts'

const surnames = [
  ...'东方南宫赤青白翠秋夏冬春石云雷江河湖海山岳林松柏竹梅兰桂丹朱墨金银铜铁丁卜于万千百尤凤龙麦谷米禾',
]
const generation = [...'一二三四五六七八九十大小长永新初早晚远近']
const male = [...'稻麦禾木舟帆桥岸波涛峰岭石磊犁锄渠堤潮汐']
const female = [...'荷菱菊莲萍蓉藻贝珠珊霞云露霜雪虹月星萤燕']

export function surnameOf(random: Random): string {
  return random.pick(surnames)
}

export function givenNameOf(random: Random, sex: 'male' | 'female'): string {
  const stock = sex === 'male' ? male : female
  if (random.chance(0.15)) return random.pick(stock)
  return random.pick(random.chance(0.6) ? generation : stock) + random.pick(stock)
}
