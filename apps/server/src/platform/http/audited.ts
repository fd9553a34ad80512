/** What of a request goes into the audit journal: the answer that is about to leave, or the refusal. */
import type { Route } from '@lika/contract'
import type { FastifyRequest } from 'fastify'
import {
  type AuditEvent,
  type AuditJournal,
  type AuditNote,
  eventOf,
  isNoted,
  isWritten,
  tellAudit,
} from '../audit.ts'
import type { AppError } from '../errors.ts'
import type { RequestContext } from '../request.ts'

const contexts = new WeakMap<FastifyRequest, { context: RequestContext; route: Route }>()

/** As early as somebody asks, so that a refusal at the door is known by who and what it was. */
export function rememberContext(request: FastifyRequest, context: RequestContext, route: Route): void {
  contexts.set(request, { context, route })
}

/** Whom and where it concerns, as far as path and body say so. */
export function tellSubject(context: RequestContext, route: Route, asked: Asked): void {
  tellAudit({ ...subjectOf(route, asked), ...regionOf(asked), ...purposeOf(asked) }, context)
}

export interface Asked {
  readonly params: unknown
  readonly query: unknown
  readonly body?: unknown
}

/** What the things are that the first word of a path names. */
const subjects: Readonly<Record<string, string>> = {
  accounts: 'account',
  assignments: 'assignment',
  households: 'household',
  imports: 'import',
  jobs: 'job',
  operations: 'operation',
  plans: 'plan',
  records: 'record',
  villages: 'village',
  views: 'view',
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function subjectOf(route: Route, { params, body }: Asked): AuditNote {
  const { subjectKind, subjectId, id: made } = (body ?? {}) as Readonly<Record<string, unknown>>
  if (typeof subjectKind === 'string' && typeof subjectId === 'string') return { subjectKind, subjectId }
  const id = (params as { id?: unknown } | undefined)?.id ?? made
  const kind = subjects[route.path.split('/')[2] ?? '']
  return kind && typeof id === 'string' && UUID.test(id) ? { subjectKind: kind, subjectId: id } : {}
}

function regionOf({ query, body }: Asked): AuditNote {
  const region =
    (body as { region?: unknown } | undefined)?.region ?? (query as { region?: unknown } | undefined)?.region
  return typeof region === 'string' && /^\d{2,14}$/.test(region) ? { regionCode: region } : {}
}

function purposeOf({ body }: Asked): AuditNote {
  const purpose = (body as { purpose?: unknown } | undefined)?.purpose
  return typeof purpose === 'string' ? { purpose: purpose.trim() } : {}
}

function kindOf(route: Route): AuditEvent['kind'] | undefined {
  if (route.audit === 'export') return 'export'
  if (route.audit !== undefined) return 'read'
  return route.method === 'GET' ? undefined : 'change'
}

/** Before the answer leaves: a change whose transaction did not say so itself, a reading, an export. */
export async function auditAnswer(
  journal: AuditJournal,
  route: Route,
  context: RequestContext,
  asked: Asked,
): Promise<void> {
  const kind = kindOf(route)
  if (kind === undefined || (kind === 'change' && isWritten(context))) return
  if (route.audit === 'noted' && !isNoted(context)) return
  await journal.append(
    eventOf(context, { kind, result: 'done' }, kind === 'change' ? undefined : filtersOf(asked)),
  )
}

/** Params and filters as they were asked, but no free text: that may be a name or a number of somebody. */
function filtersOf({ params, query }: Asked): Record<string, unknown> {
  const filters = Object.entries({ ...(params as object), ...(query as object) }).map(([name, value]) => [
    name,
    name === 'search' || name === 'text' ? '…' : value,
  ])
  return filters.length > 0 ? { filters: Object.fromEntries(filters) } : {}
}

export interface Refusals {
  readonly say: (request: FastifyRequest, error: AppError) => Promise<void>
  /** Writes what was counted so far. */
  readonly close: () => Promise<void>
}

const REFUSED = new Set([401, 403, 404, 429])
/** What nobody in particular is refused again and again is written once and then counted for so long. */
const COUNTED_FOR_MS = 10_000
const MOST_COUNTED = 5_000

export function openRefusals(journal: AuditJournal): Refusals {
  const counted = new Map<string, { event: AuditEvent; times: number; timer: NodeJS.Timeout }>()
  const end = async (key: string) => {
    const found = counted.get(key)
    counted.delete(key)
    if (!found) return
    clearTimeout(found.timer)
    if (found.times === 0) return
    await journal.append({ ...found.event, detail: { ...found.event.detail, times: found.times } })
  }
  const count = async (event: AuditEvent): Promise<void> => {
    const address = counted.size < MOST_COUNTED ? event.address : ''
    const key = [address, event.action, event.accountId, event.detail?.code].join()
    const found = counted.get(key)
    if (found) {
      found.times += 1
      return
    }
    const timer = setTimeout(() => void end(key).catch(() => {}), COUNTED_FOR_MS).unref()
    counted.set(key, { event, times: 0, timer })
    await journal.append(event)
  }
  return {
    say: async (request, { status, code }) => {
      const known = contexts.get(request)
      // Whoever is turned away because of too much work must not make more of it.
      if (!known || status === 503) return
      const { context, route } = known
      const kind = kindOf(route) ?? 'read'
      const isSensitive = kindOf(route) !== undefined && route.audit !== 'noted'
      if (!REFUSED.has(status) && !(kind === 'change' || (isSensitive && status >= 500))) return
      const result = status >= 500 ? 'failed' : 'refused'
      const event = eventOf(context, { kind, result }, { code, status })
      // While the disk is full nobody's asking again and again may use up what is left of it.
      if (context.actor && status !== 507) await journal.append(event)
      else await count(event)
    },
    close: async () => {
      await Promise.all([...counted.keys()].map(end))
    },
  }
}
