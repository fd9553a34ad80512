import { describe, expect, test } from 'vitest'
import { edited, libraryCard, loaded } from './library-card.fixture.ts'
import { isTestFile } from './load.ts'
import { problemText } from './reading.ts'
import type { TestOptions } from './test-run.ts'
import { runPackTests } from './test-run.ts'

const packs = loaded()
const mustCover = ['fixtures/library-card', 'fixtures/branch-rating', 'fixtures/riverside/library-card']

function problems(files: typeof libraryCard, options: TestOptions = {}) {
  return runPackTests(packs, files, options).problems.map((each) =>
    problemText(each, 'en').replace('fixtures/library-card/', ''),
  )
}
/** The test file without one of its cases. */
const without = (path: string, name: string) =>
  libraryCard.map((file) =>
    file.path === `fixtures/library-card/${path}`
      ? {
          ...file,
          text: file.text
            .split('  - name: ')
            .filter((each) => !each.startsWith(name))
            .join('  - name: '),
        }
      : file,
  )

describe('tests of packs', () => {
  test('the library card passes its tests, covers its thresholds and notices every mutation', () => {
    const report = runPackTests(packs, libraryCard, { mutate: true, mustCover })
    expect(report.problems).toEqual([])
    expect(report.cases.filter((each) => !each.passed)).toEqual([])
    expect(report.cases).toHaveLength(48)
  })

  test('a failure says what was expected and what came', () => {
    const files = edited('2020.test.yaml', [
      'reader: { fines: "10.01" }\n    expect: { fines: unmet',
      'reader: { fines: "10.01" }\n    expect: { fines: met',
    ])
    const failed = runPackTests(packs, files).cases.filter((each) => !each.passed)
    expect(failed).toMatchObject([
      {
        name: 'one fen more was too much',
        place: { line: 7 },
        failures: [{ what: 'fines', expected: 'met', actual: 'unmet' }],
      },
    ])
  })

  test('missing facts, formulas and entitlements are compared', () => {
    const files = edited(
      '2021.test.yaml',
      ['missing: [guardianSigned]', 'missing: [birthDate]'],
      ['openValue: "52.49"', 'openValue: "52.50"'],
      ['teacherDiscount: "12.00"', 'teacherDiscount: none'],
    )
    const failures = runPackTests(packs, files).cases.flatMap((each) => each.failures)
    expect(failures).toEqual([
      { what: 'derived.openValue', expected: '52.50', actual: '52.49' },
      { what: 'entitlements.teacherDiscount', expected: 'none', actual: '12.00' },
      { what: 'missing', expected: 'birthDate', actual: 'guardianSigned' },
    ])
  })

  test('a criterion that was never undetermined is found', () => {
    expect(problems(without('2020.test.yaml', 'without the residence'))).toEqual([
      '2020.yaml:11:105: library-card.resident: no test has seen resident undetermined',
      expect.stringContaining('no test has seen identity undetermined'),
      expect.stringContaining('no test has seen fines undetermined'),
    ])
  })

  test('a threshold without a case one unit above is found', () => {
    expect(problems(without('2021.test.yaml', 'one fen more'))).toEqual([
      expect.stringMatching(
        /^2021\.yaml:\d+:\d+: library-card\.fines: no test one unit above the threshold finesLimit/,
      ),
    ])
  })

  test('a threshold inside a list needs an element on each side', () => {
    expect(
      problems(without('2021.test.yaml', 'a loan 31 days late')).filter((each) => each.includes('threshold')),
    ).toEqual([expect.stringContaining('library-card.inOrder: no test one unit above the threshold 30')])
  })

  test('a whole year of age is the unit of an age', () => {
    expect(problems(without('2021.test.yaml', 'a child of five'))).toEqual([
      expect.stringContaining('library-card.guardian: no test one unit below the threshold guardianAge.from'),
    ])
  })

  test('a case without expectations leaves mutations unnoticed', () => {
    const files = edited('2020.test.yaml', [
      'expect: { fines: unmet, overall: unmet }',
      'expect: { resident: met }',
    ])
    expect(problems(files)).toEqual([])
    expect(
      problems(files, { mutate: true }).some(
        (each) => each.includes('fines') && each.includes('no test fails'),
      ),
    ).toBe(true)
  })

  test('a pack without any test is told when it must be covered', () => {
    const files = libraryCard.filter((each) => !(isTestFile(each.path) && each.path.includes('branch')))
    expect(problems(files)).toEqual([])
    expect(problems(files, { mustCover })).toEqual([
      expect.stringContaining('no test reaches the criteria of version 2021.1'),
    ])
  })

  test('mistakes in test files name the right word', () => {
    const complaint = (from: string, to: string) => problems(edited('2020.test.yaml', [from, to]))[0]
    expect(complaint('residence: town', 'residense: town')).toContain('did you mean residence?')
    expect(complaint('residence: town', 'residence: twon')).toContain('did you mean town?')
    expect(complaint('pack: fixtures/library-card', 'pack: fixtures/library-cord')).toContain(
      'did you mean fixtures/library-card?',
    )
    expect(complaint('base: a resident with ten', 'base: a resident with tne')).toContain(
      'did you mean a resident with ten',
    )
    expect(complaint('expect: { resident: met', 'expect: { residnt: met')).toContain('did you mean resident?')
    expect(complaint('fines: "10"', 'fines: "10.001"')).toContain('at most 2 decimals')
    expect(complaint('fines: "10"', 'fines: "10000"')).toContain('outside the range')
    expect(complaint('date: 2020-06-01', 'date: 2019-06-01')).toContain('no pack is in force')
    expect(complaint('reader: {', 'raeder: {')).toContain('raeder, reader (did you mean raeder?)')
    expect(complaint('    base: a', '    bsae: a')).toContain('did you mean base?')
  })
})
