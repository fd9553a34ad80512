import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { getCompleteness } from './completeness.ts'
import type { StatisticsDeps } from './deps.ts'
import { getQuality } from './quality.ts'
import { listSubRegions } from './sub-regions.ts'
import { getSummary } from './summary.ts'
import { getTargets } from './targets.ts'

export function statisticsRoutes(deps: StatisticsDeps): HandledRoute[] {
  return [
    handle(routes.statistics.getSummary, ({ actor, query }) => getSummary(deps, actor, query)),
    handle(routes.statistics.listSubRegions, ({ actor, query }) => listSubRegions(deps, actor, query)),
    handle(routes.statistics.getTargets, ({ actor, query }) => getTargets(deps, actor, query)),
    handle(routes.statistics.getCompleteness, ({ actor, query }) => getCompleteness(deps, actor, query)),
    handle(routes.statistics.getQuality, ({ actor, query }) => getQuality(deps, actor, query)),
  ]
}
