/** Opening cases: for one subject, or for a village's list at once. */
import { isDeepStrictEqual } from 'node:util'
import type { BodyOf, CaseItem, routes } from '@lika/contract'
import { type Entry, refusalOf } from '@lika/policy'
import { noteAudit } from '../../platform/audit.ts'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { type AppError, conflict, notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import {
  lockHouseholds,
  lockSubject,
  mustBeInScope,
  mustHaveArrived,
  scopeWithin,
} from '../registry/index.ts'
import { type Admitted, appendEntries, differentBody } from './appending.ts'
import { conditionsOf, surroundings, type VerdictsOf, verdictsOf } from './around.ts'
import { findFiles, findSubjects, type Subject } from './case-files.store.ts'
import { listCounties } from './counties.ts'
import type { CasesDeps, Origin, OriginLink } from './deps.ts'
import { itemsById } from './items.ts'
import { type EntryRow, engineEntry, findEntries, type ReadEntry } from './journal.ts'
import { type KnownProcedure, keepProcedure, keptProcedure, proceduresAt, wordsOf } from './procedures.ts'
import {
  type CaseFault,
  faultOf,
  isGone,
  mustAllBeAdmitted,
  mustNotBeFuture,
  noProcedure,
  openAlready,
  placeNamedTwice,
  twoOrigins,
} from './refusals.ts'
import { actorsOf, mustActAs } from './terms.ts'

type OpenBody = BodyOf<(typeof routes)['cases']['openCases']>

export async function openCases(
  deps: CasesDeps,
  actor: Actor,
  body: OpenBody,
): Promise<{ items: CaseItem[] }> {
  const { clock, db } = deps.registry
  mustBeSound(clock.today(), body)
  const ids = body.subjects.map(({ id }) => id)
  await withTransaction(db, async (tx) => {
    await lockAll(tx, body)
    const subjects = await mustFindSubjects(deps, tx, actor, body)
    await mustBeOfTheirCounties(tx, ids, subjects)
    const known = await findEntries(tx, ids, subjects)
    const fresh = body.subjects.flatMap((sent, index) => {
      const entry = known.get(sent.id)
      if (entry && !saysTheSame(entry, sent, body, actor)) throw differentBody(sent.id)
      return entry ? [] : [{ id: sent.id, index, subject: subjects[index]!, origin: originOf(sent) }]
    })
    if (fresh.length === 0) return
    await mustHaveArrived(tx, body.evidence ?? [])
    const { admitted, faults } = await admitAll(deps, tx, actor, body, fresh)
    const unlinked = faults.length > 0 ? [] : await linkOrigins(deps, tx, actor, body, fresh)
    mustAllBeAdmitted([...faults, ...unlinked], body.subjects.length)
    noteAudit({
      regionCode: fresh[0]!.subject.regionCode,
      detail: { procedure: body.procedure, cases: fresh.length },
    })
    await appendEntries(deps, tx, admitted)
  })
  return { items: await itemsById(deps, actor, ids) }
}

type Fresh = readonly {
  readonly id: string
  readonly index: number
  readonly subject: Subject
  readonly origin: Origin | undefined
}[]

type Sent = OpenBody['subjects'][number]

function originOf({ lead, complaint }: Sent): Origin | undefined {
  if (lead !== undefined) return { kind: 'lead', id: lead }
  return complaint === undefined ? undefined : { kind: 'complaint', id: complaint }
}

/** The lead or the complaint says which case was opened because of it, in the same transaction or not at all. */
async function linkOrigins(
  { origins }: CasesDeps,
  tx: Tx,
  actor: Actor,
  { channel, procedure }: OpenBody,
  fresh: Fresh,
): Promise<CaseFault[]> {
  const links = fresh.flatMap(({ id, index, subject, origin }): OriginLink[] => {
    if (!origin) return []
    const field = `subjects.${index}.${origin.kind}`
    return [
      { origin, case: id, subject: subject.id, regionCode: subject.regionCode, channel, procedure, field },
    ]
  })
  if (links.length === 0) return []
  if (!origins) throw new Error('cases cannot be opened out of anything here')
  const faults = await origins.link(tx, actor, links)
  return faults.map((fault) => ({ ...fault, expected: 'case.origin' }))
}

async function admitAll(
  deps: CasesDeps,
  tx: Tx,
  actor: Actor,
  body: OpenBody,
  fresh: Fresh,
): Promise<{ admitted: Admitted[]; faults: CaseFault[] }> {
  const { clock } = deps.registry
  const open = await findOpen(tx, body.procedure, fresh)
  const procedures = new Map<string, KnownProcedure>()
  const verdicts = await conditionsMet(deps, tx, body, fresh)
  const admitted: Admitted[] = []
  const faults: CaseFault[] = []
  for (const { id, index, subject, origin } of fresh) {
    const place = subject.regionCode.slice(0, 9)
    const known = procedures.get(place) ?? mustFindProcedure(deps, body, subject.regionCode)
    if (!procedures.has(place)) {
      await keepProcedure(tx.client, known, clock.now())
      procedures.set(place, known)
    }
    const row = rowOf(actor, body, { id, subject, origin }, known, body.on ?? clock.today())
    const entry = engineEntry(row, (digest) => keptProcedure(digest).procedure) as Extract<
      Entry,
      { kind: 'opened' }
    >
    const there = open.get(subject.id)
    const refusal = there
      ? openAlready
      : subject.endedBecause !== null
        ? isGone
        : refusalOf(known.procedure, undefined, entry, surroundings(clock.today(), verdicts(subject.id)))
    if (refusal)
      faults.push(faultOf(refusal, index, subject.id, [], wordsOf(deps, body.kind, subject.regionCode)))
    else admitted.push({ row, entry, state: undefined, rows: [] })
  }
  return { admitted, faults }
}

/** The verdicts of today on the sets that say whom the procedure is for. */
function conditionsMet(deps: CasesDeps, tx: Tx, body: OpenBody, fresh: Fresh): Promise<VerdictsOf> {
  const places = new Map(fresh.map(({ subject: { regionCode } }) => [regionCode.slice(0, 9), regionCode]))
  const sets = [...places.values()].flatMap((region) =>
    conditionsOf(mustFindProcedure(deps, body, region).procedure),
  )
  return verdictsOf(
    tx.client,
    fresh.map(({ subject: { countyCode, id } }) => ({ countyCode, id })),
    [...new Set(sets)],
  )
}

function rowOf(
  actor: Actor,
  body: OpenBody,
  { id, subject, origin }: Pick<Fresh[number], 'id' | 'subject' | 'origin'>,
  { digest, procedure }: KnownProcedure,
  on: string,
): EntryRow {
  const mine = actorsOf(actor, subject.regionCode)
  const opens = procedure.opens.length > 0 ? procedure.opens : procedure.steps[0]!.actors
  return {
    id,
    case: id,
    countyCode: subject.countyCode,
    subjectKind: body.kind,
    subjectId: subject.id,
    regionCode: subject.regionCode,
    kind: 'opened',
    on,
    authorId: actor.accountId,
    facts: {
      case: id,
      step: procedure.steps[0]!.id,
      actor: mustActAs(body.actor, mine) ?? opens.find((each) => mine.includes(each)) ?? mine[0] ?? '',
      procedure: procedure.id,
      digest,
      channel: body.channel,
      ...(origin === undefined ? {} : { [origin.kind]: origin.id }),
      // What it was before: a case that is opened again gives it back. Not `status`, which would give one now.
      before: subject.status,
      ...(body.deviceAt === undefined ? {} : { deviceAt: body.deviceAt }),
    },
    reason: body.reason.trim(),
    evidence: body.evidence ?? [],
  }
}

function saysTheSame(known: ReadEntry, sent: Sent, body: OpenBody, actor: Actor): boolean {
  const { procedure, channel, deviceAt, lead, complaint } = known.facts
  return (
    known.kind === 'opened' &&
    known.authorId === actor.accountId &&
    known.subjectId === sent.subject &&
    lead === sent.lead &&
    complaint === sent.complaint &&
    known.subjectKind === body.kind &&
    procedure === body.procedure &&
    channel === body.channel &&
    deviceAt === body.deviceAt &&
    (body.on === undefined || known.on === body.on) &&
    known.reason === body.reason.trim() &&
    isDeepStrictEqual(known.evidence, body.evidence ?? [])
  )
}

/** In the order in which they were sent. */
async function mustFindSubjects(
  deps: CasesDeps,
  tx: Tx,
  actor: Actor,
  { kind, subjects }: OpenBody,
): Promise<Subject[]> {
  const ids = subjects.map(({ subject }) => subject)
  const found =
    kind === 'county'
      ? new Map((await countiesOf(deps, tx, actor)).map((county) => [county.id, county]))
      : await findSubjects(tx.client, kind, ids)
  return ids.map((id, index) => {
    const unknown = () => unknownSubject(id, `subjects.${index}.subject`)
    const subject = found.get(id)
    if (!subject) throw unknown()
    mustBeInScope(actor, subject.regionCode, unknown)
    return subject
  })
}

/** A case is named by its id alone: one that a case of another county has is taken, and what it is about is not told. */
async function mustBeOfTheirCounties(
  tx: Tx,
  ids: readonly string[],
  subjects: readonly Subject[],
): Promise<void> {
  // Two who send the same id for two counties at once come one after the other.
  await tx.client.query(
    'select pg_advisory_xact_lock(hashtextextended(id, 31)) from (select unnest($1::text[]) as id order by 1) ids',
    [ids],
  )
  const files = await tx.whole(() => findFiles(tx.client, ids))
  const county = new Map(ids.map((id, index) => [id, subjects[index]!.countyCode]))
  const taken = files.find((file) => file.countyCode !== county.get(file.id))
  if (taken) throw differentBody(taken.id)
}

/** Who opens a case for a subject comes one after the other. */
async function lockAll(tx: Tx, { kind, subjects }: OpenBody): Promise<void> {
  const ids = subjects.map(({ subject }) => subject).toSorted()
  if (kind === 'household') return lockHouseholds(tx, ids)
  for (const id of ids) {
    if (kind === 'village') await lockSubject(tx, 'village', id)
    // A county has no row of its own.
    else await tx.client.query('select pg_advisory_xact_lock(hashtextextended($1, 30))', [id])
  }
}

function countiesOf({ registry }: CasesDeps, tx: Tx, actor: Actor): Promise<Subject[]> {
  return listCounties(tx.client, scopeWithin(actor, 'all'), registry.clock.today())
}

async function findOpen(tx: Tx, procedure: string, fresh: Fresh): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.client.query<{ subject: string; id: string }>(
    `select f.subject_id as subject, f.id from case_file f
     where f.county_code = any($1) and f.subject_id = any($2::uuid[]) and f.procedure = $3 and f.state = 'open'`,
    [
      [...new Set(fresh.map(({ subject }) => subject.countyCode))],
      fresh.map(({ subject }) => subject.id),
      procedure,
    ],
  )
  return new Map(rows.map(({ subject, id }) => [subject, id]))
}

function mustFindProcedure(deps: CasesDeps, { procedure, kind }: OpenBody, region: string): KnownProcedure {
  const all = proceduresAt(deps, region).filter((each) => each.procedure.subject === kind)
  const known = all.find((each) => each.procedure.id === procedure)
  if (known) return known
  throw noProcedure(
    region,
    procedure,
    all.map((each) => each.procedure.id),
  )
}

function mustBeSound(today: string, { on, subjects }: OpenBody): void {
  mustNotBeFuture(on, today)
  const both = subjects.findIndex(({ lead, complaint }) => lead !== undefined && complaint !== undefined)
  if (both >= 0) throw twoOrigins(`subjects.${both}.complaint`, subjects[both]!.complaint!)
  for (const key of ['id', 'subject', 'lead', 'complaint'] as const) {
    // By its place where nothing is named: those are all different.
    const twice = placeNamedTwice(subjects.map((each, index) => each[key] ?? String(index)))
    if (twice < 0) continue
    throw conflict(
      'case.twice',
      { zh: '名单中有重复的对象或编号。', en: 'A subject or an id is on the list twice.' },
      { field: `subjects.${twice}.${key}`, value: subjects[twice]![key] },
    )
  }
}

function unknownSubject(id: string, field: string): AppError {
  return notFound(
    'registry.notFound',
    {
      zh: '没有这个对象，或者不在您的范围内。',
      en: 'There is no such subject, or it is not within your scope.',
    },
    { field, value: id },
  )
}
