/**
 * Pages of plain HTML beside the API, for whoever has no account: forms as browsers send them, answers as pages. They take
 * part in the same limits, in the refusal of what cannot be stored, and in the audit of what changes something; the
 * address of whoever asks is used for limits only and goes into no journal, since some of them may stay unknown.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Disk } from '../disk/disk.ts'
import { type AppError, notFound } from '../errors.ts'
import type { Load } from '../load/load.ts'
import { inRequest } from '../request.ts'
import { appErrorOf } from './problem.ts'
import { whenOver } from './routes.ts'

export interface PageAnswer {
  readonly status?: number
  /** text/html when left out. */
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

export interface PageAsked {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** Fields of the form; empty for GET. */
  readonly form: Readonly<Record<string, string>>
  readonly address: string
  readonly requestId: string
}

export interface PageRoute {
  /** As the audit journal names it. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** Below the path of the site. */
  readonly path: string
  /** Stores something: refused while the disk is full. */
  readonly stores?: true
  readonly handler: (asked: PageAsked) => Promise<PageAnswer>
}

export interface Pages {
  readonly base: string
  readonly routes: readonly PageRoute[]
  /** How many pages an address may ask for: throws when it is too many. */
  readonly admit: (address: string) => void
  /** The page that says what is wrong. */
  readonly problem: (error: AppError, asked: PageAsked) => PageAnswer
}

/** The longest text in the widest encoding, so that what is a little too long comes back to whoever typed it. */
const FORM_BYTES = 2 ** 18
const MOST_FIELDS = 40

/** No script, nothing from elsewhere, no frame, forms to ourselves alone. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export interface PagesOptions {
  readonly disk?: Disk | undefined
  readonly load?: Load | undefined
  readonly mustBeSameOrigin: (request: FastifyRequest) => void
}

export async function servePages(app: FastifyInstance, pages: Pages, options: PagesOptions): Promise<void> {
  await app.register(
    async (site) => {
      site.removeAllContentTypeParsers()
      site.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'buffer', bodyLimit: FORM_BYTES },
        async (_: FastifyRequest, body: Buffer) => fieldsOf(body.toString('utf8')),
      )
      site.addHook('onRequest', async (request, reply) => {
        reply.header('content-security-policy', POLICY)
        reply.header('cache-control', 'no-store')
        reply.header('x-robots-tag', 'noindex, noarchive')
        if (options.load) whenOver(reply, options.load.arrive())
        pages.admit(request.ip)
        options.mustBeSameOrigin(request)
      })
      site.setErrorHandler((error, request, reply) => {
        const known = appErrorOf(error)
        if (known.status === 503 || known.status === 507)
          request.log.warn({ code: known.code, reason: (error as Error).message }, 'cannot answer')
        else if (known.status >= 500) request.log.error({ err: error }, known.code)
        if (known.retryAfter !== undefined) reply.header('retry-after', known.retryAfter)
        return send(reply, { status: known.status, ...pages.problem(known, askedOf(request)) })
      })
      // A route like any other: what else is served at the root would take the address for one of its own.
      site.all('/*', () => {
        throw notFound('page.unknown', { zh: '没有这个页面。', en: 'There is no such page.' })
      })
      for (const route of pages.routes) addPage(site, route, options)
    },
    { prefix: pages.base },
  )
}

function addPage(site: FastifyInstance, route: PageRoute, { disk }: PagesOptions): void {
  site.route({
    method: route.method,
    url: route.path,
    onRequest: async () => {
      if (route.stores) disk?.mustTake()
    },
    handler: async (request, reply) => {
      const asked = askedOf(request)
      const context = {
        requestId: request.id,
        routeId: `page:${route.id}`,
        method: route.method,
        address: '',
        actor: undefined,
        token: undefined,
      }
      return send(reply, await inRequest(context, () => route.handler(asked)))
    },
  })
}

function send(reply: FastifyReply, { status, type, headers, body }: PageAnswer): FastifyReply {
  return reply
    .code(status ?? 200)
    .type(type ?? 'text/html; charset=utf-8')
    .headers(headers ?? {})
    .send(body)
}

function askedOf(request: FastifyRequest): PageAsked {
  return {
    params: texts(request.params),
    query: texts(request.query),
    form: texts(request.body),
    address: request.ip,
    requestId: request.id,
  }
}

/** Of what came twice the last; bytes that are no text become the sign for that, and what no text holds is left out. */
function fieldsOf(body: string): Record<string, string> {
  return Object.fromEntries([...new URLSearchParams(body)].slice(0, MOST_FIELDS))
}

function texts(values: unknown): Record<string, string> {
  const entries = Object.entries((values ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, cleaned(value)]] : [])),
  )
}

function cleaned(value: string): string {
  return value
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\p{Cc}--[\t\n]]/gv, '')
}
