import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import type { StatisticsDeps } from '../../statistics/index.ts'
import { listExitQuotas } from './exit-quotas.ts'
import { exportFundLines } from './export-fund-lines.ts'
import { listFundLines } from './list-fund-lines.ts'
import { listPlanTargets, listTargetIndicators } from './list-targets.ts'

export function targetsRoutes(deps: StatisticsDeps): HandledRoute[] {
  const { targets } = routes
  return [
    handle(targets.listPlanTargets, ({ actor, query }) => listPlanTargets(deps, actor, query)),
    handle(targets.listTargetIndicators, async ({ actor, query }) =>
      listTargetIndicators(deps, actor, query),
    ),
    handle(targets.listExitQuotas, ({ actor, query }) => listExitQuotas(deps, actor, query)),
    handle(targets.exportFundLines, ({ actor, query, signal }) =>
      exportFundLines(deps, actor, query, signal),
    ),
    handle(targets.listFundLines, ({ actor, query }) => listFundLines(deps, actor, query)),
  ]
}
