// SR-16: whatever somebody typed into the registry, no cell of any list as a file runs in the program that opens it.
import { allRoutes, isDownload, type Route } from '@lika/contract'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { readXlsx } from 'hucre/xlsx'
import type { Db } from '../../../platform/db.ts'
import { county, expect, send, signIn, test, town } from '../../../testing.ts'
import { rawPartsOf } from '../sheet/testing.ts'

/** Every list as a file that people's words come into, and how it is asked for. */
const lists: Readonly<Record<string, string>> = {
  exportHouseholds: `/api/households/export?region=${town}&columns=number,place,cause`,
  exportVillages: `/api/villages/export?region=${town}`,
  exportDuplicates: `/api/duplicates/export?region=${county}`,
  exportSimulation: `/api/simulations/export?region=${county}&set=household-exit&change=povertyLine:30000`,
}
/** Words of packs, checked when they are read; sheets that were uploaded, whose writer is the same; no spreadsheets. */
const others = [
  'exportDictionary',
  'exportPolicyComparison',
  'downloadImportReport',
  'getImportTemplate',
  'downloadEvidence',
]

const starts = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  "'=",
  '=cmd|',
  '=HYPERLINK("http://x","',
  '-2+3+cmd|',
  '@SUM(',
]
const runs = /^[=+\-@\t\r\n＝＋－＠]/
const isNumber = /^-?\d+(\.\d+)?$/

async function plant(db: Db, text: string): Promise<void> {
  await db.pool.query('update region set name = $1 where length(code) >= 12', [text])
  await db.pool.query('update household_snapshot set head_name = $1, cause = $1', [text])
  await db.pool.query('update duplicate set reason = $1', [text])
}

async function fileOf(app: FastifyInstance, url: string): Promise<Buffer> {
  const answer = await send(app, { url, headers: { cookie: await signIn(app, 'county') } })
  expect(answer.statusCode, `${url} ${answer.body.slice(0, 200)}`).toBe(200)
  return answer.rawPayload
}

/** Cells of the sheets, after looking that none is a formula. */
async function xlsxCells(bytes: Buffer): Promise<unknown[]> {
  for (const [name, xml] of await rawPartsOf(bytes))
    if (name.startsWith('xl/worksheets/')) expect(xml, name).not.toMatch(/<f[\s>/]|<ddeLink|<hyperlink/i)
  const { sheets } = await readXlsx(bytes)
  return sheets.flatMap(({ rows }) => rows.flat())
}

test('texts that start like a formula come back as texts from every list, as .xlsx and as .csv', async ({
  app,
  db,
  aHousehold,
  aVillage,
}) => {
  await aVillage({ code: `${town}201` })
  const one = await aHousehold()
  const other = await aHousehold()
  const [a, b] = [one.members[0]!, other.members[0]!].sort()
  await db.pool.query(
    `insert into duplicate (county_code, id, person_a, person_b, region_code, score, reasons)
     values ($1, gen_random_uuid(), $2, $3, $4, 90, '[]')`,
    [county, a, b, one.region],
  )
  const texts = fc.sample(
    fc
      .tuple(fc.constantFrom(...starts), fc.string({ unit: 'grapheme', maxLength: 12 }))
      .map((parts) => parts.join('').replaceAll('\0', '')),
    { numRuns: 6, seed: 16 },
  )
  for (const text of [...starts, ...texts]) {
    await plant(db, text)
    for (const [id, url] of Object.entries(lists)) {
      const cells = await xlsxCells(await fileOf(app, id === 'exportSimulation' ? url : `${url}&format=xlsx`))
      expect(
        cells.some((cell) => typeof cell === 'string' && cell.trim() === text.trim()),
        `${id} ${JSON.stringify(text)}`,
      ).toBe(true)
      if (id === 'exportSimulation') continue
      const rows: string[][] = parse(await fileOf(app, `${url}&format=csv`), {
        bom: true,
        relax_column_count: true,
      })
      expect(
        rows.flat().filter((cell) => runs.test(cell) && !isNumber.test(cell)),
        `${id} ${JSON.stringify(text)}`,
      ).toEqual([])
    }
  }
})

test('a new file is one of those that are tried here, or is named with the reason', () => {
  const files = (allRoutes as readonly Route[]).filter(({ response }) => {
    const [first] = Object.values(response)
    return first !== undefined && isDownload(first)
  })
  const known = [...Object.keys(lists), ...others]
  expect(files.map(({ id }) => id).filter((id) => !known.includes(id))).toEqual([])
})
