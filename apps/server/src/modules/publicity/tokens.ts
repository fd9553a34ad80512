/**
 * The one-time token of a form: an id for what will be sent and a secret that its number is made of, signed, so that a
 * form that was sent twice is one and has one number, and nobody sends a form that we did not give.
 */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import type { Keyring } from '../../platform/crypto/index.ts'
import { uuidv7 } from '../../platform/uuid.ts'

export interface Sending {
  readonly id: string
  readonly secret: string
}

type Deps = { readonly keyring: Keyring; readonly clock: Clock }

/** Long enough for whoever is called away from the form, or lets somebody read it first. */
const VALID_MS = 2 * 86_400_000

export function makeToken({ keyring, clock }: Deps, purpose: string): string {
  const parts = [uuidv7(), randomBytes(16).toString('base64url'), Date.parse(clock.now()).toString(36)]
  return [...parts, macOf(keyring, purpose, parts)].join('.')
}

/** Undefined for one that is not ours, is of another form or is too old. */
export function readToken({ keyring, clock }: Deps, purpose: string, token: string): Sending | undefined {
  const [id, secret, at, mac, ...more] = token.split('.')
  if (!id || !secret || !at || !mac || more.length > 0) return undefined
  if (mac !== macOf(keyring, purpose, [id, secret, at])) return undefined
  const age = Date.parse(clock.now()) - Number.parseInt(at, 36)
  return age <= VALID_MS ? { id, secret } : undefined
}

function macOf(keyring: Keyring, purpose: string, parts: readonly string[]): string {
  return keyring
    .hash('lookup', `form ${purpose} ${parts.join(' ')}`)
    .toString('base64url')
    .slice(0, 24)
}
