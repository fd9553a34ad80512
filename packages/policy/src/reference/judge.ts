/** A whole set, the naive way. */
import { parseExpression } from '../expression/parser.ts'
import type { Truth } from '../ir.ts'
import type { CriteriaSet, Subject, Test, VerdictNode } from '../model.ts'
import { evaluateReference, type World } from './evaluate.ts'

/** Truth per criterion and overall, from the text of the tests. */
export function judgeReference(
  set: Pick<CriteriaSet, 'subject' | 'criteria' | 'verdict'>,
  world: World,
  subject: Subject,
  asOf: number,
): { readonly criteria: Truth[]; readonly overall: Truth } {
  const criteria = set.criteria.map(({ test, assume }) => {
    const assumed = Object.fromEntries(
      assume.map(({ fact, value }) => [fact.includes('.') ? fact : `${set.subject}.${fact}`, value]),
    )
    const leaf = (text: string, place: Parameters<typeof parseExpression>[1]): Truth => {
      const expression = parseExpression(text, place)
      if (Array.isArray(expression)) throw new Error(`cannot read ${text}`)
      const value = evaluateReference(expression, world, set.subject, subject, asOf, assumed)
      return value === undefined ? 1 : value ? 2 : 0
    }
    return testTruth(test, leaf)
  })
  return { criteria, overall: verdictTruth(set.verdict, criteria) }
}

function testTruth(
  test: Test,
  leaf: (text: string, place: Extract<Test, { node: unknown }>['place']) => Truth,
): Truth {
  if ('node' in test) return leaf(test.text, test.place)
  const truths = test.parts.map((part) => testTruth(part, leaf))
  return (test.fold === 'all' ? Math.min(2, ...truths) : Math.max(0, ...truths)) as Truth
}

function verdictTruth(verdict: VerdictNode, truths: readonly Truth[]): Truth {
  if ('criterion' in verdict) return truths[verdict.criterion]!
  if ('not' in verdict) return (2 - verdictTruth(verdict.not, truths)) as Truth
  const inner = verdict.parts.map((part) => verdictTruth(part, truths))
  return (verdict.fold === 'all' ? Math.min(2, ...inner) : Math.max(0, ...inner)) as Truth
}
