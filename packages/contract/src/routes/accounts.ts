/** Accounts and what they were granted: a role in a region, for a time. Nothing is deleted; a grant is revoked. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, PageOf, Place, RegionCode, Text } from '../schemas.ts'
import { RoleKey } from './roles.ts'
import { ChangeId, PersonalName, Reason } from './units.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])
const Named = Type.Object({ id: Id, name: Type.String() }, closed)

/** A name to sign in with: letters, digits, dots, hyphens. */
export const AccountName = Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{1,63}$' })

export const GrantState = Type.Union([
  Type.Literal('coming'),
  Type.Literal('inForce'),
  Type.Literal('ended'),
  Type.Literal('revoked'),
])
export type GrantState = Static<typeof GrantState>

export const Grant = Type.Object(
  {
    id: Id,
    role: Type.String(),
    roleLabel: Text,
    region: Place,
    unit: orNull(Named),
    /** Null: since ever. */
    validFrom: orNull(Day),
    /** The last day; null for no end. */
    validTo: orNull(Day),
    state: GrantState,
    reason: orNull(Type.String()),
    grantedBy: orNull(Type.String()),
    grantedAt: Type.String(),
    /** Why one person holds two duties that belong to two, in an office too small for three. */
    exception: orNull(Type.String()),
    revokedBy: orNull(Type.String()),
    revokedAt: orNull(Type.String()),
    revokedBecause: orNull(Type.String()),
    /** Whether the one who looks may revoke it. */
    mayRevoke: Type.Boolean(),
  },
  closed,
)
export type Grant = Static<typeof Grant>

export const HeldRole = Type.Object({ role: Type.String(), label: Text, region: Place }, closed)

export const AccountRow = Type.Object(
  {
    id: Id,
    name: Type.String(),
    displayName: Type.String(),
    unit: orNull(Named),
    position: orNull(Type.String()),
    state: Type.Union([Type.Literal('active'), Type.Literal('disabled')]),
    demo: Type.Boolean(),
    /** Grants in force today, within the scope of the one who looks. */
    holds: Type.Array(HeldRole),
    lastUsedAt: orNull(Type.String()),
    /** Holds two duties that belong to two persons. */
    exception: Type.Boolean(),
  },
  closed,
)
export type AccountRow = Static<typeof AccountRow>

/** What one asks for in lists of accounts. The choices name what a person looks for, and facets count the same. */
export const AccountChoice = Type.Union([
  Type.Literal('active'),
  Type.Literal('disabled'),
  Type.Literal('neverUsed'),
  Type.Literal('unused'),
  Type.Literal('ending'),
  Type.Literal('withoutGrant'),
  Type.Literal('exception'),
])
export type AccountChoice = Static<typeof AccountChoice>

export const AccountFilter = {
  region: RegionCode,
  search: Type.Optional(Type.String({ maxLength: 60, description: 'A part of a name, or of the unit’s.' })),
  role: Type.Optional(RoleKey),
  unit: Type.Optional(Id),
  choice: Type.Optional(AccountChoice),
  import: Type.Optional(Type.String({ ...Id, description: 'The sheet that they were made from.' })),
}

export const listAccounts = defineRoute({
  id: 'listAccounts',
  method: 'GET',
  path: '/api/accounts',
  summary: {
    zh: '账号的列表',
    en: 'Accounts of a region: those at home there, and those granted something there',
  },
  permission: 'access.read',
  query: Type.Object({ ...AccountFilter, cursor: Type.Optional(Type.String({ maxLength: 400 })) }, closed),
  response: { 200: PageOf(AccountRow) },
})

const Whole = Type.Integer({ minimum: 0 })
export const AccountFacets = Type.Object(
  {
    total: Whole,
    choices: Type.Record(Type.String(), Whole),
    roles: Type.Array(Type.Object({ role: Type.String(), label: Text, accounts: Whole }, closed)),
  },
  closed,
)
export type AccountFacets = Static<typeof AccountFacets>

export const countAccounts = defineRoute({
  id: 'countAccounts',
  method: 'GET',
  path: '/api/accounts/facets',
  summary: { zh: '账号的列表按条件计数', en: 'How many accounts there are under each filter' },
  permission: 'access.read',
  query: Type.Object(AccountFilter, closed),
  response: { 200: AccountFacets },
})

export const exportAccounts = defineRoute({
  id: 'exportAccounts',
  method: 'GET',
  path: '/api/accounts/export',
  summary: { zh: '导出账号与授权', en: 'Who may see and do what: a row for each grant, as a file' },
  permission: 'access.read',
  stepUp: true,
  audit: 'export',
  query: Type.Object(
    { ...AccountFilter, format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]) },
    closed,
  ),
  response: { 200: { download: 'application/octet-stream' } },
})

export const AccessChange = Type.Object(
  {
    at: Type.String(),
    by: orNull(Type.String()),
    kind: Type.String(),
    reason: orNull(Type.String()),
    /** The grant that it was about. */
    about: orNull(HeldRole),
    /** Units by name, when somebody moved; null for one outside the scope of the one who looks. */
    move: orNull(Type.Object({ from: orNull(Type.String()), to: orNull(Type.String()) }, closed)),
  },
  closed,
)
export type AccessChange = Static<typeof AccessChange>

export const HeldSession = Type.Object(
  {
    id: Id,
    madeAt: Type.String(),
    lastUsedAt: Type.String(),
    validUntil: Type.String(),
    factors: Type.Array(Type.String()),
    address: orNull(Type.String()),
    agent: orNull(Type.String()),
  },
  closed,
)
export type HeldSession = Static<typeof HeldSession>

export const AccountPage = Type.Object(
  {
    ...AccountRow.properties,
    staff: orNull(Type.Object({ id: Id, name: Type.String(), position: orNull(Type.String()) }, closed)),
    createdAt: Type.String(),
    disabledAt: orNull(Type.String()),
    disabledBecause: orNull(Type.String()),
    grants: Type.Array(Grant, { description: 'All that were ever given within the scope, latest first.' }),
    /** Grants that lie outside the scope of the one who looks. */
    grantsElsewhere: Whole,
    sessions: Type.Array(HeldSession),
    changes: Type.Array(AccessChange),
    isSelf: Type.Boolean({ description: 'Nobody changes anything of themselves.' }),
    mayManage: Type.Boolean({
      description: 'Whether all that the account holds lies within the scope of the one who looks.',
    }),
  },
  closed,
)
export type AccountPage = Static<typeof AccountPage>

const params = Type.Object({ id: Id }, closed)

export const getAccount = defineRoute({
  id: 'getAccount',
  method: 'GET',
  path: '/api/accounts/:id',
  summary: { zh: '一个账号', en: 'One account with its grants over time' },
  permission: 'access.read',
  audit: 'read',
  params,
  response: { 200: AccountPage },
})

export const NewGrant = Type.Object(
  {
    id: Id,
    role: RoleKey,
    region: RegionCode,
    unit: Type.Optional(Id),
    validFrom: Day,
    validTo: Type.Optional(Type.String({ ...Day, description: 'The last day. Left out: until revoked.' })),
    reason: Reason,
    exception: Type.Optional(
      Type.String({
        ...Reason,
        description: 'Why one person is to hold two duties: the office is too small. It ends within a year.',
      }),
    ),
  },
  closed,
)
export type NewGrant = Static<typeof NewGrant>

export const NewAccount = Type.Object(
  {
    id: Id,
    name: AccountName,
    displayName: PersonalName,
    unit: Id,
    staff: Type.Object(
      {
        id: Type.String({ ...Id, description: 'Of somebody who has worked here already, or a new one.' }),
        name: PersonalName,
        position: Type.Optional(Type.String({ maxLength: 60 })),
      },
      closed,
    ),
    grants: Type.Array(NewGrant, { maxItems: 10 }),
    reason: Reason,
  },
  closed,
)
export type NewAccount = Static<typeof NewAccount>

/** Told once: only its hash is kept. */
export const Invitation = Type.Object(
  { account: Id, name: Type.String(), code: Type.String(), validUntil: Type.String() },
  closed,
)
export type Invitation = Static<typeof Invitation>

export const addAccount = defineRoute({
  id: 'addAccount',
  method: 'POST',
  path: '/api/accounts',
  summary: { zh: '开设账号', en: 'Make an account, with what it is granted, and an invitation told once' },
  permission: 'access.manage',
  stepUp: true,
  body: NewAccount,
  response: { 200: Invitation },
})

export const inviteAccount = defineRoute({
  id: 'inviteAccount',
  method: 'POST',
  path: '/api/accounts/:id/invitations',
  summary: { zh: '重新发邀请码', en: 'A new invitation; factors and sessions so far end' },
  permission: 'access.manage',
  stepUp: true,
  params,
  body: Type.Object({ id: ChangeId, reason: Reason }, closed),
  response: { 200: Invitation },
})

export const changeAccountState = defineRoute({
  id: 'changeAccountState',
  method: 'POST',
  path: '/api/accounts/:id/state',
  summary: { zh: '停用或恢复账号', en: 'Disable or enable an account; its sessions end at once' },
  permission: 'access.manage',
  whileFull: true,
  stepUp: true,
  params,
  body: Type.Object(
    { id: ChangeId, state: Type.Union([Type.Literal('active'), Type.Literal('disabled')]), reason: Reason },
    closed,
  ),
  response: { 200: AccountPage },
})

export const endAccountSessions = defineRoute({
  id: 'endAccountSessions',
  method: 'POST',
  path: '/api/accounts/:id/sessions/end',
  summary: { zh: '让账号在各处退出', en: 'End all sessions of an account' },
  permission: 'access.manage',
  whileFull: true,
  stepUp: true,
  params,
  body: Type.Object({ id: ChangeId, reason: Reason }, closed),
  response: { 200: AccountPage },
})

export const grantRole = defineRoute({
  id: 'grantRole',
  method: 'POST',
  path: '/api/accounts/:id/grants',
  summary: { zh: '授权', en: 'Grant a role in a region for a time, in place of another grant perhaps' },
  permission: 'access.manage',
  stepUp: true,
  params,
  body: Type.Object(
    {
      ...NewGrant.properties,
      replaces: Type.Optional(Type.String({ ...Id, description: 'Revoked with it.' })),
    },
    closed,
  ),
  response: { 200: AccountPage },
})

export const Move = Type.Object(
  {
    unit: Type.String({ ...Id, description: 'Where the person works from now on.' }),
    position: Type.Optional(Type.String({ maxLength: 60 })),
    grants: Type.Array(NewGrant, { maxItems: 10, description: 'What the account holds there.' }),
    reason: Reason,
  },
  closed,
)
export type Move = Static<typeof Move>

export const moveAccount = defineRoute({
  id: 'moveAccount',
  method: 'POST',
  path: '/api/accounts/:id/move',
  summary: {
    zh: '调动：换单位，原有授权全部收回',
    en: 'Move somebody to another unit: all that the person holds is revoked, and what comes with the new place granted',
  },
  permission: 'access.manage',
  stepUp: true,
  params,
  body: Move,
  response: { 200: AccountPage },
})

export const revokeGrant = defineRoute({
  id: 'revokeGrant',
  method: 'POST',
  path: '/api/grants/:id/revocation',
  summary: { zh: '收回授权', en: 'Revoke a grant; the sessions of its account end at once' },
  permission: 'access.manage',
  whileFull: true,
  stepUp: true,
  params,
  body: Type.Object({ id: ChangeId, reason: Reason }, closed),
  response: { 200: AccountPage },
})

/** What one holds oneself, in words. */
export const OwnAccess = Type.Object(
  {
    name: Type.String(),
    displayName: Type.String(),
    unit: orNull(Named),
    position: orNull(Type.String()),
    grants: Type.Array(Type.Omit(Grant, ['mayRevoke']), { description: 'In force or coming.' }),
    permissions: Type.Array(Type.Object({ permission: Type.String(), routes: Type.Array(Text) }, closed)),
  },
  closed,
)
export type OwnAccess = Static<typeof OwnAccess>

export const getOwnAccess = defineRoute({
  id: 'getOwnAccess',
  method: 'GET',
  path: '/api/account',
  summary: { zh: '我的账号与授权', en: 'What one may do oneself, and why' },
  permission: 'signedIn',
  response: { 200: OwnAccess },
})
