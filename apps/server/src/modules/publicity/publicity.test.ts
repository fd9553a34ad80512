// The public site through the server: forms that come twice, come broken or come too often; pages that tell no more than they may.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { diskFull } from '../../platform/disk/disk.ts'
import { buildHttp, createLogger } from '../../platform/http.ts'
import { pagesOf } from '../../server.ts'
import { describe, expect, send, test, town, village } from '../../testing.ts'

const place = village(1)
const good = { kind: 'complaint', about: 'funds', said: '奖补没有公示。', agree: 'yes', accused: '' }

async function get(app: FastifyInstance, url: string) {
  return send(app, { method: 'GET', url: `/gs${url}`, headers: { accept: 'text/html' } })
}

/** As a browser sends it. */
async function post(
  app: FastifyInstance,
  url: string,
  fields: Record<string, string> | string,
  headers: Record<string, string> = {},
) {
  return send(app, {
    method: 'POST',
    url: `/gs${url}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
    payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
  })
}

async function tokenOf(app: FastifyInstance, url: string): Promise<string> {
  const { body } = await get(app, url)
  return /name="token" value="([^"]+)"/.exec(body)![1]!
}

const numberIn = (body: string) => /<p class="number">([\d ]+)<\/p>/.exec(body)?.[1]

let house = 1
/** Another house, which has sent nothing yet. */
const elsewhere = () => ({ remoteAddress: `10.1.${house >> 8}.${house++ & 255}` })

describe('every page', () => {
  test.for([
    '',
    '?lang=en',
    '/place/45',
    '/place/450521',
    `/place/${place}`,
    '/rules',
    '/rules/450521',
    '/tell',
    '/tell?in=450521',
    `/tell/${place}`,
    '/tell/450521?lang=en',
    '/apply?in=450521',
    `/apply/${place}`,
    '/answer',
  ])('%s comes without a script, a cookie or anything from elsewhere, and is small', async (url, { app }) => {
    const { statusCode, headers, body } = await get(app, url)
    expect(statusCode).toBe(200)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    expect(headers['content-security-policy']).not.toMatch(/script-src|unsafe/)
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['x-robots-tag']).toContain('noindex')
    expect(body).not.toMatch(/<script|https?:|src=/)
    if (!url.startsWith('/rules/')) expect(body.length).toBeLessThan(20_000)
    expect(body).toContain(url.includes('lang=en') ? 'lang="en"' : 'lang="zh-CN"')
  })

  test.for([
    '/nothing',
    '/place/999999',
    "/place/45'--",
    '/notice/x',
    `/apply/${town}`,
    '/tell/45',
    '/tell/a/b',
  ])('%s is a page that says there is nothing', async (url, { app }) => {
    const { statusCode, headers, body } = await get(app, url)
    expect(statusCode).toBe(404)
    expect(headers['content-type']).toContain('text/html')
    expect(body).toContain('没有')
  })

  test('the rules are those in force, in words', async ({ app }) => {
    const { body } = await get(app, '/rules/450521')
    // Support goes on after an exit, and the page says until when, or that nobody has stated it.
    expect(body).toContain('脱贫以后继续享受的政策')
    expect(body).toContain('至 2017-12-31')
    expect(body).toContain('文件没有写明到哪一天')
    expect(body).toContain('八有一超')
    expect((await get(app, '/rules/450521?lang=en')).body).not.toMatch(/undefined|\[object/)
  })
})

describe('a form', () => {
  test('gives a number, and sent again the same number; the answer is looked up by it', async ({
    app,
    as,
  }) => {
    const token = await tokenOf(app, `/tell/${place}`)
    const first = await post(app, `/tell/${place}`, { ...good, token })
    expect(first.statusCode).toBe(200)
    const number = numberIn(first.body)!
    expect(number).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
    const again = await post(app, `/tell/${place}`, { ...good, token })
    expect(numberIn(again.body)).toBe(number)
    const { items } = await as('audit').listComplaints({ query: { region: place, state: 'all' } })
    expect(items).toHaveLength(1)

    const asked = await post(app, '/answer', { number })
    expect(asked.statusCode).toBe(200)
    expect(asked.body).toContain('已收到，等待受理')
    expect(asked.body).not.toContain(good.said)
    const wrong = await post(app, '/answer', { number: '1111 2222 3333 4444' })
    expect(wrong.statusCode).toBe(404)
    expect(wrong.body).toContain('没有这个查询号')
    expect(wrong.body).toContain('value="1111 2222 3333 4444"')
  })

  test('sent with other words under the same token asks once more, with everything still there', async ({
    app,
  }) => {
    const token = await tokenOf(app, `/tell/${place}`)
    await post(app, `/tell/${place}`, { ...good, token })
    const other = await post(app, `/tell/${place}`, { ...good, said: '另一件事情。', token })
    expect(other.statusCode).toBe(409)
    expect(other.body).toContain('另一件事情。')
    const anew = /name="token" value="([^"]+)"/.exec(other.body)![1]!
    expect(
      numberIn((await post(app, `/tell/${place}`, { ...good, said: '另一件事情。', token: anew })).body),
    ).toBeTruthy()
  })

  test('keeps what was typed and names each thing that is wrong', async ({ app }) => {
    const token = await tokenOf(app, `/tell/${place}`)
    const long = '很'.repeat(4001)
    const answer = await post(app, `/tell/${place}`, {
      token,
      said: long,
      name: '某'.repeat(61),
      contact: '住在三组',
      kind: 'praise',
      about: 'funds',
      accused: '450512',
    })
    expect(answer.statusCode).toBe(422)
    for (const text of [
      long,
      '住在三组',
      '现在 4001 字，最多 4000 字',
      '最多 60 个字',
      '请选择一项',
      '请看过说明后打勾',
    ])
      expect(answer.body).toContain(text)
    expect(answer.body).toContain(token)
  })

  test.for(['', 'x', 'a.b.c.d', '....', 'undefined'])(
    'with a token that is not ours (%s) is not taken',
    async (token, { app, db }) => {
      const before = await db.pool.query('select count(*)::int as n from complaint')
      const answer = await post(app, `/tell/${place}`, { ...good, token })
      expect(answer.statusCode).toBe(400)
      expect(answer.body).toContain(good.said)
      const other = await tokenOf(app, `/apply/${place}`)
      expect((await post(app, `/tell/${place}`, { ...good, token: other })).statusCode).toBe(400)
      const after = await db.pool.query('select count(*)::int as n from complaint')
      expect(after.rows).toEqual(before.rows)
    },
  )

  test('with markup in every field shows it as text wherever it comes back', async ({ app, as }) => {
    const nasty = '"><script>alert(1)</script>'
    const token = await tokenOf(app, `/tell/${place}`)
    const fields = {
      token,
      kind: nasty,
      about: nasty,
      accused: nasty,
      said: nasty,
      name: nasty,
      contact: nasty,
    }
    const back = await post(app, `/tell/${place}`, fields)
    expect(back.statusCode).toBe(422)
    expect(back.body).not.toContain('<script')
    const lookedUp = await post(app, '/answer', { number: nasty })
    expect(lookedUp.body).not.toContain('<script')
    const taken = await post(app, `/tell/${place}`, { ...good, token, said: nasty, name: nasty })
    expect(taken.statusCode).toBe(200)
    const { items } = await as('audit').listComplaints({ query: { region: place, state: 'all' } })
    const all = await Promise.all(items.map(({ id }) => as('audit').getComplaint({ params: { id } })))
    expect(all.map(({ said }) => said)).toContain(nasty)
  })

  test('with broken bytes, with a megabyte, of a type that no form has, or from another site is answered by a page', async ({
    app,
  }) => {
    const url = `/tell/${place}`
    const token = await tokenOf(app, url)
    const broken = await post(
      app,
      url,
      `token=${token}&said=%ff%fe%00%C3%28%ED%A0%80&agree=yes&kind=clue&about=other`,
    )
    expect([200, 422]).toContain(broken.statusCode)
    const statuses = [
      await post(app, url, `token=${token}&said=${'a'.repeat(2 ** 20)}`),
      await post(app, url, '{"said":"x"}', { 'content-type': 'application/json' }),
      await post(app, url, 'x', { 'content-type': 'multipart/form-data; boundary=x' }),
      await post(app, url, { ...good, token }, { origin: 'https://elsewhere.example', host: 'localhost' }),
      await post(app, '/answer', `number=${'%F0%9F%92%A9'.repeat(1000)}`),
      await post(app, '/answer', '&&&===&number&=&number=%'),
    ]
    for (const { statusCode, headers, body } of statuses) {
      expect(statusCode).toBeGreaterThanOrEqual(400)
      expect(statusCode).toBeLessThan(500)
      expect(headers['content-type']).toContain('text/html')
      expect(body).toContain('</html>')
    }
    expect(statuses.map(({ statusCode }) => statusCode).slice(0, 4)).toEqual([413, 415, 415, 403])
  })

  test('that comes too often from one address is put off, with what was typed; others go on', async ({
    app,
  }) => {
    const busy = elsewhere()
    const url = `/gs/tell/${place}`
    const sendIt = async (from: { remoteAddress: string }) =>
      send(app, {
        method: 'POST',
        url,
        ...from,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...good, token: await tokenOf(app, `/tell/${place}`) }).toString(),
      })
    const statuses = []
    for (let sent = 0; sent < 31; sent++) statuses.push((await sendIt(busy)).statusCode)
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
    const late = await sendIt(busy)
    expect(late.statusCode).toBe(429)
    expect(late.body).toContain(good.said)
    expect((await sendIt(elsewhere())).statusCode).toBe(200)
    const numbers = elsewhere()
    const lookUps = []
    for (let tried = 0; tried < 62; tried++)
      lookUps.push(
        (
          await send(app, {
            method: 'POST',
            url: '/gs/answer',
            ...numbers,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            payload: 'number=1234123412341234',
          })
        ).statusCode,
      )
    expect(new Set(lookUps)).toEqual(new Set([404, 429]))
  })

  test('leaves no address of the sender in the audit journal, and says that something has come', async ({
    app,
    db,
  }) => {
    const token = await tokenOf(app, `/tell/${place}`)
    await post(app, `/tell/${place}`, { ...good, token, accused: town })
    const { rows } = await db.pool.query(
      `select address, region_code, account, detail from audit_event where action = 'page:tell' order by id desc limit 1`,
    )
    expect(rows[0]).toMatchObject({ address: '', region_code: '450521', account: null })
    expect(rows[0].detail).toMatchObject({ kind: 'complaint', channel: 'site' })
  })

  test('of an application reaches the village as a lead, with the size of the household', async ({
    app,
    as,
  }) => {
    const url = `/apply/${village(3)}`
    const token = await tokenOf(app, url)
    const fields = {
      token,
      name: '李老四',
      persons: '3',
      contact: '二组',
      said: '得了重病，种不了地。',
      agree: 'yes',
    }
    expect((await post(app, url, { ...fields, name: ' ' })).body).toContain('请写户主姓名')
    expect(numberIn((await post(app, url, fields)).body)).toBeTruthy()
    const { items } = await as('county').listComplaints({ query: { region: village(3) } })
    expect(items).toMatchObject([{ kind: 'application', about: 'household' }])
    const found = await as('town').getComplaint({ params: { id: items[0]!.id } })
    expect(found).toMatchObject({ name: '李老四', said: '家庭人口：3\n得了重病，种不了地。' })
  })
})

const officeFolder = mkdtempSync(join(tmpdir(), 'lika-office-'))
writeFileSync(join(officeFolder, 'index.html'), '<p>the office app</p>')

test('while the disk is full forms are refused by a page, and pages are still read', async ({
  installation,
}) => {
  const full = () => {
    throw diskFull()
  }
  const app = await buildHttp({
    handled: [],
    contract: [],
    authenticate: async () => undefined,
    uploadFolder: '/tmp/lika-none',
    audit: { append: async () => {} },
    disk: { ...installation.disk, mustTake: full },
    logger: createLogger({ level: 'silent' }),
    about: { title: '', version: '' },
    officeFolder,
    pages: pagesOf(installation),
  })
  const token = await tokenOf(app, `/tell/${place}`)
  // Beside an office app, whose page is at every address that nobody else has.
  const lost = await get(app, '/nothing')
  expect(lost.statusCode).toBe(404)
  expect(lost.body).toContain('没有这个页面')
  const refused = await post(app, `/tell/${place}`, { ...good, token })
  expect(refused.statusCode).toBe(507)
  expect(refused.headers['content-type']).toContain('text/html')
  expect((await post(app, '/answer', { number: '1111222233334444' })).statusCode).toBe(404)
  await app.close()
})

describe('a notice that hangs', () => {
  const id = '01890000-0000-7000-8000-00000000abcd'
  const canary = 'CANARY'
  const named = (word: string) => ({ id: word, label: { zh: word, en: word } })
  const rows = [
    { case: '01890000-0000-7000-8000-00000000ca5e', cells: ['1', '第1组', '某甲', '4'] },
    { case: '01890000-0000-7000-8000-00000000ca5f', cells: ['2', '第2组', '<b>某乙</b>', '3'] },
  ]
  const content = {
    number: '合公示〔2017〕9号',
    kind: 'notice',
    title: '拟脱贫农户名单公示',
    issuer: '第01村村民委员会',
    text: '公示如下。\n有意见请提。',
    level: 'village',
    stamp: null,
    places: [],
    procedure: named('householdExit'),
    step: named('firstNotice'),
    from: '2017-03-28',
    until: '2017-04-03',
    days: 7,
    workingDays: false,
    columns: ['serial', 'villageGroup', 'headName', 'householdSize'].map(named),
    rows: rows.map((row) => ({ ...row, idNumber: canary, phone: canary })),
    illness: canary,
  }

  test.beforeAll(async ({ db, installation }) => {
    void installation
    await db.pool.query(
      `insert into notice (county_code, id, number, region_code, kind, procedure, step, content, sha256, hangs_from, hangs_until,
         days, made_by, made_at)
       select '450521', $1, $2, $3, 'notice', 'householdExit', 'firstNotice', $4, $5, '2017-03-28', '2017-04-03', 7, id, now()
       from account limit 1`,
      [id, content.number, place, JSON.stringify(content), 'a'.repeat(64)],
    )
  })

  test('is found from the county down to the village, with its days left, and shows its columns alone', async ({
    app,
  }) => {
    for (const at of ['450521', town, place])
      expect((await get(app, `/place/${at}`)).body).toContain(content.title)
    const { body } = await get(app, `/notice/${id}`)
    expect(body).toContain('还有 4 天')
    expect(body.match(/<th /g)).toHaveLength(4)
    expect(body.match(/<td/g)).toHaveLength(8)
    expect(body).toContain('&lt;b&gt;某乙&lt;/b&gt;')
    expect(body).not.toContain(canary)
    expect(body).not.toContain(rows[0]!.case)
    expect(body).toContain(`/gs/notice/${id}/object`)
    expect((await get(app, `/place/${village(2)}`)).body).not.toContain(content.title)
  })

  test('takes an objection by row, says what is wrong with it, and keeps what was typed', async ({ app }) => {
    const url = `/notice/${id}/object`
    const token = await tokenOf(app, url)
    const wrong = await post(app, url, { token, row: '3', said: '他家有车。', agree: 'yes' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('请选择一项')
    expect(wrong.body).toContain('他家有车。')
    const long = await post(app, url, { token, row: '1', said: '长'.repeat(2001), agree: 'yes' })
    expect(long.body).toContain('最多 2000 字')
    // This row has no case behind it, so there is nothing that could wait for an answer: that is said on the form.
    const gone = await post(app, url, { token, row: '1', said: '他家有车。', agree: 'yes' })
    expect(gone.statusCode).toBe(422)
    expect(gone.body).toContain('不用再提出异议')
  })

  test('shows nobody once its last day is over, and takes no objection', async ({ app, db }) => {
    await db.pool.query(
      `update notice set hangs_from = '2017-03-01', hangs_until = '2017-03-07' where id = $1`,
      [id],
    )
    const { body } = await get(app, `/notice/${id}`)
    expect(body).toContain('名单已经撤下')
    expect(body).not.toMatch(/某甲|某乙|<table/)
    expect((await get(app, `/notice/${id}/object`)).statusCode).toBe(404)
    const late = await post(app, `/notice/${id}/object`, { said: '太晚了' })
    expect(late.statusCode).toBe(422)
    expect(late.body).toContain('太晚了')
    expect(late.body).not.toMatch(/某甲|某乙|<form/)
    expect((await get(app, `/place/${place}`)).body).toContain('已经期满')
  })
})
