/**
 * Lists of departments (部门预警名单) and the leads (线索) that they yield. A list is a sheet; each of its rows that is about a
 * registered person is a lead about the household. A lead is never a verdict and changes no status: somebody looks at it,
 * opens a case out of it (`openCases` with `lead`) or dismisses it with a reason.
 */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, literals, Name, Outcome, PageOf, Place, RegionCode, Text } from '../schemas.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])
const Count = Type.Integer({ minimum: 0 })
const Cursor = Type.Optional(Type.String({ maxLength: 400 }))
const UnitName = Type.Object({ id: Id, name: Type.String() }, closed)
const Reason = Type.String({ minLength: 2, maxLength: 1000, pattern: '\\S[\\s\\S]*\\S' })

/** A row of a list: about a household; about nobody; about one of several; about whom an earlier row is; not to be read. */
export const LeadRowOutcome = literals('matched', 'nobody', 'several', 'double', 'unreadable')
export type LeadRowOutcome = Static<typeof LeadRowOutcome>

/**
 * open: nobody has done anything; superseded: another case of recognition is open for the household; checking: the case that
 * was opened out of it runs; checked: that case has ended (a withdrawn one leaves the lead open), or another one of the
 * household that was opened since the day of the list; dismissed: with a reason.
 */
export const LeadState = literals('open', 'superseded', 'checking', 'checked', 'dismissed')
export type LeadState = Static<typeof LeadState>

/** How the household stands today. */
export const LeadStanding = literals('registered', 'exited', 'unregistered')
export type LeadStanding = Static<typeof LeadStanding>

export const LeadKind = Type.Object(
  {
    id: Type.String(),
    label: Text,
    /** What such a list is of, in a sentence. */
    note: Text,
    /** Whether a superior document names such lists; an unconfirmed one is marked wherever it is shown. */
    confirmed: Type.Boolean(),
    /** Channel of the cases that are opened out of it. */
    channel: literals('department', 'comparison'),
  },
  closed,
)
export type LeadKind = Static<typeof LeadKind>

export const listLeadKinds = defineRoute({
  id: 'listLeadKinds',
  method: 'GET',
  path: '/api/leads/kinds',
  summary: {
    zh: '预警名单的种类，表格可用的列名',
    en: 'Kinds of lists, and the columns that a sheet may have',
  },
  permission: 'cases.read',
  response: {
    200: Type.Object(
      {
        items: Type.Array(LeadKind),
        /** A sheet has the id number, or name and village; the others may be left out. */
        columns: Type.Array(
          Type.Object(
            { key: Type.String(), header: Type.String(), synonyms: Type.Array(Type.String()), note: Text },
            closed,
          ),
        ),
        mostRows: Type.Integer(),
        mostBytes: Type.Integer(),
        /** Procedures that a lead may lead to; an open case of one of them supersedes it. */
        procedures: Type.Array(Type.String()),
      },
      closed,
    ),
  },
})

export const LeadFigures = Type.Object(
  {
    rows: Count,
    /** The sum of the three that follow, as the households stood when the list came. */
    matched: Count,
    registered: Count,
    exited: Count,
    unregistered: Count,
    nobody: Count,
    several: Count,
    double: Count,
    unreadable: Count,
  },
  closed,
)
export type LeadFigures = Static<typeof LeadFigures>

/** What is told of a list wherever it stands among others. */
export const LeadListItem = Type.Object(
  {
    id: Id,
    /** Id of a kind. */
    kind: Type.String(),
    region: Type.Array(Place),
    unit: orNull(UnitName),
    /** The day that it is of; of a monthly list the last of the month. */
    heardOn: Day,
    /** Without numbers; empty once it is past its time. */
    fileName: Type.String(),
    uploadedBy: Type.String(),
    uploadedAt: Type.String(),
    figures: LeadFigures,
    /** Columns that nobody knows: they were not read and are not kept. */
    unread: Type.Array(Type.String()),
    withdrawn: orNull(Type.Object({ on: Day, by: Type.String(), reason: Type.String() }, closed)),
    /** After this day the rows about nobody are gone, and what the rows say of the others. */
    keptUntil: Day,
  },
  closed,
)
export type LeadListItem = Static<typeof LeadListItem>

export const LeadList = Type.Object(
  {
    ...LeadListItem.properties,
    /** Leads of it by what has become of them; nothing of a list that was withdrawn. */
    states: Type.Object(
      { open: Count, superseded: Count, checking: Count, checked: Count, dismissed: Count },
      closed,
    ),
    /** Whether whoever asks may take it back: nothing was done on it yet. */
    mayWithdraw: Type.Boolean(),
  },
  closed,
)
export type LeadList = Static<typeof LeadList>

export const uploadLeadList = defineRoute({
  id: 'uploadLeadList',
  method: 'POST',
  path: '/api/lead-lists',
  summary: {
    zh: '上传部门预警名单（.xlsx、.csv），按身份证号或姓名和村比对',
    en: 'A sheet of a department: rows become leads about households, all or none; the sheet itself is not kept',
  },
  permission: 'leads.list',
  cost: 'heavy',
  upload: { maxBytes: 20 * 2 ** 20 },
  query: Type.Object(
    {
      id: Id,
      /** A county or what lies below it; rows about others are about nobody. */
      region: RegionCode,
      kind: Name({ description: 'Id of a kind.' }),
      unit: Type.Optional(Type.String({ ...Id, description: 'Unit that it comes from.' })),
      heardOn: Day,
    },
    closed,
  ),
  response: { 200: LeadList },
})

export const listLeadLists = defineRoute({
  id: 'listLeadLists',
  method: 'GET',
  path: '/api/lead-lists',
  summary: {
    zh: '已上传的部门名单',
    en: 'Lists by when they came, the last first; a department sees those that it uploaded',
  },
  permission: 'leads.list',
  query: Type.Object({ region: RegionCode, kind: Type.Optional(Name()), cursor: Cursor }, closed),
  response: { 200: PageOf(LeadListItem) },
})

export const getLeadList = defineRoute({
  id: 'getLeadList',
  method: 'GET',
  path: '/api/lead-lists/:id',
  summary: { zh: '一份部门名单', en: 'A list, with what has become of its leads' },
  permission: 'leads.list',
  params: Type.Object({ id: Id }, closed),
  response: { 200: LeadList },
})

const matching = {
  /** Of a match: by number, or by name in the village, where a namesake may be meant; null where it was not kept. */
  matchedBy: orNull(literals('number', 'name')),
  /** The number is that of the person and the name another: one of the two is a slip. */
  otherName: Type.Boolean(),
}

export const LeadRow = Type.Object(
  {
    id: Id,
    /** Of the sheet. */
    line: Type.Integer(),
    outcome: LeadRowOutcome,
    /** Masked; null once it is past its time. */
    name: orNull(Type.String()),
    idNumber: orNull(Type.String()),
    village: orNull(Type.String()),
    /** Of a double: the line that says the same person. */
    doubleOf: orNull(Type.Integer()),
    /** Of what cannot be read: the column, what stands there (masked), what would be right. */
    problem: orNull(
      Type.Object(
        { field: Type.String(), value: orNull(Type.String()), message: Text, expected: Text },
        closed,
      ),
    ),
    household: orNull(
      Type.Object({ id: Id, number: Type.String(), headName: orNull(Type.String()) }, closed),
    ),
    region: Type.Array(Place),
    /** Of a matched row. */
    state: orNull(LeadState),
    ...matching,
  },
  closed,
)
export type LeadRow = Static<typeof LeadRow>

export const listLeadRows = defineRoute({
  id: 'listLeadRows',
  method: 'GET',
  path: '/api/lead-lists/:id/rows',
  summary: {
    zh: '名单的逐行结果：对上的、没对上的、重复的、读不出的',
    en: 'Row by row what the sheet yielded; names and numbers masked',
  },
  permission: 'leads.list',
  audit: 'read',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object({ outcome: Type.Optional(LeadRowOutcome), cursor: Cursor }, closed),
  response: { 200: PageOf(LeadRow) },
})

export const withdrawLeadList = defineRoute({
  id: 'withdrawLeadList',
  method: 'POST',
  path: '/api/lead-lists/:id/withdrawal',
  summary: {
    zh: '撤回整份名单（尚未处置时），写明原因',
    en: 'Takes a whole list back, with a reason, while nothing was done on it: its rows go, its figures stay',
  },
  permission: 'leads.list',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object({ reason: Reason }, closed),
  response: { 200: LeadList },
})

export const listLeadUnits = defineRoute({
  id: 'listLeadUnits',
  method: 'GET',
  path: '/api/lead-lists/units',
  summary: {
    zh: '可选的来源单位',
    en: 'Units of the county and above, and of the region: those that lists come from',
  },
  permission: 'leads.list',
  query: Type.Object({ region: RegionCode }, closed),
  response: {
    200: Type.Object(
      { items: Type.Array(Type.Object({ id: Id, name: Type.String(), region: Place }, closed)) },
      closed,
    ),
  },
})

const item = {
  id: Id,
  list: Id,
  kind: Type.String(),
  unit: orNull(UnitName),
  heardOn: Day,
  household: Type.Object(
    {
      id: Id,
      number: Type.String(),
      headName: orNull(Type.String()),
      size: Type.Integer(),
      status: orNull(Type.String()),
      standing: LeadStanding,
    },
    closed,
  ),
  /** From the highest to the lowest, where the household is today. */
  region: Type.Array(Place),
  state: LeadState,
  /** The case that was opened out of it. */
  case: orNull(Id),
  /** Another case of recognition of the household: one that is open, or the one by which it was checked. */
  otherCase: orNull(Id),
  /** Verdict of today on the set `monitoring`; null where that is not judged. */
  outcome: orNull(Outcome),
  ...matching,
}
export const LeadItem = Type.Object(item, closed)
export type LeadItem = Static<typeof LeadItem>

const Filter = {
  region: RegionCode,
  kind: Type.Optional(Name()),
  /** Those in any state when left out. */
  state: Type.Optional(LeadState),
  list: Type.Optional(Id),
  standing: Type.Optional(LeadStanding),
  /** Of the verdict of today; `unjudged` where there is none. */
  outcome: Type.Optional(Type.Union([...Outcome.anyOf, Type.Literal('unjudged')])),
  household: Type.Optional(Id),
}

export const listLeads = defineRoute({
  id: 'listLeads',
  method: 'GET',
  path: '/api/leads',
  summary: {
    zh: '线索：按地区、种类、状态、名单、判定结果',
    en: 'Leads about households, the latest first; not what the rows say of them',
  },
  permission: 'leads.handle',
  audit: 'read',
  query: Type.Object(
    {
      ...Filter,
      limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|[1-4]\\d\\d|500)$' })),
      cursor: Cursor,
    },
    closed,
  ),
  response: { 200: PageOf(LeadItem) },
})

const facet = <T extends Parameters<typeof Type.Array>[0]>(id: T) =>
  Type.Array(Type.Object({ id, count: Count }, closed))

export const LeadCounts = Type.Object(
  {
    total: Count,
    /** Households that these leads are about. */
    households: Count,
    /** Each under all filters but its own. */
    kinds: facet(Type.String()),
    states: facet(LeadState),
    standings: facet(LeadStanding),
    outcomes: facet(Type.Union([...Outcome.anyOf, Type.Literal('unjudged')])),
    /** The latest fifty, and the one that is asked for. */
    lists: Type.Array(
      Type.Object(
        { id: Id, kind: Type.String(), heardOn: Day, unit: orNull(UnitName), count: Count },
        closed,
      ),
    ),
    /** Of the regions one level below. */
    regions: Type.Array(Type.Object({ region: Place, count: Count, open: Count }, closed)),
  },
  closed,
)
export type LeadCounts = Static<typeof LeadCounts>

export const countLeads = defineRoute({
  id: 'countLeads',
  method: 'GET',
  path: '/api/leads/counts',
  summary: { zh: '线索数量', en: 'How many leads, by each of the filters under the others' },
  permission: 'leads.handle',
  query: Type.Object(Filter, closed),
  response: { 200: LeadCounts },
})

export const LeadAct = literals('dismiss', 'reopen')
export type LeadAct = Static<typeof LeadAct>

export const Lead = Type.Object(
  {
    ...item,
    line: Type.Integer(),
    /**
     * What the list says of whom: for whoever answers for lists in the region of the household.
     * Null for everybody else, and once it is past its time.
     */
    said: orNull(
      Type.Object(
        {
          person: orNull(Type.Object({ id: Id, name: orNull(Type.String()) }, closed)),
          /** Its own row and those of the list that say the same person again, in the order of the sheet. */
          rows: Type.Array(
            Type.Object(
              {
                line: Type.Integer(),
                /** As the list writes it. */
                name: orNull(Type.String()),
                reason: orNull(Type.String()),
                amount: orNull(Type.String()),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    /** There is something said that whoever asks does not see. */
    hidden: Type.Boolean(),
    entries: Type.Array(
      Type.Object(
        {
          id: Id,
          act: literals('dismiss', 'reopen', 'open'),
          on: Day,
          at: Type.String(),
          by: Type.String(),
          /** Why; empty where a case was opened, and once it is past its time. */
          text: Type.String(),
          case: orNull(Id),
        },
        closed,
      ),
    ),
    /** Last entry; its own id before the first. */
    lastId: Id,
    /** What whoever asks may do now; `open` is to open a case out of it. */
    may: Type.Array(literals('dismiss', 'reopen', 'open')),
  },
  closed,
)
export type Lead = Static<typeof Lead>

export const getLead = defineRoute({
  id: 'getLead',
  method: 'GET',
  path: '/api/leads/:id',
  summary: { zh: '一条线索及处置经过', en: 'A lead, with what was done; every look at it is kept' },
  permission: 'leads.handle',
  audit: 'read',
  budget: 'subjectsRead',
  params: Type.Object({ id: Id }, closed),
  response: { 200: Lead },
})

export const actOnLeads = defineRoute({
  id: 'actOnLeads',
  method: 'POST',
  path: '/api/leads/acts',
  summary: {
    zh: '排除线索（写明原因）、恢复线索，可按名单批量',
    en: 'Dismiss leads with a reason, or take that back; up to 500 at once, all or none',
  },
  permission: 'leads.handle',
  body: Type.Object(
    {
      act: LeadAct,
      text: Reason,
      leads: Type.Array(
        Type.Object(
          {
            /** Of the entry, made by the sender. */
            id: Id,
            lead: Id,
            /** The last entry that the sender knows of: refused when somebody has acted since. */
            after: Type.Optional(Id),
          },
          closed,
        ),
        { minItems: 1, maxItems: 500 },
      ),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(LeadItem) }, closed) },
})
