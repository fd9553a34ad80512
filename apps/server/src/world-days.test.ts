import { differencesOf } from './cli/database.ts'
import { createDayGate } from './platform/day-gate.ts'
import { uuidv7 } from './platform/uuid.ts'
import { test as base, describe, expect, group, refusalOf, today, village } from './testing.ts'

/** The day of a demo world that holds nothing but what a test puts into it. */
const test = base.extend('world', { scope: 'file' }, async ({ installation }) => {
  const begin = () =>
    installation.db.pool.query(
      `insert into setting (key, value) values ('world', $1) on conflict (key) do update set value = excluded.value`,
      [{ name: 'county', today }],
    )
  return { begin }
})

describe('days of a demo world', () => {
  test('without a demo world there is no such thing', async ({ api, as }) => {
    for (const account of [api, as('registrar')]) {
      expect(await refusalOf(account.passDays({ body: { day: '2017-04-07' } }))).toMatchObject({
        status: 404,
        code: 'world.none',
      })
      expect(await refusalOf(account.getWorldDay())).toMatchObject({ status: 404 })
    }
  })

  test('they pass forward only, and 400 at most at once', async ({ api, world }) => {
    await world.begin()
    for (const day of ['2017-03-30', '2018-05-06'])
      expect(await refusalOf(api.passDays({ body: { day } }))).toMatchObject({
        status: 422,
        code: 'world.day',
        field: 'day',
        value: day,
      })
    expect(await api.getWorldDay()).toEqual({ day: today, passing: null })
  })

  test('they wait for long work that is under way', async ({ api, db, world }) => {
    await world.begin()
    const id = uuidv7()
    await db.pool.query(`insert into job_progress (id, kind, state) values ($1, 'imports.work', 'running')`, [
      id,
    ])
    expect(await refusalOf(api.passDays({ body: { day: '2017-04-01' } }))).toMatchObject({
      status: 409,
      code: 'world.jobs',
    })
    await db.pool.query('delete from job_progress where id = $1', [id])
    expect((await api.getWorldDay()).day).toBe(today)
  })

  test('what grows old meanwhile turns undetermined; counts and verdicts are those of the new day', async ({
    api,
    as,
    aHousehold,
    installation,
    world,
  }) => {
    await world.begin()
    const { id } = await aHousehold({ region: group(village(1)), members: 3, observedOn: '2016-12-01' })
    const outcome = async () =>
      (await api.getHousehold({ params: { id } })).verdicts.find(({ set }) => set === 'household-exit')
        ?.outcome
    expect(await outcome()).toBe('met')
    expect(await api.passDays({ body: { day: '2017-04-07' } })).toEqual({ day: '2017-04-07', passing: null })
    expect((await api.getSession()).today).toBe('2017-04-07')
    expect(await outcome()).toBe('met')
    // A change that is sent while days pass is judged by the day on which it arrives.
    const [passed, recorded] = await Promise.all([
      api.passDays({ body: { day: '2018-05-01' } }),
      as('registrar').appendRecord({
        body: {
          id: uuidv7(),
          subjectKind: 'household',
          subjectId: id,
          observedOn: '2017-04-07',
          facts: { televisionOwned: true },
        },
      }),
    ])
    expect(passed.day).toBe('2018-05-01')
    expect(recorded).toBeTruthy()
    expect(await outcome()).toBe('undetermined')
    const differences = await differencesOf(installation, () => {})
    expect(differences.filter(({ missing, extra }) => missing + extra > 0)).toEqual([])
    const summary = await api.getSummary({ query: { region: village(1) } })
    expect(summary).toMatchObject({ date: '2018-05-01', households: 1 })
    const { rows } = await installation.db.pool.query(
      `select value ->> 'today' as today from setting where key = 'world'`,
    )
    expect(rows).toEqual([{ today: '2018-05-01' }])
  })

  test('it is written down who let them pass', async ({ db }) => {
    const { rows } = await db.pool.query(
      `select detail ->> 'from' as "from", detail ->> 'to' as "to" from audit_event
       where action = 'passDays' and kind = 'change' and result = 'done' and detail ? 'to' order by at`,
    )
    expect(rows).toContainEqual({ from: today, to: '2017-04-07' })
  })
})

describe('while days pass', () => {
  test('changes wait from the beginning, reading goes on until the day turns', async () => {
    const gate = createDayGate({ request: 1_000, drain: 1_000 })
    const seen: string[] = []
    const leaveChange = await gate.arrive('change')
    const holding = gate.hold('changes').then(() => seen.push('held'))
    const late = gate.arrive('change').then(() => seen.push('change'))
    const leaveRead = await gate.arrive('read')
    expect(seen).toEqual([])
    leaveChange()
    leaveChange()
    await holding
    const turning = gate.hold('all').then(() => seen.push('turned'))
    const lateRead = gate.arrive('read').then(() => seen.push('read'))
    leaveRead()
    await turning
    expect(seen).toEqual(['held', 'turned'])
    gate.release()
    await Promise.all([late, lateRead])
    expect(seen.toSorted()).toEqual(['change', 'held', 'read', 'turned'])
  })

  test('who waits too long is asked to come again, and so is who cannot let them pass', async () => {
    const gate = createDayGate({ request: 20, drain: 20 })
    const leave = await gate.arrive('change')
    await expect(gate.hold('changes')).rejects.toMatchObject({ status: 503 })
    await expect(gate.arrive('change')).rejects.toMatchObject({ status: 503 })
    gate.release()
    leave()
    await gate.arrive('change')
  })
})
