/** Numbers, dates, codes and lists in words. */
import type { Node, Text } from '../ir.ts'
import { both, factLabel, type Labels, parameterLabel, text } from './labels.ts'
import { chosen, inside, listName, owned, type Speaking } from './speaking.ts'
import { formatValue } from './values.ts'

export function termText(node: Node, s: Speaking): Text {
  switch (node.op) {
    case 'constant':
      return formatValue(node.type, node.value, s.labels)
    case 'parameter':
      return parameterText(node, s.labels)
    case 'table':
      return both('{0}（按{1}）', '{0} (by {1})', parameterLabel(s.labels, node.id), termText(node.key, s))
    case 'fact':
      return owned(factLabel(s.labels, node.subject, node.fact), node.owner, node.subject, s)
    case 'derived':
      return derivedText(node, s)
    case 'add':
      return both('{0}＋{1}', '{0} + {1}', termText(node.left, s), termText(node.right, s))
    case 'subtract':
      return both('{0}－{1}', '{0} − {1}', termText(node.left, s), factor(node.right, s))
    case 'multiply':
      return both('{0}×{1}', '{0} × {1}', factor(node.left, s), factor(node.right, s))
    case 'divide':
      return rounding(
        node.rounding,
        node,
        both('{0}÷{1}', '{0} ÷ {1}', factor(node.left, s), factor(node.right, s)),
      )
    case 'rescale':
      return node.rounding === 'exact'
        ? termText(node.of, s)
        : rounding(node.rounding, node, termText(node.of, s))
    case 'least':
      return both(
        '{0}与{1}中较小的',
        'the lesser of {0} and {1}',
        termText(node.left, s),
        termText(node.right, s),
      )
    case 'greatest':
      return both(
        '{0}与{1}中较大的',
        'the greater of {0} and {1}',
        termText(node.left, s),
        termText(node.right, s),
      )
    case 'negate':
      return both('－{0}', '−{0}', factor(node.of, s))
    case 'abs':
      return both('{0}的绝对值', 'the size of {0}', termText(node.of, s))
    case 'ratio':
      return termText(node.of, s)
    case 'if':
      return both(
        '（如果{0}，为{1}，否则为{2}）',
        '(if {0}, {1}, otherwise {2})',
        s.rule(node.condition, s),
        termText(node.whenTrue, s),
        termText(node.whenFalse, s),
      )
    case 'count':
    case 'sum':
    case 'minOf':
    case 'maxOf':
      return listTerm(node, s)
    default:
      return dateTerm(node, s)
  }
}

function dateTerm(node: Node, s: Speaking): Text {
  switch (node.op) {
    case 'asOf':
      return text('判定日', 'the day judged')
    case 'age':
      return both('由{0}起满的周岁', 'whole years since {0}', termText(node.of, s))
    case 'year':
      return both('{0}的年份', 'the year of {0}', termText(node.of, s))
    case 'month':
      return both('{0}的月份', 'the month of {0}', termText(node.of, s))
    case 'days':
      return both('从{0}到{1}的天数', 'days from {0} to {1}', termText(node.from, s), termText(node.to, s))
    case 'months':
      return both(
        '从{0}到{1}的整月数',
        'whole months from {0} to {1}',
        termText(node.from, s),
        termText(node.to, s),
      )
    case 'addMonths':
      return both('{0}之后{1}个月', '{0} and {1} months', termText(node.date, s), plainNumber(node.months, s))
    case 'length':
      return both('{0}的字数', 'the number of characters of {0}', termText(node.of, s))
    default:
      return both('“{0}”', '“{0}”', s.rule(node, s))
  }
}

/** A number whose unit the words around it say already. */
function plainNumber(node: Node, s: Speaking): Text {
  if (node.op !== 'constant' || node.type.kind !== 'number') return termText(node, s)
  return formatValue({ ...node.type, unit: {} }, node.value, s.labels)
}

function listTerm(node: Extract<Node, { op: 'count' | 'sum' | 'minOf' | 'maxOf' }>, s: Speaking): Text {
  if (node.op === 'count')
    return node.where
      ? both('{0}的数目', 'the number of {0}', chosen(node, s))
      : both('{0}数', 'the number of {0}', listName(s, node.list))
  const of = termText(node.of, inside(s, node.list))
  const list = chosen(node, s)
  if (node.op === 'sum') return both('{0}的{1}之和', '{1} of all {0}', list, of)
  const [zh, en] =
    node.type.kind === 'date'
      ? node.op === 'minOf'
        ? ['最早的', 'the earliest']
        : ['最晚的', 'the latest']
      : node.op === 'minOf'
        ? ['最小的', 'the least']
        : ['最大的', 'the greatest']
  return both(`{0}${zh}{1}`, `${en} {1} of the {0}`, list, of)
}

/** A number of years that an age is compared with is an age too: 16 岁, not 16 年. */
export function ageUnit(node: Node, other: Node): Node {
  if (
    other.op !== 'age' ||
    (node.op !== 'constant' && node.op !== 'parameter') ||
    node.type.kind !== 'number'
  )
    return node
  return { ...node, type: { ...node.type, unit: { age: 1 } } }
}

function parameterText(node: Extract<Node, { op: 'parameter' }>, labels: Labels): Text {
  const value = formatValue(node.type, node.value, labels)
  return both('{0}（{1}）', '{0} ({1})', value, parameterLabel(labels, node.id))
}

function derivedText(node: Extract<Node, { op: 'derived' }>, s: Speaking): Text {
  const kind =
    Object.keys(s.labels.derived).find((each) => s.labels.derived[each]?.[node.id]?.node === node.body) ?? ''
  return owned(factLabel(s.labels, kind, node.id), node.owner, kind, s)
}

function factor(node: Node, s: Speaking): Text {
  const inner = termText(node, s)
  return node.op === 'add' || node.op === 'subtract' ? both('（{0}）', '({0})', inner) : inner
}

function rounding(how: 'round' | 'floor' | 'ceil' | 'exact', node: Node, of: Text): Text {
  const digits = node.type.kind === 'number' ? node.type.scale : 0
  const to = text(
    digits === 0 ? '整数' : `${digits}位小数`,
    digits === 0 ? 'a whole number' : `${digits} decimals`,
  )
  const words = {
    round: text('（{0}，四舍五入到{1}）', '({0}, rounded to {1})'),
    floor: text('（{0}，向下取到{1}）', '({0}, rounded down to {1})'),
    ceil: text('（{0}，向上取到{1}）', '({0}, rounded up to {1})'),
    exact: text('{0}', '{0}'),
  }[how]
  return both(words.zh, words.en, of, to)
}
