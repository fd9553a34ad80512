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

export const Session = Type.Object(
  {
    account: Type.Union([Account, Type.Null()]),
    permissions: Type.Array(Type.String()),
    /** The day for which verdicts are kept. */
    today: Day,
    world: Type.Union([Type.Object({ name: Type.String(), label: Text }, closed), Type.Null()]),
    /** Accounts that anybody may use, in a demo world only. */
    demoAccounts: Type.Array(Account),
  },
  closed,
)
export type Session = Static<typeof Session>

export const getSession = defineRoute({
  id: 'getSession',
  method: 'GET',
  path: '/api/session',
  summary: { zh: '当前会话', en: 'The session, and which accounts there are in a demo world' },
  permission: 'public',
  response: { 200: Session },
})

export const signIn = defineRoute({
  id: 'signIn',
  method: 'POST',
  path: '/api/session',
  summary: { zh: '以演示账号进入', en: 'Enter as one of the accounts of a demo world' },
  permission: 'public',
  body: Type.Object({ account: Type.String({ minLength: 1, maxLength: 64 }) }, closed),
  response: { 200: Session },
})

export const signOut = defineRoute({
  id: 'signOut',
  method: 'DELETE',
  path: '/api/session',
  summary: { zh: '退出', en: 'Leave' },
  permission: 'public',
  response: { 200: Session },
})
