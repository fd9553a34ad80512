/** What is being filled in for an act, and what it lacks. One act may be done for many cases: it is the same for all. */
import type { CaseAct, CaseActKind, EvidenceFile, ProcedureStep, SignedWay } from '@lika/contract'
import type { Strokes } from './strokes.ts'

/** Acts that have a form of their own; a meeting has its own page. */
export const formKinds = [
  'signed',
  'attached',
  'posted',
  'objected',
  'answered',
  'decided',
  'deferred',
  'withdrawn',
  'takenBack',
  'reopened',
  'moved',
] as const satisfies readonly CaseActKind[]
export type FormKind = (typeof formKinds)[number]
export const isFormKind = (kind: string): kind is FormKind => formKinds.some((each) => each === kind)

export interface ActDraft {
  readonly signer: string
  readonly name: string
  readonly way: SignedWay
  readonly strokes: Strokes
  readonly files: readonly EvidenceFile[]
  readonly attachment: string
  readonly from: string
  readonly days: string
  readonly outcome: string
  readonly upheld: '' | 'yes' | 'no'
  readonly text: string
  readonly contact: string
}

export type Fault =
  | 'signer'
  | 'drawing'
  | 'files'
  | 'attachment'
  | 'from'
  | 'days'
  | 'outcome'
  | 'upheld'
  | 'text'

/** With what there is only one of filled in already. */
export function emptyDraft(step: ProcedureStep | undefined, of: readonly string[], today: string): ActDraft {
  const only = of.length === 1 ? of[0]! : ''
  const attachment = step?.attach.some(({ id }) => id === only) ? only : ''
  return {
    signer: step?.signs.some(({ id }) => id === only) ? only : '',
    attachment,
    outcome: step?.outcomes.some(({ id }) => id === only) ? only : '',
    name: '',
    way: 'drawn',
    strokes: [],
    files: [],
    from: today,
    days: step?.notice?.days ? String(step.notice.days) : '',
    upheld: '',
    text: '',
    contact: '',
  }
}

const needsText: readonly FormKind[] = [
  'objected',
  'answered',
  'deferred',
  'withdrawn',
  'takenBack',
  'reopened',
  'moved',
]
const needsDrawing = ({ way }: ActDraft) => way === 'drawn'
const isShort = (text: string) => text.trim().length < 2

export function faultsOf(
  kind: FormKind,
  step: ProcedureStep | undefined,
  draft: ActDraft,
): ReadonlySet<Fault> {
  const faults = new Set<Fault>()
  const check = (isWrong: boolean, fault: Fault) => isWrong && faults.add(fault)
  if (kind === 'signed') {
    check(draft.signer === '', 'signer')
    check(needsDrawing(draft) && draft.strokes.length === 0 && draft.files.length === 0, 'drawing')
    check((draft.way === 'paper' || draft.way === 'fingerprint') && draft.files.length === 0, 'files')
  }
  if (kind === 'attached') {
    check(draft.attachment === '', 'attachment')
    check(draft.files.length === 0, 'files')
  }
  if (kind === 'posted') {
    const least = step?.notice?.days ?? 1
    check(draft.from === '', 'from')
    check(!/^\d{1,3}$/.test(draft.days) || Number(draft.days) < least || Number(draft.days) > 365, 'days')
  }
  if (kind === 'decided') {
    const outcome = step?.outcomes.find(({ id }) => id === draft.outcome)
    check(outcome === undefined, 'outcome')
    check(outcome !== undefined && !outcome.forward && isShort(draft.text), 'text')
    check(draft.text.trim().length === 1, 'text')
  }
  if (kind === 'answered') check(draft.upheld === '', 'upheld')
  if (needsText.includes(kind)) check(isShort(draft.text), 'text')
  return faults
}

/** The act as the contract has it; call it for a draft without faults. `evidence` has been sent before. */
export function actOf(
  kind: FormKind,
  about: { readonly step: string; readonly of: string | undefined; readonly notice: string },
  draft: ActDraft,
  evidence: readonly string[],
): CaseAct {
  const { step } = about
  const said = draft.text.trim()
  const files = evidence.length > 0 ? { evidence: [...evidence] } : {}
  const name = draft.name.trim() === '' ? {} : { name: draft.name.trim() }
  switch (kind) {
    case 'signed':
      return { kind, step, signer: draft.signer, way: draft.way, evidence: [...evidence], ...name }
    case 'attached':
      return { kind, step, attachment: draft.attachment, evidence: [...evidence] }
    case 'posted':
      return { kind, step, notice: about.notice, from: draft.from, days: Number(draft.days), ...files }
    case 'objected':
      return {
        ...{ kind, step, text: said },
        ...name,
        ...(draft.contact.trim() === '' ? {} : { contact: draft.contact.trim() }),
      }
    case 'answered':
      return { kind, step, objection: about.of ?? '', upheld: draft.upheld === 'yes', text: said, ...files }
    case 'decided':
      return { kind, step, outcome: draft.outcome, ...(said === '' ? {} : { reason: said }), ...files }
    case 'takenBack':
      return { kind, step, entry: about.of ?? '', reason: said }
    case 'reopened':
      return { kind, step, reason: said, ...files }
    default:
      return { kind, step, reason: said }
  }
}
