/** Random rules over random incomplete subjects: closures, generated code and the naive evaluator agree. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDay, parseDay } from '../expression/calendar.ts'
import { checkExpression } from '../expression/check.ts'
import { parseExpression } from '../expression/parser.ts'
import { evaluateReference } from '../reference/evaluate.ts'
import { internalOf } from '../reference/internal.ts'
import { randomFrom } from '../reference/random.ts'
import { randomRule, WANTED } from '../reference/random-rules.ts'
import { JUDGED_DAYS, randomSubject } from '../reference/random-subjects.ts'
import { SAMPLE_KINDS, sampleWorld } from '../reference/sample-world.ts'
import { compileValue } from './evaluate.ts'
import { generateValue } from './generate.ts'

const world = sampleWorld()
const place = { file: 'rule', line: 1, column: 1, item: 'test' }

describe('every back end gives the value of the naive evaluator', () => {
  let judged = 0
  let skipped = 0
  let known = 0
  test('for random rules and subjects with facts missing', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 3 }), (seed, depth) => {
        const random = randomFrom(seed)
        const kind = random.pick(SAMPLE_KINDS)
        const text = randomRule(random, kind, random.pick(WANTED), depth)
        const expression = parseExpression(text, place)
        if (Array.isArray(expression)) throw new Error(`${text}: ${expression[0]?.message.en}`)
        const node = checkExpression(expression, world.scope(kind))
        if (Array.isArray(node)) {
          skipped++
          return
        }
        const closure = compileValue(node)
        const generated = generateValue(node)
        for (let i = 0; i < 6; i++) {
          const subject = randomSubject(random, kind)
          const asOf = parseDay(random.pick(JUDGED_DAYS))!
          const right = internalOf(evaluateReference(expression, world, kind, subject, asOf), node)
          judged++
          if (right !== null) known++
          const on = `${text} on ${formatDay(asOf)} of ${JSON.stringify(subject)}`
          expect(closure(subject, asOf), `closure of ${on}`).toEqual(right)
          expect(generated(subject, asOf), `generated code of ${on}`).toEqual(right)
        }
      }),
      { numRuns: 2000 },
    )
    // The net is worth something only if most rules are checked and most answers are known.
    expect(skipped).toBeLessThan(60)
    expect(known / judged).toBeGreaterThan(0.5)
  })
})
