/** Why an entry is not made, in a sentence. */
import type { Text } from '../ir.ts'
import type { Gate } from './gates.ts'

export interface Refusal {
  readonly code:
    | 'case.open'
    | 'case.notOpen'
    | 'case.notEnded'
    | 'case.otherStep'
    | 'case.status'
    | 'case.condition'
    | 'case.actor'
    | 'case.apart'
    | 'case.signer'
    | 'case.attachment'
    | 'case.meeting'
    | 'case.votes'
    | 'case.noNotice'
    | 'case.posted'
    | 'case.noticeShort'
    | 'case.objection'
    | 'case.outcome'
    | 'case.deferral'
    | 'case.version'
    | 'case.waits'
    | 'case.reason'
    | 'case.entry'
    | 'case.earlier'
  readonly message: Text
  /** What it waits for, of `case.waits`. */
  readonly gates?: readonly Gate[]
}

/**
 * What a procedure names by its id alone. It stands in braces in a message, `{actor:county}`: whoever shows the message has
 * the words.
 */
export type TermKind = 'actor' | 'signer' | 'vote' | 'status' | 'set'
export const term = (kind: TermKind, id: string): string => `{${kind}:${id}}`

export function inWords({ zh, en }: Text, wordOf: (kind: TermKind, id: string) => Text): Text {
  const put = (text: string, language: keyof Text) =>
    text.replace(/\{(actor|signer|vote|status|set):([^}]*)\}/g, (_, kind, id) => wordOf(kind, id)[language])
  return { zh: put(zh, 'zh'), en: put(en, 'en') }
}

/** Quotes within quotes are single ones (GB/T 15834). */
export const innerQuotes = (text: string) => text.replaceAll('“', '‘').replaceAll('”', '’')

export const refusal = (code: Refusal['code'], zh: string, en: string): Refusal => ({
  code,
  message: { zh, en },
})

export function reasonRefusal(reason: string | undefined): Refusal | undefined {
  if (reason !== undefined && reason.trim().length >= 2) return undefined
  return refusal('case.reason', '请写明理由。', 'A reason is needed.')
}
