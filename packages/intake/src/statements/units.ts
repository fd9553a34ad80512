/** Units of measure that documents use, and what each measures. */
import type { Measure } from '../model.ts'

const table: Readonly<Record<Measure, string>> = {
  money: '元',
  persons: '人 名 口 位',
  households: '户',
  villages: '村',
  personTimes: '人次 户次',
  area: '亩 平方公里 平方米 平方千米 公顷 ㎡ 平米',
  length: '公里 千米 米 km',
  volume: '立方米 方 升',
  weight: '吨 公斤 千克 斤 担',
  power: '千瓦 兆瓦 千瓦时 度 kW MW kVA 千伏安',
  percent: '% ‰ 个百分点',
  duration: '年 个月 天 日 周 小时 分钟 学期 学年',
  times: '次 场 期 轮 届',
  count:
    '个 项 处 所 家 座 条 辆 台 套 本 张 份 间 栋 幢 眼 类 种 支 批 部 只 头 羽 株 棵 把 块 组 班 口井 门 件 篇 例 起 宗 笔 册 枚 艘 尾 箱 桩 盏 片 道 级 岁 倍 队',
}

const measures = new Map<string, Measure>(
  (Object.entries(table) as [Measure, string][]).flatMap(([measure, words]) =>
    words.split(' ').map((word) => [word, measure] as const),
  ),
)

const escaped = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Longest first, so that 人次 is not read as 人. */
export const UNIT_PATTERN = [...measures.keys()]
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join('|')

/** Units that a figure in Chinese characters takes; 一把手 and 三农 have none of these behind. */
export const CLASSIFIER_PATTERN =
  '个月|人次|个|户|人|名|项|次|年|条|所|家|处|座|种|类|级|批|期|天|周|倍|亩|元|公里|门|支|场|道|届|村|次|平方米|米|吨|座|日|头|只|株|眼|辆|间|栋|组|本|套|台'

export function measureOf(unit: string): Measure {
  return measures.get(unit) ?? 'count'
}

/** Nouns behind 个 or 万 that say what is counted. The longest that fits, so that 贫困村 is not read as 贫. */
export const NOUN =
  /^[\u4e00-\u9fff]{0,10}?(自然村|行政村|贫困村|建制村|示范村|(?<![农乡])村(?![级组委民支干史道屯医卫集容庄部口内])|人口|群众|劳动力|学生|儿童|老人|对象|贫困户|农户|家庭|户|人)/

export function measureOfNoun(noun: string): Measure | undefined {
  if (/村$/.test(noun)) return 'villages'
  if (/(户|家庭)$/.test(noun)) return 'households'
  if (/(人口|群众|劳动力|学生|儿童|老人|人|对象)$/.test(noun)) return 'persons'
  return undefined
}
