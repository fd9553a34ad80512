import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openSheet, previewSheet, readSheet, type SheetRow } from './index.ts'
import { withDefaults } from './limits.ts'
import { allRows, bytesOf, rawSheet, rawWorkbook, rawZip, testFolder } from './testing.ts'

// Workers, heaps and property runs take their time on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

let folder: Awaited<ReturnType<typeof testFolder>>
beforeAll(async () => {
  folder = await testFolder()
})
afterAll(() => folder.remove())

const styles =
  '<styleSheet><numFmts><numFmt numFmtId="180" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="180"/><xf numFmtId="2"/></cellXfs></styleSheet>'

async function rowsOf(rows: string, more: Parameters<typeof rawWorkbook>[1] = {}): Promise<SheetRow[]> {
  return allRows(await folder.file(rawZip(rawWorkbook(rawSheet(rows), { styles, ...more }))))
}

async function cellOf(cell: string, more: Parameters<typeof rawWorkbook>[1] = {}) {
  const [row] = await rowsOf(`<row r="1">${cell}<c r="B1"><v>1</v></c></row>`, more)
  return { value: row?.cells[0], kind: row?.kinds[0], problem: row?.problems?.[0]?.code }
}

describe('a cell is read for what it is', () => {
  test.each([
    ['<c r="A1"><v>11812.000000000002</v></c>', '11812', 'n'],
    ['<c r="A1" s="3"><v>2952</v></c>', '2952', 'n'],
    ['<c r="A1" s="1"><v>42736</v></c>', '2017-01-01', 'd'],
    ['<c r="A1" s="2"><v>42736.25</v></c>', '2017-01-01T06:00:00', 'd'],
    ['<c r="A1" t="d"><v>2017-01-01T00:00:00</v></c>', '2017-01-01', 'd'],
    ['<c r="A1" t="b"><v>1</v></c>', 'true', 'b'],
    ['<c r="A1" t="b"><v>0</v></c>', 'false', 'b'],
    ['<c r="A1" t="str"><f>A2&amp;A3</f><v>是 &amp; 否</v></c>', '是 & 否', 't'],
    ['<c r="A1"><f>1+1</f><v>2</v></c>', '2', 'n'],
    ['<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 李 某 </t></is></c>', ' 李 某 ', 't'],
    ['<c r="A1" t="inlineStr"><is><r><t>李</t></r><r><rPr><b/></rPr><t>某</t></r></is></c>', '李某', 't'],
    ['<c r="A1" t="inlineStr"><is><t>某</t><rPh sb="0" eb="1"><t>ボウ</t></rPh></is></c>', '某', 't'],
    [
      '<c r="A1" t="inlineStr"><is><t><![CDATA[a<b&c]]>&lt;&#26446;&#x20000;</t></is></c>',
      'a<b&c<李\u{20000}',
      't',
    ],
    ['<c r="A1" t="inlineStr"><is><t>a_x000D_\nb_x005F_x000D_</t></is></c>', 'a\r\nb_x000D_', 't'],
    ["<c r='A1' t='inlineStr'><is><t>'</t></is></c>", "'", 't'],
    ['<c t="inlineStr"><is><t>无坐标</t></is></c>', '无坐标', 't'],
    ['<x:c r="A1" t="inlineStr"><x:is><x:t>前缀</x:t></x:is></x:c>', '前缀', 't'],
  ])('%s', async (cell, value, kind) => {
    expect(await cellOf(cell)).toEqual({ value, kind, problem: undefined })
  })

  test('texts of the workbook are looked up, rich and phonetic ones as well', async () => {
    const texts =
      '<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>' +
      '<si/><si><t></t></si></sst>'
    const cell = (index: number) => cellOf(`<c r="A1" t="s"><v>${index}</v></c>`, { texts })
    expect((await cell(0)).value).toBe('甲')
    expect((await cell(1)).value).toBe('乙 丙')
    expect((await cell(2)).value).toBeNull()
    expect((await cell(3)).value).toBeNull()
    await expect(cell(4)).rejects.toMatchObject({ code: 'sheet.broken' })
  })

  test('days of a workbook from an old Mac count from 1904', async () => {
    const workbook =
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="一" r:id="rId1"/></sheets></workbook>'
    expect((await cellOf('<c r="A1" s="1"><v>41274</v></c>', { workbook })).value).toBe('2017-01-01')
  })

  test.each([
    ['<c r="A1"><v>4.5052119900101101E+17</v></c>', '450521199001011000', 'digitsLost'],
    ['<c r="A1" t="e"><v>#N/A</v></c>', '#N/A', 'errorValue'],
    ['<c r="A1"><f>B1*2</f></c>', null, 'formulaWithoutValue'],
    ['<c r="A1" s="1"><v>-5</v></c>', '-5', 'dateOutOfRange'],
    ['<c r="A1" t="inlineStr"><is><t>李\ufffd</t></is></c>', '李\ufffd', 'undecodable'],
  ])('what is wrong with a cell is told: %s', async (cell, value, problem) => {
    expect(await cellOf(cell)).toMatchObject({ value, problem })
  })
})

describe('a sheet is read row by row', () => {
  const text = (reference: string, value: string) =>
    `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`

  test('blank rows are left out, and every row keeps the number Excel shows', async () => {
    const rows = await rowsOf(
      `<row r="1">${text('A1', '甲')}</row><row r="2"><c r="A2" s="1"/></row><row r="9">${text('C9', '乙')}</row>`,
    )
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['甲']],
      [9, [null, null, '乙']],
    ])
    expect(rows[1]?.kinds).toBe('..t')
  })

  test('the first sheet that is not hidden is read, or the one that is named', async () => {
    const workbook =
      '<workbook><sheets><sheet name="_lists" state="hidden" r:id="rId3"/><sheet name="户" r:id="rId1"/>' +
      '</sheets></workbook>'
    const path = await folder.file(
      rawZip(rawWorkbook(rawSheet(`<row r="1">${text('A1', '户表')}</row>`), { workbook })),
    )
    expect((await allRows(path))[0]?.cells).toEqual(['户表'])
    expect((await allRows(path, '户'))[0]?.cells).toEqual(['户表'])
    await expect(allRows(path, '人')).rejects.toMatchObject({ code: 'sheet.noSheet' })
  })

  test('several sheets of one workbook', async () => {
    const sheet = (name: string) => ({
      name,
      columns: [
        { header: '姓名', kind: 'text' as const },
        { header: '表', kind: 'text' as const },
      ],
      rows: [['某', name]],
    })
    const path = await folder.file(await bytesOf([sheet('户'), sheet('人')]))
    const opened = await openSheet(path, withDefaults())
    expect(opened.sheets).toEqual([
      { name: '户', hidden: false },
      { name: '人', hidden: false },
    ])
    opened.close()
    expect((await previewSheet(path, { sheet: '人' })).rows[0]?.cells).toEqual(['某', '人'])
  })
})

describe('the worker that reads', () => {
  const people = (count: number) => ({
    name: '人',
    columns: [
      { header: '姓名', kind: 'text' as const },
      { header: '序号', kind: 'integer' as const },
    ],
    rows: (function* () {
      for (let index = 0; index < count; index++) yield [`李某${index}`, index]
    })(),
  })

  test('gives every row once, in order, with progress to the end', async () => {
    const path = await folder.file(await bytesOf([people(5_000)]))
    const seen: number[] = []
    let told = { rows: 0, bytes: 0, totalBytes: 0 }
    for await (const batch of readSheet(path, { onProgress: (progress) => (told = progress) })) {
      expect(batch.header.columns.map(({ name }) => name)).toEqual(['姓名', '序号'])
      expect(batch.rows.length).toBeLessThanOrEqual(500)
      for (const row of batch.rows) seen.push(Number(row.cells[1]))
    }
    expect(seen).toEqual(Array.from({ length: 5_000 }, (_, index) => index))
    expect(told.rows).toBe(5_001)
    expect(told.bytes).toBe(told.totalBytes)
  })

  test('a sheet with a header alone gives one batch without rows', async () => {
    const path = await folder.file(await bytesOf([people(0)]))
    const batches = []
    for await (const batch of readSheet(path)) batches.push(batch)
    expect(batches).toHaveLength(1)
    expect(batches[0]).toMatchObject({ header: { line: 1 }, rows: [], format: 'xlsx' })
  })

  test('does not run ahead of a slow caller, and stops when the caller leaves', async () => {
    const path = await folder.file(await bytesOf([people(60_000)]))
    let last = 0
    for await (const batch of readSheet(path, { onProgress: ({ rows }) => (last = rows) })) {
      if ((batch.rows[0]?.line ?? 0) < 1_000) await setTimeout(50)
      else break
    }
    // The rows read when the third batch was sent: a few chunks, not the whole sheet.
    expect(last).toBeLessThan(30_000)
  })

  test('stops when it is told to', async () => {
    const path = await folder.file(await bytesOf([people(20_000)]))
    const stop = new AbortController()
    const read = async () => {
      for await (const _ of readSheet(path, { signal: stop.signal })) stop.abort(new Error('enough'))
    }
    await expect(read()).rejects.toThrow('enough')
    await expect(readSheet(path, { signal: AbortSignal.abort(new Error('late')) }).next()).rejects.toThrow(
      'late',
    )
  })

  test('is ended when it takes too long; the time the caller takes does not count', async () => {
    const path = await folder.file(await bytesOf([people(20_000)]))
    await expect(readSheet(path, { limits: { waitMs: 1 } }).next()).rejects.toMatchObject({
      code: 'sheet.tooSlow',
    })
    const reader = readSheet(path, { limits: { waitMs: 30_000 } })
    await reader.next()
    await setTimeout(100)
    expect((await reader.next()).done).toBe(false)
    await reader.return(undefined)
  })

  test('reads 40,000 rows in a heap that could not hold them', async () => {
    const wide = {
      name: '人',
      columns: Array.from({ length: 20 }, (_, index) => ({ header: `列${index}`, kind: 'text' as const })),
      rows: (function* () {
        for (let line = 0; line < 40_000; line++) {
          yield Array.from({ length: 20 }, (_, index) => `北海市合浦县第${line}村第${index}组`)
        }
      })(),
    }
    const path = await folder.file(await bytesOf([wide]))
    let rows = 0
    for await (const batch of readSheet(path, { limits: { heapMiB: 24 } })) rows += batch.rows.length
    expect(rows).toBe(40_000)
  })

  test('a file that is not there is an error of the caller, not a refusal of its content', async () => {
    await expect(readSheet('/nowhere/a.xlsx').next()).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
