import type { Assignment } from '@lika/contract'
import { uuidv7 } from '../../../platform/uuid.ts'
import {
  type Api,
  test as base,
  describe,
  expect,
  group,
  idNumberOf,
  otherCounty,
  refusalOf,
  signIn,
  today,
} from '../../../testing.ts'
import { startAssignmentWorker, waitFor } from './testing.ts'

const test = base
  .extend('worker', { scope: 'file' }, async ({ installation }, { onCleanup }) => {
    const worker = await startAssignmentWorker(installation)
    onCleanup(() => worker.stop())
    return worker
  })
  .extend('place', { scope: 'file' }, async ({ aVillage, aHousehold, worker }) => {
    expect(worker).toBeDefined()
    const { code } = await aVillage({ status: 'expected' })
    const ids: string[] = []
    for (let index = 0; index < 4; index++) {
      const wish = { cause: index === 3 ? 'illness' : 'schooling', status: index < 2 ? 'expected' : 'poor' }
      const members = [{ name: `批${index}`, idNumber: idNumberOf(760 + index) }]
      ids.push((await aHousehold({ region: group(code), number: `B${index}`, members, ...wish })).id)
    }
    return { code, ids }
  })

const what = { fact: 'cause', value: 'illness', observedOn: today }
const reason = '入户核实'
const causes = async (api: Api, region: string) =>
  (await api.listHouseholds({ query: { region, sort: 'number' } })).items.map(({ cause }) => cause)

async function assign(api: Api, body: object, changed: number): Promise<Assignment> {
  const id = uuidv7()
  await api.startAssignment({ body: { ...what, reason, id, changed, ...body } as never })
  return waitFor(api, id)
}

describe('a fact for many households', () => {
  test('is previewed, recorded for those whom it changes, judged, and undone', async ({ api, place }) => {
    const among = { filter: { status: 'poor' } }
    const asked = { ...what, region: place.code, among }
    const preview = await api.previewAssignment({ body: asked })
    expect(preview).toMatchObject({ total: 2, changed: 1, unchanged: 1, notYet: 0 })
    expect(preview.values).toEqual(
      expect.arrayContaining([
        { value: 'schooling', count: 1 },
        { value: 'illness', count: 1 },
      ]),
    )
    expect(await causes(api, place.code)).toEqual(['schooling', 'schooling', 'schooling', 'illness'])

    const done = await assign(api, { region: place.code, among }, 1)
    expect(done).toMatchObject({ state: 'done', total: 2, changed: 1, problem: null })
    expect(await causes(api, place.code)).toEqual(['schooling', 'schooling', 'illness', 'illness'])
    const { items } = await api.listTimeline({ params: { id: place.ids[2]! } })
    expect(items[0]).toMatchObject({ facts: { cause: 'illness' }, reason, author: expect.any(String) })

    await api.undoAssignment({ params: { id: done.id }, body: { reason: '填错了' } })
    expect(await waitFor(api, done.id)).toMatchObject({ state: 'undone' })
    expect(await causes(api, place.code)).toEqual(['schooling', 'schooling', 'schooling', 'illness'])
    expect(await refusalOf(api.undoAssignment({ params: { id: done.id }, body: { reason } }))).toMatchObject({
      status: 409,
    })
  })

  test('changes verdicts and counts with it, for chosen households', async ({ api, place }) => {
    const among = { households: place.ids.slice(0, 2) }
    const body = { region: place.code, among, fact: 'waterMinutes', value: 55 }
    expect(await assign(api, body, 2)).toMatchObject({ state: 'done', changed: 2 })
    const { total } = await api.getHouseholdFacets({ query: { region: place.code, criteria: 'water.unmet' } })
    expect(total).toBe(2)
  })

  test('the same request twice is one', async ({ api, place }) => {
    const id = uuidv7()
    const body = {
      ...what,
      region: place.code,
      among: { households: [place.ids[0]!] },
      id,
      reason,
      changed: 1,
    }
    await api.startAssignment({ body })
    expect((await api.startAssignment({ body })).id).toBe(id)
    expect(await refusalOf(api.startAssignment({ body: { ...body, value: 'disability' } }))).toMatchObject({
      status: 409,
    })
    expect(await waitFor(api, id)).toMatchObject({ state: 'done' })
    await api.undoAssignment({ params: { id }, body: { reason } })
    expect(await waitFor(api, id)).toMatchObject({ state: 'undone' })
  })

  test('what has changed since the preview stops it, and nothing is stored', async ({ api, place }) => {
    const body = { ...what, region: place.code, among: { filter: {} }, id: uuidv7(), reason, changed: 1 }
    expect(await refusalOf(api.startAssignment({ body }))).toMatchObject({
      status: 409,
      field: 'changed',
      expected: 3,
    })
    expect(await causes(api, place.code)).toEqual(['schooling', 'schooling', 'schooling', 'illness'])
  })

  test('households that were not registered on the day are left out, and said so', async ({ api, place }) => {
    const body = { ...what, region: place.code, among: { filter: {} }, observedOn: '2015-01-01' }
    expect(await api.previewAssignment({ body })).toMatchObject({ total: 4, changed: 0, notYet: 4 })
    const start = { ...body, id: uuidv7(), reason, changed: 0 }
    expect(await refusalOf(api.startAssignment({ body: start }))).toMatchObject({
      status: 422,
      code: 'assignment.nothing',
    })
  })

  const wrong: readonly [string, object, string][] = [
    ['a fact that there is not', { fact: 'happiness' }, 'fact'],
    ['a status, which people decide', { fact: 'status', value: 'exited' }, 'fact'],
    ['an amount of a period', { fact: 'wageIncome', value: '100.00' }, 'fact'],
    ['a telephone number', { fact: 'phone', value: '13800000000' }, 'fact'],
    ['a code that the list does not have', { value: 'sloth' }, 'value'],
    ['a day to come', { observedOn: '2018-01-01' }, 'observedOn'],
  ]
  for (const [name, change, field] of wrong) {
    test(`${name} is refused, with the field`, async ({ api, place }) => {
      const body = { ...what, region: place.code, among: { filter: {} }, ...change }
      const refusal = await refusalOf(api.previewAssignment({ body }))
      expect([refusal.status, refusal.field]).toEqual([422, field])
    })
  }

  test('a stranger reaches nobody, sees nothing, and is told that there is nothing', async ({
    api,
    as,
    place,
  }) => {
    const done = await assign(api, { region: place.code, among: { households: [place.ids[1]!] } }, 1)
    const other = as('otherCounty')
    expect(
      await refusalOf(
        other.previewAssignment({ body: { ...what, region: place.code, among: { filter: {} } } }),
      ),
    ).toMatchObject({ status: 404 })
    const own = { ...what, region: otherCounty, among: { households: place.ids } }
    expect(await other.previewAssignment({ body: own })).toMatchObject({ total: 0 })
    const nobody = await refusalOf(other.getAssignment({ params: { id: uuidv7() } }))
    for (const call of [
      () => other.getAssignment({ params: { id: done.id } }),
      () => other.undoAssignment({ params: { id: done.id }, body: { reason } }),
      () => other.cancelAssignment({ params: { id: done.id } }),
    ]) {
      expect(await refusalOf(call())).toMatchObject({ status: 404, code: nobody.code })
    }
    expect((await other.listAssignments({ query: { region: '4505' } })).items).toEqual([])
    expect((await api.listAssignments({ query: { region: '450521' } })).items.map(({ id }) => id)).toContain(
      done.id,
    )
    for (const account of ['leader', 'audit']) {
      const body = { ...what, region: place.code, among: { filter: {} } }
      expect(await refusalOf(as(account).previewAssignment({ body }))).toMatchObject({ status: 403 })
    }
  })

  test('imports neither list it nor take it for one of theirs', async ({ app, api, place }) => {
    const [some] = (await api.listAssignments({ query: { region: place.code } })).items
    const cookie = await signIn(app, 'county')
    const get = async (url: string) => (await app.inject({ method: 'GET', url, headers: { cookie } })).json()
    expect((await get('/api/imports?region=450521')).items).toEqual([])
    expect((await get(`/api/imports/${some!.id}`)).code).toBe('import.notFound')
  })
})
