// The audit journal: who did what, when, from where, on whom, with what result. The event of a change is written in the
// transaction of the change; that of a reading before the answer leaves. Where it cannot be written, nothing is done.
//
// What a request does is known from its context (request.ts); use cases add what only they know with `noteAudit`.
import type pg from 'pg'
import { withoutIdentityData } from './http/log.ts'
import { prepared } from './prepared.ts'
import { currentRequest, inRequest, type RequestContext } from './request.ts'

export interface AuditEvent {
  readonly kind: 'change' | 'read' | 'export'
  /** Id of the route; `cli:name` for a command, `job:name` for work in the background. */
  readonly action: string
  readonly result: 'done' | 'refused' | 'failed'
  readonly accountId?: string | undefined
  readonly account?: string | undefined
  readonly role?: string | undefined
  readonly sessionId?: string | undefined
  readonly address?: string | undefined
  readonly requestId?: string | undefined
  readonly subjectKind?: string | undefined
  readonly subjectId?: string | undefined
  readonly regionCode?: string | undefined
  readonly purpose?: string | undefined
  readonly detail?: Readonly<Record<string, unknown>> | undefined
}

/** What a use case knows beyond the request: later notes win, details are joined. */
export type AuditNote = Partial<
  Pick<
    AuditEvent,
    | 'accountId'
    | 'account'
    | 'role'
    | 'sessionId'
    | 'subjectKind'
    | 'subjectId'
    | 'regionCode'
    | 'purpose'
    | 'detail'
  >
>

interface Noted {
  /** What the request itself tells: its params, the region that was looked at. */
  told: AuditNote
  note: AuditNote | undefined
  isWritten: boolean
}

const notes = new WeakMap<RequestContext, Noted>()

function notedOf(context: RequestContext): Noted {
  const noted = notes.get(context) ?? { told: {}, note: undefined, isWritten: false }
  notes.set(context, noted)
  return noted
}

/** Adds to the event of the request that is running; without one, nothing. */
export function noteAudit(note: AuditNote): void {
  const context = currentRequest()
  if (!context) return
  const noted = notedOf(context)
  const detail = note.detail ? { ...noted.note?.detail, ...note.detail } : noted.note?.detail
  noted.note = { ...noted.note, ...note, ...(detail ? { detail } : {}) }
}

/** What follows from what was asked, before any use case has said more. */
export function tellAudit(told: AuditNote, context = currentRequest()): void {
  if (context) Object.assign(notedOf(context).told, told)
}

/** Whether a use case said something, for routes whose event depends on it. */
export function isNoted(context: RequestContext): boolean {
  return notes.get(context)?.note !== undefined
}

/** Whether a transaction of the request has written its event. */
export function isWritten(context: RequestContext): boolean {
  return notes.get(context)?.isWritten ?? false
}

/** The event of a request, from its context and what was noted. */
export function eventOf(
  context: RequestContext,
  what: Pick<AuditEvent, 'kind' | 'result'>,
  detail?: AuditEvent['detail'],
): AuditEvent {
  const { actor, routeId, requestId, address } = context
  const { told = {}, note = {} } = notes.get(context) ?? {}
  const all = { ...detail, ...told.detail, ...note.detail }
  return {
    action: routeId,
    requestId,
    address,
    accountId: actor?.accountId,
    account: actor?.name,
    role: actor?.role,
    sessionId: actor?.session?.id,
    regionCode: actor?.regions.find((region) => region !== 'all'),
    ...told,
    ...note,
    ...what,
    detail: Object.keys(all).length > 0 ? all : undefined,
  }
}

const COLUMNS = `kind, action, result, account_id, account, role, session_id, address, request_id, subject_kind, subject_id,
  region_code, purpose, detail`

const INSERT = `insert into audit_event (${COLUMNS}) select ${COLUMNS} from jsonb_populate_recordset(null::audit_event, $1::jsonb)`

export type Runner = Pick<pg.Pool | pg.PoolClient, 'query'>

/** Appends events, in one statement. */
export async function appendAudit(runner: Runner, events: readonly AuditEvent[]): Promise<void> {
  if (events.length > 0) await runner.query(prepared(INSERT, [rowsOf(events)]))
}

// A transaction that has written nothing has no number yet.
const INSERT_IF_WRITTEN = `${INSERT} where pg_current_xact_id_if_assigned() is not null`

/** For whoever has committed: the event of the request is kept. */
export type Committed = () => void

/**
 * Called by whoever is about to commit a transaction: if it has written anything for a request that changes something,
 * its event goes with it. A command or a job of many transactions says with its first what it is about.
 */
export async function appendOwnEvent(client: Runner): Promise<Committed> {
  const context = currentRequest()
  if (!context || context.method === 'GET') return () => {}
  const noted = notedOf(context)
  if (noted.isWritten && (context.method === 'JOB' || context.method === 'COMMAND')) return () => {}
  const event = eventOf(context, { kind: 'change', result: 'done' })
  const { rowCount } = await client.query(prepared(INSERT_IF_WRITTEN, [rowsOf([event])]))
  return () => {
    if (rowCount) noted.isWritten = true
  }
}

/**
 * Work that nobody sent a request for, in the name of whoever started it: what it changes is written down as theirs,
 * and so is its failure. `always` for what is told even if it changed nothing.
 */
export async function audited<T>(
  runner: Runner,
  context: RequestContext,
  work: () => Promise<T>,
  { always = false } = {},
): Promise<T> {
  return inRequest(context, async () => {
    try {
      const result = await work()
      if (always && !isWritten(context))
        await appendAudit(runner, [eventOf(context, { kind: 'read', result: 'done' })])
      return result
    } catch (error) {
      const detail = { code: (error as { code?: unknown }).code ?? null }
      await appendAudit(runner, [eventOf(context, { kind: 'change', result: 'failed' }, detail)]).catch(
        () => {},
      )
      throw error
    }
  })
}

/** Id numbers and the like never reach the journal, whatever a filter or a purpose held. */
function rowsOf(events: readonly AuditEvent[]): string {
  const rows = events.map((event) => ({
    kind: event.kind,
    action: event.action,
    result: event.result,
    account_id: event.accountId,
    account: event.account,
    role: event.role,
    session_id: event.sessionId,
    address: event.address,
    request_id: event.requestId,
    subject_kind: event.subjectKind,
    subject_id: event.subjectId,
    region_code: event.regionCode,
    purpose: event.purpose === undefined ? undefined : withoutIdentityData(event.purpose),
    detail: event.detail && withoutIdentityValues(event.detail),
  }))
  return JSON.stringify(rows)
}

function withoutIdentityValues(value: unknown): unknown {
  if (typeof value === 'string') return withoutIdentityData(value).replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(withoutIdentityValues)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutIdentityValues(each)]))
}

export interface AuditJournal {
  /** Resolves when the event is kept; rejects when it cannot be, and then nothing may be told. */
  readonly append: (event: AuditEvent) => Promise<void>
}

/**
 * One writer for events that have no transaction of their own. Those that come while one statement is under way go
 * with the next, so that many readers share one write to the disk.
 */
export function openAuditJournal(
  runner: Runner,
  disk?: { readonly mustTakeLittle: () => void } | undefined,
): AuditJournal {
  let waiting: { event: AuditEvent; kept: PromiseWithResolvers<void> }[] = []
  let isWriting = false
  const write = async () => {
    isWriting = true
    while (waiting.length > 0) {
      const part = waiting.slice(0, MOST_AT_ONCE)
      waiting = waiting.slice(MOST_AT_ONCE)
      try {
        await appendAudit(
          runner,
          part.map(({ event }) => event),
        )
        for (const { kept } of part) kept.resolve()
      } catch (error) {
        for (const { kept } of part) kept.reject(error)
      }
    }
    isWriting = false
  }
  return {
    append: async (event) => {
      disk?.mustTakeLittle()
      const kept = Promise.withResolvers<void>()
      waiting.push({ event, kept })
      if (!isWriting) void write()
      return kept.promise
    },
  }
}

const MOST_AT_ONCE = 500
