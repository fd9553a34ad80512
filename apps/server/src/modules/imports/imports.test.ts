import type { HouseholdRow } from '@lika/contract'
import { describe, expect, familyRows, sheetOf, test, village } from './testing.ts'

describe('importing a sheet of households', () => {
  test('a sheet is checked, previewed, committed and undone', async ({ clerk, db }) => {
    const rows = [...familyRows('A001', 3, { 取水时间: '25', 通生活用电: '是' }), ...familyRows('A002', 2)]
    const checked = await clerk.check(await sheetOf(rows))
    expect(checked.problem).toBeNull()
    expect(checked.state).toBe('ready')
    expect(checked.counts).toMatchObject({ total: 5, new: 5, error: 0, newHouseholds: 2 })
    const committed = await clerk.commit(checked.id)
    expect(committed.problem).toBeNull()
    expect(committed.state).toBe('committed')
    const list = () => clerk.get<{ items: HouseholdRow[] }>(`/api/households?region=${village(1)}`)
    const { body } = await list()
    expect(body.items.map(({ number, size }) => [number, size]).sort()).toEqual([
      ['A001', 3],
      ['A002', 2],
    ])
    const undone = await clerk.undo(checked.id)
    expect(undone.problem).toBeNull()
    expect(undone.state).toBe('undone')
    expect((await list()).body.items).toEqual([])
    const { rows: left } = await db.pool.query('select count(*) as entries from record')
    expect(left[0]!.entries).toBeGreaterThan(10)
  })
})
