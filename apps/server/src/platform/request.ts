/** The request that is being answered: everything that runs for it can ask who asks, and nothing has to be handed through. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Actor } from './http/actor.ts'

export interface RequestContext {
  readonly requestId: string
  readonly routeId: string
  readonly method: string
  /** Address that the request came from. */
  readonly address: string
  readonly actor: Actor | undefined
  /** Token of the session; row-level security looks up its regions. */
  readonly token: string | undefined
}

const running = new AsyncLocalStorage<RequestContext>()

export function inRequest<T>(context: RequestContext, work: () => T): T {
  return running.run(context, work)
}

/** Undefined outside of requests: at the start, in the background, from the shell. */
export function currentRequest(): RequestContext | undefined {
  return running.getStore()
}

/**
 * Rows that are still read for the request when it is the network that asks for more of them: a stream that was
 * waiting goes on in nobody's name otherwise.
 */
export function inSameRequest<T>(rows: AsyncIterable<T> | Iterable<T>): AsyncIterable<T> {
  const within = AsyncLocalStorage.snapshot()
  return {
    [Symbol.asyncIterator]: () => {
      const source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
      return {
        next: async () => within(() => source.next()),
        return: async () => {
          await within(() => source.return?.())
          return { done: true, value: undefined }
        },
      }
    },
  }
}

/** Bookkeeping on the way, which is nobody's deed: it is done whatever becomes of the request, and leaves no event. */
export function besideRequest<T>(work: () => T): T {
  return running.exit(work)
}
