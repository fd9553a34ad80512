import type { Text } from '../ir.ts'
import type { PlainItem } from '../model.ts'
import {
  type Attachment,
  END,
  type Given,
  type Meeting,
  type Notice,
  type Outcome,
  type Procedure,
  type Step,
} from './model.ts'

type OneOrMore<T> = T | readonly T[]
type Days = number | { readonly min?: number; readonly max?: number }
interface PlainOutcome {
  readonly id: string
  readonly label: Text
  readonly next?: string
  readonly returnsTo?: string
  readonly status?: string
  readonly records?: readonly Given[]
}
interface PlainNotice {
  readonly label?: Text
  readonly places?: OneOrMore<string>
  readonly level?: OneOrMore<string>
  readonly days?: Days
  readonly workingDays?: boolean
  readonly columns?: readonly string[]
  readonly stamp?: string
}
interface PlainStep {
  readonly id: string
  readonly label: Text
  readonly actor: OneOrMore<string>
  readonly level?: string
  readonly signs?: readonly string[]
  readonly stamp?: string
  readonly attach?: readonly (
    | string
    | { readonly id: string; readonly label: Text; readonly optional?: boolean }
  )[]
  readonly days?: Days
  readonly workingDays?: boolean
  readonly requires?: readonly string[]
  readonly verdicts?: readonly string[]
  readonly beside?: string
  readonly deferrable?: boolean
  readonly meeting?: {
    label?: Text
    quorum?: string
    participants?: readonly string[]
    votes?: readonly string[]
  }
  readonly notice?: PlainNotice
  readonly announcement?: PlainNotice
  readonly facts?: readonly string[]
  readonly outcomes?: readonly PlainOutcome[]
}

const listed = <T>(value: OneOrMore<T> | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T]

/** The procedure of an item of `procedures`, whose shape the pack has been checked for. */
export function procedureOf(item: PlainItem): Procedure {
  const plain = item as PlainItem & {
    readonly subject: string
    readonly set?: string
    readonly days?: Days
    readonly workingDays?: boolean
    readonly opens?: OneOrMore<string>
    readonly statuses?: readonly string[]
    readonly when?: string
    readonly unless?: string
    readonly steps: readonly PlainStep[]
  }
  return {
    id: plain.id,
    label: plain.label,
    subject: plain.subject,
    set: plain.set,
    days: mostOf(plain.days),
    workingDays: plain.workingDays ?? false,
    opens: listed(plain.opens ?? plain.steps[0]!.actor),
    statuses: plain.statuses ?? [],
    when: plain.when,
    unless: plain.unless,
    steps: plain.steps.map((step, index) => stepOf(step, followingOf(plain.steps, index))),
  }
}

function stepOf(step: PlainStep, following: string | undefined): Step {
  return {
    id: step.id,
    label: step.label,
    actors: listed(step.actor),
    level: step.level,
    signs: step.signs ?? [],
    stamp: step.stamp,
    attach: (step.attach ?? []).map(attachmentOf),
    days: mostOf(step.days),
    workingDays: step.workingDays ?? false,
    requires: step.requires ?? [],
    verdicts: step.verdicts ?? [],
    beside: step.beside,
    deferrable: step.deferrable ?? false,
    meeting: step.meeting && meetingOf(step.meeting),
    notice: step.notice && noticeOf(step.notice),
    announcement: step.announcement && noticeOf(step.announcement),
    facts: step.facts ?? [],
    outcomes: outcomesOf(step, following),
  }
}

/** The step behind one in the main line; a step beside it leads nowhere. */
export function followingOf(
  steps: readonly { readonly id: string; readonly beside?: string | undefined }[],
  index: number,
): string | undefined {
  if (steps[index]!.beside !== undefined) return undefined
  return steps.slice(index + 1).find(({ beside }) => beside === undefined)?.id
}

/** A step that names no outcomes is done, and the one behind it is next. */
export function outcomesOf(
  step: { readonly outcomes?: readonly PlainOutcome[] | undefined },
  following: string | undefined,
): readonly Outcome[] {
  const { outcomes } = step
  if (outcomes === undefined) return [{ ...done, to: following ?? END }]
  return outcomes.map(({ id, label, next, returnsTo, status, records }) => ({
    id,
    label,
    to: returnsTo ?? next ?? following ?? END,
    returns: returnsTo !== undefined,
    status,
    records,
  }))
}
const done = {
  id: 'done',
  label: { zh: '完成', en: 'done' },
  returns: false,
  status: undefined,
  records: undefined,
}

function attachmentOf(attachment: NonNullable<PlainStep['attach']>[number]): Attachment {
  if (typeof attachment === 'string') return { id: attachment, label: undefined, optional: false }
  return { id: attachment.id, label: attachment.label, optional: attachment.optional ?? false }
}

/** `9-15`, `9`, or nothing said: then somebody at least. */
function meetingOf({ label, quorum, participants, votes }: NonNullable<PlainStep['meeting']>): Meeting {
  const [least, most] = quorum === undefined ? ['1'] : quorum.split('-')
  return {
    label,
    least: Number(least),
    most: most === undefined ? undefined : Number(most),
    participants: participants ?? [],
    votes: votes ?? [],
  }
}

function noticeOf({ label, places, level, days, workingDays, columns, stamp }: PlainNotice): Notice {
  return {
    label,
    places: listed(places),
    level: listed(level)[0],
    days: typeof days === 'number' ? days : days?.min,
    workingDays: workingDays ?? false,
    columns: columns ?? [],
    stamp,
  }
}

function mostOf(days: Days | undefined): number | undefined {
  return typeof days === 'number' ? days : days?.max
}
