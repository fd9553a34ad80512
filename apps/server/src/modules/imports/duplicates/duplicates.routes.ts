import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import type { ImportsDeps } from '../deps.ts'
import { checkDuplicates, decideDuplicates, listDuplicates, searchDuplicates } from './duplicates.ts'

export function duplicateRoutes(deps: ImportsDeps): HandledRoute[] {
  const { duplicates } = routes
  return [
    handle(duplicates.listDuplicates, ({ actor, query }) => listDuplicates(deps, actor, query)),
    handle(duplicates.searchDuplicates, ({ actor, body }) => searchDuplicates(deps, actor, body)),
    handle(duplicates.checkDuplicates, ({ actor, body }) => checkDuplicates(deps, actor, body)),
    handle(duplicates.decideDuplicates, ({ actor, body }) => decideDuplicates(deps, actor, body)),
  ]
}
