/** One act on a list of cases: what each entry says, and whether the engine admits it. */
import { isDeepStrictEqual } from 'node:util'
import type { BodyOf, CaseAct, routes } from '@lika/contract'
import { actorsFor, type Entry, factsBy, refusalOf, statusBy, withdrawnBy } from '@lika/policy'
import type { Actor } from '../../platform/http.ts'
import { sha256 } from '../policies/index.ts'
import type { Admitted } from './appending.ts'
import { surroundings } from './around.ts'
import type { CaseFile } from './case-files.store.ts'
import { type GateWords, gateAnswer } from './gate-texts.ts'
import { placeOf, type ReadCases } from './items.ts'
import { aboutCase, type EntryRow, engineEntry, type ReadEntry } from './journal.ts'
import { keptProcedure } from './procedures.ts'
import { type CaseFault, faultOf } from './refusals.ts'
import { actorsOf, mustActAs, type OtherWords } from './terms.ts'

export type ActBody = BodyOf<(typeof routes)['cases']['actOnCases']>
type Sent = ActBody['cases'][number]

/** What an act adds to its entries beyond what was sent: of a notice its digest and last day, of a move the version. */
export type Added = Readonly<Record<string, unknown>>

export interface Acting {
  readonly actor: Actor
  readonly body: ActBody
  readonly on: string
  readonly read: ReadCases
  readonly words: GateWords
  /** What refusals of a case name. */
  readonly refusing: (file: CaseFile) => OtherWords
  /** By case. */
  readonly added: (file: CaseFile) => Added
}

/** What is kept of an act, besides who, when and why. */
function saidBy(act: CaseAct, sent: Sent): Record<string, unknown> {
  const { kind, step, ...said } = act as CaseAct & Record<string, unknown>
  const {
    reason: _,
    evidence: __,
    text: ___,
    name,
    contact: ____,
    ...facts
  } = said as Record<string, unknown>
  return {
    step,
    ...facts,
    ...(kind === 'signed' && name !== undefined ? { name } : {}),
    ...(kind === 'met' ? { votes: sent.votes ?? {} } : {}),
    ...(kind === 'answered' && sent.objection !== undefined ? { objection: sent.objection } : {}),
  }
}

export function reasonOf(act: CaseAct): string {
  if (act.kind === 'answered') return act.text.trim()
  return 'reason' in act ? (act.reason?.trim() ?? '') : ''
}

const evidenceOf = (act: CaseAct): readonly string[] => ('evidence' in act ? (act.evidence ?? []) : [])

/** As whom the actor acts in a step: as asked, or as the first of those who can do it there. */
function actingAs({ actor, body, read }: Acting, file: CaseFile): string {
  const mine = actorsOf(actor, placeOf(read, file))
  const state = read.stateOf(file.id)
  const can = actorsFor(state.procedure, state, body.act).filter((each) => mine.includes(each))
  // An account signs as nobody but itself, whatever else it may act as.
  if (body.act.kind === 'signed' && body.act.way === 'account' && can[0] !== undefined) return can[0]
  return mustActAs(body.actor, mine) ?? can[0] ?? mine[0] ?? ''
}

export function rowOf(acting: Acting, sent: Sent, file: CaseFile): EntryRow {
  const { actor, body, on, added, read } = acting
  return {
    id: sent.id,
    ...aboutCase(file, placeOf(read, file)),
    kind: body.act.kind as Entry['kind'],
    on,
    authorId: actor.accountId,
    facts: {
      case: file.id,
      actor: actingAs(acting, file),
      ...(body.deviceAt === undefined ? {} : { deviceAt: body.deviceAt }),
      ...saidBy(body.act, sent),
      ...added(file),
    },
    reason: reasonOf(body.act),
    evidence: evidenceOf(body.act),
  }
}

/** Each entry as it will be kept, or what speaks against it. */
export function admit(
  acting: Acting,
  list: readonly { readonly sent: Sent; readonly file: CaseFile; readonly index: number }[],
): { readonly admitted: Admitted[]; readonly faults: CaseFault[] } {
  const admitted: Admitted[] = []
  const faults: CaseFault[] = []
  for (const { sent, file, index } of list) {
    const state = acting.read.stateOf(file.id)
    const plain = rowOf(acting, sent, file)
    const entry = engineEntry(plain, (digest) => keptProcedure(digest).procedure)
    const around = surroundings(
      acting.on,
      acting.read.verdicts(file.subjectId),
      acting.read.subjects.get(file.subjectId)?.status,
      acting.read.known(file.subjectId),
      acting.read.givenAnew.has(file.id),
    )
    const refusal = refusalOf(state.procedure, state, entry, around)
    if (refusal) {
      const gates = (refusal.gates ?? []).map((gate) => gateAnswer(gate, state.procedure, acting.words).text)
      faults.push(faultOf(refusal, index, file.id, gates, acting.refusing(file)))
      continue
    }
    const status = statusBy(state.procedure, state, entry)
    const gives = factsBy(state.procedure, state, entry)
    const withdraws = withdrawnBy(state, entry)
    const row = {
      ...plain,
      facts: {
        ...plain.facts,
        ...(status === undefined ? {} : { status }),
        ...(gives === undefined ? {} : { gives }),
      },
    }
    admitted.push({ row, entry, gives, withdraws, state, rows: acting.read.entries.get(file.id) ?? [] })
  }
  return { admitted, faults }
}

/** Sent again, it says the same; what the server added then is not sent. */
export function saysTheSame(known: ReadEntry, sent: Sent, body: ActBody, actor: Actor): boolean {
  const {
    case: knownCase,
    actor: _,
    deviceAt,
    status: __,
    gives: _____,
    sha256: words,
    until: ___,
    digest: ____,
    ...facts
  } = known.facts
  return (
    knownCase === sent.case &&
    known.kind === body.act.kind &&
    known.authorId === actor.accountId &&
    (body.on === undefined || known.on === body.on) &&
    known.reason === reasonOf(body.act) &&
    isDeepStrictEqual(known.evidence, evidenceOf(body.act)) &&
    isDeepStrictEqual(deviceAt, body.deviceAt) &&
    isDeepStrictEqual(facts, saidBy(body.act, sent)) &&
    (body.act.kind !== 'objected' || words === sha256(body.act.text.trim()))
  )
}
