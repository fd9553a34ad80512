/** A duty: units, each with its role, and the words that give roles. */
import type { Range } from '../model.ts'
import { unitsIn } from './units-named.ts'

export type Role = 'lead' | 'cooperating' | 'responsible'

export interface Duty {
  readonly lead: readonly string[]
  readonly cooperating: readonly string[]
  readonly responsible: readonly string[]
  readonly range: Range
}

export type Roles = Partial<Record<Role, string[]>>

/** What units are called in a label: 责任单位, 责任科室. */
const WHO = '(?:单位|部门|科室|股室|处室|机构)'

export const LABELS: readonly (readonly [Role, string])[] = [
  ['lead', `(?:总|第一)?牵头(?:责任)?(?:${WHO}|领导小组)?|主(?:办|责|抓)${WHO}|(?:第一|主要)责任${WHO}`],
  ['cooperating', `(?:主要)?(?:配合|协作|支持)(?:责任)?${WHO}|配合|(?:协助|协办|协同|参与|参加|会办)${WHO}`],
  [
    'responsible',
    `主体责任落实${WHO}|(?:主体)?责任(?:落实)?(?:${WHO}|主体)|(?:落实|实施|承办|承担|主管|完成|督导|督办|监管|监督|指导|包抓|帮扶|负责)(?:${WHO}|主体)`,
  ],
]
const label = new RegExp(LABELS.map(([role, words]) => `(?<${role}>^(?:${words}))`).join('|'))

/** The role that 牵头单位: or the head of a column gives. */
export function roleOfLabel(words: string): Role {
  const groups = label.exec(words)?.groups ?? {}
  return (Object.keys(groups) as Role[]).find((role) => groups[role] !== undefined) ?? 'responsible'
}

/** What stands behind units, and the role that it gives them. */
export const VERBS: readonly (readonly [Role, RegExp])[] = [
  [
    'lead',
    /(?:共同|联合)?牵头(?:负责|组织|抓总|落实|实施|推进|抓好落实)?$|[为是](?:总)?牵头(?:责任)?(?:单位|部门)$/,
  ],
  [
    'cooperating',
    /(?:积极|共同|密切)?(?:配合|协助|参与|参加|协同|支持|协办)(?:落实|实施|推进|做好)?$|[为是](?:配合|协办|参与)(?:单位|部门)$/,
  ],
  [
    'responsible',
    /(?:按(?:照)?(?:各自)?(?:职责|职能)(?:任务)?(?:分工)?)?(?:分别|共同|具体|组织|分工)?(?:负责|落实|承担|实施|承办|组织实施|负责(?:落实|实施|组织实施)|抓(?:好)?落实|主抓)$|[为是](?:第一|直接|主要)?责任(?:单位|部门|主体)$/,
  ],
]

/** Names as the text has them. */
export function namesIn(list: string, at: number, text: string): string[] {
  return unitsIn(list).map(({ from, to }) => text.slice(at + from, at + to))
}

/** 责任单位:县扶贫办(牵头)、县财政局: the role of one of them stands behind its name. */
const ownRole = /^(?<name>.+?)[(（](?<role>牵头|主办|主责|配合|协办|协助|参与|责任)(?:单位|部门)?[)）]$/

export function dutyOf(given: Roles, range: Range): Duty | undefined {
  const roles: Record<Role, string[]> = { lead: [], cooperating: [], responsible: [] }
  for (const [role, names] of Object.entries(given) as [Role, string[]][])
    for (const each of names) {
      const own = ownRole.exec(each)?.groups
      if (own) roles[roleOfLabel(`${own.role}单位`)].push(own.name!)
      else roles[role].push(each)
    }
  const { lead, cooperating, responsible } = roles
  if (lead.length + cooperating.length + responsible.length === 0) return undefined
  return { lead, cooperating, responsible, range }
}
