/** Reporting the progress of a task, and taking a report back: records about the task, only appended to. */
import { createHash } from 'node:crypto'
import type { BodyOf, routes, Task } from '@lika/contract'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { type AppError, conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import {
  findRecord,
  insertRecords,
  mustBeInScope,
  mustHaveArrived,
  unseenRegion,
} from '../../registry/index.ts'
import { isInLine, isOwn } from '../scope.ts'
import { listDutiesOf } from './board.store.ts'
import type { TasksDeps } from './deps.ts'
import { findReport, lockTask, type TaskRow } from './task.store.ts'
import { getTask, mustFindTask } from './task.ts'

type Report = BodyOf<(typeof routes)['tasks']['reportTask']>

export async function reportTask(deps: TasksDeps, actor: Actor, id: string, body: Report): Promise<Task> {
  await withTransaction(deps.registry.db, async (tx) => {
    const task = await mustFindTask(tx.client, actor, id)
    await mustReportFor(deps, tx, actor, task, body.region)
    const record: TaskRecord = {
      id: body.id,
      task: task.id,
      region: body.region,
      on: body.on,
      facts: {
        state: body.state,
        ...(body.percent === undefined ? {} : { percent: body.percent }),
        ...(body.duty === undefined ? {} : { duty: body.duty }),
        ...(body.unit === undefined ? {} : { unit: body.unit }),
      },
      reason: body.text.trim(),
      evidence: body.evidence ?? [],
    }
    if (!(await isThere(deps, tx, record))) {
      mustBeSound(deps.registry.clock.today(), body)
      await mustBeARound(tx, task, body)
      await mustHaveArrived(tx, record.evidence)
      await append(deps, tx, actor, record)
    }
  })
  return getTask(deps, actor, { id, region: body.region })
}

export async function takeBackReport(
  deps: TasksDeps,
  actor: Actor,
  params: { readonly id: string; readonly report: string },
  body: { readonly id: string; readonly reason: string },
): Promise<Task> {
  const region = await withTransaction(deps.registry.db, async (tx) => {
    const task = await mustFindTask(tx.client, actor, params.id)
    await lockTask(tx, task.id)
    const report = await findReport(tx, task.id, params.report)
    if (!report) throw unknownReport(params.report)
    mustBeInScope(actor, report.regionCode, () => unknownReport(params.report))
    const record: TaskRecord = {
      id: body.id,
      task: task.id,
      region: report.regionCode,
      on: deps.registry.clock.today(),
      facts: {},
      reason: body.reason.trim(),
      evidence: [],
      corrects: params.report,
    }
    if (!(await isThere(deps, tx, record))) {
      if (report.takenBackBy !== null) throw takenBackAlready(params.report)
      await append(deps, tx, actor, record)
    }
    return report.regionCode
  })
  return getTask(deps, actor, { id: params.id, region })
}

interface TaskRecord {
  readonly id: string
  readonly task: string
  readonly region: string
  readonly on: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly reason: string
  readonly evidence: readonly string[]
  readonly corrects?: string
}

const countyOf = (region: string) => region.slice(0, 6)

function digestOf({ registry }: TasksDeps, { on, corrects, ...record }: TaskRecord): Buffer {
  // Of what was taken back the day is ours, and another one when it is sent again tomorrow.
  const parts = [record.id, record.task, record.region, corrects ?? on, record.reason, record.evidence]
  const facts = Object.entries(record.facts).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return registry.keyring.hash(
    'lookup',
    createHash('sha256')
      .update(JSON.stringify([...parts, facts]))
      .digest(),
  )
}

/** Whether the same was sent before; another body under the same id is refused. */
async function isThere(deps: TasksDeps, tx: Tx, record: TaskRecord): Promise<boolean> {
  const known = await findRecord(tx, countyOf(record.region), record.id)
  if (!known) return false
  if (known.bodySha256?.equals(digestOf(deps, record))) return true
  throw differentBody(record.id)
}

async function append(deps: TasksDeps, tx: Tx, actor: Actor, record: TaskRecord): Promise<void> {
  const inserted = await insertRecords(tx, [
    {
      countyCode: countyOf(record.region),
      id: record.id,
      subjectKind: 'task',
      subjectId: record.task,
      regionCode: record.region,
      observedOn: record.on,
      receivedAt: deps.registry.clock.now(),
      authorId: actor.accountId,
      source: record.corrects === undefined ? 'form' : 'correction',
      facts: record.facts,
      reason: record.reason,
      evidence: record.evidence,
      corrects: record.corrects,
      bodySha256: digestOf(deps, record),
    },
  ])
  // Sent twice at once: whichever came first has it, and both say the same or one is refused.
  if (inserted.length === 0 && !(await isThere(deps, tx, record))) throw differentBody(record.id)
}

/** The region is one of the reporter's own, and the plan speaks to it. */
async function mustReportFor(
  { registry }: TasksDeps,
  tx: Tx,
  actor: Actor,
  task: TaskRow,
  region: string,
): Promise<void> {
  const mine = region !== 'all' && isOwn(actor, region)
  if (!mine || !(await registry.findPlaces(tx.client, [region])).has(region)) throw unseenRegion(region)
  mustBeInScope(actor, region, () => unseenRegion(region))
  if (isInLine(task.region_code, region)) return
  throw refused(
    'task.otherRegion',
    {
      zh: `这项任务是 ${task.region_code} 的，${region} 不在其中，不能代其填报。`,
      en: `The task is one of ${task.region_code}; ${region} has no part in it and cannot report on it.`,
    },
    { field: 'region', value: region, expected: task.region_code },
  )
}

function mustBeSound(today: string, body: Report): void {
  if (body.on > today) {
    throw refused(
      'task.future',
      {
        zh: `进展日期 ${body.on} 晚于今天 ${today}。`,
        en: `The day of the report ${body.on} lies after today, ${today}.`,
      },
      { field: 'on', value: body.on, expected: `≤ ${today}` },
    )
  }
  if (body.state === 'done' && body.percent !== undefined && body.percent !== 100) {
    throw refused(
      'task.doneInPart',
      {
        zh: `已完成的任务进度是 100%，收到 ${body.percent}%；没有做完请选“推进中”。`,
        en: `What is done is done to 100 %, got ${body.percent} %; say underway while something is left.`,
      },
      { field: 'percent', value: body.percent, expected: 100 },
    )
  }
}

/** A report about a cycle names its round; one about a task that is done once names none. */
async function mustBeARound(tx: Tx, task: TaskRow, body: Report): Promise<void> {
  if (task.every === null) {
    if (body.duty === undefined) return
    throw refused(
      'task.noRounds',
      {
        zh: '这项任务只做一次，没有期次。',
        en: 'The task is done once: it has no rounds.',
      },
      { field: 'duty', value: body.duty },
    )
  }
  const seen = { region: task.region_code, date: body.on }
  const rounds = (await listDutiesOf(tx.client, seen, task.id)).map(({ day }) => day)
  if (body.duty !== undefined && rounds.includes(body.duty)) return
  throw refused(
    'task.noSuchRound',
    body.duty === undefined
      ? { zh: '这项任务按期推进，请写明是哪一期。', en: 'The task comes in rounds: say which one.' }
      : { zh: `这项任务没有 ${body.duty} 这一期。`, en: `The task has no round of ${body.duty}.` },
    {
      field: 'duty',
      ...(body.duty === undefined ? {} : { value: body.duty }),
      expected: nearest(rounds, body.duty ?? body.on),
    },
  )
}

/** The rounds around a day: of a weekly task there are hundreds. */
function nearest(rounds: readonly (string | null)[], day: string): readonly (string | null)[] {
  const at = rounds.findIndex((each) => each !== null && each >= day)
  const from = Math.max(0, (at < 0 ? rounds.length : at) - 3)
  return rounds.slice(from, from + 6)
}

function unknownReport(id: string): AppError {
  return notFound(
    'task.reportNotFound',
    {
      zh: '没有这条进展，或者不在您的范围内。',
      en: 'There is no such report, or it is not within your scope.',
    },
    { field: 'report', value: id },
  )
}

function takenBackAlready(id: string): AppError {
  return conflict(
    'task.takenBackAlready',
    { zh: '这条进展已经撤回。', en: 'The report was taken back already.' },
    { field: 'report', value: id },
  )
}

function differentBody(id: string): AppError {
  return conflict(
    'record.differentBody',
    { zh: `编号 ${id} 的记录已存在，内容不同。`, en: `A record ${id} is there already, with another body.` },
    { field: 'id', value: id },
  )
}
