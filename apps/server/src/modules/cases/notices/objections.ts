/** Objections said in person, and what whoever sees a case reads of them. */
import type { Case } from '@lika/contract'
import type { CaseState } from '@lika/policy'
import type { Tx } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../../registry/index.ts'
import type { EntryRow } from '../journal.ts'
import { actorsOf } from '../terms.ts'
import { confidedBy, openConfided, sealConfided } from './confided.ts'
import { findPostedNotices, insertObjections, listOfCase } from './objections.store.ts'

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

/** Stands where the words were, once they were erased with their household. */
const ERASED = '（已删除）'

/** Name and contact are for who may answer at that step: they are needed to ask back, and for nothing else. */
export async function listObjections(
  { registry }: ObjectionDeps,
  actor: Actor,
  asked: { readonly case: string; readonly state: CaseState },
): Promise<Case['objections']> {
  const rows = await listOfCase(registry.db.pool, asked.case)
  const mine = actorsOf(actor)
  return rows.map(({ id, notice, step, on, upheld, answer, secret }) => {
    const confided = secret === null ? undefined : openConfided(registry.keyring, id, secret)
    const answering = asked.state.procedure.steps.find((each) => each.id === step)?.actors ?? []
    const isTold = answering.some((each) => mine.includes(each))
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
