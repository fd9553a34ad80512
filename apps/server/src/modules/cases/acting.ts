/** Acting on cases: one act for one case or a whole list, all or none. */
import type { CaseItem } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { type AppError, conflict, refused } from '../../platform/errors.ts'
import { type Actor, mustBeFresh } from '../../platform/http.ts'
import { sha256 } from '../policies/index.ts'
import { mustBeInScope, mustHaveArrived } from '../registry/index.ts'
import { type ActBody, type Acting, type Added, admit, saysTheSame } from './admitting.ts'
import { type Admitted, appendEntries, differentBody, lockSubjects } from './appending.ts'
import { mustNameEachOnce } from './attendance.ts'
import { dayAfter } from './calendar.ts'
import { type CaseFile, findSubjects, lockFiles } from './case-files.store.ts'
import type { CasesDeps } from './deps.ts'
import { itemsById, placeOf, type ReadCases, readCases } from './items.ts'
import { findEntries } from './journal.ts'
import { findOtherThanSaid, objectInPerson } from './notices/objections.ts'
import { postNotice } from './notices/post.ts'
import {
  gateWords,
  isSameProcedure,
  type KnownProcedure,
  keepProcedure,
  proceduresAt,
  wordsOf,
} from './procedures.ts'
import {
  type CaseFault,
  faultOf,
  isGone,
  mustAllBeAdmitted,
  mustNotBeFuture,
  openAlready,
  placeNamedTwice,
  unknownCase,
} from './refusals.ts'

export async function actOnCases(
  deps: CasesDeps,
  actor: Actor,
  body: ActBody,
): Promise<{ items: CaseItem[] }> {
  mustBeSound(deps, body)
  const ids = body.cases.map((each) => each.case)
  await withTransaction(deps.registry.db, async (tx) => {
    const files = await mustFindFiles(tx, actor, ids)
    const known = await findEntries(
      tx,
      body.cases.map(({ id }) => id),
      files,
    )
    const fresh = body.cases.flatMap((sent, index) => {
      const entry = known.get(sent.id)
      if (entry && !saysTheSame(entry, sent, body, actor)) throw differentBody(sent.id)
      return entry ? [] : [{ sent, index, file: files[index]! }]
    })
    if (body.act.kind === 'objected') {
      const other = await findOtherThanSaid(tx, deps, body.act, [...known.values()])
      if (other !== undefined) throw differentBody(other)
    }
    if (fresh.length > 0) await append(deps, tx, actor, body, fresh)
  })
  return { items: await itemsById(deps, actor, ids) }
}

type Fresh = readonly {
  readonly sent: ActBody['cases'][number]
  readonly index: number
  readonly file: CaseFile
}[]

/** Locked, in the order of `ids`. */
async function mustFindFiles(tx: Tx, actor: Actor, ids: readonly string[]): Promise<CaseFile[]> {
  const files = new Map((await lockFiles(tx, ids)).map((file) => [file.id, file]))
  const households = [...files.values()].filter(({ subjectKind }) => subjectKind === 'household')
  const subjects = await findSubjects(
    tx.client,
    'household',
    households.map(({ subjectId }) => subjectId),
  )
  return ids.map((id, index) => {
    const unknown = () => unknownCase(id, `cases.${index}.case`)
    const file = files.get(id)
    if (!file) throw unknown()
    // Where the subject is today: whoever answers for it there acts on its cases, and nobody else.
    mustBeInScope(actor, subjects.get(file.subjectId)?.regionCode ?? file.regionCode, unknown)
    return file
  })
}

async function append(deps: CasesDeps, tx: Tx, actor: Actor, body: ActBody, fresh: Fresh): Promise<void> {
  for (const { sent, file, index } of fresh)
    if (sent.after !== undefined && sent.after !== file.lastId) throw actedSince(file, sent.after, index)
  if ('evidence' in body.act) await mustHaveArrived(tx, body.act.evidence ?? [])
  const files = fresh.map(({ file }) => file)
  mustBeOfOne(files)
  // Status and verdict hold still from here on: whoever changes them waits.
  if (body.act.kind === 'decided' || body.act.kind === 'reopened') await lockSubjects(tx, files)
  const read = await tx.whole(() => readCases(deps, tx.client, files))
  mustBeFreshFor(actor, body, files, read)
  const acting: Acting = {
    actor,
    body,
    on: body.on ?? deps.registry.clock.today(),
    read,
    words: gateWords(deps, files[0]!.regionCode),
    refusing: (file) => wordsOf(deps, file.subjectKind, file.regionCode),
    added: await whatIsAdded(deps, tx, body, files, read),
  }
  const { admitted, faults } = admit(acting, fresh)
  mustAllBeAdmitted([...outOfTheRegistry(deps, body, fresh, read), ...faults], body.cases.length)
  const [first] = files
  noteAudit({
    regionCode: first!.regionCode,
    ...(files.length === 1 ? { subjectKind: first!.subjectKind, subjectId: first!.subjectId } : {}),
    detail: { act: body.act.kind, step: body.act.step, cases: files.length },
  })
  await appendEntries(deps, tx, await withNotice(deps, tx, actor, body, files, read, admitted))
  if (body.act.kind === 'objected')
    await objectInPerson(
      tx,
      deps,
      body.act,
      admitted.map(({ row }) => row),
    )
}

/** A household that was merged, moved away or died out goes no step further; its case is withdrawn. */
function outOfTheRegistry(deps: CasesDeps, { act }: ActBody, fresh: Fresh, read: ReadCases): CaseFault[] {
  if (act.kind === 'withdrawn' || act.kind === 'answered') return []
  return fresh.flatMap(({ file, index }) => {
    const words = wordsOf(deps, file.subjectKind, file.regionCode)
    if (act.kind === 'reopened' && read.anew.has(file.id))
      return [faultOf(openAlready, index, file.id, [], words)]
    const gone = read.subjects.get(file.subjectId)?.endedBecause
    return gone === undefined || gone === null ? [] : [faultOf(isGone, index, file.id, [], words)]
  })
}

/** What the server adds: the last day of a notice, the version that a case is moved to. */
async function whatIsAdded(
  deps: CasesDeps,
  tx: Tx,
  { act }: ActBody,
  files: readonly CaseFile[],
  read: ReadCases,
): Promise<(file: CaseFile) => Added> {
  if (act.kind === 'posted') {
    const step = stepOf(read, files[0]!, act.step)
    const workingDays = (step?.notice ?? step?.announcement)?.workingDays ?? false
    const until = dayAfter(act.from, act.days, workingDays)
    if (until === undefined) throw unknownCalendar(act.from)
    return () => ({ until })
  }
  if (act.kind === 'moved') {
    const newest = new Map<string, KnownProcedure>()
    for (const [index, file] of files.entries()) {
      const known = proceduresAt(deps, file.regionCode).find(
        ({ procedure }) => procedure.id === file.procedure,
      )
      if (!known || isSameProcedure(known, read.procedureOf(file))) throw isNewest(file, index)
      if (![...newest.values()].includes(known))
        await keepProcedure(tx.client, known, deps.registry.clock.now())
      newest.set(file.id, known)
    }
    return ({ id }) => ({ digest: newest.get(id)!.digest })
  }
  // What an objector says is sealed beside the journal, which says only which words they were.
  if (act.kind === 'objected') return () => ({ sha256: sha256(act.text.trim()) })
  return () => ({})
}

function stepOf(read: ReadCases, file: CaseFile, id: string) {
  return read.stateOf(file.id).procedure.steps.find((step) => step.id === id)
}

/** The notice itself, and its digest in every entry that posts it. */
async function withNotice(
  deps: CasesDeps,
  tx: Tx,
  actor: Actor,
  { act }: ActBody,
  files: readonly CaseFile[],
  read: ReadCases,
  admitted: readonly Admitted[],
): Promise<readonly Admitted[]> {
  if (act.kind !== 'posted') return admitted
  const posted = await postNotice(tx, deps.registry, actor, {
    id: act.notice,
    procedure: read.stateOf(files[0]!.id).procedure,
    step: stepOf(read, files[0]!, act.step)!,
    cases: files.map((file) => ({ ...file, regionCode: placeOf(read, file) })),
    from: act.from,
    days: act.days,
  })
  return admitted.map((each) => ({
    ...each,
    row: { ...each.row, facts: { ...each.row.facts, sha256: posted.sha256 } },
  }))
}

function mustBeSound({ registry }: CasesDeps, { act, cases, on }: ActBody): void {
  mustNameEachOnce(act)
  const today = registry.clock.today()
  mustNotBeFuture(on, today)
  for (const key of ['id', 'case'] as const) {
    const twice = placeNamedTwice(cases.map((each) => each[key]))
    if (twice >= 0) throw namedTwice(cases[twice]![key], `cases.${twice}.${key}`)
  }
  const isSigned = act.kind === 'signed' && act.way !== 'account'
  if ((isSigned || act.kind === 'attached') && act.evidence.length === 0) throw nothingShown(act.kind)
  // What hung on paper before anybody could see it here has not been published here.
  if (act.kind === 'posted' && act.from < today) throw pastNotice(act.from, today)
}

/** A list goes through one procedure together. */
function mustBeOfOne(files: readonly CaseFile[]): void {
  const other = files.find(({ procedure }) => procedure !== files[0]!.procedure)
  if (!other) return
  throw refused(
    'case.mixed',
    { zh: '一次只能办理同一种程序的事项。', en: 'One act is for cases of one procedure.' },
    { field: 'cases', value: other.id, expected: files[0]!.procedure },
  )
}

/** Signing as the account, and setting a stamp, ask who it is once more. */
function mustBeFreshFor(actor: Actor, { act }: ActBody, files: readonly CaseFile[], read: ReadCases): void {
  const stamped =
    act.kind === 'decided' && files.some((file) => stepOf(read, file, act.step)?.stamp !== undefined)
  if (stamped || (act.kind === 'signed' && act.way === 'account')) mustBeFresh(actor)
}

/** A signature is the drawing or the scan of it, an attachment the file. */
function nothingShown(kind: 'signed' | 'attached'): AppError {
  return refused(
    'case.evidence',
    kind === 'signed'
      ? {
          zh: '签字须附笔迹、指印或签字页的图片。',
          en: 'A signature comes with its drawing, fingerprint or scan.',
        }
      : { zh: '附件须上传文件。', en: 'An attachment comes with its file.' },
    { field: 'act.evidence', value: [], expected: '≥ 1' },
  )
}

function pastNotice(from: string, today: string): AppError {
  return refused(
    'case.pastNotice',
    {
      zh: `公示从张贴之日起算，不能早于今天 ${today}。`,
      en: `A notice counts from the day on which it is posted: not before today, ${today}.`,
    },
    { field: 'act.from', value: from, expected: `≥ ${today}` },
  )
}

function unknownCalendar(from: string): AppError {
  return refused(
    'case.calendar',
    {
      zh: '这一年的工作日历尚未公布，无法推算公示截止日。',
      en: 'Nobody knows yet which days of that year are worked, so the last day of the notice cannot be told.',
    },
    { field: 'act.from', value: from },
  )
}

function namedTwice(value: string, field: string): AppError {
  return refused(
    'case.twice',
    { zh: '名单中有重复的事项或编号。', en: 'A case or an id is on the list twice.' },
    { field, value },
  )
}

function actedSince(file: CaseFile, after: string, index: number): AppError {
  return conflict(
    'case.actedSince',
    {
      zh: '这件事项刚刚有人办理过，请先查看。',
      en: 'Somebody has acted on this case since; look at it first.',
    },
    { field: `cases.${index}.after`, value: after, expected: file.lastId },
  )
}

function isNewest(file: CaseFile, index: number): AppError {
  return refused(
    'case.newest',
    { zh: '这件事项用的已是现行程序。', en: 'The case runs the procedure in force already.' },
    { field: `cases.${index}`, value: file.id },
  )
}
