/**
 * One person whose numbers, name and illness are strings that nobody else has, brought in through the API and through a
 * sheet; then everything that reads is asked, and afterwards everything that is written is searched for them, a backup
 * of all of it as well.
 */
import {
  chmodSync,
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { parseIdNumber } from '@lika/codes'
import { allRoutes, isDownload, type Route } from '@lika/contract'
import { test as base, clerkOf, expect, idNumberOf, sheetOf } from './modules/imports/testing.ts'
import { archivedBetween, takeBackup } from './platform/backup/index.ts'
import { openContent } from './platform/backup/sealed.ts'
import { createLogger } from './platform/http.ts'
import { uuidv7 } from './platform/uuid.ts'
import { aHome, type Home } from './testing/home.ts'
import { aJpeg } from './testing/photos.ts'
import { send, serverOf, signIn, today, village } from './testing.ts'

const numbers = {
  idNumber: idNumberOf(7_770_001, '1961-02-03'),
  // The same person with a slip of the pen: wrong, and still his.
  wrongIdNumber: idNumberOf(7_770_001, '1961-02-03').replace(/.$/, (last) => (last === '1' ? '2' : '1')),
  otherIdNumber: idNumberOf(7_770_002, '1962-03-04'),
  phone: '13877700011',
  householdPhone: '13977700022',
  bankAccount: '6217777000111122223',
}
const words = { name: '鸢尾金丝雀', illness: '蓝鸢综合征' }

const logged: string[] = []
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures it needs
  .extend('home', { scope: 'file' }, async ({}, { onCleanup }): Promise<Home> => {
    // The key of `openedOn`.
    const home = await aHome(Buffer.alloc(32, 7))
    onCleanup(home.remove)
    return home
  })
  .extend('databaseUrl', { scope: 'file' }, ({ home }) => home.databaseUrl)
  .extend('app', { scope: 'file' }, async ({ installation }, { onCleanup }) => {
    const output = new Writable({
      write(chunk, _, done) {
        logged.push(String(chunk))
        done()
      },
    })
    const app = await serverOf(installation, createLogger({ level: 'trace', output }))
    onCleanup(() => app.close())
    return app
  })

/** Queries that make a reading route answer with something. */
const query: Readonly<Record<string, string>> = {
  region: '450521',
  format: 'csv',
  set: 'household-exit',
  change: 'povertyLine:+500',
  page: 'households',
  search: words.name,
  pack: 'cn/facts',
  text: numbers.idNumber,
  facts: 'roadHardened',
}

test('his numbers leave masked and lie nowhere in clear; logs and files name neither him nor his illness', {
  timeout: 180_000,
}, async ({ app, installation, db, worker }) => {
  expect(worker).toBeDefined()
  const clerk = await clerkOf(app)
  const cookie = await signIn(app, 'county')
  const household = { id: uuidv7(), person: uuidv7() }

  // In through the API, with mistakes on the way.
  const registration = {
    id: household.id,
    number: 'CANARY1',
    region: village(40),
    observedOn: '2016-12-31',
    facts: { phone: numbers.householdPhone, bankAccount: numbers.bankAccount },
    members: [
      {
        id: household.person,
        facts: {
          name: words.name,
          relation: 'head',
          sex: 'male',
          birthDate: '1961-02-03',
          idNumber: numbers.idNumber,
          phone: numbers.phone,
          health: ['chronicIllness'],
          illnessName: words.illness,
        },
      },
    ],
  }
  const post = (url: string, payload: object) =>
    send(app, { method: 'POST', url, headers: { cookie }, payload })
  for (const wrong of [
    { ...registration, facts: { ...registration.facts, phoneNumber: numbers.phone } },
    { ...registration, members: [] },
    { ...registration, facts: { phone: `${numbers.householdPhone} ${words.name} 或者打村里的电话` } },
  ]) {
    const refused = await post('/api/households', wrong)
    expect(refused.statusCode).toBeGreaterThanOrEqual(400)
    expect(refused.statusCode).toBeLessThan(500)
  }
  const registered = await post('/api/households', registration)
  expect([registered.statusCode, registered.body.slice(0, 200)]).toEqual([200, expect.any(String)])
  const again = await post('/api/households', {
    ...registration,
    id: uuidv7(),
    number: 'CANARY9',
    members: [{ ...registration.members[0]!, id: uuidv7() }],
  })
  expect(again.statusCode).toBe(409)
  const record = (facts: object, subject = household.person, kind = 'person') =>
    post('/api/records', {
      id: uuidv7(),
      subjectKind: kind,
      subjectId: subject,
      observedOn: '2017-02-01',
      facts,
    })
  expect((await record({ illnessName: words.illness, phone: numbers.phone })).statusCode).toBe(200)
  expect((await record({ phone: numbers.phone, age: words.illness })).statusCode).toBe(422)

  // In through a sheet: as he is, with a slip, and somebody like him.
  const row = {
    行政村代码: village(40),
    户编号: 'CANARY1',
    姓名: words.name,
    与户主关系: '户主',
    证件号码: numbers.idNumber,
    户联系电话: numbers.householdPhone,
    银行卡号: numbers.bankAccount,
  }
  const rows = [
    row,
    { ...row, 户编号: 'CANARY2', 证件号码: numbers.wrongIdNumber, 人联系电话: numbers.phone },
    { ...row, 户编号: 'CANARY3', 证件号码: numbers.otherIdNumber },
  ]
  const given = await clerk.check(await sheetOf(rows))
  const answers: { from: string; text: string }[] = []
  const line = await clerk.send('PUT', `/api/imports/${given.id}/repairs`, {
    rows: [{ line: 3, cells: [{ column: 4, value: numbers.otherIdNumber }] }],
  })
  expect([line.status, line.body.code]).toEqual([200, undefined])
  answers.push({ from: 'repair', text: JSON.stringify(line.body) })
  await clerk.settled(given.id)
  for (const at of [2, 3, 4]) {
    const { body } = await clerk.get(`/api/imports/${given.id}/rows/${at}`)
    answers.push({ from: `row ${at}`, text: JSON.stringify(body) })
  }

  // A photo, named by a record.
  const photo = aJpeg({ text: `${words.name} ${numbers.idNumber}` })
  const boundary = 'canary'
  const uploaded = await send(app, {
    method: 'POST',
    url: '/api/evidence',
    headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="1.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
      ),
      photo,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
  expect(uploaded.statusCode).toBe(200)
  const unmasked = await post('/api/unmaskings', {
    id: uuidv7(),
    subjectKind: 'person',
    subjectId: household.person,
    fact: 'idNumber',
    purpose: '核对',
  })
  expect(unmasked.json().value).toBe(numbers.idNumber)
  const known = await post('/api/duplicates/check', {
    region: village(40),
    name: words.name,
    idNumber: numbers.wrongIdNumber,
    birthDate: '1961-02-03',
  })
  answers.push({ from: 'duplicates.check', text: known.body })

  // Everything that reads, before and after the import is committed.
  const params: Readonly<Record<string, string>> = {
    id: household.id,
    code: village(40),
    kind: 'households',
    line: '3',
    part: 'facts',
  }
  const readAll = async () => {
    let answered = 0
    for (const route of allRoutes as readonly Route[]) {
      if (route.method !== 'GET') continue
      const ids = route.path.startsWith('/api/imports') ? { ...params, id: given.id } : params
      const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? household.id)
      const asked = Object.keys((route.query as { properties?: object })?.properties ?? {})
      const required = (route.query as { required?: string[] })?.required ?? []
      const columns = asked.includes('columns')
        ? { columns: 'number,fact.phone,fact.bankAccount,fact.bankName' }
        : {}
      const found = asked.includes('search') ? { search: 'CANARY' } : {}
      const wanted = Object.fromEntries(required.map((name) => [name, query[name] ?? today]))
      const url = `${path}?${new URLSearchParams({ ...wanted, ...columns, ...found })}`
      const answer = await send(app, { url, headers: { cookie } })
      expect(answer.statusCode, `${route.id} ${answer.body.slice(0, 200)}`).toBeLessThan(500)
      if (answer.statusCode !== 200) continue
      answered += 1
      // The report is the sheet that somebody sent, given back to whoever may import it.
      if (isDownload(Object.values(route.response)[0]!) && route.id === 'downloadImportReport') continue
      answers.push({ from: route.id, text: answer.body })
    }
    return answered
  }
  expect(await readAll()).toBeGreaterThan(30)
  await clerk.commit(given.id, { leaveOutErrors: true })
  await readAll()
  const listed = await send(app, {
    url: `/api/households?${new URLSearchParams({ region: '450521', search: words.name })}`,
    headers: { cookie },
  })
  expect(listed.json().items.length).toBeGreaterThan(0)
  // A number is looked for in a body; in an address it is refused, whichever route and parameter, and not told back.
  const found = await send(app, {
    method: 'POST',
    url: '/api/search',
    headers: { cookie },
    payload: { text: numbers.idNumber, region: '450521' },
  })
  expect(found.json().households.items).toHaveLength(1)
  answers.push({ from: 'search', text: listed.body }, { from: 'search', text: found.body })
  for (const route of allRoutes) {
    if (route.method !== 'GET' || !('query' in route) || !route.query) continue
    for (const [name, schema] of Object.entries(route.query.properties)) {
      if ((schema as { type?: string }).type !== 'string') continue
      const url = `${route.path.replaceAll(/:\w+/g, given.id)}?${new URLSearchParams({ region: '450521', [name]: numbers.idNumber })}`
      const answer = await send(app, { method: route.method, url, headers: { cookie } })
      expect([route.id, name, answer.statusCode >= 400]).toEqual([route.id, name, true])
    }
  }

  // No answer says a number whole, his or anybody's.
  const told = answers.filter(({ text }) => Object.values(numbers).some((number) => text.includes(number)))
  expect(told.map(({ from, text }) => `${from}: ${text.slice(0, 300)}`)).toEqual([])
  const like = answers.flatMap(({ from, text }) =>
    [...text.matchAll(/(?<![\w*-])\d{17}[\dXx](?![\w*-])/g)]
      .filter(([number]) => parseIdNumber(number.toUpperCase(), { today }).ok)
      .map(([number]) => `${from}: ${number}`),
  )
  expect(like).toEqual([])
  expect(answers.filter(({ text }) => /sealed:[\w-]{12}:/.test(text)).map(({ from }) => from)).toEqual([])

  // Nothing that is written says one: the tables, the files of the database with its log of changes, the kept files.
  const tables = await everything(db.pool)
  expect(tables).toContain(words.name)
  await db.pool.query('checkpoint')
  const { rows: where } = await db.pool.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  )
  const cluster = filesIn(dirname(where[0]!.folder))
  expect(cluster.some(({ path }) => path.includes('pg_wal'))).toBe(true)
  // A name is there, so that the search is known to find what is.
  expect(cluster.some(({ content }) => content.includes(words.name))).toBe(true)
  for (const [which, number] of Object.entries(numbers)) {
    expect(tables.includes(number), `a table holds ${which}`).toBe(false)
    const holding = cluster.filter(({ content }) => content.includes(number)).map(({ path }) => path)
    expect(holding, `the database's files hold ${which}`).toEqual([])
  }
  const kept = filesIn(installation.imports.filesFolder)
  expect(kept.length).toBeGreaterThanOrEqual(3)
  const log = logged.join('')
  expect(log.length).toBeGreaterThan(1_000)
  const databaseLog = cluster.filter(({ path }) => /log/i.test(path) && !/pg_|base|global/.test(path))
  for (const secret of [...Object.values(numbers), ...Object.values(words), encodeURIComponent(words.name)]) {
    expect(log.includes(secret), `the log says ${secret}`).toBe(false)
    for (const { path, content } of [...kept, ...databaseLog]) {
      expect(content.includes(secret), `${path} says ${secret}`).toBe(false)
    }
  }
})

test('a backup of it tells neither his numbers nor his name nor his illness to whoever lacks the key', {
  timeout: 180_000,
}, async ({ home, installation, db }) => {
  symlinkSync(installation.imports.filesFolder, join(home.folder, 'files'))
  const root = mkdtempSync(join(dirname(home.folder), `lika-test-${process.pid}-backup-`))
  // The account of PostgreSQL brings the journal here.
  chmodSync(root, 0o755)
  const folder = join(root, 'backup')
  try {
    const taken = await takeBackup({
      home: home.folder,
      folder,
      version: '0',
      keyFile: 'secret.key',
      alongside: [],
      keepDays: 14,
    })
    const { manifest } = taken
    // Once more after it, for the journal that follows by itself.
    await db.pool.query(`comment on database lika is '${words.name}'`)
    const { rows } = await db.pool.query<{ segment: string }>(
      'select pg_walfile_name(pg_current_wal_lsn()) as segment, pg_switch_wal()',
    )
    const { segment } = rows[0]!
    await archivedBetween(db.pool, join(folder, 'wal'), segment, segment)
    const files = filesIn(folder)
    expect(manifest.files.count).toBeGreaterThanOrEqual(3)
    expect(files.length).toBeGreaterThan(manifest.files.count + 5)
    for (const { path, content } of files) {
      for (const secret of [...Object.values(numbers), ...Object.values(words)])
        expect(content.includes(secret), `${path} says ${secret}`).toBe(false)
      // What is only packed is found out as well.
      expect(content.subarray(0, 2).toString('hex'), `${path} is packed, and not sealed`).not.toBe('1f8b')
    }
    // With the key he is found, so that the search is known to search what holds him.
    const name = 'data.tar.gz.sealed'
    const opened = async (path: string, place: string) =>
      gunzipSync(
        await buffer(
          openContent(createReadStream(path), [readFileSync(join(home.folder, 'secret.key'))], place),
        ),
      )
    const data = await opened(join(taken.folder, name), `${manifest.startedAt}/${name}`)
    expect([words.name, words.illness].filter((each) => data.includes(each))).toHaveLength(2)
    const journal = await opened(join(folder, 'wal', `${segment}.gz.sealed`), `wal/${segment}`)
    expect(journal.includes(words.name)).toBe(true)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

/** Every value of every table as text. */
async function everything(pool: { query: typeof import('pg').Pool.prototype.query }): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  const texts: string[] = []
  for (const { name } of rows) {
    const { rows: all } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`)
    texts.push(...all.map(({ row }) => row))
  }
  return texts.join('\n')
}

function filesIn(folder: string): { path: string; content: Buffer }[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => {
      try {
        return statSync(path).isFile()
      } catch {
        return false
      }
    })
    .flatMap((path) => {
      try {
        return [{ path, content: readFileSync(path) }]
      } catch {
        // Gone meanwhile.
        return []
      }
    })
}
