import { describe, expect, test } from 'vitest'
import { comparePolicies } from './compare-policies.ts'
import { measuredBy, shortfallsOf } from './costs.ts'
import { itemDetails } from './item-details.ts'
import { loaded, policyOf } from './library-card.fixture.ts'
import { changesOf, movableParameters } from './movable.ts'
import { policyDays } from './select.ts'
import { overlay } from './simulate.ts'

const packs = loaded()
const asOf = '2021-06-30'
const policy = policyOf(packs, { region: '99', asOf })
const set = policy.sets['library-card']!

describe('figures that can be moved', () => {
  const movable = movableParameters(policy, set)
  const fines = movable.find(({ key }) => key === 'finesLimit')!

  test('are those that the set or its entitlements read, never below nothing', () => {
    expect(fines).toMatchObject({ value: 1550n, scale: 2, min: 0n, criteria: ['fines'], entitlements: [] })
    expect(fines.max).toBe(policy.facts.reader?.fines?.range?.max)
    expect(movable.find(({ key }) => key === 'feeWaiverCap')).toMatchObject({ entitlements: ['feeWaiver'] })
    for (const { key, value, min, max } of movable)
      expect(value >= min && (max === undefined || value <= max), key).toBe(true)
  })

  test('of several values are moved one by one, and fit an overlay', () => {
    expect(movable.map(({ key }) => key)).toContain('loanLimit.child')
    expect(changesOf({ finesLimit: '9.99', 'guardianAge.below': '18' })).toEqual({
      parameters: { finesLimit: '9.99', guardianAge: { below: '18' } },
    })
    expect(overlay(policy, changesOf({ 'loanLimit.child': '9' }))).not.toHaveProperty('problems')
  })
})

describe('what is lacking', () => {
  test('up to a most that something may be is nothing; what is compared is known all the same', () => {
    expect(shortfallsOf(set, new Set(['finesLimit']))).toEqual([])
    expect(measuredBy(set, new Set(['finesLimit'])).map(({ id }) => id)).toEqual(['fines'])
  })
})

describe('two policies', () => {
  test('of one day are the same; of the years before and after a version differ by name', () => {
    expect(comparePolicies(policy, policy).differences).toEqual([])
    const days = policyDays(packs, '99')
    expect(days).toContain('2021-01-01')
    const before = policyOf(packs, { region: '99', asOf: '2020-12-31' })
    const { differences, same } = comparePolicies(before, policy)
    expect(differences.length).toBeGreaterThan(0)
    expect(same).toBeGreaterThan(0)
    const back = comparePolicies(policy, before)
    const named = (kind: string, of: typeof differences) =>
      of.filter((each) => each.kind === kind).map(({ part, id }) => `${part}/${id}`)
    expect(named('added', differences).sort()).toEqual(named('removed', back.differences).sort())
  })
})

test('an item names what it reads, and what reads it', () => {
  const fines = itemDetails(policy, { part: 'criteria', of: 'library-card', id: 'fines' })
  expect(fines?.reads.map(({ part, id }) => `${part}/${id}`)).toEqual(
    expect.arrayContaining(['facts/fines', 'parameters/finesLimit']),
  )
  const limit = itemDetails(policy, { part: 'parameters', id: 'finesLimit' })
  expect(limit?.usedBy).toContainEqual(expect.objectContaining({ part: 'criteria', id: 'fines' }))
  expect(itemDetails(policy, { part: 'parameters', id: 'gold' })).toBeUndefined()
})
