/** Recording a fact, and the answer that carries what changed by it. */
import type { NewRecord as Body, RecordAnswer } from '@lika/contract'
import { withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import type { RegistryDeps } from './deps.ts'
import { findPlace } from './records.store.ts'
import { appendRecord } from './records.ts'

/** Appends a record and judges its household and village again, all in one transaction. */
export async function recordFacts(deps: RegistryDeps, actor: Actor, body: Body): Promise<RecordAnswer> {
  return withTransaction(deps.db, async (tx) => {
    const today = deps.clock.today()
    const appended = await appendRecord(
      tx,
      {
        actor,
        now: deps.clock.now(),
        today,
        catalogue: deps.catalogue,
        codeLists: deps.codeLists,
        afterChange: deps.verdicts.judgeChanged,
      },
      body,
    )
    const place = (await findPlace(tx, body.subjectKind, body.subjectId))!
    const asked = { countyCode: place.countyCode, asOf: today }
    const household = place.householdId
      ? await deps.verdicts.explainHousehold(tx.client, {
          ...asked,
          id: place.householdId,
          regionCode: place.regionCode,
        })
      : undefined
    const villageCode = place.regionCode.slice(0, 12)
    const village = place.villageId
      ? await deps.verdicts.explainVillage(tx.client, {
          ...asked,
          id: place.villageId,
          regionCode: villageCode,
        })
      : undefined
    return {
      id: body.id,
      appended,
      verdicts: [...(household?.verdicts ?? village?.verdicts ?? [])],
      ...(village && place.villageId
        ? {
            village: {
              id: place.villageId,
              code: villageCode,
              verdicts: [...village.marks],
              shares: [...village.shares],
            },
          }
        : {}),
    }
  })
}
