// SR-14 by the way that people take: files that mean harm are uploaded, and the server answers in bounded time and
// memory with what was wrong. What a single reader refuses is in guard.test.ts.
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../../platform/uuid.ts'
import { aJpeg, aPdf, aPng } from '../../../testing/photos.ts'
import { afterAll, beforeAll, county, describe, expect, send, signIn, test } from '../../../testing.ts'
import { readSheet } from './index.ts'
import { rawSheet, rawWorkbook, rawZip, testFolder } from './testing.ts'

const MiB = 2 ** 20
const header =
  '<row r="1"><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>村</t></is></c></row>'

let folder: Awaited<ReturnType<typeof testFolder>>
beforeAll(async () => {
  folder = await testFolder()
})
afterAll(() => folder.remove())

async function upload(app: FastifyInstance, cookie: string, url: string, content: Buffer | string) {
  const head = `--lika\r\ncontent-disposition: form-data; name="file"; filename="名单.xlsx"\r\n\r\n`
  const answer = await send(app, {
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'multipart/form-data; boundary=lika' },
    payload: Buffer.concat([
      Buffer.from(head),
      Buffer.from(content as string),
      Buffer.from('\r\n--lika--\r\n'),
    ]),
  })
  return { status: answer.statusCode, code: answer.json().code as string | undefined }
}

const imports = () => `/api/imports?kind=households&region=${county}&id=${uuidv7()}`
const boundaries = () => '/api/region-boundaries'
const evidence = () => '/api/evidence'
const workbook = (sheet: string | Buffer, more = {}) => rawZip(rawWorkbook(sheet as string, more))

const nested = rawZip([{ name: 'deeper.zip', data: rawZip([{ name: 'x', data: Buffer.alloc(MiB) }]) }])
const lying = rawWorkbook('').map((part) =>
  part.name.endsWith('sheet1.xml')
    ? { ...part, data: rawSheet(header + ' '.repeat(4 * MiB)), claims: { size: 1000 } }
    : part,
)
const entity = (declared: string) => workbook(`<!DOCTYPE x [<!ENTITY a ${declared}>]>${rawSheet(header)}`)
const deep = (levels: number) =>
  `{"type":"FeatureCollection","features":[{"properties":{"code":"450521100201"},"geometry":{"type":"Polygon","coordinates":${'['.repeat(levels)}${']'.repeat(levels)}}}]}`
const many = `{"type":"FeatureCollection","features":[${'{"properties":{"code":"450521100201"}},'.repeat(200_000)}{}]}`
const zip = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1')

const bombs: [string, () => string, () => Buffer | string, RegExp][] = [
  [
    'forty megabytes of blanks in forty kilobytes',
    imports,
    () => workbook(Buffer.alloc(40 * MiB, 0x20)),
    /^sheet\.ratioTooHigh$/,
  ],
  [
    'an archive within the archive',
    imports,
    () => rawZip([...rawWorkbook(rawSheet(header)), { name: 'xl/media/x.png', data: nested, stored: true }]),
    /^sheet\.nestedArchive$/,
  ],
  ['an archive of archives', imports, () => nested, /^sheet\.archive$/],
  ['a part that lies about its size', imports, () => rawZip(lying), /^sheet\.sizeLies$/],
  [
    'an entity that names a file',
    imports,
    () => entity('SYSTEM "file:///etc/passwd"'),
    /^sheet\.externalEntity$/,
  ],
  ['entities that multiply', imports, () => entity('"aa"><!ENTITY b "&a;&a;"'), /^sheet\.externalEntity$/],
  [
    'more parts than any workbook has',
    imports,
    () =>
      rawZip([
        ...rawWorkbook(rawSheet(header)),
        ...Array.from({ length: 3_000 }, (_, i) => ({ name: `xl/media/${i}.txt`, data: '' })),
      ]),
    /^sheet\.tooManyParts$/,
  ],
  [
    'a million texts and no rows',
    imports,
    () => workbook(rawSheet(''), { texts: `<sst>${'<si><t>x</t></si>'.repeat(1_000_000)}</sst>` }),
    /^(sheet|import)/,
  ],
  ['a photo by the name of a sheet', imports, () => aJpeg(), /^sheet\.notSpreadsheet$/],
  ['a page by the name of a sheet', imports, () => '<html><script>alert(1)</script>', /^sheet\.webPage$/],
  [
    'a csv whose quote never closes',
    imports,
    () => `姓名,村\r\n"${'某,'.repeat(2_000_000)}`,
    /^sheet\.openQuote$/,
  ],
  ['a map of a million levels', boundaries, () => deep(1_000_000), /^(regions|boundaries|request)/],
  ['a map of two hundred thousand places', boundaries, () => many, /^(regions|boundaries|request)/],
  ['a map that is a number', boundaries, () => '1e999', /^(regions|boundaries|request)/],
  ['a map that breaks off', boundaries, () => deep(10).slice(0, 90), /^(regions|boundaries|request)/],
  [
    'a photo of four gigapixels',
    evidence,
    () => aPng({ width: 65_535, height: 65_535 }),
    /^evidence\.tooManyPixels$/,
  ],
  ['a photo that is an archive', evidence, () => aJpeg({ trailer: zip }), /^evidence\.polyglot$/],
  [
    'a document that runs a program',
    evidence,
    () => aPdf('/OpenAction << /S /Launch >>'),
    /^evidence\.active$/,
  ],
  ['a sheet by the name of a photo', evidence, () => workbook(rawSheet(header)), /^evidence\.type$/],
]

describe('a file that means harm is refused with what is wrong, in bounded time and memory', () => {
  for (const [what, address, make, code] of bombs)
    test(what, async ({ app }) => {
      const content = make()
      const cookie = await signIn(app, 'county')
      const before = process.memoryUsage().rss
      const answer = await upload(app, cookie, address(), content)
      expect(answer.code).toMatch(code)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      // Against unpacking or copying it all, many times over: what is read in full has 32 MB at most.
      expect((process.memoryUsage().rss - before) / MiB).toBeLessThan(800)
    })
})

test('a sheet that keeps the parser too long is given up, and the parser is ended', async () => {
  const rows = Array.from(
    { length: 400_000 },
    (_, i) => `<row><c t="inlineStr"><is><t>某${i}</t></is></c><c><v>${i}</v></c></row>`,
  ).join('')
  const path = await folder.file(workbook(rawSheet(header + rows), {}))
  const workers = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
  const before = workers()
  const read = async () => {
    let seen = 0
    for await (const batch of readSheet(path, { limits: { waitMs: 150, ratio: 1000 } }))
      seen += batch.rows.length
    return seen
  }
  await expect(read()).rejects.toMatchObject({ status: 422, code: 'sheet.tooSlow' })
  expect(workers()).toBeLessThanOrEqual(before)
})
