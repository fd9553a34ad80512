// What is refused for want of a fresh factor is asked once more when the factor has been given. The dialog that asks
// stands in the frame; here is only that it is wanted, and whether it came.

import { useSyncExternalStore } from 'react'
import { noteRoom } from './disk.ts'

interface Asked {
  readonly given: Promise<boolean>
  readonly settle: (given: boolean) => void
}

let asked: Asked | undefined
let hasEnded = false
const listeners = new Set<() => void>()
const tell = () => {
  for (const each of listeners) each()
}

/** Several calls that are refused at once wait for the same factor. */
function factorGiven(): Promise<boolean> {
  if (!asked) {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    asked = { given: promise, settle: resolve }
    tell()
  }
  return asked.given
}

export function settleFactor(given: boolean): void {
  asked?.settle(given)
  asked = undefined
  tell()
}

/** Somebody has signed in, or out: what was noted of the session before holds no more. */
export function beginSession(): void {
  hasEnded = false
  settleFactor(false)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useFactorAsked = () => useSyncExternalStore(subscribe, () => asked !== undefined)
/** The session ended while the page stood open: revoked, disabled, ended elsewhere, or too long at rest. */
export const useSessionEnded = () => useSyncExternalStore(subscribe, () => hasEnded)

/** `fetch`, which asks for a fresh factor where one is needed and then sends the same again. */
export const send: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init)
  noteRoom(answer)
  if (answer.status === 403 && (await codeOf(answer)) === 'access.stepUpNeeded') {
    return (await factorGiven()) ? fetch(input, init) : answer
  }
  if (answer.status === 401 && (await codeOf(answer)) === 'access.signInNeeded' && !hasEnded) {
    hasEnded = true
    tell()
  }
  return answer
}

async function codeOf(answer: Response): Promise<string | undefined> {
  try {
    return ((await answer.clone().json()) as { code?: string }).code
  } catch {
    return undefined
  }
}
