import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import type { CasesDeps } from '../deps.ts'
import { getNotice, listNotices } from './noticing.ts'
import { previewNotice } from './preview.ts'
import { takeDownNotice } from './take-down.ts'

export function noticesRoutes(deps: CasesDeps): HandledRoute[] {
  const { notices } = routes
  return [
    handle(notices.listNotices, ({ actor, query }) => listNotices(deps, actor, query)),
    handle(notices.getNotice, ({ actor, params }) => getNotice(deps, actor, params.id)),
    handle(notices.previewNotice, ({ actor, body }) => previewNotice(deps, actor, body)),
    handle(notices.takeDownNotice, ({ actor, params, body }) => takeDownNotice(deps, actor, params.id, body)),
  ]
}
