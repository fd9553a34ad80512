import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import type { ImportsDeps } from '../deps.ts'
import { exportDuplicates } from './duplicates.ts'
import { exportHouseholds } from './households.ts'

export function exportRoutes(deps: ImportsDeps): HandledRoute[] {
  const { exports } = routes
  return [
    handle(exports.exportHouseholds, async ({ actor, query, signal }) =>
      exportHouseholds(deps, actor, query, signal),
    ),
    handle(exports.exportDuplicates, async ({ actor, query, signal }) =>
      exportDuplicates(deps, actor, query, signal),
    ),
  ]
}
