import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { actOnLeads } from './acting.ts'
import type { LeadsDeps } from './deps.ts'
import { columns, leadKinds, MOST_BYTES, MOST_ROWS, recognitions } from './kinds.ts'
import { countLeads, getLead, listLeads } from './listing.ts'
import { listLeadLists, listLeadRows, listLeadUnits, readList, withdrawLeadList } from './lists.ts'
import { uploadLeadList } from './upload.ts'

export function leadsRoutes(deps: LeadsDeps): HandledRoute[] {
  const { leads } = routes
  return [
    handle(leads.listLeadKinds, async () => ({
      items: [...leadKinds],
      columns: columns.map((column) => ({ ...column })),
      mostRows: MOST_ROWS,
      mostBytes: MOST_BYTES,
      procedures: [...recognitions],
    })),
    handle(leads.uploadLeadList, ({ actor, query, upload, signal }) =>
      uploadLeadList(deps, actor, query, upload, signal),
    ),
    handle(leads.listLeadLists, ({ actor, query }) => listLeadLists(deps, actor, query)),
    handle(leads.listLeadUnits, ({ actor, query }) => listLeadUnits(deps, actor, query.region)),
    handle(leads.getLeadList, ({ actor, params }) => readList(deps, actor, params.id)),
    handle(leads.listLeadRows, ({ actor, params, query }) => listLeadRows(deps, actor, params.id, query)),
    handle(leads.withdrawLeadList, ({ actor, params, body }) =>
      withdrawLeadList(deps, actor, params.id, body),
    ),
    handle(leads.listLeads, ({ actor, query }) => listLeads(deps, actor, query)),
    handle(leads.countLeads, ({ actor, query }) => countLeads(deps, actor, query)),
    handle(leads.getLead, ({ actor, params }) => getLead(deps, actor, params.id)),
    handle(leads.actOnLeads, ({ actor, body }) => actOnLeads(deps, actor, body)),
  ]
}
