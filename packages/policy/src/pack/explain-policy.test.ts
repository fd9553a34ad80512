import { describe, expect, test } from 'vitest'
import { explainPolicy } from './explain-policy.ts'
import { loaded, policyOf } from './library-card.fixture.ts'

const explained = explainPolicy(policyOf(loaded(), { region: '9901', asOf: '2021-06-30' }))
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
    expect(item('parameters', 'guardianAge')?.value?.en).toBe('from: 6 year; below: 16 year')
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
