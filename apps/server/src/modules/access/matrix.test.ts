// Every role on every route, through the server: the golden file says who may call what, and a change of it is seen in review.
import { allRoutes, type Route } from '@lika/contract'
import { uuidv7 } from '../../platform/uuid.ts'
import { county, expect, send, signIn, test } from '../../testing.ts'
import { builtInRoles } from './index.ts'

const routes = (allRoutes as readonly Route[]).toSorted((a, b) => (a.id < b.id ? -1 : 1))
const roles = Object.keys(builtInRoles)

/** Open to whoever has come in, or has not yet. */
const open = ['public', 'entering', 'signedIn']

function requestOf(route: Route) {
  const url = route.path.replaceAll(/:\w+/g, () => uuidv7())
  return { method: route.method as 'GET', url, ...(route.method === 'GET' ? {} : { payload: {} }) }
}

test('every role may call the routes of its permissions, and no other', async ({ app, db }) => {
  const lines = new Map(routes.map((route) => [route.id, '']))
  for (const role of roles) {
    const id = uuidv7()
    await db.pool.query(
      `with made as (insert into account (id, name, display_name, region_code, demo) values ($1, $2, $2, $3, true))
       insert into role_grant (id, account_id, role, region_code) values (gen_random_uuid(), $1, $4, $3)`,
      [id, `matrix-${role}`, county, role],
    )
    const cookie = await signIn(app, `matrix-${role}`)
    for (const route of routes) {
      // Leaving would end the session that the rest of the row needs.
      if (route.permission === 'public' || /^\/api\/session/.test(route.path)) continue
      const answer = await send(app, { ...requestOf(route), headers: { cookie } })
      const isLet = answer.statusCode !== 403 || answer.json().code !== 'access.notPermitted'
      const isDeclared =
        open.includes(route.permission) || builtInRoles[role]!.permissions.includes(route.permission)
      expect(isLet, `${role} ${route.id}`).toBe(isDeclared)
      expect(answer.statusCode, `${role} ${route.id}`).toBeLessThan(500)
      lines.set(route.id, `${lines.get(route.id)}${isLet ? ` ${role}` : ''}`)
    }
  }
  const golden = routes.map(({ id, permission }) => `${id} (${permission}):${lines.get(id)}`).join('\n')
  await expect(`${golden}\n`).toMatchFileSnapshot('./matrix.golden.txt')
}, 300_000)
