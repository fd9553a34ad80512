import type { ImportHousehold, ImportRowCells } from '@lika/contract'
import {
  type Cells,
  clerkOf,
  describe,
  expect,
  familyRows,
  readSheetRows,
  sheetOf,
  test,
  village,
} from '../testing.ts'

/** The sheet of errors as a clerk saves it again, with some cells written anew. */
async function edited(report: Buffer, change: (row: Record<string, string | null>) => void) {
  const [header, ...rows] = await readSheetRows(report)
  return sheetOf(
    rows.map((cells): Cells => {
      const row = Object.fromEntries(header!.map((name, index) => [name!, cells[index] ?? null]))
      change(row)
      return row
    }),
  )
}

function wrongRows(place: string, prefix: string) {
  const rows = Array.from({ length: 4 }, (_, index) =>
    familyRows(`${prefix}${index}`, 2, { 取水时间: '20' }, place),
  ).flat() as Record<string, string | number | null>[]
  rows[1]!.取水时间 = '二十分钟'
  rows[2]!.与户主关系 = '邻居'
  return rows
}

describe('repairing an import', () => {
  test('wrong cells are corrected on the page and everything is checked again, without touching the file', async ({
    clerk,
    app,
  }) => {
    const place = village(40)
    const rows = wrongRows(place, 'RA')
    const checked = await clerk.check(await sheetOf(rows))
    expect(checked.counts).toMatchObject({ error: 2, dependent: 1 })
    const row = (await clerk.get<ImportRowCells>(`/api/imports/${checked.id}/rows/3`)).body
    const water = row.cells.find(({ header }) => header === '取水时间')!
    expect(water).toMatchObject({ value: '二十分钟', isMasked: false, isRepaired: false })
    expect(row.problems[0]).toMatchObject({ code: 'cell.number', header: '取水时间' })
    const number = row.cells.find(({ header }) => header === '证件号码')!
    expect(number.isMasked).toBe(true)
    expect(number.value).toContain('********')

    const relation = checked.columns.find(({ header }) => header === '与户主关系')!.column
    const repairs = {
      rows: [
        { line: 3, cells: [{ column: water.column, value: '20' }] },
        { line: 4, cells: [{ column: relation, value: '户主' }] },
      ],
    }
    const sent = await clerk.send('PUT', `/api/imports/${checked.id}/repairs`, repairs)
    expect(sent.status).toBe(200)
    const again = await clerk.settled(checked.id)
    expect(again).toMatchObject({ state: 'ready', repairs: 2, counts: { error: 0, new: 8 } })
    const stranger = await clerkOf(app, 'otherCounty')
    for (const answer of [
      await stranger.send('PUT', `/api/imports/${checked.id}/repairs`, repairs),
      await stranger.replace(checked.id, await sheetOf(rows)),
      await stranger.get(`/api/imports/${checked.id}/rows/3`),
      await stranger.get(`/api/imports/${checked.id}/households`),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'import.notFound'])
    }
    // The sheet that is given out says what was corrected.
    const report = await readSheetRows(await clerk.download(`/api/imports/${checked.id}/report`))
    expect(report[2]![report[0]!.indexOf('取水时间')]).toBe('20')

    await clerk.commit(checked.id)
    const brought = await clerk.get<{ items: ImportHousehold[] }>(`/api/imports/${checked.id}/households`)
    expect(brought.body.items.map(({ number, size, isNew }) => [number, size, isNew]).toSorted()).toEqual([
      ['RA0', 2, true],
      ['RA1', 2, true],
      ['RA2', 2, true],
      ['RA3', 2, true],
    ])
    const late = await clerk.send('PUT', `/api/imports/${checked.id}/repairs`, repairs)
    expect([late.status, late.body.code]).toEqual([409, 'import.state'])
  })

  test('the sheet of errors comes back repaired, whole or its wrong rows alone, and goes over the rows it names', async ({
    clerk,
  }) => {
    const checked = await clerk.check(await sheetOf(wrongRows(village(41), 'RB')))
    const problems = await clerk.download(`/api/imports/${checked.id}/report?only=problems`)
    const same = await clerk.replace(checked.id, problems)
    expect([same.status, same.body.code]).toEqual([422, 'import.nothingRepaired'])
    const first = await edited(problems, (row) => {
      if (row.取水时间 === '二十分钟') row.取水时间 = '20'
    })
    expect((await clerk.replace(checked.id, first)).status).toBe(200)
    expect(await clerk.settled(checked.id)).toMatchObject({
      state: 'ready',
      repairs: 1,
      counts: { total: 8, error: 1 },
    })
    const whole = await clerk.download(`/api/imports/${checked.id}/report`)
    const wrong = await edited(whole, (row) => {
      if (row.行号 === '4') row.行号 = '900'
    })
    const refused = await clerk.replace(checked.id, wrong)
    expect([refused.status, refused.body.code]).toEqual([422, 'import.rowNotOfFile'])
    const second = await edited(whole, (row) => {
      if (row.与户主关系 === '邻居') row.与户主关系 = '户主'
    })
    expect((await clerk.replace(checked.id, second)).status).toBe(200)
    expect(await clerk.settled(checked.id)).toMatchObject({
      state: 'ready',
      repairs: 2,
      fileName: '名单.xlsx',
      counts: { total: 8, error: 0 },
    })
  })

  test('any other sheet takes the place of the file, and its columns keep their fields', async ({
    clerk,
  }) => {
    const rows: Record<string, string | number | null>[] = wrongRows(village(42), 'RC').map(
      ({ 取水时间: minutes, ...row }) => ({ ...row, 打水用时: minutes ?? null }),
    )
    const { body } = await clerk.upload(await sheetOf(rows))
    const water = body.columns.find(({ header }) => header === '打水用时')!
    expect(water.samples).toEqual(['20', '二十分钟'])
    expect(body.columns.find(({ header }) => header === '证件号码')!.samples[0]).toContain('*')
    await clerk.send('PUT', `/api/imports/${body.id}/mapping`, {
      columns: [{ column: water.column, key: 'household.waterMinutes' }],
      options: { observedOn: '2017-03-01' },
    })
    await clerk.send('POST', `/api/imports/${body.id}/check`)
    expect((await clerk.settled(body.id)).counts).toMatchObject({ error: 2 })
    rows[1]!.打水用时 = '20'
    rows[2]!.与户主关系 = '户主'
    const replaced = await clerk.replace(body.id, await sheetOf(rows))
    expect(replaced.status).toBe(200)
    const again = await clerk.settled(body.id)
    expect(again).toMatchObject({
      state: 'ready',
      fileName: '改好的表.xlsx',
      repairs: 0,
      options: { observedOn: '2017-03-01' },
      counts: { error: 0 },
    })
    expect(again.columns.find(({ header }) => header === '打水用时')).toMatchObject({
      key: 'household.waterMinutes',
      how: 'saved',
    })
  })

  test('wrong rows alone are not committed as an empty batch', async ({ clerk }) => {
    const rows = familyRows('RD1', 2, {}, village(43)).map((row) => ({ ...row, 与户主关系: '邻居' }))
    const checked = await clerk.check(await sheetOf(rows))
    const refused = await clerk.send<{ code: string }>('POST', `/api/imports/${checked.id}/commit`, {
      leaveOutErrors: true,
    })
    expect([refused.status, refused.body.code]).toEqual([422, 'import.nothingLeft'])
  })
})
