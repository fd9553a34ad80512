import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Facts, Id, Outcome, PageOf, Place, RegionCode, Text } from '../schemas.ts'

const common = {
  id: Id,
  effectiveOn: Day,
  reason: Type.String({ minLength: 1, maxLength: 2000 }),
}
const Relation = Type.String({ minLength: 1, maxLength: 40 })
const Number_ = Type.String({ minLength: 1, maxLength: 32, pattern: '^[0-9A-Za-z-]+$' })

/** Members and their relation to the new head. Exactly one is `head`. */
const Members = Type.Array(Type.Object({ personId: Id, relation: Relation }, closed), {
  minItems: 1,
  maxItems: 60,
})

export const Operation = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('splitHousehold'),
      ...common,
      householdId: Id,
      newHouseholdId: Id,
      newNumber: Number_,
      members: Members,
    },
    closed,
  ),
  Type.Object(
    { kind: Type.Literal('mergeHouseholds'), ...common, fromId: Id, intoId: Id, members: Members },
    closed,
  ),
  Type.Object(
    { kind: Type.Literal('moveHousehold'), ...common, householdId: Id, toRegion: RegionCode },
    closed,
  ),
  Type.Object(
    { kind: Type.Literal('movePerson'), ...common, personId: Id, toHouseholdId: Id, relation: Relation },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('endPerson'),
      ...common,
      personId: Id,
      because: Type.Union([
        Type.Literal('death'),
        Type.Literal('movedAway'),
        Type.Literal('marriedOut'),
        Type.Literal('duplicate'),
      ]),
    },
    closed,
  ),
])
export type Operation = Static<typeof Operation>

export const applyOperation = defineRoute({
  id: 'applyOperation',
  method: 'POST',
  path: '/api/operations',
  summary: { zh: '分户、并户、迁移、人员变动', en: 'Split, merge or move households, move or end persons' },
  permission: 'registry.operate',
  body: Operation,
  response: { 200: Type.Object({ id: Id, applied: Type.Boolean(), households: Type.Array(Id) }, closed) },
})

const PreviewedHousehold = Type.Object(
  {
    id: Id,
    number: Type.String(),
    headName: Type.Union([Type.String(), Type.Null()]),
    region: Type.Array(Place),
    isNew: Type.Boolean(),
    endedBecause: Type.Union([Type.String(), Type.Null()]),
    members: Type.Array(
      Type.Object(
        {
          id: Id,
          name: Type.Union([Type.String(), Type.Null()]),
          relation: Type.Union([Type.String(), Type.Null()]),
          isNew: Type.Boolean(),
        },
        closed,
      ),
    ),
    verdicts: Type.Array(
      Type.Object(
        {
          set: Type.String(),
          title: Text,
          before: Type.Union([Outcome, Type.Null()]),
          after: Outcome,
          /** Those that come out otherwise. */
          criteria: Type.Array(
            Type.Object(
              { id: Type.String(), label: Text, before: Type.Union([Outcome, Type.Null()]), after: Outcome },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type PreviewedHousehold = Static<typeof PreviewedHousehold>

/** The operation is carried out, looked at, and taken back: nothing of it stays. */
export const previewOperation = defineRoute({
  id: 'previewOperation',
  method: 'POST',
  path: '/api/operations/preview',
  summary: { zh: '预览分户、并户、迁移的结果', en: 'What an operation would do, without doing it' },
  permission: 'registry.operate',
  audit: 'read',
  whileFull: true,
  body: Operation,
  response: { 200: Type.Object({ households: Type.Array(PreviewedHousehold) }, closed) },
})

export const NewPerson = Type.Object({ id: Id, facts: Facts }, closed)

export const NewHousehold = Type.Object(
  {
    id: Id,
    number: Number_,
    region: RegionCode,
    observedOn: Day,
    facts: Facts,
    members: Type.Array(NewPerson, { minItems: 1, maxItems: 60 }),
  },
  closed,
)
export type NewHousehold = Static<typeof NewHousehold>

export const registerHousehold = defineRoute({
  id: 'registerHousehold',
  method: 'POST',
  path: '/api/households',
  summary: { zh: '登记一户及其成员', en: 'Register a household with its members' },
  permission: 'registry.operate',
  body: NewHousehold,
  response: { 200: Type.Object({ id: Id, registered: Type.Boolean() }, closed) },
})

export const addMember = defineRoute({
  id: 'addMember',
  method: 'POST',
  path: '/api/households/:id/members',
  summary: { zh: '增加成员（出生、婚入、迁入）', en: 'Add a member: birth, marriage, moving in' },
  permission: 'registry.operate',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object(
    { id: Id, observedOn: Day, reason: Type.String({ minLength: 1, maxLength: 2000 }), facts: Facts },
    closed,
  ),
  response: { 200: Type.Object({ id: Id, registered: Type.Boolean() }, closed) },
})

export const Contradiction = Type.Object(
  {
    subjectKind: Type.String(),
    subjectId: Id,
    householdId: Type.Union([Id, Type.Null()]),
    name: Type.Union([Type.String(), Type.Null()]),
    regionCode: Type.String(),
    fact: Type.String(),
    observedOn: Day,
    recordIds: Type.Array(Id),
  },
  closed,
)
export type Contradiction = Static<typeof Contradiction>

export const listContradictions = defineRoute({
  id: 'listContradictions',
  method: 'GET',
  path: '/api/contradictions',
  summary: { zh: '同日互相矛盾的记录', en: 'Observations of one day that contradict each other' },
  permission: 'registry.read',
  audit: 'read',
  query: Type.Object(
    {
      region: RegionCode,
      asOf: Type.Optional(
        Type.String({ ...Day, description: 'Those of this day and before; all otherwise.' }),
      ),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
    },
    closed,
  ),
  response: { 200: PageOf(Contradiction) },
})
