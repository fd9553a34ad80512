/** Quantifiers in generated code: one plain loop each. */
import type { ListRef, Node } from '../../ir.ts'
import { shareWeights } from '../closures-lists.ts'
import { factText, held, literal, type Names, subjectOf, type Writer } from './writer.ts'

/** Opens the loop; `empty` is assigned to `result` when there are no rows and the list is declared complete. */
function openLoop(
  w: Writer,
  list: ListRef,
  names: Names,
  result: string,
  ifEmpty: { readonly complete: string; readonly open: string },
): Names {
  const owner = subjectOf(names, list.owner)
  const rows = held(w, `${owner}.lists?.[${literal(list.list)}]`, 'l')
  const complete =
    list.complete === undefined ? 'false' : `${factText(names, list.owner, list.complete)} === true`
  const element = w.fresh('s')
  const index = w.fresh('i')
  w.lines.push(
    `if (${rows} === undefined || ${rows}.length === 0) {`,
    `${result} = ${complete} ? ${ifEmpty.complete} : ${ifEmpty.open}`,
    '} else {',
    `for (let ${index} = 0; ${index} < ${rows}.length; ${index}++) {`,
    `const ${element} = ${rows}[${index}]`,
  )
  return { ...names, subjects: [...names.subjects, element], kinds: [...names.kinds, list.of] }
}

/** The truth of `where`, after those who are not chosen have been skipped. */
function chosen(w: Writer, where: Node | undefined, names: Names): string {
  if (!where) return '2'
  const truth = held(w, w.truth(where, names), 't')
  w.lines.push(`if (${truth} === 0) continue`)
  return truth
}

export function listTruth(
  w: Writer,
  node: Extract<Node, { op: 'every' | 'some' | 'share' }>,
  names: Names,
): string {
  if (node.op === 'share') return share(w, node, names)
  const [stop, neutral] = node.op === 'every' ? ['0', '2'] : ['2', '0']
  const result = w.fresh('t')
  w.lines.push(`let ${result} = ${neutral}`)
  const inner = openLoop(w, node.list, names, result, { complete: neutral, open: '1' })
  const counts = chosen(w, node.where, inner)
  const truth = held(w, w.truth(node.satisfies, inner), 't')
  const decides = node.where ? `${truth} === ${stop} && ${counts} === 2` : `${truth} === ${stop}`
  w.lines.push(`if (${truth} !== ${neutral}) {`, `if (${decides}) {`, `${result} = ${stop}`, 'break', '}')
  w.lines.push(`${result} = 1`, '}', '}', '}')
  return result
}

function share(w: Writer, node: Extract<Node, { op: 'share' }>, names: Names): string {
  const { gain, loss } = shareWeights(node)
  const [result, low, high] = [w.fresh('t'), w.fresh('n'), w.fresh('n')]
  w.lines.push(`let ${result} = -1, ${low} = 0, ${high} = 0`)
  const inner = openLoop(w, node.list, names, result, { complete: '2', open: '1' })
  const counts = chosen(w, node.where, inner)
  const truth = held(w, w.truth(node.satisfies, inner), 't')
  w.lines.push(`${low} += ${truth} === 2 ? (${counts} === 2 ? ${gain} : 0) : ${-loss}`)
  w.lines.push(`${high} += ${truth} === 0 ? (${counts} === 2 ? ${-loss} : 0) : ${gain}`, '}', '}')
  const settled =
    node.bound === 'atLeast'
      ? `${low} >= 0 ? 2 : ${high} < 0 ? 0 : 1`
      : `${high} <= 0 ? 2 : ${low} > 0 ? 0 : 1`
  w.lines.push(`if (${result} === -1) ${result} = ${settled}`)
  return result
}

export function listNumber(
  w: Writer,
  node: Extract<Node, { op: 'count' | 'sum' | 'minOf' | 'maxOf' }>,
  names: Names,
): string {
  const result = w.fresh('n')
  if (node.op === 'count' && !node.where) return countAll(w, node.list, names, result)
  const start = node.op === 'minOf' ? 'Infinity' : node.op === 'maxOf' ? '-Infinity' : '0'
  w.lines.push(`let ${result} = ${start}`)
  const empty = node.op === 'minOf' || node.op === 'maxOf' ? 'NaN' : '0'
  const inner = openLoop(w, node.list, names, result, { complete: empty, open: 'NaN' })
  const counts = chosen(w, node.where, inner)
  if (node.where) w.lines.push(`if (${counts} === 1) {`, `${result} = NaN`, 'break', '}')
  const value = node.op === 'count' ? '1' : w.number(node.of, inner)
  const fold = node.op === 'minOf' ? 'Math.min' : node.op === 'maxOf' ? 'Math.max' : ''
  w.lines.push(fold ? `${result} = ${fold}(${result}, ${value})` : `${result} += ${value}`, '}', '}')
  return fold ? `(Number.isFinite(${result}) ? ${result} : NaN)` : result
}

function countAll(w: Writer, list: ListRef, names: Names, result: string): string {
  const rows = held(w, `${subjectOf(names, list.owner)}.lists?.[${literal(list.list)}]`, 'l')
  const complete =
    list.complete === undefined ? 'false' : `${factText(names, list.owner, list.complete)} === true`
  const some = `${rows} !== undefined && ${rows}.length > 0`
  w.lines.push(`const ${result} = ${some} ? ${rows}.length : ${complete} ? 0 : NaN`)
  return result
}
