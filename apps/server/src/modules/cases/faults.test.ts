// The last step of a case gives a status: the connection is lost after each of its statements in turn, which for the commit
// means that nobody knows. The signature and the status are both there or neither is, and the same request ends it.

import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { arm, chosenFaults, faultyDb, hasFired, noFault, unhurried } from '../../testing/faults.ts'
import { expect, group, serverOf, signIn, village } from '../../testing.ts'
import { verifyFolds } from '../registry/index.ts'
import { verifyCases } from './fold.ts'
import { open, test, walkToAnnouncement } from './testing.ts'

const FEW = 16

test('a decision and the status that it gives are there together or not at all, at whichever statement the connection is lost', {
  timeout: 300_000,
}, async ({ as, app, clock, aHousehold, installation }) => {
  const subjects: string[] = []
  for (let n = 0; n < FEW + 2; n++)
    subjects.push((await aHousehold({ region: group(village(1)), members: 2 })).id)
  const cases = await open(as('registrar'), 'householdExit', subjects)
  await walkToAnnouncement({ as, app, clock }, cases)

  const fault = noFault()
  const faulty = await serverOf({ ...installation, requestDb: faultyDb(installation.requestDb, fault) })
  const cookie = await signIn(faulty, 'county')
  const body = (id: string, of: string) => ({
    act: { kind: 'decided', step: 'announcement', outcome: 'exited' },
    cases: [{ id, case: of }],
  })
  const send = async (payload: object, at: number) => {
    arm(fault, at)
    const answer = await unhurried(() =>
      faulty.inject({
        method: 'POST',
        url: '/api/cases/acts',
        headers: { cookie },
        payload,
      }),
    )
    return { status: answer.statusCode, text: answer.body }
  }
  const there = async (entry: string, subject: string) => {
    const { rows } = await installation.db.pool.query<{ signed: boolean; given: boolean; ended: boolean }>(
      `select exists (select from decision where id = $1) as signed,
         exists (select from household_snapshot where household_id = $2 and valid_to = 'infinity' and status = 'exited') as given,
         exists (select from case_file where subject_id = $2 and state = 'ended') as ended`,
      [entry, subject],
    )
    return rows[0]!
  }
  try {
    const calm = await send(body(uuidv7(), cases[0]!), 0)
    expect(calm.status, calm.text).toBe(200)
    const statements = fault.seen
    let next = 1
    for (const at of chosenFaults(statements, { few: FEW })) {
      const [of, subject, entry] = [cases[next]!, subjects[next]!, uuidv7()]
      next += 1
      const { status } = await send(body(entry, of), at)
      if (!hasFired(fault)) continue
      expect(status, `fault ${at}`).toBe(503)
      const { signed, given, ended } = await there(entry, subject)
      expect([given, ended], `fault ${at}`).toEqual([signed, signed])
      expect((await send(body(entry, of), 0)).status, `again after fault ${at}`).toBe(200)
      expect(await there(entry, subject), `again after fault ${at}`).toEqual({
        signed: true,
        given: true,
        ended: true,
      })
    }
    expect(next).toBeGreaterThan(FEW / 2)
    const differences = await withTransaction(installation.db, async (tx) => [
      ...(await verifyFolds(tx, installation.policies.catalogue, () => {})),
      ...(await verifyCases(tx)),
    ])
    expect(differences.filter(({ missing, extra }) => missing + extra > 0)).toEqual([])
  } finally {
    await faulty.close()
  }
})
