import { routes } from '@lika/contract'
import type { FastifyReply } from 'fastify'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { type AccessDeps, getSession, SESSION_COOKIE, signIn } from './sessions.ts'

const cookie = { path: '/', httpOnly: true, sameSite: 'strict' } as const

export function accessRoutes(deps: AccessDeps): HandledRoute[] {
  return [
    handle(routes.session.getSession, ({ actor }) => getSession(deps, actor)),
    handle(routes.session.signIn, async ({ body, reply }) => {
      const { token, actor } = await signIn(deps, body.account)
      setCookie(reply, token)
      return getSession(deps, actor)
    }),
    handle(routes.session.signOut, ({ reply }) => {
      reply.clearCookie(SESSION_COOKIE, cookie)
      return getSession(deps, undefined)
    }),
  ]
}

function setCookie(reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, cookie)
}
