import { describe, expect, test } from 'vitest'
import { compileSet } from '../judge/index.ts'
import type { EffectivePolicy, Subject } from '../model.ts'
import { compareVerdicts } from './compare.ts'
import { computeEntitlements } from './entitlements.ts'
import { loaded, policyOf } from './library-card.fixture.ts'
import type { Changes } from './simulate.ts'
import { overlay } from './simulate.ts'
import { criteriaUsing, usesOf } from './uses.ts'

const asOf = '2021-06-30'
const policy = policyOf(loaded(), { region: '99', asOf })
const changed = (changes: Changes): EffectivePolicy => {
  const result = overlay(policy, changes)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result
}
const fines = (of: EffectivePolicy, owed: number) =>
  compileSet(of.sets['library-card']!)({ facts: { fines: owed } }, asOf).criteria.find(
    (each) => each.id === 'fines',
  )?.outcome

describe('simulation', () => {
  test('another limit moves who is over it, and the policy itself stays as it was', () => {
    const other = changed({ parameters: { finesLimit: '9.99' } })
    expect([fines(policy, 1000), fines(other, 1000), fines(other, 999)]).toEqual(['met', 'unmet', 'met'])
    expect(policy.parameters.finesLimit?.value).toBe(1550n)
  })

  test('what does not depend on the change stays the same object', () => {
    const other = changed({ parameters: { finesLimit: '9.99' } })
    const criterion = (of: EffectivePolicy, id: string) =>
      of.sets['library-card']?.criteria.find((each) => each.id === id)
    expect(criterion(other, 'loans')).toBe(criterion(policy, 'loans'))
    expect(other.sets['branch-rating']).toBe(policy.sets['branch-rating'])
  })

  test('one row of a table, one field, an entitlement', () => {
    const other = changed({
      parameters: { loanLimit: { child: 9 }, guardianAge: { below: 18 }, feeWaiverCap: '5' },
    })
    expect(other.parameters.loanLimit?.value).toEqual({ child: 9n, teacher: 4n })
    const subject: Subject = { facts: { kind: 'child', fee: 1000, birthDate: 14_000 } }
    expect(computeEntitlements(other, 'reader', subject, asOf)[0]).toEqual({
      id: 'feeWaiver',
      outcome: 'due',
      amount: '5.00',
    })
  })

  test('another test for a criterion', () => {
    const other = changed({ criteria: { 'library-card': { fines: 'fines = 0 or guardianSigned' } } })
    expect([fines(other, 0), fines(other, 1)]).toEqual(['met', 'undetermined'])
  })

  test('a change that does not fit is refused with the right name', () => {
    expect(overlay(policy, { parameters: { fineLimit: '1' } })).toMatchObject({
      problems: [{ nearest: 'finesLimit' }],
    })
    expect(overlay(policy, { parameters: { finesLimit: '1.001' } })).toMatchObject({
      problems: [{ code: 'parameter.value' }],
    })
    expect(overlay(policy, { parameters: { loanLimit: 3 } })).toMatchObject({
      problems: [{ code: 'parameter.value' }],
    })
    expect(overlay(policy, { parameters: { loanLimit: { chlid: 3 } } })).toHaveProperty('problems')
    expect(overlay(policy, { criteria: { 'library-card': { fines: 'fimes = 0' } } })).toMatchObject({
      problems: [{ nearest: 'fines' }],
    })
    expect(overlay(policy, { criteria: { 'library-card': { fine: 'true' } } })).toMatchObject({
      problems: [{ nearest: 'fines' }],
    })
  })

  test('a parameter knows where it is used, through formulas too', () => {
    expect(criteriaUsing(policy, 'loanLimit')).toEqual([{ set: 'library-card', criterion: 'loans' }])
    expect(usesOf(policy, 'feeWaiverCap')).toEqual({ criteria: [], derived: [], entitlements: ['feeWaiver'] })
  })

  test('who changes side is counted by a key', () => {
    const judged = (of: EffectivePolicy) =>
      [900, 1200, 1600].map((owed, index) => {
        const outcome = fines(of, owed)!
        return {
          subject: `R${index}`,
          key: index < 2 ? 'north' : 'south',
          outcome,
          criteria: [{ id: 'fines', outcome }],
        }
      })
    const comparison = compareVerdicts(
      judged(policy),
      judged(changed({ parameters: { finesLimit: '10' } })).toReversed(),
    )
    expect(comparison.changes).toEqual([
      {
        subject: 'R1',
        key: 'north',
        from: 'met',
        to: 'unmet',
        criteria: [{ id: 'fines', from: 'met', to: 'unmet' }],
      },
    ])
    expect(comparison.total).toEqual({
      before: { met: 2, unmet: 1, undetermined: 0 },
      after: { met: 1, unmet: 2, undetermined: 0 },
      changed: 1,
    })
    expect(comparison.byKey.south?.changed).toBe(0)
  })
})
