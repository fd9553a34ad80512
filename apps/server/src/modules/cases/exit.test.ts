import { withTransaction } from '../../platform/db.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { describe, expect, group, refusalOf, village } from '../../testing.ts'
import { verifyCases } from './fold.ts'
import { act, aScan, look, minutes, open, post, test } from './testing.ts'

describe('the exit of the households of a village', () => {
  test('goes from the verdict to the announcement, and a status is what people decided, on the day they did', async ({
    as,
    app,
    api,
    aHousehold,
    clock,
    installation,
  }) => {
    const registrar = as('registrar')
    const helper = as('helper')
    const town = as('town')
    const subjects: string[] = []
    for (let n = 0; n < 12; n++)
      subjects.push((await aHousehold({ region: group(village(1)), members: 3 })).id)
    const cases = await open(registrar, 'householdExit', subjects)
    const evidence = [await aScan(app, 'registrar')]

    await act(registrar, cases, { kind: 'decided', step: 'homeCheck', outcome: 'meets' })
    await act(registrar, cases, {
      kind: 'signed',
      step: 'dualConfirmation',
      signer: 'head',
      way: 'drawn',
      evidence,
    })
    await act(helper, cases, {
      kind: 'signed',
      step: 'dualConfirmation',
      signer: 'helper',
      way: 'drawn',
      evidence,
    })
    await act(helper, cases, {
      kind: 'attached',
      step: 'dualConfirmation',
      attachment: 'dualConfirmationSheet',
      evidence,
    })
    await act(helper, cases, { kind: 'decided', step: 'dualConfirmation', outcome: 'signed' })
    await act(
      registrar,
      cases,
      { kind: 'met', step: 'villageReview', meeting: minutes, evidence },
      { agree: 9 },
    )
    await act(registrar, cases, { kind: 'decided', step: 'villageReview', outcome: 'passed' })

    // Nobody shortens a notice, and nobody goes on while it hangs.
    expect(await refusalOf(post(registrar, cases, 'firstNotice', '2017-03-31', 6))).toMatchObject({
      status: 422,
    })
    expect(await refusalOf(post(registrar, cases, 'firstNotice', '2017-03-30', 7))).toMatchObject({
      code: 'case.pastNotice',
    })
    await post(registrar, cases, 'firstNotice', '2017-03-31', 7)
    const unopposed = { kind: 'decided', step: 'firstNotice', outcome: 'unopposed' } as const
    clock.passTo('2017-04-06')
    const hanging = await refusalOf(act(registrar, cases, unopposed))
    expect(hanging).toMatchObject({ status: 422, code: 'case.refused' })
    expect(hanging.errors).toHaveLength(12)
    expect(hanging.errors![0]!.messages.zh).toContain('公示至 2017-04-06 止')
    clock.passTo('2017-04-07')
    await act(registrar, cases, unopposed)

    // What somebody learns of one house on the way stops that one, and no other.
    const [stopped, ...going] = cases
    await api.appendRecord({
      body: {
        id: uuidv7(),
        subjectKind: 'household',
        subjectId: subjects[0]!,
        observedOn: '2017-04-07',
        facts: { houseGrade: null },
      },
    })
    const refused = await refusalOf(
      act(town, cases, { kind: 'decided', step: 'townAudit', outcome: 'passed' }),
    )
    expect(refused.errors).toHaveLength(1)
    expect(refused.errors![0]).toMatchObject({ field: 'cases.0', value: stopped })
    expect(refused.errors![0]!.messages.zh).toContain('无法判定')
    await act(town, going, { kind: 'decided', step: 'townAudit', outcome: 'passed' })
    expect((await look(town, stopped!)).steps[0]).toMatchObject({ id: 'townAudit', mine: true })

    await post(town, going, 'secondNotice', '2017-04-07', 7)
    clock.passTo('2017-04-14')
    await act(town, going, { kind: 'decided', step: 'secondNotice', outcome: 'unopposed' })
    await act(api, going, { kind: 'decided', step: 'countyApproval', outcome: 'approved' })
    const statusOf = async (id: string, asOf?: string) =>
      (await api.getHousehold({ params: { id }, query: asOf ? { asOf } : {} })).status
    expect(await statusOf(subjects[1]!)).toBe('poor')
    await post(api, going, 'announcement', '2017-04-14', 7)
    const ended = await act(api, going, { kind: 'decided', step: 'announcement', outcome: 'exited' })
    expect(ended.map(({ state, status, ended: on }) => [state, status, on])).toEqual(
      going.map(() => ['ended', 'exited', '2017-04-14']),
    )

    for (const id of subjects.slice(1)) expect(await statusOf(id)).toBe('exited')
    expect(await statusOf(subjects[1]!, '2017-04-13')).toBe('poor')
    expect(await statusOf(subjects[0]!)).toBe('poor')
    // Support goes on from the day of the decision, each part until its own day, and nobody else hears of it.
    const after = await api.getAfterExit({ params: { id: subjects[1]! }, query: {} })
    expect(after.since).toEqual({ on: '2017-04-14', by: 'case', case: going[0] })
    const goesOn = new Map(after.items.map((item) => [item.id, item]))
    expect(goesOn.get('followUp')).toMatchObject({ until: '2018-04-13', daysLeft: 364, confirmed: false })
    expect(goesOn.get('policiesUnchanged')).toMatchObject({ until: null, end: 'unstated' })
    const before = await api.getAfterExit({ params: { id: subjects[1]! }, query: { asOf: '2017-04-13' } })
    expect(before).toMatchObject({ status: 'poor', since: null, items: [] })
    const stranger = as('otherTown').getAfterExit({ params: { id: subjects[1]! }, query: {} })
    expect(await refusalOf(stranger)).toMatchObject({ status: 404, code: 'household.notFound' })
    const differences = await withTransaction(installation.db, (tx) => verifyCases(tx))
    expect(differences).toMatchObject([{ missing: 0, extra: 0 }])
    const counts = await api.countCases({ query: { region: village(1) } })
    expect(counts).toMatchObject({ open: 1, ended: 11, withdrawn: 0 })
    expect((await api.listCases({ query: { region: village(1), state: 'ended' } })).items).toHaveLength(11)
  })
})
