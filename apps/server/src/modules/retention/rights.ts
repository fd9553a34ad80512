/** A person is told, asks, and gets an answer with its ground. */
import type { OpenRequest, PersonRequest, PersonRights, RequestKind, RequestOutcome } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { type AppError, conflict, invalid, notFound, refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import {
  cursorOf,
  findPlace,
  mustBeInScope,
  mustSeeRegion,
  placeCodes,
  placePath,
  readCursor,
  scopeWithin,
} from '../registry/index.ts'
import type { RetentionDeps } from './deps.ts'
import { findErasureOf } from './erasures.store.ts'
import { stateOf } from './erasures.ts'
import { findNoticeOn } from './notices.ts'
import { proposeRequested } from './propose.ts'
import {
  findName,
  insertStep,
  isSameStep,
  listOpenRequestRows,
  listSteps,
  lockPerson,
  type NewStep,
  type StepRow,
  unknownEvidence,
} from './rights.store.ts'

export async function getPersonRights(
  deps: RetentionDeps,
  actor: Actor,
  personId: string,
): Promise<PersonRights> {
  noteAudit({ subjectKind: 'person', subjectId: personId })
  return withTransaction(deps.registry.db, (tx) => readRights(deps, tx, actor, personId), { readOnly: true })
}

interface Told {
  readonly id: string
  readonly version: number
  readonly way: PersonRights['told'][number]['way']
  readonly on: string
  readonly note?: string | undefined
  readonly evidence?: readonly string[] | undefined
}

export async function tellNotice(
  deps: RetentionDeps,
  actor: Actor,
  personId: string,
  input: Told,
): Promise<PersonRights> {
  const inForce = await findNoticeOn(deps, input.on)
  return step(deps, actor, personId, async (tx, place) => {
    mustNotBeLater(deps, 'on', input.on)
    if (inForce !== input.version) throw notInForce(input, inForce)
    await append(tx, {
      ...common(deps, actor, personId, place, input),
      kind: 'noticeTold',
      day: input.on,
      facts: { version: input.version, way: input.way },
      text: input.note?.trim() ?? '',
    })
  })
}

interface Received {
  readonly id: string
  readonly kind: RequestKind
  readonly receivedOn: string
  readonly wish: string
  readonly evidence?: readonly string[] | undefined
}

export async function receiveRequest(
  deps: RetentionDeps,
  actor: Actor,
  personId: string,
  input: Received,
): Promise<PersonRights> {
  return step(deps, actor, personId, async (tx, place) => {
    mustNotBeLater(deps, 'receivedOn', input.receivedOn)
    await append(tx, {
      ...common(deps, actor, personId, place, input),
      kind: 'requestReceived',
      day: input.receivedOn,
      facts: { kind: input.kind },
      text: input.wish.trim(),
    })
  })
}

/** What may come of what: nobody is erased who asked for a copy. */
const outcomes: Readonly<Record<RequestKind, readonly RequestOutcome[]>> = {
  copy: ['given', 'refused', 'held'],
  correction: ['corrected', 'refused', 'held'],
  deletion: ['deletion', 'refused', 'held'],
  objection: ['corrected', 'refused', 'held'],
}

interface Answer {
  readonly id: string
  readonly requestId: string
  readonly outcome: RequestOutcome
  readonly answeredOn: string
  readonly ground: string
  readonly evidence?: readonly string[] | undefined
}

export async function answerRequest(
  deps: RetentionDeps,
  actor: Actor,
  personId: string,
  input: Answer,
): Promise<PersonRights> {
  const rights = await step(deps, actor, personId, async (tx, place) => {
    const steps = await listSteps(tx.client, place.countyCode, personId)
    const asked = steps.find(({ id, kind }) => id === input.requestId && kind === 'requestReceived')
    if (!asked) throw unknownRequest(input.requestId)
    const answered: NewStep = {
      ...common(deps, actor, personId, place, input),
      kind: 'requestAnswered',
      day: input.answeredOn,
      facts: { request: input.requestId, outcome: input.outcome },
      text: input.ground.trim(),
    }
    const known = steps.find(
      ({ kind, facts }) => kind === 'requestAnswered' && facts.request === input.requestId,
    )
    if (known && known.id !== input.id) throw answeredAlready(input.requestId)
    const kind = asked.facts.kind as RequestKind
    if (!outcomes[kind].includes(input.outcome)) throw wrongOutcome(kind, input.outcome)
    mustNotBeLater(deps, 'answeredOn', input.answeredOn)
    if (input.answeredOn < asked.day) throw beforeTheRequest(input.answeredOn, asked.day)
    if (input.outcome === 'deletion' && place.endedBecause === null) throw stillRegistered()
    await append(tx, answered)
  })
  if (input.outcome !== 'deletion') return rights
  await proposeRequested(deps)
  return getPersonRights(deps, actor, personId)
}

export async function listOpenRequests(
  deps: RetentionDeps,
  actor: Actor,
  query: { readonly region: string; readonly cursor?: string | undefined },
): Promise<{ items: OpenRequest[]; next?: string }> {
  if (query.region !== 'all') mustSeeRegion(actor, query.region)
  const { db, clock, findPlaces } = deps.registry
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, ['day', 'id'])
  const rows = await listOpenRequestRows(db.pool, scopeWithin(actor, query.region), after, PAGE + 1)
  const shown = rows.slice(0, PAGE)
  const places = await findPlaces(db.pool, placeCodes(shown.map(({ regionCode }) => regionCode)))
  const last = shown.at(-1)
  return {
    items: shown.map(({ regionCode, ...row }) => ({
      ...row,
      region: placePath(regionCode, places),
      days: daysBetween(row.receivedOn, clock.today()),
    })),
    ...(rows.length > PAGE && last ? { next: cursorOf({ day: last.receivedOn, id: last.id }) } : {}),
  }
}

const PAGE = 100
const DAY = 86_400_000

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY))
}

type Place = NonNullable<Awaited<ReturnType<typeof findPlace>>>

/** One transaction: the person in scope and held, the step, and everything as it is then. */
async function step(
  deps: RetentionDeps,
  actor: Actor,
  personId: string,
  write: (tx: Tx, place: Place) => Promise<void>,
): Promise<PersonRights> {
  noteAudit({ subjectKind: 'person', subjectId: personId })
  return withTransaction(deps.registry.db, async (tx) => {
    const place = await mustFind(tx, actor, personId)
    await lockPerson(tx, place.countyCode, personId)
    await write(tx, place)
    return readRights(deps, tx, actor, personId)
  })
}

async function mustFind(tx: Tx, actor: Actor, personId: string): Promise<Place> {
  const place = await findPlace(tx, 'person', personId)
  if (!place) throw unknownPerson(personId)
  mustBeInScope(actor, place.regionCode, () => unknownPerson(personId))
  return place
}

function common(
  { registry }: RetentionDeps,
  actor: Actor,
  personId: string,
  place: Place,
  input: { readonly id: string; readonly evidence?: readonly string[] | undefined },
) {
  return {
    id: input.id,
    countyCode: place.countyCode,
    personId,
    regionCode: place.regionCode,
    evidence: input.evidence ?? [],
    authorId: actor.accountId,
    now: registry.clock.now(),
  }
}

async function append(tx: Tx, row: NewStep): Promise<void> {
  const missing = await unknownEvidence(tx, row.evidence)
  if (missing !== undefined) throw noSuchEvidence(missing)
  noteAudit({ detail: { ...row.facts } })
  if (await insertStep(tx, row)) return
  if (!(await isSameStep(tx, row))) throw differentBody(row.id)
}

async function readRights(
  deps: RetentionDeps,
  tx: Tx,
  actor: Actor,
  personId: string,
): Promise<PersonRights> {
  const place = await mustFind(tx, actor, personId)
  const steps = await listSteps(tx.client, place.countyCode, personId)
  const erasure = await findErasureOf(deps.system.pool, place.countyCode, personId)
  return {
    personId,
    name: await findName(tx.client, place.countyCode, personId),
    endedBecause: place.endedBecause,
    noticeInForce: (await findNoticeOn(deps, deps.registry.clock.today())) ?? null,
    told: steps
      .filter(({ kind }) => kind === 'noticeTold')
      .map(({ id, day, facts, text, evidence, author }) => ({
        id,
        version: Number(facts.version),
        way: facts.way as Told['way'],
        on: day,
        by: author ?? '',
        note: text,
        evidence: [...evidence],
      })),
    requests: steps.filter(({ kind }) => kind === 'requestReceived').map((row) => requestOf(row, steps)),
    erasure: erasure
      ? { state: stateOf(erasure), dueOn: erasure.dueOn, heldBecause: erasure.heldBecause }
      : null,
  }
}

function requestOf(row: StepRow, steps: readonly StepRow[]): PersonRequest {
  const answer = steps.find(({ kind, facts }) => kind === 'requestAnswered' && facts.request === row.id)
  return {
    id: row.id,
    kind: row.facts.kind as RequestKind,
    receivedOn: row.day,
    wish: row.text,
    by: row.author ?? '',
    evidence: [...row.evidence],
    answer: answer
      ? {
          outcome: answer.facts.outcome as RequestOutcome,
          ground: answer.text,
          answeredOn: answer.day,
          by: answer.author ?? '',
          evidence: [...answer.evidence],
        }
      : null,
  }
}

function mustNotBeLater({ registry }: RetentionDeps, field: string, day: string): void {
  const today = registry.clock.today()
  if (day <= today) return
  throw invalid(
    'rights.later',
    { zh: `日期不能晚于今天（${today}）。`, en: `The day cannot be later than today (${today}).` },
    { field, value: day, expected: `≤ ${today}` },
  )
}

function notInForce({ on, version }: Told, inForce: number | undefined): AppError {
  return refused(
    'notice.notInForce',
    {
      zh: inForce
        ? `${on} 有效的是第 ${inForce} 版告知书，不是第 ${version} 版。`
        : `${on} 还没有有效的告知书；请安全管理员先发布。`,
      en: inForce
        ? `On ${on} version ${inForce} was in force, not ${version}.`
        : `On ${on} no version was in force; the security administrator publishes one first.`,
    },
    { field: 'version', value: version, ...(inForce ? { expected: inForce } : {}) },
  )
}

function wrongOutcome(kind: RequestKind, outcome: RequestOutcome): AppError {
  return refused(
    'rights.wrongOutcome',
    {
      zh: '这种答复不适用于这类申请。',
      en: `A request for ${kind} is not answered with ${outcome}.`,
    },
    { field: 'outcome', value: outcome, expected: outcomes[kind] },
  )
}

function beforeTheRequest(day: string, received: string): AppError {
  return invalid(
    'rights.beforeTheRequest',
    {
      zh: `答复日期不能早于收到申请的日期（${received}）。`,
      en: `The answer cannot be earlier than the request (${received}).`,
    },
    { field: 'answeredOn', value: day, expected: `≥ ${received}` },
  )
}

function stillRegistered(): AppError {
  return conflict(
    'rights.stillRegistered',
    {
      zh: '本人仍在册，登记是法定职责所必需，不能删除：请先办理注销，或以“拒绝”“暂缓”答复并说明理由。',
      en: 'The person is still registered, which a statutory duty asks for: end the registration first, or refuse or hold the request with the ground.',
    },
    { field: 'outcome', value: 'deletion', expected: ['refused', 'held'] },
  )
}

function answeredAlready(id: string): AppError {
  return conflict(
    'rights.answered',
    { zh: '这项申请已有答复。', en: 'This request was answered already.' },
    { field: 'requestId', value: id },
  )
}

function unknownRequest(id: string): AppError {
  return notFound(
    'rights.noRequest',
    { zh: '本人没有这项申请。', en: 'The person has made no such request.' },
    { field: 'requestId', value: id },
  )
}

function noSuchEvidence(sha256: string): AppError {
  return refused(
    'evidence.unknown',
    { zh: '没有这个佐证文件，请先上传。', en: 'There is no such file; upload it first.' },
    { field: 'evidence', value: sha256 },
  )
}

function differentBody(id: string): AppError {
  return conflict(
    'record.differentBody',
    {
      zh: '同一编号已登记过别的内容。',
      en: 'Something else was stored under this id before.',
    },
    { field: 'id', value: id },
  )
}

function unknownPerson(id: string): AppError {
  return notFound(
    'registry.notFound',
    {
      zh: '没有这个对象，或者不在您的范围内。',
      en: 'There is no such subject, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}
