import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import type { RegistryDeps } from './deps.ts'
import { listContradictions } from './fold/contradictions.ts'
import { getAfterExit } from './households/after-exit.ts'
import { listHouseholdColumns } from './households/household-columns.ts'
import { listHouseholds } from './households/household-list.ts'
import { getHousehold, listTimeline } from './households/households.ts'
import { unmaskFact } from './households/unmask.ts'
import { deleteView, listViews, saveView } from './households/views.ts'
import { whatWouldChange } from './households/what-if.ts'
import { applyOperation } from './operations/operations.ts'
import { previewOperation } from './operations/preview.ts'
import { addMember, registerHousehold } from './operations/register.ts'
import { downloadEvidence, uploadEvidence } from './records/evidence.ts'
import { recordFacts } from './records/record-answers.ts'
import { countVillages, getVillage, listVillages, listVillageTimeline } from './villages/villages.ts'

export function registryRoutes(deps: RegistryDeps): HandledRoute[] {
  const { registry, views } = routes
  return [
    handle(views.listViews, ({ actor, query }) => listViews(deps, actor, query.page)),
    handle(views.saveView, ({ actor, params, body }) => saveView(deps, actor, params.id, body)),
    handle(views.deleteView, ({ actor, params }) => deleteView(deps, actor, params.id)),
    handle(registry.listHouseholds, ({ actor, query }) => listHouseholds(deps, actor, query)),
    handle(registry.listHouseholdColumns, async ({ actor, query }) =>
      listHouseholdColumns(deps, actor, query),
    ),
    handle(registry.getHousehold, ({ actor, params, query }) => getHousehold(deps, actor, params.id, query)),
    handle(registry.listTimeline, ({ actor, params, query }) => listTimeline(deps, actor, params.id, query)),
    handle(registry.listVillages, ({ actor, query }) => listVillages(deps, actor, query)),
    handle(registry.countVillages, ({ actor, query }) => countVillages(deps, actor, query)),
    handle(registry.listVillageTimeline, ({ actor, params, query }) =>
      listVillageTimeline(deps, actor, params.code, query.cursor),
    ),
    handle(registry.getVillage, ({ actor, params, query }) => getVillage(deps, actor, params.code, query)),
    handle(registry.registerHousehold, ({ actor, body }) => registerHousehold(deps, actor, body)),
    handle(registry.addMember, ({ actor, params, body }) => addMember(deps, actor, params.id, body)),
    handle(registry.applyOperation, ({ actor, body }) => applyOperation(deps, actor, body)),
    handle(registry.previewOperation, ({ actor, body }) => previewOperation(deps, actor, body)),
    handle(registry.whatWouldChange, ({ actor, params, query }) =>
      whatWouldChange(deps, actor, params.id, query.asOf),
    ),
    handle(registry.getAfterExit, ({ actor, params, query }) =>
      getAfterExit(deps, actor, params.id, query.asOf),
    ),
    handle(registry.uploadEvidence, ({ actor, upload }) => uploadEvidence(deps, actor, upload)),
    handle(registry.downloadEvidence, ({ actor, params, query }) =>
      downloadEvidence(deps, actor, params.sha256, query.copy),
    ),
    handle(registry.unmaskFact, ({ actor, body }) => unmaskFact(deps, actor, body)),
    handle(registry.listContradictions, ({ actor, query }) => listContradictions(deps, actor, query)),
    handle(registry.appendRecord, ({ actor, body }) => recordFacts(deps, actor, body)),
  ]
}
