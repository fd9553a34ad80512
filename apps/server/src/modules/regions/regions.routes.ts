import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { importBoundaries, listBoundaries } from './boundaries.ts'
import { changeRegion } from './changes.ts'
import { addGroup } from './groups.ts'
import { listRegionChanges } from './history.ts'
import { getRegion, type RegionsDeps, searchRegions } from './regions.ts'

export function regionsRoutes(deps: RegionsDeps): HandledRoute[] {
  const { regions } = routes
  return [
    handle(regions.getRegion, ({ actor, params, query }) => getRegion(deps, actor, params.code, query)),
    handle(regions.searchRegions, async ({ actor, query }) => ({
      items: await searchRegions(deps, actor, query),
    })),
    handle(regions.addGroup, ({ actor, body }) => addGroup(deps, actor, body)),
    handle(regions.changeRegion, ({ actor, body }) => changeRegion(deps, actor, body)),
    handle(regions.listBoundaries, ({ actor, params, query }) =>
      listBoundaries(deps, actor, params.code, query),
    ),
    handle(regions.importBoundaries, ({ actor, upload, query }) =>
      importBoundaries(deps, actor, upload, query),
    ),
    handle(regions.listRegionChanges, ({ actor, query }) => listRegionChanges(deps, actor, query)),
  ]
}
