import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AppError } from '../platform/errors.ts'
import { judgeFile } from './policy.ts'
import { openPolicyFolder } from './policy-files.ts'
import { lika } from './testing.ts'

const policies = join(import.meta.dirname, '../../../../policies')
const exit = join(policies, 'cn/guangxi/household-exit')
const folder = mkdtempSync(join(tmpdir(), 'lika-policy-test-'))

function aFile(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** A copy of the packs of the household's exit, with one line written otherwise. */
function aPackWith(name: string, right: string, wrong: string): string {
  const copy = join(folder, name)
  mkdirSync(copy)
  cpSync(exit, copy, { recursive: true })
  const file = join(copy, '2017.yaml')
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(right)
  writeFileSync(file, text.replace(right, wrong))
  return copy
}

type FileVerdict = {
  subject: string
  outcome: string
  criteria: { id: string; outcome: string; missing: string[]; explanation: { zh: string; en: string } }[]
}
const judge = (facts: string, ...more: string[]) =>
  lika([
    'policy',
    'judge',
    exit,
    '--set',
    'household-exit',
    '--date',
    '2017-03-31',
    '--facts',
    facts,
    ...more,
  ])

describe('lika policy', { timeout: 400_000 }, () => {
  test('judge gives each subject its outcome, criteria and explanation', async () => {
    const near = {
      waterSource: 'treatedTap',
      waterClean: true,
      waterLitresPerDay: '40.0',
      waterMinutes: 20,
      waterAssurance: '95.0',
    }
    const file = aFile(
      'three.json',
      JSON.stringify([
        { subject: 'near', facts: near },
        { subject: 'far', facts: { ...near, waterMinutes: 21 } },
        { subject: 'unasked', facts: { ...near, waterMinutes: null } },
      ]),
    )
    const answer = await judge(file, '--json')
    expect(answer.code).toBe(0)
    const verdicts = answer.json() as FileVerdict[]
    expect(verdicts.map(({ subject, outcome }) => [subject, outcome])).toEqual([
      ['near', 'undetermined'],
      ['far', 'unmet'],
      ['unasked', 'undetermined'],
    ])
    const water = verdicts.map(({ criteria }) => criteria.find(({ id }) => id === 'water')!)
    expect(water.map(({ outcome, missing }) => [outcome, missing])).toEqual([
      ['met', []],
      ['unmet', []],
      ['undetermined', ['waterMinutes']],
    ])
    expect(water[1]?.explanation.zh).toContain('20')
    expect(water[1]?.explanation.en).toContain('21')
    expect(verdicts[0]?.criteria).toHaveLength(9)
    expect((await judge(file)).out).toMatch(/^\? near/)
  })

  test('judge refuses wrong facts with exit code 2 and nothing on standard output', async () => {
    const { code, out, err } = await judge(aFile('slip.json', '[{"facts":{"waterMinute":5}}]'), '--json')
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/waterMinute\b.*waterMinutes/s)
  })

  test('judge says which fact is wrong, and what is wrong with a file, a set or a day', () => {
    const opened = openPolicyFolder(policies, exit)
    const refusalOf = (facts: string, options: { set?: string; date?: string } = {}): string => {
      try {
        judgeFile(opened, { set: 'household-exit', date: '2017-03-31', facts, ...options })
      } catch (error) {
        return (error as AppError).messages.en
      }
      throw new Error(`${facts} was judged`)
    }
    expect(refusalOf(aFile('text.json', '[{"facts":{"waterMinutes":"five"}}]'))).toContain('waterMinutes')
    expect(refusalOf(aFile('range.json', '[{"facts":{"waterMinutes":1441}}]'))).toContain('waterMinutes')
    expect(refusalOf(aFile('code.json', '[{"facts":{"waterSource":"tap"}}]'))).toContain('waterSource')
    expect(refusalOf(aFile('broken.json', '{"facts":'))).toContain('broken.json')
    expect(refusalOf(aFile('shape.json', '[5]'))).toContain('Entry 1')
    expect(refusalOf(join(folder, 'none.json'))).toContain('none.json')
    const one = aFile('one.json', '[{"facts":{}}]')
    expect(refusalOf(one, { set: 'household-entry' })).toContain('household-exit')
    expect(refusalOf(one, { date: '2017-13-01' })).toContain('2017-13-01')
  })

  test('a pack with a slip of the pen is refused with file, line, item and the nearest right name', async () => {
    const { code, err } = await lika([
      'policy',
      'test',
      aPackWith('slip', 'waterMinutes <= waterMinutesMax', 'waterMinute <= waterMinutesMax'),
    ])
    expect(code).toBe(2)
    expect(err).toMatch(/2017\.yaml:\d+/)
    expect(err).toContain('water')
    expect(err).toContain('waterMinutes')
  })

  test('test passes the packs of a folder, and fails a pack whose threshold was moved', async () => {
    const right = await lika(['policy', 'test', exit, '--no-mutate', '--json'])
    expect([right.code, right.json()]).toEqual([0, expect.objectContaining({ failed: 0, problems: [] })])
    const moved = aPackWith('moved', 'waterMinutes <= waterMinutesMax', 'waterMinutes < waterMinutesMax')
    const wrong = await lika(['policy', 'test', moved, '--no-mutate', '--json'])
    expect(wrong.code).toBe(1)
    expect((wrong.json() as { failed: number }).failed).toBeGreaterThan(0)
  })

  test('a folder that is not there, or holds no packs, is refused', () => {
    mkdirSync(join(folder, 'empty'))
    for (const name of ['nowhere', 'empty']) {
      expect(() => openPolicyFolder(policies, join(folder, name))).toThrow(name)
    }
  })

  test('explain prints the policy of a day with the origin of every item; schema is a JSON Schema', async () => {
    const explained = await lika(['policy', 'explain', '450521', '2016-12-31', '--json'])
    expect(explained.code).toBe(0)
    const { region, asOf, items } = explained.json() as {
      region: string
      asOf: string
      items: { id: string; origin: { pack: string; version: string } }[]
    }
    expect([region, asOf]).toEqual(['450521', '2016-12-31'])
    expect(
      items.find(({ id, origin }) => id === 'water' && origin.pack === 'cn/guangxi/household-exit')?.origin
        .version,
    ).toMatch(/^2016/)
    const schema = await lika(['policy', 'schema'])
    expect(schema.json()).toHaveProperty('$schema')
    expect((await lika(['policy', 'explian'])).code).toBe(2)
    expect((await lika(['--help'])).code).toBe(0)
  })
})
