// The typed client, made from the route objects: `client.listHouseholds({ query: { region: '4505' } })`.

import type { AnswerOf, BodyOf, ParamsOf, Problem, QueryOf, Route } from './route.ts'
import { isDownload } from './route.ts'

type Given<Key extends string, Value> = undefined extends Value
  ? { readonly [K in Key]?: undefined }
  : Record<string, never> extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value }

export type CallInput<R extends Route> = Given<'params', ParamsOf<R>> &
  Given<'query', QueryOf<R>> &
  Given<'body', BodyOf<R>> &
  Given<'upload', 'upload' extends keyof R ? Blob : undefined> & { readonly signal?: AbortSignal }

/** The input may be left out when nothing in it is required. */
type Call<R extends Route> =
  Record<string, never> extends CallInput<R>
    ? (input?: CallInput<R>) => Promise<AnswerOf<R, Blob>>
    : (input: CallInput<R>) => Promise<AnswerOf<R, Blob>>

export type Client<R extends Route> = { readonly [Each in R as Each['id']]: Call<Each> }

export type ClientOptions = {
  /** Origin of the server, without a slash at the end; empty for the page's own. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal of the server, or status 0 when there was no answer at all. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail, options)
    this.name = 'ApiProblem'
    this.status = problem.status
    this.code = problem.code
    this.problem = problem
  }
}

export function createClient<R extends Route>(routes: readonly R[], options: ClientOptions = {}): Client<R> {
  const calls = routes.map((route) => [route.id, (input?: Input) => call(route, input ?? {}, options)])
  return Object.fromEntries(calls) as Client<R>
}

type Input = {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: unknown
  upload?: Blob
  signal?: AbortSignal
}

async function call(route: Route, input: Input, options: ClientOptions): Promise<unknown> {
  const send = options.fetch ?? globalThis.fetch
  let response: Response
  try {
    response = await send(`${options.baseUrl ?? ''}${urlOf(route, input)}`, requestOf(route, input, options))
  } catch (cause) {
    if (input.signal?.aborted) throw cause
    throw noAnswer(cause)
  }
  if (!response.ok) throw await problemOf(response)
  const declared = route.response[response.status]
  return declared && isDownload(declared) ? response.blob() : response.json()
}

/** The address of a call, for links and downloads as well. */
export function urlOf(route: Route, input: Pick<Input, 'params' | 'query'>): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = input.params?.[name]
    if (value === undefined || value === '') throw new Error(`${route.id}: the path needs ${name}`)
    return encodeURIComponent(value)
  })
  const given = Object.entries(input.query ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

function requestOf(route: Route, input: Input, options: ClientOptions): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  const request: RequestInit = { method: route.method, headers, credentials: 'same-origin' }
  if (input.signal) request.signal = input.signal
  if (input.body !== undefined) {
    headers['content-type'] = 'application/json'
    request.body = JSON.stringify(input.body)
  } else if (input.upload) {
    const form = new FormData()
    form.set('file', input.upload)
    request.body = form
  }
  return request
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    const problem = (await response.json()) as Problem
    if (typeof problem.code === 'string') return new ApiProblem(problem)
  } catch {
    // Something between us and the server answered: a proxy, say.
  }
  return new ApiProblem({
    ...unreachable,
    status: response.status,
    code: 'network.notOurs',
    type: 'urn:lika:problem:network.notOurs',
  })
}

function noAnswer(cause: unknown): ApiProblem {
  return new ApiProblem(unreachable, { cause })
}

const messages = {
  zh: '无法连接服务器，请检查网络后重试。',
  en: 'The server cannot be reached; check the network and try again.',
}
const unreachable: Problem = {
  type: 'urn:lika:problem:network.unreachable',
  title: 'Unreachable',
  status: 0,
  detail: messages.zh,
  code: 'network.unreachable',
  messages,
  requestId: '',
}
