/** What a browser keeps for us: the token of its session, what it is known by, and the question of a single sign-on. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Entered, Visitor } from '../deps.ts'

type Kind = 'session' | 'device' | 'question'

/** In clear only on this machine itself: a demo world, and development. */
const plain: Readonly<Record<Kind, string>> = {
  session: 'lika_session',
  device: 'lika_device',
  question: 'lika_question',
}
/** Browsers take these over https only, for this host alone: neither a neighbour's name nor a clear address sets them. */
const secure: Readonly<Record<Kind, string>> = {
  session: '__Host-lika',
  device: '__Host-lika-device',
  question: '__Host-lika-question',
}

export const SESSION_COOKIE = plain.session

const DEVICE_SECONDS = 90 * 86_400
const QUESTION_SECONDS = 600

export interface PublicAddress {
  /** https://… where people reach the server so; then no cookie goes in clear. */
  readonly publicOrigin: string | undefined
}

const isSecure = ({ publicOrigin }: PublicAddress, request: FastifyRequest): boolean =>
  publicOrigin?.startsWith('https:') || request.protocol === 'https'

const nameOf = (kind: Kind, at: PublicAddress, request: FastifyRequest): string =>
  (isSecure(at, request) ? secure : plain)[kind]

export function tokenOf(at: PublicAddress, request: FastifyRequest): string | undefined {
  return request.cookies[nameOf('session', at, request)]
}

export function questionOf(at: PublicAddress, request: FastifyRequest): string | undefined {
  return request.cookies[nameOf('question', at, request)]
}

export function visitorOf(at: PublicAddress, request: FastifyRequest): Visitor {
  return {
    address: request.ip,
    agent: request.headers['user-agent'],
    device: request.cookies[nameOf('device', at, request)],
    origin: at.publicOrigin ?? `${request.protocol}://${request.host}`,
  }
}

export function keep(
  at: PublicAddress,
  request: FastifyRequest,
  reply: FastifyReply,
  entered: Entered,
): void {
  set(at, request, reply, 'session', entered.token)
  if (entered.device) set(at, request, reply, 'device', entered.device, DEVICE_SECONDS)
}

export function keepQuestion(
  at: PublicAddress,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
): void {
  set(at, request, reply, 'question', id, QUESTION_SECONDS)
}

export function forget(
  at: PublicAddress,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: 'session' | 'question',
): void {
  reply.clearCookie(nameOf(kind, at, request), attributes(at, request))
}

function set(
  at: PublicAddress,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: Kind,
  value: string,
  maxAge?: number,
): void {
  const lasting = maxAge === undefined ? {} : { maxAge }
  reply.setCookie(nameOf(kind, at, request), value, { ...attributes(at, request), ...lasting })
}

function attributes(at: PublicAddress, request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(at, request) } as const
}
