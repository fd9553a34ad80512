/** What would have to be otherwise: changes of facts, and the subject as it would be with them. */

import type { FactValue, Subject } from '../model.ts'
import type { Effect } from './effects.ts'

/** Which subject a fact belongs to: steps through lists from the one judged; none is that one itself. */
export type Where = readonly { readonly list: string; readonly index: number }[]

/** What a value must be. Numbers are scaled, dates days since 1970-01-01, as inside a subject; bounds hold themselves. */
export type Need =
  | { readonly is: 'value'; readonly value: Known }
  | { readonly is: 'atLeast' | 'atMost'; readonly value: number }
  | { readonly is: 'oneOf'; readonly codes: readonly string[] }
  | { readonly is: 'with' | 'without'; readonly code: string }
  /** Whatever it is, it must be on record. */
  | { readonly is: 'known' }
  /** It must be on record, and whether that is enough depends on what it turns out to be; `to` is one that is. */
  | { readonly is: 'such' }

export type Known = boolean | number | string | readonly string[]

export interface Change {
  readonly where: Where
  readonly kind: string
  readonly fact: string
  /** Null when it is not known. */
  readonly from: Known | null
  readonly need: Need
  /** A value that fulfils the need. */
  readonly to: Known
  /** Each of these alone would do the same in its place: other items of income by the same amount. */
  readonly instead: readonly Change[]
}

/** Changes that together have the outcome, none of which can be left out. */
export interface Proposal {
  readonly changes: readonly Change[]
  readonly effects: readonly Effect[]
}

export type Option = readonly Change[]

export const keyOf = ({ where, fact }: Pick<Change, 'where' | 'fact'>): string =>
  `${where.map(({ list, index }) => `${list}#${index}`).join('/')}.${fact}`

export function subjectAt(root: Subject, where: Where): Subject {
  let subject = root
  for (const { list, index } of where) subject = subject.lists?.[list]?.[index] ?? NOBODY
  return subject
}

const NOBODY: Subject = { facts: {} }

/** The subject with other values; the one given is not touched. */
export function withChanges(
  root: Subject,
  changes: readonly Pick<Change, 'where' | 'fact' | 'to'>[],
): Subject {
  return changes.reduce((subject, { where, fact, to }) => withFact(subject, where, fact, to), root)
}

export function withFact(subject: Subject, where: Where, fact: string, value: FactValue): Subject {
  const [step, ...rest] = where
  if (!step) return { ...subject, facts: { ...subject.facts, [fact]: value } }
  const list = subject.lists?.[step.list] ?? []
  const changed = list.map((each, index) => (index === step.index ? withFact(each, rest, fact, value) : each))
  return { ...subject, lists: { ...subject.lists, [step.list]: changed } }
}

/** Both together; a later word on the same fact replaces the earlier one. */
export function joined(option: Option, more: Option): Option {
  const later = new Map(more.map((change) => [keyOf(change), change]))
  const kept = option.map((change) => {
    const again = later.get(keyOf(change))
    later.delete(keyOf(change))
    return again ? { ...again, from: change.from } : change
  })
  return [...kept, ...later.values()]
}

/** Recording what is not known is asked of people before changing what is; fewer changes before more. */
export function costOf(option: Option): number {
  return option.reduce(
    (sum, { from, need }) => sum + (from === null ? 1 : 1.1) + (need.is === 'such' ? 0.3 : 0),
    0,
  )
}
