/** Persons who may be one: listed with the reasons, decided by people, singly or in bulk. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, PageOf, RegionCode, Text } from '../schemas.ts'

export const DuplicateReason = Type.Object(
  { code: Type.String(), points: Type.Integer(), message: Text },
  closed,
)
export type DuplicateReason = Static<typeof DuplicateReason>

export const DuplicatePerson = Type.Object(
  {
    id: Id,
    name: Type.Union([Type.String(), Type.Null()]),
    birthDate: Type.Union([Day, Type.Null()]),
    sex: Type.Union([Type.String(), Type.Null()]),
    idNumber: Type.Union([Type.String({ description: 'Masked.' }), Type.Null()]),
    regionCode: Type.String(),
    place: Type.String({ description: 'Names from the county down.' }),
    headName: Type.Union([Type.String(), Type.Null()]),
    householdSize: Type.Union([Type.Integer(), Type.Null()]),
    householdId: Type.Union([Id, Type.Null()]),
    householdNumber: Type.Union([Type.String(), Type.Null()]),
    relation: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
)
export type DuplicatePerson = Static<typeof DuplicatePerson>

export const DuplicateState = Type.Union([
  Type.Literal('open'),
  Type.Literal('merged'),
  Type.Literal('distinct'),
])

export const Duplicate = Type.Object(
  {
    id: Id,
    score: Type.Integer({ minimum: 0, maximum: 100 }),
    reasons: Type.Array(DuplicateReason),
    state: DuplicateState,
    persons: Type.Array(DuplicatePerson, {
      description: 'Both; one whom the reader may not see is left out.',
    }),
    /** Fields of the persons that are not the same, compared without masks. */
    differs: Type.Array(Type.String()),
    decidedAt: Type.Union([Type.String(), Type.Null()]),
    reason: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
)
export type Duplicate = Static<typeof Duplicate>

const filter = { region: RegionCode, state: Type.Optional(DuplicateState) }

export const listDuplicates = defineRoute({
  id: 'listDuplicates',
  method: 'GET',
  path: '/api/duplicates',
  summary: { zh: '疑似重复人员', en: 'Persons who may be registered twice' },
  permission: 'registry.read',
  audit: 'read',
  query: Type.Object({ ...filter, cursor: Type.Optional(Type.String({ maxLength: 200 })) }, closed),
  response: { 200: PageOf(Duplicate) },
})

export const searchDuplicates = defineRoute({
  id: 'searchDuplicates',
  method: 'POST',
  path: '/api/duplicates/search',
  summary: { zh: '在一个区域内查重（后台任务）', en: 'Look for duplicates in a region, in the background' },
  permission: 'duplicates.decide',
  audit: 'read',
  budget: 'searches',
  body: Type.Object({ id: Type.String({ ...Id, description: 'Of the job.' }), region: RegionCode }, closed),
  response: { 200: Type.Object({ jobId: Id }, closed) },
})

export const checkDuplicates = defineRoute({
  id: 'checkDuplicates',
  method: 'POST',
  path: '/api/duplicates/check',
  summary: { zh: '登记前查重', en: 'Who is registered already and may be this person' },
  permission: 'registry.operate',
  audit: 'read',
  whileFull: true,
  body: Type.Object(
    {
      region: RegionCode,
      name: Type.String({ minLength: 1, maxLength: 60 }),
      birthDate: Type.Optional(Day),
      sex: Type.Optional(Type.String({ maxLength: 20 })),
      idNumber: Type.Optional(Type.String({ maxLength: 22 })),
    },
    closed,
  ),
  response: {
    200: Type.Object(
      {
        candidates: Type.Array(
          Type.Object(
            {
              score: Type.Integer(),
              reasons: Type.Array(DuplicateReason),
              person: DuplicatePerson,
            },
            closed,
          ),
        ),
      },
      closed,
    ),
  },
})

export const decideDuplicates = defineRoute({
  id: 'decideDuplicates',
  method: 'POST',
  path: '/api/duplicates/decisions',
  summary: { zh: '认定重复或不是同一人', en: 'Decide pairs: one person, or two' },
  permission: 'duplicates.decide',
  body: Type.Object(
    {
      reason: Type.String({ minLength: 1, maxLength: 2000 }),
      decisions: Type.Array(
        Type.Union([
          Type.Object(
            {
              id: Id,
              decision: Type.Literal('merge'),
              keep: Type.Optional(Id),
            },
            closed,
          ),
          Type.Object({ id: Id, decision: Type.Literal('distinct') }, closed),
        ]),
        { minItems: 1, maxItems: 500 },
      ),
    },
    closed,
  ),
  response: { 200: Type.Object({ merged: Type.Integer(), distinct: Type.Integer() }, closed) },
})
