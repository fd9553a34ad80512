/**
 * Passkeys (WebAuthn), checked by @simplewebauthn/server. User verification is always asked for, so a passkey is two
 * factors at once: the device, and the finger, face or number that opens it.
 */
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import type { NewPasskey, PasskeyAnswer, PasskeyCreation, PasskeyRequest } from '@lika/contract'
import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'

/** Whom a passkey is for: it answers to no other address, so nobody can be lured to a false one. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

export interface Passkey {
  readonly credentialId: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
}

const TIMEOUT_MS = 5 * 60_000
/** EdDSA, ES256 and RS256: what every authenticator can do one of. */
const ALGORITHMS = [-8, -7, -257]

/** Undefined where browsers offer none: at a bare number address, or without https except on this machine. */
export function relyingPartyOf(origin: string | undefined): RelyingParty | undefined {
  const url = origin === undefined ? null : URL.parse(origin)
  if (!url || isIP(url.hostname.replaceAll(/[[\]]/g, '')) !== 0) return undefined
  if (url.protocol !== 'https:' && url.hostname !== 'localhost') return undefined
  return { id: url.hostname, origin: url.origin }
}

export function newChallenge(): string {
  return randomBytes(32).toString('base64url')
}

export function passkeyRequest(
  party: RelyingParty,
  challenge: string,
  allowed: readonly Passkey[],
): PasskeyRequest['options'] {
  return {
    challenge,
    rpId: party.id,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
    allowCredentials: allowed.map(refOf),
  }
}

export function passkeyCreation(
  party: RelyingParty,
  challenge: string,
  account: { readonly id: string; readonly name: string; readonly displayName: string },
  known: readonly Passkey[],
): PasskeyCreation['options'] {
  return {
    challenge,
    rp: { id: party.id, name: '立卡 Lika' },
    user: {
      id: Buffer.from(account.id).toString('base64url'),
      name: account.name,
      displayName: account.displayName,
    },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT_MS,
    attestation: 'none',
    excludeCredentials: known.map(refOf),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  }
}

function refOf({ credentialId, transports }: Passkey) {
  return { id: credentialId, type: 'public-key' as const, transports: [...transports] }
}

/** The passkey that was made; undefined when the answer does not hold. */
export async function readNewPasskey(
  party: RelyingParty,
  challenge: string,
  answer: NewPasskey,
): Promise<Passkey | undefined> {
  const checked = await orUndefined(() =>
    verifyRegistrationResponse({
      response: answer as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  if (!checked?.verified) return undefined
  const { id, publicKey, counter } = checked.registrationInfo.credential
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    counter,
    transports: answer.response.transports ?? [],
  }
}

/** The counter of the passkey after this use; undefined when the answer does not hold, or the passkey was copied. */
export async function counterOfAnswer(
  party: RelyingParty,
  challenge: string,
  answer: PasskeyAnswer,
  passkey: Passkey,
): Promise<number | undefined> {
  const checked = await orUndefined(() =>
    verifyAuthenticationResponse({
      response: answer as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
    }),
  )
  return checked?.verified ? checked.authenticationInfo.newCounter : undefined
}

/** The library throws at what does not hold as well as at what it cannot read: for whoever enters both are a no. */
async function orUndefined<T>(check: () => Promise<T>): Promise<T | undefined> {
  try {
    return await check()
  } catch {
    return undefined
  }
}
