/** Cases (事项): identification, exit, monitoring, walked through step by step as their packs say, by people who sign. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Facts, Id, literals, Name, Outcome, PageOf, Place, RegionCode, Text } from '../schemas.ts'
import { EVIDENCE_MAX_BYTES, EvidenceFile } from './evidence.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])
const Count = Type.Integer({ minimum: 0 })
const Evidence = Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 20 })
const Said = Type.String({ minLength: 2, maxLength: 4000, pattern: '\\S.*\\S|\\S\\S' })
const Person = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })
/** Something that a pack names, with its words. */
export const Named = Type.Object({ id: Type.String(), label: Text }, closed)
export type Named = Static<typeof Named>

export const CaseSubjectKind = literals('household', 'village', 'county')
export type CaseSubjectKind = Static<typeof CaseSubjectKind>
export const CaseStateName = literals('open', 'ended', 'withdrawn')
export type CaseStateName = Static<typeof CaseStateName>
export const CaseChannel = literals(
  'household',
  'cadre',
  'proxy',
  'public',
  'department',
  'complaint',
  'comparison',
)
export type CaseChannel = Static<typeof CaseChannel>

export const CaseGate = Type.Object(
  {
    /** step, fact, verdict, attachment, signature, meeting, majority, notice, beginning, hanging, objection, upheld. */
    gate: Type.String(),
    /** What is waited for, in one sentence. */
    text: Text,
    until: orNull(Day),
    /** The fact that is to be entered. */
    fact: Type.Optional(Type.String()),
  },
  closed,
)
export type CaseGate = Static<typeof CaseGate>

export const CaseSubject = Type.Object(
  {
    kind: CaseSubjectKind,
    id: Id,
    /** Head of the household, or name of the village or county; null when unknown. */
    name: orNull(Type.String()),
    number: orNull(Type.String()),
    householdSize: orNull(Type.Integer()),
    /** As it is today. */
    status: orNull(Type.String()),
  },
  closed,
)

export const OpenStep = Type.Object(
  {
    id: Type.String(),
    label: Text,
    level: orNull(Type.String()),
    since: Day,
    due: orNull(Day),
    /** Who acts in it. */
    actors: Type.Array(Named),
    /** Whether the reader may. */
    mine: Type.Boolean(),
    /** It runs beside the main line. */
    beside: Type.Boolean(),
    /** What stands between it and going forward; nothing when it may. */
    gates: Type.Array(CaseGate),
  },
  closed,
)
export type OpenStep = Static<typeof OpenStep>

const item = {
  id: Id,
  subject: CaseSubject,
  /** From the highest to the lowest. */
  region: Type.Array(Place),
  procedure: Named,
  state: CaseStateName,
  channel: CaseChannel,
  /** Where it stands: the main step first; none once it has ended. */
  steps: Type.Array(OpenStep),
  opened: Day,
  /** Last day of the whole case, where its procedure states one. */
  due: orNull(Day),
  ended: orNull(Day),
  /** By which outcome it ended. */
  outcome: orNull(Named),
  /** Status that it gave. */
  status: orNull(Type.String()),
  /** Runs by the green channel: help first, formalities after. */
  green: Type.Boolean(),
}
export const CaseItem = Type.Object(item, closed)
export type CaseItem = Static<typeof CaseItem>

export const ProcedureStep = Type.Object(
  {
    id: Type.String(),
    label: Text,
    level: orNull(Type.String()),
    actors: Type.Array(Named),
    signs: Type.Array(Named),
    stamp: orNull(Type.String()),
    attach: Type.Array(Type.Object({ id: Type.String(), label: Text, optional: Type.Boolean() }, closed)),
    days: orNull(Type.Integer()),
    workingDays: Type.Boolean(),
    requires: Type.Array(Type.String()),
    verdicts: Type.Array(Type.Object({ set: Type.String(), title: Text }, closed)),
    meeting: orNull(
      Type.Object(
        {
          label: orNull(Text),
          least: Type.Integer(),
          most: orNull(Type.Integer()),
          participants: Type.Array(Named),
          /** The first is the one in favour; none where nobody votes. */
          votes: Type.Array(Named),
        },
        closed,
      ),
    ),
    notice: orNull(
      Type.Object(
        {
          /** An announcement tells what was decided, a notice asks for objections. */
          kind: literals('notice', 'announcement'),
          label: orNull(Text),
          places: Type.Array(Named),
          level: orNull(Type.String()),
          days: orNull(Type.Integer()),
          workingDays: Type.Boolean(),
          columns: Type.Array(Named),
          stamp: orNull(Type.String()),
        },
        closed,
      ),
    ),
    /** Facts that are asked in it: it goes forward when each of them is known. */
    facts: Type.Array(Named),
    deferrable: Type.Boolean(),
    /** Id of the step beside which it runs. */
    beside: orNull(Type.String()),
    outcomes: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          label: Text,
          to: Type.String(),
          returns: Type.Boolean(),
          /** Goes on only when nothing is waited for; another needs a reason. */
          forward: Type.Boolean(),
          status: orNull(Type.String()),
          /** Facts that are recorded of the subject by it. */
          records: Type.Array(Named),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type ProcedureStep = Static<typeof ProcedureStep>

export const CaseProcedure = Type.Object(
  {
    id: Type.String(),
    label: Text,
    subject: CaseSubjectKind,
    /** The criteria set that it rests on. */
    set: orNull(Type.String()),
    days: orNull(Type.Integer()),
    workingDays: Type.Boolean(),
    /** Statuses that a subject has to have; empty for any. `none` is a subject without one. */
    statuses: Type.Array(Type.String()),
    opens: Type.Array(Named),
    /** Whether the reader may open such a case in the region that was asked about. */
    mayOpen: Type.Boolean(),
    note: orNull(Text),
    pack: Type.String(),
    version: Type.String(),
    steps: Type.Array(ProcedureStep),
  },
  closed,
)
export type CaseProcedure = Static<typeof CaseProcedure>

export const listProcedures = defineRoute({
  id: 'listProcedures',
  method: 'GET',
  path: '/api/procedures',
  summary: { zh: '本地区现行的办理程序', en: 'Procedures in force in a region on a day' },
  permission: 'cases.read',
  query: Type.Object({ region: RegionCode, asOf: Type.Optional(Day) }, closed),
  response: { 200: Type.Object({ items: Type.Array(CaseProcedure) }, closed) },
})

const Filter = {
  region: RegionCode,
  procedure: Type.Optional(Name({ description: 'Id of the procedure.' })),
  step: Type.Optional(Name({ description: 'Cases that stand at this step.' })),
  state: Type.Optional(Type.Union(CaseStateName.anyOf, { description: 'Open ones when left out.' })),
  /** late: past a day; week: due within seven days; waiting: nothing but time or others are waited for. */
  due: Type.Optional(literals('late', 'week')),
  /** Where the reader may act. */
  mine: Type.Optional(Type.Literal('yes')),
  outcome: Type.Optional(Name({ description: 'Ended by this outcome.' })),
  subject: Type.Optional(Id),
  notice: Type.Optional(Type.String({ ...Id, description: 'Cases that a notice published.' })),
  dueOn: Type.Optional(
    Type.String({
      ...Day,
      description: 'Those with a step due on that day, or themselves; with `step`, that step.',
    }),
  ),
  standing: Type.Optional(
    Type.String({
      pattern: '^(registered|exited|unregistered)$',
      description: 'How the household stood when the case was opened, as countEndedCases has it.',
    }),
  ),
  endedFrom: Type.Optional(Day),
  endedTo: Type.Optional(Day),
  search: Type.Optional(Type.String({ maxLength: 60, description: 'Name or number of the household.' })),
}

export const listCases = defineRoute({
  id: 'listCases',
  method: 'GET',
  path: '/api/cases',
  summary: {
    zh: '事项列表：处在哪一环节、等什么、何时到期',
    en: 'Cases: where they stand, what they wait for, until when',
  },
  permission: 'cases.read',
  audit: 'read',
  budget: 'searches',
  query: Type.Object(
    {
      ...Filter,
      sort: Type.Optional(
        Type.Union(literals('due', 'region', 'newest').anyOf, {
          description: 'By what is due first when left out.',
        }),
      ),
      limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|[1-4]\\d\\d|500)$' })),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
    },
    closed,
  ),
  response: { 200: PageOf(CaseItem) },
})

export const CaseCounts = Type.Object(
  {
    /** Open cases by procedure and step. */
    steps: Type.Array(
      Type.Object({ procedure: Named, step: Named, open: Count, late: Count, mine: Count }, closed),
    ),
    /** Ended ones by procedure and outcome. */
    outcomes: Type.Array(Type.Object({ procedure: Named, outcome: Named, ended: Count }, closed)),
    /** Of the regions one level below. */
    regions: Type.Array(
      Type.Object({ region: Place, open: Count, late: Count, ended: Count, withdrawn: Count }, closed),
    ),
    open: Count,
    late: Count,
    mine: Count,
    ended: Count,
    withdrawn: Count,
  },
  closed,
)
export type CaseCounts = Static<typeof CaseCounts>

export const countCases = defineRoute({
  id: 'countCases',
  method: 'GET',
  path: '/api/cases/counts',
  summary: { zh: '事项数量：按环节、按地区、按结果', en: 'How many cases, by step, by place, by outcome' },
  permission: 'cases.read',
  query: Type.Object({ region: RegionCode, procedure: Type.Optional(Name()) }, closed),
  response: { 200: CaseCounts },
})

export const CaseCandidate = Type.Object(
  {
    subject: CaseSubject,
    region: Type.Array(Place),
    /** Verdict of today on the set of the procedure; null where it has none. */
    outcome: orNull(Outcome),
    /** An open case of the same procedure. */
    openCase: orNull(Id),
    /** Why it cannot be opened; null when it can. */
    refused: orNull(Text),
  },
  closed,
)
export type CaseCandidate = Static<typeof CaseCandidate>

export const listCandidates = defineRoute({
  id: 'listCandidates',
  method: 'GET',
  path: '/api/cases/candidates',
  summary: { zh: '可以发起事项的农户或村', en: 'Whom a case can be opened for, with the verdict of today' },
  permission: 'cases.read',
  audit: 'read',
  budget: 'searches',
  query: Type.Object(
    {
      region: RegionCode,
      procedure: Name(),
      outcome: Type.Optional(Outcome),
      search: Type.Optional(Type.String({ maxLength: 60 })),
      /** Nobody but this one, when a case can be opened for it. */
      subject: Type.Optional(Id),
      limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|[1-4]\\d\\d|500)$' })),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
    },
    closed,
  ),
  response: { 200: PageOf(CaseCandidate) },
})

export const openCases = defineRoute({
  id: 'openCases',
  method: 'POST',
  path: '/api/cases',
  summary: { zh: '发起事项（可按名单批量）', en: 'Open cases, up to 500 of one list at once, all or none' },
  permission: 'cases.act',
  body: Type.Object(
    {
      procedure: Name(),
      subjects: Type.Array(
        Type.Object(
          {
            /** Of the case; the entry that opens it bears the same. */
            id: Id,
            subject: Id,
            /** Lead about the household that it is opened out of, whose kind says the channel; linked in the same transaction. */
            lead: Type.Optional(Id),
            /** Clue or application that it is opened because of; linked in the same transaction. */
            complaint: Type.Optional(Id),
          },
          closed,
        ),
        { minItems: 1, maxItems: 500 },
      ),
      kind: CaseSubjectKind,
      channel: CaseChannel,
      on: Type.Optional(Day),
      /** As whom, where a role may act as several. */
      actor: Type.Optional(Name()),
      reason: Type.String({ maxLength: 4000 }),
      evidence: Type.Optional(Evidence),
      deviceAt: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(CaseItem) }, closed) },
})

const StepName = Name({ description: 'Where the case stands.' })
const act = <K extends string, P extends Record<string, Parameters<typeof Type.Array>[0]>>(
  kind: K,
  properties: P,
) => Type.Object({ kind: Type.Literal(kind), step: StepName, ...properties }, closed)

/** How somebody signed: with a pen on the glass, by finger, on paper that was scanned, or signed in as the account. */
export const SignedWay = literals('drawn', 'fingerprint', 'paper', 'account')
export type SignedWay = Static<typeof SignedWay>

export const MeetingMinutes = Type.Object(
  {
    place: Person,
    chair: Person,
    recorder: Person,
    /** Who was there, by name. */
    present: Type.Array(Person, { minItems: 1, maxItems: 200 }),
    minutes: Said,
  },
  closed,
)
export type MeetingMinutes = Static<typeof MeetingMinutes>

export const CaseAct = Type.Union([
  act('signed', { signer: Name(), name: Type.Optional(Person), way: SignedWay, evidence: Evidence }),
  act('attached', { attachment: Name(), evidence: Evidence }),
  act('met', { meeting: MeetingMinutes, evidence: Evidence }),
  act('posted', {
    /** Of the notice, made by the sender. */
    notice: Id,
    from: Day,
    days: Type.Integer({ minimum: 1, maximum: 365 }),
    evidence: Type.Optional(Evidence),
  }),
  act('objected', { text: Said, name: Type.Optional(Person), contact: Type.Optional(Person) }),
  act('answered', { objection: Id, upheld: Type.Boolean(), text: Said, evidence: Type.Optional(Evidence) }),
  act('decided', { outcome: Name(), reason: Type.Optional(Said), evidence: Type.Optional(Evidence) }),
  act('deferred', { reason: Said }),
  act('withdrawn', { reason: Said }),
  act('takenBack', { entry: Id, reason: Said }),
  act('reopened', { reason: Said, evidence: Type.Optional(Evidence) }),
  act('moved', { reason: Said }),
])
export type CaseAct = Static<typeof CaseAct>
export type CaseActKind = CaseAct['kind']

export const actOnCases = defineRoute({
  id: 'actOnCases',
  method: 'POST',
  path: '/api/cases/acts',
  summary: {
    zh: '办理：签字、附件、开会、公示、答复异议、办结、退回、撤回（可按名单批量）',
    en: 'Act on cases: sign, attach, meet, post, answer, decide, return, withdraw; up to 500 at once, all or none',
  },
  permission: 'cases.act',
  maxBodyBytes: 2 * 2 ** 20,
  body: Type.Object(
    {
      act: CaseAct,
      cases: Type.Array(
        Type.Object(
          {
            /** Of the entry, made by the sender. */
            id: Id,
            case: Id,
            /** Of a meeting: votes by kind. */
            votes: Type.Optional(Type.Record(Type.String({ maxLength: 80 }), Count)),
            /** Of an answer to several cases, which a whole notice was objected to: the one of this case. */
            objection: Type.Optional(Id),
            /** The last entry that the sender knows of: refused when somebody has acted since. */
            after: Type.Optional(Id),
          },
          closed,
        ),
        { minItems: 1, maxItems: 500 },
      ),
      on: Type.Optional(Day),
      actor: Type.Optional(Name()),
      deviceAt: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(CaseItem) }, closed) },
})

export const uploadCaseEvidence = defineRoute({
  id: 'uploadCaseEvidence',
  method: 'POST',
  path: '/api/cases/evidence',
  summary: {
    zh: '上传签字、附件、会议照片',
    en: 'Keep a signature, a sheet or a picture of a meeting that an act will name',
  },
  permission: 'cases.act',
  upload: { maxBytes: EVIDENCE_MAX_BYTES },
  response: { 200: EvidenceFile },
})

export const CaseEntry = Type.Object(
  {
    id: Id,
    kind: Type.String(),
    step: Type.String(),
    /** As whom. */
    actor: Named,
    by: Type.String(),
    on: Day,
    at: Type.String(),
    deviceAt: orNull(Type.String()),
    reason: Type.String(),
    evidence: Type.Array(Type.String()),
    /** The entry that took it back. */
    takenBack: orNull(Id),
    signer: Type.Optional(Named),
    signerName: Type.Optional(orNull(Type.String())),
    way: Type.Optional(SignedWay),
    attachment: Type.Optional(Named),
    meeting: Type.Optional(MeetingMinutes),
    votes: Type.Optional(Type.Array(Type.Object({ vote: Named, count: Count }, closed))),
    notice: Type.Optional(Id),
    days: Type.Optional(Type.Integer()),
    from: Type.Optional(Day),
    until: Type.Optional(Day),
    objection: Type.Optional(Id),
    upheld: Type.Optional(Type.Boolean()),
    outcome: Type.Optional(Named),
    text: Type.Optional(Type.String()),
    status: Type.Optional(orNull(Type.String())),
    /** Facts that it recorded of the subject. */
    gives: Type.Optional(Facts),
  },
  closed,
)
export type CaseEntry = Static<typeof CaseEntry>

export const CaseObjection = Type.Object(
  {
    id: Id,
    /** Of the notice that it objects to. */
    notice: orNull(Id),
    step: Type.String(),
    on: Day,
    /** What the objector says; the name and the contact are shown to who answers only. */
    text: Type.String(),
    name: orNull(Type.String()),
    contact: orNull(Type.String()),
    upheld: orNull(Type.Boolean()),
    answer: orNull(Type.String()),
  },
  closed,
)
export type CaseObjection = Static<typeof CaseObjection>

export const Case = Type.Object(
  {
    ...item,
    /** What it was opened out of, where that was said and whoever asks may see it. */
    origin: orNull(Type.Object({ kind: literals('lead', 'complaint'), id: Id }, closed)),
    runs: CaseProcedure,
    /** Digest of the procedure that it runs, and whether another version is in force today. */
    digest: Type.String(),
    newer: orNull(Type.Object({ pack: Type.String(), version: Type.String() }, closed)),
    /** How far each step is: done by which outcome, here, beside, or still to come. */
    line: Type.Array(
      Type.Object(
        {
          step: Type.String(),
          state: literals('done', 'here', 'beside', 'coming', 'passedBy'),
          outcome: orNull(Named),
          on: orNull(Day),
          by: orNull(Type.String()),
        },
        closed,
      ),
    ),
    entries: Type.Array(CaseEntry),
    objections: Type.Array(CaseObjection),
    /** Verdicts of today on the sets that the procedure asks about. */
    verdicts: Type.Array(Type.Object({ set: Type.String(), title: Text, outcome: orNull(Outcome) }, closed)),
    /** What the reader may do now. */
    may: Type.Array(
      Type.Object(
        {
          kind: Type.String(),
          step: Type.String(),
          /** As whom it is done. */
          actor: Named,
          /** Outcomes, signers, attachments or objections, as the kind has it. */
          of: Type.Optional(Type.Array(Type.String())),
          /** Entry that can be taken back. */
          entry: Type.Optional(Id),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type Case = Static<typeof Case>

export const getCase = defineRoute({
  id: 'getCase',
  method: 'GET',
  path: '/api/cases/:id',
  summary: {
    zh: '一件事项：程序、签字、会议、公示、异议',
    en: 'A case: its procedure, signatures, meetings, notices, objections',
  },
  permission: 'cases.read',
  audit: 'read',
  budget: 'subjectsRead',
  params: Type.Object({ id: Id }, closed),
  response: { 200: Case },
})

export const CalendarItem = Type.Object(
  {
    day: Day,
    /** noticeBegins, noticeEnds, stepDue, caseDue. */
    kind: literals('noticeBegins', 'noticeEnds', 'stepDue', 'caseDue'),
    procedure: Named,
    step: orNull(Named),
    region: Type.Array(Place),
    notice: orNull(Id),
    cases: Count,
    /** One of them, where there is one. */
    case: orNull(Id),
    late: Type.Boolean(),
  },
  closed,
)
export type CalendarItem = Static<typeof CalendarItem>

export const listCalendar = defineRoute({
  id: 'listCalendar',
  method: 'GET',
  path: '/api/cases/calendar',
  summary: { zh: '公示和期限日历', en: 'Calendar of notices and deadlines' },
  permission: 'cases.read',
  query: Type.Object({ region: RegionCode, from: Day, to: Day }, closed),
  response: {
    200: Type.Object(
      {
        items: Type.Array(CalendarItem),
        /** Days that are worked or not by decree, where the year is known. */
        holidays: Type.Array(Type.Object({ day: Day, name: Text, works: Type.Boolean() }, closed)),
        knownYears: Type.Array(Type.Integer()),
      },
      closed,
    ),
  },
})
