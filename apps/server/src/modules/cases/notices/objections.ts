/** Objections said in person, and what whoever sees a case reads of them. */
import { isDeepStrictEqual } from 'node:util'
import type { Case } from '@lika/contract'
import { actorsFor, type CaseState, heresOf } from '@lika/policy'
import type { Tx } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../../registry/index.ts'
import type { EntryRow } from '../journal.ts'
import { actorsOf } from '../terms.ts'
import { confidedBy, openConfided, sealConfided } from './confided.ts'
import { ERASED } from './forget.ts'
import { findPostedNotices, insertObjections, listOfCase, listSecrets } from './objections.store.ts'

export interface ObjectionDeps {
  readonly registry: Pick<RegistryDeps, 'clock' | 'keyring' | 'db'>
}

interface Said {
  readonly step: string
  readonly text: string
  readonly name?: string | undefined
  readonly contact?: string | undefined
}

/** Entries of the journal that say somebody objected. */
export type ObjectionEntry = Pick<EntryRow, 'id' | 'case' | 'countyCode' | 'subjectId' | 'regionCode' | 'on'>

/** What was said in person, beside its entries, which were appended in the same transaction. */
export async function objectInPerson(
  tx: Tx,
  { registry }: ObjectionDeps,
  said: Said,
  entries: readonly ObjectionEntry[],
): Promise<void> {
  const notices = await findPostedNotices(tx.client, said.step, entries)
  const confided = confidedBy(said)
  const objections = entries.map((entry) => ({
    ...entry,
    sending: entries[0]!.id,
    step: said.step,
    notice: notices.get(entry.case) ?? null,
    channel: 'office' as const,
    secret: sealConfided(registry.keyring, entry.id, confided),
    numberHash: null,
  }))
  await insertObjections(tx.client, objections, registry.clock.now())
}

/**
 * Of objections that were taken down before, one that says something else or gives another name now. Words that were erased
 * are compared by the journal, which holds their digest; the name that went with them is known to nobody.
 */
export async function findOtherThanSaid(
  tx: Tx,
  { registry }: ObjectionDeps,
  said: Said,
  entries: readonly Pick<EntryRow, 'id' | 'countyCode'>[],
): Promise<string | undefined> {
  const kept = await listSecrets(
    tx.client,
    entries.map(({ countyCode }) => countyCode),
    entries.map(({ id }) => id),
  )
  const confided = confidedBy(said)
  return kept.find(
    ({ id, secret }) =>
      secret !== null && !isDeepStrictEqual(openConfided(registry.keyring, id, secret), confided),
  )?.id
}

/** Name and contact are for who may answer: they are needed to ask back, and for nothing else. */
export async function listObjections(
  { registry }: ObjectionDeps,
  actor: Actor,
  { state, region, ...asked }: { readonly case: string; readonly state: CaseState; readonly region: string },
): Promise<Case['objections']> {
  const rows = await listOfCase(registry.db.pool, asked.case)
  return rows.map(({ id, notice, step, on, upheld, answer, secret }) => {
    const confided = secret === null ? undefined : openConfided(registry.keyring, id, secret)
    const isTold = mayAnswer(actorsOf(actor, region), actor, state, step)
    return {
      id,
      notice,
      step,
      on,
      text: confided?.text ?? ERASED,
      name: isTold ? (confided?.name ?? null) : null,
      contact: isTold ? (confided?.contact ?? null) : null,
      upheld,
      answer,
    }
  })
}

/** As the engine has it: who acts there or above, and has neither decided in the case nor posted what was objected to. */
function mayAnswer(mine: readonly string[], actor: Actor, state: CaseState, step: string): boolean {
  const answering = actorsFor(state.procedure, state, { kind: 'answered', step })
  if (!mine.some((each) => answering.includes(each))) return false
  const posted = heresOf(state).flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'posted'))
  return ![...state.way, ...state.besideDone, ...posted].some(({ author }) => author === actor.accountId)
}
