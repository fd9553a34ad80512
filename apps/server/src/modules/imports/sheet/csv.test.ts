import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { scanCsv } from './csv-rows.ts'
import { escapeFormula, needsFormulaEscape, unescapeFormula } from './formula.ts'
import { type CsvOptions, type SheetCell, writeCsv } from './index.ts'
import { allRows, collect, testFolder } from './testing.ts'

// Workers, heaps and property runs take their time on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

let folder: Awaited<ReturnType<typeof testFolder>>
beforeAll(async () => {
  folder = await testFolder()
})
afterAll(() => folder.remove())

async function read(bytes: Buffer | string) {
  return (await allRows(await folder.file(bytes, 'csv'))).map(({ cells }) => cells)
}

function csv(rows: SheetCell[][], options: CsvOptions = {}): Promise<Buffer> {
  const width = Math.max(...rows.map((row) => row.length))
  const columns = Array.from({ length: width }, (_, index) => ({
    header: `列${index}`,
    kind: 'text' as const,
  }))
  return collect((stream) => writeCsv(stream, { name: '表', columns, rows }, options))
}

function records(text: string, delimiter: string, chunk: number): string[][] {
  const found: string[][] = []
  const scanner = scanCsv(delimiter, (fields) => found.push(fields))
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunk) scanner.write(bytes.subarray(at, at + chunk))
  scanner.end()
  return found
}

describe('encoding and delimiter are found by rule', () => {
  const table = '姓名,村\r\n李某,北海村\r\n'
  test.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${table}`)],
    ['GB18030', iconv.encode(table, 'gb18030')],
    ['UTF-16 of "Unicode text"', iconv.encode(`\ufeff${table}`, 'utf-16le')],
    ['UTF-16, big end first', iconv.encode(`\ufeff${table}`, 'utf-16be')],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toEqual([
      ['姓名', '村'],
      ['李某', '北海村'],
    ])
  })

  test('rare characters of names in GB18030, across every border of chunks', async () => {
    const row = '㛃𠮷䶮,第三组\r\n'
    const bytes = iconv.encode(`姓名,组\r\n${row.repeat(60_000)}`, 'gb18030')
    expect(bytes.length).toBeGreaterThan(256 * 1024 * 3)
    const rows = await read(bytes)
    expect(rows).toHaveLength(60_001)
    expect(new Set(rows.slice(1).map((cells) => cells.join()))).toEqual(new Set(['㛃𠮷䶮,第三组']))
  })

  test('UTF-8 characters across every border of chunks', async () => {
    const rows = await read(`姓,村\n${'𠮷李,北海市\n'.repeat(60_000)}`)
    expect(new Set(rows.slice(1).map((cells) => cells.join()))).toEqual(new Set(['𠮷李,北海市']))
  })

  test('a UTF-8 file with one broken byte keeps its text and flags the cell', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`姓名,村\n${'李某,北海村\n'.repeat(30)}王`),
      Buffer.from([0xff]),
      Buffer.from(',村\n'),
    ])
    const rows = await allRows(await folder.file(bytes, 'csv'))
    expect(rows.at(-1)).toMatchObject({
      cells: ['王\ufffd', '村'],
      problems: [{ column: 0, code: 'undecodable' }],
    })
    expect(rows.at(-2)?.cells).toEqual(['李某', '北海村'])
  })

  test.each([[','], ['\t'], [';']])('columns parted by %j', async (delimiter) => {
    const rows = [
      ['姓名', '村', '说明'],
      ['李某', '北海', '缺水，缺地'],
      ['王某', '合浦', '无'],
    ]
    expect(await read(rows.map((row) => row.join(delimiter)).join('\r\n'))).toEqual(rows)
  })

  test('a title above the columns does not hide the delimiter', async () => {
    expect((await read('2017年花名册\n姓名;村;组\n李某;北海;三\n'))[1]).toEqual(['姓名', '村', '组'])
  })
})

describe('records', () => {
  test('quotes, line breaks in cells, blank lines and a missing end of line', async () => {
    const rows = await allRows(await folder.file('a,b\n"x ""y""","1\r\n2"\n\n,\n"z",""', 'csv'))
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [1, ['a', 'b']],
      [2, ['x "y"', '1\r\n2']],
      [5, ['z', null]],
    ])
  })

  test('the same as csv-parse, wherever the chunks are cut', () => {
    const letters = fc.string({
      unit: fc.constantFrom('李', 'a', '"', '""', ',', '\n', '\r\n', '\r', ' '),
      maxLength: 12,
    })
    const field = letters.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 9 }),
        (rows, end, chunk) => {
          const text = rows.map((row) => row.join(',')).join(end)
          const theirs: string[][] = parse(text, { relax_column_count: true, record_delimiter: end })
          expect(records(text, ',', chunk)).toEqual(theirs)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('any bytes end in records, never in a crash', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a') }),
        fc.integer({ min: 1, max: 5 }),
        (text, chunk) => {
          try {
            expect(records(text, ',', chunk)).toEqual(records(text, ',', 1_000))
          } catch (error) {
            expect(error).toMatchObject({ code: 'sheet.openQuote' })
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('an id number that Excel shortened is flagged', async () => {
    const [, row] = await allRows(await folder.file('姓名,身份证号\n李某,4.50521E+17\n', 'csv'))
    expect(row?.problems).toEqual([{ column: 1, code: 'digitsLost' }])
  })

  test('="0450" is read as the text it stands for', async () => {
    expect((await read('姓名,编号\n李某,="0450"\n'))[1]).toEqual(['李某', '0450'])
  })
})

describe('a csv that is written', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\'",; 李某＝'), maxLength: 8 }),
  )

  test.each(['utf-8', 'gb18030'] as const)('is read again as it was, in %s', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyText, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        async (rows) => {
          // U+E5E5 has no place in GB18030; NUL and its kind make a file that is no text.
          const safe = rows.map((row) =>
            row.map((text) =>
              text.replace(/\p{Cc}|\ue5e5/gu, (sign) => ('\t\r\n'.includes(sign) ? sign : '')),
            ),
          )
          const back = await allRows(await folder.file(await csv(safe, { encoding }), 'csv'))
          const byLine = new Map(back.map((row) => [row.line, row.cells]))
          for (const [index, row] of safe.entries()) {
            for (const [column, text] of row.entries())
              expect(byLine.get(index + 2)?.[column] ?? '').toBe(text)
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  test('holds no field that a spreadsheet would run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), anyText, async (start, rest) => {
        const [, record] = records((await csv([[start + rest, '']])).toString('utf8').slice(1), ',', 1_000)
        expect(record?.[0]).toMatch(/^'/)
      }),
    )
  })

  test('the apostrophe is put and taken without changing any text', () => {
    fc.assert(
      fc.property(anyText, (text) => unescapeFormula(escapeFormula(text)) === text || text.startsWith('="')),
    )
    fc.assert(fc.property(anyText, (text) => unescapeFormula(escapeFormula(`="${text}"`)) === `="${text}"`))
    expect(needsFormulaEscape('李某')).toBe(false)
    expect(escapeFormula("O'Neil")).toBe("O'Neil")
  })

  test('negative numbers stay numbers, texts like them do not', async () => {
    const columns = [
      { header: '差额', kind: 'money' as const },
      { header: '说明', kind: 'text' as const },
    ]
    const bytes = await collect((stream) =>
      writeCsv(stream, { name: '表', columns, rows: [['-5.00', '-5']] }),
    )
    expect(bytes.toString()).toBe("\ufeff差额,说明\r\n-5.00,'-5\r\n")
  })
})
