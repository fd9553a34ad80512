/**
 * Figures with their units: 4941户, 约4500万元, 不少于4次, 160-300平方米, 2.2万元/户, 两个月, ××万元. What has no unit is no
 * quantity: numbers of documents, telephones, 三农 and 第一书记 stay text.
 */
import BigNumber from 'bignumber.js'
import type { Bound, Measure, Quantity } from '../model.ts'
import { CHINESE_DIGITS, parseChineseNumber } from '../numerals/chinese.ts'
import { CLASSIFIER_PATTERN, measureOf, measureOfNoun, NOUN, UNIT_PATTERN } from './units.ts'

/** 资金1 200万元: thousands apart by a blank, where a word stands right before. */
const ARABIC = String.raw`(?<=[\u4e00-\u9fff])\d{1,3}(?: \d{3})+(?![\d ])|\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,8})?`
const MASKED = String.raw`\d{0,4}[xX×*]{1,6}[\dxX×*]{0,6}`
const PER = '(?:/(?:人|户|村|亩|公里|个|平方米|年|月|天|学年|学期|生|次|米|只|头|株|所|处|间)){0,3}'
const figures = new RegExp(
  [
    `(?<percentWord>百分之)(?<percent>[${CHINESE_DIGITS}点]{1,9}|\\d+(?:\\.\\d+)?)`,
    `(?<from>${MASKED}|${ARABIC})(?:(?<fromScale>[十百千]?[万亿])?(?:${UNIT_PATTERN})?\\s?(?:-|至|到)\\s?(?<to>${ARABIC}))?` +
      `\\s?(?<more>[多余])?(?<scale>[十百千]?[万亿])?(?<moreAfter>[多余])?(?<unit>(?:${UNIT_PATTERN})${PER})?`,
    `(?<![${CHINESE_DIGITS}])(?<chinese>[${CHINESE_DIGITS}]{1,9}(?:点[${CHINESE_DIGITS}]{1,4})?)(?:[到至-](?<chineseTo>[${CHINESE_DIGITS}]{1,9}))?(?<chineseScale>[万亿])?(?<chineseMore>[多余])?(?<chineseUnit>${CLASSIFIER_PATTERN})`,
  ].join('|'),
  'g',
)

/** Words right before a figure that bound it, the longest first where one holds another. */
const before: readonly (readonly [RegExp, Bound])[] = [
  [
    // Up to the figure may stand a verb or what is compared: 至少召开两次, 不低于中央财政扶贫资金的30%.
    /(?:不少于|不低于|不小于|不得少于|不得低于|不能少于|至少|最少|最低|保底|达到或超过)(?:[^,。;:、()\d]{0,16}|[^,。;:()]{1,6}\d{1,4}[个名所家项门][^,。;:()\d]{1,14}[和及与])$/,
    'atLeast',
  ],
  [
    /(?:不超过|不高于|不多于|不大于|不得超过|不得高于|最多|最高|至多|上限为|控制在|限额)(?:[为到]|[^,。;:、()\d]{0,8})$/,
    'atMost',
  ],
  [/(?:超过|高于|大于|多于|突破|超)[了]?$/, 'moreThan'],
  [/(?:低于|少于|小于|不足|不到|未满|未达到)$/, 'lessThan'],
  [
    /(?:(?<![签节合履契预集违])约|大约|约为|约计|将近|接近|近|大概|左右)(?:需|为|有|达)?[\u4e00-\u9fff]{0,8}$/,
    'about',
  ],
]
const after: readonly (readonly [RegExp, Bound])[] = [
  [/^(?:\(含\))?(?:及)?以上/, 'atLeast'],
  [/^(?:\(含\))?(?:及)?(?:以下|以内|之内|内)/, 'atMost'],
  [/^(?:左右|上下)/, 'about'],
]

const WHO =
  '人|户|村|生|亩|公里|千米|公顷|吨|立方米|乡镇|县|所|处|名|口|贫困户|贫困村|对象|个|座|家|头|株|栋|间|台|辆|平方米|盏|套|眼|块|条|棵|只|羽|尾|箱|部|把|张|本|册|份|件|幢|班|组|项|米'
const perBefore = new RegExp(
  `(?:每(?:一)?(?:个)?(?<one>${WHO})|(?<mean>人|户|村|亩|生)均|按(?<by>户|人)(?:均)?)[^,。;、:\\d]{0,10}$`,
)
/** 每人培训后取得证书,需补助资金3000元: a rate that is named one clause earlier. */
const perEarlier = new RegExp(
  `每(?:一)?(?:个)?(?<one>${WHO})[^。;:\\d]{0,30},(?:需|可|给予|按)?[^,。;:\\d]{0,4}(?:补助|补贴|资助|扶持|奖补|奖励|发放)[^,。;:\\d]{0,8}$`,
)
const perTime =
  /(?:每(?:个)?(?<time>年|月|季度|学年|学期|天|日|周|半年)[^,。;、:\d]{0,10}|(?<wage>月)(?:均|工资|薪|补助|补贴|人均)[^,。;、:\d]{0,6})$/

const SCALES: Readonly<Record<string, string>> = { 万: '1e4', 亿: '1e8', 十: '10', 百: '100', 千: '1000' }

function scaleOf(words: string | undefined): BigNumber {
  return [...(words ?? '')].reduce((scale, word) => scale.times(SCALES[word] ?? 1), new BigNumber(1))
}

/** Quantities of a folded text in order, but those that lie in `taken` (dates, numbers of items). Linear in its length. */
export function findQuantities(folded: string, text: string, taken: (at: number) => boolean): Quantity[] {
  const found: Quantity[] = []
  for (const match of folded.matchAll(figures)) {
    if (taken(match.index)) continue
    const quantity = readFigure(folded, text, match)
    if (quantity) found.push(quantity)
  }
  return found
}

interface Figure {
  readonly value: BigNumber | null
  readonly upTo?: BigNumber
  readonly scale: string
  readonly unit: string
  readonly more: boolean
  /** Places behind the point as stated. */
  readonly places: number
}

function readFigure(folded: string, text: string, match: RegExpExecArray): Quantity | undefined {
  const from = match.index
  const behind = folded.slice(from + match[0].length, from + match[0].length + 16)
  const ahead = folded.slice(Math.max(0, from - 48), from)
  const figure = match.groups!.chinese
    ? chineseFigure(match.groups!, ahead, behind)
    : arabicFigure(match, ahead)
  if (!figure) return undefined
  const named = nameUnit(figure, behind)
  if (!named) return undefined
  const to = from + match[0].trimEnd().length + named.extra
  const tail = folded.slice(to, to + 8)
  const scale = scaleOf(figure.scale)
  return {
    text: text.slice(from, to),
    value: figure.value === null ? null : figure.value.toFixed(),
    ...(figure.upTo ? { upTo: figure.upTo.toFixed() } : {}),
    unit: named.unit,
    measure: named.measure,
    bound: boundOf(figure, ahead, tail),
    per: perOf(named.unit, ahead),
    exact: figure.value === null ? null : figure.value.times(scale).toFixed(),
    tolerance: new BigNumber(0.5).times(new BigNumber(10).pow(-figure.places)).times(scale).toFixed(),
    range: [from, to],
  }
}

function arabicFigure({ groups }: RegExpExecArray, ahead: string): Figure | undefined {
  const { percentWord, percent, from, fromScale, to, more, scale, moreAfter, unit } = groups!
  if (percentWord) {
    const value = /^\d/.test(percent!) ? Number(percent) : parseChineseNumber(percent!)
    return value === undefined || value === null
      ? undefined
      : { value: new BigNumber(value), scale: '', unit: '%', more: false, places: placesOf(String(value)) }
  }
  // 每月25日前: a day of the month, not a length of time.
  if (unit === '日' && /(?:每月|次月|当月|月)$/.test(ahead)) return undefined
  // The rest of a longer number or word: a figure begins where nothing of it stands before.
  if (/[\dA-Za-z.]$/.test(ahead)) return undefined
  const written = from!.replaceAll(/[, ]/g, '')
  const isMasked = /[xX×*]/.test(written)
  // A single × between two figures multiplies them.
  if (isMasked && /^[xX×*]$/.test(written) && /\d\s?$/.test(ahead)) return undefined
  return {
    // 5 0户: a blank between digits, as scanners leave it. It may be 50, and it may be two columns: unknown.
    value: isMasked || /\d $/.test(ahead) ? null : new BigNumber(written),
    ...(to === undefined ? {} : { upTo: new BigNumber(to.replaceAll(',', '')) }),
    scale: scale ?? fromScale ?? '',
    unit: unit ?? '',
    more: more !== undefined || moreAfter !== undefined,
    places: placesOf(written),
  }
}

function placesOf(written: string): number {
  const point = written.indexOf('.')
  return point < 0 ? 0 : written.length - point - 1
}

function chineseFigure(
  groups: Readonly<Record<string, string | undefined>>,
  ahead: string,
  behind: string,
): Figure | undefined {
  const { chinese, chineseTo, chineseScale, chineseMore, chineseUnit } = groups
  // 第一书记, 十三五: an order, not a number. 三个一, 五个一批, 一户一策: a saying.
  if (/[第]$/.test(ahead) || /^[“”"]?一/.test(behind) || /一[户村人个]?$/.test(ahead)) return undefined
  if (isSaying(chineseUnit!, ahead, behind)) return undefined
  const [wholes, places] = chinese!.split('点')
  const value = parseChineseNumber(wholes!)
  const decimals = places === undefined ? '' : [...places].map((each) => parseChineseNumber(each)).join('')
  if (places !== undefined && !/^\d+$/.test(decimals)) return undefined
  const upTo = chineseTo === undefined ? undefined : parseChineseNumber(chineseTo)
  if (value === undefined || (chineseTo !== undefined && upTo === undefined)) return undefined
  // 打造一个龙头: an article, unless something says that it is counted.
  const isCounted =
    upTo !== undefined ||
    /^(?:及)?以[上下内]/.test(behind) ||
    /(?:每[\u4e00-\u9fff]{1,4}|至少[^,。;:]{0,4}|不少于|不低于|确保|均|有)$/.test(ahead) ||
    (chineseUnit === '次' && /每(?:个)?(?:年|月|周|季|半年|学期)[^,。;:]{0,16}$/.test(ahead))
  if (value === 1 && !decimals && !isCounted) return undefined
  return {
    value: new BigNumber(decimals ? `${value}.${decimals}` : value),
    ...(upTo === undefined ? {} : { upTo: new BigNumber(upTo) }),
    scale: chineseScale ?? '',
    unit: chineseUnit!,
    more: chineseMore !== undefined,
    places: decimals.length,
  }
}

/** “四道保障线”, 四套班子, 十八届三中全会, 二级医院, 三次产业: names with a number in them. 县、乡、村三级 counts. */
function isSaying(unit: string, ahead: string, behind: string): boolean {
  if (/[“"]$/.test(ahead) || unit === '届') return true
  if (unit === '级') return !/[省市州县区乡镇村户组]$/.test(ahead) || /^(?:医|甲|书记|以上)/.test(behind)
  if (unit === '年') return /^(?:行动|计划|规划|攻坚|发展)/.test(behind)
  // 十五日 is a day of a month, 不少于七日 a length of time.
  if (unit === '日') return !/(?:少于|超过|至少|满|[为期]|后)$/.test(ahead) && !/^(?:以?内|之内)/.test(behind)
  if (unit === '套') return behind.startsWith('班子')
  return unit === '次' && /^(?:性|产业|全国|会议精神|党代会)/.test(behind)
}

/** The unit with its scale, and the noun behind that says what is counted. */
function nameUnit(
  { scale, unit }: Figure,
  behind: string,
): { unit: string; measure: Measure; extra: number } | undefined {
  const [bare = ''] = unit.split('/')
  if (bare !== '' && bare !== '个') return { unit: scale + unit, measure: measureOf(bare), extra: 0 }
  const noun = NOUN.exec(behind)?.[0]
  const measure = noun === undefined ? undefined : measureOfNoun(noun)
  if (bare === '个') {
    return measure === 'villages'
      ? { unit: `${scale}个${noun}`, measure, extra: noun!.length }
      : { unit: scale + unit, measure: measure ?? 'count', extra: 0 }
  }
  // 1700贫困人口: without a unit only what is called people, households or villages outright.
  if (
    scale === '' &&
    !/^(?:名|个)?(?:农村|剩余|建档立卡|未脱贫|农业|易地搬迁)*(?:贫困|搬迁|农业|常住|户籍)(?:人口|户|村)/.test(
      behind,
    )
  ) {
    return undefined
  }
  // 5.9万贫困人口, 3.2亿(元).
  if (measure === 'persons') return { unit: `${scale}人`, measure, extra: noun!.length }
  if (measure === 'households') return { unit: `${scale}户`, measure, extra: noun!.length }
  return scale === '' ? undefined : { unit: scale, measure: 'count', extra: 0 }
}

function boundOf(figure: Figure, ahead: string, tail: string): Bound {
  if (figure.upTo) return 'between'
  for (const [pattern, bound] of after) if (pattern.test(tail)) return bound
  for (const [pattern, bound] of before) if (pattern.test(ahead)) return bound
  return figure.more ? 'moreThan' : 'exact'
}

function perOf(unit: string, ahead: string): string[] {
  const [, ...written] = unit.split('/')
  if (written.length > 0) return written
  const one = (perBefore.exec(ahead) ?? perEarlier.exec(ahead))?.groups
  const times = perTime.exec(ahead)?.groups
  const time = times?.time ?? times?.wage
  return [one?.one ?? one?.mean ?? one?.by, time].filter((each) => each !== undefined)
}
