/** What was wrong, said once in each language of the apps. */
export type Message = { readonly zh: string; readonly en: string }

/** Where it was wrong, with which value, and what would be right. */
export type ErrorDetail = {
  readonly field?: string
  readonly value?: unknown
  readonly expected?: unknown
}

export type AppErrorOptions = ErrorDetail & {
  /** Every place that was wrong, when there is more than one. */
  readonly errors?: readonly (ErrorDetail & { readonly message: Message })[]
  readonly cause?: unknown
  /** Seconds after which the same request may be answered: the header Retry-After. */
  readonly retryAfter?: number
}

/**
 * The one error that people are meant to read. `code` is stable and is the i18n key; `status` is the HTTP
 * status. Thrown where the fault is known, translated once: in http.ts for callers, in cli.ts for a terminal.
 */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly messages: Message
  readonly detail: ErrorDetail
  readonly errors: readonly (ErrorDetail & { readonly message: Message })[]
  readonly retryAfter: number | undefined

  constructor(code: string, status: number, message: Message, options: AppErrorOptions = {}) {
    super(message.en, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.messages = message
    const { field, value, expected } = options
    this.detail = {
      ...(field === undefined ? {} : { field }),
      ...(value === undefined ? {} : { value }),
      ...(expected === undefined ? {} : { expected }),
    }
    this.errors = options.errors ?? []
    this.retryAfter = options.retryAfter
  }
}

/** A request that cannot be understood or breaks a rule of its schema. */
export function invalid(code: string, message: Message, options?: AppErrorOptions): AppError {
  return new AppError(code, 400, message, options)
}

/** Not found and not yours look the same from outside. */
export function notFound(code: string, message: Message, options?: AppErrorOptions): AppError {
  return new AppError(code, 404, message, options)
}

/** The request was right once, but what it rests on has changed, or the same id came with another body. */
export function conflict(code: string, message: Message, options?: AppErrorOptions): AppError {
  return new AppError(code, 409, message, options)
}

/** Understood and well formed, yet against a rule of the domain. */
export function refused(code: string, message: Message, options?: AppErrorOptions): AppError {
  return new AppError(code, 422, message, options)
}

/** The program cannot start or go on, and one sentence says why. `status` has no meaning before HTTP. */
export function startupError(code: string, message: Message, options?: AppErrorOptions): AppError {
  return new AppError(code, 500, message, options)
}
