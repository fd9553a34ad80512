/** Whatever is typed, the answer is a tree or a list of problems: no crash, no hang, no overflow of the stack. */
import { describe, expect, test } from 'vitest'
import { type Random, randomFrom } from '../reference/random.ts'
import { randomRule, WANTED } from '../reference/random-rules.ts'
import { SAMPLE_KINDS, sampleWorld } from '../reference/sample-world.ts'
import { checkExpression } from './check.ts'
import { MAX_LENGTH, parseExpression } from './parser.ts'

const world = sampleWorld()
const place = { file: 'pack.yaml', line: 7, column: 3, item: 'criteria.water.test' }
const WORDS =
  'and or not in is known if then else where satisfies between of true false every some count sum min max at least most 98% ( ) [ ] , . + - * / = != < <= > >= "A" "甲" 1 2.5 0 99999999999999999999 income members m m.poor households h asOf round floor age addMonths verdict date grade stipend ages.from 水 ≥ " \u0000 \ud800 𠀀 \n'.split(
    ' ',
  )

function garbage(random: Random): string {
  return Array.from({ length: 1 + random.below(40) }, () => random.pick(WORDS)).join(
    random.pick([' ', '', ' ']),
  )
}

function mutated(random: Random, text: string): string {
  const at = random.below(text.length + 1)
  const to = Math.min(text.length, at + random.below(6))
  return random.pick([
    () => text.slice(0, at) + text.slice(to),
    () => text.slice(0, at) + random.pick(WORDS) + text.slice(at),
    () => text.slice(0, at) + text.slice(at, to) + text.slice(at),
    () => text.slice(0, at),
    () => text.slice(at) + text.slice(0, at),
    () => text.slice(0, at) + String.fromCharCode(random.below(0x10000)) + text.slice(to),
  ])()
}

/** Reads and checks; what comes back must be usable either way. */
function read(text: string, kind: string): 'problems' | 'tree' {
  const expression = parseExpression(text, place)
  const result = Array.isArray(expression)
    ? expression
    : checkExpression(expression, world.scope(kind), { kind: 'boolean' })
  if (!Array.isArray(result)) return 'tree'
  expect(result.length, text).toBeGreaterThan(0)
  for (const problem of result) {
    expect(problem).toMatchObject({ file: 'pack.yaml', item: 'criteria.water.test' })
    expect(problem.line).toBeGreaterThanOrEqual(7)
    expect(problem.column).toBeGreaterThanOrEqual(1)
    expect(problem.message.zh).not.toBe('')
    expect(problem.message.en).not.toBe('')
  }
  return 'problems'
}

describe('10,000 malformed expressions', () => {
  test('each give problems with file, line, column and item in both languages, or are right after all', () => {
    const counts = { problems: 0, tree: 0 }
    for (let seed = 0; seed < 10_000; seed++) {
      const random = randomFrom(seed)
      const kind = random.pick(SAMPLE_KINDS)
      const text =
        seed % 3 === 0
          ? garbage(random)
          : mutated(random, randomRule(random, kind, random.pick(WANTED), random.below(4)))
      counts[read(text, kind)]++
    }
    expect(counts.problems).toBeGreaterThan(7000)
  })

  test('brackets, signs and words a thousand deep are refused', () => {
    for (const word of [
      '(',
      '[',
      'not ',
      '-',
      'if ',
      'round(',
      'every m in members satisfies ',
      'at least 5% of m in ',
    ])
      expect(read(word.repeat(Math.floor(MAX_LENGTH / word.length)), 'household')).toBe('problems')
    expect(read('poor', 'household')).toBe('tree')
  })

  test('chains and texts that are too long are refused, and formulas that grow beyond measure', () => {
    expect(read(Array(500).fill('poor').join(' or '), 'household')).toBe('problems')
    expect(read(`${Array(500).fill('cost').join(' + ')} > 0`, 'household')).toBe('problems')
    expect(read(`poor ${' '.repeat(MAX_LENGTH)}`, 'household')).toBe('problems')
    // Each `between` looks at its left side twice: nested, that would double with every level.
    const between = (depth: number): string =>
      depth === 0 ? 'cost' : `(if ${between(depth - 1)} between 1 and 2 then cost else income)`
    expect(read(`${between(40)} > 0`, 'household')).toBe('problems')
  })
})
