/**
 * Who leads, who cooperates, who answers for it: (牵头单位:A;配合单位:B、C), (A牵头,B、C等单位配合), (市农业局), 由A负责, and lines
 * such as 责任单位:A、B. A unit that is only mentioned has no duty.
 */
import type { Range } from '../model.ts'
import { isOfficeList, isUnitList, unitsIn } from './units-named.ts'

export type Role = 'lead' | 'cooperating' | 'responsible'

export interface Duty {
  readonly lead: readonly string[]
  readonly cooperating: readonly string[]
  readonly responsible: readonly string[]
  readonly range: Range
}

const LABELS: readonly (readonly [Role, string])[] = [
  ['lead', '牵头(?:责任)?(?:单位|部门|领导小组|科室)?|主办(?:单位|部门)|总牵头(?:单位)?'],
  [
    'cooperating',
    '配合(?:责任)?(?:单位|部门)?|协助(?:单位|部门)|协办(?:单位|部门)|参(?:与|加)(?:单位|部门)|协同(?:单位|部门)',
  ],
  [
    'responsible',
    '主体责任落实(?:单位|部门)|(?:主体)?责任(?:落实)?(?:单位|部门|主体|科室)|落实(?:单位|部门)|实施(?:单位|主体)|承办(?:单位|部门)|主管(?:单位|部门)|完成(?:单位|部门)|督(?:导|办)(?:单位|部门)',
  ],
]
const label = new RegExp(LABELS.map(([role, words]) => `(?<${role}>${words})`).join('|'))
const labelled = new RegExp(`(?:${LABELS.map(([, words]) => words).join('|')})\\s?[:为]`, 'g')

/** What stands behind units in a sentence, and the role that it gives them. */
const verbs: readonly (readonly [Role, RegExp])[] = [
  ['lead', /(?:共同)?牵头(?:负责|组织|抓总|落实|实施)?$/],
  ['cooperating', /(?:积极)?(?:配合|协助|参与|参加|协同|配合落实|配合实施)$/],
  ['responsible', /(?:分别|共同|具体|组织)?(?:负责|落实|承担|实施|承办|组织实施|负责落实|抓落实|主抓)$/],
]
const endsInVerb = new RegExp(verbs.map(([, pattern]) => pattern.source).join('|'))

/** Round brackets without brackets inside, up to a length that no list of units exceeds. */
const bracket = /\(([^()]{2,400}(?:\([^()]{1,30}\)[^()]{0,400}){0,4})\)/g
const prose =
  /由(?<units>[^。;:,()由]{2,60}?)(?<verb>共同牵头|牵头|负责|承担|组织实施)(?:[^,。;()]{0,20},(?<others>[^。;:,()]{2,80}?)(?:配合|协助|参与))?/g

/** 县财政局负责资金筹措: an office at the beginning of a clause, and what it answers for. */
const acting =
  /(?<=^|[。;,\n] ?|[条章、.)] )(?<units>[^。;,:()\n]{2,40}?)(?<verb>牵头|具体负责|负责)(?=[^;。,\n]{2})/g

/** Duties of a folded text, in order. */
export function findDuties(folded: string, text: string): Duty[] {
  const found: Duty[] = []
  for (const match of folded.matchAll(bracket)) {
    const duty = readList(match[1]!, match.index + 1, text, [match.index, match.index + match[0].length])
    if (duty) found.push(duty)
  }
  const inBrackets = (at: number) => found.some(({ range: [from, to] }) => at >= from && at < to)
  for (const line of labelledLines(folded)) {
    if (inBrackets(line.from)) continue
    const duty = readLabelled(line.text, line.from, text, [line.from, line.to])
    if (duty) found.push(duty)
  }
  for (const match of folded.matchAll(prose)) {
    const duty = readProse(match, text)
    if (duty && !inBrackets(match.index)) found.push(duty)
  }
  for (const match of folded.matchAll(acting)) {
    const { units, verb } = match.groups!
    if (!isOfficeList(units!) || inBrackets(match.index)) continue
    const role: Role = verb === '牵头' ? 'lead' : 'responsible'
    const range: Range = [match.index, match.index + match[0].length]
    const duty = dutyOf({ [role]: namesIn(units!, match.index, text) }, range)
    if (duty && !found.some(({ range: [from, to] }) => from < range[1] && range[0] < to)) found.push(duty)
  }
  return found.sort((a, b) => a.range[0] - b.range[0])
}

function labelledLines(folded: string): { from: number; to: number; text: string }[] {
  const lines: { from: number; to: number; text: string }[] = []
  const begins = new RegExp(
    `(?:^|\\n|。)[ \\t]*(?=(?:${LABELS.map(([, words]) => words).join('|')})\\s?[:])`,
    'g',
  )
  for (const match of folded.matchAll(begins)) {
    const from = match.index + match[0].length
    if (lines.some(({ to }) => from < to)) continue
    const end = folded.slice(from, from + 600).search(/[\n。]/)
    const to = end < 0 ? Math.min(folded.length, from + 600) : from + end
    lines.push({ from, to, text: folded.slice(from, to) })
  }
  return lines
}

/** What stands in brackets: with labels, with verbs, or nothing but units. */
function readList(list: string, at: number, text: string, range: Range): Duty | undefined {
  if (list.search(labelled) >= 0) return readLabelled(list, at, text, range)
  if (endsInVerb.test(list.trimEnd())) return readVerbs(list, at, text, range)
  // Units alone are a duty where they end a sentence; 三靠近(城镇、园区、中心村) names none.
  if (list.length > 120 || !isOfficeList(list)) return undefined
  return dutyOf({ responsible: namesIn(list, at, text) }, range)
}

function readLabelled(list: string, at: number, text: string, range: Range): Duty | undefined {
  const roles: Partial<Record<Role, string[]>> = {}
  const labels = [...list.matchAll(labelled)]
  for (const [index, match] of labels.entries()) {
    const from = match.index + match[0].length
    const to = labels[index + 1]?.index ?? list.length
    const role = roleOf(match[0])
    roles[role] = [...(roles[role] ?? []), ...namesIn(list.slice(from, to), at + from, text)]
  }
  return dutyOf(roles, range)
}

function roleOf(words: string): Role {
  const groups = label.exec(words)?.groups ?? {}
  return (Object.keys(groups) as Role[]).find((role) => groups[role] !== undefined) ?? 'responsible'
}

/** A、B牵头,C、D等单位配合: each stretch ends in its verb; one without a verb belongs to the next. */
function readVerbs(list: string, at: number, text: string, range: Range): Duty | undefined {
  const roles: Partial<Record<Role, string[]>> = {}
  let from = 0
  let to = 0
  for (const stretch of list.split(/(?<=[,;])/)) {
    to += stretch.length
    const said = stretch.replace(/[,;]$/, '').trimEnd()
    const verb = verbs.find(([, pattern]) => pattern.test(said))
    if (!verb) continue
    const [role, pattern] = verb
    const units = list.slice(from, to).replace(/[,;]$/, '').trimEnd().replace(pattern, '')
    roles[role] = [...(roles[role] ?? []), ...namesIn(units, at + from, text)]
    from = to
  }
  return dutyOf(roles, range)
}

function readProse({ groups, index, 0: all }: RegExpExecArray, text: string): Duty | undefined {
  const { units, verb, others } = groups!
  const at = index + 1
  if (!isUnitList(units!)) return undefined
  const role: Role = /牵头/.test(verb!) ? 'lead' : 'responsible'
  const cooperating = others ? namesIn(others, index + all.indexOf(others), text) : []
  return dutyOf({ [role]: namesIn(units!, at, text), cooperating }, [index, index + all.length])
}

function namesIn(list: string, at: number, text: string): string[] {
  return unitsIn(list).map(({ from, to }) => text.slice(at + from, at + to))
}

function dutyOf(roles: Partial<Record<Role, readonly string[]>>, range: Range): Duty | undefined {
  const { lead = [], cooperating = [], responsible = [] } = roles
  if (lead.length + cooperating.length + responsible.length === 0) return undefined
  return { lead, cooperating, responsible, range }
}
