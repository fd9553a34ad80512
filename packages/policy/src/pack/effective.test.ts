import { describe, expect, test } from 'vitest'
import { effectivePolicy } from './effective.ts'
import { edited, loaded, policyOf } from './library-card.fixture.ts'

const packs = loaded()
const reader = (region: string, asOf: string, more: { knownAt?: string; caseOpened?: string } = {}) =>
  policyOf(packs, { region, asOf, ...more })
const limit = (region: string, asOf: string, knownAt?: string) =>
  reader(region, asOf, knownAt === undefined ? {} : { knownAt }).parameters.finesLimit?.value

describe('what holds in a region on a day', () => {
  test('the set of the day, both of its ends included', () => {
    expect(reader('99', '2020-12-31').sets['library-card']?.criteria).toHaveLength(3)
    expect(reader('99', '2021-01-01').sets['library-card']?.criteria).toHaveLength(6)
  })

  test('the value of the day', () => {
    expect(limit('99', '2020-12-31')).toBe(1000n)
    expect(limit('99', '2021-01-01')).toBe(1550n)
  })

  test('the lower value holds below, from its first to its last day', () => {
    expect(limit('990102', '2021-03-31')).toBe(1550n)
    expect(limit('990102', '2021-04-01')).toBe(800n)
    expect(limit('990102', '2021-12-31')).toBe(800n)
    expect(limit('990102', '2022-01-01')).toBe(1550n)
    expect(limit('9902', '2021-06-30')).toBe(1550n)
  })

  test('what was not yet published was not yet known', () => {
    expect(limit('99', '2021-01-01', '2020-11-15')).toBe(1550n)
    expect(effectivePolicy(packs, { region: '99', asOf: '2021-01-01', knownAt: '2020-11-14' })).toMatchObject(
      {
        packs: [{ pack: 'fixtures/library' }],
      },
    )
  })

  test('a published correction holds from the day it is known', () => {
    const corrected = loaded(
      edited('catalogue.yaml', [
        '{ from: 2021-01-01, value: "15.50", source: R2, published: 2020-11-15 }',
        '{ from: 2021-01-01, value: "15.50", source: R2, published: 2020-11-15 }\n      - { from: 2021-01-01, value: "16", source: R2, published: 2021-05-01 }',
      ]),
    )
    const value = (knownAt: string) =>
      policyOf(corrected, { region: '99', asOf: '2021-03-01', knownAt }).parameters.finesLimit?.value
    expect(value('2021-04-30')).toBe(1550n)
    expect(value('2021-05-01')).toBe(1600n)
  })

  test('a transitional version holds for old cases only', () => {
    const version = (caseOpened?: string) =>
      reader('99', '2021-03-15', caseOpened === undefined ? {} : { caseOpened }).sets['library-card']?.origin
        .version
    expect(version()).toBe('2021.1')
    expect(version('2021-02-28')).toBe('2021.transition')
    expect(version('2021-03-01')).toBe('2021.1')
  })

  test('a lower pack replaces, tightens and adds, in the order of the higher', () => {
    const set = reader('9901', '2021-06-30').sets['library-card']
    expect(set?.criteria.map((each) => [each.id, each.origin.pack.split('/')[1]])).toEqual([
      ['resident', 'riverside'],
      ['identity', 'library-card'],
      ['guardian', 'library-card'],
      ['loans', 'library-card'],
      ['fines', 'library-card'],
      ['inOrder', 'riverside'],
      ['interests', 'riverside'],
    ])
    expect(set?.criteria[5]?.test).toMatchObject({ fold: 'all', parts: [{}, {}] })
    expect(set?.criteria[6]?.confirmed).toBe(false)
  })

  test('an added criterion must be met besides the verdict above', () => {
    const verdict = reader('9901', '2021-06-30').sets['library-card']?.verdict
    expect(verdict).toMatchObject({ fold: 'all', parts: [{ fold: 'all' }, { criterion: 6 }] })
  })

  test('the receipt of a set names every pack that it rests on, the nearest first', () => {
    const chain = (region: string, set: string) =>
      reader(region, '2021-06-30').sets[set]?.chain.map((each) => each.pack)
    expect(chain('9901', 'library-card')).toEqual([
      'fixtures/riverside/library-card',
      'fixtures/library-card',
      'fixtures/library',
    ])
    expect(chain('99', 'branch-rating')).toEqual(['fixtures/library', 'fixtures/branch-rating'])
  })

  test('every item knows its source and whether anybody has confirmed it', () => {
    const { parameters, facts, entitlements } = reader('99', '2021-06-30')
    expect(parameters.finesLimit).toMatchObject({
      confirmed: false,
      source: { id: 'R2', title: '图书馆收费办法（示例）' },
    })
    expect(facts.reader?.fines).toMatchObject({
      confirmed: true,
      origin: { pack: 'fixtures/library', version: '2020.1' },
    })
    expect(entitlements.map((each) => [each.id, each.confirmed])).toEqual([
      ['feeWaiver', true],
      ['teacherDiscount', false],
    ])
  })

  test('within a period the answers are the same objects', () => {
    const [a, b] = [reader('99', '2021-06-30'), reader('99', '2021-07-01')]
    expect(a.sets['library-card']).toBe(b.sets['library-card'])
    expect(b.asOf).toBe('2021-07-01')
  })

  test('over a change, what does not depend on it stays the same object', () => {
    const [a, b] = [reader('9901', '2021-12-31'), reader('9901', '2022-01-01')]
    const criterion = (policy: typeof a, id: string) =>
      policy.sets['library-card']?.criteria.find((each) => each.id === id)
    expect(criterion(a, 'loans')).toBe(criterion(b, 'loans'))
    expect(criterion(a, 'fines')).not.toBe(criterion(b, 'fines'))
  })

  test('loading twice gives the same digests, and a changed figure another one', () => {
    const digests = (files?: Parameters<typeof loaded>[0]) =>
      policyOf(loaded(files), { region: '99', asOf: '2021-06-30' }).packs
    expect(digests()).toEqual(digests())
    expect(digests()[0]?.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(digests(edited('2021.yaml', ['<= 30', '<= 31']))[2]).not.toEqual(digests()[2])
  })

  test('where no pack holds there is no policy', () => {
    expect(effectivePolicy(packs, { region: '45', asOf: '2021-06-30' })).toMatchObject({
      problems: [{ code: 'policy.none' }],
    })
    expect(effectivePolicy(packs, { region: '99', asOf: '2019-12-31' })).toMatchObject({
      problems: [{ code: 'policy.none' }],
    })
  })

  test('facts say what forms and imports need', () => {
    expect(reader('99', '2021-06-30').facts).toMatchObject({
      reader: {
        fines: { scale: 2, unit: { yuan: 1 }, range: { min: 0n, max: 999999n } },
        cardNumber: { class: 'personal', maxLength: 12 },
      },
      branch: { openHours: { validForMonths: 12 } },
      loan: { weight: { scale: 1, unitText: 'kg' } },
    })
  })

  test('plain items come as data, with cells of tables checked', () => {
    const { items } = reader('99', '2021-06-30')
    expect(items.quotas).toMatchObject([
      { id: 'storyHours', role: 'librarian', minimum: 2, source: { clause: '8' } },
    ])
    expect(items.procedures?.[0]).toMatchObject({
      steps: [{ id: 'application' }, { id: 'decision', days: { max: 3 } }],
    })
    expect(items.tables?.[0]).toMatchObject({
      nodes: { where: { children: { op: 'compare' } }, sum: { open: { op: 'derived' } } },
    })
  })
})
