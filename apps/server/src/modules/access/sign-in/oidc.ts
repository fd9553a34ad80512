/**
 * Single sign-on by OpenID Connect: authorization code with PKCE, state and nonce, checked by openid-client. Nothing is
 * read from the provider but who it is and how strongly they showed it; no account is ever made from what it says.
 */
import * as oidc from 'openid-client'
import { AppError, type Message } from '../../../platform/errors.ts'
import type { Outbound } from '../../../platform/outbound.ts'

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  /** What people call it: 北海市统一身份认证. */
  readonly label: string
  /** Values of `acr` that the provider gives only after two factors. */
  readonly strongAcr: readonly string[]
}

/** What has to be kept between the way out and the way back. */
export interface OidcAttempt {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly redirectUri: string
  /** They had to show again who they are, not only that they had. */
  readonly isFresh: boolean
}

export interface OidcIdentity {
  readonly issuer: string
  readonly subject: string
  /** Whether the provider says that it saw two factors. */
  readonly isStrong: boolean
}

export interface Oidc {
  readonly label: string
  begin(
    redirectUri: string,
    isFresh: boolean,
  ): Promise<{ readonly address: string; readonly attempt: OidcAttempt }>
  finish(attempt: OidcAttempt, search: string): Promise<OidcIdentity>
}

/** RFC 8176: several factors of different kinds. */
const STRONG_AMR = ['mfa']

export function openOidc(settings: OidcSettings, outbound: Outbound): Oidc {
  const discover = remembered(() => discoverProvider(settings, outbound))
  return {
    label: settings.label,
    begin: async (redirectUri, isFresh) => {
      const config = await orUnavailable(settings.label, discover)
      const verifier = oidc.randomPKCECodeVerifier()
      const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, redirectUri, isFresh }
      const address = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(settings.strongAcr.length > 0 ? { acr_values: settings.strongAcr.join(' ') } : {}),
        ...(isFresh ? { prompt: 'login', max_age: '0' } : {}),
      })
      return { address: address.href, attempt }
    },
    finish: async (attempt, search) => {
      const config = await orUnavailable(settings.label, discover)
      const claims = await answered(config, attempt, search)
      const { iss, sub, acr, amr } = claims
      const isStrong =
        (typeof acr === 'string' && settings.strongAcr.includes(acr)) ||
        (Array.isArray(amr) && amr.some((each) => STRONG_AMR.includes(String(each))))
      return { issuer: iss, subject: sub, isStrong }
    },
  }
}

async function discoverProvider(settings: OidcSettings, outbound: Outbound): Promise<oidc.Configuration> {
  const issuer = new URL(settings.issuer)
  const { clientSecret } = settings
  return oidc.discovery(
    issuer,
    settings.clientId,
    undefined,
    clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    {
      [oidc.customFetch]: (url, init) =>
        outbound(url, {
          method: init.method,
          headers: init.headers,
          body: (init.body ?? null) as string | URLSearchParams | null,
          signal: init.signal ?? null,
        }),
      // The settings allow http for a provider on this machine only.
      ...(issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
    },
  )
}

async function answered(
  config: oidc.Configuration,
  attempt: OidcAttempt,
  search: string,
): Promise<oidc.IDToken> {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(search, attempt.redirectUri), {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
      // A minute for the way back and for clocks.
      ...(attempt.isFresh ? { maxAge: 60 } : {}),
    })
    return tokens.claims()!
  } catch (cause) {
    const message: Message = {
      zh: '统一登录没有成功，请重新开始。',
      en: 'The single sign-on did not succeed; begin again.',
    }
    throw new AppError('session.refused', 401, message, { cause })
  }
}

async function orUnavailable<T>(label: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const message = {
      zh: `${label} 暂时无法访问，请稍后重试或用密码登录。`,
      en: `${label} cannot be reached; try again in a moment, or sign in with your password.`,
    }
    throw new AppError('session.oidcUnreachable', 502, message, { cause })
  }
}

/** Once it succeeds; a failure is tried again. What a provider says of itself is read anew every hour. */
function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined
  let until = 0
  return () => {
    if (!kept || Date.now() > until) {
      until = Date.now() + 3_600_000
      kept = read()
      kept.catch(() => {
        kept = undefined
      })
    }
    return kept
  }
}
