import { routes, type Session } from '@lika/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import type { AccessDeps, Entered } from '../deps.ts'
import { findActor, getSession, signOut } from '../sessions.ts'
import { enterWithCode, lookAtCode } from './codes.ts'
import { forget, keep, keepQuestion, questionOf, tokenOf, visitorOf } from './cookies.ts'
import { enterDemo } from './demo.ts'
import { askForPasskey, enterWithPasskey, enterWithPassword, giveTotp } from './enter.ts'
import {
  addPasskey,
  addTotp,
  changePassword,
  confirmFactor,
  endOtherSessions,
  endOwnSession,
  getOwnAccount,
  removeFactor,
  removeLink,
  startPasskey,
  startTotp,
} from './own.ts'
import { finishOidc, startOidc } from './single-sign-on.ts'

type Sent = { readonly request: FastifyRequest; readonly reply: FastifyReply }

export function signInRoutes(deps: AccessDeps): HandledRoute[] {
  const { session } = routes
  const from = (request: FastifyRequest) => visitorOf(deps, request)
  /** Hands the browser its token, and tells what it may do with it. */
  const enter = async ({ request, reply }: Sent, entered: Entered): Promise<Session> => {
    keep(deps, request, reply, entered)
    return getSession(deps, await findActor(deps, entered.token), from(request))
  }
  return [
    handle(session.getSession, ({ actor, request }) => {
      const token = tokenOf(deps, request)
      return getSession(deps, actor && token ? { actor, token } : undefined, from(request))
    }),
    handle(session.signIn, async ({ body, ...sent }) =>
      enter(sent, await enterDemo(deps, body.account, from(sent.request))),
    ),
    handle(session.signOut, async ({ actor, request, reply }) => {
      await signOut(deps, actor)
      forget(deps, request, reply, 'session')
      return getSession(deps, undefined, from(request))
    }),
    handle(session.enterWithPassword, async ({ body, ...sent }) =>
      enter(sent, await enterWithPassword(deps, body, from(sent.request))),
    ),
    handle(session.giveTotp, async ({ body, actor, ...sent }) =>
      enter(sent, await giveTotp(deps, actor, body.code, from(sent.request))),
    ),
    handle(session.askForPasskey, ({ actor, request }) => askForPasskey(deps, actor, from(request))),
    handle(session.enterWithPasskey, async ({ body, actor, ...sent }) =>
      enter(sent, await enterWithPasskey(deps, actor, body, from(sent.request))),
    ),
    handle(session.confirmFactor, async ({ body, actor, ...sent }) =>
      enter(sent, await confirmFactor(deps, actor, body, from(sent.request))),
    ),
    handle(session.lookAtCode, ({ body, request }) => lookAtCode(deps, body.code, from(request))),
    handle(session.enterWithCode, async ({ body, ...sent }) =>
      enter(sent, await enterWithCode(deps, body, from(sent.request))),
    ),
    handle(session.startOidc, async ({ body, actor, request, reply }) => {
      const { address, question } = await startOidc(deps, actor, body.purpose, from(request))
      keepQuestion(deps, request, reply, question)
      return { address }
    }),
    handle(session.finishOidc, async ({ body, actor, ...sent }) => {
      const question = questionOf(deps, sent.request)
      forget(deps, sent.request, sent.reply, 'question')
      const given = { question, search: body.search }
      return enter(sent, await finishOidc(deps, actor, given, from(sent.request)))
    }),
    ...ownRoutes(deps, enter),
  ]
}

function ownRoutes(
  deps: AccessDeps,
  enter: (sent: Sent, entered: Entered) => Promise<Session>,
): HandledRoute[] {
  const { session } = routes
  const from = (request: FastifyRequest) => visitorOf(deps, request)
  return [
    handle(session.getOwnAccount, ({ actor }) => getOwnAccount(deps, actor)),
    handle(session.changePassword, async ({ body, actor, ...sent }) =>
      enter(sent, await changePassword(deps, actor, body, from(sent.request))),
    ),
    handle(session.startTotp, ({ actor }) => startTotp(deps, actor)),
    handle(session.addTotp, async ({ body, actor, ...sent }) =>
      enter(sent, await addTotp(deps, actor, body, from(sent.request))),
    ),
    handle(session.startPasskey, ({ actor, request }) => startPasskey(deps, actor, from(request))),
    handle(session.addPasskey, async ({ body, actor, ...sent }) =>
      enter(sent, await addPasskey(deps, actor, body, from(sent.request))),
    ),
    handle(session.removeFactor, async ({ params, actor }) => {
      await removeFactor(deps, actor, params.id)
      return getOwnAccount(deps, actor)
    }),
    handle(session.removeLink, async ({ params, actor }) => {
      await removeLink(deps, actor, params.id)
      return getOwnAccount(deps, actor)
    }),
    handle(session.endOwnSession, async ({ params, actor }) => {
      await endOwnSession(deps, actor, params.id)
      return getOwnAccount(deps, actor)
    }),
    handle(session.endOtherSessions, async ({ actor }) => {
      await endOtherSessions(deps, actor)
      return getOwnAccount(deps, actor)
    }),
  ]
}
