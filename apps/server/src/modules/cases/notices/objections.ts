/** Objections said in person, and what whoever sees a case reads of them. */
import type { Case } from '@lika/contract'
import type { CaseState } from '@lika/policy'
import type { Tx } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../../registry/index.ts'
import { confidedBy, openConfided, sealConfided } from './confided.ts'
import { findPostedNotice, insertObjections, listOfCase } from './objections.store.ts'
import { actsAs } from './words.ts'

export interface ObjectionDeps {
  readonly registry: Pick<RegistryDeps, 'clock' | 'keyring' | 'db'>
}

export interface SaidInPerson {
  readonly step: string
  readonly text: string
  readonly name?: string | undefined
  readonly contact?: string | undefined
  /** Its entry in the journal, appended in the same transaction. */
  readonly row: {
    readonly id: string
    readonly case: string
    readonly countyCode: string
    readonly subjectId: string
    readonly regionCode: string
    readonly on: string
  }
}

export async function objectInPerson(tx: Tx, { registry }: ObjectionDeps, said: SaidInPerson): Promise<void> {
  const { row, step } = said
  const notice = await findPostedNotice(tx.client, { ...row, step })
  const objection = {
    countyCode: row.countyCode,
    id: row.id,
    sending: row.id,
    case: row.case,
    subjectId: row.subjectId,
    regionCode: row.regionCode,
    step,
    notice: notice ?? null,
    channel: 'office' as const,
    secret: sealConfided(registry.keyring, row.id, confidedBy(said)),
    numberHash: null,
    on: row.on,
  }
  await insertObjections(tx.client, [objection], registry.clock.now())
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
  return rows.map(({ id, notice, step, on, upheld, answer, secret }) => {
    const confided = secret === null ? undefined : openConfided(registry.keyring, id, secret)
    const answering = asked.state.procedure.steps.find((each) => each.id === step)?.actors ?? []
    const isTold = actsAs(actor, answering)
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
