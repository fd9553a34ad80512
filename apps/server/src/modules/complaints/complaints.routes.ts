import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { actOnComplaint } from './acting.ts'
import type { ComplaintsDeps } from './deps.ts'
import { countComplaints, getComplaint, listComplaints, listComplaintUnits } from './reading.ts'
import { takeComplaint } from './receive.ts'

export function complaintsRoutes(deps: ComplaintsDeps): HandledRoute[] {
  const { complaints } = routes
  return [
    handle(complaints.listComplaints, ({ actor, query }) => listComplaints(deps, actor, query)),
    handle(complaints.countComplaints, ({ actor, query }) => countComplaints(deps, actor, query.region)),
    handle(complaints.listComplaintUnits, ({ actor, query }) =>
      listComplaintUnits(deps, actor, query.region),
    ),
    handle(complaints.takeComplaint, ({ actor, body }) => takeComplaint(deps, actor, body)),
    handle(complaints.getComplaint, ({ actor, params }) => getComplaint(deps, actor, params.id)),
    handle(complaints.actOnComplaint, ({ actor, params, body }) =>
      actOnComplaint(deps, actor, params.id, body),
    ),
  ]
}
