import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../platform/db.ts'
import { expect, test } from '../../platform/testing.ts'
import { divisionPackage, obtainDivisionPackage } from './division-package.ts'
import { regionImportText, regionsImportCommand } from './import.command.ts'
import { importRegions } from './import.ts'

type Rows = readonly (readonly [code: string, name: string])[]

const provinces: Rows = [
  ['45', '广西壮族自治区'],
  ['46', '海南省'],
]
const cities: Rows = [
  ['4505', '北海市'],
  ['4601', '海口市'],
]
const areas: Rows = [['450521', '合浦县']]
const streets: Rows = [['450521100', '廉州镇']]
const villages: Rows = [
  ['450521100201', '大江村委会'],
  ['450521100202', '马江村委会'],
]

/** The five lists as the package has them, with further columns behind. */
function aFolder(changes: Partial<Record<string, Rows | string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'lika-lists-'))
  const lists: Record<string, Rows> = { provinces, cities, areas, streets, villages }
  for (const [name, rows] of Object.entries({ ...lists, ...changes })) {
    const text =
      typeof rows === 'string'
        ? rows
        : `code,name,provinceCode\n${rows!.map(([code, label]) => `${code},"${label}",${code.slice(0, 2)}\n`).join('')}`
    writeFileSync(join(folder, `${name}.csv`), text)
  }
  return folder
}

const run = (db: Db, folder: string, more: object = {}) =>
  importRegions(db, { folder, source: '2024年区划', today: '2025-01-01', ...more })

const tree = async (db: Db) =>
  (
    await db.pool.query(
      'select code, name, parent_code, level, valid_from, valid_to from region order by code, valid_from',
    )
  ).rows

test('the lists become the tree, and reading them twice changes nothing', async ({ emptyDb: db }) => {
  const folder = aFolder()
  expect(await run(db, folder)).toMatchObject({ read: 8, added: 8, renamed: 0, unchanged: 0 })
  const first = await tree(db)
  expect(first.find((row) => row.code === '450521100201')).toEqual({
    ...{ code: '450521100201', name: '大江村委会', parent_code: '450521100', level: 'village' },
    ...{ valid_from: '1949-10-01', valid_to: 'infinity' },
  })
  expect(first.find((row) => row.code === '45')?.parent_code).toBeNull()
  expect(await run(db, folder)).toMatchObject({ read: 8, added: 0, renamed: 0, unchanged: 8 })
  expect(await tree(db)).toEqual(first)
})

test('only one region can be read, with what stands above it', async ({ emptyDb: db }) => {
  expect(await run(db, aFolder(), { within: '4505' })).toMatchObject({ read: 6, added: 6 })
  expect((await tree(db)).map((row) => row.code)).not.toContain('46')
  expect(await run(db, aFolder())).toMatchObject({ read: 8, added: 2, unchanged: 6 })
})

test('a changed name holds from the day of the import; a second change on that day replaces the first', async ({
  emptyDb: db,
}) => {
  await run(db, aFolder())
  const renamed = aFolder({ areas: [['450521', '合浦新县']] })
  expect(await run(db, renamed)).toMatchObject({ renamed: 1, unchanged: 7 })
  expect(await run(db, aFolder({ areas: [['450521', '合浦区']] }))).toMatchObject({ renamed: 1 })
  const periods = (await tree(db)).filter((row) => row.code === '450521')
  expect(periods.map((row) => [row.name, row.valid_from, row.valid_to])).toEqual([
    ['合浦县', '1949-10-01', '2025-01-01'],
    ['合浦区', '2025-01-01', 'infinity'],
  ])
  const { rows } = await db.pool.query(
    'select kind, name, reason, made_by from region_change order by made_at',
  )
  expect(rows[0]).toEqual({ kind: 'rename', name: '合浦新县', reason: '2024年区划', made_by: null })
})

test('a code that the lists no longer have is reported and kept', async ({ emptyDb: db }) => {
  await run(db, aFolder())
  const report = await run(db, aFolder({ villages: villages.slice(0, 1) }))
  expect(report.vanished).toEqual({
    count: 1,
    first: [{ code: '450521100202', name: '马江村委会' }],
  })
  expect(report).toMatchObject({ read: 7, unchanged: 7 })
  expect(await tree(db)).toHaveLength(8)
  expect(regionImportText(report).zh).toContain('本地仍保留 1')
})

test('what a person changed here is not undone by older lists', async ({ emptyDb: db }) => {
  await run(db, aFolder())
  await db.pool.query(`
    update region set valid_to = '2020-01-01' where code in ('450521100', '450521100201');
    insert into region (code, valid_from, parent_code, level, name) values ('450521100', '2020-01-01', '450521', 'town', '新廉州镇');
    insert into region_change (id, kind, from_code, to_code, name, effective_on, reason, made_by) values
      (gen_random_uuid(), 'rename', '450521100', '450521100', '新廉州镇', '2020-01-01', '批复', gen_random_uuid()),
      (gen_random_uuid(), 'merge', '450521100201', '450521100202', null, '2020-01-01', '批复', gen_random_uuid())`)
  const before = await tree(db)
  const report = await run(db, aFolder())
  expect(report).toMatchObject({ added: 0, renamed: 0, unchanged: 6 })
  expect(report.renamedHere.first).toEqual([{ code: '450521100', name: '新廉州镇' }])
  expect(report.endedHere.first).toEqual([{ code: '450521100201', name: '大江村委会' }])
  expect(await tree(db)).toEqual(before)
})

test.for([
  ['a code of the wrong length', { villages: [['4505211002', '甲']] }, 'regions.listBroken'],
  ['a code with letters', { villages: [['45052110020x', '甲']] }, 'regions.listBroken'],
  ['an empty name', { villages: [['450521100201', ' ']] }, 'regions.listBroken'],
  ['a code twice', { villages: [...villages, ...villages] }, 'regions.listBroken'],
  ['a village without its town', { streets: [] }, 'regions.listBroken'],
  ['a list without names', { villages: 'code,label\n450521100201,甲\n' }, 'regions.noColumns'],
  ['a row with too few columns', { villages: 'code,name,x\n450521100201\n' }, 'regions.fileUnreadable'],
  ['an open quote', { villages: 'code,name\n450521100201,"甲\n' }, 'regions.fileUnreadable'],
  ['an empty list', { villages: '' }, 'regions.noColumns'],
] as const)('%s is refused and nothing is imported', async ([, changes, code], { db }) => {
  const failure = await run(db, aFolder(changes as Record<string, Rows>)).catch((error) => error)
  expect(failure).toMatchObject({ name: 'AppError', code })
  expect(await tree(db)).toEqual([])
})

test('a folder without lists, an unknown region and a wrong code are one sentence each', async ({ db }) => {
  const empty = mkdtempSync(join(tmpdir(), 'lika-lists-'))
  await expect(run(db, empty)).rejects.toMatchObject({ code: 'regions.fileUnreadable' })
  await expect(run(db, aFolder(), { within: '11' })).rejects.toMatchObject({ code: 'regions.notListed' })
  await expect(run(db, aFolder(), { within: '4' })).rejects.toMatchObject({ code: 'regions.notACode' })
})

test('the command reads a folder or a package as npm packs it', async ({ emptyDb: db }) => {
  const home = mkdtempSync(join(tmpdir(), 'lika-home-'))
  const root = mkdtempSync(join(tmpdir(), 'lika-package-'))
  mkdirSync(join(root, 'package'))
  execFileSync('cp', ['-r', aFolder(), join(root, 'package/dist')])
  const archive = join(root, 'lists.tgz')
  execFileSync('tar', ['-czf', archive, '-C', root, 'package'])
  const deps = { db, home, today: '2025-01-01' }
  const seen: number[] = []
  const onProgress = (done: number, total: number) => void seen.push(done / total)
  const packed = await regionsImportCommand({ ...deps, onProgress }, { file: archive, within: '45' })
  expect(packed).toMatchObject({ read: 6, added: 6 })
  expect(seen.at(-1)).toBe(1)
  expect(await regionsImportCommand(deps, { file: join(root, 'package') })).toMatchObject({ added: 2 })
  await expect(regionsImportCommand(deps, { file: join(root, 'nothing') })).rejects.toMatchObject({
    code: 'regions.noSuchFile',
  })
  const other = join(root, 'package/dist/areas.csv')
  await expect(regionsImportCommand(deps, { file: other })).rejects.toMatchObject({
    code: 'regions.notAPackage',
  })
})

test('without a network the command says what to do instead', async () => {
  const home = mkdtempSync(join(tmpdir(), 'lika-home-'))
  const before = process.env.npm_config_registry
  // The discard port: nobody listens there.
  process.env.npm_config_registry = 'http://127.0.0.1:9'
  process.env.npm_config_cache = join(home, 'cache')
  try {
    const failure = await obtainDivisionPackage(home).catch((error) => error)
    expect(failure).toMatchObject({ code: 'regions.offline' })
    expect(failure.message).toContain(divisionPackage.spec)
  } finally {
    delete process.env.npm_config_cache
    if (before === undefined) delete process.env.npm_config_registry
    else process.env.npm_config_registry = before
  }
})
