import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { ApiProblem, createClient, defineRoute } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AuditEvent } from './audit.ts'
import { createDisk } from './disk/disk.ts'
import { conflict } from './errors.ts'
import { type Actor, answer, buildHttp, createLogger, handle, listen, withoutIdentityData } from './http.ts'

const label = { zh: '测试', en: 'Test' }
const Note = Type.Object({
  id: Type.String({ format: 'uuid' }),
  text: Type.String({ maxLength: 20 }),
  count: Type.Integer({ minimum: 0 }),
})
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) })
const secret = '11010519491231002X'

const getNote = defineRoute({
  id: 'getNote',
  method: 'GET',
  path: '/api/notes/:id',
  summary: label,
  permission: 'notes.read',
  params: Params,
  query: Type.Object({ asOf: Type.Optional(Type.String({ format: 'date' })) }),
  response: { 200: Note },
})
const putNote = defineRoute({
  id: 'putNote',
  method: 'PUT',
  path: '/api/notes/:id',
  summary: label,
  permission: 'notes.write',
  params: Params,
  body: Note,
  response: { 200: Note, 201: Note },
})
const failNote = defineRoute({
  id: 'failNote',
  method: 'POST',
  path: '/api/failures',
  summary: label,
  permission: 'public',
  body: Type.Object({
    how: Type.Union([Type.Literal('conflict'), Type.Literal('bug'), Type.Literal('wrongAnswer')]),
  }),
  response: { 200: Note },
})
const sendFile = defineRoute({
  id: 'sendFile',
  method: 'POST',
  path: '/api/files',
  summary: label,
  permission: 'notes.write',
  upload: { maxBytes: 1000 },
  response: { 200: Type.Object({ filename: Type.String(), size: Type.Integer(), sha256: Type.String() }) },
})
const getFile = defineRoute({
  id: 'getFile',
  method: 'GET',
  path: '/api/files',
  summary: label,
  permission: 'notes.read',
  response: { 200: { download: 'text/csv' } },
})
const waitLong = defineRoute({
  id: 'waitLong',
  method: 'POST',
  path: '/api/waits',
  summary: label,
  permission: 'notes.read',
  body: Type.Object({ ms: Type.Integer() }),
  response: { 200: Type.Object({ isGone: Type.Boolean() }) },
})
const contract = [getNote, putNote, failNote, sendFile, getFile, waitLong]
const waits: boolean[] = []
const id = '0190a0a0-0000-7000-8000-000000000001'

function actor(...permissions: string[]): Actor {
  return {
    accountId: id,
    name: 'clerk',
    role: 'clerk',
    permissions: new Set(permissions),
    regions: ['450502'],
  }
}

const folder = mkdtempSync(join(tmpdir(), 'lika-http-'))
const uploadFolder = join(folder, 'uploads')
const lines: string[] = []
const kept: AuditEvent[] = []
let app: FastifyInstance
let origin: string

beforeAll(async () => {
  mkdirSync(join(folder, 'office/assets'), { recursive: true })
  writeFileSync(join(folder, 'office/index.html'), '<title>Lika</title>')
  writeFileSync(join(folder, 'office/assets/main-abc123.js'), 'export {}')
  app = await buildHttp({
    contract,
    handled: [
      handle(getNote, async ({ params }) => ({ id: params.id, text: '三', count: 3, secret })),
      handle(putNote, async ({ body }) =>
        answer({ status: 201, headers: { location: `/api/notes/${body.id}` }, body }),
      ),
      handle(failNote, async ({ body }) => {
        if (body.how === 'conflict')
          throw conflict(
            'note.changed',
            { zh: '已被修改', en: 'has changed' },
            { field: 'count', value: 1, expected: 2 },
          )
        if (body.how === 'bug') throw new Error(`cannot store ${secret}`)
        return { id: 'none', text: 'x'.repeat(30), count: 0 }
      }),
      handle(sendFile, async ({ upload }) => ({ ...upload })),
      handle(waitLong, async ({ body, signal }) => {
        await setTimeout(body.ms)
        waits.push(signal.aborted)
        return { isGone: signal.aborted }
      }),
      handle(getFile, async () => ({ filename: '户.csv', content: '﻿户' })),
    ],
    authenticate: async (request) => {
      const who = request.headers['x-test-actor']
      const permissions = { writer: ['notes.read', 'notes.write'], reader: ['notes.read'] }[String(who)]
      return permissions && { actor: actor(...permissions), token: '' }
    },
    audit: { append: async (event) => void kept.push(event) },
    uploadFolder,
    officeFolder: join(folder, 'office'),
    logger: createLogger({
      level: 'info',
      output: new Writable({
        write(chunk, _, done) {
          lines.push(String(chunk))
          done()
        },
      }),
    }),
    about: { title: 'Test', version: '1' },
  })
  origin = await listen(app, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const call = (who: string) => createClient(contract, { baseUrl: origin, headers: { 'x-test-actor': who } })
const raw = (path: string, init: RequestInit = {}) =>
  fetch(`${origin}${path}`, {
    ...init,
    headers: { 'x-test-actor': 'writer', ...(init.headers as Record<string, string>) },
  })
// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape, which the test is about
const jsonOf = (response: Response) => response.json() as Promise<any>
const put = (body: string, type = 'application/json') =>
  raw(`/api/notes/${id}`, { method: 'PUT', body, headers: { 'content-type': type } })

describe('somebody who waits', () => {
  test('is not taken for gone because the body was read, and is noticed when they go', async () => {
    expect(await call('reader').waitLong({ body: { ms: 60 } })).toEqual({ isGone: false })
    const leaving = new AbortController()
    const left = call('reader').waitLong({ body: { ms: 300 }, signal: leaving.signal })
    await setTimeout(100)
    leaving.abort()
    await expect(left).rejects.toThrow()
    await vi.waitFor(() => expect(waits).toEqual([false, true]))
  })
})

describe('what is sent', () => {
  test('an answer is cut to its schema', async () => {
    expect(await call('reader').getNote({ params: { id } })).toEqual({ id, text: '三', count: 3 })
  })

  test('an answer that is not what the route declares is a fault of the server, and leaks nothing', async () => {
    const response = await raw('/api/failures', {
      method: 'POST',
      body: '{"how":"wrongAnswer"}',
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('xxxx')
  })

  test('another status and headers can be answered', async () => {
    const response = await put(JSON.stringify({ id, text: 'a', count: 1 }))
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/api/notes/${id}`)
  })

  test('who has the answer already gets 304 and no body', async () => {
    const first = await raw(`/api/notes/${id}`)
    const again = await raw(`/api/notes/${id}`, { headers: { 'if-none-match': first.headers.get('etag')! } })
    expect([first.status, again.status, await again.text()]).toEqual([200, 304, ''])
  })

  test('a file is sent under its Chinese name', async () => {
    const response = await raw('/api/files')
    expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''%E6%88%B7.csv")
    expect(await (await call('reader').getFile()).text()).toBe('户')
  })

  test('answers of the API are kept by no cache, and no other site may frame or script the pages', async () => {
    const { headers } = await raw(`/api/notes/${id}`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('who may call', () => {
  test.each([
    ['nobody', 401, 'access.signInNeeded'],
    ['reader', 403, 'access.notPermitted'],
  ])('%s is refused with %i', async (who, status, code) => {
    const refusal = call(who).putNote({ params: { id }, body: { id, text: '', count: 0 } })
    await expect(refusal).rejects.toMatchObject({ status, code })
  })

  test('a request from another site is refused', async () => {
    const response = await raw(`/api/notes/${id}`, {
      method: 'PUT',
      body: '{}',
      headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' },
    })
    expect([response.status, (await jsonOf(response)).code]).toEqual([403, 'access.crossSite'])
  })
})

describe('bad input gets a problem that names the field', () => {
  const good = { id, text: 'a', count: 1 }
  test.each([
    ['a number sent as text', { ...good, count: '1' }, 'count', '1', 'integer'],
    ['a number below the least', { ...good, count: -1 }, 'count', -1, 'minimum 0'],
    ['an unknown field', { ...good, approvedBy: 'me' }, 'approvedBy', 'me', 'absent'],
    ['a missing field', { id, count: 1 }, 'text', undefined, 'required'],
    ['a wrong id', { ...good, id: '1' }, 'id', '1', 'uuid'],
    ['a character that cannot be stored', { ...good, text: 'a\0' }, 'text', undefined, 'text without NUL'],
  ])('%s', async (_, body, field, value, expected) => {
    const response = await put(JSON.stringify(body))
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await jsonOf(response)).toMatchObject({
      status: 400,
      code: 'request.invalid',
      field,
      expected,
      ...(value === undefined ? {} : { value }),
    })
  })

  test('several wrong fields are all named', async () => {
    const problem = await jsonOf(await put(JSON.stringify({ id, text: 1, count: 1.5, x: 1 })))
    expect(problem.errors.map((each: { field: string }) => each.field).toSorted()).toEqual([
      'count',
      'text',
      'x',
    ])
  })

  test.each([
    ['?asOf=2017-02-30', 'asOf'],
    ['?asOf=2017-01-01&asOf=2017-01-02', 'asOf'],
    ['?asof=2017-01-01', 'asof'],
    ['?__proto__=1', '__proto__'],
  ])('the query %s', async (query, field) => {
    const response = await raw(`/api/notes/${id}${query}`)
    expect([response.status, (await jsonOf(response)).field]).toEqual([400, field])
  })

  test.each([
    ['broken JSON', '{"a":', 'application/json', 400],
    ['no body', '', 'application/json', 400],
    ['a prototype in the body', '{"__proto__":{"x":1}}', 'application/json', 400],
    ['another type', 'a=1', 'application/x-www-form-urlencoded', 415],
    ['a body that is too large', JSON.stringify({ text: 'x'.repeat(2 ** 21) }), 'application/json', 413],
    ['a body nested too deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'application/json', 400],
    ['a number as body', '1', 'application/json', 400],
    ['null as body', 'null', 'application/json', 400],
  ])('%s', async (_, body, type, status) => {
    const response = await put(body, type)
    expect([response.status, (await jsonOf(response)).status]).toEqual([status, status])
  })

  test.each([
    ['/api/nothing', 404],
    ['/api/notes/%zz', 400],
    ['/api/notes/1', 400],
    ['/api/notes/..%2f..%2fetc', 400],
    ['/assets/none.js', 404],
  ])('the address %s', async (path, status) => {
    const response = await raw(path)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect([response.status, (await jsonOf(response)).status]).toEqual([status, status])
  })

  test('oversized headers and what is not HTTP', async () => {
    const { port } = app.server.address() as AddressInfo
    const say = (text: string) =>
      new Promise<string>((resolve) => {
        let heard = ''
        const socket = connect(port, '127.0.0.1', () => socket.write(text))
        socket.on('data', (data) => {
          heard += data
        })
        socket.on('close', () => resolve(heard))
      })
    const oversized = await say(`GET /api/health HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`)
    expect(oversized).toContain('HTTP/1.1 431')
    expect(oversized).toContain('application/problem+json')
    expect(await say('hello\r\n\r\n')).toContain('HTTP/1.1 400')
  })
})

describe('errors', () => {
  test('an error of ours is told with what would be right, in the language asked for', async () => {
    const fail = (language: string) =>
      raw('/api/failures', {
        method: 'POST',
        body: '{"how":"conflict"}',
        headers: { 'content-type': 'application/json', 'accept-language': language },
      })
    const problem = await jsonOf(await fail('en-GB,zh;q=0.5'))
    expect(problem).toMatchObject({
      type: 'urn:lika:problem:note.changed',
      status: 409,
      detail: 'has changed',
      field: 'count',
      value: 1,
      expected: 2,
    })
    expect((await jsonOf(await fail('zh-CN,en'))).detail).toBe('已被修改')
  })

  test('the client throws what the server refused', async () => {
    const refusal = await call('nobody')
      .failNote({ body: { how: 'conflict' } })
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ApiProblem)
    expect(refusal).toMatchObject({ code: 'note.changed', problem: { messages: { en: 'has changed' } } })
  })

  test('a bug is a 500 without its text, and the log holds neither id numbers nor the query', async () => {
    const response = await raw(`/api/failures?search=${secret}`, {
      method: 'POST',
      body: '{"how":"bug"}',
      headers: { 'content-type': 'application/json' },
    })
    const bug = await raw('/api/failures', {
      method: 'POST',
      body: '{"how":"bug"}',
      headers: { 'content-type': 'application/json' },
    })
    expect([response.status, bug.status]).toEqual([400, 500])
    expect(await bug.text()).not.toContain('cannot store')
    const log = lines.join('')
    expect(log).toContain('cannot store [removed]')
    expect(log).not.toContain(secret)
    expect(log).not.toContain('search=')
  })

  test.each([
    [`id ${secret}.`, 'id [removed].'],
    ['old 110105491231002', 'old [removed]'],
    ['phone 13812345678, 138 1234 5678', 'phone [removed], [removed]'],
    ['card 6222021234567890123', 'card [removed]'],
    ['card 6222 0212 3456 7890', 'card [removed]'],
    ['region 450502100201 and 4505021002', 'region 450502100201 and 4505021002'],
  ])('%s is logged as %s', (line, logged) => {
    expect(withoutIdentityData(line)).toBe(logged)
  })
})

describe('uploads', () => {
  const file = (bytes: number) => new File([new Uint8Array(bytes)], '../户.xlsx')

  test('an upload arrives with its name, size and digest, and its temporary file is gone after', async () => {
    const received = await call('writer').sendFile({ upload: file(1000) })
    expect(received).toMatchObject({ size: 1000, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(readdirSync(uploadFolder)).toEqual([])
  })

  test('one that is too large, or is no form, or has no file, is refused', async () => {
    await expect(call('writer').sendFile({ upload: file(1001) })).rejects.toMatchObject({ status: 413 })
    const wrong = (body: FormData | string) => raw('/api/files', { method: 'POST', body })
    const other = new FormData()
    other.set('photo', file(3))
    const two = new FormData()
    two.append('file', file(3))
    two.append('file', file(3))
    expect((await wrong(other)).status).toBe(400)
    expect((await wrong(two)).status).toBe(400)
    expect((await wrong(new FormData())).status).toBe(400)
    expect((await wrong('text')).status).toBe(415)
    expect(readdirSync(uploadFolder)).toEqual([])
  })

  test('the rest of one that the disk has no more room for is taken off the line, and holds nothing up', async () => {
    let looks = 0
    const disk = createDisk(['/data'], {
      spaceOf: () => ({ device: 1, free: looks++ < 3 ? 2 ** 40 : 0, total: 2 ** 40 }),
    })
    const takeMuch = defineRoute({ ...sendFile, upload: { maxBytes: 2 ** 27 } })
    const own = await buildHttp({
      handled: [handle(takeMuch, async ({ upload }) => ({ ...upload }))],
      contract: [takeMuch],
      authenticate: async () => ({ actor: actor('notes.write'), token: '' }),
      audit: { append: async (event) => void kept.push(event) },
      uploadFolder,
      disk,
      logger: createLogger({ level: 'silent' }),
      about: { title: 'Test', version: '1' },
    })
    const sending = request(`${await listen(own, { host: '127.0.0.1', port: 0 })}/api/files`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    })
    const answered = once(sending, 'response')
    sending.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n')
    // More than fits between the two.
    sending.end(Buffer.alloc(2 ** 26))
    const [response] = await answered
    expect(response.statusCode).toBe(507)
    response.resume()
    // Were the rest left lying, the server would break the line off after a minute, and could not be stopped before.
    await once(sending, 'close')
    expect(sending.writableFinished).toBe(true)
    await own.close()
  })
})

describe('the office app', () => {
  test('any address of a page is the page; hashed files are kept for a year', async () => {
    const page = await raw('/households/1', { headers: { accept: 'text/html' } })
    expect([page.status, await page.text(), page.headers.get('cache-control')]).toEqual([
      200,
      '<title>Lika</title>',
      'no-cache',
    ])
    const script = await raw('/assets/main-abc123.js')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect((await raw('/', { headers: { accept: 'text/html' } })).status).toBe(200)
  })
})

describe('the contract', () => {
  const start = (handled: Parameters<typeof buildHttp>[0]['handled'], routes = contract) =>
    buildHttp({
      handled,
      contract: routes,
      authenticate: async () => undefined,
      audit: { append: async (event) => void kept.push(event) },
      uploadFolder,
      logger: createLogger({ level: 'silent' }),
      about: { title: 'Test', version: '1' },
    })

  test('the server does not start when a route has no handler, no permission or no place in the contract', async () => {
    await expect(start([])).rejects.toThrow('getNote has no handler')
    const open = { ...getFile, permission: '' }
    const handled = [{ route: open, handler: async () => null }]
    await expect(start(handled, [open] as never)).rejects.toThrow('getFile declares no permission')
    await expect(start(handled, [])).rejects.toThrow('not in the contract')
  })

  test('a query or path that is not declared as text is refused', () => {
    const query = Type.Object({ limit: Type.Integer() })
    expect(() => defineRoute({ ...getFile, query })).toThrow('query.limit is not declared as text')
    expect(() => defineRoute({ ...getFile, path: '/api/files/:id' })).toThrow('its path names (id)')
  })

  test('OpenAPI 3.1 tells every route with its permission', async () => {
    const document = await jsonOf(await raw('/api/openapi.json'))
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual([
      '/api/failures',
      '/api/files',
      '/api/notes/{id}',
      '/api/waits',
    ])
    expect(document.paths['/api/notes/{id}'].get).toMatchObject({
      operationId: 'getNote',
      'x-permission': 'notes.read',
      parameters: [
        { name: 'id', in: 'path', required: true },
        { name: 'asOf', in: 'query', required: false },
      ],
    })
    expect(document.components.schemas.Problem.required).toContain('requestId')
  })
})

test('a port that is taken is told in one sentence', async () => {
  const { port } = app.server.address() as AddressInfo
  const second = await buildHttp({
    handled: [],
    contract: [],
    authenticate: async () => undefined,
    audit: { append: async (event) => void kept.push(event) },
    uploadFolder,
    logger: createLogger({ level: 'silent' }),
    about: { title: 'Test', version: '1' },
  })
  await expect(listen(second, { host: '127.0.0.1', port })).rejects.toThrow(`Port ${port} is taken`)
})
