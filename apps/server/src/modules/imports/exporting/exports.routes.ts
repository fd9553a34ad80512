import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import type { ImportsDeps } from '../deps.ts'
import { exportDictionary } from './dictionary.ts'
import { exportDuplicates } from './duplicates.ts'
import { exportHouseholds } from './households.ts'
import { exportPersonFile } from './person-file.ts'
import { exportPolicyComparison } from './policy-comparison.ts'
import { exportSimulation } from './simulation.ts'
import { exportVillages } from './villages.ts'

export function exportRoutes(deps: ImportsDeps): HandledRoute[] {
  const { exports } = routes
  return [
    handle(exports.exportHouseholds, async ({ actor, query, signal }) =>
      exportHouseholds(deps, actor, query, signal),
    ),
    handle(exports.exportVillages, async ({ actor, query, signal }) =>
      exportVillages(deps, actor, query, signal),
    ),
    handle(exports.exportDictionary, async ({ query, signal }) => exportDictionary(deps, query, signal)),
    handle(exports.exportDuplicates, async ({ actor, query, signal }) =>
      exportDuplicates(deps, actor, query, signal),
    ),
    handle(exports.exportPolicyComparison, async ({ query, signal }) =>
      exportPolicyComparison(deps, query, signal),
    ),
    handle(exports.exportPersonFile, async ({ actor, params, body, signal }) =>
      exportPersonFile(deps, actor, { personId: params.id, ...body }, signal),
    ),
    handle(exports.exportSimulation, async ({ actor, query, signal }) =>
      exportSimulation(deps, actor, query, signal),
    ),
  ]
}
