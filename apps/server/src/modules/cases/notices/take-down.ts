/** Taking a notice down before its end: it must hang anew for its full days, which the engine sees to. */
import type { BodyOf, Notice, routes } from '@lika/contract'
import { type Entry, heresOf, refusalOf } from '@lika/policy'
import { noteAudit } from '../../../platform/audit.ts'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { type AppError, conflict, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { type Admitted, appendEntries } from '../appending.ts'
import { surroundings } from '../around.ts'
import { type CaseFile, findFiles, lockFiles } from '../case-files.store.ts'
import type { CasesDeps } from '../deps.ts'
import { placeOf, type ReadCases, readCases } from '../items.ts'
import { aboutCase, findEntries } from '../journal.ts'
import { wordsOf } from '../procedures.ts'
import { type CaseFault, faultOf, mustAllBeAdmitted } from '../refusals.ts'
import { actorsOf } from '../terms.ts'
import { findNotice, type NoticeRow, takeDown } from './notices.store.ts'
import { findSeenNotice, mayTakeDown, noticeAnswer } from './noticing.ts'
import { stateOn } from './state.ts'

type Body = BodyOf<(typeof routes)['notices']['takeDownNotice']>

export async function takeDownNotice(deps: CasesDeps, actor: Actor, id: string, body: Body): Promise<Notice> {
  const seen = await findSeenNotice(deps, actor, id)
  if (!mayTakeDown(actor, seen)) throw notYours(seen)
  await withTransaction(deps.registry.db, async (tx) => {
    const files = await lockStanding(tx, seen)
    const row = (await findNotice(tx.client, id, seen.countyCode))!
    if (await isSame(tx, row, body, actor, files)) return
    mustHang(row, deps.registry.clock.today())
    const read = await tx.whole(() => readCases(deps, tx.client, files))
    const admitted = entriesOf(deps, actor, { row, body, files, read })
    const on = deps.registry.clock.today()
    const by = { on, by: actor.accountId, at: deps.registry.clock.now(), reason: body.reason.trim() }
    if (!(await takeDown(tx.client, row, by))) throw downAlready(row)
    noteAudit({
      subjectKind: 'notice',
      subjectId: id,
      regionCode: row.regionCode,
      detail: { cases: admitted.length },
    })
    await appendEntries(deps, tx, admitted)
  })
  return noticeAnswer(deps, actor, await findSeenNotice(deps, actor, id))
}

/** Its cases that are still open, locked in one order for everybody. One beyond the actor's scope is somebody else's to act on. */
async function lockStanding(tx: Tx, { content }: NoticeRow): Promise<CaseFile[]> {
  const ids = content.rows.map((row) => row.case)
  const locked = await lockFiles(tx, ids)
  const all = await tx.whole(() => findFiles(tx.client, ids))
  const known = new Set(locked.map(({ id }) => id))
  const beyond = all.filter(({ id, state }) => state === 'open' && !known.has(id))
  if (beyond.length > 0) throw beyondScope(beyond.length)
  return locked.filter(({ state }) => state === 'open')
}

interface TakingDown {
  readonly row: NoticeRow
  readonly body: Body
  readonly files: readonly CaseFile[]
  readonly read: ReadCases
}

/** An entry of each case that still stands where this notice was posted. */
function entriesOf(deps: CasesDeps, actor: Actor, { row, body, files, read }: TakingDown): Admitted[] {
  const on = deps.registry.clock.today()
  const mine = actorsOf(actor, row.regionCode)
  const admitted: Admitted[] = []
  const faults: CaseFault[] = []
  for (const file of files) {
    const state = read.stateOf(file.id)
    const rows = read.entries.get(file.id) ?? []
    const here = heresOf(state).find(({ step }) => step.id === row.step)
    const posting = rows.find(({ id }) => id === here?.posted?.id)
    if (here === undefined || posting?.facts.notice !== row.id) continue
    const entry = {
      // One of them bears the id that was sent, so that it is known when it comes again.
      id: admitted.length === 0 ? body.id : uuidv7(),
      kind: 'takenDown',
      step: row.step,
      author: actor.accountId,
      actor: here.step.actors.find((each) => mine.includes(each)) ?? actor.role,
      on,
      reason: body.reason.trim(),
    } as const satisfies Entry & { reason: string }
    const refusal = refusalOf(state.procedure, state, entry, surroundings(on, read.verdicts(file.subjectId)))
    if (refusal) {
      faults.push(
        faultOf(
          refusal,
          row.content.rows.findIndex((each) => each.case === file.id),
          file.id,
          [],
          wordsOf(deps, file.subjectKind, file.regionCode),
        ),
      )
      continue
    }
    const journal = {
      id: entry.id,
      ...aboutCase(file, placeOf(read, file)),
      kind: entry.kind,
      on,
      authorId: actor.accountId,
      facts: { case: file.id, step: row.step, actor: entry.actor, notice: row.id },
      reason: entry.reason,
      evidence: [],
    }
    admitted.push({ row: journal, entry, state, rows })
  }
  mustAllBeAdmitted(faults, files.length)
  return admitted
}

/** Sent again, it is answered again. */
async function isSame(
  tx: Tx,
  row: NoticeRow,
  body: Body,
  actor: Actor,
  files: readonly CaseFile[],
): Promise<boolean> {
  const known = (await findEntries(tx, [body.id], files)).get(body.id)
  const sameReason = row.reason === body.reason.trim() && row.downById === actor.accountId
  if (known && (known.kind !== 'takenDown' || known.facts.notice !== row.id || !sameReason))
    throw conflict(
      'notice.differentBody',
      {
        zh: `编号 ${body.id} 的记载已存在，内容不同。`,
        en: `An entry ${body.id} is there already, with another body.`,
      },
      { field: 'id', value: body.id },
    )
  if (row.downOn === null) return false
  if (sameReason) return true
  throw downAlready(row)
}

function mustHang(row: NoticeRow, today: string): void {
  const state = stateOn(row, today)
  if (state === 'hanging' || state === 'coming') return
  throw refused(
    'notice.over',
    {
      zh: `公示已于 ${row.until} 期满，不用撤下。`,
      en: `The notice was over on ${row.until}: there is nothing to take down.`,
    },
    { field: 'id', value: row.id },
  )
}

function downAlready(row: NoticeRow): AppError {
  return conflict(
    'notice.takenDown',
    { zh: '公示已经撤下。', en: 'The notice has been taken down already.' },
    { field: 'id', value: row.id },
  )
}

function notYours(row: NoticeRow): AppError {
  return refused(
    'notice.notYours',
    {
      zh: `公示由张贴它的一方撤下：${row.content.issuer}。`,
      en: `Whoever posted it takes it down: ${row.content.issuer}.`,
    },
    { field: 'id', value: row.id },
  )
}

function beyondScope(cases: number): AppError {
  return refused(
    'notice.beyond',
    {
      zh: `其中有 ${cases} 件事项已转到其他地区，须由上级撤下。`,
      en: `${cases} of its cases have moved to other places: a level above takes it down.`,
    },
    { field: 'id' },
  )
}
