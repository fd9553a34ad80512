/** Long work: who leaves the page loses nothing. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Id, Text } from '../schemas.ts'

export const JobState = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('running'),
  Type.Literal('done'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
])
export type JobState = Static<typeof JobState>

export const Job = Type.Object(
  {
    id: Id,
    kind: Type.String({ description: 'imports.work, duplicates.search…' }),
    state: JobState,
    done: Type.Integer(),
    total: Type.Union([Type.Integer({ description: 'Once it is known.' }), Type.Null()]),
    /** What it is doing just now. */
    message: Type.Union([Text, Type.Null()]),
    /** What it is about from the beginning, and what came out at the end. */
    result: Type.Record(Type.String(), Type.Unknown()),
    error: Type.Union([Type.Object({ code: Type.String(), message: Text }, closed), Type.Null()]),
    cancelRequested: Type.Boolean(),
    madeBy: Type.String(),
    /** Started by whoever asks. */
    isOwn: Type.Boolean(),
    /** Whoever started it has looked at what came of it. */
    seen: Type.Boolean(),
    createdAt: Type.String(),
    updatedAt: Type.String(),
  },
  closed,
)
export type Job = Static<typeof Job>

const params = Type.Object({ id: Id }, closed)

export const listJobs = defineRoute({
  id: 'listJobs',
  method: 'GET',
  path: '/api/jobs',
  summary: {
    zh: '后台任务：正在进行的，和近三天结束的',
    en: 'Long work: what is under way, and what ended in the last three days; the latest first, 100 at most',
  },
  permission: 'signedIn',
  query: Type.Object(
    {
      of: Type.Optional(
        Type.Union([Type.Literal('own'), Type.Literal('region')], {
          description: 'own, unless it says region: that of everybody in the regions of whoever asks.',
        }),
      ),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(Job) }, closed) },
})

export const getJob = defineRoute({
  id: 'getJob',
  method: 'GET',
  path: '/api/jobs/:id',
  summary: { zh: '一项后台任务', en: 'One piece of long work' },
  permission: 'signedIn',
  params,
  response: { 200: Job },
})

export const cancelJob = defineRoute({
  id: 'cancelJob',
  method: 'POST',
  path: '/api/jobs/:id/cancel',
  summary: {
    zh: '取消后台任务',
    en: 'Ask it to stop; it does at its next step, and leaves nothing half done',
  },
  permission: 'signedIn',
  whileFull: true,
  params,
  response: { 200: Job },
})

export const seeJobs = defineRoute({
  id: 'seeJobs',
  method: 'POST',
  path: '/api/jobs/seen',
  summary: {
    zh: '记下看过的后台任务',
    en: 'Note that what came of one’s own work was looked at: whatever else is named stays as it is',
  },
  permission: 'signedIn',
  body: Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 100 }) }, closed),
  response: { 200: Type.Object({ ids: Type.Array(Id) }, closed) },
})
