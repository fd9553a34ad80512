/**
 * Duties that a sentence gives: 由A牵头,B、C配合; A负责…; A承担主体责任; and, where no list of units says who it is, A要….
 */
import type { Range } from '../model.ts'
import { findMarker } from '../outline/markers.ts'
import { type Duty, dutyOf, namesIn, type Role, type Roles, VERBS } from './duty.ts'
import { isOfficeList, isUnitList, namesABody } from './units-named.ts'

/** What follows units that act. 要求, 主要 and 需要 oblige nobody. */
const acts = new RegExp(
  [
    '(?<lead>(?:共同|联合)?牵头(?!单位|部门)|[为是](?:总)?牵头(?:责任)?(?:单位|部门)$)',
    '(?<answers>(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:具体|共同|分别)?负责(?![过了人])|组织实施|承担(?![过了]))',
    // Only behind 由: 由县审计局监督.
    '(?<does>(?:联合|统一)?(?:统筹|审核|审批|验收|考核|汇总|督查|督导|监督|制定|组织|实施|落实|发放|拨付)(?![室组部处科局办股队员所站会]))',
    '(?<bears>[为是](?:项目|工程)?(?:第一|直接|主要)?(?:责任|实施)(?:单位|部门|主体)$|(?:对[^,。;]{1,24})?(?:负|承担)[^,。;]{0,12}(?:责任|总责))',
    '(?<must>(?<![主重需只必若就首次简摘紧不想既提纪概还])要(?![求素点害么是闻紧件塞目])|应(?:当|该)|必须|务必|须)',
  ].join('|'),
  'g',
)
/** 县财政局等部门要按照职责分工积极配合. */
const helping =
  /^(?:按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?)?(?:积极|密切|主动|全力|共同)?(?:配合|协助|协同|支持)/
const adverbs = /(?:也|都|均|还|又|更|同时|特别|尤其|具体|分别|共同|进一步|主动|切实)$/
/** Words before the subject that are none of its names. */
const opening = /^(?:同时|此外|其中|另外|今后|下一步|原则上|年内|明确|确定|指定)\s?[,、]?/
/** 各乡镇配合, 驻村工作队协助: who is meant is clear behind the one that acts; 指导区县抓好落实 names nobody. */
const helpers = /^(?:各|有关|相关)|(?:队|公司|合作社|单位|部门|学校)$/
/** Somebody of a kind, whoever it is. */
const general = /^(?:人民)?(?:政府|公司|企业|合作社|单位|部门|银行|组织|机构)$/
const kinds = /等(?<leads>牵头)?(?:责任|有关|相关|成员|职能)?(?:部门|单位)$/

/** Most sentences give nobody anything: they are not taken apart. */
const mayGive = /牵头|负|承担|要|应|须|务必|由|会同|[为是]\S*(?:单位|部门|主体)/

/** What was done is nobody's duty any more: 由县住建局牵头,完成了改造. */
const past =
  /(?:完成|开展|实施|建成|投入|解决|组织|举办|召开|出台|制定|印发|建立|落实|发放|帮助|提供|改造|新建)了|(?:已|均已|已经)(?:全部|全面|基本)?(?:完成|建成|实施|落实|竣工|开工|发放|出台|印发)/

interface Segment {
  readonly from: number
  readonly text: string
}

/** `listed`: duties by lists. The lines that hold one say who does it; their sentences say what. */
export function findSentenceDuties(folded: string, text: string, listed: readonly Duty[]): Duty[] {
  const found: Duty[] = []
  let next = 0
  for (const line of folded.matchAll(/[^\n]+/g)) {
    while (next < listed.length && listed[next]!.range[1] <= line.index) next += 1
    const isListed = next < listed.length && listed[next]!.range[0] < line.index + line[0].length
    const trimmed = line[0].trimStart()
    const blanks = line[0].length - trimmed.length
    const marker = findMarker(trimmed)?.length ?? 0
    const body = line[0].slice(blanks + marker)
    for (const sentence of body.matchAll(/[^。;!?:]+/g)) {
      if (!mayGive.test(sentence[0]) || past.test(sentence[0])) continue
      const from = line.index + blanks + marker + sentence.index
      const duty = readSentence(segmentsOf(sentence[0], from), text, !isListed)
      if (duty) found.push(duty)
    }
  }
  return found
}

function segmentsOf(sentence: string, from: number): Segment[] {
  return [...sentence.matchAll(/[^,]+/g)].map((match) => {
    const trimmed = match[0].trimStart()
    const skipped = match[0].length - trimmed.length
    const words = opening.exec(trimmed)?.[0].length ?? 0
    return { from: from + match.index + skipped + words, text: trimmed.slice(words).trimEnd() }
  })
}

/** Stretches of units before the one that acts; a longer list stands within one. */
const MOST_WAITING = 8

function readSentence(segments: readonly Segment[], text: string, weak: boolean): Duty | undefined {
  const roles: Roles = {}
  let range: Range | undefined
  const give = (role: Role, units: readonly Segment[], to: number) => {
    const names = units.flatMap((each) => namesIn(each.text, each.from, text))
    if (names.length === 0) return
    roles[role] = [...(roles[role] ?? []), ...names]
    range = [range?.[0] ?? units[0]!.from, to]
  }
  /** 各区县委、政府,市新区党工委、管委会要…: whole stretches of units before the one that acts. */
  let waiting: Segment[] = []
  for (const segment of segments) {
    // 会同县 is a county too, but not behind somebody who leads.
    const joins = range !== undefined && /^(?:会同|商)/.test(segment.text)
    const act = joins ? undefined : actIn(segment, weak)
    if (act) give(act.role, [...waiting, act.units], act.to)
    else if (range) {
      const help = helpIn(segment)
      if (help) give(help.role, [help.units], help.to)
    }
    waiting = !act && isOfficeList(segment.text) ? [...waiting.slice(-MOST_WAITING), segment] : []
  }
  return range ? dutyOf(roles, range) : undefined
}

/** Behind the one that acts: 县财政局配合, 会同县审计局实施, 县残联协同做好帮扶. */
function helpIn({ from, text }: Segment): Act | undefined {
  const ends = VERBS.find(([, pattern]) => pattern.test(text))
  const begins = ends ? undefined : /(?:积极|共同|密切)?(?:配合|协助|协同|参与|协办)/.exec(text)
  const ahead = ends ? text.replace(ends[1], '') : text.slice(0, begins?.index ?? 0)
  const said = ahead.replace(/^(?:由|会同|商)/, '')
  if (!isOfficeList(said) || !(namesABody(said) || helpers.test(said))) return undefined
  return {
    role: ends?.[0] ?? 'cooperating',
    units: { from: from + ahead.length - said.length, text: said },
    to: from + text.length,
  }
}

interface Act {
  readonly role: Role
  readonly units: Segment
  readonly to: number
}

/** A subject stands in front, so only the first verbs are looked at; the last that fits ends it: 县委督查室督查. */
const VERBS_LOOKED_AT = 6

function actIn({ from, text }: Segment, weak: boolean): Act | undefined {
  let found: Act | undefined
  let looked = 0
  for (const match of text.matchAll(acts)) {
    looked += 1
    if (looked > VERBS_LOOKED_AT) break
    const { lead, must, does } = match.groups!
    const ahead = text.slice(0, match.index).replace(adverbs, '')
    const by = ahead.lastIndexOf('由')
    const said = by >= 0 ? ahead.slice(by + 1) : ahead
    const units = said.replace(kinds, '')
    if (units.length < 2) continue
    const acts =
      must !== undefined
        ? weak && by < 0 && namesABody(units)
        : by >= 0
          ? isUnitList(units)
          : (does === undefined || /.会同/.test(units)) && isOfficeList(units) && !general.test(units)
    if (!acts) continue
    const leads = lead !== undefined || kinds.exec(said)?.groups?.leads !== undefined
    const helps = must !== undefined && helping.test(text.slice(match.index + match[0].length))
    found = {
      role: helps ? 'cooperating' : leads ? 'lead' : 'responsible',
      units: { from: from + by + 1, text: units },
      to: from + match.index + match[0].length,
    }
  }
  return found
}
