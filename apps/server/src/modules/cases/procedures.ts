/** Procedures: those in force, and those that running cases began under. */
import type { CaseProcedure, ProcedureStep } from '@lika/contract'
import {
  type EffectivePolicy,
  goesForward,
  type PlainItem,
  type Procedure,
  procedureOf,
  type Step,
  type Text,
} from '@lika/policy'
import type pg from 'pg'
import type { Actor } from '../../platform/http.ts'
import { sha256 } from '../policies/index.ts'
import type { SubjectKind } from '../registry/index.ts'
import { factLabel } from './asked.ts'
import type { CasesDeps } from './deps.ts'
import type { GateWords } from './gate-texts.ts'
import { actorsIn, named, namedActor, type OtherWords } from './terms.ts'

type Runner = Pick<pg.Pool, 'query'>

/** A procedure with where it is from; kept whole by its digest. */
export interface KnownProcedure {
  readonly digest: string
  readonly pack: string
  readonly version: string
  readonly note: Text | null
  readonly procedure: Procedure
}

const CASE_SUBJECTS: readonly string[] = ['household', 'village', 'county']
const inForce = new WeakMap<PlainItem, KnownProcedure>()

/** Procedures in force for a region on a day. */
export function proceduresAt(deps: CasesDeps, region: string, day?: string): KnownProcedure[] {
  const { policies, today } = deps.judging()
  return itemsOf(policies.at(region, day ?? today)).map(knownOf)
}

function itemsOf(policy: EffectivePolicy): readonly PlainItem[] {
  return (policy.items.procedures ?? []).filter(({ subject }) => CASE_SUBJECTS.includes(String(subject)))
}

function knownOf(item: PlainItem): KnownProcedure {
  const known = inForce.get(item)
  if (known) return known
  const procedure = procedureOf(item)
  const { pack, version } = item.origin
  const note = (item.note as Text | undefined) ?? null
  const made = { digest: sha256(JSON.stringify({ procedure, note })), pack, version, note, procedure }
  inForce.set(item, made)
  return made
}

/** They never change: read once. */
const kept = new Map<string, KnownProcedure>()

/** Kept before a case is opened under it. */
export async function keepProcedure(runner: Runner, known: KnownProcedure, at: string): Promise<void> {
  const { digest, pack, version, note, procedure } = known
  await runner.query(
    `insert into procedure_version (digest, id, pack, version, content, first_used)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [digest, procedure.id, pack, version, JSON.stringify({ procedure, note }), at],
  )
  kept.set(digest, known)
}

/** One that has been found or kept before. */
export function keptProcedure(digest: string): KnownProcedure {
  const known = kept.get(digest)
  if (known === undefined) throw new Error(`the procedure ${digest} has not been read`)
  return known
}

export async function findProcedures(
  runner: Runner,
  digests: readonly string[],
): Promise<ReadonlyMap<string, KnownProcedure>> {
  const missing = [...new Set(digests)].filter((digest) => !kept.has(digest))
  if (missing.length > 0) {
    const { rows } = await runner.query<{
      digest: string
      pack: string
      version: string
      content: { procedure: Procedure; note: Text | null }
    }>('select digest, pack, version, content from procedure_version where digest = any($1)', [missing])
    for (const { content, ...row } of rows) kept.set(row.digest, { ...row, ...content })
  }
  return kept
}

/**
 * Whether two versions ask and do the same. A digest is of the form in which a version is kept, and that form grows: what was
 * not there yet, or is there no more, says nothing as long as it is empty.
 */
export function isSameProcedure(one: KnownProcedure, other: KnownProcedure): boolean {
  return one.digest === other.digest || meaningOf(one) === meaningOf(other)
}

const meaningOf = ({ procedure, note }: KnownProcedure) => JSON.stringify(saying({ procedure, note }))

/** Without what is left out or empty; the value of a fact that is recorded is never left out. */
function saying(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(saying)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, each]) => key === 'value' || !isEmpty(each))
      .map(([key, each]) => [key, saying(each)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0)

/** Digests of the versions that cases were opened under, the latest first. */
export async function findVersions(runner: Runner, ids: readonly string[]): Promise<string[]> {
  const { rows } = await runner.query<{ digest: string }>(
    'select digest from procedure_version where id = any($1) order by first_used desc, digest',
    [[...new Set(ids)]],
  )
  return rows.map(({ digest }) => digest)
}

export function procedureAnswer(
  known: KnownProcedure,
  deps: CasesDeps,
  actor: Actor,
  region: string,
): CaseProcedure {
  const { procedure, pack, version, note } = known
  const opens = procedure.opens.length > 0 ? procedure.opens : procedure.steps[0]!.actors
  const mine = actorsIn(actor, region)
  const words = gateWords(deps, region)
  return {
    id: procedure.id,
    label: procedure.label,
    subject: procedure.subject as CaseProcedure['subject'],
    set: procedure.set ?? null,
    days: procedure.days ?? null,
    workingDays: procedure.workingDays,
    statuses: [...procedure.statuses],
    opens: opens.map(namedActor),
    mayOpen: opens.some((each) => mine.includes(each)),
    note,
    pack,
    version,
    steps: procedure.steps.map((step) => stepAnswer(step, procedure.subject, words)),
  }
}

/** Titles of criteria sets as a region has them. */
export function setTitles(deps: CasesDeps, region: string): (set: string) => Text {
  const { policies, today } = deps.judging()
  const { sets } = policies.at(region.slice(0, 9), today)
  return (set) => sets[set]?.title ?? { zh: set, en: set }
}

/** What refusals name, in the words of a region: statuses are those of the subject; a county has no list of its own. */
export function wordsOf(deps: CasesDeps, subject: string, region: string): OtherWords {
  const { catalogue, codeLists } = deps.registry
  const facts = Object.hasOwn(catalogue, subject) ? catalogue[subject as SubjectKind] : []
  const fact = facts.find(({ id }) => id === 'status' || id === `${subject}Status`)
  return { status: codeLists[fact?.codes ?? 'householdStatus'], titleOf: setTitles(deps, region) }
}

/** What waits is said in the words of a region. */
export function gateWords(deps: CasesDeps, region: string): GateWords {
  return {
    titleOf: setTitles(deps, region),
    labelOf: (subject, fact) => factLabel(deps.registry, subject, fact),
  }
}

function stepAnswer(step: Step, subject: string, { titleOf, labelOf }: GateWords): ProcedureStep {
  const posted = step.notice ?? step.announcement
  return {
    id: step.id,
    label: step.label,
    level: step.level ?? null,
    actors: step.actors.map(namedActor),
    signs: step.signs.map((id) => named('signers', id)),
    stamp: step.stamp ?? null,
    attach: step.attach.map(({ id, label, optional }) => ({
      id,
      label: label ?? { zh: id, en: id },
      optional,
    })),
    days: step.days ?? null,
    workingDays: step.workingDays,
    requires: [...step.requires],
    verdicts: step.verdicts.map((set) => ({ set, title: titleOf(set) })),
    meeting: step.meeting
      ? {
          label: step.meeting.label ?? null,
          least: step.meeting.least,
          most: step.meeting.most ?? null,
          participants: step.meeting.participants.map(namedActor),
          votes: step.meeting.votes.map((id) => named('votes', id)),
        }
      : null,
    notice: posted
      ? {
          kind: step.notice ? 'notice' : 'announcement',
          label: posted.label ?? null,
          places: posted.places.map((id) => named('places', id)),
          level: posted.level ?? null,
          days: posted.days ?? null,
          workingDays: posted.workingDays,
          columns: posted.columns.map((id) => named('columns', id)),
          stamp: posted.stamp ?? null,
        }
      : null,
    facts: step.facts.map((id) => ({ id, label: labelOf(subject, id) })),
    deferrable: step.deferrable,
    beside: step.beside ?? null,
    outcomes: step.outcomes.map((outcome) => ({
      id: outcome.id,
      label: outcome.label,
      to: outcome.to,
      returns: outcome.returns,
      forward: goesForward(step, outcome),
      status: outcome.status ?? null,
      records: (outcome.records ?? []).map(({ fact }) => ({ id: fact, label: labelOf(subject, fact) })),
    })),
  }
}
