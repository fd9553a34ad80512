/** The search of a whole region for persons who may be one, as a job. */
import { regionRange } from '@lika/codes'
import { Type } from 'typebox'
import { withTransaction } from '../../../platform/db.ts'
import { defineJob } from '../../../platform/jobs.ts'
import type { ImportsDeps } from '../deps.ts'
import { registeredPersons } from './candidates.sql.ts'
import { insertPairs } from './duplicates.store.ts'
import { findDuplicateCandidates } from './find.ts'

const input = Type.Object({ region: Type.String() }, { additionalProperties: false })

const words = {
  gathering: { zh: '按证件号码、姓名和出生日期找出相近的人', en: 'Gathering who is alike' },
  scoring: { zh: '逐对比较', en: 'Comparing pairs' },
} as const

export function duplicateSearchJob(deps: ImportsDeps) {
  return defineJob('duplicates.search', input, async ({ region }, run) => {
    await run.progress(0, undefined, words.gathering)
    return withTransaction(deps.registry.db, async (tx) => {
      await tx.client.query(`set local work_mem = '128MB'`)
      let found = 0
      let compared = 0
      const { lo, hi } = regionRange(region)
      const persons = registeredPersons('$1', '$2')
      const onCompared = async (pairs: number) => {
        compared += pairs
        await run.progress(compared, undefined, words.scoring)
      }
      for await (const pairs of findDuplicateCandidates(
        tx,
        persons,
        persons,
        [lo, hi],
        deps.keyring,
        onCompared,
      )) {
        found += await insertPairs(tx.client, pairs)
      }
      return { region, compared, found }
    })
  })
}
