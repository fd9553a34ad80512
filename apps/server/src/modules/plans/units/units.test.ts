import { uuidv7 } from '../../../platform/uuid.ts'
import { county, describe, expect, otherCounty, refusalOf, test } from '../../../testing.ts'
import { aPlan, aTask, placeOf } from '../testing.ts'

test('who does not see the plan is told that there is none, and who may not work on it may not name a unit', async ({
  api,
  as,
}) => {
  const { id } = await aPlan(api)
  const body = { name: '县水利局', newUnit: uuidv7() }
  for (const account of ['otherCounty'] as const) {
    expect(await refusalOf(as(account).listPlanUnits({ params: { id } }))).toMatchObject({ status: 404 })
    expect(await refusalOf(as(account).nameUnit({ params: { id }, body }))).toMatchObject({ status: 404 })
  }
  expect(await refusalOf(as('leader').nameUnit({ params: { id }, body }))).toMatchObject({ status: 403 })
  const upper = await aPlan(as('city'), { region: '4505' })
  expect(await refusalOf(api.nameUnit({ params: { id: upper.id }, body }))).toMatchObject({
    status: 403,
    code: 'plan.notYours',
  })
})

describe('units of a plan', () => {
  test('are listed with their departments and the number of their tasks, before anything is accepted', async ({
    api,
  }) => {
    const { id } = await aPlan(api)
    const { items } = await api.listPlanUnits({ params: { id } })
    expect(items.map(({ name, department }) => [name, department?.key])).toEqual(
      expect.arrayContaining([
        ['县水利局', 'water'],
        ['县财政局', 'finance'],
        ['县扶贫办', 'poverty'],
        ['县卫计局', 'health'],
      ]),
    )
    expect(items.every(({ tasks, unit }) => tasks > 0 && unit === null)).toBe(true)
  })

  test('one that the register lacks is entered, and tasks that were accepted before are its own', async ({
    api,
    as,
    db,
  }) => {
    const { id } = await aPlan(api)
    const task = uuidv7()
    await api.decideStatements({
      params: { id },
      body: {
        decisions: [
          { id: task, kind: 'task', decision: 'accepted', place: placeOf('完成水源点建设'), task: aTask },
        ],
      },
    })
    const newUnit = uuidv7()
    const named = await api.nameUnit({ params: { id }, body: { name: '县水利局', newUnit } })
    expect(named).toMatchObject({ unit: { id: newUnit, name: '县水利局' }, department: { key: 'water' } })
    // Sent again, it is answered again.
    expect(await api.nameUnit({ params: { id }, body: { name: '县水利局', newUnit } })).toEqual(named)
    expect(await unitOf(db, task, '县水利局')).toBe(newUnit)
    const { items } = await as('security').listUnits({ query: { region: county, search: '县水利局' } })
    expect(items).toMatchObject([{ id: newUnit, kind: 'sector', region: { code: county } }])
    const changes = await db.pool.query(`select kind, made_by from access_change where unit_id = $1`, [
      newUnit,
    ])
    expect(changes.rows).toMatchObject([{ kind: 'unitAdded' }])
  })

  test('a name is said to mean a unit, for all plans of the region, and the word is taken back', async ({
    api,
    as,
    db,
  }) => {
    const { id } = await aPlan(api)
    const other = await aPlan(api)
    const task = uuidv7()
    await api.decideStatements({
      params: { id: other.id },
      body: {
        decisions: [
          { id: task, kind: 'task', decision: 'accepted', place: placeOf('完成水源点建设'), task: aTask },
        ],
      },
    })
    const unit = uuidv7()
    await as('security').addUnit({
      body: { id: unit, kind: 'office', name: '合浦县乡村中心', region: county, reason: '新设单位' },
    })
    const named = await api.nameUnit({ params: { id }, body: { name: '县扶贫办', unit } })
    expect(named.unit).toEqual({ id: unit, name: '合浦县乡村中心' })
    expect(await unitOf(db, task, '县扶贫办')).toBe(unit)
    const taken = await api.nameUnit({ params: { id }, body: { name: '县扶贫办', unit: null } })
    expect(taken).toMatchObject({ unit: null, department: { key: 'poverty' } })
    expect(await unitOf(db, task, '县扶贫办')).toBeNull()
  })

  test('a name that the plan does not hold, a unit of elsewhere, and both or neither are refused', async ({
    api,
    as,
  }) => {
    const { id } = await aPlan(api)
    const elsewhere = uuidv7()
    await as('security').addUnit({
      body: {
        id: elsewhere,
        kind: 'sector',
        name: '铁山港区水利局',
        region: otherCounty,
        reason: '新设单位',
      },
    })
    const say = (body: { name: string; unit?: string | null; newUnit?: string }) =>
      refusalOf(api.nameUnit({ params: { id }, body }))
    expect(await say({ name: '县公安局', newUnit: uuidv7() })).toMatchObject({
      status: 404,
      code: 'plan.unitNotNamed',
      field: 'name',
    })
    for (const unit of [elsewhere, uuidv7()])
      expect(await say({ name: '县扶贫办', unit })).toMatchObject({ status: 404, code: 'unit.notFound' })
    for (const body of [{ unit: null, newUnit: uuidv7() }, {}])
      expect(await say({ name: '县扶贫办', ...body })).toMatchObject({ status: 422, code: 'plan.oneUnit' })
    expect(await say({ name: '县', newUnit: uuidv7() })).toMatchObject({
      status: 422,
      code: 'plan.unitNameLength',
    })
  })
})

async function unitOf(db: { pool: { query: (...args: never[]) => unknown } }, task: string, name: string) {
  const query = db.pool.query as unknown as (
    text: string,
    values: string[],
  ) => Promise<{ rows: { unit_id: string | null }[] }>
  const { rows } = await query.call(
    db.pool,
    'select unit_id from task_unit where task_id = $1 and name = $2',
    [task, name],
  )
  return rows[0]?.unit_id
}
