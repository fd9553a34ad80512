import { withTransaction } from '../../../platform/db.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { beforeEach, describe, expect, group, refusalOf, today, village } from '../../../testing.ts'
import { verifyCases } from '../fold.ts'
import { act, look, post, test } from '../testing.ts'
import { type FromSite, objectFromSite, PUBLIC_AUTHOR } from './from-site.ts'
import { lookUpObjection } from './look-up.ts'
import { aNotice, forPublic } from './testing.ts'

const region = group(village(1))

// On a later day other months of income would count.
beforeEach<{ clock: { passTo(day: string): void } }>(({ clock }) => clock.passTo(today))
const words = '他家盖了新楼，不该脱贫名单里'

function sending(notice: string, wish: Partial<FromSite> = {}): FromSite {
  return { id: uuidv7(), secret: uuidv7(), notice, row: 1, text: words, ...wish }
}

describe('an objection over the public site', () => {
  test('stands in the way until somebody of the township answers it, and its number tells the answer', async ({
    as,
    app,
    aHousehold,
    clock,
    installation,
  }) => {
    const households = [
      await aHousehold({ region, members: [{ name: '林大山' }, {}] }),
      await aHousehold({ region, members: [{ name: '林小海' }, {}] }),
    ]
    const { id: notice, cases } = await aNotice({ app, as }, households, today)
    const deps = forPublic(installation)
    const said = sending(notice, { name: '举报人甲', contact: '13900001111' })
    const { number } = await objectFromSite(deps, said)
    expect(number).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)

    const seen = await look(as('town'), cases[0]!)
    expect(seen.objections).toMatchObject([{ text: words, step: 'firstNotice', notice, upheld: null }])
    expect(seen.steps[0]!.gates.map(({ gate }) => gate)).toContain('objection')
    // The journal says only that there is one.
    const { rows } = await installation.db.pool.query<{ text: string }>(
      `select row_to_json(d)::text as text from decision d where d.kind = 'caseObjected'`,
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]!.text).toContain(PUBLIC_AUTHOR)
    expect(rows[0]!.text).not.toMatch(/新楼|举报人|13900001111/)
    const kept = await installation.db.pool.query<{ text: string }>(
      'select row_to_json(o)::text as text from objection o',
    )
    expect(kept.rows[0]!.text).not.toMatch(/新楼|举报人|13900001111/)
    expect(kept.rows[0]!.text).not.toContain(number.replaceAll(' ', ''))

    expect(await lookUpObjection(deps, number)).toMatchObject({ state: 'waiting', on: today, answers: [] })
    clock.passTo('2017-04-07')
    const unopposed = { kind: 'decided', step: 'firstNotice', outcome: 'unopposed' } as const
    expect(await refusalOf(act(as('registrar'), cases, unopposed))).toMatchObject({ code: 'case.refused' })
    const answer = {
      kind: 'answered',
      step: 'firstNotice',
      objection: seen.objections[0]!.id,
      upheld: false,
      text: '经入户核查，林大山家的新楼属于兄弟，举报人甲误会了。',
    } as const
    // Whoever posted the notice is no judge of it.
    expect(await refusalOf(act(as('registrar'), [cases[0]!], answer))).toMatchObject({ code: 'case.apart' })
    await act(as('town'), [cases[0]!], answer)
    const told = await lookUpObjection(deps, number.replaceAll(' ', '－'))
    expect(told).toMatchObject({ state: 'answered', answers: [{ upheld: false, on: '2017-04-07' }] })
    expect(told!.answers[0]!.text).toBe('经入户核查，某某家的新楼属于兄弟，某某误会了。')
    await act(as('registrar'), cases, unopposed)
    const differences = await withTransaction(installation.db, (tx) => verifyCases(tx))
    expect(differences).toMatchObject([{ missing: 0, extra: 0 }])
  })

  test('name and contact are shown to who may answer, not to who posted the notice, and to nobody else', async ({
    as,
    app,
    aHousehold,
    installation,
  }) => {
    const { id: notice, cases } = await aNotice({ app, as }, [await aHousehold({ region })], today)
    await objectFromSite(forPublic(installation), sending(notice, { name: '举报人乙', contact: '乙的电话' }))
    const toldTo = async (account: string) => (await look(as(account), cases[0]!)).objections[0]
    expect(await toldTo('town')).toMatchObject({ text: words, name: '举报人乙', contact: '乙的电话' })
    for (const account of ['registrar', 'helper', 'team', 'leader', 'audit', 'finance'])
      expect(await toldTo(account)).toMatchObject({ text: words, name: null, contact: null })
  })

  test('sent twice, or ten times at once, it is one; with other words it is refused', async ({
    as,
    app,
    aHousehold,
    installation,
  }) => {
    const { id: notice, cases } = await aNotice({ app, as }, [await aHousehold({ region })], today)
    const deps = forPublic(installation)
    const said = sending(notice)
    const answers = await Promise.all(Array.from({ length: 10 }, () => objectFromSite(deps, said)))
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1)
    expect(await objectFromSite(deps, said)).toEqual(answers[0])
    expect((await look(as('registrar'), cases[0]!)).objections).toHaveLength(1)
    expect(await refusalOf(objectFromSite(deps, { ...said, text: '另外的话' }))).toMatchObject({
      code: 'objection.differentBody',
      status: 409,
    })
  })

  test('sent for one row and then for the whole notice, or the other way round, it is refused', async ({
    as,
    app,
    aHousehold,
    installation,
  }) => {
    const households = [await aHousehold({ region }), await aHousehold({ region })]
    const { id: notice } = await aNotice({ app, as }, households, today)
    const deps = forPublic(installation)
    for (const [first, second] of [
      [1, 'whole'],
      ['whole', 1],
      [1, 2],
    ] as const) {
      const said = sending(notice, { row: first })
      await objectFromSite(deps, said)
      expect(await refusalOf(objectFromSite(deps, { ...said, row: second }))).toMatchObject({
        code: 'objection.differentBody',
        status: 409,
      })
      await objectFromSite(deps, said)
    }
  })

  test('to a whole notice it stands in the way of each of its cases', async ({
    as,
    app,
    aHousehold,
    installation,
  }) => {
    const households = [
      await aHousehold({ region }),
      await aHousehold({ region }),
      await aHousehold({ region }),
    ]
    const { id: notice, cases } = await aNotice({ app, as }, households, today)
    const registrar = as('registrar')
    await act(registrar, [cases[2]!], {
      kind: 'decided',
      step: 'firstNotice',
      outcome: 'opposed',
      reason: '重新核查',
    })
    const deps = forPublic(installation)
    const { number } = await objectFromSite(deps, sending(notice, { row: 'whole', text: '评议会没有开' }))
    const objections = await Promise.all(
      cases.map(async (id) => (await look(registrar, id)).objections.length),
    )
    expect(objections).toEqual([1, 1, 0])
    expect(await registrar.getNotice({ params: { id: notice } })).toMatchObject({
      objections: { open: 2, answered: 0 },
    })
    // Sent back to be checked anew, nobody answers any more: whoever asked is told so.
    await act(registrar, cases.slice(0, 2), {
      kind: 'decided',
      step: 'firstNotice',
      outcome: 'opposed',
      reason: '评议会补开',
    })
    expect(await lookUpObjection(deps, number)).toMatchObject({ state: 'acted', answers: [] })
    expect(await registrar.getNotice({ params: { id: notice } })).toMatchObject({
      objections: { open: 0, answered: 0 },
    })
    expect(await refusalOf(objectFromSite(deps, sending(notice)))).toMatchObject({ code: 'objection.goneOn' })
  })

  test('to a whole notice is answered for all its cases at once, and looked up once', async ({
    as,
    app,
    aHousehold,
    installation,
  }) => {
    const households = [await aHousehold({ region }), await aHousehold({ region })]
    const { id: notice, cases } = await aNotice({ app, as }, households, today)
    const deps = forPublic(installation)
    const { number } = await objectFromSite(deps, sending(notice, { row: 'whole' }))
    const objections = await Promise.all(
      cases.map(async (id) => (await look(as('town'), id)).objections[0]!.id),
    )
    const body = {
      act: {
        kind: 'answered',
        step: 'firstNotice',
        objection: objections[0]!,
        upheld: false,
        text: '已经逐户核查。',
      } as const,
      cases: cases.map((id, index) => ({ id: uuidv7(), case: id, objection: objections[index]! })),
    }
    for (let times = 0; times < 2; times++) await as('town').actOnCases({ body })
    expect(await lookUpObjection(deps, number)).toMatchObject({
      state: 'answered',
      answers: [{ upheld: false, text: '已经逐户核查。' }],
    })
    const { objections: counted } = await as('town').getNotice({ params: { id: notice } })
    expect(counted).toEqual({ open: 0, answered: 2 })
  })

  test('is refused once the notice is over, before it hangs, and without words', async ({
    as,
    app,
    aHousehold,
    clock,
    installation,
  }) => {
    const { id: notice } = await aNotice({ app, as }, [await aHousehold({ region })], today)
    const deps = forPublic(installation)
    const codeOf = async (wish: Partial<FromSite>) =>
      (await refusalOf(objectFromSite(deps, sending(notice, wish)))).code
    expect(await codeOf({ text: '  ' })).toBe('objection.text')
    expect(await codeOf({ text: '长'.repeat(2001) })).toBe('objection.text')
    expect(await codeOf({ text: '半个\ud800字' })).toBe('objection.text')
    expect(await codeOf({ name: '名'.repeat(61) })).toBe('objection.name')
    expect(await codeOf({ contact: '9'.repeat(61) })).toBe('objection.contact')
    expect(await codeOf({ row: 2 })).toBe('objection.row')
    expect(await codeOf({ row: 0 })).toBe('objection.row')
    expect(await codeOf({ notice: uuidv7() })).toBe('notice.notFound')
    clock.passTo('2017-04-30')
    expect(await codeOf({})).toBe('objection.notHanging')
    clock.passTo(today)
    const coming = await aNotice({ app, as }, [await aHousehold({ region })], '2017-05-05')
    expect(await codeOf({ notice: coming.id })).toBe('notice.notFound')
  })

  test('a number that nobody was given tells nothing', async ({ installation }) => {
    for (const number of ['', '1234', '0000 0000 0000 0000', "' or 1=1 --"])
      expect(await lookUpObjection(forPublic(installation), number)).toBeUndefined()
  })
})

test('an objection said in person lies sealed as well, and belongs to the notice that hangs', async ({
  as,
  app,
  aHousehold,
  installation,
}) => {
  const { id: notice, cases } = await aNotice({ app, as }, [await aHousehold({ region })], today)
  const objected = { kind: 'objected', step: 'firstNotice', text: '当面说的话', name: '来访人' } as const
  await act(as('registrar'), cases, objected)
  expect((await look(as('town'), cases[0]!)).objections).toMatchObject([{ name: '来访人' }])
  expect((await look(as('registrar'), cases[0]!)).objections).toMatchObject([
    { text: '当面说的话', name: null, notice, upheld: null },
  ])
  const { rows } = await installation.db.pool.query<{ text: string }>(
    `select (select string_agg(row_to_json(d)::text, '') from decision d) || (select string_agg(row_to_json(o)::text, '') from objection o)
       || coalesce((select string_agg(row_to_json(e)::text, '') from audit_event e), '') as text`,
  )
  expect(rows[0]!.text).not.toMatch(/当面说的话|来访人/)
  expect(
    await post(as('registrar'), cases, 'firstNotice', today, 7).catch(({ problem }) => problem.status),
  ).toBe(422)
})

test('an objection said in person and sent again is one, and another name or other words under its id are refused', async ({
  as,
  app,
  aHousehold,
}) => {
  const { cases } = await aNotice({ app, as }, [await aHousehold({ region })], today)
  const id = uuidv7()
  const send = (more: { text?: string; name?: string; contact?: string } = {}) =>
    as('registrar').actOnCases({
      body: {
        act: { kind: 'objected', step: 'firstNotice', text: '当面说的话', name: '来访人', ...more },
        cases: [{ id, case: cases[0]! }],
      },
    })
  await send()
  await Promise.all([send(), send({ name: ' 来访人 ' })])
  expect((await look(as('town'), cases[0]!)).objections).toMatchObject([{ name: '来访人' }])
  for (const other of [{ name: '另一人' }, { text: '别的话' }, { contact: '13900001111' }])
    expect(await refusalOf(send(other))).toMatchObject({ status: 409, code: 'case.differentBody' })
  expect((await look(as('town'), cases[0]!)).objections).toHaveLength(1)
})
