import { uuidv7 } from '../../../platform/uuid.ts'
import { type Api, expect, refusalOf, test } from '../../../testing.ts'

const page = 'households' as const
type Body = Parameters<Api['saveView']>[0]['body']
const body = (name: string, shared = false): Body => ({
  page,
  name,
  shared,
  search: {
    status: 'expected',
    criteria: 'water.unmet',
    columns: 'size,fact.waterMinutes',
    region: '450521',
  },
})
const save = (api: Api, id: string, view: Body) => api.saveView({ params: { id }, body: view })
const names = async (api: Api) => (await api.listViews({ query: { page } })).items.map(({ name }) => name)

test('a view is saved without region and date, renamed, replaced, deleted and brought back', async ({
  api,
}) => {
  const id = uuidv7()
  const saved = await save(api, id, body(' 缺水户 '))
  expect(saved).toMatchObject({ name: '缺水户', isOwn: true, shared: false })
  expect(saved.search).toEqual({
    status: 'expected',
    criteria: 'water.unmet',
    columns: 'size,fact.waterMinutes',
  })
  await save(api, id, { ...body('预脱贫缺水户'), search: { ...body('').search, sort: '-size' } })
  expect(await names(api)).toEqual(['预脱贫缺水户'])
  const gone = await api.deleteView({ params: { id } })
  expect(await names(api)).toEqual([])
  await save(api, id, {
    page,
    name: gone.name,
    search: { ...gone.search, region: '450521' },
    shared: gone.shared,
  })
  expect((await api.listViews({ query: { page } })).items[0]?.search.sort).toBe('-size')
})

test('a name is borne once by each account', async ({ api, as }) => {
  await save(api, uuidv7(), body('重名'))
  expect(await refusalOf(save(api, uuidv7(), body('重名')))).toMatchObject({ status: 409, field: 'name' })
  await save(as('otherCounty'), uuidv7(), body('重名'))
})

test('a shared view is seen within the region of its owner, and changed by its owner alone', async ({
  api,
  as,
}) => {
  const id = uuidv7()
  await save(api, id, body('县里共享', true))
  expect(await names(as('town'))).toContain('县里共享')
  expect(await names(as('registrar'))).toContain('县里共享')
  for (const stranger of ['otherCounty', 'city']) expect(await names(as(stranger))).not.toContain('县里共享')
  const [seen] = (await as('town').listViews({ query: { page } })).items.filter((view) => view.id === id)
  expect(seen).toMatchObject({ isOwn: false, shared: true })
  const nobody = await refusalOf(as('town').deleteView({ params: { id: uuidv7() } }))
  const calls = [() => as('town').deleteView({ params: { id } }), () => save(as('town'), id, body('夺走'))]
  for (const call of calls) {
    expect(await refusalOf(call())).toMatchObject({ status: 404, code: nobody.code })
  }
})

test('whoever is not signed in has no views', async ({ stranger }) => {
  expect(await refusalOf(stranger.listViews({ query: { page } }))).toMatchObject({ status: 401 })
})

test('a view that is no filter of the list is refused', async ({ api }) => {
  const refusal = await refusalOf(save(api, uuidv7(), { ...body('坏'), search: { 'a b': 'x' } as never }))
  expect(refusal.status).toBe(400)
})
