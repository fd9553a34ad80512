// The end of a recognition records facts: the connection is lost after each of its statements in turn. The decision and the
// facts that it gives are both there or neither is, and the same request ends it.

import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { arm, chosenFaults, faultyDb, hasFired, noFault, unhurried } from '../../testing/faults.ts'
import { type Api, expect, group, serverOf, signIn, village } from '../../testing.ts'
import { verifyFolds } from '../registry/index.ts'
import { dayAfter } from './calendar.ts'
import { verifyCases } from './fold.ts'
import { act, aScan, minutes, open, post, test } from './testing.ts'
import type { World } from './walking.ts'

const FEW = 8

async function atRisk(api: Api, id: string): Promise<void> {
  const about = { subjectKind: 'household', subjectId: id, observedOn: '2023-03-01' } as const
  const facts = {
    ...{ riskPresent: true, spendingSurged: false, incomeDropped: false, seriousDifficulty: false },
    ...{ riskTypes: ['illness'], monitoredObject: 'unstableExited' },
  }
  await api.appendRecord({ body: { id: uuidv7(), ...about, facts } })
  const period = { from: '2022-03-01', to: '2023-03-01' }
  const earned = { wageIncome: '4000', incomeComplete: true }
  await api.appendRecord({ body: { id: uuidv7(), ...about, period, facts: earned } })
}

/** A list of recognitions up to where only the entry is left to be made. */
async function walkToEntry({ as, app, clock }: World, cases: readonly string[]): Promise<void> {
  const [registrar, sector, town, county] = [as('registrar'), as('sector'), as('town'), as('county')]
  const decide = (api: Api, step: string, outcome: string) =>
    act(api, cases, { kind: 'decided', step, outcome })
  const attach = async (api: Api, account: string, step: string, attachment: string) =>
    act(api, cases, { kind: 'attached', step, attachment, evidence: [await aScan(app, account)] })
  await attach(registrar, 'registrar', 'homeCheck', 'checkSheet')
  await attach(registrar, 'registrar', 'homeCheck', 'authorisation')
  await decide(registrar, 'homeCheck', 'atRisk')
  await attach(sector, 'sector', 'comparison', 'comparisonResult')
  await decide(sector, 'comparison', 'consistent')
  await act(
    registrar,
    cases,
    { kind: 'met', step: 'villageReview', meeting: minutes, evidence: [] },
    { agree: 9 },
  )
  await post(registrar, cases, 'villageReview', clock.today(), 5)
  clock.passTo(dayAfter(clock.today(), 6, false)!)
  await decide(registrar, 'villageReview', 'passed')
  await decide(town, 'townAudit', 'passed')
  await decide(county, 'countyApproval', 'approved')
  await post(county, cases, 'announcement', clock.today(), 5)
  await decide(county, 'announcement', 'announced')
}

test('an entry and the facts that it gives are there together or not at all, at whichever statement the connection is lost', {
  timeout: 300_000,
}, async ({ as, app, clock: passing, aHousehold, installation }) => {
  const clock = passing as World['clock']
  clock.passTo('2023-03-01')
  const subjects: string[] = []
  for (let n = 0; n < FEW + 3; n++) {
    const where = { region: group(village(1)), observedOn: '2023-02-15' }
    subjects.push((await aHousehold({ ...where, members: 1, status: 'exited', wages: null })).id)
    await atRisk(as('registrar'), subjects.at(-1)!)
  }
  const cases = await open(as('registrar'), 'monitoringRecognition', subjects)
  await walkToEntry({ as, app, clock }, cases)

  const fault = noFault()
  const faulty = await serverOf({ ...installation, requestDb: faultyDb(installation.requestDb, fault) })
  const cookie = await signIn(faulty, 'town')
  const send = async (id: string, of: string, at: number) => {
    arm(fault, at)
    const payload = {
      act: { kind: 'decided', step: 'registration', outcome: 'recognised' },
      cases: [{ id, case: of }],
    }
    const asked = { method: 'POST', url: '/api/cases/acts', headers: { cookie }, payload } as const
    return (await unhurried(() => faulty.inject(asked))).statusCode
  }
  const there = async (entry: string, subject: string) => {
    const { rows } = await installation.db.pool.query<{
      entered: boolean
      given: boolean
      folded: boolean
      ended: boolean
    }>(
      `select exists (select from decision where id = $1) as entered,
         exists (select from record where operation_id = $1 and source = 'case' and facts ? 'riskIdentifiedOn') as given,
         exists (select from household_snapshot where household_id = $2 and valid_to = 'infinity' and risk_identified_on is not null) as folded,
         exists (select from case_file where subject_id = $2 and state = 'ended') as ended`,
      [entry, subject],
    )
    return new Set(Object.values(rows[0]!))
  }
  try {
    expect(await send(uuidv7(), cases[0]!, 0)).toBe(200)
    const statements = fault.seen
    let next = 1
    for (const at of chosenFaults(statements, { few: FEW })) {
      const [of, subject, entry] = [cases[next]!, subjects[next]!, uuidv7()]
      next += 1
      const status = await send(entry, of, at)
      if (!hasFired(fault)) continue
      expect(status, `fault ${at}`).toBe(503)
      expect((await there(entry, subject)).size, `fault ${at}`).toBe(1)
      expect(await send(entry, of, 0), `again after fault ${at}`).toBe(200)
      expect([...(await there(entry, subject))], `again after fault ${at}`).toEqual([true])
    }
    expect(next).toBeGreaterThan(FEW / 2)
    const { rows } = await installation.db.pool.query<{ given: number; ended: number }>(
      `select (select count(*) from record where source = 'case') as given,
         (select count(*) from case_file where state = 'ended') as ended`,
    )
    // Once each, however often it was sent.
    expect(rows[0]!.given).toBe(rows[0]!.ended)
    const differences = await withTransaction(installation.db, async (tx) => [
      ...(await verifyFolds(tx, installation.policies.catalogue)),
      ...(await verifyCases(tx)),
    ])
    expect(differences.filter(({ missing, extra }) => missing + extra > 0)).toEqual([])
  } finally {
    await faulty.close()
  }
})
