/** A real OpenID provider on this machine, for tests, and a browser that goes there and comes back. */
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const redirectUri = 'http://localhost:8600/enter/oidc'

export interface TestProvider {
  readonly issuer: string
  /** Who signs in next, and how. */
  subject: string
  amr: string[]
  acr: string | undefined
  /** How often it has asked somebody who they are. */
  asked: number
  readonly close: () => Promise<void>
}

/** `backTo` is where Lika is entered: another address than that of the server in this process, for a browser's. */
export async function startProvider(backTo = redirectUri): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'lika',
        client_secret: 'a secret of the test',
        redirect_uris: [backTo],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub', 'amr', 'acr', 'auth_time'] },
    acrValues: ['two', 'one'],
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    cookies: { keys: ['of the test'] },
    jwks: { keys: [signingKey()] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  })
  const answer = provider.callback()
  const state: TestProvider = {
    issuer,
    subject: 'u-1001',
    amr: [],
    acr: undefined,
    asked: 0,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    const { prompt, params, session } = await provider.interactionDetails(request, response)
    if (prompt.name === 'login') {
      state.asked += 1
      const login = { accountId: state.subject, amr: state.amr, ...(state.acr ? { acr: state.acr } : {}) }
      return provider.interactionFinished(request, response, { login })
    }
    const grant = new provider.Grant({ accountId: session!.accountId, clientId: String(params.client_id) })
    grant.addOIDCScope('openid')
    const consent = { grantId: await grant.save() }
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
  })
  return state
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'of-the-test' }
}

/** Follows the provider as a browser does, until it sends back to Lika; answers the query of that page. */
export async function goThrough(address: string, cookies: Map<string, string> = new Map()): Promise<string> {
  let url = address
  for (let step = 0; step < 12; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`the provider stopped at ${url}: ${answer.status} ${await answer.text()}`)
    url = new URL(location, url).href
    if (url.startsWith(redirectUri)) return new URL(url).search
  }
  throw new Error(`the provider sends round and round: ${url}`)
}
