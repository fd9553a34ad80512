import { routes } from '@lika/contract'
import type { FastifyReply } from 'fastify'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { type AccessDeps, findActor, getSession, SESSION_COOKIE, signIn, signOut } from './sessions.ts'

const cookie = { path: '/', httpOnly: true, sameSite: 'strict' } as const

export function accessRoutes(deps: AccessDeps): HandledRoute[] {
  return [
    handle(routes.session.getSession, ({ actor }) => getSession(deps, actor)),
    handle(routes.session.signIn, async ({ body, request, reply }) => {
      const origin = { address: request.ip, agent: request.headers['user-agent'] }
      const token = await signIn(deps, body.account, origin)
      setCookie(reply, token)
      return getSession(deps, (await findActor(deps, token))?.actor)
    }),
    handle(routes.session.signOut, async ({ actor, reply }) => {
      await signOut(deps, actor)
      reply.clearCookie(SESSION_COOKIE, cookie)
      return getSession(deps, undefined)
    }),
  ]
}

function setCookie(reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, cookie)
}
