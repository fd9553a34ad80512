import { describe, expect, test } from 'vitest'
import type { Entitlement, Subject } from '../model.ts'
import { computeEntitlements } from './entitlements.ts'
import { loaded, policyOf } from './library-card.fixture.ts'

const policy = policyOf(loaded(), { region: '99', asOf: '2021-06-30' })
const due = (facts: Subject['facts'], list: readonly Entitlement[] = policy.entitlements) =>
  computeEntitlements({ entitlements: list }, 'reader', { facts }, '2021-06-30').map(({ id, ...rest }) => [
    id,
    rest,
  ])

describe('entitlements', () => {
  test('the amount, never more than the cap', () => {
    expect(due({ kind: 'child', fee: 1230 })[0]).toEqual(['feeWaiver', { outcome: 'due', amount: '12.30' }])
    expect(due({ kind: 'child', fee: 1800 })[0]).toEqual(['feeWaiver', { outcome: 'due', amount: '18.00' }])
    expect(due({ kind: 'child', fee: 1801 })[0]).toEqual(['feeWaiver', { outcome: 'due', amount: '18.00' }])
  })

  test('an unknown amount is unknown, not nothing', () => {
    expect(due({ kind: 'child' })[0]).toEqual(['feeWaiver', { outcome: 'unknown' }])
    expect(due({})).toEqual([
      ['feeWaiver', { outcome: 'unknown' }],
      ['teacherDiscount', { outcome: 'unknown' }],
    ])
  })

  test('what is due shuts out what it excludes', () => {
    const old = { kind: 'teacher', birthDate: -5000, fee: 100 }
    expect(due(old)[1]).toEqual(['teacherDiscount', { outcome: 'none', excludedBy: 'feeWaiver' }])
    expect(due({ ...old, fee: 0 })[1]).toEqual(['teacherDiscount', { outcome: 'due', amount: '12.00' }])
  })

  test('of two that exclude each other the earlier one stays', () => {
    const both = policy.entitlements.map((each) => ({
      ...each,
      excludes: ['feeWaiver', 'teacherDiscount'].filter((id) => id !== each.id),
    }))
    const old = { kind: 'teacher', birthDate: -5000, fee: 100 }
    expect(due(old, both).map(([, result]) => result)).toMatchObject([
      { outcome: 'due' },
      { outcome: 'none' },
    ])
    expect(due(old, both.toReversed()).map(([, result]) => result)).toMatchObject([
      { outcome: 'due' },
      { outcome: 'none' },
    ])
  })
})
