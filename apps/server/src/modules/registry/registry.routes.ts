import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { listContradictions } from './contradictions.ts'
import type { RegistryDeps } from './deps.ts'
import { getHousehold, listHouseholds, listTimeline } from './households.ts'
import { applyOperation } from './operations.ts'
import { recordFacts } from './record-answers.ts'
import { addMember, registerHousehold } from './register.ts'
import { getVillage, listVillages } from './villages.ts'

export function registryRoutes(deps: RegistryDeps): HandledRoute[] {
  const { registry } = routes
  return [
    handle(registry.listHouseholds, ({ actor, query }) => listHouseholds(deps, actor, query)),
    handle(registry.getHousehold, ({ actor, params, query }) => getHousehold(deps, actor, params.id, query)),
    handle(registry.listTimeline, ({ actor, params, query }) =>
      listTimeline(deps, actor, params.id, query.cursor),
    ),
    handle(registry.listVillages, ({ actor, query }) => listVillages(deps, actor, query)),
    handle(registry.getVillage, ({ actor, params, query }) => getVillage(deps, actor, params.code, query)),
    handle(registry.registerHousehold, ({ actor, body }) => registerHousehold(deps, actor, body)),
    handle(registry.addMember, ({ actor, params, body }) => addMember(deps, actor, params.id, body)),
    handle(registry.applyOperation, ({ actor, body }) => applyOperation(deps, actor, body)),
    handle(registry.listContradictions, ({ actor, query }) => listContradictions(deps, actor, query)),
    handle(registry.appendRecord, ({ actor, body }) => recordFacts(deps, actor, body)),
  ]
}
