import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { AppError } from '../../../platform/errors.ts'
import { guardSheet, readSheet, type SheetLimits } from './index.ts'
import { allRows, bytesOf, type RawPart, rawSheet, rawWorkbook, rawZip, testFolder } from './testing.ts'

// Workers, heaps and property runs take their time on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

let folder: Awaited<ReturnType<typeof testFolder>>
beforeAll(async () => {
  folder = await testFolder()
})
afterAll(() => folder.remove())

const MiB = 1024 * 1024
const plainRows =
  '<row r="1"><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>村</t></is></c></row>'

/** What reading says in the end: the number of rows, or the code of the refusal. Anything else is a crash. */
async function outcome(bytes: Buffer | string, limits?: Partial<SheetLimits>): Promise<number | string> {
  const path = await folder.file(bytes)
  return told(async () => (await allRows(path, undefined, limits)).length - 1)
}

/** The same in a worker, with its heap. The number of rows is that below the header. */
async function outcomeInWorker(bytes: Buffer | string, limits: Partial<SheetLimits> = {}) {
  const path = await folder.file(bytes)
  return told(async () => {
    let rows = 0
    for await (const batch of readSheet(path, { limits })) rows += batch.rows.length
    return rows
  })
}

async function told(read: () => Promise<number>): Promise<number | string> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error.status).toBe(422)
    expect(error.messages.zh).toMatch(/。$/)
    expect(error.messages.en).toMatch(/\.$/)
    return error.code
  }
}

async function guarded(bytes: Buffer | string): Promise<string> {
  return guardSheet(await folder.file(bytes)).catch((error: AppError) => error.code)
}

function workbook(...more: RawPart[]): Buffer {
  return rawZip([...rawWorkbook(rawSheet(plainRows)), ...more])
}

function withSheet(sheet: string | Buffer, claims: NonNullable<RawPart['claims']> = {}): Buffer {
  return rawZip(
    rawWorkbook('').map((part) =>
      part.name === 'xl/worksheets/sheet1.xml' ? { ...part, data: sheet, claims } : part,
    ),
  )
}

function ole(stream: string): Buffer {
  const header = Buffer.alloc(512)
  header.write('d0cf11e0a1b11ae1', 'hex')
  return Buffer.concat([header, Buffer.alloc(MiB), Buffer.from(stream, 'utf16le'), Buffer.alloc(512)])
}

describe('a file that is no .xlsx or .csv is refused with what to do instead', () => {
  test.each<[string, Buffer | string, string]>([
    ['an empty file', '', 'sheet.empty'],
    ['a file of blanks', ' \r\n\r\n', 'sheet.empty'],
    ['an .xls of Excel 2003', ole('Workbook'), 'sheet.oldExcel'],
    ['a workbook with a password', ole('EncryptedPackage'), 'sheet.encrypted'],
    ['an .xlsb', workbook({ name: 'xl/workbook.bin', data: 'x' }), 'sheet.binaryExcel'],
    ['a workbook with macros', workbook({ name: 'xl/vbaProject.bin', data: 'x' }), 'sheet.macros'],
    [
      'an .xlsm without its macros',
      rawZip([{ name: '[Content_Types].xml', data: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml' }]),
      'sheet.macros',
    ],
    [
      'an .ods',
      rawZip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet', stored: true }]),
      'sheet.openDocument',
    ],
    [
      'a .docx',
      rawZip([{ name: '[Content_Types].xml', data: '<Types>wordprocessingml.document.main</Types>' }]),
      'sheet.notSpreadsheet',
    ],
    ['a zip of other files', rawZip([{ name: 'a.csv', data: 'x' }]), 'sheet.archive'],
    ['an empty zip', rawZip([]), 'sheet.empty'],
    ['a rar', Buffer.from('526172211a0700aabb', 'hex'), 'sheet.archive'],
    ['a PDF', '%PDF-1.7 xxxxxx', 'sheet.notSpreadsheet'],
    ['a web page named .xls', '\ufeff\n<html><table><tr><td>1</td></tr></table></html>', 'sheet.webPage'],
    ['an XML table of Excel 2003', '<?xml version="1.0"?><Workbook/>', 'sheet.webPage'],
    ['a program', Buffer.from('7f454c4602010100', 'hex'), 'sheet.notSpreadsheet'],
  ])('%s', async (_, bytes, code) => {
    expect(await guarded(bytes)).toBe(code)
    expect(await outcome(bytes)).toBe(code)
  })

  test('the refusal of a worker is told like any other', async () => {
    expect(await outcomeInWorker(ole('Workbook'))).toBe('sheet.oldExcel')
    expect(await outcomeInWorker(workbook())).toBe(0)
  })
})

describe('archives that lie, nest or explode', () => {
  test('a plain workbook and a plain csv pass', async () => {
    expect(await guarded(workbook())).toBe('xlsx')
    expect(await guarded('姓名,村\r\n李某,北海\r\n')).toBe('csv')
    expect(await outcome(workbook())).toBe(0)
  })

  test('a part that unpacks to a thousand times its size', async () => {
    expect(await guarded(withSheet(Buffer.alloc(20 * MiB, 0x20)))).toBe('sheet.ratioTooHigh')
  })

  test('a part that claims to be small and is not', async () => {
    const sheet = rawSheet(plainRows + ' '.repeat(20 * MiB))
    expect(await outcome(withSheet(sheet, { size: 1000 }))).toBe('sheet.sizeLies')
  })

  test('a part that claims to be larger than it is', async () => {
    const sheet = rawSheet(plainRows)
    expect(await outcome(withSheet(sheet, { size: sheet.length + 10_000 }))).toBe('sheet.sizeLies')
  })

  test('a part whose checksum is wrong', async () => {
    expect(await outcome(withSheet(rawSheet(plainRows), { crc: 1 }))).toBe('sheet.broken')
  })

  test('parts that share their bytes', async () => {
    const overlapping = rawZip([
      ...rawWorkbook(rawSheet(plainRows)),
      { name: 'xl/media/a.bin', data: 'x', claims: { packed: 60_000 } },
      { name: 'xl/media/b.bin', data: Buffer.alloc(100_000, 'ab'), stored: true },
    ])
    expect(await guarded(overlapping)).toBe('sheet.overlap')
  })

  test('more parts than any workbook has', async () => {
    const many = Array.from({ length: 2_100 }, (_, index) => ({ name: `xl/media/${index}.txt`, data: '' }))
    expect(await guarded(workbook(...many))).toBe('sheet.tooManyParts')
  })

  test('more bytes in all than the limit', async () => {
    const parts = ['a', 'b'].map((name) => ({
      name: `xl/${name}.txt`,
      data: 'x',
      claims: { size: 15 * MiB },
    }))
    expect(await outcome(workbook(...parts), { unpackedBytes: 20 * MiB })).toBe('sheet.unpacksTooLarge')
  })

  test('a part that is read whole and is larger than its limit', async () => {
    expect(await outcome(workbook(), { partBytes: 20 })).toBe('sheet.unpacksTooLarge')
  })

  test('an archive inside, by its name and by its first bytes', async () => {
    const inner = rawZip([{ name: 'x', data: 'y' }])
    expect(await guarded(workbook({ name: 'xl/embeddings/a.xlsx', data: 'x' }))).toBe('sheet.nestedArchive')
    expect(await guarded(workbook({ name: 'xl/media/a.png', data: inner }))).toBe('sheet.nestedArchive')
  })

  test('paths that leave the archive', async () => {
    for (const name of ['../../etc/passwd', '/etc/passwd', 'C:/windows/x', 'xl/../../x']) {
      expect(await guarded(workbook({ name, data: 'x' }))).toBe('sheet.unsafeName')
    }
  })

  test('two parts of one name', async () => {
    expect(await guarded(workbook({ name: 'xl/workbook.xml', data: '<workbook/>' }))).toBe('sheet.broken')
  })

  test('an encrypted part', async () => {
    expect(await guarded(workbook({ name: 'xl/x.xml', data: 'x', claims: { flags: 1 } }))).toBe(
      'sheet.encrypted',
    )
  })
})

describe('XML that reaches outside or multiplies itself', () => {
  const doctype = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
  const bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'

  test.each([doctype, bomb])('a DTD in any part is refused: %s', async (declaration) => {
    const sheet = `<?xml version="1.0"?>${declaration}<worksheet><sheetData>${plainRows}</sheetData></worksheet>`
    expect(await guarded(withSheet(sheet))).toBe('sheet.externalEntity')
    expect(await guarded(workbook({ name: 'docProps/app.xml', data: `${declaration}<a/>` }))).toBe(
      'sheet.externalEntity',
    )
  })

  test('a DTD behind a long comment is found while reading', async () => {
    const sheet = `<!--${'<a>'.repeat(150_000)}-->${doctype}<worksheet><sheetData>${plainRows}</sheetData></worksheet>`
    expect(await outcome(withSheet(sheet))).toMatch(/^sheet\.(externalEntity|cellTooLong)$/)
  })

  test('an encoding that would hide a DTD is refused', async () => {
    const wide = Buffer.from(`\ufeff${doctype}<worksheet/>`, 'utf16le')
    expect(await guarded(withSheet(wide))).toBe('sheet.externalEntity')
    expect(await guarded(withSheet('<?xml version="1.0" encoding="UTF-7"?><worksheet/>'))).toBe(
      'sheet.externalEntity',
    )
  })

  test('an unknown entity stays as it is written', async () => {
    const row = '<row r="2"><c t="inlineStr"><is><t>&xxe;</t></is></c></row>'
    const path = await folder.file(withSheet(rawSheet(plainRows + row)))
    for await (const batch of readSheet(path)) expect(batch.rows[0]?.cells[0]).toBe('&xxe;')
  })
})

describe('sheets that are too large are refused within the memory of the worker', () => {
  test('a million different texts are read, or refused by the limit', async () => {
    const texts = Array.from({ length: 1_000_000 }, (_, index) => `<si><t>字${index}</t></si>`).join('')
    const parts = rawWorkbook(rawSheet(plainRows), { texts: `<sst>${texts}</sst>` })
    expect(await outcomeInWorker(rawZip(parts))).toBe(0)
    expect(await outcome(rawZip(parts), { sharedStrings: 100_000 })).toBe('sheet.tooManyTexts')
    expect(await outcome(rawZip(parts), { sharedStringBytes: MiB })).toBe('sheet.unpacksTooLarge')
  })

  test('texts beyond the heap end the worker and not the server', async () => {
    const texts = Array.from(
      { length: 600_000 },
      (_, index) => `<si><t>${index}${'文'.repeat(90)}</t></si>`,
    ).join('')
    const parts = rawWorkbook(rawSheet(plainRows), { texts: `<sst>${texts}</sst>` })
    expect(await outcomeInWorker(rawZip(parts), { heapMiB: 48 })).toBe('sheet.outOfMemory')
  })

  test('a cell without an end', async () => {
    const sheet = rawSheet(
      `${plainRows}<row r="2"><c t="inlineStr"><is><t>${'文'.repeat(MiB)}</t></is></c></row>`,
    )
    expect(await outcome(withSheet(sheet), { ratio: 2000 })).toBe('sheet.cellTooLong')
    // A tag that never ends is no cell yet, and is held in memory while it is read.
    const tag = rawSheet(`${plainRows}<row r="2"><c ${'a'.repeat(MiB)}`)
    expect(await outcome(withSheet(tag), { ratio: 2000 })).toBe('sheet.cellTooLong')
    const pieces = '<![CDATA[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]]>'.repeat(20_000)
    const joined = rawSheet(`${plainRows}<row r="2"><c t="inlineStr"><is><t>${pieces}</t></is></c></row>`)
    expect(await outcome(withSheet(joined))).toBe('sheet.cellTooLong')
  })

  test('a column or a row beyond the limit', async () => {
    const wide = rawSheet(`${plainRows}<row r="2"><c r="XFD2"><v>1</v></c></row>`)
    expect(await outcome(withSheet(wide))).toBe('sheet.tooManyColumns')
    const long = rawSheet(`${plainRows}<row r="1048577"><c><v>1</v></c></row>`)
    expect(await outcome(withSheet(long))).toBe('sheet.tooManyRows')
  })

  test('a csv beyond the limits of rows, columns and cells', async () => {
    const small = { rows: 3, columns: 2, cellBytes: 10 }
    expect(await outcome('姓名,村\r\n李,北\r\n', small)).toBe(1)
    expect(await outcome('姓名,村\r\n李,北\r\n王,北\r\n赵,北\r\n', small)).toBe('sheet.tooManyRows')
    expect(await outcome('姓名,村\r\n李,北,三\r\n', small)).toBe('sheet.tooManyColumns')
    expect(await outcome(`姓名,村\r\n李,${'北'.repeat(11)}\r\n`, small)).toBe('sheet.cellTooLong')
  })

  test('styled but empty cells out to the last column cost nothing', async () => {
    const row = '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2" s="1"/></row>'
    expect(await outcome(withSheet(rawSheet(plainRows + row)))).toBe(1)
  })

  test('a csv whose quote never closes', async () => {
    expect(await outcome(`姓名,村\r\n"${'某,'.repeat(2_000_000)}`)).toBe('sheet.openQuote')
    // One that closes after megabytes is given up before: it is held in memory while it is read.
    expect(await outcome(`姓名,村\r\n"${'某,'.repeat(2_000_000)}",北\r\n`)).toBe('sheet.openQuote')
  })

  test('a file larger than allowed', async () => {
    expect(await outcome('姓名,村\r\n', { fileBytes: 4 })).toBe('sheet.fileTooLarge')
  })
})

describe('damaged files', () => {
  test('a workbook cut off anywhere is refused, never read in part as if it were whole', async () => {
    const whole = await bytesOf([
      {
        name: '户',
        columns: [
          { header: '姓名', kind: 'text' },
          { header: '收入', kind: 'money' },
        ],
        rows: Array.from({ length: 50 }, (_, index) => [`某${index}`, index]),
      },
    ])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: whole.length - 1 }), async (length) => {
        expect(await guarded(whole.subarray(0, length))).toMatch(/^sheet\./)
      }),
      { numRuns: 60 },
    )
  })

  test('a workbook with a changed byte is read or refused', async () => {
    const whole = workbook()
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Buffer.from(whole)
        changed[at] = byte
        expect(String(await outcome(changed))).toMatch(/^(-?\d+$|sheet\.)/)
      }),
      { numRuns: 300 },
    )
  })

  test('random bytes are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 64, maxLength: 4000 }), async (bytes) => {
        expect(await guarded(Buffer.from(bytes))).toMatch(/^(sheet\.|csv$)/)
      }),
      { numRuns: 100 },
    )
  })

  test('XML whose elements do not close is refused', async () => {
    for (const sheet of ['<worksheet><sheetData><row r="1">', '</worksheet>', '<worksheet', '<>', '']) {
      expect(await outcome(withSheet(sheet))).toBe('sheet.broken')
    }
  })
})
