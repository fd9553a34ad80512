/** One case: its procedure, what was done, and what its reader may do next. */
import type { Case, CaseEntry } from '@lika/contract'
import { actorsFor, type CaseState, type Entry, heresOf, refusalOf } from '@lika/policy'
import { noteAudit } from '../../platform/audit.ts'
import type { Actor } from '../../platform/http.ts'
import { mustBeInScope } from '../registry/index.ts'
import { setsOf, surroundings } from './around.ts'
import { dayAfter } from './calendar.ts'
import { type CaseFile, findFiles } from './case-files.store.ts'
import type { CasesDeps } from './deps.ts'
import { itemsOf, placeOf, type ReadCases, readCases } from './items.ts'
import type { ReadEntry } from './journal.ts'
import { listObjections } from './notices/objections.ts'
import {
  isSameProcedure,
  type KnownProcedure,
  procedureAnswer,
  proceduresAt,
  setTitles,
} from './procedures.ts'
import { unknownCase } from './refusals.ts'
import { actorsOf, named, namedActor } from './terms.ts'

export async function getCase(deps: CasesDeps, actor: Actor, id: string): Promise<Case> {
  const { pool } = deps.registry.db
  const [file] = await findFiles(pool, [id])
  if (!file) throw unknownCase(id)
  const read = await readCases(deps, pool, [file])
  const region = placeOf(read, file)
  mustBeInScope(actor, region, () => unknownCase(id))
  noteAudit({ subjectKind: file.subjectKind, subjectId: file.subjectId, regionCode: region })
  const [item] = await itemsOf(deps, actor, read)
  const state = read.stateOf(id)
  const entries = read.entries.get(id) ?? []
  const known = read.procedureOf(file)
  const newer = proceduresAt(deps, file.regionCode).find(
    (each) => each.procedure.id === file.procedure && !isSameProcedure(each, known),
  )
  const titleOf = setTitles(deps, file.regionCode)
  const verdicts = read.verdicts(file.subjectId)
  return {
    ...item!,
    origin: await originSeen(deps, actor, entries),
    runs: procedureAnswer(known, deps, actor, file.regionCode),
    digest: file.digest,
    newer: newer ? { pack: newer.pack, version: newer.version } : null,
    line: lineOf(state, entries),
    entries: entries.map((entry) => entryAnswer(known, entry, entries)),
    objections: await listObjections(deps, actor, { case: id, state, region }),
    verdicts: setsOf(known.procedure).map((set) => ({
      set,
      title: titleOf(set),
      outcome: verdicts[set] ?? null,
    })),
    may: mayDo({ deps, actor, read, file, newer }),
  }
}

/** The entry that opens a case says what it was opened out of; whoever may not see that is not told. */
async function originSeen(
  { origins }: CasesDeps,
  actor: Actor,
  entries: readonly ReadEntry[],
): Promise<Case['origin']> {
  const { lead, complaint } = entries.find(({ kind }) => kind === 'opened')?.facts ?? {}
  const named = lead ?? complaint
  if (typeof named !== 'string') return null
  const origin = { kind: lead === undefined ? 'complaint' : 'lead', id: named } as const
  return (await origins?.sees(actor, origin)) ? origin : null
}

function lineOf(state: CaseState, entries: readonly ReadEntry[]): Case['line'] {
  const open = heresOf(state)
  const by = new Map(entries.map(({ authorId, by: name }) => [authorId, name]))
  return state.procedure.steps.map((step) => {
    const done = state.way.findLast((each) => each.step === step.id)
    const here = open.find((each) => each.step.id === step.id)
    const outcome = step.outcomes.find(({ id }) => id === done?.outcome)
    return {
      step: step.id,
      state: here
        ? here === state.here
          ? 'here'
          : 'beside'
        : done
          ? 'done'
          : passed(state)
            ? 'passedBy'
            : 'coming',
      outcome: here || !outcome ? null : { id: outcome.id, label: outcome.label },
      on: here ? here.since : (done?.on ?? null),
      by: here || !done ? null : (by.get(done.author) ?? null),
    }
  })
}

/** Once a case has ended, what was not done will not be. */
const passed = ({ state }: CaseState) => state !== 'open'

function entryAnswer({ procedure }: KnownProcedure, entry: ReadEntry, all: readonly ReadEntry[]): CaseEntry {
  const { facts } = entry
  const text = (key: string) =>
    facts[key] === undefined || facts[key] === null ? undefined : String(facts[key])
  const step = procedure.steps.find(({ id }) => id === facts.step)
  const outcome = step?.outcomes.find(({ id }) => id === facts.outcome)
  const attachment = step?.attach.find(({ id }) => id === facts.attachment)
  const votes = facts.votes as Readonly<Record<string, number>> | undefined
  return {
    id: entry.id,
    kind: entry.kind,
    step: text('step') ?? '',
    actor: namedActor(text('actor') ?? ''),
    by: entry.by ?? (facts.actor === 'public' ? '群众' : ''),
    on: entry.on,
    at: entry.at,
    deviceAt: text('deviceAt') ?? null,
    reason: entry.reason,
    evidence: [...entry.evidence],
    takenBack:
      all.find(({ kind, facts: later }) => kind === 'takenBack' && later.entry === entry.id)?.id ?? null,
    ...(entry.kind === 'signed'
      ? {
          signer: named('signers', text('signer') ?? ''),
          signerName: text('name') ?? null,
          way: text('way') as NonNullable<CaseEntry['way']>,
        }
      : {}),
    ...(facts.attachment === undefined
      ? {}
      : {
          attachment: {
            id: text('attachment')!,
            label: attachment?.label ?? { zh: text('attachment')!, en: text('attachment')! },
          },
        }),
    ...(entry.kind === 'met'
      ? {
          meeting: facts.meeting as NonNullable<CaseEntry['meeting']>,
          votes: Object.entries(votes ?? {}).map(([id, count]) => ({ vote: named('votes', id), count })),
        }
      : {}),
    ...(entry.kind === 'posted'
      ? {
          notice: text('notice')!,
          days: Number(facts.days),
          from: text('from')!,
          until: text('until')!,
        }
      : {}),
    ...(entry.kind === 'answered'
      ? { objection: text('objection')!, upheld: facts.upheld === true, text: entry.reason }
      : {}),
    ...(entry.kind === 'decided'
      ? {
          outcome: {
            id: text('outcome')!,
            label: outcome?.label ?? { zh: text('outcome')!, en: text('outcome')! },
          },
        }
      : {}),
    ...(facts.gives === undefined ? {} : { gives: facts.gives as NonNullable<CaseEntry['gives']> }),
    ...('status' in facts ? { status: text('status') ?? null } : {}),
  }
}

interface Asking {
  readonly deps: CasesDeps
  readonly actor: Actor
  readonly read: ReadCases
  readonly file: CaseFile
  readonly newer: KnownProcedure | undefined
}

type May = Case['may'][number]

/** What the engine would admit of this reader: asked of the engine itself, entry by entry. */
function mayDo({ deps, actor, read, file, newer }: Asking): May[] {
  const mine = actorsOf(actor, placeOf(read, file))
  const state = read.stateOf(file.id)
  const today = deps.registry.clock.today()
  const status = read.subjects.get(file.subjectId)?.status
  const around = surroundings(
    today,
    read.verdicts(file.subjectId),
    status,
    read.known(file.subjectId),
    read.givenAnew.has(file.id),
  )
  const { procedure } = state
  const admits = (said: Record<string, unknown>) =>
    refusalOf(procedure, state, trial(actor, today, said) as never, around) === undefined
  const found: May[] = []
  const say = (kind: string, step: string, as: string, more: Partial<May> = {}) =>
    found.push({ kind, step, actor: namedActor(as), ...more })
  for (const here of heresOf(state)) {
    const { step } = here
    // Not only as those whose step it is: an objection is answered by a higher level, a case moved by the county.
    const asFor = (kind: Entry['kind']) =>
      actorsFor(procedure, state, { kind, step: step.id }).find((each) => mine.includes(each))
    const of = (
      kind: Entry['kind'],
      ids: readonly string[],
      saying: (id: string) => Record<string, unknown>,
    ) => {
      const as = asFor(kind)
      if (as === undefined) return []
      return ids.filter((id) => admits({ kind, step: step.id, actor: as, ...saying(id) }))
    }
    const those = (...asked: Parameters<typeof of>) => {
      const ids = of(...asked)
      if (ids.length > 0) say(asked[0], step.id, asFor(asked[0])!, { of: ids })
    }
    const that = (kind: Entry['kind'], saying: Record<string, unknown> = {}) => {
      if (of(kind, [''], () => saying).length > 0) say(kind, step.id, asFor(kind)!)
    }
    those('signed', step.signs, (signer) => ({ signer, way: 'drawn' }))
    those(
      'attached',
      step.attach.map(({ id }) => id),
      (attachment) => ({ attachment }),
    )
    if (step.meeting) that('met', { present: step.meeting.least, votes: {} })
    const posted = step.notice ?? step.announcement
    const days = posted?.days ?? 1
    const until = dayAfter(today, days, posted?.workingDays ?? false)
    if (posted) that('posted', { from: today, days, until })
    those(
      'answered',
      here.objections.map(({ id }) => id),
      (objection) => ({ objection, upheld: false }),
    )
    those(
      'decided',
      step.outcomes.map(({ id }) => id),
      (outcome) => ({ outcome }),
    )
    for (const kind of ['objected', 'deferred', 'withdrawn'] as const) that(kind)
    const own = here.entries.map(({ id }) => id)
    for (const entry of of('takenBack', own, (id) => ({ entry: id })))
      say('takenBack', step.id, asFor('takenBack')!, { entry })
    if (newer) that('moved', { to: newer.procedure })
  }
  if (state.state !== 'open' && !read.anew.has(file.id))
    for (const as of mine) {
      const of = procedure.steps
        .map(({ id }) => id)
        .filter((step) => admits({ kind: 'reopened', step, actor: as }))
      if (of.length === 0) continue
      say('reopened', of[0]!, as, { of })
      break
    }
  return found
}

/** An entry as somebody would make it, with all that a person would write. */
function trial(actor: Actor, on: string, said: Record<string, unknown>): Entry {
  const id = '00000000-0000-7000-8000-000000000000'
  return { id, author: actor.accountId, on, reason: '（试）理由', ...said } as unknown as Entry
}
