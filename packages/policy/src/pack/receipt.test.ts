import { describe, expect, test } from 'vitest'
import { compileSet } from '../judge/index.ts'
import { edited, loaded, policyOf, sha256 } from './library-card.fixture.ts'
import type { Receipt } from './receipt.ts'
import { receipt, replay } from './receipt.ts'
import golden from './receipts.golden.json' with { type: 'json' }
import { subjectFromJson } from './subject.ts'

interface Golden {
  readonly facts: Readonly<Record<string, unknown>>
  readonly receipt: Receipt
  readonly outcome: string
  readonly codes: string
}
const cases: readonly Golden[] = golden

describe('receipts', () => {
  test.each(cases)('a verdict of $receipt.asOf in $receipt.region is made again from its receipt', (one) => {
    const again = replay(loaded(), one.receipt)
    if ('problems' in again) throw new Error(again.problems.map((each) => each.message.en).join('\n'))
    const read = subjectFromJson(one.facts, again.set.subject, again.policy)
    if ('problems' in read) throw new Error('the facts cannot be read')
    const verdict = compileSet(again.set)(read.subject, one.receipt.asOf)
    expect(`sha256:${sha256(JSON.stringify(one.facts))}`).toBe(one.receipt.factsDigest)
    expect([verdict.outcome, String(verdict.codes)]).toEqual([one.outcome, one.codes])
    expect(receipt(again.set, again.policy, one.receipt)).toEqual(one.receipt)
  })

  test('a changed figure breaks the receipt', () => {
    const changed = loaded(edited('2021.yaml', ['<= 30', '<= 31']))
    const one = cases.find((each) =>
      each.receipt.packs.some((pack) => pack.version === '2021.1' && pack.pack === 'fixtures/library-card'),
    )!
    expect(replay(changed, one.receipt)).toMatchObject({
      problems: [{ code: 'receipt' }, { code: 'receipt' }],
    })
  })

  test('a receipt names the day it was known and the case it was for', () => {
    const policy = policyOf(loaded(), {
      region: '99',
      asOf: '2021-03-15',
      knownAt: '2021-03-20',
      caseOpened: '2021-02-01',
    })
    expect(
      receipt(policy.sets['library-card']!, policy, { engine: 'lika 0.1.0', factsDigest: 'sha256:0' }),
    ).toMatchObject({
      set: 'library-card',
      region: '99',
      asOf: '2021-03-15',
      knownAt: '2021-03-20',
      caseOpened: '2021-02-01',
    })
  })
})
