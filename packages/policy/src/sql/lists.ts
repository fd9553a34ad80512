/** Quantifiers as aggregates over a list's rows. */
import type { ListRef, Node } from '../ir.ts'
import { shareWeights } from '../judge/closures-lists.ts'
import { type Frame, openRows, type Rows } from './frame.ts'

export type Compile = (node: Node, frame: Frame) => string
export type FactSql = (frame: Frame, owner: ListRef['owner'], fact: string) => string

type TruthList = Extract<Node, { op: 'every' | 'some' }>
type NumberList = Extract<Node, { op: 'count' | 'sum' | 'minOf' | 'maxOf' }>

/** Whether the list is declared to be all there is; null and false are alike. */
function complete(frame: Frame, list: ListRef, fact: FactSql): string {
  return list.complete === undefined ? 'false' : fact(frame, list.owner, list.complete)
}

/** 0, 1, 2 for every / some: the code itself, for a criterion that is nothing else. */
export function quantifierCode(node: TruthList, frame: Frame, compile: Compile, fact: FactSql): string {
  const every = node.op === 'every'
  const value = quantifierRows(node, frame, compile)
  return `coalesce(${value}, case when ${complete(frame, node.list, fact)} then ${every ? 2 : 0} else 1 end)`
}

export function quantifierTruth(node: TruthList, frame: Frame, compile: Compile, fact: FactSql): string {
  const value = quantifierRows(node, frame, compile)
  const ifEmpty = `case when ${complete(frame, node.list, fact)} then ${node.op === 'every'} end`
  return `case ${value} when 2 then true when 0 then false when 1 then null else ${ifEmpty} end`
}

/** Kleene's fold is the least or greatest code; there is none when there are no rows. */
function quantifierRows(node: TruthList, frame: Frame, compile: Compile): string {
  const rows = open(node, frame, [node.satisfies])
  const satisfies = compile(node.satisfies, rows.frame)
  const where = node.where && compile(node.where, rows.frame)
  const every = node.op === 'every'
  const condition = where
    ? every
      ? `(not (${where}) or (${satisfies}))`
      : `((${where}) and (${satisfies}))`
    : `(${satisfies})`
  const value = rows.aggregate(`${every ? 'min' : 'max'}(coalesce(${condition}::int * 2, 1))`)
  rows.close()
  return value
}

function open(node: { list: ListRef; where?: Node }, frame: Frame, bodies: readonly Node[]): Rows {
  return openRows(frame, node.list, node.where ? [node.where, ...bodies] : bodies)
}

/** See `share` of the closures: the least and the greatest sum that the unknown ones allow. */
export function shareTruth(
  node: Extract<Node, { op: 'share' }>,
  frame: Frame,
  compile: Compile,
  fact: FactSql,
): string {
  const { gain, loss } = shareWeights(node)
  const rows = open(node, frame, [node.satisfies])
  const q = compile(node.satisfies, rows.frame)
  const w = node.where ? compile(node.where, rows.frame) : 'true'
  const sums = (case1: string, case2: string) =>
    `sum(case when not (${w}) then 0 when ${case1} else ${case2} end)`
  const low = rows.aggregate(sums(`(${q}) then case when (${w}) then ${gain} else 0 end`, `${-loss}`))
  const high = rows.aggregate(sums(`not (${q}) then case when (${w}) then ${-loss} else 0 end`, `${gain}`))
  rows.close()
  const [holds, fails] =
    node.bound === 'atLeast' ? [`${low} >= 0`, `${high} < 0`] : [`${high} <= 0`, `${low} > 0`]
  const ifEmpty = `${low} is null and ${complete(frame, node.list, fact)}`
  return `case when ${holds} then true when ${fails} then false when ${ifEmpty} then true end`
}

export function listNumber(node: NumberList, frame: Frame, compile: Compile, fact: FactSql): string {
  const rows = open(node, frame, node.op === 'count' ? [] : [node.of])
  const where = node.where && compile(node.where, rows.frame)
  const value = node.op === 'count' ? undefined : compile(node.of, rows.frame)
  const total = rows.aggregate('count(*)')
  const ifEmpty = `case when ${complete(frame, node.list, fact)} then 0::bigint end`
  if (node.op === 'count' && !where) {
    rows.close()
    return `coalesce(nullif(${total}, 0), ${ifEmpty})`
  }
  const result = folded(node.op, rows, where, value)
  const unknown = unknownText(where, value)
  const doubtful = unknown && rows.aggregate('count(*)', unknown)
  rows.close()
  const known = doubtful ? `case when ${doubtful} = 0 then ${result} end` : result
  if (node.op === 'minOf' || node.op === 'maxOf') return known
  return `case when coalesce(${total}, 0) = 0 then ${ifEmpty} else ${known} end`
}

function folded(
  op: NumberList['op'],
  rows: Rows,
  where: string | undefined,
  value: string | undefined,
): string {
  if (op === 'count') return rows.aggregate('count(*)', where)
  if (op === 'sum') return `coalesce(${rows.aggregate(`sum(${value})`, where)}, 0)::bigint`
  return rows.aggregate(`${op === 'minOf' ? 'min' : 'max'}(${value})`, where)
}

/** A row that may count, or that counts with an unknown value, makes the whole unknown. */
function unknownText(where: string | undefined, value: string | undefined): string | undefined {
  if (value === undefined) return where && `(${where}) is null`
  return where ? `(${where}) is null or ((${where}) and (${value}) is null)` : `(${value}) is null`
}
