/** What people do with a fact for many households: look at what it would change, do it, undo it. */
import { createHash } from 'node:crypto'
import { isRegionCode, isWithin, regionRange } from '@lika/codes'
import type { Assignment, AssignmentPreview } from '@lika/contract'
import { nearest } from '@lika/policy'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { requestCancel } from '../../../platform/jobs.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import {
  canonicalFacts,
  columnValue,
  factErrors,
  type HouseholdFilterQuery,
  mustSeeRegion,
  wrongFacts,
} from '../../registry/index.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { ImportsDeps } from '../deps.ts'
import { chosenSql } from './assign.sql.ts'
import { changedSince, chosenOf, columnOf, enqueueAssignment } from './assign.ts'
import {
  type AssignmentOptions,
  type AssignmentRow,
  findAssignment,
  insertAssignment,
  listAssignmentRows,
  lockAssignment,
  updateAssignment,
} from './assignments.store.ts'

const MOST = 20_000
const MOST_VALUES = 8

export interface AssignmentQuery {
  readonly region: string
  readonly among:
    | { readonly households: readonly string[] }
    | { readonly filter: Omit<HouseholdFilterQuery, 'asOf' | 'region'> }
  readonly fact: string
  readonly value: unknown
  readonly observedOn: string
}

export async function previewAssignment(
  deps: ImportsDeps,
  actor: Actor,
  query: AssignmentQuery,
): Promise<AssignmentPreview> {
  const options = readOptions(deps, actor, { ...query, reason: '', changed: 0 })
  return previewOf(deps, options)
}

async function previewOf(deps: ImportsDeps, options: AssignmentOptions): Promise<AssignmentPreview> {
  const chosen = chosenOf(deps.registry, options)
  const { text, values } = chosenSql(chosen)
  const { rows } = await deps.registry.db.pool.query<{
    value: unknown
    is_there: boolean
    is_changed: boolean
    n: number
  }>(
    `select value, is_there, is_changed, count(*) as n from (${text}) c group by 1, 2, 3 order by n desc`,
    values,
  )
  const sum = (test: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(test).reduce((total, { n }) => total + n, 0)
  return {
    total: sum(() => true),
    changed: sum((row) => row.is_changed),
    unchanged: sum((row) => row.is_there && !row.is_changed),
    notYet: sum((row) => !row.is_there),
    most: MOST,
    values: rows
      .filter((row) => row.is_there)
      .slice(0, MOST_VALUES)
      .map(({ value, n }) => ({ value: columnValue(chosen.column, value), count: n })),
  }
}

export async function startAssignment(
  deps: ImportsDeps,
  actor: Actor,
  body: AssignmentQuery & { readonly id: string; readonly reason: string; readonly changed: number },
): Promise<Assignment> {
  const { id, ...asked } = body
  const options = readOptions(deps, actor, asked)
  const sha256 = createHash('sha256').update(JSON.stringify(options)).digest('hex')
  const known = await findAssignment(deps.registry.db.pool, id)
  if (known) return answerOf(mustBeSame(known, sha256, actor))
  const { total, changed } = await previewOf(deps, options)
  if (total > MOST) throw tooMany(total)
  if (changed !== options.changed) throw changedSince(options.changed, changed)
  if (changed === 0) throw nothingChanges()
  await withTransaction(deps.registry.db, async (tx) => {
    const name = columnOf(deps.registry, options.fact)!.fact.label.zh
    const counts = { total, changed }
    const isNew = await insertAssignment(tx, { id, name, sha256, options, counts, madeBy: actor.accountId })
    if (!isNew) return
    const given = { id, options, state: 'committing' as const }
    await updateAssignment(tx.client, id, {
      jobId: await enqueueAssignment(tx, deps, given, actor.accountId),
    })
  })
  return getAssignment(deps, actor, id)
}

export async function getAssignment(deps: ImportsDeps, actor: Actor, id: string): Promise<Assignment> {
  return answerOf(mustSee(actor, await findAssignment(deps.registry.db.pool, id), id))
}

const PAGE = 20

export async function listAssignments(
  deps: ImportsDeps,
  actor: Actor,
  query: { readonly region: string; readonly cursor?: string | undefined },
): Promise<{ items: Assignment[]; next?: string }> {
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor, ['id']).id
  // Those of a region that holds the one looked at as well: they may have reached into it.
  const ranges = actor.regions.flatMap((granted) => {
    if (isWithin(query.region, granted)) return [regionRange(query.region)]
    return isWithin(granted, query.region) ? [regionRange(granted)] : []
  })
  const rows = await listAssignmentRows(deps.registry.db.pool, ranges, before, PAGE + 1)
  const items = rows.slice(0, PAGE).map(answerOf)
  const last = items.at(-1)
  return { items, ...(rows.length > PAGE && last ? { next: cursorOf({ id: last.id }) } : {}) }
}

export async function cancelAssignment(deps: ImportsDeps, actor: Actor, id: string): Promise<Assignment> {
  return change(deps, actor, id, async (tx, given) => {
    const { state } = answerOf(given)
    if (state !== 'working' && state !== 'undoing') throw wrongState(state)
    await requestCancel(tx, given.job_id!)
  })
}

export async function undoAssignment(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<Assignment> {
  return change(deps, actor, id, async (tx, given) => {
    const { state } = answerOf(given)
    const isAsked = state === 'undoing' || state === 'undone'
    // Asked for twice by the same, for the same reason: it is under way, or done.
    if (isAsked && given.undo?.reason === reason && given.undo.accountId === actor.accountId) return
    if (state !== 'done') throw wrongState(state)
    const undo = { batchId: uuidv7(), reason, accountId: actor.accountId }
    const jobId = await enqueueAssignment(tx, deps, { ...given, state: 'undoing' }, actor.accountId)
    await updateAssignment(tx.client, id, { state: 'undoing', undo, jobId })
  })
}

async function change(
  deps: ImportsDeps,
  actor: Actor,
  id: string,
  how: (tx: Tx, given: AssignmentRow) => Promise<void>,
): Promise<Assignment> {
  await withTransaction(deps.registry.db, async (tx) => {
    await how(tx, mustSee(actor, await lockAssignment(tx, id), id))
  })
  return getAssignment(deps, actor, id)
}

/** Checked as a single record would be: the region, the fact, its value, the day. */
function readOptions(
  deps: ImportsDeps,
  actor: Actor,
  query: AssignmentQuery & { readonly reason: string; readonly changed: number },
): AssignmentOptions {
  const { registry } = deps
  if (isRegionCode(query.region) || query.region === 'all') mustSeeRegion(actor, query.region)
  mustBeAssignable(deps, query.fact)
  const facts = { [query.fact]: query.value }
  const errors = factErrors(registry, 'household', facts)
  if (errors.length > 0) {
    const [first] = errors
    throw wrongFacts(errors.map((error) => ({ ...error, field: error === first ? 'value' : error.field })))
  }
  const today = registry.clock.today()
  if (query.observedOn > today) {
    throw refused(
      'record.future',
      {
        zh: `观察日期 ${query.observedOn} 晚于今天 ${today}。`,
        en: `The day of observation ${query.observedOn} lies after today, ${today}.`,
      },
      { field: 'observedOn', value: query.observedOn, expected: `≤ ${today}` },
    )
  }
  const { region, among, fact, observedOn, reason, changed } = query
  const value = canonicalFacts(registry, 'household', facts)[fact]
  return { region, among, fact, value, observedOn, reason: reason.trim(), changed, regions: actor.regions }
}

/** What a record of a household can say for many at once: no amount of a period, nothing that identifies one of them. */
function mustBeAssignable({ registry }: ImportsDeps, id: string): void {
  const { household } = registry.catalogue
  const found = household.find((fact) => fact.id === id)
  if (!found) {
    const near = nearest(
      id,
      household.map((fact) => fact.id),
    )
    throw refused(
      'assignment.unknownFact',
      { zh: `事实目录里没有 ${id}。`, en: `The catalogue has no fact ${id} of households.` },
      { field: 'fact', value: id, ...(near ? { expected: near } : {}) },
    )
  }
  if (!found.system && !found.flow && isForMany(found.class) && columnOf(registry, id)) return
  throw refused(
    'assignment.notForMany',
    {
      zh: `“${found.label.zh}”不能批量填写：它由系统得出、按时期记账，或者只属于一户。`,
      en: `${found.label.en} cannot be the same for many: it is worked out, an amount of a period, or one household's own.`,
    },
    { field: 'fact', value: id },
  )
}

function mustSee(actor: Actor, found: AssignmentRow | undefined, id: string): AssignmentRow {
  if (found && actor.regions.some((granted) => isWithin(found.region_code, granted))) return found
  throw notFound(
    'assignment.notFound',
    {
      zh: '没有这次批量填写，或者不在您的范围内。',
      en: 'There is no such assignment, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}

function mustBeSame(known: AssignmentRow, sha256: string, actor: Actor): AssignmentRow {
  if (known.sha256 === sha256 && known.made_by === actor.accountId) return known
  throw conflict(
    'assignment.differentBody',
    {
      zh: `编号 ${known.id} 的批量填写已存在，内容不同。`,
      en: `An assignment ${known.id} is there already, with another body.`,
    },
    { field: 'id', value: known.id },
  )
}

/** A job that ended before it could say so leaves nothing of its step. */
function stateOf(row: AssignmentRow): Assignment['state'] {
  const isOver = row.job?.state === 'cancelled' || row.job?.state === 'failed'
  if (row.state === 'committing') return isOver ? (row.job!.state as 'cancelled' | 'failed') : 'working'
  if (row.state === 'undoing') return isOver ? 'done' : 'undoing'
  return row.state === 'committed' ? 'done' : row.state
}

function answerOf(row: AssignmentRow): Assignment {
  const { region, fact, value, observedOn, reason } = row.options
  return {
    id: row.id,
    state: stateOf(row),
    region,
    fact,
    value: value as Assignment['value'],
    observedOn,
    reason,
    total: row.counts.total,
    changed: row.counts.changed,
    job: row.job,
    madeBy: row.made_by_name ?? '',
    madeAt: row.made_at,
    problem: row.problem,
  }
}

function tooMany(total: number) {
  return refused(
    'assignment.tooMany',
    {
      zh: `一次最多填写 ${MOST} 户，选中了 ${total} 户。请缩小范围，分几次进行。`,
      en: `At most ${MOST} households at once; ${total} are meant. Narrow the filter and do it in parts.`,
    },
    { field: 'among', value: total, expected: MOST },
  )
}

function nothingChanges() {
  return refused('assignment.nothing', {
    zh: '选中的户都已是这个值，没有什么要改。',
    en: 'All of them have this value already: there is nothing to change.',
  })
}

function wrongState(state: Assignment['state']) {
  return conflict(
    'assignment.state',
    { zh: '这次批量填写现在不能这样做。', en: `The assignment is ${state}; that cannot be done now.` },
    { value: state },
  )
}

const isForMany = (of: string) => of !== 'sensitive' && of !== 'identifier'
