import { describe, expect, test } from 'vitest'
import type { Node } from '../ir.ts'
import { sampleWorld } from '../reference/sample-world.ts'
import { checkExpression } from './check.ts'
import { parseExpression } from './parser.ts'
import type { Expected } from './scope.ts'
import { parseUnit, unitText } from './units.ts'

const world = sampleWorld()
const place = { file: 'pack.yaml', line: 1, column: 1, item: 'test' }

function check(text: string, kind = 'household', expected?: Expected): Node | string {
  const parsed = parseExpression(text, place)
  const checked = Array.isArray(parsed) ? parsed : checkExpression(parsed, world.scope(kind), expected)
  return Array.isArray(checked) ? `${checked[0]?.column} ${checked[0]?.message.en}` : checked
}

function typeOf(text: string, kind?: string): string {
  const node = check(text, kind)
  if (typeof node === 'string') return node
  const { type } = node
  return type.kind === 'number'
    ? `${unitText(type.unit) || '1'} scale ${type.scale} from ${type.min} to ${type.max}`
    : type.kind
}

describe('types and units', () => {
  test.each([
    ['income + cost', 'yuan scale 2 from -10000000 to 110000000'],
    ['income + 1', 'yuan scale 2 from -9999900 to 100000100'],
    ['areaMin * members.count', 'm² scale 1 from 0 to 2600'],
    ['round(income / members.count, 2)', 'yuan/person scale 2 from -10000000 to 100000000'],
    ['cost * 5%', 'yuan scale 4 from 0 to 50000000'],
    ['cost * rate', 'yuan scale 6 from 0 to 100000000000'],
    ['round(cost * 5%, 2)', 'yuan scale 2 from 0 to 500000'],
    ['stipend[grade]', 'yuan scale 2 from 0 to 100000'],
    ['sum m in members of m.cost', 'yuan scale 2 from 0 to 200000000'],
    ['count m in members where m.poor', 'person scale 0 from 0 to 20'],
    ['age(born)', 'year scale 0 from -2000 to 2000'],
    ['if poor then 100 else cost', 'yuan scale 2 from 0 to 10000000'],
    ['least(area, 13)', 'm² scale 1 from 0 to 130'],
    ['abs(income)', 'yuan scale 2 from 0 to 100000000'],
    ['eldest', 'date'],
    ['grade', 'code'],
    ['incidenceMax = round(balance / 7, 4)', 'boolean'],
  ])('%s is %s', (text, type) => {
    expect(typeOf(text)).toBe(type)
  })
})

describe('what does not fit together is refused', () => {
  test.each([
    ['income > area', '8 the units differ: a number of yuan and a number of m²'],
    ['income * area > 3 * cost', '15 the units differ: a number of m²·yuan and a number of yuan'],
    ['incom > 0', '1 unknown name incom; did you mean income?'],
    ['some m in members satisfies m.por', '29 a person has no por; did you mean poor?'],
    [
      'some m in member satisfies m.poor',
      '11 the name of a list is expected here, such as members; did you mean members?',
    ],
    ['grade = "E"', '9 grade has no code E'],
    ['grade in ["a"]', '11 grade has no code a; did you mean A?'],
    ['grade = cause', '7 a code of grade cannot be compared with a code of cause'],
    ['grade < "B"', '7 a code of grade can only be compared with = or !='],
    ['title < "x"', '7 a text can only be compared with = or !='],
    ['poor > 1', '6 a yes or no cannot be compared with a number without unit'],
    ['income and poor', '1 a yes or no is expected here, not a number of yuan'],
    ['income / 2 > 3', '8 division stands only directly inside round, floor or ceil, as in round(a / b, 2)'],
    ['round(income, 7) > 3', '15 the number of decimals is 0 to 6'],
    ['members > 3', '1 members is a list; write members.count or every m in members …'],
    [
      'every cost in members satisfies poor',
      '1 the name cost means something else already; name the element otherwise',
    ],
    ['stipend > 3', '1 the parameter stipend has several values; write stipend[…]'],
    ['ages.form < 3', '1 the parameter ages has no field form; did you mean from?'],
    ['stipend[cause] > 3', '9 stipend is looked up by a code of grade'],
    ['at least 130% of m in members satisfies m.poor', '10 the percentage lies between 0% and 100%'],
    [
      'at least balance of m in members satisfies m.poor',
      '10 a percentage or a parameter of unit % is expected here, as in at least 98% of',
    ],
    ['rond(cost) > 0', '1 there is no function rond; did you mean round?'],
    ['born > "2016-01-01"', '8 a text in quotes is only compared with a code or a text'],
    ['born > date("2017-02-29")', '13 a date is written date("2017-12-31"), with a year from 1800 to 2199'],
    [
      'some m in members satisfies verdict(m, "helth")',
      '40 there is no set helth for a person; did you mean health?',
    ],
    ['some h in guests satisfies verdict(h, "health", "x")', '49 health has no criterion x'],
  ])('%s', (text, problem) => {
    expect(check(text)).toBe(problem)
  })

  test('what could leave the integers that are counted exactly', () => {
    expect(check('income * income * income > cost * cost * cost')).toMatch(
      /can reach .* more than can be counted exactly/,
    )
    expect(check('addMonths(born, minutes) > since')).toMatch(/whole number of months/)
    expect(check('addMonths(born, 2000) > since')).toMatch(/months lie between -1200 and 1200/)
  })
})

describe('what a place expects', () => {
  test('an amount of money is brought to fen, and must be rounded when it is finer', () => {
    const money = { kind: 'number', scale: 2, unit: parseUnit('yuan')! } as const
    expect(check('100', 'household', money)).toMatchObject({ value: 10000n })
    expect(check('cost * 5%', 'household', money)).toBe(
      '1 the result is exact to 0.0001; round it with round(…, 2)',
    )
    expect(check('minutes', 'household', money)).toBe(
      '1 a number of yuan is expected here, not a number of min',
    )
    expect(check('poor', 'household', money)).toBe('1 a number of yuan is expected here, not a yes or no')
  })
})
