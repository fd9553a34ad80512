// The one way out: a request goes to an origin that the operator has named, to an address that was looked at before
// it is connected to, and never to where an answer redirects it.
//
// What a person or a file names must never make the server ask its own machine, the cloud's metadata address or the
// network behind it. A name can answer one address when it is checked and another when it is used (DNS rebinding), so
// the address that was checked is the one that is connected to: `lookup` runs inside the connection.

import { lookup as resolveName } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { AppError, startupError } from './errors.ts'

export type Outbound = (url: string | URL, init?: OutboundRequest) => Promise<Response>

export type OutboundRequest = {
  readonly method?: string
  readonly headers?: ConstructorParameters<typeof Headers>[0]
  readonly body?: string | Uint8Array | URLSearchParams | null
  readonly signal?: AbortSignal | null
}

export type AllowedOrigin = {
  readonly origin: string
  /** The private network that this origin may lie in, as a CIDR; elsewhere only public addresses are connected to. */
  readonly network?: string
}

export type OutboundOptions = {
  readonly allowed: readonly AllowedOrigin[]
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** How names are resolved; the system's way unless a test says otherwise. */
  readonly resolve?: typeof resolveName
}

/** `https://sso.example.cn, https://sso.intranet.cn=10.2.0.0/16`: what LIKA_OUTBOUND holds. */
export function readAllowedOrigins(text: string): AllowedOrigin[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [address = '', network] = entry.split('=').map((part) => part.trim())
      const url = URL.parse(address)
      const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
      // In clear only within a network that is named: what passes the open network needs TLS.
      if (!isOrigin || (url.protocol === 'http:' && network === undefined)) throw badOrigin(entry)
      if (network === undefined) return { origin: url.origin }
      if (!networkOf(network)) throw badOrigin(entry)
      return { origin: url.origin, network }
    })
}

export function createOutbound(options: OutboundOptions): Outbound {
  const { timeoutMs = 10_000, maxBytes = 5 * 2 ** 20, resolve = resolveName } = options
  const allowed = new Map(options.allowed.map((each) => [each.origin, each]))
  return async (address, init = {}) => {
    const url = URL.parse(String(address))
    const entry = url ? allowed.get(url.origin) : undefined
    if (!url || !entry) throw notAllowed(url?.origin ?? 'the address')
    if (url.username || url.password) throw notAllowed(`${url.origin} with a password in its address`)
    const own = entry.network === undefined ? undefined : networkOf(entry.network)
    const mayConnect = (ip: string) => own?.check(ip, familyOf(ip)) ?? isPublic(ip)
    const literal = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(literal) && !mayConnect(literal)) throw privateTarget(url.origin)
    const deadline = AbortSignal.timeout(timeoutMs)
    const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline
    return send(url, init, { signal, maxBytes, lookup: checkedLookup(url.origin, mayConnect, resolve) })
  }
}

function checkedLookup(
  origin: string,
  mayConnect: (ip: string) => boolean,
  resolve: typeof resolveName,
): LookupFunction {
  return (hostname, { all }, done) => {
    resolve(hostname, { all: true }, (error, addresses) => {
      if (error) return done(error, '')
      // One bad address among good ones is a sign of rebinding, not a reason to take the good ones.
      const isGood = addresses.length > 0 && addresses.every(({ address }) => mayConnect(address))
      if (!isGood) return done(privateTarget(origin), '')
      const [first] = addresses
      if (all) done(null, addresses)
      else done(null, first!.address, first!.family)
    })
  }
}

type Way = { signal: AbortSignal; maxBytes: number; lookup: LookupFunction }

function send(url: URL, init: OutboundRequest, { signal, maxBytes, lookup }: Way): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const fail = (cause: unknown) => reject(cause instanceof AppError ? cause : unreachable(url.origin, cause))
  const body = init.body instanceof URLSearchParams ? init.body.toString() : init.body
  const headers = new Headers(init.headers)
  if (init.body instanceof URLSearchParams && !headers.has('content-type'))
    headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  const start = url.protocol === 'https:' ? requestHttps : requestHttp
  const method = init.method ?? 'GET'
  const request = start(url, { method, headers: Object.fromEntries(headers), lookup, signal, agent: false })
  request.on('error', fail)
  request.on('response', (answer) => {
    const status = answer.statusCode ?? 0
    if (status >= 300 && status < 400 && status !== 304) {
      answer.destroy()
      return fail(redirected(url.origin, answer.headers.location))
    }
    whole(answer, maxBytes, url.origin).then((content) => {
      const hasNone = method === 'HEAD' || status === 204 || status === 304
      const fields = Object.entries(answer.headers).flatMap(([name, value]) =>
        [value ?? []].flat().map((each): [string, string] => [name, each]),
      )
      resolve(new Response(hasNone ? null : new Uint8Array(content), { status, headers: fields }))
    }, fail)
  })
  request.end(body ?? undefined)
  return promise
}

async function whole(answer: Readable, maxBytes: number, origin: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw unreachable(origin, new Error(`the answer is larger than ${maxBytes} bytes`))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** IANA's registries of special addresses: none of them is a machine on the open network. */
const special = blockListOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
])
/** Of IPv6 only this is global unicast; loopback, mapped IPv4, unique local, link-local and multicast lie outside. */
const globalV6 = blockListOf(['2000::/3'])

export function isPublic(ip: string): boolean {
  const family = familyOf(ip)
  if (special.check(ip, family)) return false
  return family === 'ipv4' || globalV6.check(ip, 'ipv6')
}

function familyOf(ip: string): 'ipv4' | 'ipv6' {
  return isIP(ip) === 4 ? 'ipv4' : 'ipv6'
}

function networkOf(cidr: string): BlockList | undefined {
  try {
    return blockListOf([cidr])
  } catch {
    return undefined
  }
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits = ''] = network.split('/')
    if (!isIP(address) || !/^\d{1,3}$/.test(bits)) throw new Error(`${network} is no network`)
    list.addSubnet(address, Number(bits), familyOf(address))
  }
  return list
}

function notAllowed(target: string): AppError {
  return new AppError(
    'outbound.notAllowed',
    502,
    {
      zh: `不允许访问 ${target}：请由系统管理员在 LIKA_OUTBOUND 中登记。`,
      en: `${target} is not among the origins that may be asked: the operator names them in LIKA_OUTBOUND.`,
    },
    { value: target, expected: 'LIKA_OUTBOUND' },
  )
}

function privateTarget(origin: string): AppError {
  return new AppError(
    'outbound.privateAddress',
    502,
    {
      zh: `${origin} 指向本机或内部网络的地址，已拒绝访问。`,
      en: `${origin} leads to an address of this machine or of an inner network, and was not asked.`,
    },
    { value: origin, expected: 'LIKA_OUTBOUND' },
  )
}

function redirected(origin: string, location: string | undefined): AppError {
  const to = URL.parse(location ?? '', origin)?.origin ?? ''
  return new AppError(
    'outbound.redirected',
    502,
    {
      zh: `${origin} 要求转到 ${to}，已拒绝跟随。`,
      en: `${origin} redirects to ${to}; redirects are not followed.`,
    },
    { value: origin },
  )
}

function unreachable(origin: string, cause: unknown): AppError {
  return new AppError(
    'outbound.unreachable',
    502,
    { zh: `无法访问 ${origin}。`, en: `${origin} cannot be reached.` },
    { value: origin, cause },
  )
}

function badOrigin(entry: string): AppError {
  const expected = 'https://sso.example.cn, https://sso.intranet.cn=10.2.0.0/16'
  return startupError(
    'config.invalid',
    {
      zh: `设置 LIKA_OUTBOUND 中的 ${entry} 无效：应为 https 来源，内部网络的来源要写明网段，如 ${expected}。`,
      en: `The entry ${entry} of LIKA_OUTBOUND is not valid: an https origin is expected, with its network where that is private, such as ${expected}.`,
    },
    { field: 'LIKA_OUTBOUND', value: entry, expected },
  )
}
