/** A rule in words: what officers read and sign instead of the YAML. */
import type { CompareOp, ListRef, Node, Text } from '../ir.ts'
import type { Test } from '../model.ts'
import { both, codeLabel, factLabel, joined, type Labels, text } from './labels.ts'
import { chosen, inside, owned, type Speaking } from './speaking.ts'
import { ageUnit, termText } from './term-text.ts'

/** The rule of a checked tree in Chinese and English: a sentence for a test, a noun for a number. */
export function ruleText(node: Node, labels: Labels): Text {
  const speaking: Speaking = { labels, around: [], rule: sentence, term: termText }
  return node.type.kind === 'boolean' ? sentence(node, speaking) : termText(node, speaking)
}

/** A criterion with its labelled sub-tests. */
export function testText(test: Test, labels: Labels): Text {
  if ('node' in test) return ruleText(test.node, labels)
  const parts = test.parts.map((part) => {
    const rule = testText(part, labels)
    return part.label ? both('{0}（{1}）', '{0} ({1})', part.label, rule) : rule
  })
  if (parts.length === 1) return parts[0]!
  const whole = joined(parts, '；', '; ')
  return test.fold === 'all'
    ? both('同时符合：{0}', 'all of: {0}', whole)
    : both('符合其中之一：{0}', 'one of: {0}', whole)
}

function sentence(node: Node, s: Speaking): Text {
  switch (node.op) {
    case 'constant':
    case 'parameter':
    case 'table':
      return s.term(node, s)
    case 'fact':
      return owned(factLabel(s.labels, node.subject, node.fact), node.owner, node.subject, s)
    case 'derived':
      return s.term(node, s)
    case 'and':
      return joined(
        node.parts.map((part) => bracketed(part, 'or', s)),
        '，且',
        ' and ',
      )
    case 'or':
      return joined(
        node.parts.map((part) => bracketed(part, 'and', s)),
        '，或',
        ' or ',
      )
    case 'not':
      return negated(node.of, s)
    case 'compare':
      return comparison(node, node.cmp, s)
    case 'in':
      return membership(node, true, s)
    case 'known':
      return both('{0}已查明', '{0} is known', nounOf(node.of, s))
    case 'if':
      return both(
        '如果{0}，则{1}，否则{2}',
        'if {0}, then {1}, otherwise {2}',
        sentence(node.condition, s),
        sentence(node.whenTrue, s),
        sentence(node.whenFalse, s),
      )
    case 'every':
      return both('{0}，每一个都{1}', 'each of the {0}: {1}', chosen(node, s), requirement(node, s))
    case 'some':
      return both('{0}，至少有一个{1}', 'at least one of the {0}: {1}', chosen(node, s), requirement(node, s))
    case 'share': {
      const percent = s.term(node.percent, s)
      const asked = requirement(node, s)
      return node.bound === 'atLeast'
        ? both('{0}，至少{1}{2}', 'at least {1} of the {0}: {2}', chosen(node, s), percent, asked)
        : both('{0}，至多{1}{2}', 'at most {1} of the {0}: {2}', chosen(node, s), percent, asked)
    }
    case 'verdict':
      return verdict(node, s)
    default:
      return s.term(node, s)
  }
}

function requirement(node: { readonly list: ListRef; readonly satisfies: Node }, s: Speaking): Text {
  return both('符合“{0}”', '{0}', sentence(node.satisfies, inside(s, node.list)))
}

function nounOf(node: Node, s: Speaking): Text {
  return node.type.kind === 'boolean' ? both('“{0}”', '“{0}”', sentence(node, s)) : s.term(node, s)
}

/** Brackets where and stands in or, or or in and. */
function bracketed(node: Node, other: 'and' | 'or', s: Speaking): Text {
  const inner = sentence(node, s)
  return node.op === other || node.op === 'if' ? both('（{0}）', '({0})', inner) : inner
}

const OPPOSITE: Readonly<Record<CompareOp, CompareOp>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
}

function negated(of: Node, s: Speaking): Text {
  if (of.op === 'compare') return comparison(of, OPPOSITE[of.cmp], s)
  if (of.op === 'in') return membership(of, false, s)
  if (of.op === 'not') return sentence(of.of, s)
  if (of.op === 'known') return both('{0}未查明', '{0} is not known', nounOf(of.of, s))
  return both('不属于“{0}”', 'not “{0}”', sentence(of, s))
}

const NUMBERS: Readonly<Record<CompareOp, Text>> = {
  '=': text('{0}等于{1}', '{0} is {1}'),
  '!=': text('{0}不等于{1}', '{0} is not {1}'),
  '<': text('{0}低于{1}', '{0} is below {1}'),
  '<=': text('{0}不超过{1}', '{0} is at most {1}'),
  '>': text('{0}超过{1}', '{0} is more than {1}'),
  '>=': text('{0}不低于{1}', '{0} is at least {1}'),
}

const DATES: Readonly<Record<CompareOp, Text>> = {
  '=': text('{0}就是{1}', '{0} is {1}'),
  '!=': text('{0}不是{1}', '{0} is not {1}'),
  '<': text('{0}早于{1}', '{0} is before {1}'),
  '<=': text('{0}不晚于{1}', '{0} is no later than {1}'),
  '>': text('{0}晚于{1}', '{0} is after {1}'),
  '>=': text('{0}不早于{1}', '{0} is no earlier than {1}'),
}

const SAME: Readonly<Record<'=' | '!=', Text>> = {
  '=': text('{0}为{1}', '{0} is {1}'),
  '!=': text('{0}不为{1}', '{0} is not {1}'),
}

function comparison(node: Extract<Node, { op: 'compare' }>, cmp: CompareOp, s: Speaking): Text {
  const { kind } = node.left.type
  const words =
    kind === 'number' ? NUMBERS[cmp] : kind === 'date' ? DATES[cmp] : SAME[cmp === '=' ? '=' : '!=']
  const [left, right] = [ageUnit(node.left, node.right), ageUnit(node.right, node.left)]
  return both(words.zh, words.en, nounOf(left, s), nounOf(right, s))
}

function membership(node: Extract<Node, { op: 'in' }>, holds: boolean, s: Speaking): Text {
  const item = s.term(node.item, s)
  if (!('codes' in node.set)) {
    const set = s.term(node.set, s)
    return holds
      ? both('{0}包括{1}', '{0} include {1}', set, item)
      : both('{0}不包括{1}', '{0} do not include {1}', set, item)
  }
  const { type } = node.item
  const codes = node.set.codes.map((code) =>
    type.kind === 'code' ? codeLabel(s.labels, type.list, code) : text(`“${code}”`, `“${code}”`),
  )
  const choice = joined(codes, '或', ' or ')
  return holds
    ? both('{0}为{1}', '{0} is {1}', item, choice)
    : both('{0}不为{1}', '{0} is not {1}', item, choice)
}

function verdict(node: Extract<Node, { op: 'verdict' }>, s: Speaking): Text {
  const set = s.labels.sets[node.set]
  const title = set?.title ?? text(node.set, node.set)
  const criterion = set?.criteria.find(({ id }) => id === node.criterion)?.label
  const what = criterion ? both('{0}中的“{1}”', '“{1}” of {0}', title, criterion) : title
  const label = both('达到{0}', 'meets {0}', what)
  return owned(label, node.owner, set?.subject ?? '', s)
}
