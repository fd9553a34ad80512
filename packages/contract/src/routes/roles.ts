/** Roles, what each may do, and which of them one person may not hold at once. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Text } from '../schemas.ts'
import { ChangeId, Reason } from './units.ts'

export const RoleKey = Type.String({ pattern: '^[a-z][A-Za-z]{2,39}$' })

export const Role = Type.Object(
  {
    key: Type.String(),
    label: Text,
    permissions: Type.Array(Type.String()),
    /** Those that come with Lika: nobody edits them. */
    builtIn: Type.Boolean(),
    /** The built-in role that an own one narrows down, and whose duty it has. */
    basedOn: Type.Union([Type.String(), Type.Null()]),
    retired: Type.Boolean({ description: 'Given to nobody any more.' }),
    accounts: Type.Integer({ description: 'Accounts within the scope that hold it today.' }),
  },
  closed,
)
export type Role = Static<typeof Role>

export const Permission = Type.Object(
  {
    permission: Type.String(),
    /** What it opens, by the routes that ask for it. */
    routes: Type.Array(Type.Object({ id: Type.String(), summary: Text }, closed)),
  },
  closed,
)
export type Permission = Static<typeof Permission>

/** Two roles that one person may not hold at once. */
export const Separation = Type.Object(
  {
    a: Type.String(),
    /** Null: any other role. */
    b: Type.Union([Type.String(), Type.Null()]),
    rule: Type.Union([Type.Literal('never'), Type.Literal('smallOffice')], {
      description:
        'smallOffice: an office too small for three may give one person both, with a reason, reported.',
    }),
    where: Type.Union([Type.Literal('anywhere'), Type.Literal('sameRegion')]),
    reason: Text,
  },
  closed,
)
export type Separation = Static<typeof Separation>

export const RoleTable = Type.Object(
  {
    roles: Type.Array(Role),
    permissions: Type.Array(Permission),
    separations: Type.Array(Separation),
  },
  closed,
)
export type RoleTable = Static<typeof RoleTable>

export const listRoles = defineRoute({
  id: 'listRoles',
  method: 'GET',
  path: '/api/roles',
  summary: { zh: '角色与权限', en: 'Roles, permissions, and which roles exclude each other' },
  permission: 'access.read',
  response: { 200: RoleTable },
})

const label = Type.Object(
  { zh: Type.String({ minLength: 1, maxLength: 40 }), en: Type.String({ minLength: 1, maxLength: 60 }) },
  closed,
)
const permissions = Type.Array(Type.String({ maxLength: 60 }), {
  minItems: 1,
  maxItems: 200,
  uniqueItems: true,
})

export const NewRole = Type.Object(
  { key: RoleKey, label, basedOn: RoleKey, permissions, reason: Reason },
  closed,
)
export type NewRole = Static<typeof NewRole>

export const addRole = defineRoute({
  id: 'addRole',
  method: 'POST',
  path: '/api/roles',
  summary: { zh: '自定义角色', en: 'Make a role that narrows down a built-in one' },
  permission: 'access.roles',
  stepUp: true,
  body: NewRole,
  response: { 200: Role },
})

export const RoleChange = Type.Object(
  {
    id: ChangeId,
    label: Type.Optional(label),
    permissions: Type.Optional(permissions),
    retired: Type.Optional(Type.Boolean()),
    reason: Reason,
  },
  closed,
)
export type RoleChange = Static<typeof RoleChange>

export const changeRole = defineRoute({
  id: 'changeRole',
  method: 'POST',
  path: '/api/roles/:key/changes',
  summary: { zh: '修改或停用自定义角色', en: 'Change or retire a role of one’s own' },
  permission: 'access.roles',
  stepUp: true,
  params: Type.Object({ key: RoleKey }, closed),
  body: RoleChange,
  response: { 200: Role },
})
