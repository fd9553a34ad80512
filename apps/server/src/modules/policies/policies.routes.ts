import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { getCatalogue, getPolicy, type PolicyPageDeps, simulate } from './policy-page.ts'

export function policiesRoutes(deps: PolicyPageDeps): HandledRoute[] {
  return [
    handle(routes.policies.getPolicy, async ({ query }) => getPolicy(deps, query)),
    handle(routes.policies.getCatalogue, async () => getCatalogue(deps)),
    handle(routes.policies.simulate, ({ actor, body }) => simulate(deps, actor, body)),
  ]
}
