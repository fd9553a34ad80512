// Entering and leaving: the session, the two factors, the one-time codes, and what belongs to one's own account.
//
// A session is entered in two steps, unless a passkey does both at once. After the first `account` is null and
// `pending` says what is still asked for; every route but those of this file then answers 403 access.secondFactorNeeded.
// Routes that declare `stepUp` want a factor that is not older than ten minutes: 403 access.stepUpNeeded otherwise,
// `confirmFactor` gives one, and the same call is sent again.
// Refusals of all ways to enter: 401 session.refused (never says which part was wrong), 429 session.wait (`value`:
// seconds to wait, as in Retry-After), 410 session.codeSpent for a one-time code that is used, expired or none.
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, Place, Text } from '../schemas.ts'

export const Account = Type.Object(
  {
    id: Id,
    name: Type.String(),
    displayName: Type.String(),
    role: Type.String(),
    roleLabel: Text,
    region: Place,
  },
  closed,
)
export type Account = Static<typeof Account>

export const Instant = Type.String({ format: 'date-time' })

/** How somebody has shown who they are. */
export const Factor = Type.Union([
  Type.Literal('password'),
  Type.Literal('passkey'),
  Type.Literal('totp'),
  Type.Literal('oidc'),
  Type.Literal('demo'),
])
export type Factor = Static<typeof Factor>

/** What is still asked of somebody whose password was right. */
export const Pending = Type.Object(
  {
    step: Type.Union([
      /** One of `factors` has to be given: giveTotp or enterWithPasskey. */
      Type.Literal('giveSecondFactor'),
      /** There is none yet: startTotp and addTotp, or startPasskey and addPasskey. */
      Type.Literal('addSecondFactor'),
      /** The password has grown too old in the profile mlps3: changePassword. Asked after the second factor. */
      Type.Literal('changePassword'),
    ]),
    name: Type.String(),
    displayName: Type.String(),
    factors: Type.Array(Type.Union([Type.Literal('totp'), Type.Literal('passkey')])),
    until: Instant,
  },
  closed,
)
export type Pending = Static<typeof Pending>

/** What a new password must be; the words that it must not contain depend on the account and are told when refused. */
export const PasswordRules = Type.Object(
  {
    profile: Type.Union([Type.Literal('international'), Type.Literal('mlps3')]),
    /** Characters as people count them, of any kind. */
    least: Type.Integer(),
    most: Type.Integer(),
    /** How many of the kinds capital letter, small letter, digit, other it must mix; 0 for none. */
    kinds: Type.Integer(),
    /** Days until it has to be changed. */
    days: Type.Union([Type.Integer(), Type.Null()]),
  },
  closed,
)
export type PasswordRules = Static<typeof PasswordRules>

/** Which ways there are into this installation, for the page of sign-in. */
export const WaysIn = Type.Object(
  {
    /** Nobody has an account yet: only the one-time code of `lika admin code` opens anything. */
    isNew: Type.Boolean(),
    /** False where the browser could not offer one: at a bare number address. */
    passkey: Type.Boolean(),
    /** Single sign-on, by the name that people know it by. */
    oidc: Type.Union([Type.Object({ label: Type.String() }, closed), Type.Null()]),
    password: PasswordRules,
  },
  closed,
)
export type WaysIn = Static<typeof WaysIn>

export const Session = Type.Object(
  {
    account: Type.Union([Account, Type.Null()]),
    permissions: Type.Array(Type.String()),
    /** The day for which verdicts are kept. */
    today: Day,
    world: Type.Union([Type.Object({ name: Type.String(), label: Text }, closed), Type.Null()]),
    /** Accounts that anybody may use, in a demo world only. */
    demoAccounts: Type.Array(Account),
    pending: Type.Union([Pending, Type.Null()]),
    /** How long this session lasts: at rest, at most, and until a factor is asked for again. */
    lasts: Type.Union([
      Type.Object(
        { idleUntil: Instant, validUntil: Instant, freshUntil: Type.Union([Instant, Type.Null()]) },
        closed,
      ),
      Type.Null(),
    ]),
    ways: WaysIn,
  },
  closed,
)
export type Session = Static<typeof Session>

export const entered = { 200: Session } as const
const Name = Type.String({ minLength: 1, maxLength: 64 })
/** Counted and judged by the server, so that what is wrong with it is said in words. */
export const Password = Type.String({ minLength: 1, maxLength: 1024 })
export const TotpCode = Type.String({ pattern: '^\\d{6}$' })
const OneTimeCode = Type.String({ minLength: 8, maxLength: 64 })
export const Label = Type.String({ minLength: 1, maxLength: 64 })

export const getSession = defineRoute({
  id: 'getSession',
  method: 'GET',
  path: '/api/session',
  summary: { zh: '当前会话', en: 'The session, and which accounts there are in a demo world' },
  permission: 'public',
  response: entered,
})

export const signIn = defineRoute({
  id: 'signIn',
  method: 'POST',
  path: '/api/session',
  summary: { zh: '以演示账号进入', en: 'Enter as one of the accounts of a demo world' },
  permission: 'public',
  whileFull: true,
  body: Type.Object({ account: Name }, closed),
  response: entered,
})

export const signOut = defineRoute({
  id: 'signOut',
  method: 'DELETE',
  path: '/api/session',
  summary: { zh: '退出', en: 'Leave' },
  permission: 'public',
  whileFull: true,
  response: entered,
})

export const enterWithPassword = defineRoute({
  id: 'enterWithPassword',
  method: 'POST',
  path: '/api/session/password',
  summary: { zh: '用账号和密码进入（第一步）', en: 'Enter with name and password: the first step' },
  permission: 'public',
  whileFull: true,
  body: Type.Object({ name: Name, password: Password }, closed),
  response: entered,
})

export const giveTotp = defineRoute({
  id: 'giveTotp',
  method: 'POST',
  path: '/api/session/totp',
  summary: { zh: '输入验证器中的代码（第二步）', en: 'The code of the authenticator: the second step' },
  permission: 'entering',
  whileFull: true,
  body: Type.Object({ code: TotpCode }, closed),
  response: entered,
})

// Passkeys: options and answers are those of the WebAuthn API (PublicKeyCredential.parse…OptionsFromJSON, toJSON()).

const Bytes = Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: 16_384 })
const Transports = Type.Array(Type.String({ maxLength: 32 }), { maxItems: 16 })
const CredentialRef = Type.Object(
  { id: Bytes, type: Type.Literal('public-key'), transports: Type.Optional(Transports) },
  closed,
)
const extensions = { clientExtensionResults: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()) }
const credential = {
  id: Bytes,
  rawId: Bytes,
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.Union([Type.String({ maxLength: 32 }), Type.Null()])),
  ...extensions,
}

/** What navigator.credentials.get answers, as JSON. */
export const PasskeyAnswer = Type.Object(
  {
    ...credential,
    response: Type.Object(
      {
        clientDataJSON: Bytes,
        authenticatorData: Bytes,
        signature: Bytes,
        userHandle: Type.Optional(Type.Union([Bytes, Type.Null()])),
      },
      closed,
    ),
  },
  closed,
)
export type PasskeyAnswer = Static<typeof PasskeyAnswer>

/** What navigator.credentials.create answers, as JSON. */
export const NewPasskey = Type.Object(
  {
    ...credential,
    response: Type.Object(
      {
        clientDataJSON: Bytes,
        attestationObject: Bytes,
        authenticatorData: Type.Optional(Bytes),
        transports: Type.Optional(Transports),
        publicKey: Type.Optional(Type.Union([Bytes, Type.Null()])),
        publicKeyAlgorithm: Type.Optional(Type.Integer()),
      },
      closed,
    ),
  },
  closed,
)
export type NewPasskey = Static<typeof NewPasskey>

export const PasskeyRequest = Type.Object(
  {
    challengeId: Id,
    options: Type.Object(
      {
        challenge: Type.String(),
        rpId: Type.String(),
        timeout: Type.Integer(),
        userVerification: Type.Literal('required'),
        allowCredentials: Type.Array(CredentialRef),
      },
      closed,
    ),
  },
  closed,
)
export type PasskeyRequest = Static<typeof PasskeyRequest>

export const PasskeyCreation = Type.Object(
  {
    challengeId: Id,
    options: Type.Object(
      {
        challenge: Type.String(),
        rp: Type.Object({ id: Type.String(), name: Type.String() }, closed),
        user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }, closed),
        pubKeyCredParams: Type.Array(
          Type.Object({ type: Type.Literal('public-key'), alg: Type.Integer() }, closed),
        ),
        timeout: Type.Integer(),
        attestation: Type.Literal('none'),
        excludeCredentials: Type.Array(CredentialRef),
        authenticatorSelection: Type.Object(
          { residentKey: Type.Literal('required'), userVerification: Type.Literal('required') },
          closed,
        ),
      },
      closed,
    ),
  },
  closed,
)
export type PasskeyCreation = Static<typeof PasskeyCreation>

export const askForPasskey = defineRoute({
  id: 'askForPasskey',
  method: 'POST',
  path: '/api/session/passkey/challenge',
  summary: { zh: '请求通行密钥验证', en: 'The challenge that a passkey answers, to enter or to confirm' },
  permission: 'public',
  whileFull: true,
  response: { 200: PasskeyRequest },
})

export const enterWithPasskey = defineRoute({
  id: 'enterWithPasskey',
  method: 'POST',
  path: '/api/session/passkey',
  summary: {
    zh: '用通行密钥进入（可作唯一步骤，也可作第二步）',
    en: 'Enter with a passkey: as the only step, or as the second after the password',
  },
  permission: 'public',
  whileFull: true,
  body: Type.Object({ challengeId: Id, answer: PasskeyAnswer }, closed),
  response: entered,
})

export const confirmFactor = defineRoute({
  id: 'confirmFactor',
  method: 'POST',
  path: '/api/session/fresh',
  summary: {
    zh: '再次验证身份，以便进行重要操作（10分钟有效）',
    en: 'Give a factor again, for what asks for a fresh one (good for ten minutes)',
  },
  permission: 'signedIn',
  whileFull: true,
  body: Type.Union([
    Type.Object({ code: TotpCode }, closed),
    Type.Object({ challengeId: Id, answer: PasskeyAnswer }, closed),
  ]),
  response: entered,
})

// One-time codes: of `lika admin code` for the first administrators, and invitations.

export const CodeUse = Type.Object(
  {
    kind: Type.Union([Type.Literal('administrator'), Type.Literal('invitation')]),
    /** The account that is waiting; null where the code makes one (name and display name are then asked for). */
    account: Type.Union([
      Type.Object({ name: Type.String(), displayName: Type.String() }, closed),
      Type.Null(),
    ]),
    /** What the account will be. */
    roles: Type.Array(Type.Object({ role: Type.String(), label: Text }, closed)),
    until: Instant,
  },
  closed,
)
export type CodeUse = Static<typeof CodeUse>

export const lookAtCode = defineRoute({
  id: 'lookAtCode',
  method: 'POST',
  path: '/api/session/code',
  summary: { zh: '查看一次性代码的用途', en: 'What a one-time code is for; it stays unused' },
  permission: 'public',
  body: Type.Object({ code: OneTimeCode }, closed),
  response: { 200: CodeUse },
})

export const enterWithCode = defineRoute({
  id: 'enterWithCode',
  method: 'POST',
  path: '/api/session/code/account',
  summary: {
    zh: '用一次性代码设置密码并进入（接着添加第二因素）',
    en: 'Use a one-time code: set a password, and enter to add the second factor',
  },
  permission: 'public',
  body: Type.Object(
    {
      code: OneTimeCode,
      password: Password,
      /** Both needed where the code makes an account, refused where one is waiting. */
      name: Type.Optional(Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,63}$' })),
      displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    },
    closed,
  ),
  response: entered,
})

// Single sign-on. The provider sends the browser back to /enter/oidc, and that page sends on what it was given.

export const startOidc = defineRoute({
  id: 'startOidc',
  method: 'POST',
  path: '/api/session/oidc/start',
  summary: { zh: '前往单位统一登录', en: 'The address of the single sign-on to send the browser to' },
  permission: 'public',
  whileFull: true,
  body: Type.Object(
    {
      /** `link` joins it to one's own account, and wants a session with a fresh factor. */
      purpose: Type.Union([Type.Literal('enter'), Type.Literal('fresh'), Type.Literal('link')]),
    },
    closed,
  ),
  response: { 200: Type.Object({ address: Type.String() }, closed) },
})

export const finishOidc = defineRoute({
  id: 'finishOidc',
  method: 'POST',
  path: '/api/session/oidc',
  summary: { zh: '从单位统一登录返回', en: 'Back from the single sign-on' },
  permission: 'public',
  whileFull: true,
  /** The query of the page that the provider sent the browser to, with its question mark: location.search. */
  body: Type.Object({ search: Type.String({ minLength: 2, maxLength: 8192 }) }, closed),
  response: entered,
})
