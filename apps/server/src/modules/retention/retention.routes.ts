import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import type { RetentionDeps } from './deps.ts'
import { holdErasure, listErasures, releaseErasure, signErasures } from './erasures.ts'
import { listPrivacyNotices, publishPrivacyNotice } from './notices.ts'
import { answerRequest, getPersonRights, listOpenRequests, receiveRequest, tellNotice } from './rights.ts'

export function retentionRoutes(deps: RetentionDeps): HandledRoute[] {
  const { retention } = routes
  return [
    handle(retention.listPrivacyNotices, () => listPrivacyNotices(deps)),
    handle(retention.publishPrivacyNotice, ({ actor, body }) => publishPrivacyNotice(deps, actor, body)),
    handle(retention.getPersonRights, ({ actor, params }) => getPersonRights(deps, actor, params.id)),
    handle(retention.tellNotice, ({ actor, params, body }) => tellNotice(deps, actor, params.id, body)),
    handle(retention.receiveRequest, ({ actor, params, body }) =>
      receiveRequest(deps, actor, params.id, body),
    ),
    handle(retention.answerRequest, ({ actor, params, body }) =>
      answerRequest(deps, actor, params.id, { ...body, requestId: params.requestId }),
    ),
    handle(retention.listOpenRequests, ({ actor, query }) => listOpenRequests(deps, actor, query)),
    handle(retention.listErasures, ({ actor, query }) => listErasures(deps, actor, query)),
    handle(retention.signErasures, ({ actor, body }) => signErasures(deps, actor, body.ids)),
    handle(retention.holdErasure, ({ actor, params, body }) =>
      holdErasure(deps, actor, params.id, body.because),
    ),
    handle(retention.releaseErasure, ({ actor, params, body }) =>
      releaseErasure(deps, actor, params.id, body.because),
    ),
  ]
}
