import { uuidv7 } from '../../platform/uuid.ts'
import { county, describe, expect, otherCounty, otherTown, refusalOf, test, town } from '../../testing.ts'
import { aPlan, planText } from './testing.ts'

describe('filing a plan', () => {
  test('what was read stands beside the text, each at its place', async ({ api }) => {
    const plan = await aPlan(api)
    expect(plan).toMatchObject({
      region: { code: county, name: '合浦县' },
      title: '合浦县2017年农村饮水工作方案',
      accepted: { targets: 0, tasks: 0, fundLines: 0 },
      versions: [{ version: 1, fileName: null, reason: null, by: 'county' }],
      ended: false,
    })
    const [document] = plan.documents
    expect(document).toMatchObject({ part: 0, decided: 0, errors: expect.any(Number) })
    const part = await api.getPlanPart({ params: { id: plan.id, part: '0' } })
    expect(part.text).toBe(planText)
    expect(part.targets.length + part.tasks.length + part.fundLines.length).toBe(document!.proposals)
    const whole = part.targets.find(({ value }) => value === '1200')
    expect(whole).toMatchObject({ unit: '户', to: '2017-12-31' })
    expect(planText.slice(...whole!.range)).toContain('1200户')
    const parts = part.targets.filter(({ region }) => region !== null)
    expect(parts.map(({ regionCode }) => regionCode)).toContain(otherTown)
    expect(part.tasks.flatMap(({ lead }) => lead.map(({ name }) => name))).toContain('县水利局')
    for (const { range } of [...part.tasks, ...part.fundLines, ...part.quantities])
      expect(range[0] >= 0 && range[0] < range[1] && range[1] <= planText.length).toBe(true)
  })

  test('the same plan sent twice is one, and another body under its id is refused', async ({ api, as }) => {
    const id = uuidv7()
    const first = await aPlan(api, { id })
    expect(await aPlan(api, { id })).toEqual(first)
    for (const other of [{ text: `${planText}。` }, { region: town }])
      expect(await refusalOf(aPlan(api, { id, ...other }))).toMatchObject({
        status: 409,
        code: 'plan.differentBody',
      })
    expect(await refusalOf(aPlan(as('otherCounty'), { id, region: otherCounty }))).toMatchObject({
      status: 409,
    })
  })

  test('several who send it at once are told of one plan', async ({ api }) => {
    const id = uuidv7()
    const answers = await Promise.all(Array.from({ length: 5 }, () => aPlan(api, { id })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  test('a region that is not there, or not one’s own, is not found', async ({ api, as }) => {
    for (const region of ['450599', otherCounty, '4505', 'all'])
      expect(await refusalOf(aPlan(api, { region })), region).toMatchObject({
        status: 404,
        code: 'region.notFound',
        field: 'region',
      })
    expect(await refusalOf(aPlan(as('registrar'), { region: county }))).toMatchObject({ status: 403 })
  })
})

describe('who reads it', () => {
  test('a plan of the city is read by the county, which cannot work on it', async ({ api, as }) => {
    const { id } = await aPlan(as('city'), { region: '4505' })
    expect(await api.getPlan({ params: { id } })).toMatchObject({ id, region: { code: '4505' } })
    const { items } = await api.listPlans({ query: { region: county } })
    expect(items.map((plan) => plan.id)).toContain(id)
    expect(
      await refusalOf(
        api.addPlanVersion({ params: { id }, body: { version: 2, text: '改', reason: '更正' } }),
      ),
    ).toMatchObject({ status: 403, code: 'plan.notYours' })
    expect(
      await refusalOf(
        api.changePlan({ params: { id }, body: { id: uuidv7(), ended: true, reason: '撤下' } }),
      ),
    ).toMatchObject({ status: 403, code: 'plan.notYours' })
  })

  test('a village reads the plan of its county, and may not file one', async ({ api, as }) => {
    const { id } = await aPlan(api)
    expect(await as('registrar').getPlan({ params: { id } })).toMatchObject({ id })
    expect(
      await refusalOf(
        as('registrar').changePlan({ params: { id }, body: { id: uuidv7(), ended: true, reason: '撤下' } }),
      ),
    ).toMatchObject({ status: 403 })
  })

  test('of another county it is not found, and in no list', async ({ api, as }) => {
    const { id } = await aPlan(api)
    const stranger = as('otherCounty')
    const asked = [
      () => stranger.getPlan({ params: { id } }),
      () => stranger.getPlanPart({ params: { id, part: '0' } }),
      () => stranger.comparePlanVersions({ params: { id }, query: { from: '1', to: '1' } }),
      () => stranger.addPlanVersion({ params: { id }, body: { version: 2, text: '改', reason: '更正' } }),
      () => stranger.changePlan({ params: { id }, body: { id: uuidv7(), ended: true, reason: '撤下' } }),
      () =>
        stranger.decideStatements({
          params: { id },
          body: { decisions: [{ id: uuidv7(), kind: 'target', decision: 'rejected' }] },
        }),
    ]
    for (const call of asked)
      expect(await refusalOf(call())).toMatchObject({ status: 404, code: 'plan.notFound' })
    const { items } = await stranger.listPlans({ query: { region: otherCounty } })
    expect(items.map((plan) => plan.id)).not.toContain(id)
    expect(await refusalOf(stranger.listPlans({ query: { region: county } }))).toMatchObject({ status: 404 })
    expect(await refusalOf(aPlan(stranger, { region: otherCounty, above: id }))).toMatchObject({
      status: 404,
      field: 'above',
    })
  })
})

describe('what was read', () => {
  test('is read again by whoever looks, when the reader has learned something since', async ({
    api,
    as,
    db,
  }) => {
    const plan = await aPlan(api)
    const outdated = async () =>
      db.pool.query(
        `update plan_reading set reader = '0', title = '旧题目', read = '{}' where plan_id = $1`,
        [plan.id],
      )
    await outdated()
    expect(await as('registrar').getPlan({ params: { id: plan.id } })).toEqual(plan)
    await outdated()
    const parts = await Promise.all(
      ['registrar', 'town', 'county', 'leader'].map((account) =>
        as(account).getPlanPart({ params: { id: plan.id, part: '0' } }),
      ),
    )
    for (const part of parts) expect(part).toEqual(parts[0])
    expect(parts[0]!.title).toBe(plan.title)
    expect(await refusalOf(api.getPlanPart({ params: { id: plan.id, part: '7' } }))).toMatchObject({
      status: 404,
      code: 'plan.partNotFound',
    })
  })

  test('of a township is not found by the next one, and is by the county', async ({ api, as }) => {
    const { id } = await aPlan(as('town'), { region: town })
    expect(await api.getPlan({ params: { id } })).toMatchObject({ id })
    expect(await refusalOf(as('otherTown').getPlan({ params: { id } }))).toMatchObject({ status: 404 })
  })
})

describe('the list', () => {
  test('comes page by page, the newest first, and finds a title', async ({ as }) => {
    const other = as('otherCounty')
    const ids: string[] = []
    for (let number = 0; number < 33; number++)
      ids.unshift(
        (await aPlan(other, { region: otherCounty, text: `铁山港区第${number}号通知\n一、做好工作。` })).id,
      )
    const first = await other.listPlans({ query: { region: otherCounty } })
    expect(first.items).toHaveLength(30)
    const second = await other.listPlans({ query: { region: otherCounty, cursor: first.next! } })
    const seen = [...first.items, ...second.items].map(({ id }) => id).filter((id) => ids.includes(id))
    expect(seen).toEqual(ids)
    const { items } = await other.listPlans({ query: { region: otherCounty, search: '第17号' } })
    expect(items.map(({ title }) => title)).toEqual(['铁山港区第17号通知'])
    expect(await refusalOf(other.listPlans({ query: { region: otherCounty, cursor: 'x' } }))).toMatchObject({
      status: 400,
    })
  })
})

describe('the plan above', () => {
  test('is one of the same region or above, and never one below', async ({ api, as }) => {
    const upper = await aPlan(as('city'), { region: '4505' })
    const lower = await aPlan(api, { above: upper.id })
    expect(lower.above).toEqual({
      id: upper.id,
      title: upper.title,
      region: { code: '4505', name: '北海市' },
    })
    expect(
      await refusalOf(
        as('city').changePlan({
          params: { id: upper.id },
          body: { id: uuidv7(), above: lower.id, reason: '指明上级' },
        }),
      ),
    ).toMatchObject({ status: 422, code: 'plan.above', field: 'above' })
    const twin = await aPlan(api)
    const named = { id: uuidv7(), above: twin.id, reason: '年度计划' }
    const changed = await api.changePlan({ params: { id: lower.id }, body: named })
    expect(changed.above).toMatchObject({ id: twin.id })
    expect(await api.changePlan({ params: { id: lower.id }, body: named })).toEqual(changed)
    expect(
      await refusalOf(
        api.changePlan({ params: { id: twin.id }, body: { id: uuidv7(), above: lower.id, reason: '指明' } }),
      ),
    ).toMatchObject({ code: 'plan.above' })
    const none = await api.changePlan({
      params: { id: lower.id },
      body: { id: uuidv7(), above: null, reason: '弄错了' },
    })
    expect(none.above).toBeNull()
  })
})

describe('versions', () => {
  test('come one after the other, each with a reason', async ({ api }) => {
    const { id } = await aPlan(api)
    const text = planText.replace('需补助资金600万元', '需补助资金610万元')
    const body = { version: 2, text, reason: '更正补助资金' }
    const plan = await api.addPlanVersion({ params: { id }, body })
    expect(plan.versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, '更正补助资金'],
      [1, null],
    ])
    expect(await api.addPlanVersion({ params: { id }, body })).toEqual(plan)
    for (const version of [2, 4])
      expect(
        await refusalOf(
          api.addPlanVersion({ params: { id }, body: { version, text: `${text}！`, reason: '更正' } }),
        ),
      ).toMatchObject({ status: 409, code: 'plan.version', value: version, expected: 3 })
    expect(
      await refusalOf(api.addPlanVersion({ params: { id }, body: { version: 3, text, reason: '更正' } })),
    ).toMatchObject({ status: 422, code: 'plan.sameText' })
    const old = await api.getPlanPart({ params: { id, part: '0' }, query: { version: '1' } })
    expect(old.text).toBe(planText)
    expect(await refusalOf(api.getPlan({ params: { id }, query: { version: '3' } }))).toMatchObject({
      status: 404,
      code: 'plan.versionNotFound',
    })
    const compared = await api.comparePlanVersions({ params: { id }, query: { from: '1', to: '2' } })
    expect(compared.changes.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '600', leftOut: 0 },
      { kind: 'added', text: '610', leftOut: 0 },
    ])
  })
})
