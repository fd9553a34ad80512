/** A task with its sentence, its rounds and what was reported. */
import { isWithin } from '@lika/codes'
import type { Duty, Task, TaskReport } from '@lika/contract'
import { type AppError, notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { listEvidence } from '../../registry/index.ts'
import { isOwn, isSeen } from '../scope.ts'
import { listDutiesOf } from './board.store.ts'
import { toldDuties } from './board.ts'
import type { TasksDeps } from './deps.ts'
import {
  findTask,
  getSource,
  listReports,
  type ReportRow,
  type SourceRow,
  type TaskRow,
} from './task.store.ts'
import { listUnitsOf, type Runner } from './units.store.ts'

export interface TaskQuery {
  readonly id: string
  readonly date?: string | undefined
  readonly region?: string | undefined
}

export async function getTask(deps: TasksDeps, actor: Actor, query: TaskQuery): Promise<Task> {
  const { registry } = deps
  const runner = registry.db.pool
  const task = await mustFindTask(runner, actor, query.id)
  const date = query.date ?? registry.clock.today()
  const seenFrom = regionSeenFrom(actor, task, query.region)
  const [source, units, rows, reports] = await Promise.all([
    getSource(runner, task.id),
    listUnitsOf(runner, [task.id]),
    listDutiesOf(runner, { region: seenFrom, date }, task.id),
    listReports(runner, task.id, date),
  ])
  const places = await registry.findPlaces(runner, [
    task.region_code,
    seenFrom,
    ...reports.map((each) => each.region_code),
  ])
  const placeOf = (code: string) => places.get(code) ?? { code, name: code }
  const files = await listEvidence(
    runner,
    reports.flatMap(({ evidence }) => evidence),
  )
  return {
    id: task.id,
    origin: originOf(task, source),
    context: contextOf(source),
    text: task.text,
    region: placeOf(task.region_code),
    ...units.get(task.id)!,
    from: task.begins_on,
    to: task.ends_on ?? task.due_on,
    every: task.every as Duty['every'],
    seenFrom: placeOf(seenFrom),
    duties: await toldDuties(deps, runner, rows),
    reports: reports.map((row) => reportOf(actor, row, placeOf)),
    files: [...files.values()],
    decision: source.decision_id,
    by: source.decided_by,
    at: source.decided_at,
  }
}

export async function mustFindTask(runner: Runner, actor: Actor, id: string): Promise<TaskRow> {
  const task = await findTask(runner, id)
  if (task && isSeen(actor, task.region_code)) return task
  throw unknownTask(id)
}

/** The region below whose own part is shown, or that of the task. */
function regionSeenFrom(actor: Actor, task: TaskRow, asked: string | undefined): string {
  const isBelow = (region: string) => region !== 'all' && isWithin(region, task.region_code)
  if (asked !== undefined && isBelow(asked) && isOwn(actor, asked)) return asked
  if (isOwn(actor, task.region_code)) return task.region_code
  return actor.regions.find(isBelow) ?? task.region_code
}

function originOf(task: TaskRow, source: SourceRow): Task['origin'] {
  const { version, part, range_from: from, range_to: to, text } = source
  const isPlaced = from !== null && to !== null
  return {
    plan: task.plan_id,
    title: source.title,
    version,
    part,
    range: isPlaced ? [from, to] : null,
    clause: task.clause,
    sentence: isPlaced && text !== null ? text.slice(from, to) : null,
  }
}

const AROUND = 120

/** What stands before and behind in the same document, as far as a reader wants to see where he is. */
function contextOf({ range_from: from, range_to: to, text, ...source }: SourceRow): Task['context'] {
  if (from === null || to === null || text === null) return { before: '', after: '' }
  const before = text.slice(Math.max(source.document_from ?? 0, from - AROUND), from)
  const after = text.slice(to, Math.min(source.document_to ?? text.length, to + AROUND))
  // Whole characters only: half a pair at an edge is none.
  return { before: before.replace(/^[\uDC00-\uDFFF]/, ''), after: after.replace(/[\uD800-\uDBFF]$/, '') }
}

function reportOf(
  actor: Actor,
  row: ReportRow,
  placeOf: (code: string) => { code: string; name: string },
): TaskReport {
  const { facts } = row
  return {
    id: row.id,
    duty: facts.duty ?? null,
    region: placeOf(row.region_code),
    on: row.observed_on,
    state: facts.state,
    percent: facts.percent ?? null,
    text: row.reason ?? '',
    unit: facts.unit ?? null,
    evidence: row.evidence,
    by: row.author,
    at: row.received_at,
    takenBack: row.taken_back,
    mayTakeBack: row.taken_back === null && mayTakeBack(actor, row.region_code),
  }
}

export const mayTakeBack = (actor: Actor, region: string) =>
  actor.permissions.has('tasks.report') &&
  (actor.regionsOf?.get('tasks.report') ?? actor.regions).some((each) => isWithin(region, each))

export function unknownTask(id: string): AppError {
  return notFound(
    'task.notFound',
    {
      zh: '没有这项任务，或者不在您的范围内。',
      en: 'There is no such task, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}
