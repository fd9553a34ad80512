// SR-16: whatever somebody typed into the registry, no cell of any list as a file runs in the program that opens it.
import { allRoutes, isDownload, type Route } from '@lika/contract'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { readXlsx } from 'hucre/xlsx'
import type { Db } from '../../../platform/db.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { type AccountName, type Api, county, expect, send, signIn, test, town } from '../../../testing.ts'
import { rawPartsOf } from '../sheet/testing.ts'

interface Asked {
  readonly url: string
  readonly as: AccountName
  readonly formats: readonly ('xlsx' | 'csv')[]
}
const both = ['xlsx', 'csv'] as const
const simulation = `/api/simulations/export?region=${county}&set=household-exit&change=povertyLine:30000`

/** Every list as a file that people's words come into, and how it is asked for. */
const lists: Readonly<Record<string, Asked>> = {
  exportHouseholds: {
    url: `/api/households/export?region=${town}&columns=number,place,cause`,
    as: 'county',
    formats: both,
  },
  exportVillages: { url: `/api/villages/export?region=${town}`, as: 'county', formats: both },
  exportDuplicates: { url: `/api/duplicates/export?region=${county}`, as: 'county', formats: both },
  exportSimulation: { url: simulation, as: 'county', formats: ['xlsx'] },
  exportAccounts: { url: `/api/accounts/export?region=${county}`, as: 'security', formats: both },
  exportDuties: { url: `/api/duties/export?region=${county}`, as: 'county', formats: both },
  exportFundLines: { url: `/api/fund-lines/export?region=${county}`, as: 'county', formats: both },
  exportAuditEvents: {
    url: `/api/audit/events/file?region=${county}&from=2016-01-01&to=2099-12-31`,
    as: 'auditor',
    formats: both,
  },
}
/** A workbook of one person, asked for by what is sent. */
const ofOnePerson = 'exportPersonFile'
/** Words of packs, checked when they are read; sheets that were uploaded, whose writer is the same; no spreadsheets. */
const others = [
  'exportDictionary',
  'exportPolicyComparison',
  'downloadImportReport',
  'getImportTemplate',
  'downloadEvidence',
  'getAccountTemplate',
  'reportAccountRows',
  'inviteImported',
  'exportBulletin',
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
  await db.pool.query('update task set text = $1', [text])
  await db.pool.query('update fund_line set title = $1', [text])
  await db.pool.query('update account set display_name = $1', [text])
}

async function fileOf(
  app: FastifyInstance,
  { url, as }: Pick<Asked, 'url' | 'as'>,
  body?: object,
): Promise<Buffer> {
  const answer = await send(app, {
    method: body ? 'POST' : 'GET',
    url,
    headers: { cookie: await signIn(app, as) },
    ...(body ? { payload: body } : {}),
  })
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

/** A plan with a task and a fund line that somebody has accepted. */
async function plantPlan(api: Api): Promise<void> {
  const id = uuidv7()
  const text = '某县工作方案\n一、饮水。2017年4月底前完成管网延伸（县水利局负责），需资金30万元。'
  await api.addPlan({ body: { id, region: county, text } })
  const place = { version: 1, part: 0, range: [0, text.length] as [number, number] }
  const common = { decision: 'accepted', place } as const
  const units = { lead: [], cooperating: [], responsible: [{ name: '县水利局' }] }
  const task = { text: '管网延伸', ...units, from: null, to: '2017-04-30', every: null, clause: '一' }
  const fundLine = {
    title: '管网延伸',
    side: 'use',
    nature: 'grant',
    yuan: '300000',
    bound: 'exact',
  } as const
  await api.decideStatements({
    params: { id },
    body: {
      decisions: [
        { id: uuidv7(), kind: 'task', task, ...common },
        { id: uuidv7(), kind: 'fundLine', fundLine: { ...fundLine, terms: [], clause: '一' }, ...common },
      ],
    },
  })
}

test('texts that start like a formula come back as texts from every list, as .xlsx and as .csv', async ({
  app,
  api,
  db,
  aHousehold,
  aVillage,
}) => {
  await aVillage({ code: `${town}201` })
  await plantPlan(api)
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
    const said = (cells: readonly unknown[]) =>
      cells.some((cell) => typeof cell === 'string' && cell.trim() === text.trim())
    for (const [id, { url, as, formats }] of Object.entries(lists)) {
      const what = `${id} ${JSON.stringify(text)}`
      for (const format of formats) {
        const asked = { url: formats === both ? `${url}&format=${format}` : url, as }
        const bytes = await fileOf(app, asked)
        if (format === 'xlsx') expect(said(await xlsxCells(bytes)), what).toBe(true)
        else expect(runningCells(bytes), what).toEqual([])
      }
    }
    const person = { url: `/api/persons/${a}/file`, as: 'county' } as const
    const cells = await xlsxCells(await fileOf(app, person, { purpose: '本人申请查阅' }))
    expect(said(cells), `${ofOnePerson} ${JSON.stringify(text)}`).toBe(true)
  }
})

/** Cells of a .csv that a spreadsheet program would take for formulas. */
function runningCells(bytes: Buffer): string[] {
  const rows: string[][] = parse(bytes, { bom: true, relax_column_count: true })
  return rows.flat().filter((cell) => runs.test(cell) && !isNumber.test(cell))
}

test('a new file is one of those that are tried here, or is named with the reason', () => {
  const files = (allRoutes as readonly Route[]).filter(({ response }) => {
    const [first] = Object.values(response)
    return first !== undefined && isDownload(first)
  })
  const known = [...Object.keys(lists), ofOnePerson, ...others]
  expect(files.map(({ id }) => id).filter((id) => !known.includes(id))).toEqual([])
})
