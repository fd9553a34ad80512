// SR-09 is held twice. Here row-level security is out of the way, because requests work as the owner of the tables: what
// an officer of another town does not see now is kept by the query layer alone.
import { uuidv7 } from './platform/uuid.ts'
import type { BuiltHousehold } from './testing/subjects.ts'
import {
  type Api,
  test as base,
  county,
  describe,
  expect,
  idNumberOf,
  otherTown,
  refusalOf,
  send,
  serverOf,
  signIn,
  town,
  village,
} from './testing.ts'

const idNumber = idNumberOf(4_321)
const test = base
  .extend('app', { scope: 'file' }, async ({ installation }, { onCleanup }) => {
    const app = await serverOf({ ...installation, requestDb: installation.db })
    onCleanup(() => app.close())
    return app
  })
  .extend('theirs', { scope: 'file' }, ({ aHousehold }) =>
    aHousehold({ region: village(1), members: [{ name: '金丝雀', idNumber }] }),
  )

const observed = { observedOn: '2017-03-01' }
const moved = { effectiveOn: '2017-03-01', reason: '搬迁' }

/** Whatever speaks of one subject. */
const ofOneSubject: Readonly<Record<string, (api: Api, theirs: BuiltHousehold) => Promise<unknown>>> = {
  'the page of a household': (api, { id }) => api.getHousehold({ params: { id } }),
  'its timeline': (api, { id }) => api.listTimeline({ params: { id }, query: {} }),
  'a record of it': (api, { id }) =>
    api.appendRecord({
      body: {
        id: uuidv7(),
        subjectKind: 'household',
        subjectId: id,
        ...observed,
        facts: { waterMinutes: 9 },
      },
    }),
  'a member more': (api, { id }) =>
    api.addMember({
      params: { id },
      body: { id: uuidv7(), ...observed, reason: '出生', facts: { name: '李小', relation: 'child' } },
    }),
  'a move of it': (api, { id }) =>
    api.applyOperation({
      body: {
        id: uuidv7(),
        kind: 'moveHousehold',
        ...moved,
        householdId: id,
        toRegion: village(1, otherTown),
      },
    }),
  'a number of a member': (api, { members }) =>
    api.unmaskFact({
      body: {
        id: uuidv7(),
        subjectKind: 'person',
        subjectId: members[0]!,
        fact: 'idNumber',
        purpose: '核对',
      },
    }),
}

describe('without row-level security an officer of another town', () => {
  for (const [what, ask] of Object.entries(ofOneSubject))
    test(`is told that there is nothing of one subject: ${what}`, async ({ as, theirs, db }) => {
      const count = async () =>
        (await db.pool.query('select count(*)::int as n from record')).rows[0].n as number
      const before = await count()
      expect(await refusalOf(ask(as('otherTown'), theirs))).toMatchObject({ status: 404 })
      expect(await count()).toBe(before)
    })

  test('is told that there is nothing of one subject: the file of a member', async ({ app, theirs }) => {
    const { statusCode } = await send(app, {
      method: 'POST',
      url: `/api/persons/${theirs.members[0]}/file`,
      headers: { cookie: await signIn(app, 'otherTown') },
      payload: { purpose: '本人申请' },
    })
    expect(statusCode).toBe(404)
  })

  test('finds it in no list, by no search', async ({ as, theirs, aHousehold }) => {
    const own = await aHousehold({ region: village(1, otherTown) })
    const api = as('otherTown')
    const listed = await api.listHouseholds({ query: { region: county } })
    expect(listed.items.map(({ id }) => id)).toEqual([own.id])
    for (const text of ['金丝雀', idNumber]) {
      const found = await api.search({ body: { text, region: otherTown } })
      expect(JSON.stringify(found), text).not.toContain(theirs.id)
    }
    expect((await api.listHouseholds({ query: { region: county, search: '金丝雀' } })).items).toEqual([])
    expect((await api.listHouseholds({ query: { region: town } })).items).toEqual([])
  })

  test('is told that there is no such region', async ({ as }) => {
    const api = as('otherTown')
    for (const ask of [
      () => api.getSummary({ query: { region: town } }),
      () => api.getQuality({ query: { region: town } }),
      () => api.listContradictions({ query: { region: town } }),
    ])
      expect(await refusalOf(ask())).toMatchObject({ status: 404, field: 'region' })
  })
})
