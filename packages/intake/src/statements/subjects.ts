/** The noun that a figure counts: behind it (46个贫困村, 1.5万贫困人口) or before it (硬化道路650公里). */
import type { Quantity, Range } from '../model.ts'
import type { Block } from '../relations/blocks.ts'

/** Words at which a noun behind a figure ends. */
const ENDS =
  '全部|全面|实现|达到|脱贫|退出|摘帽|稳定|如期|问题|任务|完成|开工|竣工|就业|参加|参与|购买|掌握|纳入|享受|等|和|与|及|并|在(?!册|校|读)|到|从|通过|为|是|都|均|未|无|没有|有|建设|改造|搬迁|接受|签订|落实|入股|得到|预脱贫|拟|已|列入|经|以上|以下|左右|具备|能够|可|要|将|致贫|进行|开展|实施|发展|喝上|用上|住上|吃上|走上|入住|集中|按|由|用于|的'
const behindNoun = new RegExp(
  `^(?:\\(含\\))?(?:及)?(?:以上|以下|以内|左右)?的?(?<noun>[\\u4e00-\\u9fff“”·A-Za-z]{2,24}?)(?=${ENDS}|[,。;:、()\\s\\d]|$)`,
)
/** Words with which a clause begins before it names anything: times, the whole region, adverbs, and verbs of doing. */
const OPENING =
  '全[市县省区镇乡州旗村]|我[市县省区镇乡村]|本[市县省区镇乡村]|年(?:底|末|度)?前?|月(?:份|底)?前?|日前?|之?前|内|其中|各地|计划|力争|力求|争取|确保|预计|预期|实现|完成|达到|大力|积极|加快|加大|推进|推动|全面|全力|稳步|着力|努力|进一步|继续|重点|抓好|做好|开展|组织|实施|新增|新建|改扩建|改建|扩建|续建|建成|建设|修建|修缮|维修|改造|提升|硬化|修复|解决|消除|辐射|带动|覆盖|安置|资助|帮助|帮扶|扶持|培训|培育|培养|种植|养殖|发展|打造|安装|架设|铺设|组建|成立|选派|提高|降低|减少|增加|开发|创建|推广|流转|配备|整治|治理|引进|建立|完善|改善|吸纳|巩固|举办|栽植|补植|购买|发放|救治|救助|输出|鼓励|支持|引导|通过|要|将|拟|需|应|共|再|仅|分别|的|等|和|及|与|并|了|对|把|使|让|为|以|选聘|聘用|退出|创(?![业新建])'
const opening = new RegExp(`^(?:${OPENING})`)
/** Verbs behind which the noun stands, wherever in the clause they are. */
const governing =
  /^.*(?:全[市县省区镇乡]|解决|带动|吸纳|帮助|提供|新建|新增|建成|改造(?=[\u4e00-\u9fff]{2})|资助|安置|使|让|将|把|抓好|做好|落实|覆盖|确保|实现|完成|发展(?=[\u4e00-\u9fff]{3}))/
const bounds =
  /(?:约|大约|达到|达|不少于|不低于|不超过|至少|超过|低于|控制在|保持在|提高到|提升到|降低到|降到|降至|降为|降|下降到|下降至|减少到|增加到|增长到|增长|下降|提高|降低|增加|减少|为|到|至|在|共|计|各|均|分别)+$/
/** Verbs that need no noun: 脱贫1万人. */
const whole =
  /(?<verb>稳定脱贫|脱贫|减贫|退出|摘帽|出列|易地搬迁|移民搬迁|搬迁|转移就业|就业|培训|务工|造林|植树|参保|入学|创业|资助|救助|兜底保障|兜底|扶持)$/

interface Placed {
  readonly text: string
  readonly folded: string
}

export function subjectOf(
  { folded }: Placed,
  block: Block,
  at: number,
  before: { readonly subjectRange: Range; readonly range: Range } | undefined,
): { readonly range: Range } | undefined {
  const { quantity, depth } = block.mentions[at]!
  const named = namedIn(quantity, folded)
  if (named) return { range: named }
  const last = chainEnd(block, at)
  const isCovered = /覆盖$/.test(folded.slice(quantity.range[0] - 2, quantity.range[0]))
  const isRate = quantity.measure === 'money' || (quantity.measure === 'percent' && !isCovered)
  const behind = isRate ? undefined : nounBehind(last, folded)
  if (behind) return { range: behind }
  // 12户30人: what was said of the first holds for the second.
  const previous = block.mentions[at - 1]
  const isBeside = before !== undefined && previous?.quantity.range === before.range
  if (isBeside && /^[,、]?$/.test(block.mentions[at]!.ahead)) return { range: before.subjectRange }
  const changed = changing.exec(folded.slice(Math.max(block.from, quantity.range[0] - 60), quantity.range[0]))
  if (changed) {
    const from = Math.max(block.from, quantity.range[0] - 60) + changed.index
    return { range: [from, from + changed.groups!.noun!.length] }
  }
  const ahead = nounAhead(quantity, last, folded, block.from)
  if (ahead) return { range: ahead }
  // Parts in a bracket are of what the figure before it is.
  if (isBeside && depth > 0) return { range: before.subjectRange }
  return undefined
}

/** 贫困发生率由14.2%下降到6.9%: what changes stands before where it comes from. */
const changing =
  /(?<noun>[\u4e00-\u9fff]{2,12})(?:由|从)[^。;,由从]{1,30}(?:下降|降低|提高|提升|增加|增长|上升|减少|降|升|增)(?:到|至|为)$/

/** 46个贫困村, 2.7万贫困人口: the figure holds its noun. */
function namedIn({ range }: Quantity, folded: string): Range | undefined {
  const noun = /(?:[\d一二三四五六七八九十百千万亿余多])(?:个|名)?(?<noun>[\u4e00-\u9fff]+)$/.exec(
    folded.slice(...range),
  )?.groups?.noun
  const bare = noun?.replace(/^[万亿余多个名]+/, '') ?? ''
  if ((bare.length < 2 && bare !== '村') || isUnit.test(bare)) return undefined
  return [range[1] - bare.length, range[1]]
}

const isUnit = /^(?:平方|公里|人次|户次|千瓦|公顷|公斤|分点|百分|立方|千米|小时|分钟|个月|学期|学年|口井)/

/** 4941户21076人的贫困人口: of figures side by side the last one has the noun behind it. */
function chainEnd(block: Block, at: number): Quantity {
  let last = at
  while (block.mentions[last + 1] && /^[、(]?$/.test(block.mentions[last + 1]!.ahead) && last - at < 3)
    last += 1
  return block.mentions[last]!.quantity
}

function nounBehind({ range }: Quantity, folded: string): Range | undefined {
  const cause =
    /^(?:因[^,。;:、\d]{1,10}?(?:致贫|返贫|(?=[和及、]\d))|(?:未|无|没有?)[^,。;:、\d]{1,10}?(?=问题|的|[,。;、]))/.exec(
      folded.slice(range[1], range[1] + 20),
    )
  if (cause) return [range[1], range[1] + cause[0].length]
  const match = behindNoun.exec(folded.slice(range[1], range[1] + 40))
  const noun = match?.groups?.noun
  if (noun === undefined || isVerb.test(noun)) return undefined
  const from = range[1] + match![0].length - noun.length
  return [from, from + noun.length]
}

/** 6个…完成, 1万人次,: a verb and no noun. */
const isVerb =
  /^(?:原|计划|预脱|拟|级|[^,。]*标准$|全部|全面|实现|达到|脱贫|退出|摘帽|稳定|如期|完成|开工|竣工|以上|以下|以内|左右|就业|参加|增收|务工|创业|受益|参保|入学|喝上|用上|住上|因|其|并|且|以及|按|经|从|在|未|无|没|达|发展|进行|建设|改造|通过|享受|能|可|确保|力争)/

function nounAhead({ range }: Quantity, last: Quantity, folded: string, from: number): Range | undefined {
  const near = folded.slice(Math.max(from, range[0] - 60), range[0])
  const clause = clauseOf(near).replace(bounds, '')
  const ends = range[0] - (clauseOf(near).length - clause.length)
  const verb = whole.exec(clause)?.groups?.verb
  const by = /通过(?<means>[^,。;]{2,12}?)(?:帮助|带动|解决)?$/.exec(clause)
  const said = by?.groups?.means ?? afterVerbs(clause)
  const until = by ? by.index + 2 + said.length : clause.length
  const noun = said.replace(/(?:的|中的?)$/, '')
  const to = ends - clause.length + until - (said.length - noun.length)
  if (noun.length >= 2 && !isNoNoun.test(noun)) return [to - noun.length, to]
  if (verb !== undefined) return [ends - verb.length, ends]
  // 剩余17户59人全部脱贫: of figures side by side the verb stands behind the last.
  const after =
    /^(?:实现|全部|全面|如期|顺利)*(?<verb>稳定脱贫|脱贫|减贫|退出|摘帽|出列|就业|务工|增收|搬迁)/.exec(
      folded.slice(last.range[1], last.range[1] + 12),
    )
  if (!after) return undefined
  const ended = last.range[1] + after[0].length
  return [ended - after.groups!.verb!.length, ended]
}

/** What is left of a clause without the words it opens with, and without all up to a verb further in. */
function afterVerbs(clause: string): string {
  let rest = clause
  // As long as a noun is left: 养殖 of 新建养殖场 belongs to it.
  for (let said = opening.exec(rest); said; said = opening.exec(rest)) {
    if (rest.length - said[0].length < 2) break
    rest = rest.slice(said[0].length)
  }
  const inner = rest.slice(governing.exec(rest)?.[0].length ?? 0)
  return (inner.length >= 2 ? inner : rest).replace(/^[的了等和及与个名]+/, '')
}

/** 每年, (其中, 解决: what stands before the figure is no noun. */
const isNoNoun =
  /^[(每\d]|^(?:剩余|其余|全部|现有|全年|今年|年初|全[市县省区镇乡州旗村]|带动|扶持|帮助|资金|其中)$|^(?:原|计划|预计)|标准$|[和与及或]$|(?:解决|帮助|完成|实现|确保|新建|建设|改造|通过|达到|需要?)$/

/** The words since the last mark outside of brackets. */
function clauseOf(near: string): string {
  let depth = 0
  let outer = -1
  for (let at = near.length - 1; at >= 0; at -= 1) {
    const character = near[at]!
    if (character === ')') {
      // 1)解决…: a bracket that nothing opens belongs to a number of an item.
      if (depth === 0) outer = at
      depth += 1
    } else if (character === '(') {
      if (depth === 0) return near.slice(at + 1)
      depth -= 1
    } else if (depth === 0 && /[,.。;:、\s\d]/.test(character)) return near.slice(at + 1)
  }
  return depth > 0 ? near.slice(outer + 1) : near
}

const each =
  /每(?:一)?(?:个)?(?<who>[^,。;:、\d]{0,4}?(?:贫困户|贫困村|行政村|乡镇|村|户|家庭|学校|单位|部门|县|名|人))[^。;]{0,60}$/

/** 每个贫困村发展1个以上特色产业、培育1个以上合作社: asked of each of them. */
export function perOf(ahead: string, isFloor: boolean): string[] {
  // 每村建成1个以上基地,培育合作社6个: a plain figure in the next clause is of all together.
  const said = (isFloor ? /[^。;]*$/ : /[^。;,]*$/).exec(ahead)![0]
  const who = each.exec(said)?.groups?.who
  return who === undefined ? [] : [who]
}
