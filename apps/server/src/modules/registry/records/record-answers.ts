/** Recording a fact, and the answer that carries what changed by it. */
import type { NewRecord as Body, RecordAnswer } from '@lika/contract'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { PLANNED_ONCE } from '../../../platform/prepared.ts'
import type { RegistryDeps } from '../deps.ts'
import { findPlace, type SubjectPlace } from './records.store.ts'
import { appendRecord } from './records.ts'

/** Appends a record and judges its household and village again, all in one transaction. */
export async function recordFacts(deps: RegistryDeps, actor: Actor, body: Body): Promise<RecordAnswer> {
  return withTransaction(
    deps.db,
    async (tx) => {
      const today = deps.clock.today()
      let explained: Awaited<ReturnType<RegistryDeps['verdicts']['judgeAndExplain']>> | undefined
      const appended = await appendRecord(
        tx,
        {
          actor,
          now: deps.clock.now(),
          today,
          catalogue: deps.catalogue,
          codeLists: deps.codeLists,
          hashId: deps.hashId,
          keyring: deps.keyring,
          afterChange: async (transaction, changed) => {
            explained = await deps.verdicts.judgeAndExplain(transaction, changed)
          },
        },
        body,
      )
      const place = (await findPlace(tx, body.subjectKind, body.subjectId))!
      const { household, village } = explained ?? (await explainAgain(tx, deps, place, today))
      return {
        id: body.id,
        appended,
        verdicts: [...(household?.verdicts ?? village?.verdicts ?? [])],
        ...(village && place.villageId
          ? {
              village: {
                id: place.villageId,
                code: place.regionCode.slice(0, 12),
                verdicts: [...village.marks],
                shares: [...village.shares],
              },
            }
          : {}),
      }
    },
    { settings: PLANNED_ONCE },
  )
}

/** A record that was there already changed nothing, but whoever sends it again wants to see how things stand. */
async function explainAgain(tx: Tx, deps: RegistryDeps, place: SubjectPlace, today: string) {
  const asked = { countyCode: place.countyCode, asOf: today }
  const { householdId, villageId, regionCode } = place
  return {
    household: householdId
      ? await deps.verdicts.explainHousehold(tx.client, { ...asked, id: householdId, regionCode })
      : undefined,
    village: villageId
      ? await deps.verdicts.explainVillage(tx.client, {
          ...asked,
          id: villageId,
          regionCode: regionCode.slice(0, 12),
        })
      : undefined,
  }
}
