/** The audit journal, unusual access in it, and the state of its seals. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, PageOf, Place, RegionCode, Text } from '../schemas.ts'

export const AuditKind = Type.Union([Type.Literal('change'), Type.Literal('read'), Type.Literal('export')])
export type AuditKind = Static<typeof AuditKind>
export const AuditResult = Type.Union([Type.Literal('done'), Type.Literal('refused'), Type.Literal('failed')])
export type AuditResult = Static<typeof AuditResult>

const Nullable = Type.Union([Type.String(), Type.Null()])

export const AuditEvent = Type.Object(
  {
    id: Id,
    at: Type.String({ description: 'Instant in UTC.' }),
    kind: AuditKind,
    action: Type.String({
      description: 'Id of the route; cli:name for a command, job:name for background work.',
    }),
    label: Text,
    result: AuditResult,
    accountId: Type.Union([Id, Type.Null()]),
    account: Nullable,
    displayName: Nullable,
    role: Type.Union([Text, Type.Null()]),
    address: Nullable,
    requestId: Nullable,
    subjectKind: Nullable,
    subjectId: Type.Union([Id, Type.Null()]),
    /** The number of a household. */
    subjectNumber: Nullable,
    region: Type.Array(Place, { description: 'From the county down; empty where nothing is known.' }),
    purpose: Nullable,
    detail: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  },
  closed,
)
export type AuditEvent = Static<typeof AuditEvent>

export const AuditFilter = {
  region: RegionCode,
  subject: Type.Optional(Id),
  account: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Name to sign in with.' })),
  kind: Type.Optional(AuditKind),
  result: Type.Optional(AuditResult),
  action: Type.Optional(Type.String({ pattern: '^[A-Za-z:._-]{1,60}$' })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}

export const listAuditEvents = defineRoute({
  id: 'listAuditEvents',
  method: 'GET',
  path: '/api/audit/events',
  summary: { zh: '审计日志', en: 'The audit journal: who saw and did what' },
  permission: 'audit.read',
  audit: 'read',
  query: Type.Object({ ...AuditFilter, cursor: Type.Optional(Type.String({ maxLength: 400 })) }, closed),
  response: { 200: PageOf(AuditEvent) },
})

export const exportAuditEvents = defineRoute({
  id: 'exportAuditEvents',
  method: 'GET',
  path: '/api/audit/events/file',
  summary: { zh: '导出审计日志', en: 'The audit journal as a file' },
  permission: 'audit.read',
  audit: 'export',
  query: Type.Object(
    { ...AuditFilter, format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]) },
    closed,
  ),
  response: { 200: { download: 'application/octet-stream' } },
})

export const UnusualAccess = Type.Object(
  {
    rule: Type.String(),
    accountId: Id,
    account: Nullable,
    displayName: Nullable,
    begins: Type.String({ description: 'Instant in UTC.' }),
    day: Day,
    count: Type.Integer(),
    /** What is usual for the account, where the rule compares with that. */
    usual: Type.Union([Type.Number(), Type.Null()]),
    region: Type.Array(Place),
    kind: Type.Union([AuditKind, Type.Null()]),
    result: Type.Union([AuditResult, Type.Null()]),
    action: Nullable,
  },
  closed,
)
export type UnusualAccess = Static<typeof UnusualAccess>

export const AccessRule = Type.Object({ id: Type.String(), label: Text, text: Text }, closed)
export type AccessRule = Static<typeof AccessRule>

export const listUnusualAccess = defineRoute({
  id: 'listUnusualAccess',
  method: 'GET',
  path: '/api/audit/unusual',
  summary: { zh: '异常访问', en: 'Access that is not usual' },
  permission: 'audit.read',
  audit: 'read',
  query: Type.Object({ region: RegionCode, from: Type.Optional(Day), to: Type.Optional(Day) }, closed),
  response: {
    200: Type.Object(
      { from: Day, to: Day, rules: Type.Array(AccessRule), items: Type.Array(UnusualAccess) },
      closed,
    ),
  },
})

export const Alarm = Type.Object(
  {
    reason: Type.Union(
      [
        Type.Literal('stopped'),
        Type.Literal('held'),
        Type.Literal('outside'),
        Type.Literal('diskLow'),
        Type.Literal('diskFull'),
      ],
      { description: 'stopped, held, outside: the sealing of the journals; diskLow, diskFull: the disk.' },
    ),
    since: Nullable,
    message: Text,
  },
  closed,
)
export type Alarm = Static<typeof Alarm>

export const SealState = Type.Object(
  {
    checkedAt: Nullable,
    alarms: Type.Array(Alarm),
    checkpoint: Type.Union([
      Type.Null(),
      Type.Object(
        {
          number: Type.Integer(),
          madeAt: Type.String(),
          batches: Type.Integer(),
          rows: Type.Record(Type.String(), Type.Integer()),
          fingerprint: Type.String(),
          keyId: Type.String(),
          text: Type.String({ description: 'The signed text, to be printed.' }),
        },
        closed,
      ),
    ]),
    /** Folders outside the database, and the last checkpoint that lies there. */
    places: Type.Array(
      Type.Object({ place: Type.String(), reached: Type.Union([Type.Integer(), Type.Null()]) }, closed),
    ),
  },
  closed,
)
export type SealState = Static<typeof SealState>

export const getSealState = defineRoute({
  id: 'getSealState',
  method: 'GET',
  path: '/api/audit/seals',
  summary: { zh: '日志封存状态', en: 'How far the journals are sealed' },
  permission: 'audit.read',
  response: { 200: SealState },
})

export const listAlarms = defineRoute({
  id: 'listAlarms',
  method: 'GET',
  path: '/api/alarms',
  summary: { zh: '告警', en: 'What an administrator has to look after' },
  permission: 'alarms.read',
  response: { 200: Type.Object({ items: Type.Array(Alarm) }, closed) },
})
