import { describe, expect, test } from 'vitest'
import { checkExpression } from '../expression/check.ts'
import { parseExpression } from '../expression/parser.ts'
import { sampleBinding } from '../reference/sample-tables.ts'
import { sampleWorld } from '../reference/sample-world.ts'
import { sqlIdentifier, sqlText } from './identifiers.ts'
import { compileSqlValue } from './set.ts'

const world = sampleWorld()

function sql(text: string): string {
  const parsed = parseExpression(text, { file: 'rule', line: 1, column: 1, item: 'test' })
  const node = Array.isArray(parsed) ? parsed : checkExpression(parsed, world.scope('household'))
  if (Array.isArray(node)) throw new Error(node[0]!.message.en)
  return compileSqlValue(node, 'household', sampleBinding('$1::date')).text
}

describe('SQL', () => {
  test('names and texts cannot end early', () => {
    expect(sqlIdentifier('a"; drop table x --')).toBe('"a""; drop table x --"')
    expect(sqlText("o'neil")).toBe("'o''neil'")
    expect(() => sqlText('a\u0000b')).toThrow('null character')
    expect(sql('title = "o\'neil"')).toContain("'o''neil'")
  })

  test('all quantifiers over one list are folded in one pass', () => {
    const text = sql(
      '(every m in members satisfies m.poor) and (some m in members satisfies m.safe) and members.count > 2',
    )
    expect(text.match(/group by/g)).toHaveLength(1)
    expect(text).toMatch(/min\(coalesce\(\(\w+\."poor"\)::int \* 2, 1\)\)/)
  })

  test('a quantifier that looks at the household as well gets a lateral join of its own', () => {
    expect(sql('some m in members satisfies m.born < since')).toContain('left join lateral')
  })

  test('an age is a bound on the date', () => {
    expect(sql('age(born) >= ages.adult')).toContain(
      `("born" <= ($1::date - interval '18 years')::date)`.replace('("', '(r1."'),
    )
  })

  test('divisions within divisions do not double the text with every level', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'income' : `round(${nested(depth - 1)} / balance, 2)`
    expect(sql(`${nested(30)} > 0`).length).toBeLessThan(15_000)
  })
})
