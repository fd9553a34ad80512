/** What whoever has the number may know: where it stands, until when, and the answer. Nothing of what was said or by whom. */
import type { ComplaintKind, ComplaintState } from '@lika/contract'
import { findByNumber, listEntries } from './complaints.store.ts'
import { openText } from './contents.ts'
import type { ComplaintsDeps } from './deps.ts'
import { isNumber, numberHash } from './number.ts'

export interface LookedUp {
  readonly kind: ComplaintKind
  readonly state: ComplaintState
  readonly received: string
  readonly acceptDue: string | null
  readonly answerDue: string | null
  readonly answers: readonly { readonly on: string; readonly text: string }[]
}

/** Undefined for a number that nobody was given. */
export async function lookUpComplaint(deps: ComplaintsDeps, number: string): Promise<LookedUp | undefined> {
  if (!isNumber(number)) return undefined
  const { pool } = deps.system
  const row = await findByNumber(pool, numberHash(deps.keyring, number))
  if (!row) return undefined
  const { countyCode, id, receivedOn, ...rest } = row
  const entries = await listEntries(pool, countyCode, id)
  return {
    kind: rest.kind,
    state: rest.state,
    received: receivedOn,
    acceptDue: rest.acceptDue,
    answerDue: rest.answerDue,
    answers: entries
      .filter(({ act }) => act === 'answer')
      .map((entry) => ({ on: entry.on, text: openText(deps.keyring, entry.id, entry.secret) })),
  }
}
