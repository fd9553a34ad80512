/**
 * A relation that is being read, and what is joined to it. Quantifiers over a list that look at nothing outside
 * the list's rows share one derived table, grouped once; one that looks outside gets a lateral join of its own.
 */

import { parts } from '../expression/nodes.ts'
import type { ConstantValue, ListRef, Node, Owner } from '../ir.ts'
import type { SqlList, SqlRelation } from './binding.ts'
import { sqlIdentifier } from './identifiers.ts'

/** One row source: the subject's relation, or the elements of a list. */
export interface Source {
  readonly alias: string
  readonly relation: SqlRelation
  readonly kind: string
  /** Derived tables by list: one pass over its rows for all quantifiers. */
  readonly lists: Map<string, Joined>
  /** Lateral joins, in the order in which they may refer to each other. */
  readonly stages: string[]
  /** Derived formulas that were put into a stage. */
  readonly formulas: Map<string, string>
}

/** The aggregates over a list's rows. */
export interface Joined {
  readonly alias: string
  readonly source: Source
  readonly list: SqlList
  /** Column names by the aggregate's text: the same aggregate is worked out once. */
  readonly columns: Map<string, string>
}

/** What a node is compiled against: the subject's row source, then one for each quantifier. */
export interface Frame {
  readonly sources: readonly Source[]
  readonly assumed: ReadonlyMap<string, ConstantValue>
  readonly asOf: string
  readonly fresh: (prefix: string) => string
}

export function newSource(alias: string, relation: SqlRelation, kind: string): Source {
  return { alias, relation, kind, lists: new Map(), stages: [], formulas: new Map() }
}

export const sourceOf = (frame: Frame, owner: Owner): Source =>
  frame.sources[owner.at === 'subject' ? 0 : owner.depth + 1]!

export const innermost = (frame: Frame): Source => frame.sources.at(-1)!

/**
 * An expression that is needed more than once: as it is when it is short, and worked out in a stage of its own when
 * it is longer than `limit`. A stage costs a little for every row, but keeps the text from growing without bound.
 */
export function once(frame: Frame, expression: string, limit = 250): string {
  if (expression.length <= limit) return expression
  const alias = frame.fresh('v')
  // `offset 0` keeps the planner from copying the expression back to where it is used.
  innermost(frame).stages.push(`cross join lateral (select ${expression} as v offset 0) as ${alias}`)
  return `${alias}.v`
}

/** The rows of a list, and how to name an aggregate over them. */
export interface Rows {
  readonly frame: Frame
  /** Registers an aggregate over the rows, or those that `filter` takes; gives the expression of its value outside. */
  readonly aggregate: (call: string, filter?: string) => string
  readonly close: () => void
}

/** Opens a list for a quantifier whose conditions are `bodies`. */
export function openRows(frame: Frame, list: ListRef, bodies: readonly Node[]): Rows {
  const owner = sourceOf(frame, list.owner)
  const sqlList = owner.relation.lists[list.list]
  if (!sqlList) throw new Error(`the binding has no list ${list.list} for a ${owner.kind}`)
  const depth = frame.sources.length - 1
  const outside = bodies.some((body) => looksOutside(body, depth))
  const known = outside ? undefined : owner.lists.get(list.list)
  const joined: Joined = known ?? {
    alias: frame.fresh('l'),
    source: newSource(frame.fresh('r'), sqlList, list.of),
    list: sqlList,
    columns: new Map(),
  }
  if (!outside && !known) owner.lists.set(list.list, joined)
  return {
    frame: { ...frame, sources: [...frame.sources, joined.source] },
    aggregate: (call, filter) => {
      const conditions = filter === undefined ? [] : [`(${filter})`]
      // An aggregate that names outer columns only would belong to the outer query; this one names its own row.
      if (outside)
        conditions.push(`${joined.source.alias}.${sqlIdentifier(sqlList.join[0]!.child)} is not null`)
      const text = conditions.length === 0 ? call : `${call} filter (where ${conditions.join(' and ')})`
      const column = joined.columns.get(text) ?? frame.fresh('q')
      joined.columns.set(text, column)
      return `${joined.alias}.${column}`
    },
    close: () => {
      if (outside) innermost(frame).stages.push(lateral(joined, owner))
    },
  }
}

/** Whether a condition on a list's element names anything but that element and what lies inside it. */
function looksOutside(node: Node, depth: number): boolean {
  const owner =
    node.op === 'fact' || node.op === 'verdict' || node.op === 'derived'
      ? node.owner
      : 'list' in node
        ? node.list.owner
        : undefined
  if (owner && (owner.at === 'subject' || owner.depth < depth)) return true
  // A formula is about its own subject only.
  return node.op !== 'derived' && parts(node).some((part) => looksOutside(part, depth))
}

/** The relation with all that is joined to it. */
export function fromClause(source: Source): string {
  const lists = [...source.lists.values()].map((joined) => grouped(joined, source))
  return [`${source.relation.from} as ${source.alias}`, ...lists, ...source.stages].join('\n')
}

function aggregates(joined: Joined): string[] {
  return [...joined.columns].map(([text, name]) => `${text} as ${name}`)
}

function grouped(joined: Joined, owner: Source): string {
  const { alias, source, list } = joined
  const keys = list.join.map(({ child }) => `${source.alias}.${sqlIdentifier(child)}`)
  const columns = [...keys.map((key, i) => `${key} as j${i}`), ...aggregates(joined)]
  const on = list.join.map(({ parent }, i) => `${alias}.j${i} = ${owner.alias}.${sqlIdentifier(parent)}`)
  return `left join (select ${columns.join(', ')} from ${fromClause(source)} group by ${keys.join(', ')}) as ${alias} on ${on.join(' and ')}`
}

function lateral(joined: Joined, owner: Source): string {
  const { alias, source, list } = joined
  const on = list.join.map(
    ({ child, parent }) =>
      `${source.alias}.${sqlIdentifier(child)} = ${owner.alias}.${sqlIdentifier(parent)}`,
  )
  return `left join lateral (select ${aggregates(joined).join(', ')} from ${fromClause(source)} where ${on.join(' and ')}) as ${alias} on true`
}
