import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import { type FacetDeps, getHouseholdFacets } from './facets.ts'

export function facetRoutes(deps: FacetDeps): HandledRoute[] {
  return [
    handle(routes.registry.getHouseholdFacets, ({ actor, query }) => getHouseholdFacets(deps, actor, query)),
  ]
}
