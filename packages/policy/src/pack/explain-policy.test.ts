import { describe, expect, test } from 'vitest'
import { explainPolicy, parameterText } from './explain-policy.ts'
import { loaded, policyOf } from './library-card.fixture.ts'

const policy = policyOf(loaded(), { region: '9901', asOf: '2021-06-30' })
const explained = explainPolicy(policy)
const item = (part: string, id: string) =>
  explained.items.find((each) => each.part === part && each.id === id)

describe('the policy of a region on a day, explained', () => {
  test('a figure stands there with its unit, its source and the pack that says it', () => {
    expect(item('parameters', 'finesLimit')).toMatchObject({
      value: { zh: '8.00 元', en: '8.00 yuan' },
      source: { id: 'V1', clause: '1' },
      origin: { pack: 'fixtures/riverside/library-card', version: '2021.1' },
    })
    expect(item('parameters', 'loanLimit')?.value?.zh).toBe('儿童：2 件；教师：4 件；其他：3 件')
    expect(item('parameters', 'guardianAge')?.value?.en).toBe('from 6 years to below 16 years')
  })

  test('the two ends of a range are said as one', () => {
    const money = { kind: 'number', scale: 2, unit: { yuan: 1 }, min: 0n, max: 0n } as const
    const parameter = {
      ...policy.parameters.guardianAge!,
      type: money,
      value: { min: 30_000n, max: 30_000_000n },
    }
    expect(parameterText(parameter, policy)).toEqual({
      zh: '300.00 元至300,000.00 元',
      en: '300.00 yuan to 300,000.00 yuan',
    })
    const age = { ...policy.parameters.guardianAge!, value: { from: 6n, below: 16n } }
    expect(parameterText(age, policy).zh).toMatch(/^6 .*起，不满16 /)
  })

  test('a rule is told in both languages, line by line', () => {
    const lines = item('criteria', 'guardian')?.rules ?? []
    expect(lines.map((each) => [each.depth, each.label?.en])).toEqual([
      [0, undefined],
      [1, 'old enough'],
      [1, 'a guardian has signed'],
      [2, 'of the least age'],
      [2, 'signed'],
    ])
    expect(lines[1]?.text.zh).toContain('16')
    expect(item('entitlements', 'feeWaiver')?.rules.map((each) => each.label?.en)).toEqual([
      'when',
      'amount',
      'at most',
    ])
  })

  test('unconfirmed text is told apart, and what nobody can measure is listed', () => {
    expect(item('criteria', 'interests')?.confirmed).toBe(false)
    expect(item('criteria', 'identity')?.confirmed).toBe(true)
    expect(explained.untranslated).toMatchObject([
      { set: 'library-card', text: '爱护图书', judgedBy: 'librarian' },
    ])
  })

  test('no item is left out', () => {
    expect(new Set(explained.items.map((each) => each.part))).toEqual(
      new Set([
        'parameters',
        'criteria',
        'derived',
        'entitlements',
        'quotas',
        'targets',
        'programmes',
        'cycles',
        'fundRules',
        'procedures',
        'tables',
        'facts',
        'codeLists',
      ]),
    )
  })
})
