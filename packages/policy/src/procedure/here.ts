/** What has been done in a step where a case stands, since it came there last. */
import type { Day } from '../model.ts'
import type { Entry, EntryOf } from './entry.ts'
import type { Step } from './model.ts'

export interface Objection {
  readonly id: string
  readonly on: Day
  readonly author: string
  /** As whom; not one of the procedure's actors where a member of the public objected. */
  readonly actor: string
  /** Undefined while nobody has answered. */
  readonly upheld: boolean | undefined
  /** Upheld, and the notice has not been posted anew since. */
  readonly blocks: boolean
}

export interface Here {
  readonly step: Step
  readonly since: Day
  /** The main line went on without it (green channel): what it needs is still to be made good. */
  readonly deferred: boolean
  readonly signed: readonly string[]
  readonly signatures: readonly EntryOf<'signed'>[]
  readonly attached: readonly string[]
  readonly meeting: EntryOf<'met'> | undefined
  /** The notice that counts: not taken down, and for as many days as the step wants. */
  readonly posted: EntryOf<'posted'> | undefined
  readonly objections: readonly Objection[]
  /** Whoever signed or recorded the meeting. */
  readonly hands: readonly string[]
  /** In order, without what was taken back. */
  readonly entries: readonly Entry[]
}

export function arriving(step: Step, since: Day, deferred = false): Here {
  return hereBy({ step, since, deferred }, [])
}

export function hereBy(
  { step, since, deferred }: Pick<Here, 'step' | 'since' | 'deferred'>,
  entries: readonly Entry[],
): Here {
  const of = <K extends Entry['kind']>(kind: K) =>
    entries.filter((entry): entry is EntryOf<K> => entry.kind === kind)
  return {
    step,
    since,
    deferred,
    entries,
    signed: of('signed').map(({ signer }) => signer),
    signatures: of('signed'),
    attached: of('attached').map(({ attachment }) => attachment),
    meeting: of('met').at(-1),
    posted: postedBy(step, entries),
    objections: of('objected').map((objection) => objectionBy(objection, entries)),
    hands: [...new Set([...of('signed'), ...of('met')].map(({ author }) => author))],
  }
}

function postedBy(step: Step, entries: readonly Entry[]): EntryOf<'posted'> | undefined {
  const last = entries.findLast(({ kind }) => kind === 'posted' || kind === 'takenDown')
  if (last?.kind !== 'posted') return undefined
  // A version that the case was moved to may want more days: then it has to hang anew.
  return last.days < ((step.notice ?? step.announcement)?.days ?? 1) ? undefined : last
}

function objectionBy({ id, on, author, actor }: EntryOf<'objected'>, entries: readonly Entry[]): Objection {
  const at = entries.findIndex((entry) => entry.kind === 'answered' && entry.objection === id)
  const upheld = at < 0 ? undefined : (entries[at] as EntryOf<'answered'>).upheld
  const first = entries.findIndex(({ kind }) => kind === 'posted')
  const isPostedAnew = entries.some(({ kind }, index) => kind === 'posted' && index > Math.max(at, first))
  return { id, on, author, actor, upheld, blocks: upheld === true && !isPostedAnew }
}
