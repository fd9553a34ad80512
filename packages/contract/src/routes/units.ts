/** Offices: who an account works for. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Id, PageOf, Place, RegionCode } from '../schemas.ts'

export const Reason = Type.String({ minLength: 2, maxLength: 500, pattern: '\\S.*\\S' })
/** Of a change that has no other name: made by the sender, so that the same change sent again is not another one. */
export const ChangeId = Type.String({ ...Id, description: 'Made by the sender.' })
export const PersonalName = Type.String({ minLength: 1, maxLength: 60, pattern: '^\\S(.*\\S)?$' })

export const UnitKind = Type.Union([
  Type.Literal('office'),
  Type.Literal('government'),
  Type.Literal('village'),
  Type.Literal('team'),
  Type.Literal('sector'),
  Type.Literal('finance'),
  Type.Literal('audit'),
  Type.Literal('inspection'),
  Type.Literal('assessor'),
  Type.Literal('other'),
])
export type UnitKind = Static<typeof UnitKind>

export const Unit = Type.Object(
  {
    id: Id,
    kind: UnitKind,
    name: Type.String(),
    region: Place,
    parent: Type.Union([Type.Object({ id: Id, name: Type.String() }, closed), Type.Null()]),
    closed: Type.Boolean({ description: 'A closed unit gets no new staff; its accounts stay as they are.' }),
    accounts: Type.Integer({ description: 'Accounts of its staff that are not stopped.' }),
  },
  closed,
)
export type Unit = Static<typeof Unit>

export const UnitFilter = {
  region: RegionCode,
  search: Type.Optional(Type.String({ maxLength: 60 })),
  kind: Type.Optional(UnitKind),
}

export const listUnits = defineRoute({
  id: 'listUnits',
  method: 'GET',
  path: '/api/units',
  summary: { zh: '单位的列表', en: 'Units within a region' },
  permission: 'access.read',
  query: Type.Object({ ...UnitFilter, cursor: Type.Optional(Type.String({ maxLength: 400 })) }, closed),
  response: {
    200: Type.Object({ ...PageOf(Unit).properties, total: Type.Integer() }, closed),
  },
})

export const NewUnit = Type.Object(
  {
    id: Id,
    kind: UnitKind,
    name: PersonalName,
    region: RegionCode,
    parent: Type.Optional(Id),
    reason: Reason,
  },
  closed,
)
export type NewUnit = Static<typeof NewUnit>

export const addUnit = defineRoute({
  id: 'addUnit',
  method: 'POST',
  path: '/api/units',
  summary: { zh: '增设单位', en: 'Add a unit' },
  permission: 'access.manage',
  body: NewUnit,
  response: { 200: Unit },
})

export const UnitChange = Type.Object(
  {
    id: ChangeId,
    name: Type.Optional(PersonalName),
    kind: Type.Optional(UnitKind),
    closed: Type.Optional(Type.Boolean()),
    reason: Reason,
  },
  closed,
)
export type UnitChange = Static<typeof UnitChange>

export const changeUnit = defineRoute({
  id: 'changeUnit',
  method: 'POST',
  path: '/api/units/:id/changes',
  summary: { zh: '单位更名、撤销或恢复', en: 'Rename, close or reopen a unit' },
  permission: 'access.manage',
  params: Type.Object({ id: Id }, closed),
  body: UnitChange,
  response: { 200: Unit },
})
