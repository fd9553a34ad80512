import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import type { Days } from './days.ts'

export function worldsRoutes(days: Days): HandledRoute[] {
  return [
    handle(routes.world.getWorldDay, () => days.get()),
    handle(routes.world.passDays, ({ body }) => days.pass(body.day)),
  ]
}
