/** The task board: who owes what until when, reports of progress, letters of responsibility, the bulletin of a month. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, literals, PageOf, Place, RegionCode, Text } from '../schemas.ts'
import { EVIDENCE_MAX_BYTES, EvidenceFile } from './evidence.ts'
import { Every, NamedUnit, TextRange } from './plans.ts'
import { Origin } from './targets.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])
const Month = Type.String({ pattern: '^(1[89]|2[01])\\d\\d-(0[1-9]|1[0-2])$' })
const Evidence = Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 10 }))

export const UnitRole = Type.Union([
  Type.Literal('lead'),
  Type.Literal('cooperating'),
  Type.Literal('responsible'),
])
export type UnitRole = Static<typeof UnitRole>

export const DutyState = Type.Union(literals('done', 'late', 'blocked', 'due', 'coming', 'open').anyOf, {
  description:
    'done: reported as done; blocked: the last report says so; late: past its day and not done; due: its day is in the month of the date; coming: its day is later; open: no deadline is stated. A report of the region itself goes before one of a region above it; those of regions below speak for themselves.',
})
export type DutyState = Static<typeof DutyState>

export const ReportState = Type.Union([
  Type.Literal('underway'),
  Type.Literal('done'),
  Type.Literal('blocked'),
])
export type ReportState = Static<typeof ReportState>

export const TaskReport = Type.Object(
  {
    id: Id,
    /** The duty that it reports on: its day, for a cycle; null for a task that is done once. */
    duty: orNull(Day),
    /** On whose behalf. */
    region: Place,
    on: Day,
    state: ReportState,
    percent: orNull(Type.Integer({ minimum: 0, maximum: 100 })),
    text: Type.String(),
    unit: orNull(Type.String()),
    evidence: Type.Array(Type.String()),
    by: Type.String(),
    at: Type.String(),
    /** Why it was taken back by a later entry; null while it counts. */
    takenBack: orNull(Type.String()),
    /** Whether the reader may take it back. */
    mayTakeBack: Type.Boolean(),
  },
  closed,
)
export type TaskReport = Static<typeof TaskReport>

/** A task, or one round of a task that comes by a cycle. */
export const Duty = Type.Object(
  {
    task: Id,
    /** Its last day; null without a deadline. */
    day: orNull(Day),
    /** First day of its round. */
    from: orNull(Day),
    every: orNull(Every),
    state: DutyState,
    /** Days past its day, while it is not done. */
    daysLate: orNull(Type.Integer()),
    percent: orNull(Type.Integer()),
    lastReport: orNull(Day),
    text: Type.String(),
    clause: Type.String(),
    plan: Type.Object({ id: Id, title: Type.String() }, closed),
    /** Where its sentence stands in the text of the plan; null for what was set by hand. */
    place: orNull(Type.Object({ part: Type.Integer(), range: TextRange }, closed)),
    region: Place,
    lead: Type.Array(NamedUnit),
    cooperating: Type.Array(NamedUnit),
    responsible: Type.Array(NamedUnit),
  },
  closed,
)
export type Duty = Static<typeof Duty>

const BoardFilter = {
  region: RegionCode,
  date: Type.Optional(Day),
  /** Duties whose day lies in the month; what is late from before comes with the month of the date. */
  month: Type.Optional(Month),
  plan: Type.Optional(Id),
  /** Key of a unit as `countDuties` names it: an id of the register, or a name. */
  unit: Type.Optional(Type.String({ maxLength: 120 })),
  role: Type.Optional(UnitRole),
  state: Type.Optional(DutyState),
  search: Type.Optional(Type.String({ maxLength: 60 })),
}

export const listDuties = defineRoute({
  id: 'listDuties',
  method: 'GET',
  path: '/api/duties',
  summary: {
    zh: '任务清单：按单位、月份、文件',
    en: 'Duties, by unit, month, plan and state, the most urgent first',
  },
  permission: 'plans.read',
  query: Type.Object({ ...BoardFilter, cursor: Type.Optional(Type.String({ maxLength: 400 })) }, closed),
  response: { 200: Type.Object({ ...PageOf(Duty).properties, total: Type.Integer() }, closed) },
})

export const exportDuties = defineRoute({
  id: 'exportDuties',
  method: 'GET',
  path: '/api/duties/export',
  summary: { zh: '导出任务清单', en: 'The list of duties as it is filtered, as a file' },
  permission: 'plans.read',
  audit: 'export',
  cost: 'export',
  query: Type.Object(
    { ...BoardFilter, format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]) },
    closed,
  ),
  response: { 200: { download: 'application/octet-stream' } },
})

const ByState = Type.Object(
  {
    done: Type.Integer(),
    late: Type.Integer(),
    blocked: Type.Integer(),
    due: Type.Integer(),
    coming: Type.Integer(),
    open: Type.Integer(),
  },
  closed,
)
export const countDuties = defineRoute({
  id: 'countDuties',
  method: 'GET',
  path: '/api/duties/counts',
  summary: {
    zh: '任务数：按单位、月份、文件和状态',
    en: 'Duties by unit, by month, by plan, each counted by state under the other filters',
  },
  permission: 'plans.read',
  cost: 'heavy',
  query: Type.Object(BoardFilter, closed),
  response: {
    200: Type.Object(
      {
        total: ByState,
        units: Type.Array(
          Type.Object({ key: Type.String(), name: Type.String(), ...ByState.properties }, closed),
        ),
        months: Type.Array(Type.Object({ month: Type.String(), ...ByState.properties }, closed)),
        plans: Type.Array(Type.Object({ id: Id, title: Type.String(), ...ByState.properties }, closed)),
        /** Key of the unit that whoever asks works for, where it has duties here. */
        own: orNull(Type.String()),
      },
      closed,
    ),
  },
})

export type DutyCounts = Static<(typeof countDuties)['response'][200]>

export const getTask = defineRoute({
  id: 'getTask',
  method: 'GET',
  path: '/api/tasks/:id',
  summary: { zh: '一项任务：出处、单位、期限、进展', en: 'A task: its sentence, units, rounds and reports' },
  permission: 'plans.read',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object(
    {
      date: Type.Optional(Day),
      /** Whose progress the rounds show, where it lies below the region of the task; that of the task otherwise. */
      region: Type.Optional(RegionCode),
    },
    closed,
  ),
  response: {
    200: Type.Object(
      {
        id: Id,
        origin: Origin,
        /** The text around the sentence. */
        context: Type.Object({ before: Type.String(), after: Type.String() }, closed),
        text: Type.String(),
        region: Place,
        lead: Type.Array(NamedUnit),
        cooperating: Type.Array(NamedUnit),
        responsible: Type.Array(NamedUnit),
        from: orNull(Day),
        to: orNull(Day),
        every: orNull(Every),
        /** Region whose progress the rounds show. */
        seenFrom: Place,
        duties: Type.Array(Duty),
        /** The newest first. */
        reports: Type.Array(TaskReport),
        /** What the reports name. */
        files: Type.Array(EvidenceFile),
        decision: Id,
        by: Type.String(),
        at: Type.String(),
      },
      closed,
    ),
  },
})
export type Task = Static<(typeof getTask)['response'][200]>

export const reportTask = defineRoute({
  id: 'reportTask',
  method: 'POST',
  path: '/api/tasks/:id/reports',
  summary: { zh: '填报任务进展（附佐证）', en: 'Report the progress of a task, with evidence' },
  permission: 'tasks.report',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object(
    {
      id: Id,
      /** Region on whose behalf: one of the reporter's own. */
      region: RegionCode,
      duty: Type.Optional(Day),
      on: Day,
      state: ReportState,
      percent: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
      text: Type.String({ minLength: 2, maxLength: 2000, pattern: '\\S.*\\S' }),
      unit: Type.Optional(Type.String({ maxLength: 120 })),
      evidence: Evidence,
    },
    closed,
  ),
  response: { 200: getTask.response[200] },
})

export const uploadTaskEvidence = defineRoute({
  id: 'uploadTaskEvidence',
  method: 'POST',
  path: '/api/tasks/evidence',
  summary: { zh: '上传任务进展的佐证', en: 'Keep a photo or document that a report of progress will name' },
  permission: 'tasks.report',
  upload: { maxBytes: EVIDENCE_MAX_BYTES },
  response: { 200: EvidenceFile },
})

export const takeBackReport = defineRoute({
  id: 'takeBackReport',
  method: 'POST',
  path: '/api/tasks/:id/reports/:report/taken-back',
  summary: { zh: '撤回填错的进展', en: 'Take back a report that was wrong' },
  permission: 'tasks.report',
  params: Type.Object({ id: Id, report: Id }, closed),
  body: Type.Object(
    { id: Id, reason: Type.String({ minLength: 2, maxLength: 500, pattern: '\\S.*\\S' }) },
    closed,
  ),
  response: { 200: getTask.response[200] },
})

export const getLetter = defineRoute({
  id: 'getLetter',
  method: 'GET',
  path: '/api/letters',
  summary: {
    zh: '责任书：一个单位或下级地区在一年里的目标和任务',
    en: 'A letter of responsibility: targets and tasks of a unit or a region below, for a year',
  },
  permission: 'plans.read',
  query: Type.Object(
    {
      region: RegionCode,
      year: Type.String({ pattern: '^(19|20|21)\\d\\d$' }),
      /** The unit that signs; else the region below that does. */
      unit: Type.Optional(Type.String({ maxLength: 120 })),
      below: Type.Optional(RegionCode),
    },
    closed,
  ),
  response: {
    200: Type.Object(
      {
        year: Type.String(),
        /** Who hands it down, and who signs for it. */
        from: Place,
        to: Type.Object(
          { name: Type.String(), kind: Type.Union([Type.Literal('unit'), Type.Literal('region')]) },
          closed,
        ),
        targets: Type.Array(
          Type.Object(
            {
              label: Type.String(),
              figure: Text,
              until: orNull(Day),
              plan: Type.String(),
              clause: Type.String(),
            },
            closed,
          ),
        ),
        tasks: Type.Array(
          Type.Object(
            {
              text: Type.String(),
              role: UnitRole,
              until: orNull(Day),
              every: orNull(Every),
              plan: Type.String(),
              clause: Type.String(),
            },
            closed,
          ),
        ),
        printedOn: Day,
      },
      closed,
    ),
  },
})
export type Letter = Static<(typeof getLetter)['response'][200]>

export const exportBulletin = defineRoute({
  id: 'exportBulletin',
  method: 'GET',
  path: '/api/duties/bulletin',
  summary: { zh: '当月进展通报（docx）', en: 'The bulletin of a month (docx)' },
  permission: 'plans.read',
  audit: 'export',
  cost: 'export',
  query: Type.Object(
    {
      region: RegionCode,
      month: Month,
      date: Type.Optional(Day),
      language: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])),
    },
    closed,
  ),
  response: {
    200: { download: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  },
})
