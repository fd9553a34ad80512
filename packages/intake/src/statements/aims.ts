/** Words by which a sentence says that something is to be reached, or that it was reached already. */

/** Verbs that say what is to become of what is counted, the longest first where one begins another. */
const ACTIONS =
  '稳定脱贫|脱贫摘帽|脱贫退出|脱贫|减贫|退出|摘帽|出列|新增|新建|改扩建|改建|扩建|续建|建成|建设|修建|修缮|维修|改造|硬化|修复|解决|消除|带动|覆盖|转移就业|转移|易地搬迁|搬迁|安置|资助|帮助|帮扶|扶持|培训|培育|培养|种植|养殖|发展|打造|实施|开展|安装|架设|铺设|组建|成立|选派|提高|提升|降低|下降|减少|增加|增长|增收|开发|创建|推广|流转|配备|整治|治理|引进|建立|完善|改善|吸纳|开工|竣工|入股|集中供养|供养|救助|签约|发放|完成造林|造林|绿化|栽植|补植|植树|创业|就业|引导|组织|举办|争取|招收|巩固|达标|清零|参保|入学|保障|兑现|购买|输出|救治|兜底'
const AIMS = `确保|力争|力求|争取|计划|预计|拟|任务|目标|实现|完成|达到|突破|超过|努力|控制在|保持在|不低于|不少于|至少|要|需|将|须|必须|应|${ACTIONS}`
const aim = new RegExp(AIMS)
const action = new RegExp(ACTIONS, 'g')
const done =
  /^[^,。;:、()]{0,14}?(?:全部|全面|稳定|如期|基本|顺利|实现|达到|达标|脱贫|摘帽|退出|出列|开工|建成|完工|竣工|搬迁入住|入住|就业|改造|问题)/

/** Clauses of a sentence that say what is, was, or how large a place is. */
const past =
  /(?:已(?!脱贫贫困)|曾|共有|现有|目前|现状|原有|位于|下辖|辖|总面积|总人口|累计|截至|截止|以来|去年|上年|往年|上一年|同期|仍有|还有|尚有|剩余有|全年(?:共)?(?:完成|实现)了|先后|分别完成了|(?:完成|实现|建成|解决|发展|培训|脱贫|投入|发放|组织|开展|改造|搬迁|覆盖|带动|达到|增加|减少|帮助|落实|安排|新建|建设|下降|提高)了)/
const pastBehind = /^[^,。;:]{0,10}(?:已(?:经)?|被评为|得到了)/

/** Whether what is told was reached already: the clause of the figure says so, or one before it and none since that aims. */
export function isPast(ahead: string, behind: string): boolean {
  if (pastBehind.test(behind)) return true
  const clauses = ahead.split(/[,;:]/)
  for (let at = clauses.length - 1; at >= 0; at -= 1) {
    if (past.test(clauses[at]!)) return true
    if (/确保|力争|力求|计划|预计|拟|今年|到\d{4}年|将|要/.test(clauses[at]!)) return false
  }
  return false
}

/** Whether the words around a figure aim: its own clause, what follows it, or the clause whose list it goes on. */
export function isAim(ahead: string, behind: string, follows: boolean, title: string): boolean {
  const clause = /[^,;:]*$/.exec(ahead)![0]
  if (aim.test(clause) || done.test(behind)) return true
  if (follows) return true
  const earlier = /[^;]*$/.exec(ahead)![0]
  if (/(?:确保|力争|力求|争取|计划|预计|目标|任务|拟|到\d{4}年)/.test(earlier)) return true
  return /目标|任务|指标|计划/.test(title)
}

/** The last verb before the figure that says what is to become of it; or the one behind it. */
export function actionIn(ahead: string, behind: string): string | null {
  const clause = /[^,;:]*$/.exec(ahead)![0].replaceAll(/预?脱贫(?=计划|村|户|攻坚|标准|任务)/g, '')
  const before = [...clause.matchAll(action)].at(-1)?.[0]
  const left = leaves.exec(behind)?.groups?.action
  if (left) return left
  return before ?? ends.exec(behind)?.groups?.action ?? null
}

const leaves = /^[^,。;:、(]{0,20}?(?<action>脱贫摘帽|稳定脱贫|脱贫|摘帽|退出|出列|减贫)/
const ends = /^[^,。;:、]{0,24}?(?<action>搬迁|就业|改造|开工|竣工)/

/** Whether a heading speaks of what is and was (true), or of what is to come (false). */
export function speaksOfPast(title: string): boolean | undefined {
  if (title.length > 40) return undefined
  if (/下一步|打算|计划|安排|目标|思路|任务|措施|重点|要求|保障|明年|展望|建议/.test(title)) return false
  if (
    /基本情况|现状|背景|成效|完成情况|进展|主要做法|工作开展|回顾|成绩|存在.{0,6}问题|^(?:主要|突出)?问题|问题和不足|不足之处|困难和|经验|概况|总体情况|指导思想/.test(
      title,
    )
  )
    return true
  return undefined
}

/** Papers that tell what was done: all that their headings do not call plans is past. */
export function isReport(title: string): boolean {
  return /(?:总结|汇报|报告|通报|公报|回顾|自查)(?:\([^)]*\))?$/.test(title) || /总结暨/.test(title)
}
