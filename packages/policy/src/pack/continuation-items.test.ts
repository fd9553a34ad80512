/** What goes on after a status was given, as a pack writes it: what is read, and what is refused with which words. */
import { expect, test } from 'vitest'
import { edited, loaded, policyOf, problemsOf } from './library-card.fixture.ts'
import { problemText } from './reading.ts'

const written = (more: string, subject = 'reader') => {
  const item = `  - { id: lendingGoesOn, label: { zh: 甲, en: a }, source: C2, subject: ${subject}, status: left${more && `, ${more}`} }`
  return edited('2021.yaml', ['\nprocedures:\n', `\ncontinuations:\n${item}\nprocedures:\n`])
}
const problems = (more: string, subject?: string) =>
  problemsOf(written(more, subject)).map((each) => problemText(each, 'en'))

test('what goes on has one end, or none where nobody has stated one', () => {
  for (const more of ['', 'until: 2021-12-31', 'months: 12']) expect(problems(more)).toEqual([])
  expect(problems('until: 2021-12-31, months: 12').join()).toContain('only one of "until", "months"')
  expect(problems('ownTerm: true').join()).toContain('name them under "entitlements"')
})

test('it names entitlements, programmes and a subject that there are', () => {
  expect(problems('entitlements: [noSuchThing]').join()).toContain('there is no entitlement noSuchThing')
  expect(problems('programmes: [noSuchThing]').join()).toContain('there is no programme noSuchThing')
  expect(problems('', 'raeder').join()).toContain('did you mean reader?')
  expect(problems('unti: 2021-12-31').join()).toContain('until')
})

test('it is an item of the policy like a target or a procedure', () => {
  const policy = policyOf(loaded(written('months: 12')), { region: '99', asOf: '2021-06-01' })
  expect(policy.items.continuations).toMatchObject([
    { id: 'lendingGoesOn', subject: 'reader', status: 'left', months: 12, confirmed: true },
  ])
})
