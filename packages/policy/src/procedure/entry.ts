/** What people enter in a case: the journal of decisions as the engine reads it. */
import type { Day } from '../model.ts'
import type { Procedure } from './model.ts'

/** How a case came to be opened. */
export type Channel = 'household' | 'cadre' | 'proxy' | 'public' | 'department' | 'complaint' | 'comparison'
export const channels: readonly Channel[] = [
  'household',
  'cadre',
  'proxy',
  'public',
  'department',
  'complaint',
  'comparison',
]

/** With a pen on the glass, with a finger, on paper that was scanned, or as the account that is signed in. */
export type SignatureWay = 'drawn' | 'fingerprint' | 'paper' | 'account'

interface Said {
  readonly id: string
  /** Where it is entered: the main step, or one that is open beside it. */
  readonly step: string
  /** Account that made the entry. */
  readonly author: string
  /** As whom: one of the actors of the step. */
  readonly actor: string
  readonly on: Day
}
/** Entries in the order in which they arrived. */
export type Entry = Said &
  (
    | {
        readonly kind: 'opened'
        readonly channel: Channel
        /** The subject's status at that moment; it is not a status that this entry gives. */
        readonly status: string | null
      }
    | { readonly kind: 'signed'; readonly signer: string; readonly way: SignatureWay }
    | { readonly kind: 'attached'; readonly attachment: string }
    | { readonly kind: 'met'; readonly present: number; readonly votes: Readonly<Record<string, number>> }
    | {
        readonly kind: 'posted'
        /** How many days it hangs, of work where the notice says so. */
        readonly days: number
        /** First and last day; the first is the day of the entry when left out. */
        readonly from?: Day
        readonly until: Day
      }
    | { readonly kind: 'takenDown' }
    | { readonly kind: 'objected' }
    | { readonly kind: 'answered'; readonly objection: string; readonly upheld: boolean }
    | { readonly kind: 'decided'; readonly outcome: string }
    /** Green channel (绿色通道): help first, the formalities of this step after. */
    | { readonly kind: 'deferred' }
    | { readonly kind: 'withdrawn' }
    | { readonly kind: 'takenBack'; readonly entry: string }
    /** A case that ended stands at `step` again. */
    | { readonly kind: 'reopened' }
    /** It goes on under another version of its procedure. */
    | { readonly kind: 'moved'; readonly to: Procedure }
  )

export type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>
