// One's own account: how it is entered, and where it is signed in.
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Id } from '../schemas.ts'
import {
  entered,
  Factor,
  Instant,
  Label,
  NewPasskey,
  PasskeyCreation,
  Password,
  TotpCode,
} from './session.ts'

export const OwnAccount = Type.Object(
  {
    name: Type.String(),
    displayName: Type.String(),
    password: Type.Union([
      Type.Object({ changedAt: Instant, mustChangeBy: Type.Union([Instant, Type.Null()]) }, closed),
      Type.Null(),
    ]),
    factors: Type.Array(
      Type.Object(
        {
          id: Id,
          kind: Type.Union([Type.Literal('totp'), Type.Literal('passkey')]),
          label: Type.String(),
          addedAt: Instant,
          lastUsedAt: Type.Union([Instant, Type.Null()]),
        },
        closed,
      ),
    ),
    links: Type.Array(
      Type.Object({ id: Id, issuer: Type.String(), subject: Type.String(), linkedAt: Instant }, closed),
    ),
    sessions: Type.Array(
      Type.Object(
        {
          id: Id,
          isThis: Type.Boolean(),
          factors: Type.Array(Factor),
          madeAt: Instant,
          lastUsedAt: Instant,
          validUntil: Instant,
          address: Type.Union([Type.String(), Type.Null()]),
          agent: Type.Union([Type.String(), Type.Null()]),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type OwnAccount = Static<typeof OwnAccount>

const own = { 200: OwnAccount } as const
const byId = Type.Object({ id: Id }, closed)

export const getOwnAccount = defineRoute({
  id: 'getOwnAccount',
  method: 'GET',
  path: '/api/session/own',
  summary: { zh: '我的账号', en: 'My account: factors and open sessions' },
  permission: 'signedIn',
  response: own,
})

export const changePassword = defineRoute({
  id: 'changePassword',
  method: 'PUT',
  path: '/api/session/own/password',
  summary: { zh: '修改密码（其他会话随即结束）', en: 'Change my password; my other sessions end' },
  permission: 'entering',
  body: Type.Object({ current: Password, password: Password }, closed),
  response: entered,
})

export const startTotp = defineRoute({
  id: 'startTotp',
  method: 'POST',
  path: '/api/session/own/totp/challenge',
  summary: {
    zh: '开始添加验证器',
    en: 'Begin to add an authenticator: its secret, once, to show as a QR code',
  },
  permission: 'entering',
  stepUp: true,
  response: {
    200: Type.Object({ challengeId: Id, secret: Type.String(), uri: Type.String() }, closed),
  },
})

export const addTotp = defineRoute({
  id: 'addTotp',
  method: 'POST',
  path: '/api/session/own/totp',
  summary: { zh: '添加验证器', en: 'Add the authenticator, with a code that it shows' },
  permission: 'entering',
  stepUp: true,
  body: Type.Object({ challengeId: Id, code: TotpCode, label: Label }, closed),
  response: entered,
})

export const startPasskey = defineRoute({
  id: 'startPasskey',
  method: 'POST',
  path: '/api/session/own/passkeys/challenge',
  summary: { zh: '开始添加通行密钥', en: 'Begin to add a passkey: the options of its creation' },
  permission: 'entering',
  stepUp: true,
  response: { 200: PasskeyCreation },
})

export const addPasskey = defineRoute({
  id: 'addPasskey',
  method: 'POST',
  path: '/api/session/own/passkeys',
  summary: { zh: '添加通行密钥', en: 'Add the passkey that was made' },
  permission: 'entering',
  stepUp: true,
  body: Type.Object({ challengeId: Id, label: Label, answer: NewPasskey }, closed),
  response: entered,
})

export const removeFactor = defineRoute({
  id: 'removeFactor',
  method: 'DELETE',
  path: '/api/session/own/factors/:id',
  summary: { zh: '移除第二因素（至少保留一个）', en: 'Remove a second factor; the last one stays' },
  permission: 'signedIn',
  stepUp: true,
  params: byId,
  response: own,
})

export const removeLink = defineRoute({
  id: 'removeLink',
  method: 'DELETE',
  path: '/api/session/own/links/:id',
  summary: { zh: '解除统一登录关联', en: 'Part my account from the single sign-on' },
  permission: 'signedIn',
  stepUp: true,
  params: byId,
  response: own,
})

export const endOwnSession = defineRoute({
  id: 'endOwnSession',
  method: 'DELETE',
  path: '/api/session/own/sessions/:id',
  summary: { zh: '结束我的一个会话', en: 'End one of my sessions' },
  permission: 'signedIn',
  whileFull: true,
  params: byId,
  response: own,
})

export const endOtherSessions = defineRoute({
  id: 'endOtherSessions',
  method: 'DELETE',
  path: '/api/session/own/sessions',
  summary: { zh: '结束我的其他会话', en: 'End all my sessions but this one' },
  permission: 'signedIn',
  whileFull: true,
  response: own,
})
