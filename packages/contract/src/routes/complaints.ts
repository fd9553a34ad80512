/** The line 12317: complaints, clues and applications, from the public site or taken down by an officer. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, literals, PageOf, Place, RegionCode } from '../schemas.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])
const Count = Type.Integer({ minimum: 0 })
const Said = Type.String({ minLength: 2, maxLength: 4000, pattern: '\\S[\\s\\S]*\\S' })
const Short = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })

/** complaint 投诉举报, clue 致贫返贫线索, application 申请. */
export const ComplaintKind = literals('complaint', 'clue', 'application')
export type ComplaintKind = Static<typeof ComplaintKind>
export const ComplaintAbout = literals('household', 'cadre', 'funds', 'other')
export type ComplaintAbout = Static<typeof ComplaintAbout>
export const ComplaintChannel = literals('site', 'telephone', 'visit', 'letter')
export type ComplaintChannel = Static<typeof ComplaintChannel>
export const ComplaintState = literals('received', 'accepted', 'passed', 'answered', 'closed', 'withdrawn')
export type ComplaintState = Static<typeof ComplaintState>
export const ComplaintAct = literals('accept', 'pass', 'answer', 'link', 'close', 'withdraw')
export type ComplaintAct = Static<typeof ComplaintAct>

const UnitName = Type.Object({ id: Id, name: Type.String() }, closed)

const item = {
  id: Id,
  kind: ComplaintKind,
  channel: ComplaintChannel,
  about: ComplaintAbout,
  /** From the highest to the lowest. */
  region: Type.Array(Place),
  /** Whom it is about: who works there does not see it. Null where nobody is complained about. */
  accused: orNull(Type.Object({ region: orNull(Place), unit: orNull(UnitName) }, closed)),
  anonymous: Type.Boolean(),
  state: ComplaintState,
  received: Day,
  /** Null where the days worked are not known. */
  acceptDue: orNull(Day),
  answerDue: orNull(Day),
  /** Past the day that it is waited for now. */
  late: Type.Boolean(),
  /** Case that was opened because of it. */
  case: orNull(Id),
}
export const ComplaintItem = Type.Object(item, closed)
export type ComplaintItem = Static<typeof ComplaintItem>

const Filter = {
  region: RegionCode,
  kind: Type.Optional(ComplaintKind),
  /** Open ones when left out; `all` for every state. */
  state: Type.Optional(Type.Union([...ComplaintState.anyOf, Type.Literal('open'), Type.Literal('all')])),
  /** late: past its day; week: within seven days. */
  due: Type.Optional(literals('late', 'week')),
}

export const listComplaints = defineRoute({
  id: 'listComplaints',
  method: 'GET',
  path: '/api/complaints',
  summary: {
    zh: '12317 来信来访：投诉、线索、申请，按期限排列',
    en: 'Complaints, clues and applications by what is due first; those about whoever asks are not there',
  },
  permission: 'leads.handle',
  audit: 'read',
  query: Type.Object({ ...Filter, cursor: Type.Optional(Type.String({ maxLength: 400 })) }, closed),
  response: { 200: PageOf(ComplaintItem) },
})

export const ComplaintCounts = Type.Object(
  {
    states: Type.Array(Type.Object({ state: ComplaintState, kind: ComplaintKind, count: Count }, closed)),
    late: Count,
    week: Count,
    /** How many days the answer may take, and whether a superior document states it. */
    days: Type.Object({ accept: Type.Integer(), answer: Type.Integer(), confirmed: Type.Boolean() }, closed),
  },
  closed,
)
export type ComplaintCounts = Static<typeof ComplaintCounts>

export const countComplaints = defineRoute({
  id: 'countComplaints',
  method: 'GET',
  path: '/api/complaints/counts',
  summary: { zh: '来信来访数量', en: 'How many, by state and kind' },
  permission: 'leads.handle',
  query: Type.Object({ region: RegionCode }, closed),
  response: { 200: ComplaintCounts },
})

export const ComplaintEntry = Type.Object(
  {
    id: Id,
    act: ComplaintAct,
    on: Day,
    at: Type.String(),
    by: Type.String(),
    text: Type.String(),
    to: orNull(Type.Object({ region: Place, unit: orNull(UnitName) }, closed)),
    case: orNull(Id),
  },
  closed,
)

export const Complaint = Type.Object(
  {
    ...item,
    said: Type.String(),
    /** Null when not given, and for those whom it was passed on to. */
    name: orNull(Type.String()),
    contact: orNull(Type.String()),
    /** Name and contact were given, but are not for whoever asks. */
    hidden: Type.Boolean(),
    receivedBy: orNull(Type.String()),
    entries: Type.Array(ComplaintEntry),
    /** What whoever asks may do now. */
    may: Type.Array(ComplaintAct),
    /** Who has looked at it, the last first; null for whoever does not inspect. */
    views: orNull(
      Type.Array(Type.Object({ at: Type.String(), by: Type.String(), role: Type.String() }, closed)),
    ),
  },
  closed,
)
export type Complaint = Static<typeof Complaint>

export const getComplaint = defineRoute({
  id: 'getComplaint',
  method: 'GET',
  path: '/api/complaints/:id',
  summary: { zh: '一件来信来访及办理经过', en: 'One of them, with what was done; every look at it is kept' },
  permission: 'leads.handle',
  audit: 'read',
  params: Type.Object({ id: Id }, closed),
  response: { 200: Complaint },
})

export const takeComplaint = defineRoute({
  id: 'takeComplaint',
  method: 'POST',
  path: '/api/complaints',
  summary: {
    zh: '代为登记电话、来访、来信',
    en: 'An officer takes one down; answers the number to look the answer up by',
  },
  permission: 'leads.handle',
  body: Type.Object(
    {
      id: Id,
      kind: ComplaintKind,
      channel: literals('telephone', 'visit', 'letter'),
      about: ComplaintAbout,
      region: RegionCode,
      accusedRegion: Type.Optional(RegionCode),
      accusedUnit: Type.Optional(Id),
      said: Said,
      name: Type.Optional(Short),
      contact: Type.Optional(Short),
    },
    closed,
  ),
  response: {
    200: Type.Object(
      { id: Id, number: Type.String(), acceptDue: orNull(Day), answerDue: orNull(Day) },
      closed,
    ),
  },
})

export const actOnComplaint = defineRoute({
  id: 'actOnComplaint',
  method: 'POST',
  path: '/api/complaints/:id/acts',
  summary: {
    zh: '受理、转办、答复、办结、撤回',
    en: 'Accept, pass on, answer, link a case, close, withdraw',
  },
  permission: 'leads.handle',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object(
    {
      id: Id,
      act: ComplaintAct,
      text: Type.String({ maxLength: 4000 }),
      toRegion: Type.Optional(RegionCode),
      toUnit: Type.Optional(Id),
      case: Type.Optional(Id),
      /** The last entry that the sender knows of, the complaint's own id before the first. */
      after: Id,
    },
    closed,
  ),
  response: { 200: Complaint },
})

export const listComplaintUnits = defineRoute({
  id: 'listComplaintUnits',
  method: 'GET',
  path: '/api/complaints/units',
  summary: { zh: '可选的单位', en: 'Units that can be complained about, or that one can be passed on to' },
  permission: 'leads.handle',
  query: Type.Object({ region: RegionCode }, closed),
  response: {
    200: Type.Object(
      { items: Type.Array(Type.Object({ id: Id, name: Type.String(), region: Place }, closed)) },
      closed,
    ),
  },
})
