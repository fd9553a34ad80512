/** Whatever word a procedure uses, the screen has one for it in both languages. */
import { procedureOf } from '@lika/policy'
import { expect, test } from 'vitest'
import { openPolicies } from '../policies/index.ts'
import terms from './terms.json' with { type: 'json' }

const { at, packs } = openPolicies(new URL('../../../../../policies', import.meta.url).pathname)
const regions = [...packs.jurisdictions.values()]
  .filter(({ name }) => name === 'cn' || name.startsWith('cn/'))
  .map(({ region }) => region)
const years = [2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2025, 2026]
const procedures = regions.flatMap((region) =>
  years.flatMap((year) => (at(region, `${year}-12-31`).items.procedures ?? []).map(procedureOf)),
)

test('every actor, signer, vote, column and place of a shipped procedure has its words', () => {
  const steps = procedures.flatMap((procedure) => procedure.steps)
  const notices = steps.flatMap(({ notice, announcement }) => [notice, announcement])
  const used = {
    actors: [...steps.flatMap(({ actors }) => actors), ...procedures.flatMap(({ opens }) => opens)],
    signers: steps.flatMap(({ signs }) => signs),
    votes: steps.flatMap(({ meeting }) => meeting?.votes ?? []),
    columns: notices.flatMap((notice) => notice?.columns ?? []),
    places: notices.flatMap((notice) => notice?.places ?? []),
  }
  expect(used.signers.length).toBeGreaterThan(20)
  for (const [kind, ids] of Object.entries(used))
    for (const id of new Set(ids)) expect(Object.keys(terms[kind as keyof typeof used]), kind).toContain(id)
})
