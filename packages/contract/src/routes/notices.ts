/** Public notices (公示) and announcements (公告): what hangs, kept as it was published. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, literals, Name, PageOf, Place, RegionCode } from '../schemas.ts'
import { Named } from './cases.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])

export const NoticeState = Type.Union(literals('coming', 'hanging', 'over', 'takenDown').anyOf, {
  description: 'By the day: not yet, hanging (its last day included), over, or taken down before its end.',
})
export type NoticeState = Static<typeof NoticeState>
export const NoticeKind = literals('notice', 'announcement')
export type NoticeKind = Static<typeof NoticeKind>

export const NoticeColumn = Named

export const Notice = Type.Object(
  {
    id: Id,
    number: Type.String({ description: 'Printed on it, and looked up by it.' }),
    kind: NoticeKind,
    region: Type.Array(Place),
    level: orNull(Type.String()),
    stamp: orNull(Type.String()),
    procedure: Named,
    step: Named,
    title: Type.String(),
    /** The body that posts it. */
    issuer: Type.String(),
    text: Type.String({ description: 'What it says above and below the table.' }),
    columns: Type.Array(NoticeColumn),
    rows: Type.Array(
      Type.Object(
        {
          /** Left out for who may not see the case. */
          case: orNull(Id),
          cells: Type.Array(Type.String()),
        },
        closed,
      ),
    ),
    from: Day,
    until: Day,
    days: Type.Integer(),
    workingDays: Type.Boolean(),
    /** Counting today; 0 when it is over. */
    daysLeft: Type.Integer(),
    state: NoticeState,
    /** SHA-256 of what was published, as the posting entries of the cases name it. */
    sha256: Type.String(),
    by: Type.String(),
    at: Type.String(),
    takenDown: orNull(Type.Object({ on: Day, reason: Type.String(), by: Type.String() }, closed)),
    objections: Type.Object({ open: Type.Integer(), answered: Type.Integer() }, closed),
    /** Path of its public page. */
    publicPath: Type.String(),
    mayTakeDown: Type.Boolean(),
  },
  closed,
)
export type Notice = Static<typeof Notice>

export const NoticeItem = Type.Omit(Notice, ['rows', 'text', 'columns'])
export type NoticeItem = Static<typeof NoticeItem>

export const listNotices = defineRoute({
  id: 'listNotices',
  method: 'GET',
  path: '/api/notices',
  summary: { zh: '公示公告', en: 'Notices and announcements of a region' },
  permission: 'cases.read',
  query: Type.Object(
    {
      region: RegionCode,
      state: Type.Optional(NoticeState),
      kind: Type.Optional(NoticeKind),
      procedure: Type.Optional(Name()),
      objections: Type.Optional(Type.Literal('open')),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
    },
    closed,
  ),
  response: { 200: PageOf(NoticeItem) },
})

export const getNotice = defineRoute({
  id: 'getNotice',
  method: 'GET',
  path: '/api/notices/:id',
  summary: { zh: '一份公示或公告，按发布时的样子', en: 'A notice as it was published' },
  permission: 'cases.read',
  audit: 'read',
  params: Type.Object({ id: Id }, closed),
  response: { 200: Notice },
})

export const previewNotice = defineRoute({
  id: 'previewNotice',
  method: 'POST',
  path: '/api/notices/preview',
  summary: { zh: '预览将要张贴的公示', en: 'What a notice would show, without posting it' },
  permission: 'cases.act',
  audit: 'read',
  whileFull: true,
  body: Type.Object(
    {
      cases: Type.Array(Id, { minItems: 1, maxItems: 500 }),
      step: Name(),
      from: Day,
      days: Type.Integer({ minimum: 1, maximum: 365 }),
    },
    closed,
  ),
  response: { 200: Type.Omit(Notice, ['objections', 'mayTakeDown', 'takenDown', 'publicPath']) },
})

export const takeDownNotice = defineRoute({
  id: 'takeDownNotice',
  method: 'POST',
  path: '/api/notices/:id/down',
  summary: {
    zh: '撤下公示：须重新公示满期',
    en: 'Take a notice down: it has to hang anew for its full days',
  },
  permission: 'cases.act',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object({ id: Id, reason: Type.String({ minLength: 2, maxLength: 2000 }) }, closed),
  response: { 200: Notice },
})
