// Registers the contract's routes with their handlers. The server refuses to start when either lacks its partner or
// a route declares no permission.

import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import {
  type AnswerOf,
  type BodyOf,
  isDownload,
  type ParamsOf,
  type QueryOf,
  type Route,
} from '@lika/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuditJournal } from '../audit.ts'
import type { Disk } from '../disk/disk.ts'
import { AppError } from '../errors.ts'
import type { Load } from '../load/load.ts'
import { inRequest, type RequestContext } from '../request.ts'
import type { Actor } from './actor.ts'
import { compileAnswer } from './answer.ts'
import { auditAnswer, rememberContext, tellSubject } from './audited.ts'
import { compileInput, freeTexts, mustNotIdentify } from './input.ts'
import type { Scan } from './scan.ts'
import { receiveUpload, type UploadedFile } from './upload.ts'

/** A file as an answer. `filename` is shown to the person who saves it. */
export type FileAnswer = {
  readonly filename: string
  readonly content: Readable | Buffer | string
  /** Where the route serves files of several types, checked when they came. */
  readonly mediaType?: string
}

/** An answer with a status other than the first that the route declares, or with headers. */
export type Answer<Body> = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Body
}

export type HandlerInput<R extends Route> = {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly upload: 'upload' extends keyof R ? UploadedFile : undefined
  /** Who asks; on a public route perhaps nobody. */
  readonly actor: R['permission'] extends 'public' ? Actor | undefined : Actor
  readonly requestId: string
  /** Ends when the caller goes away, so that long work for nobody can stop. */
  readonly signal: AbortSignal
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export type Handler<R extends Route> = (
  input: HandlerInput<R>,
) => Promise<AnswerOf<R, FileAnswer> | WithHeaders<AnswerOf<R, FileAnswer>>>

export type HandledRoute = { readonly route: Route; readonly handler: (input: never) => Promise<unknown> }

const withHeaders = Symbol('answer')
type WithHeaders<Body> = Answer<Body> & { readonly [withHeaders]: true }

/** For the few answers that are more than a body: `return answer({ status: 201, body })`. */
export function answer<Body>(parts: Answer<Body>): WithHeaders<Body> {
  return { ...parts, [withHeaders]: true }
}

/** Joins a route and its handler, with the types of one checked against the other. */
export function handle<const R extends Route>(route: R, handler: Handler<R>): HandledRoute {
  return { route, handler: handler as HandledRoute['handler'] }
}

/** Who asks, and the token that the database looks up the scope by. */
export type Authenticated = { readonly actor: Actor; readonly token: string }

export type RegisterOptions = {
  /** All routes of the contract: each must have its handler here. */
  readonly contract: readonly Route[]
  readonly authenticate: (request: FastifyRequest) => Promise<Authenticated | undefined>
  readonly uploadFolder: string
  /** The last hand on the text of an answer: what lies encrypted becomes what may be seen of it. */
  readonly finish?: ((json: string) => Promise<string>) | undefined
  /** Where it is kept who saw and did what. */
  readonly audit: AuditJournal
  /** Looks at every upload before it is opened. */
  readonly scan?: Scan
  /** Refuses what would be stored while there is no room for it. */
  readonly disk?: Disk | undefined
  /** Keeps one account, and all of them together, from asking for more than the server can do. */
  readonly load?: Load
}

export function registerRoutes(
  app: FastifyInstance,
  handled: readonly HandledRoute[],
  options: RegisterOptions,
): void {
  mustBeComplete(handled, options.contract)
  for (const each of handled) register(app, each, options)
}

function mustBeComplete(handled: readonly HandledRoute[], contract: readonly Route[]): void {
  const faults: string[] = []
  const seen = new Set<string>()
  for (const { route } of handled) {
    if (typeof route.permission !== 'string' || route.permission === '')
      faults.push(`${route.id} declares no permission`)
    if (!contract.includes(route)) faults.push(`${route.id} has a handler but is not in the contract`)
    if (seen.has(route.id)) faults.push(`${route.id} has two handlers`)
    seen.add(route.id)
  }
  for (const route of contract) if (!seen.has(route.id)) faults.push(`${route.id} has no handler`)
  if (faults.length > 0) throw new Error(`the server does not start: ${faults.join('; ')}`)
}

function register(app: FastifyInstance, { route, handler }: HandledRoute, options: RegisterOptions): void {
  const read = compileReaders(route)
  const write = compileWriters(route)
  const contexts = new WeakMap<FastifyRequest, RequestContext>()
  app.route({
    method: route.method,
    url: route.path,
    ...(route.maxBodyBytes ? { bodyLimit: route.maxBodyBytes } : {}),
    // Before the body is read: whoever may not call it does not make the server parse anything.
    onRequest: async (request) => {
      const authenticated = await options.authenticate(request)
      const context = {
        requestId: request.id,
        routeId: route.id,
        method: route.method,
        address: request.ip,
        actor: authenticated?.actor,
        token: authenticated?.token,
      }
      contexts.set(request, context)
      rememberContext(request, context, route)
      tellSubject(context, route, { params: request.params, query: request.query })
      mustBePermitted(route, authenticated?.actor)
      if (options.disk) mustHaveRoom(options.disk, route, request)
    },
    handler: async (request, reply) => {
      const { params, query, body } = read(request)
      const context = contexts.get(request)!
      const { actor, requestId } = context
      tellSubject(context, route, { params, query, body })
      const signal = goneSignal(reply)
      const leave = await options.load?.enter({ route, query, actor, signal })
      // A file is sent long after its handler has answered.
      if (leave) whenOver(reply, leave)
      const upload =
        route.upload &&
        (await receiveUpload(request, {
          folder: options.uploadFolder,
          maxBytes: route.upload.maxBytes,
          scan: options.scan,
          disk: options.disk,
        }))
      const asks = actorFor(route, actor)
      const input = { params, query, body, upload, actor: asks, requestId, signal, request, reply }
      let result: unknown
      try {
        result = await inRequest(context, () => handler(input as never))
      } finally {
        if (upload) await rm(upload.path, { force: true })
      }
      await auditAnswer(options.audit, route, context, { params, query })
      return send(reply, route, result, write, options.finish)
    },
  })
}

/** An upload lies there three times for a while: as it came, sealed, and opened for being read. */
const COPIES_OF_UPLOAD = 3

function mustHaveRoom(disk: Disk, route: Route, request: FastifyRequest): void {
  if (route.method !== 'GET' && !route.whileFull) {
    const bytes = route.upload ? Number(request.headers['content-length'] ?? 0) : 0
    disk.mustTake(bytes * COPIES_OF_UPLOAD)
  }
  // Nobody reads what is sensitive without an entry in the journal.
  else if (route.method !== 'GET' || route.audit) disk.mustTakeLittle()
}

/**
 * Ends when whoever asked goes away before the answer has left. The request's own signal ends with its body, so that
 * every POST would look abandoned as soon as it was read.
 */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}

/** The answer is sent, or whoever asked is gone. */
export function whenOver({ raw }: FastifyReply, then: () => void): void {
  raw.once('finish', then)
  raw.once('close', then)
}

/**
 * Who leads a city and keeps the register of one county may write in that county alone: a use case sees the regions of
 * those grants that hold the permission of its route.
 */
function actorFor(route: Route, actor: Actor | undefined): Actor | undefined {
  const regions = actor?.regionsOf?.get(route.permission)
  return actor && regions ? { ...actor, regions } : actor
}

function mustBePermitted(route: Route, actor: Actor | undefined): void {
  if (route.permission === 'public') return
  if (!actor) {
    throw new AppError('access.signInNeeded', 401, { zh: '请先登录。', en: 'Sign in first.' })
  }
  if (route.permission !== 'entering') mustBeSignedIn(actor)
  if (!['signedIn', 'entering'].includes(route.permission) && !actor.permissions.has(route.permission)) {
    throw new AppError(
      'access.notPermitted',
      403,
      {
        zh: `您的角色没有“${route.permission}”权限。`,
        en: `Your role lacks the permission ${route.permission}.`,
      },
      { value: actor.role, expected: route.permission },
    )
  }
  if (route.stepUp) mustBeFresh(actor)
}

/** Whoever has shown a password alone may do nothing but what the next step of entering is. */
function mustBeSignedIn({ session }: Actor): void {
  if (!session?.pending) return
  throw session.pending === 'changePassword'
    ? new AppError('access.newPasswordNeeded', 403, {
        zh: '密码已到期，请先修改密码。',
        en: 'The password is too old; change it first.',
      })
    : new AppError('access.secondFactorNeeded', 403, {
        zh: '请先完成第二步验证。',
        en: 'Give the second factor first.',
      })
}

/** Refuses an actor whose last factor was given too long ago for what weighs more: exports, keys, roles, accounts. */
export function mustBeFresh({ session }: Actor): void {
  if (session?.isFresh) return
  throw new AppError('access.stepUpNeeded', 403, {
    zh: '这项操作需要再次验证身份。',
    en: 'Confirm who you are for this: give a factor again.',
  })
}

type Parts = { params: unknown; query: unknown; body: unknown }

function compileReaders(route: Route): (request: FastifyRequest) => Parts {
  const nothing = { type: 'object', properties: {}, additionalProperties: false }
  const params = compileInput(route.params ?? nothing)
  const query = compileInput(route.query ?? nothing)
  const texts = freeTexts(route.query)
  const body = route.body && compileInput(route.body)
  return (request) => {
    params(request.params)
    mustNotIdentify(request.query, texts)
    query(request.query)
    if (body) body(request.body)
    else if (!route.upload) mustBeEmpty(request.body)
    return { params: request.params, query: request.query, body: body && request.body }
  }
}

function mustBeEmpty(body: unknown): void {
  if (body === undefined || body === null) return
  throw new AppError('request.invalid', 400, { zh: '该请求不应带正文。', en: 'This request takes no body.' })
}

type Writers = ReadonlyMap<number, (value: unknown) => string>

function compileWriters(route: Route): Writers {
  const writers = new Map<number, (value: unknown) => string>()
  for (const [status, declared] of Object.entries(route.response)) {
    if (!isDownload(declared)) writers.set(Number(status), compileAnswer(declared, route.id))
  }
  return writers
}

async function send(
  reply: FastifyReply,
  route: Route,
  result: unknown,
  writers: Writers,
  finish: RegisterOptions['finish'],
): Promise<FastifyReply> {
  const isAnswer = typeof result === 'object' && result !== null && withHeaders in result
  const { status, headers, body } = isAnswer
    ? (result as unknown as Answer<unknown>)
    : { status: undefined, headers: {}, body: result }
  const declaredStatus = status ?? Number(Object.keys(route.response)[0])
  const declared = route.response[declaredStatus]
  if (!declared) throw new Error(`${route.id} answers ${declaredStatus}, which it does not declare`)
  reply.code(declaredStatus).headers(headers ?? {})
  if (isDownload(declared)) return sendFile(reply, declared.download, body as FileAnswer)

  const written = writers.get(declaredStatus)!(body)
  const text = finish ? await finish(written) : written
  reply.type('application/json; charset=utf-8')
  if (route.method === 'GET') {
    if (!reply.hasHeader('etag')) reply.header('etag', weakTag(text))
    if (matches(reply.request.headers['if-none-match'], reply.getHeader('etag')))
      return reply.code(304).send()
  }
  return reply.send(text)
}

/** Whoever asks for a file and takes nothing of it for this long has gone away, whatever their connection says. */
const STALLED_MS = 5 * 60_000

function sendFile(reply: FastifyReply, type: string, file: FileAnswer): FastifyReply {
  reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy())
  const plain = file.filename.replaceAll(/[^\w.-]/g, '_')
  return reply
    .type(file.mediaType ?? type)
    .header(
      'content-disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    )
    .send(file.content)
}

function weakTag(text: string): string {
  return `W/"${createHash('sha1').update(text).digest('base64url').slice(0, 20)}"`
}

function matches(asked: string | undefined, tag: unknown): boolean {
  if (!asked) return false
  const bare = (each: string) => each.trim().replace(/^W\//, '')
  return asked === '*' || asked.split(',').some((each) => bare(each) === bare(String(tag)))
}
