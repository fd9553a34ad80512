import { describe, expect, test } from 'vitest'
import { edited, libraryCard, loaded, problemsOf } from './library-card.fixture.ts'
import { problemText } from './reading.ts'

const texts = (...change: Parameters<typeof edited>) =>
  problemsOf(edited(...change)).map((each) => problemText(each, 'en').replace('fixtures/library-card/', ''))

describe('loading packs', () => {
  test('the library card loads, its tests are passed over', () => {
    expect(loaded().list.map((each) => `${each.content.pack}@${each.content.version}`)).toEqual([
      'fixtures/branch-rating@2021.1',
      'fixtures/library@2020.1',
      'fixtures/library-card@2020.1',
      'fixtures/library-card@2021.1',
      'fixtures/library-card@2021.transition',
      'fixtures/riverside/library-card@2021.1',
    ])
  })

  test('the order of the files does not matter', () => {
    const refs = (files: typeof libraryCard) => loaded(files).list.map((each) => each.ref)
    expect(refs(libraryCard.toReversed())).toEqual(refs(libraryCard))
  })

  test('two versions in force on one day are refused', () => {
    expect(texts('2020.yaml', ['to: 2020-12-31', 'to: 2021-01-01'])).toEqual([
      expect.stringContaining(
        'versions 2020.1 and 2021.1 of fixtures/library-card are in force on the same days',
      ),
    ])
  })

  test('a version that replaces an open one ends it', () => {
    const files = edited('2020.yaml', [', to: 2020-12-31', '']).map((file) => ({
      ...file,
      text:
        file.path.endsWith('/2021.yaml') && !file.path.includes('riverside')
          ? file.text.replace('published:', 'replaces: "2020.1"\npublished:')
          : file.text,
    }))
    expect(problemsOf(files)).toEqual([])
  })

  test('a version that replaces nothing is refused', () => {
    expect(texts('2021.yaml', ['published:', 'replaces: "2020.2"\npublished:'])[0]).toContain(
      'there is no version 2020.2 of fixtures/library-card (did you mean 2020.1?)',
    )
  })

  test('the same version twice is refused', () => {
    expect(texts('2021.yaml', ['version: 2021.1', 'version: 2020.1'])[0]).toContain('version 2020.1')
  })

  test('packs of one jurisdiction name one region', () => {
    expect(texts('branch.yaml', ['region: "99"', 'region: "98"']).join()).toContain(
      'the region of fixtures is',
    )
  })

  test('a region lies within the region above', () => {
    expect(texts('riverside/2021.yaml', ['region: "9901"', 'region: "9801"'])[0]).toContain(
      'region 9801 does not lie within region 99 of fixtures',
    )
  })

  test('only the pack of the same topic above can be extended', () => {
    expect(
      texts('riverside/2021.yaml', ['extends: fixtures/library-card', 'extends: fixtures/library'])[0],
    ).toContain('fixtures/library is not that (did you mean fixtures/library-card?)')
  })

  test('a set of the same topic that does not extend the one above is refused', () => {
    expect(
      texts('riverside/2021.yaml', ['extends: fixtures/library-card\n', 'subject: reader\n'])[0],
    ).toContain('already defined in fixtures/library-card')
  })

  test('a source must be one of the pack itself', () => {
    expect(texts('2020.yaml', ['source: { id: C1, clause: "1" }', 'source: C11'])).toEqual([
      expect.stringMatching(
        /2020\.yaml:11:\d+: criteria\.resident\.source: there is no source C11 .*\(did you mean C1\?\)/,
      ),
    ])
  })

  test('a mistake in an expression names file, line, column, item and the nearest right name', () => {
    expect(texts('2020.yaml', ['test: fines <= finesLimit', 'test: fines <= finesLimt'])).toEqual([
      expect.stringMatching(
        /^2020\.yaml:13:\d+: criteria\.fines\.test: unknown name finesLimt; did you mean finesLimit\?$/,
      ),
    ])
  })

  test('units are checked', () => {
    expect(texts('2020.yaml', ['fines <= finesLimit', 'fines <= guardianAge.from'])[0]).toMatch(/yuan|year/)
  })

  test('formulas that go round in a circle are refused', () => {
    const found = texts('catalogue.yaml', [
      'formula: count l in loans where not l.returned',
      'formula: openLoans + count l in loans where not l.returned',
    ])
    expect(found[0]).toContain('openLoans → openLoans')
  })

  test('sets that ask each other in a circle are refused', () => {
    const files = edited('catalogue.yaml', [
      '  loan: { label',
      '      branches: { of: branch, unit: branch, label: { zh: 分馆, en: branches } }\n  loan: { label',
    ]).map((file) => ({
      ...file,
      text: file.text.replace(
        'test: identityChecked }',
        'test: \'identityChecked and some b in branches satisfies verdict(b, "branch-rating")\' }',
      ),
    }))
    expect(problemsOf(files).map((each) => each.message.en)).toContain(
      'sets of criteria ask each other in a circle: branch-rating → library-card → branch-rating',
    )
  })

  test('a parameter table covers its code list', () => {
    expect(texts('catalogue.yaml', ['child: "0", adult: "20", teacher', 'child: "0", teacher'])[0]).toContain(
      'no value for adult: name them or say "otherwise"',
    )
    expect(texts('catalogue.yaml', ['{ child: 2, teacher: 4 }', '{ child: 2, techer: 4 }'])[0]).toContain(
      'techer',
    )
  })

  test('a day without a value is an error, not a default', () => {
    expect(
      texts('catalogue.yaml', ['from: 2021-01-01, value: "15.50"', 'from: 2021-02-01, value: "15.50"'])[0],
    ).toContain('the parameter finesLimit has no value on 2021-01-01')
  })

  test('two values on one day are refused', () => {
    expect(
      texts('catalogue.yaml', ['from: 2021-01-01, value: "15.50"', 'from: 2020-12-01, value: "15.50"']),
    ).toEqual([])
    expect(
      texts('catalogue.yaml', [
        'to: 2020-12-31, value: "10", source: R2',
        'to: 2021-12-31, value: "10", source: R2, published: 2021-06-01',
      ])[0],
    ).toContain('two values are in force on 2021-01-01')
  })

  test('a lower level keeps to the bound', () => {
    expect(texts('riverside/2021.yaml', ['value: "8"', 'value: "15.51"'])[0]).toContain(
      '15.51 is above 15.50, the bound set by the pack above (on 2021-04-01)',
    )
    expect(texts('riverside/2021.yaml', ['value: "25"', 'value: "25.01"'])[0]).toContain(
      '25.01 is above 25.00',
    )
    expect(texts('riverside/2021.yaml', ['value: "25"', 'value: "9"'])[0]).toContain('9.00 is below 10.00')
  })

  test('what the higher pack does not delegate is an error', () => {
    expect(texts('catalogue.yaml', ['    finesLimit: { to: [city], bound: not-above }\n', ''])[0]).toContain(
      'finesLimit belongs to fixtures/library above, which does not delegate it',
    )
    expect(texts('2021.yaml', ['may: [replace, tighten]', 'may: [tighten]'])[0]).toContain(
      'does not let this level replace resident',
    )
    expect(texts('2021.yaml', ['add: { criteria: [city] }', 'add: { criteria: [county] }'])[0]).toContain(
      'add no criteria',
    )
    expect(texts('riverside/2021.yaml', ['    mode: replace\n', ''])[0]).toContain(
      'say "mode: tighten" or "mode: replace"',
    )
  })

  test('a name has one meaning', () => {
    expect(
      texts('catalogue.yaml', [
        '  yearlyFee:',
        '  fee: { label: { zh: 甲, en: a }, values: [{ from: 2020-01-01, value: "1", source: R1 }] }\n  yearlyFee:',
      ])[0],
    ).toContain('a reader already has a fact, a formula or a list fee')
    expect(texts('2020.yaml', ['id: fines', 'id: known'])[0]).toContain('known is a word of the language')
  })

  test('a delegation names something that exists', () => {
    expect(
      texts('catalogue.yaml', [
        '    finesLimit: { to',
        '    fineLimit: { to: [city], bound: free }\n    finesLimit: { to',
      ])[0],
    ).toContain('there is no fineLimit to delegate (did you mean finesLimit?)')
  })

  test('a set has at most 31 criteria', () => {
    const many = Array.from(
      { length: 29 },
      (_, i) => `  - { id: c${i}, label: { zh: 甲, en: a }, source: C1, test: identityChecked }\n`,
    )
    expect(texts('2020.yaml', ['criteria:\n', `criteria:\n${many.join('')}`])[0]).toContain(
      'at most 31 criteria, this one has 32',
    )
  })

  test('one way to write a test', () => {
    expect(
      texts('2020.yaml', [
        'test: identityChecked',
        'test: identityChecked, all: [{ test: identityChecked }]',
      ])[0],
    ).toContain('exactly one of "test", "all" and "any"')
  })

  test('numbers need a range, decimals a scale, codes a list', () => {
    expect(texts('catalogue.yaml', [', range: { min: "0", max: "2000" }', ''])[0]).toContain(
      'a number needs a "range"',
    )
    expect(texts('catalogue.yaml', ['type: decimal, scale: 1', 'type: decimal'])[0]).toContain(
      'a decimal needs a "scale"',
    )
    expect(texts('catalogue.yaml', ['type: codes, codes: interest', 'type: codes'])[0]).toContain(
      'need "codes"',
    )
    expect(texts('catalogue.yaml', ['codes: interest,', 'codes: intrest,']).join()).toContain(
      'there is no code list intrest (did you mean interest?)',
    )
  })

  test('procedures and fund rules name what exists', () => {
    expect(texts('2021.yaml', ['next: decision', 'next: decison'])[0]).toContain(
      'there is no step decison (did you mean decision?)',
    )
    expect(texts('2021.yaml', ['set: library-card', 'set: library-cards'])[0]).toContain(
      'there is no set of criteria library-cards',
    )
    expect(
      texts('2021.yaml', ['kind: ceiling, amount: feeWaiverCap', 'kind: ceiling, amount: feeWaverCap'])[0],
    ).toContain('there is no parameter feeWaverCap')
    expect(texts('2021.yaml', ['excludes: [teacherDiscount]', 'excludes: [teacherDiscuont]'])[0]).toContain(
      'did you mean teacherDiscount?',
    )
  })

  test('every step of a procedure can be come to, and a case can end from each', () => {
    const incomplete = 'next: end, status: returned'
    expect(texts('2021.yaml', ['next: decision', 'next: end'])[0]).toContain('no step leads to decision')
    expect(
      texts(
        '2021.yaml',
        [
          'id: decision\n',
          'id: decision\n        outcomes: [{ id: again, label: { zh: 重来, en: again }, returnsTo: application }]\n',
        ],
        [incomplete, 'returnsTo: application'],
      ),
    ).toEqual([
      expect.stringContaining('from the step application a case can never end'),
      expect.stringContaining('from the step decision a case can never end'),
    ])
    expect(texts('2021.yaml', ['facts: [residence, birthDate]', 'requires: [decision]'])[0]).toContain(
      'the step application requires decision, which can never come before it',
    )
  })

  test('a tree of packs of its own is not mixed with another country', () => {
    const other = {
      path: 'top.yaml',
      text: 'pack: other/things\nversion: 1\nregion: all\ntitle: { zh: 甲, en: a }\ninForce: { from: 2000-01-01 }\nsources: { S: { title: 甲 } }\nsubjects: { reader: { label: { zh: 甲, en: a } } }\n',
    }
    expect(problemsOf([...libraryCard, other])).toEqual([])
  })
})
