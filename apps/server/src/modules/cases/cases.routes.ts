import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { uploadEvidence } from '../registry/index.ts'
import { actOnCases } from './acting.ts'
import { listCalendar } from './calendar-list.ts'
import { listCandidates } from './candidates.ts'
import { countCases } from './counts.ts'
import type { CasesDeps } from './deps.ts'
import { countEndedCases } from './ended.ts'
import { getIncidence } from './incidence.ts'
import { listCases, rangesOf } from './listing.ts'
import { openCases } from './opening.ts'
import { procedureAnswer, proceduresAt } from './procedures.ts'
import { getCase } from './reading.ts'

export function casesRoutes(deps: CasesDeps): HandledRoute[] {
  const { cases } = routes
  return [
    handle(cases.listProcedures, async ({ actor, query }) => {
      rangesOf(actor, query.region)
      const known = proceduresAt(deps, query.region, query.asOf)
      return { items: known.map((each) => procedureAnswer(each, deps, actor, query.region)) }
    }),
    handle(cases.listCases, ({ actor, query }) => listCases(deps, actor, query)),
    handle(cases.countCases, ({ actor, query }) => countCases(deps, actor, query)),
    handle(cases.countEndedCases, ({ actor, query }) => countEndedCases(deps, actor, query)),
    handle(cases.getIncidence, ({ actor, query }) => getIncidence(deps, actor, query)),
    handle(cases.listCandidates, ({ actor, query }) => listCandidates(deps, actor, query)),
    handle(cases.openCases, ({ actor, body }) => openCases(deps, actor, body)),
    handle(cases.actOnCases, ({ actor, body }) => actOnCases(deps, actor, body)),
    handle(cases.uploadCaseEvidence, ({ actor, upload }) => uploadEvidence(deps.registry, actor, upload)),
    handle(cases.listCalendar, ({ actor, query }) => listCalendar(deps, actor, query)),
    handle(cases.getCase, ({ actor, params }) => getCase(deps, actor, params.id)),
  ]
}
