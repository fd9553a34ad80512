/** Whatever word a procedure uses, the screen has one for it in both languages. */
import { type Entry, procedureOf, refusalOf } from '@lika/policy'
import { expect, test } from 'vitest'
import { openPolicies } from '../policies/index.ts'
import { faultOf } from './refusals.ts'
import terms from './terms.json' with { type: 'json' }

const { at, packs, codeLists } = openPolicies(new URL('../../../../../policies', import.meta.url).pathname)
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

const actorOf = (procedure: string) => procedures.find(({ id }) => id === procedure)!.opens[0]!

test('a refusal of the engine is told in words: who does it, and which status', () => {
  const told = (procedure: string, actor: string, status: string | null) => {
    const exit = procedures.find(({ id }) => id === procedure)!
    const [step] = exit.steps
    const entry: Entry = {
      ...{ id: 'a', step: step!.id, author: 'b', on: '2017-03-31' },
      kind: 'opened',
      channel: 'cadre',
      ...{ actor, status },
    }
    const refused = refusalOf(exit, undefined, entry, {
      ...{ today: '2017-03-31', verdicts: {}, known: [], dayAfter: (from: string) => from },
    })
    const list = exit.subject === 'household' ? codeLists.householdStatus : codeLists.villageStatus
    return faultOf(refused!, 0, 'c', [], { status: list, titleOf: () => ({ zh: '', en: '' }) }).message
  }
  expect(told('householdExit', 'household', 'poor').zh).toContain('村民委员会')
  expect(told('householdExit', 'villageCommittee', 'exited').zh).toMatch(
    /只对未脱贫、.*的对象发起，该对象现为脱贫。/,
  )
  expect(told('villageExit', actorOf('villageExit'), 'exited').zh).toMatch(
    /只对未脱贫摘帽贫困村、.*的对象发起，该对象现为已脱贫摘帽村。/,
  )
  expect(told('householdExit', 'villageCommittee', null).en).toContain('the status is not registered')
})
