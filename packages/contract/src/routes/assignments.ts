/** One fact for many households at once: a batch like an import, previewed, done whole, undone whole. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, FactValue, Id, PageOf, RegionCode, Text } from '../schemas.ts'
import { HouseholdFilter } from './households.ts'
import { ImportJob } from './imports.ts'

const MOST = 20_000

const { asOf: _, region: __, ...filter } = HouseholdFilter
const Among = Type.Union([
  Type.Object({ households: Type.Array(Id, { minItems: 1, maxItems: 5_000 }) }, closed),
  Type.Object({ filter: Type.Object(filter, closed) }, closed),
])

const what = {
  region: RegionCode,
  /** Chosen ones, or everybody whom a filter of today's list finds; 20,000 at most. */
  among: Among,
  fact: Type.String({ minLength: 1, maxLength: 64 }),
  value: FactValue,
  observedOn: Day,
}

export const AssignmentPreview = Type.Object(
  {
    total: Type.Integer({ description: 'How many are meant.' }),
    changed: Type.Integer({ description: 'How many have another value on that day.' }),
    unchanged: Type.Integer(),
    notYet: Type.Integer({ description: 'Not registered on that day: they are left out.' }),
    most: Type.Integer({ description: 'At most so many at once.' }),
    /** How many have which value now, the most frequent first. */
    values: Type.Array(Type.Object({ value: FactValue, count: Type.Integer() }, closed)),
  },
  closed,
)
export type AssignmentPreview = Static<typeof AssignmentPreview>

export const Assignment = Type.Object(
  {
    id: Id,
    state: Type.Union([
      Type.Literal('working'),
      Type.Literal('done'),
      Type.Literal('undoing'),
      Type.Literal('undone'),
      Type.Literal('failed'),
      Type.Literal('cancelled'),
    ]),
    region: Type.String(),
    fact: Type.String(),
    value: FactValue,
    observedOn: Day,
    reason: Type.String(),
    total: Type.Integer(),
    changed: Type.Integer(),
    job: Type.Union([ImportJob, Type.Null()]),
    madeBy: Type.String(),
    madeAt: Type.String(),
    problem: Type.Union([
      Type.Object({ code: Type.String(), message: Text, value: Type.Optional(Type.Unknown()) }, closed),
      Type.Null(),
    ]),
  },
  closed,
)
export type Assignment = Static<typeof Assignment>

const params = Type.Object({ id: Id }, closed)
const reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })

export const previewAssignment = defineRoute({
  id: 'previewAssignment',
  method: 'POST',
  path: '/api/assignments/preview',
  summary: {
    zh: '批量填写预览',
    en: 'How many households a fact for all of them would change; nothing is stored',
  },
  permission: 'registry.record',
  audit: 'read',
  whileFull: true,
  body: Type.Object(what, closed),
  maxBodyBytes: 512 * 1024,
  response: { 200: AssignmentPreview },
})

export const startAssignment = defineRoute({
  id: 'startAssignment',
  method: 'POST',
  path: '/api/assignments',
  summary: { zh: '批量填写', en: 'Record one fact for many households, all or nothing, in the background' },
  permission: 'registry.record',
  body: Type.Object(
    {
      ...what,
      id: Id,
      reason,
      /** As the preview said: another number means that something has changed since. */
      changed: Type.Integer({ minimum: 0, maximum: MOST }),
    },
    closed,
  ),
  maxBodyBytes: 512 * 1024,
  response: { 200: Assignment },
})

export const listAssignments = defineRoute({
  id: 'listAssignments',
  method: 'GET',
  path: '/api/assignments',
  summary: { zh: '批量填写记录', en: 'Facts recorded for many households, the latest first' },
  permission: 'registry.record',
  query: Type.Object({ region: RegionCode, cursor: Type.Optional(Type.String({ maxLength: 200 })) }, closed),
  response: { 200: PageOf(Assignment) },
})

export const getAssignment = defineRoute({
  id: 'getAssignment',
  method: 'GET',
  path: '/api/assignments/:id',
  summary: { zh: '一次批量填写', en: 'One of them: its state and progress' },
  permission: 'registry.record',
  params,
  response: { 200: Assignment },
})

export const cancelAssignment = defineRoute({
  id: 'cancelAssignment',
  method: 'POST',
  path: '/api/assignments/:id/cancel',
  summary: { zh: '取消批量填写', en: 'Cancel while it is under way: nothing of it is stored' },
  permission: 'registry.record',
  whileFull: true,
  params,
  response: { 200: Assignment },
})

export const undoAssignment = defineRoute({
  id: 'undoAssignment',
  method: 'POST',
  path: '/api/assignments/:id/undo',
  summary: { zh: '撤销批量填写', en: 'Undo, as a batch of corrections' },
  permission: 'registry.record',
  params,
  body: Type.Object({ reason }, closed),
  response: { 200: Assignment },
})
