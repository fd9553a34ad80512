// A route is one object: the server registers it, the client calls it, and OpenAPI is written from it.
//
// Path parameters and query strings are text on the wire, and they are declared as text: strings with a pattern,
// or unions of literals. Nothing is converted for anybody; a handler that wants a number reads it from a text whose
// pattern has already said that it is one. Bodies are JSON with its own types.

import { type Static, type TObject, type TSchema, Type } from 'typebox'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** An answer that is a file: the media type, such as `text/csv`. */
export type Download = { readonly download: string }

/**
 * What a request costs the server. `export` is a file of many rows, `heavy` is worked out over many subjects,
 * `heavyWhenPast` only when it asks for another day than today (`asOf`, `date`) or for what was known on a day (`knownOn`).
 */
export type Cost = 'export' | 'heavy' | 'heavyWhenPast'

/** What an account may do only so much of in an hour or a day: pages of searches, and pages of households and persons. */
export type Budgeted = 'searches' | 'subjectsRead'

/** A request that is one file in a multipart form, in the part named `file`. */
export type Upload = { readonly maxBytes: number }

export type Route = {
  /** Name of the call in the client and of the operation in OpenAPI. */
  readonly id: string
  readonly method: Method
  /** Path with its parameters as `:name`. */
  readonly path: string
  readonly summary: { readonly zh: string; readonly en: string }
  /**
   * The permission a caller needs; `public` for anybody, `signedIn` for whoever is signed in, `entering` also for whoever
   * has still to give a second factor.
   */
  readonly permission: string
  /**
   * What the audit journal keeps of it: `read` and `export` for what answers sensitive data; `noted` where the use case
   * says so. A route that changes something is kept in any case.
   */
  readonly audit?: 'read' | 'export' | 'noted'
  /**
   * No GET, yet it is answered while the disk is full: it reads, it is what reading needs (to enter), or it stops
   * something (a job, a session, a right).
   */
  readonly whileFull?: true
  /** Asks for a factor that is not older than ten minutes. */
  readonly stepUp?: true
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly upload?: Upload
  /** Where it is more than looking something up: only so many such requests run at a time. */
  readonly cost?: Cost
  /** Of which budget of the account a request takes one. */
  readonly budget?: Budgeted
  /** Largest body in bytes, where 1 MiB is not enough. */
  readonly maxBodyBytes?: number
  /** The first status is the one of a plain answer. Everything an answer holds beyond its schema is cut off. */
  readonly response: { readonly [status: number]: TSchema | Download }
}

/** Declares a route. Throws when its declaration breaks a rule of this file: that is an error of the program. */
export function defineRoute<const R extends Route>(route: R): R {
  mustHaveItsParameters(route)
  for (const part of ['params', 'query'] as const) {
    for (const [name, schema] of Object.entries(route[part]?.properties ?? {})) {
      if (!isText(schema)) fail(route, `${part}.${name} is not declared as text`)
    }
  }
  if (route.body && route.upload) fail(route, 'it takes either a body or an upload')
  if (route.method === 'GET' && (route.body || route.upload)) fail(route, 'GET takes no body')
  if (Object.keys(route.response).length === 0) fail(route, 'it declares no response')
  return route
}

function mustHaveItsParameters(route: Route): void {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1])
  const declared = Object.keys(route.params?.properties ?? {})
  if (inPath.toSorted().join() !== declared.toSorted().join()) {
    fail(route, `its path names (${inPath}) and its params declare (${declared})`)
  }
}

function isText(schema: TSchema): boolean {
  const { type, const: literal, enum: values, anyOf } = schema as Record<string, unknown>
  if (Array.isArray(anyOf)) return anyOf.every((each) => isText(each as TSchema))
  if (Array.isArray(values)) return values.every((value) => typeof value === 'string')
  return typeof literal === 'string' || type === 'string'
}

function fail(route: Route, reason: string): never {
  throw new Error(`route ${route.id}: ${reason}`)
}

export function isDownload(answer: TSchema | Download): answer is Download {
  return 'download' in answer
}

/** An object's schema, and all objects within, with unknown fields refused. */
export const closed = { additionalProperties: false } as const

type StaticOr<S, Otherwise> = S extends TSchema ? Static<S> : Otherwise
type Part<R extends Route, K extends keyof Route> = K extends keyof R ? R[K] : undefined

export type ParamsOf<R extends Route> = StaticOr<Part<R, 'params'>, undefined>
export type QueryOf<R extends Route> = StaticOr<Part<R, 'query'>, undefined>
export type BodyOf<R extends Route> = StaticOr<Part<R, 'body'>, undefined>

type Responses<R extends Route> = R['response']
/** What a call answers: the union over the statuses that the route declares. */
export type AnswerOf<R extends Route, File> = {
  [S in keyof Responses<R>]: Responses<R>[S] extends Download
    ? File
    : Responses<R>[S] extends TSchema
      ? Static<Responses<R>[S]>
      : never
}[keyof Responses<R>]

/** RFC 9457 problem details: what every refusal looks like. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'urn:lika:problem: and the code.' }),
    title: Type.String({ description: 'The reason phrase of the status.' }),
    status: Type.Integer(),
    detail: Type.String({ description: 'What was wrong, in the language asked for.' }),
    code: Type.String({ description: 'Stable; the key of the translation.' }),
    messages: Type.Object({ zh: Type.String(), en: Type.String() }, closed),
    requestId: Type.String({ description: 'The same as in the log.' }),
    field: Type.Optional(Type.String({ description: 'Where: names and indexes joined by dots.' })),
    value: Type.Optional(Type.Unknown()),
    expected: Type.Optional(Type.Unknown()),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            field: Type.Optional(Type.String()),
            value: Type.Optional(Type.Unknown()),
            expected: Type.Optional(Type.Unknown()),
            messages: Type.Object({ zh: Type.String(), en: Type.String() }, closed),
          },
          closed,
        ),
      ),
    ),
  },
  { ...closed, $id: 'Problem' },
)
export type Problem = Static<typeof Problem>
