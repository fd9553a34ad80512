/** What persons are told and may ask for, and what goes when its time is over (PIPL 17, 44 to 47). */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, PageOf, Place, RegionCode, Text } from '../schemas.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])
const Said = Type.String({ minLength: 2, maxLength: 1000, pattern: '\\S.*\\S' })
const Evidence = Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 10 }))

export const HandledFacts = Type.Object(
  {
    subject: Type.Union([Type.Literal('household'), Type.Literal('person')]),
    purpose: Text,
    basis: Text,
    retention: Text,
    isSensitive: Type.Boolean(),
    facts: Type.Array(Text),
  },
  closed,
)
export const NoticeContent = Type.Object(
  {
    handler: Type.String({ description: 'Who handles the data.' }),
    contact: Type.String({ description: 'Whom to ask, and how.' }),
    handled: Type.Array(HandledFacts),
  },
  closed,
)
export const PrivacyNotice = Type.Object(
  {
    version: Type.Integer(),
    validFrom: Day,
    /** The last day; null while no later one is known. */
    validTo: orNull(Day),
    state: Type.Union([Type.Literal('coming'), Type.Literal('inForce'), Type.Literal('ended')]),
    reason: Type.String(),
    madeBy: orNull(Type.String()),
    madeAt: Type.String(),
    content: NoticeContent,
  },
  closed,
)
export type PrivacyNotice = Static<typeof PrivacyNotice>

export const listPrivacyNotices = defineRoute({
  id: 'listPrivacyNotices',
  method: 'GET',
  path: '/api/privacy-notices',
  summary: { zh: '个人信息处理告知书的各版本', en: 'What persons are told, in all versions' },
  permission: 'signedIn',
  response: {
    200: Type.Object(
      {
        items: Type.Array(PrivacyNotice),
        /** What a version of today would say; the last handler and contact with it. */
        draft: NoticeContent,
      },
      closed,
    ),
  },
})

export const publishPrivacyNotice = defineRoute({
  id: 'publishPrivacyNotice',
  method: 'POST',
  path: '/api/privacy-notices',
  summary: { zh: '发布新版告知书', en: 'A new version of what persons are told, out of the field register' },
  permission: 'retention.publish',
  stepUp: true,
  body: Type.Object(
    {
      version: Type.Integer({ minimum: 1, maximum: 100_000, description: 'The next one.' }),
      validFrom: Day,
      handler: Type.String({ minLength: 2, maxLength: 100, pattern: '\\S.*\\S' }),
      contact: Type.String({ minLength: 2, maxLength: 300, pattern: '\\S.*\\S' }),
      reason: Said,
    },
    closed,
  ),
  response: { 200: PrivacyNotice },
})

export const NoticeWay = Type.Union([
  Type.Literal('paper'),
  Type.Literal('readAloud'),
  Type.Literal('posted'),
])
export const RequestKind = Type.Union([
  Type.Literal('copy'),
  Type.Literal('correction'),
  Type.Literal('deletion'),
  Type.Literal('objection'),
])
export type RequestKind = Static<typeof RequestKind>
export const RequestOutcome = Type.Union([
  Type.Literal('given'),
  Type.Literal('corrected'),
  Type.Literal('deletion'),
  Type.Literal('refused'),
  Type.Literal('held'),
])
export type RequestOutcome = Static<typeof RequestOutcome>

export const ErasureState = Type.Union([
  Type.Literal('proposed'),
  Type.Literal('signedOnce'),
  Type.Literal('signed'),
  Type.Literal('held'),
  Type.Literal('done'),
])
export type ErasureState = Static<typeof ErasureState>

const RequestAnswer = Type.Object(
  {
    outcome: RequestOutcome,
    ground: Type.String(),
    answeredOn: Day,
    by: Type.String(),
    evidence: Type.Array(Type.String()),
  },
  closed,
)
export const PersonRequest = Type.Object(
  {
    id: Id,
    kind: RequestKind,
    receivedOn: Day,
    wish: Type.String(),
    by: Type.String(),
    evidence: Type.Array(Type.String()),
    answer: orNull(RequestAnswer),
  },
  closed,
)
export type PersonRequest = Static<typeof PersonRequest>

export const PersonRights = Type.Object(
  {
    personId: Id,
    name: orNull(Type.String()),
    endedBecause: orNull(Type.String()),
    /** Version in force today; null when none was published. */
    noticeInForce: orNull(Type.Integer()),
    told: Type.Array(
      Type.Object(
        {
          id: Id,
          version: Type.Integer(),
          way: NoticeWay,
          on: Day,
          by: Type.String(),
          note: Type.String(),
          evidence: Type.Array(Type.String()),
        },
        closed,
      ),
    ),
    requests: Type.Array(PersonRequest),
    erasure: orNull(
      Type.Object({ state: ErasureState, dueOn: Day, heldBecause: orNull(Type.String()) }, closed),
    ),
  },
  closed,
)
export type PersonRights = Static<typeof PersonRights>

export const getPersonRights = defineRoute({
  id: 'getPersonRights',
  method: 'GET',
  path: '/api/persons/:id/rights',
  summary: { zh: '一个人的告知与申请', en: 'What a person was told, asked for, and got as an answer' },
  permission: 'registry.read',
  audit: 'read',
  params: Type.Object({ id: Id }, closed),
  response: { 200: PersonRights },
})

export const tellNotice = defineRoute({
  id: 'tellNotice',
  method: 'POST',
  path: '/api/persons/:id/notices',
  summary: { zh: '登记已向本人告知', en: 'A person was told a version of the notice' },
  permission: 'registry.record',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object(
    {
      id: Id,
      version: Type.Integer({ minimum: 1, maximum: 100_000 }),
      way: NoticeWay,
      on: Day,
      note: Type.Optional(Type.String({ maxLength: 500 })),
      evidence: Evidence,
    },
    closed,
  ),
  response: { 200: PersonRights },
})

export const receiveRequest = defineRoute({
  id: 'receiveRequest',
  method: 'POST',
  path: '/api/persons/:id/requests',
  summary: { zh: '登记本人的申请', en: 'A person asks for a copy, a correction, a deletion, or objects' },
  permission: 'registry.record',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object({ id: Id, kind: RequestKind, receivedOn: Day, wish: Said, evidence: Evidence }, closed),
  response: { 200: PersonRights },
})

export const answerRequest = defineRoute({
  id: 'answerRequest',
  method: 'POST',
  path: '/api/persons/:id/requests/:requestId/answer',
  summary: { zh: '答复本人的申请', en: 'An officer answers a request, with the ground' },
  permission: 'registry.operate',
  params: Type.Object({ id: Id, requestId: Id }, closed),
  body: Type.Object(
    { id: Id, outcome: RequestOutcome, answeredOn: Day, ground: Said, evidence: Evidence },
    closed,
  ),
  response: { 200: PersonRights },
})

export const OpenRequest = Type.Object(
  {
    id: Id,
    personId: Id,
    name: orNull(Type.String()),
    householdId: orNull(Id),
    region: Type.Array(Place),
    kind: RequestKind,
    receivedOn: Day,
    days: Type.Integer({ description: 'Since it was received.' }),
  },
  closed,
)
export type OpenRequest = Static<typeof OpenRequest>

export const listOpenRequests = defineRoute({
  id: 'listOpenRequests',
  method: 'GET',
  path: '/api/requests',
  summary: { zh: '尚未答复的个人申请', en: 'Requests of persons that nobody has answered yet' },
  permission: 'registry.read',
  audit: 'read',
  query: Type.Object({ region: RegionCode, cursor: Type.Optional(Type.String({ maxLength: 400 })) }, closed),
  response: { 200: PageOf(OpenRequest) },
})

export const Erasure = Type.Object(
  {
    id: Id,
    subjectKind: Type.Union([Type.Literal('household'), Type.Literal('person')]),
    /** Of the household, or of that of the person; names are not told to administrators. */
    householdNumber: orNull(Type.String()),
    region: Type.Array(Place),
    because: Type.Union([Type.Literal('period'), Type.Literal('request')]),
    endedOn: Day,
    dueOn: Day,
    state: ErasureState,
    first: orNull(Type.Object({ by: Type.String(), at: Type.String() }, closed)),
    second: orNull(Type.Object({ by: Type.String(), at: Type.String() }, closed)),
    held: orNull(Type.Object({ by: Type.String(), at: Type.String(), because: Type.String() }, closed)),
    doneAt: orNull(Type.String()),
    rows: orNull(Type.Integer()),
    /** Whether whoever looks may sign it: nobody signs twice. */
    maySign: Type.Boolean(),
  },
  closed,
)
export type Erasure = Static<typeof Erasure>

export const listErasures = defineRoute({
  id: 'listErasures',
  method: 'GET',
  path: '/api/erasures',
  summary: { zh: '到期删除清单', en: 'Whose data may go, or has gone' },
  permission: 'retention.read',
  audit: 'read',
  query: Type.Object(
    {
      region: RegionCode,
      state: Type.Optional(ErasureState),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
    },
    closed,
  ),
  response: {
    200: Type.Object(
      {
        items: Type.Array(Erasure),
        next: Type.Optional(Type.String()),
        counts: Type.Record(Type.String(), Type.Integer()),
        /** When the job last looked, and what it removed by itself then. */
        lastRun: orNull(
          Type.Object({ at: Type.String(), removed: Type.Record(Type.String(), Type.Integer()) }, closed),
        ),
        /** What an erasure leaves. */
        leaves: Text,
      },
      closed,
    ),
  },
})

export const signErasures = defineRoute({
  id: 'signErasures',
  method: 'POST',
  path: '/api/erasures/sign',
  summary: { zh: '签批删除', en: 'Signs erasures: two administrators, each of another person, must' },
  permission: 'retention.sign',
  stepUp: true,
  body: Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 500 }) }, closed),
  response: { 200: Type.Object({ signed: Type.Integer() }, closed) },
})

export const holdErasure = defineRoute({
  id: 'holdErasure',
  method: 'POST',
  path: '/api/erasures/:id/hold',
  summary: { zh: '暂缓删除', en: 'Holds an erasure back, with the ground' },
  permission: 'retention.sign',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object({ because: Said }, closed),
  response: { 200: Type.Object({ held: Type.Boolean() }, closed) },
})

export const releaseErasure = defineRoute({
  id: 'releaseErasure',
  method: 'POST',
  path: '/api/erasures/:id/release',
  summary: { zh: '解除暂缓', en: 'Proposes a held erasure again; it has to be signed anew' },
  permission: 'retention.sign',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object({ because: Said }, closed),
  response: { 200: Type.Object({ held: Type.Boolean() }, closed) },
})
