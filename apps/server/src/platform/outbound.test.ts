import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppError } from './errors.ts'
import { createOutbound, isPublic, type Outbound, readAllowedOrigins } from './outbound.ts'

let port = 0
let heard: string[] = []
const answers: Record<string, RequestListener> = {
  '/plain': (request, reply) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => reply.setHeader('set-cookie', ['a=1', 'b=2']).end(`${request.method} ${body}`))
  },
  '/elsewhere': (_, reply) => reply.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
  '/flood': (_, reply) => reply.end(Buffer.alloc(100_000)),
  '/never': () => {},
}
const server = createServer((request, reply) => {
  heard.push(request.url ?? '')
  answers[request.url ?? '']?.(request, reply)
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: AppError) => error.code,
  )
/** A name server that answers each question with the next list of addresses. */
const naming = (...lists: string[][]) =>
  ((_: string, __: object, done: (error: null, found: { address: string; family: number }[]) => void) => {
    const list = lists.length > 1 ? lists.shift()! : lists[0]!
    done(
      null,
      list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as never
const local = (more = {}): Outbound =>
  createOutbound({
    allowed: readAllowedOrigins(`http://sso.example.cn:${port}=127.0.0.0/8`),
    resolve: naming(['127.0.0.1']),
    ...more,
  })
const at = (path: string) => `http://sso.example.cn:${port}${path}`

describe('an origin that the operator has named is asked', () => {
  test('its answer comes with status, headers and body', async () => {
    const answer = await local()(at('/plain'), { method: 'POST', body: new URLSearchParams({ code: '1' }) })
    expect([answer.status, await answer.text()]).toEqual([200, 'POST code=1'])
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  test('any other origin, port or scheme is not', async () => {
    heard = []
    for (const url of [
      'https://elsewhere.example',
      at('/plain').replace('http:', 'https:'),
      `http://sso.example.cn:${port + 1}/plain`,
      `http://sso.example.cn.evil.example:${port}/plain`,
      `http://user:secret@sso.example.cn:${port}/plain`,
      'file:///etc/passwd',
      'not an address',
    ])
      expect(await codeOf(local()(url)), url).toBe('outbound.notAllowed')
    expect(heard).toEqual([])
  })

  test('a redirect is refused and not followed', async () => {
    expect(await codeOf(local()(at('/elsewhere')))).toBe('outbound.redirected')
  })

  test('an answer without an end, and one that never comes, are given up', async () => {
    expect(await codeOf(local({ maxBytes: 50_000 })(at('/flood')))).toBe('outbound.unreachable')
    expect(await codeOf(local({ timeoutMs: 100 })(at('/never')))).toBe('outbound.unreachable')
  })
})

describe('a name that leads inside is not connected to', () => {
  const inner = [
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fe80::1',
    'fd00::1',
    'fc00::1',
    'ff02::1',
  ]
  test.each(inner)('%s', async (address) => {
    expect(isPublic(address)).toBe(false)
    const outbound = createOutbound({
      allowed: readAllowedOrigins('https://sso.example.cn'),
      resolve: naming([address]),
    })
    expect(await codeOf(outbound('https://sso.example.cn/'))).toBe('outbound.privateAddress')
  })

  test.each(['1.1.1.1', '202.96.128.86', '2606:4700::1111', '240e::1'])('%s is public', (address) => {
    expect(isPublic(address)).toBe(true)
  })

  test('nor when it answers a public address beside it, or first', async () => {
    const mixed = createOutbound({
      allowed: readAllowedOrigins('https://sso.example.cn'),
      resolve: naming(['1.1.1.1', '127.0.0.1']),
    })
    expect(await codeOf(mixed('https://sso.example.cn/'))).toBe('outbound.privateAddress')
    // The name is resolved once, inside the connection: what it would answer the second time is never asked.
    let asked = 0
    const rebinding = naming(['127.0.0.1'], ['169.254.169.254'])
    const counting = ((...args: Parameters<typeof rebinding>) => {
      asked++
      ;(rebinding as unknown as (...all: unknown[]) => void)(...(args as unknown[]))
    }) as never
    expect(await (await local({ resolve: counting })(at('/plain'))).text()).toBe('GET ')
    expect(asked).toBe(1)
  })

  test('an address written as a number, in any spelling, is the address that it is', async () => {
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '[::ffff:7f00:1]']) {
      const origin = new URL(`https://${host}`).origin
      const outbound = createOutbound({ allowed: [{ origin }] })
      expect(await codeOf(outbound(`https://${host}/`)), host).toBe('outbound.privateAddress')
    }
  })

  test('a private network is open only as far as it is named', async () => {
    const allowed = readAllowedOrigins('https://sso.intranet.cn=10.2.0.0/16')
    for (const address of ['10.3.0.1', '127.0.0.1', '169.254.169.254', '1.1.1.1']) {
      const outbound = createOutbound({ allowed, resolve: naming([address]) })
      expect(await codeOf(outbound('https://sso.intranet.cn/')), address).toBe('outbound.privateAddress')
    }
  })
})

test.each([
  'sso.example.cn',
  'http://sso.example.cn',
  'https://sso.example.cn/path',
  'https://a=10.0.0.0',
  'x',
])('the entry %s stops the start', (entry) => {
  expect(() => readAllowedOrigins(entry)).toThrow(/LIKA_OUTBOUND/)
})
