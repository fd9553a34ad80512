import fc from 'fast-check'
import { readXlsx, writeXlsx, writeXlsxStream } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { type ColumnKind, previewSheet, type SheetCell, type SheetColumn, writeSheet } from './index.ts'
import { allRows, bytesOf, collect, testFolder } from './testing.ts'
import { scanXml } from './xml.ts'

// Workers, heaps and property runs take their time on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

let folder: Awaited<ReturnType<typeof testFolder>>
beforeAll(async () => {
  folder = await testFolder()
})
afterAll(() => folder.remove())

const columnsOf = (...kinds: ColumnKind[]): SheetColumn[] =>
  kinds.map((kind, index) => ({ header: `列${index}`, kind }))

/** What comes back of rows that are written and read again, without the header. */
async function readBack(columns: readonly SheetColumn[], rows: SheetCell[][]) {
  const path = await folder.file(await bytesOf([{ name: '表', columns, rows }]))
  return (await allRows(path)).slice(1)
}

/** Any text, with many of the letters that formulas, XML and Excel's own escapes are made of. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\'"<>&;,_x000D 李\u{20000}\u0007\ufeff]'), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('_x005F_', '_x000D_', '&amp;', ']]>', '\r\n', ' ', '某'), maxLength: 5 }),
)

describe('what is written is read again as it was', () => {
  test('texts of any letters', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyText, { minLength: 1, maxLength: 4 }), { minLength: 1 }),
        async (rows) => {
          const back = await readBack(columnsOf('text', 'text', 'text', 'text'), rows)
          const byLine = new Map(back.map((row) => [row.line, row]))
          for (const [index, row] of rows.entries()) {
            for (const [column, text] of row.entries()) {
              expect(byLine.get(index + 2)?.cells[column] ?? '').toBe(text)
            }
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  test('a text that starts like a formula is a text, and no cell of the file is a formula', async () => {
    const starts = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', "'=", '=cmd|', '=HYPERLINK(')
    await fc.assert(
      fc.asyncProperty(
        starts,
        anyText,
        fc.constantFrom<ColumnKind>('text', 'id', 'date', 'boolean'),
        async (start, rest, kind) => {
          const text = start + rest
          const bytes = await bytesOf([{ name: '表', columns: columnsOf(kind, 'text'), rows: [[text, '.']] }])
          const [, row] = await allRows(await folder.file(bytes))
          expect(row?.cells[0]).toBe(text)
          expect(row?.kinds[0]).toBe('t')
          expect(await partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >]/)
          expect((await readXlsx(bytes)).sheets[0]?.cells?.get('1,0')?.formula).toBeUndefined()
        },
      ),
      { numRuns: 100 },
    )
  })

  test('numbers digit for digit; those a spreadsheet would round stay texts', async () => {
    const rows = [['2952.30', '0.1', '450521199001011234', '-12', '1e5', '12345678901234567.89', '无', '=1']]
    const [row] = await readBack(columnsOf(...Array<ColumnKind>(8).fill('decimal')), rows)
    expect(row?.cells).toEqual([
      '2952.3',
      '0.1',
      '450521199001011234',
      '-12',
      '1e5',
      '12345678901234567.89',
      '无',
      '=1',
    ])
    expect(row?.kinds).toBe('nntnttt' + 't')
  })

  test('days as days, and what is no day as text', async () => {
    const [row] = await readBack(columnsOf('date', 'date', 'date', 'date'), [
      ['2017-01-31', '1899-12-31', '2017-02-30', '不详'],
    ])
    expect(row?.cells).toEqual(['2017-01-31', '1899-12-31', '2017-02-30', '不详'])
    expect(row?.kinds).toBe('dttt')
  })

  test('truth values, JavaScript numbers and empty cells', async () => {
    const [row] = await readBack(columnsOf('boolean', 'boolean', 'text', 'text', 'integer'), [
      [true, false, null, undefined, 7],
    ])
    expect(row?.cells).toEqual(['true', 'false', null, null, '7'])
    expect(row?.kinds).toBe('bb..n')
  })
})

describe('hucre reads and writes the same', () => {
  test('what is written here, hucre reads', async () => {
    const bytes = await bytesOf([
      {
        name: '人员',
        columns: columnsOf('text', 'money', 'date', 'boolean', 'id'),
        rows: [['=1+1 李', '3.20', '2017-01-31', true, '450599199001011234']],
      },
    ])
    const sheet = (await readXlsx(bytes)).sheets[0]
    expect(sheet?.name).toBe('人员')
    expect(sheet?.rows[1]).toEqual([
      '=1+1 李',
      3.2,
      new Date('2017-01-31T00:00:00Z'),
      true,
      '450599199001011234',
    ])
  })

  test('what hucre writes, is read here as hucre reads it', async () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'李某ab <&>"\'=_x\n'), minLength: 1, maxLength: 8 }),
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      fc.integer({ min: -99_999_999, max: 99_999_999 }).map((cents) => cents / 100),
      fc.boolean(),
      fc
        .date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
        .map((date) => new Date(date.toISOString().slice(0, 10))),
      fc.constant(null),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }),
        async (rows) => {
          const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '表', rows }] }))
          const theirs = (await readXlsx(bytes)).sheets[0]?.rows ?? []
          const ours = new Map((await allRows(await folder.file(bytes))).map((row) => [row.line, row.cells]))
          for (const [index, row] of theirs.entries()) {
            for (const [column, value] of row.entries()) {
              expect(ours.get(index + 1)?.[column] ?? '').toBe(asText(value))
            }
          }
        },
      ),
      { numRuns: 80 },
    )
  })
})

test('a workbook in ZIP64, with inline or shared texts, is read as well', async () => {
  const rows = [
    ['姓名', '村'],
    ['李某', '北海'],
  ]
  for (const inlineStrings of [true, false]) {
    const stream = writeXlsxStream(rows, { name: '表', zip64: true, inlineStrings })
    const bytes = Buffer.from(await new Response(stream).arrayBuffer())
    expect((await allRows(await folder.file(bytes))).map(({ cells }) => cells)).toEqual(rows)
  }
})

function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return String(value === 0 ? 0 : value)
}

describe('a template', () => {
  const codes = ['因病', '因残', '因学']
  const long = Array.from({ length: 60 }, (_, index) => `措施，${index}`)
  const columns: SheetColumn[] = [
    { header: '姓名', group: '户主', kind: 'text', required: true, note: '身份证上的姓名' },
    { header: '身份证号', group: '户主', kind: 'id', required: true },
    { header: '致贫原因', kind: 'text', codes },
    { header: '帮扶措施', kind: 'text', codes: long },
    { header: '次要措施', kind: 'text', codes: long },
    { header: '登记日期', kind: 'date' },
  ]
  const template = () =>
    bytesOf([{ name: '户', columns, rows: [['某', '450599199001011234', '因病', null, null, '2017-01-31']] }])

  test('has notes, drop-downs, a frozen header, widths and a hidden sheet for long lists', async () => {
    const book = await readXlsx(await template(), { readStyles: true })
    const sheet = book.sheets[0]
    expect(sheet?.freezePane).toEqual({ rows: 2 })
    expect(sheet?.merges).toHaveLength(5)
    expect(sheet?.cells?.get('1,0')?.comment?.text).toBe('身份证上的姓名')
    expect(sheet?.dataValidations?.map(({ type, range }) => [type, range])).toEqual([
      ['list', 'C3:C1048576'],
      ['list', 'D3:D1048576'],
      ['list', 'E3:E1048576'],
      ['date', 'F3:F1048576'],
    ])
    expect(sheet?.dataValidations?.[0]?.values).toEqual(codes)
    expect(sheet?.dataValidations?.[1]?.formula1).toBe("'_lists'!$A$1:$A$60")
    expect(sheet?.dataValidations?.[2]?.formula1).toBe("'_lists'!$A$1:$A$60")
    expect(book.sheets[1]).toMatchObject({ name: '_lists', hidden: true })
    expect(book.sheets[1]?.rows.map(([code]) => code)).toEqual(long)
    expect(sheet?.columns?.[1]?.width).toBeGreaterThanOrEqual(18)
  })

  test('is found again by the reader: two rows of header, groups and all', async () => {
    const preview = await previewSheet(await folder.file(await template()))
    expect(preview.sheets).toEqual([
      { name: '户', hidden: false },
      { name: '_lists', hidden: true },
    ])
    expect(preview.header).toMatchObject({ line: 1, lines: 2 })
    expect(preview.header.columns[0]).toEqual({ column: 0, name: '姓名', group: '户主' })
    expect(preview.header.columns[2]).toEqual({ column: 2, name: '致贫原因' })
    expect(preview.rows[0]?.cells[1]).toBe('450599199001011234')
  })

  test('marks a wrong cell red and says in a comment what is wrong', async () => {
    const bytes = await bytesOf([
      {
        name: '错误',
        columns: columnsOf('text', 'integer'),
        rows: [
          [
            { value: '4505', problem: '身份证号应为18位' },
            { value: '三', kind: 'text', problem: '应为整数 <1>' },
          ],
          [null, { value: null, problem: '必填' }],
        ],
      },
    ])
    const cells = (await readXlsx(bytes, { readStyles: true })).sheets[0]?.cells
    expect(cells?.get('1,0')?.comment?.text).toBe('身份证号应为18位')
    expect(cells?.get('1,1')?.comment?.text).toBe('应为整数 <1>')
    expect(cells?.get('2,1')?.comment?.text).toBe('必填')
    for (const place of ['1,0', '1,1', '2,1']) {
      expect(JSON.stringify(cells?.get(place)?.style?.fill)).toContain('FFC7CE')
    }
  })

  test('every part is well-formed and declared, and the archive says the truth about it', async () => {
    const bytes = await template()
    const zip = await fromBufferPromise(bytes, { lazyEntries: true })
    const names: string[] = []
    for await (const entry of zip.eachEntry()) {
      const chunks: Buffer[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
      expect(unclosed(Buffer.concat(chunks))).toEqual([])
      names.push(entry.fileName)
    }
    const types = await partOf(bytes, '[Content_Types].xml')
    for (const name of names.filter((one) => one.startsWith('xl/') && one.endsWith('.xml'))) {
      expect(types).toContain(`PartName="/${name}"`)
    }
  })
})

describe('a long sheet', () => {
  test('goes on in the next one under the same header', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => [index])
    const bytes = await bytesOf([{ name: '人/员', columns: columnsOf('integer'), rows }], 11)
    const book = await readXlsx(bytes)
    expect(book.sheets.map(({ name, rows }) => [name, rows.length, rows[0]?.[0], rows.at(-1)?.[0]])).toEqual([
      ['人 员', 11, '列0', 9],
      ['人 员 (2)', 11, '列0', 19],
      ['人 员 (3)', 6, '列0', 24],
    ])
  })

  test('pulls rows no faster than the bytes go out, and lets go of them when the reader leaves', async () => {
    let pulled = 0
    let closed = false
    async function* rows() {
      try {
        for (;;) yield [`北海市合浦县第${pulled++}户`, Math.sin(pulled).toFixed(8)]
      } finally {
        closed = true
      }
    }
    const stop = new AbortController()
    const written = collect((stream) => {
      stream.pause()
      stream.removeAllListeners('data')
      return writeSheet(
        stream,
        { sheets: [{ name: '户', columns: columnsOf('text', 'decimal'), rows: rows() }] },
        stop,
      )
    })
    // Nobody takes the bytes: sooner or later nothing more is pulled.
    const isStill = async () => {
      const before = pulled
      await new Promise((resolve) => setTimeout(resolve, 300))
      return before > 0 && pulled === before
    }
    await expect.poll(isStill, { timeout: 60_000 }).toBe(true)
    stop.abort()
    await expect(written).rejects.toThrow()
    await expect.poll(() => closed, { timeout: 60_000 }).toBe(true)
  })

  test('an error of the rows is the error of the writing', async () => {
    async function* rows() {
      yield ['一']
      throw new Error('the database went away')
    }
    await expect(bytesOf([{ name: '户', columns: columnsOf('text'), rows: rows() }])).rejects.toThrow(
      'went away',
    )
  })
})

/** Names of elements that do not match their end, beyond what the scanner itself refuses. */
function unclosed(bytes: Buffer): string[] {
  const open: string[] = []
  const wrong: string[] = []
  const scanner = scanXml(
    'part',
    {
      open: (b, from, to) => open.push(b.toString('latin1', from, to)),
      close(b, from, to) {
        const name = b.toString('latin1', from, to)
        if (open.pop() !== name) wrong.push(name)
      },
      text(b, from, to) {
        const text = b.toString('utf8', from, to)
        const controls = text.replace(/[\t\n\u0080-\u009f]/g, '')
        if (/&(?!(lt|gt|amp|quot);)/.test(text) || /\p{Cc}|[\ufffe\uffff]/u.test(controls)) wrong.push(text)
      },
    },
    bytes.length,
  )
  scanner.write(bytes)
  scanner.end()
  return wrong
}

async function partOf(bytes: Buffer, name: string): Promise<string> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== name) continue
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8')
  }
  throw new Error(`no part ${name}`)
}
