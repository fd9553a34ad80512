import type { Job } from '@lika/contract'
import Type from 'typebox'
import { withTransaction } from '../../platform/db.ts'
import { defineJob, enqueue } from '../../platform/jobs.ts'
import { describe, expect, send, signIn, test } from '../../testing.ts'

const work = defineJob('tests.work', Type.Object({}), async () => undefined)

describe('long work', () => {
  test('is seen by whoever started it, by officers of its region, and by nobody else', async ({
    app,
    db,
  }) => {
    const accounts = await db.selectFrom('account').select(['id', 'name']).execute()
    const idOf = (name: string) => accounts.find((account) => account.name === name)!.id
    const start = (madeBy: string, about?: Record<string, string>) =>
      withTransaction(db, (tx) =>
        enqueue(tx, work, {}, { madeBy: idOf(madeBy), ...(about ? { about } : {}) }),
      )
    const ofTown = await start('town', { region: '450521111', fileName: '名单.xlsx' })
    const ofRegistrar = await start('registrar')
    const call = async (account: string, method: 'GET' | 'POST', url: string) => {
      const cookie = await signIn(app, account)
      const answer = await send(app, { method, url, headers: { cookie } })
      return { status: answer.statusCode, body: answer.json() }
    }
    const ids = async (account: string, of = 'own') =>
      ((await call(account, 'GET', `/api/jobs?of=${of}`)).body.items as Job[]).map(({ id }) => id)

    expect(await ids('town')).toEqual([ofTown])
    expect(await ids('county')).toEqual([])
    expect((await ids('county', 'region')).toSorted()).toEqual([ofTown, ofRegistrar].toSorted())
    // Of another county, and of the county without the permission.
    expect(await ids('otherCounty', 'region')).toEqual([])
    expect(await ids('registrar', 'region')).toEqual([ofRegistrar])

    const [own] = (await call('town', 'GET', '/api/jobs')).body.items
    expect(own).toMatchObject({
      kind: 'tests.work',
      state: 'waiting',
      isOwn: true,
      result: { fileName: '名单.xlsx' },
    })
    for (const account of ['otherCounty', 'registrar']) {
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/cancel'],
      ] as const) {
        const { status, body } = await call(account, method, `/api/jobs/${ofTown}${path}`)
        expect([account, status, body.code]).toEqual([account, 404, 'job.notFound'])
      }
    }
    expect((await call('county', 'POST', `/api/jobs/${ofTown}/cancel`)).body).toMatchObject({
      cancelRequested: true,
      isOwn: false,
    })
    const nobody = await send(app, { method: 'GET', url: '/api/jobs' })
    expect(nobody.statusCode).toBe(401)
  })

  test('that has ended is seen once for all browsers of its account, by nobody else, and not before', async ({
    app,
    db,
  }) => {
    const { id: town } = await db
      .selectFrom('account')
      .select('id')
      .where('name', '=', 'town')
      .executeTakeFirstOrThrow()
    const ids: string[] = []
    for (const state of ['done', 'failed', 'running']) {
      const id = await withTransaction(db, (tx) => enqueue(tx, work, {}, { madeBy: town }))
      await db.pool.query('update job_progress set state = $2 where id = $1', [id, state])
      ids.push(id)
    }
    const see = async (account: string) => {
      const headers = { cookie: await signIn(app, account) }
      const answer = await send(app, { method: 'POST', url: '/api/jobs/seen', headers, payload: { ids } })
      return (answer.json() as { ids: string[] }).ids.toSorted()
    }
    expect(await see('county')).toEqual([])
    expect(await see('town')).toEqual(ids.slice(0, 2).toSorted())
    expect(await see('town')).toEqual(ids.slice(0, 2).toSorted())
    const headers = { cookie: await signIn(app, 'town') }
    const list = (await send(app, { method: 'GET', url: '/api/jobs', headers })).json().items as Job[]
    expect(ids.map((id) => list.find((job) => job.id === id)?.seen)).toEqual([true, true, false])
  })
})
