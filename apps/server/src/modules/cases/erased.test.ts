import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { accountId } from '../../testing/places.ts'
import { expect, group, today, village } from '../../testing.ts'
import { runRetention } from '../retention/index.ts'
import { seal, verifySeals } from '../seals/index.ts'
import { verifyCases } from './fold.ts'
import { act, aScan, look, minutes, open, test } from './testing.ts'

test('of a household that is erased no entry of a case says who signed or who met; the case and the seals stand', async ({
  api,
  as,
  app,
  aHousehold,
  installation,
}) => {
  const { db, registry, seals } = installation
  const region = group(village(1))
  const { id: subject, members } = await aHousehold({ region, members: [{ name: '户主甲' }, {}] })
  const [registrar, helper] = [as('registrar'), as('helper')]
  const [id] = await open(registrar, 'householdExit', [subject])
  const evidence = [await aScan(app, 'registrar')]
  const confirm = { step: 'dualConfirmation', evidence } as const
  await act(registrar, [id!], { kind: 'decided', step: 'homeCheck', outcome: 'meets' })
  await act(registrar, [id!], {
    kind: 'signed',
    ...confirm,
    signer: 'head',
    way: 'drawn',
    name: '按手印的人',
  })
  await act(helper, [id!], { kind: 'signed', ...confirm, signer: 'helper', way: 'drawn', name: '帮扶的人' })
  await act(helper, [id!], { kind: 'attached', ...confirm, attachment: 'dualConfirmationSheet' })
  await act(helper, [id!], { kind: 'decided', step: 'dualConfirmation', outcome: 'signed' })
  const meeting = { ...minutes, place: '甲家堂屋', minutes: '甲家的儿子患病。' }
  await act(registrar, [id!], { kind: 'met', step: 'villageReview', meeting, evidence }, { agree: 9 })
  await act(registrar, [id!], { kind: 'decided', step: 'villageReview', outcome: 'passed' })
  for (const personId of members)
    await api.applyOperation({
      body: {
        ...({ id: uuidv7(), kind: 'endPerson', personId, effectiveOn: today } as const),
        ...({ because: 'death', reason: '病故' } as const),
      },
    })
  await seal(seals)
  await db.pool.query(
    `insert into erasure (county_code, subject_kind, subject_id, region_code, because, ended_on, due_on, found_at,
       first_by, first_at, second_by, second_at)
     values ('450521', 'household', $1, $2, 'period', $3, $3, now(), $4, now(), $5, now())`,
    [subject, region, today, accountId('system'), accountId('security')],
  )
  expect(await factsOf(subject)).toMatch(/按手印的人.*甲家堂屋/s)

  expect(await runRetention({ registry, system: db })).toMatchObject({ erased: 1 })

  const facts = await factsOf(subject)
  for (const word of ['按手印的人', '帮扶的人', '甲家', '韦支书', '黄文书', '壬', '患病'])
    expect(facts).not.toContain(word)
  const { rows } = await db.pool.query<{ present: number; votes: object }>(
    `select jsonb_array_length(facts #> '{meeting,present}') as present, facts -> 'votes' as votes
     from decision where kind = 'caseMet' and subject_id = $1`,
    [subject],
  )
  expect(rows).toEqual([{ present: 9, votes: { agree: 9 } }])
  expect(await withTransaction(db, verifyCases)).toMatchObject([{ missing: 0, extra: 0 }])
  expect((await look(as('county'), id!)).steps.map((step) => step.id)).toEqual(['firstNotice'])
  await seal(seals)
  expect(await verifySeals(seals)).toMatchObject({ holds: true, findings: [] })

  async function factsOf(household: string): Promise<string> {
    const all = await db.pool.query<{ said: string }>(
      `select string_agg(facts::text, E'\\n' order by received_at, id) as said from decision where subject_id = $1`,
      [household],
    )
    return all.rows[0]!.said
  }
})
