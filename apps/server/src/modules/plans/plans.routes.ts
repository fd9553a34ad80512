import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { decideStatements } from './deciding/decide.ts'
import type { PlansDeps, PlansSettings } from './deps.ts'
import { getPlanPart } from './part.ts'
import { addPlan, addPlanVersion, getPlan, listPlans } from './plans.ts'
import { openTextWork } from './reading/work.ts'
import { comparePlanWithAbove } from './targets/comparing/compare-with-above.ts'
import { listPlanUnits, nameUnit } from './units/units.ts'
import { comparePlanVersions } from './versions/versions.ts'
import { changePlan } from './withdrawing.ts'

export function plansRoutes(settings: PlansSettings): HandledRoute[] {
  const deps: PlansDeps = { ...settings, moves: new Map(), texts: openTextWork() }
  const { plans, targets } = routes
  return [
    handle(plans.listPlans, ({ actor, query }) => listPlans(deps, actor, query)),
    handle(plans.readPlanFile, async ({ upload: { path, filename }, signal }) => {
      const { text } = await deps.texts.run({ kind: 'open', path, name: filename }, signal)
      // As long a name as a plan keeps; its end says what kind of file it is.
      return { fileName: filename.slice(-200).toWellFormed(), text }
    }),
    handle(plans.addPlan, ({ actor, body }) => addPlan(deps, actor, body)),
    handle(plans.getPlan, ({ actor, params, query }) => getPlan(deps, actor, params.id, query.version)),
    handle(plans.getPlanPart, ({ actor, params, query }) => getPlanPart(deps, actor, params, query.version)),
    handle(plans.addPlanVersion, ({ actor, params, body }) => addPlanVersion(deps, actor, params.id, body)),
    handle(plans.changePlan, ({ actor, params, body }) => changePlan(deps, actor, params.id, body)),
    handle(plans.comparePlanVersions, ({ actor, params, query }) =>
      comparePlanVersions(deps, actor, params.id, query),
    ),
    handle(plans.decideStatements, ({ actor, params, body }) =>
      decideStatements(deps, actor, params.id, body),
    ),
    handle(plans.listPlanUnits, ({ actor, params }) => listPlanUnits(deps, actor, params.id)),
    handle(plans.nameUnit, ({ actor, params, body }) => nameUnit(deps, actor, params.id, body)),
    handle(targets.comparePlanWithAbove, ({ actor, params, query }) =>
      comparePlanWithAbove(deps, actor, params.id, query),
    ),
  ]
}
