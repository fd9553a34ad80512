// What PostgreSQL answers for random rules and sets over random incomplete subjects is what the naive evaluator says.

import { checkExpression, compileSql, compileSqlValue, parseDay, parseExpression } from '@lika/policy'
import fc from 'fast-check'
import {
  evaluateReference,
  internalOf,
  JUDGED_DAYS,
  judgeReference,
  randomFrom,
  randomRule,
  randomSet,
  SAMPLE_KINDS,
  sampleBinding,
  sampleTables,
  sampleWorld,
  WANTED,
  // biome-ignore lint/style/noRestrictedImports: the naive evaluator is for tests, not part of the front door
} from '../../../../../packages/policy/src/reference/index.ts'
import { describe, expect, test } from '../../platform/testing.ts'

const world = sampleWorld()
const place = { file: 'rule', line: 1, column: 1, item: 'test' }
const tables = sampleTables(randomFrom(4505), 60)

type Row = { id: number; value: unknown; codes: string; overall: number }

describe('a rule as SQL', () => {
  test('gives every subject the value of the naive evaluator, numbers included', async ({ emptyDb }) => {
    await emptyDb.pool.query(tables.script)
    let rules = 0
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 0, max: 3 }), async (seed, depth) => {
        const random = randomFrom(seed)
        const kind = random.pick(SAMPLE_KINDS)
        const text = randomRule(random, kind, random.pick(WANTED), depth)
        const expression = parseExpression(text, place)
        if (Array.isArray(expression)) throw new Error(text)
        const node = checkExpression(expression, world.scope(kind))
        if (Array.isArray(node)) return
        const day = random.pick(JUDGED_DAYS)
        const sql = compileSqlValue(node, kind, sampleBinding('$1::date')).text
        const { rows } = await emptyDb.pool.query<Row>(
          `select id, to_json(value) as value from (${sql}) as answer where $1::date is not null`,
          [day],
        )
        const subjects = tables.subjects[kind]!
        expect(rows).toHaveLength(subjects.length)
        for (const { id, value } of rows) {
          const subject = subjects[id]!
          const right = internalOf(evaluateReference(expression, world, kind, subject, parseDay(day)!), node)
          const answer = node.type.kind === 'date' && typeof value === 'string' ? parseDay(value) : value
          expect(answer, `${text}\n on ${day} of ${JSON.stringify(subject)}\n${sql}`).toEqual(right)
        }
        rules++
      }),
      { numRuns: 400 },
    )
    expect(rules).toBeGreaterThan(350)
  }, 300_000)

  test('gives sets the same codes and the same overall outcome', async ({ emptyDb }) => {
    await emptyDb.pool.query(tables.script)
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const random = randomFrom(seed)
        const kind = random.pick(SAMPLE_KINDS)
        const set = randomSet(random, world, kind)
        const day = random.pick(JUDGED_DAYS)
        const sql = compileSql(set, sampleBinding(`date '${day}'`)).text
        const { rows } = await emptyDb.pool.query<Row>(
          `select id, codes::text, overall from (${sql}) as answer`,
        )
        expect(rows).toHaveLength(tables.subjects[kind]!.length)
        for (const { id, codes, overall } of rows) {
          const right = judgeReference(set, world, tables.subjects[kind]![id]!, parseDay(day)!)
          const expected = right.criteria.reduce((sum, truth, i) => sum + BigInt(truth) * 4n ** BigInt(i), 0n)
          expect({ codes, overall }, sql).toEqual({ codes: String(expected), overall: right.overall })
        }
      }),
      { numRuns: 80 },
    )
  }, 300_000)
})
