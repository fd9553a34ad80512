/**
 * What stands beside the text: each statement that was read, with what people decided about it. The reader proposes
 * afresh for every version, so a decision finds its proposal by where its text stands in the version that is shown.
 */
import type { PlanPart, Statement, StatementKind, TextRange } from '@lika/contract'
import {
  type Content,
  contentOfFinding,
  contentOfFundLine,
  contentOfTarget,
  contentOfTask,
  type Read,
} from './content.ts'
import { type Lack, lacksOf } from './lacks.ts'

export type Tab = 'targets' | 'tasks' | 'funds' | 'findings'
export const tabs: readonly Tab[] = ['targets', 'tasks', 'funds', 'findings']
export const kindOf = { targets: 'target', tasks: 'task', funds: 'fundLine', findings: 'finding' } as const
export const tabOf = { target: 'targets', task: 'tasks', fundLine: 'funds', finding: 'findings' } as const

export type CardState = 'open' | 'accepted' | 'corrected' | 'rejected'

export type Card = {
  /** As the address names it: where it stands, or the statement's id when its text is not in this version. */
  readonly key: string
  readonly kind: StatementKind
  /** Where it stands in the version that is shown. */
  readonly range: TextRange | undefined
  /** What lights up: the sentence around it, or every figure of a finding. */
  readonly lights: readonly TextRange[]
  /** What the document says; absent for what a person set by hand or what this version does not say. */
  readonly read: Read | undefined
  /** What was accepted, or would be. */
  readonly content: Content
  readonly statement: Statement | undefined
  readonly state: CardState
  /** Of a fund line: the task of its clause, whose units answer for the money. */
  readonly task?: PlanPart['tasks'][number] | undefined
  /** What a person has to add before it can be accepted. */
  readonly lacks: readonly Lack[]
}

type Proposal = Pick<Card, 'kind' | 'content' | 'lights' | 'task'> & {
  readonly range: TextRange
  readonly read: Read
}

export function cardsOf(part: PlanPart, region: string): Readonly<Record<Tab, readonly Card[]>> {
  const taskIn = new Map(part.tasks.map((task) => [task.clause, task]))
  const proposals: Readonly<Record<Tab, readonly Proposal[]>> = {
    targets: part.targets.map((target) => ({
      kind: 'target',
      read: { target },
      range: target.range,
      lights: [target.sentence],
      content: { target: contentOfTarget(target, region) },
    })),
    tasks: part.tasks.map((task) => ({
      kind: 'task',
      read: { task },
      range: task.range,
      lights: [task.range],
      content: { task: contentOfTask(task) },
    })),
    funds: part.fundLines.map((fundLine) => ({
      kind: 'fundLine',
      read: { fundLine },
      range: fundLine.range,
      lights: [fundLine.range],
      content: { fundLine: contentOfFundLine(fundLine) },
      // Without a clause nobody can tell whose it is.
      task: fundLine.clause === '' || fundLine.side === 'source' ? undefined : taskIn.get(fundLine.clause),
    })),
    findings: part.findings.map((finding) => ({
      kind: 'finding',
      read: { finding },
      range: finding.ranges[0] ?? part.range,
      lights: finding.ranges,
      content: { finding: contentOfFinding(finding) },
    })),
  }
  const decided = new Map<string, Statement[]>()
  for (const statement of part.statements) {
    const key = placeKey(statement.kind, statement.here)
    decided.set(key, [...(decided.get(key) ?? []), statement])
  }
  const of = (tab: Tab): readonly Card[] => {
    const seen = new Map<string, number>()
    const name = (range: TextRange) => {
      const place = range.join('-')
      const times = seen.get(place) ?? 0
      seen.set(place, times + 1)
      return times === 0 ? place : `${place}.${times}`
    }
    const cards = proposals[tab].map((proposal): Card => {
      const there = decided.get(placeKey(proposal.kind, proposal.range)) ?? []
      const index = there.findIndex((statement) => isAbout(statement, proposal))
      const [statement] = index === -1 ? [] : there.splice(index, 1)
      return cardOf(name(proposal.range), proposal, statement)
    })
    const others = part.statements.filter(
      (statement) =>
        tabOf[statement.kind] === tab &&
        (decided.get(placeKey(statement.kind, statement.here)) ?? []).includes(statement),
    )
    const inText = others
      .filter(({ here }) => here !== null)
      .map((statement) => cardOfStatement(name(statement.here!), statement))
    const elsewhere = others
      .filter(({ here }) => here === null)
      .map((statement) => cardOfStatement(statement.id, statement))
    return [...[...cards, ...inText].sort(tab === 'findings' ? byGrade : byPlace), ...elsewhere]
  }
  return { targets: of('targets'), tasks: of('tasks'), funds: of('funds'), findings: of('findings') }
}

const placeKey = (kind: StatementKind, range: TextRange | null) => `${kind} ${range?.join('-') ?? ''}`

/** Several findings may begin at one figure: its rule and what is stated tell them apart. */
function isAbout(statement: Statement, proposal: Proposal): boolean {
  const { finding } = proposal.read
  if (!finding || !statement.finding) return true
  return statement.finding.rule === finding.rule && statement.finding.stated === finding.stated
}

function cardOf(key: string, proposal: Proposal, statement: Statement | undefined): Card {
  if (!statement) {
    return { key, ...proposal, statement, state: 'open', lacks: lacksOf(proposal.content, proposal.read) }
  }
  const accepted = contentIn(statement)
  return {
    key,
    ...proposal,
    content: accepted ?? proposal.content,
    statement,
    state: stateOf(statement, accepted, proposal.content),
    lacks: [],
  }
}

function cardOfStatement(key: string, statement: Statement): Card {
  return {
    key,
    kind: statement.kind,
    range: statement.here ?? undefined,
    lights: statement.here ? [statement.here] : [],
    read: undefined,
    content: contentIn(statement) ?? {},
    statement,
    state: statement.state,
    lacks: [],
  }
}

function contentIn({ target, task, fundLine, finding }: Statement): Content | undefined {
  if (target) return { target }
  if (task) return { task }
  if (fundLine) return { fundLine }
  return finding ? { finding } : undefined
}

function stateOf(statement: Statement, accepted: Content | undefined, read: Content): CardState {
  if (statement.state === 'rejected') return 'rejected'
  return statement.kind !== 'finding' && accepted && differs(accepted, read) ? 'corrected' : 'accepted'
}

/** Whether what was accepted says something else than what was read: a unit that was only identified does not. */
function differs(accepted: Content, read: Content): boolean {
  return canonical(accepted) !== canonical(read)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'unit' && (inner === null || /^[0-9a-f]{8}-/.test(String(inner)))) return undefined
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}

const grades = ['error', 'warning', 'note']

/** What is certainly wrong comes first. */
function byGrade(a: Card, b: Card): number {
  const grade = (card: Card) => grades.indexOf(card.read?.finding?.grade ?? '')
  return grade(a) - grade(b) || byPlace(a, b)
}

const nowhere: TextRange = [0, 0]

function byPlace(a: Card, b: Card): number {
  const [[aFrom, aTo], [bFrom, bTo]] = [a.range ?? nowhere, b.range ?? nowhere]
  return aFrom - bFrom || aTo - bTo
}

/** Whether two cards show the same: after a decision most do, and need not be drawn again. */
export function isSameCard(a: Card, b: Card): boolean {
  return (
    a.key === b.key &&
    a.state === b.state &&
    a.statement === b.statement &&
    Object.values(a.read ?? {})[0] === Object.values(b.read ?? {})[0]
  )
}

const AT = /^(\d+)-(\d+)(\.\d+)?$/

/** The place that an address names. */
export function rangeAt(at: string | undefined): TextRange | undefined {
  const [, from, to] = AT.exec(at ?? '') ?? []
  return from === undefined || to === undefined ? undefined : [Number(from), Number(to)]
}

/** Whether an address names a card: by its place, or by the statement, wherever that stands in this version. */
export const isNamed = (card: Card, at: string | undefined): boolean =>
  at !== undefined && (card.key === at || card.statement?.id === at)

/** The card that an address names, else the narrowest one that its place meets. */
export function cardAt(cards: readonly Card[], at: string | undefined): Card | undefined {
  const named = cards.find((card) => isNamed(card, at))
  const place = rangeAt(at)
  return named ?? (place && narrowest(cards, place))
}

/** The narrowest card whose own words, or else whose sentence, meet a place. */
export function narrowest(cards: readonly Card[], place: TextRange): Card | undefined {
  let [best, size] = [undefined as Card | undefined, Number.POSITIVE_INFINITY]
  for (const card of cards) {
    for (const range of [...(card.range ? [card.range] : []), ...card.lights]) {
      const width = range[1] - range[0]
      if (range[0] < Math.max(place[1], place[0] + 1) && place[0] < range[1] && width < size) {
        best = card
        size = width
      }
    }
  }
  return best
}
