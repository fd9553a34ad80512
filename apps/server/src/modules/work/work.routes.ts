import { routes } from '@lika/contract'
import type { Db } from '../../platform/db.ts'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { cancelJob, getJob, listJobs, seeJobs } from './work.ts'

export function workRoutes({ db }: { readonly db: Db }): HandledRoute[] {
  const { work } = routes
  return [
    handle(work.listJobs, ({ actor, query }) => listJobs(db, actor, query.of ?? 'own')),
    handle(work.getJob, ({ actor, params }) => getJob(db, actor, params.id)),
    handle(work.seeJobs, ({ actor, body }) => seeJobs(db, actor, body.ids)),
    handle(work.cancelJob, ({ actor, params }) => cancelJob(db, actor, params.id)),
  ]
}
