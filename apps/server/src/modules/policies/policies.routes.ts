import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { getPackTests, type KnownTests } from './reading/pack-tests.ts'
import { comparePolicies, getPolicy, getPolicyItem, listPolicyVersions } from './reading/policy-items.ts'
import { getCatalogue, type PolicyPageDeps } from './reading/policy-page.ts'
import { simulate } from './simulation/simulation.ts'
import { listSimulationChoices } from './simulation/simulation-choices.ts'
import { drawSimulation } from './simulation/simulation-curve.ts'
import { listSimulated } from './simulation/simulation-list.ts'

export function policiesRoutes(deps: PolicyPageDeps): HandledRoute[] {
  const { policies } = routes
  const tests: KnownTests = new Map()
  return [
    handle(policies.getPolicy, ({ query }) => getPolicy(deps, query)),
    handle(policies.getPolicyItem, async ({ params, query }) => getPolicyItem(deps, params, query)),
    handle(policies.listPolicyVersions, ({ query }) => listPolicyVersions(deps, query)),
    handle(policies.comparePolicies, ({ query }) => comparePolicies(deps, query)),
    handle(policies.getPackTests, async ({ query }) => getPackTests(deps, tests, query.pack)),
    handle(policies.getCatalogue, async () => getCatalogue(deps)),
    handle(policies.listSimulationChoices, async ({ actor, query }) =>
      listSimulationChoices(deps, actor, query),
    ),
    handle(policies.simulate, ({ actor, body }) => simulate(deps, actor, body)),
    handle(policies.drawSimulation, ({ actor, body }) => drawSimulation(deps, actor, body)),
    handle(policies.listSimulated, ({ actor, body }) => listSimulated(deps, actor, body)),
  ]
}
