import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import type { StatisticsDeps } from './deps.ts'
import { listSubRegions } from './sub-regions.ts'
import { getSummary } from './summary.ts'

export function statisticsRoutes(deps: StatisticsDeps): HandledRoute[] {
  return [
    handle(routes.statistics.getSummary, ({ actor, query }) => getSummary(deps, actor, query)),
    handle(routes.statistics.listSubRegions, ({ actor, query }) => listSubRegions(deps, actor, query)),
  ]
}
