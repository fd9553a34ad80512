import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatDay } from '../expression/calendar.ts'
import { checkExpression } from '../expression/check.ts'
import { formatDecimal } from '../expression/decimal.ts'
import { parseExpression } from '../expression/parser.ts'
import { evaluateNode } from '../judge/evaluate.ts'
import { toInternal } from '../judge/values.ts'
import type { Subject } from '../model.ts'
import { sampleWorld } from '../reference/sample-world.ts'
import { conformanceCases, conformanceWorld } from './cases.ts'

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
const world = sampleWorld()

interface Described {
  readonly facts?: Record<string, unknown>
  readonly lists?: Record<string, Described[]>
  readonly verdicts?: Record<string, Record<string, 'unmet' | 'undetermined' | 'met'>>
}
interface Case {
  readonly kind: string
  readonly expression: string
  readonly asOf: string
  readonly subject: Described
  readonly value: unknown
}

const cases = read('cases.jsonl')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Case)

function subjectOf(described: Described, kind: string): Subject {
  const facts = Object.entries(described.facts ?? {}).map(([id, json]) => [
    id,
    toInternal(world.facts[kind]![id]!, world.codeLists, json),
  ])
  const lists = Object.entries(described.lists ?? {}).map(([list, elements]) => [
    list,
    elements.map((element) => subjectOf(element, world.subjects[kind]!.lists[list]!.of)),
  ])
  const verdicts = Object.entries(described.verdicts ?? {}).map(([set, outcomes]) => [
    set,
    Object.fromEntries(
      Object.entries(outcomes).map(([id, outcome]) => [
        id,
        ['unmet', 'undetermined', 'met'].indexOf(outcome),
      ]),
    ),
  ])
  return {
    facts: Object.fromEntries(facts),
    lists: Object.fromEntries(lists),
    verdicts: Object.fromEntries(verdicts),
  }
}

describe('the conformance file', () => {
  test('is what the naive evaluator writes today', () => {
    expect(cases, 'run packages/policy/src/conformance/write.ts').toEqual(conformanceCases())
    expect(JSON.parse(read('world.json'))).toEqual(conformanceWorld())
  })

  test('is fulfilled by this implementation, from the file alone', () => {
    expect(cases.length).toBeGreaterThan(400)
    for (const { kind, expression, asOf, subject, value } of cases) {
      const parsed = parseExpression(expression, { file: 'case', line: 1, column: 1, item: 'case' })
      const node = Array.isArray(parsed) ? parsed : checkExpression(parsed, world.scope(kind))
      if (Array.isArray(node)) throw new Error(`${expression}: ${node[0]?.message.en}`)
      const result = evaluateNode(node, subjectOf(subject, kind), asOf)
      const shown =
        typeof result !== 'number'
          ? result
          : node.type.kind === 'number'
            ? formatDecimal(result, node.type.scale)
            : formatDay(result)
      expect(shown, expression).toEqual(value)
    }
  })

  test('has answers of every kind, unknown among them', () => {
    const shares = [null, true, false].map((value) => cases.filter((each) => each.value === value).length)
    for (const share of shares) expect(share).toBeGreaterThan(30)
  })
})
