// The HTTP server: headers, limits, errors and the office app. Routes come from registerRoutes.

import { existsSync, mkdirSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import underPressure from '@fastify/under-pressure'
import { openApi } from '@lika/contract'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { DayGate } from './day-gate.ts'
import type { Disk } from './disk/disk.ts'
import { AppError, notFound, startupError } from './errors.ts'
import { openRefusals } from './http/audited.ts'
import { isPageRequest, serveOffice } from './http/office.ts'
import { type Pages, servePages } from './http/pages.ts'
import { appErrorOf, PROBLEM_TYPE, problemOf } from './http/problem.ts'
import { type HandledRoute, type RegisterOptions, registerRoutes, whenOver } from './http/routes.ts'
import { uuidv7 } from './uuid.ts'

export type { Actor, ActorGrant, ActorSession } from './http/actor.ts'
export { mustNotIdentify } from './http/input.ts'
export { createLogger, withoutIdentityData } from './http/log.ts'
export type { PageAnswer, PageAsked, PageRoute, Pages } from './http/pages.ts'
export {
  type Answer,
  answer,
  type FileAnswer,
  type HandledRoute,
  type Handler,
  type HandlerInput,
  handle,
  mustBeFresh,
} from './http/routes.ts'
export type { UploadedFile } from './http/upload.ts'

export type HttpOptions = RegisterOptions & {
  readonly handled: readonly HandledRoute[]
  readonly logger: Logger
  readonly about: { readonly title: string; readonly version: string }
  /** The built office app; without it only the API is served. */
  readonly officeFolder?: string
  /** Pages for whoever has no account. */
  readonly pages?: Pages
  /** Addresses of proxies in front, whose word about caller and TLS counts. */
  readonly trustProxy?: string[] | false
  /** Requests wait there while days pass in a demo world. */
  readonly days?: DayGate
}

const BODY_LIMIT = 2 ** 20

export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  mkdirSync(options.uploadFolder, { recursive: true, mode: 0o700 })
  const app = Fastify({
    loggerInstance: options.logger,
    genReqId: () => uuidv7(),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 120_000,
    trustProxy: options.trustProxy ?? false,
    // Node's own answer to a request that it cannot parse is not a problem answer.
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply as FastifyReply),
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
  }) as unknown as FastifyInstance
  const refusals = openRefusals(options.audit)
  app.addHook('onClose', () => refusals.close())
  app.setErrorHandler(async (error, request, reply) => {
    await refusals
      .say(request, appErrorOf(error))
      .catch((cause) => request.log.error({ err: cause }, 'a refusal could not be kept'))
    return sendProblem(error, request, reply)
  })
  await protect(app, options.disk)
  if (options.load || options.days) admitRequests(app, options)
  await app.register(multipart, { throwFileSizeLimit: false })
  registerRoutes(app, options.handled, options)

  if (options.pages) await servePages(app, options.pages, { ...options, mustBeSameOrigin })

  const document = JSON.stringify(openApi(options.contract, options.about))
  app.get('/api/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(document))
  if (options.officeFolder) await serveOffice(app, options.officeFolder)
  app.setNotFoundHandler((request, reply) => answerUnknown(request, reply, options.officeFolder))
  return app
}

async function protect(app: FastifyInstance, disk: Disk | undefined): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // antd writes its styles into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    // Browsers heed it over https only, so it does not break a plain intranet address.
    hsts: { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  await app.register(cookie)
  await app.register(underPressure, {
    // Loading the packs in force stalls the loop for a second or two on a small machine; that is not overload.
    maxEventLoopDelay: 4_000,
    retryAfter: 5,
    // A server that only reads is not down: whoever looks after it sees here that it stores nothing.
    healthCheck: async () => ({ disk: disk?.look().level ?? 'ok' }),
    exposeStatusRoute: {
      url: '/api/health',
      routeOpts: { logLevel: 'warn' } as never,
      routeResponseSchemaOpts: { disk: { type: 'string' } },
    },
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (!request.url.startsWith('/api')) return
    reply.header('cache-control', 'no-store')
    mustBeSameOrigin(request)
  })
}

/**
 * Before the session is looked up, which takes a connection: a request too many costs next to nothing. And before
 * anything is read: while days pass in a demo world, requests wait for the one that lets them.
 */
function admitRequests(app: FastifyInstance, { load, days }: HttpOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    const { url } = request
    if (url === '/api/health') return
    const ways: (() => void)[] = []
    let isOver = false
    // One listener for both: Node warns of more than ten.
    whenOver(reply, () => {
      isOver = true
      for (const leave of ways.splice(0)) leave()
    })
    if (load && url.startsWith('/api/')) ways.push(load.arrive())
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (!days || (url.startsWith('/api/world/') && !isReading)) return
    const leave = await days.arrive(isReading ? 'read' : 'change')
    if (isOver) leave()
    else ways.push(leave)
  })
}

/** A form on another site can send a request with our cookie; the browser says so in Origin. */
function mustBeSameOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (request.method === 'GET' || request.method === 'HEAD') return
  const isForeign = origin !== undefined && URL.parse(origin)?.host !== host
  if (!isForeign && site !== 'cross-site') return
  throw new AppError('access.crossSite', 403, {
    zh: '拒绝来自其他网站的请求。',
    en: 'Requests from other sites are refused.',
  })
}

async function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const known = appErrorOf(error)
  // Of the machine, not of the program: one line, not a stack for everybody who asks meanwhile.
  if (known.status === 503 || known.status === 507)
    request.log.warn({ code: known.code, reason: (error as Error).message }, 'cannot answer')
  else if (known.status >= 500) request.log.error({ err: error }, known.code)
  else request.log.info({ code: known.code, status: known.status }, 'refused')
  if (known.retryAfter !== undefined) reply.header('retry-after', known.retryAfter)
  return reply
    .code(known.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(known, request)))
}

/** Whoever is given a reply back listens to it until it is over, each layer once more: a page is only sent. */
function answerUnknown(
  request: FastifyRequest,
  reply: FastifyReply,
  office?: string,
): Promise<FastifyReply> | undefined {
  const isPage = isPageRequest(request.method, request.url, request.headers.accept)
  if (isPage && office && existsSync(join(office, 'index.html'))) {
    reply.header('cache-control', 'no-cache').sendFile('index.html')
    return undefined
  }
  const message = { zh: '没有这个地址。', en: 'There is nothing at this address.' }
  return sendProblem(notFound('request.unknownAddress', message), request, reply)
}

function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, title] = UNREADABLE[error.code ?? ''] ?? [400, 'Bad Request']
  const body = JSON.stringify(problemOf(appErrorOf({ statusCode: status }), { id: uuidv7(), headers: {} }))
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const UNREADABLE: Record<string, [number, string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

/** Listens, and says in one sentence why it cannot. Answers the address. */
export async function listen(app: FastifyInstance, at: { host: string; port: number }): Promise<string> {
  try {
    return await app.listen(at)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      throw startupError('server.portTaken', {
        zh: `端口 ${at.port} 已被占用：请停止占用它的程序，或用 LIKA_PORT 指定另一个端口。`,
        en: `Port ${at.port} is taken: stop the program that uses it, or choose another port with LIKA_PORT.`,
      })
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw startupError('server.cannotListen', {
        zh: `无法在 ${at.host}:${at.port} 监听：请检查 LIKA_HOST 和 LIKA_PORT。`,
        en: `The server cannot listen at ${at.host}:${at.port}: check LIKA_HOST and LIKA_PORT.`,
      })
    }
    throw error
  }
}
