// Saving a record, and telling what it changed: the verdicts before it beside those of the answer.

import type { CriterionShare, NewRecord, Outcome, RecordAnswer, Verdict } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { householdQuery, villageQuery } from '../../api/queries.ts'

export type Changed = {
  readonly answer: RecordAnswer
  readonly verdicts: readonly {
    readonly verdict: Verdict
    readonly before: Outcome | undefined
    readonly criteria: readonly CriterionChange[]
  }[]
  readonly shares: readonly { readonly before: CriterionShare | undefined; readonly after: CriterionShare }[]
}
type CriterionChange = {
  readonly criterion: Verdict['criteria'][number]
  readonly before: Outcome | undefined
}

/** Where the verdicts before the record are read from. */
export type Owner = { readonly householdId?: string | undefined; readonly villageCode?: string | undefined }

export function useSaveRecord(owner: Owner, today: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (record: NewRecord): Promise<Changed> => {
      const { householdId, villageCode } = owner
      // Asked anew: what the page shows may be an hour old, or of another day.
      const [household, village] = await Promise.all([
        householdId && queryClient.fetchQuery({ ...householdQuery(householdId, today), staleTime: 0 }),
        villageCode && queryClient.fetchQuery({ ...villageQuery(villageCode, today), staleTime: 0 }),
      ])
      const answer = await api.appendRecord({ body: record })
      const before = (household || village || undefined)?.verdicts ?? []
      return {
        answer,
        verdicts: changedVerdicts(before, answer.verdicts),
        shares: changedShares((village || undefined)?.shares ?? [], answer.village?.shares ?? []),
      }
    },
    onSuccess: () => {
      const kept = new Set(['getSession', 'getCatalogue', 'getRegion', 'getPolicy'])
      return queryClient.invalidateQueries({ predicate: ({ queryKey }) => !kept.has(String(queryKey[0])) })
    },
  })
}

function changedVerdicts(before: readonly Verdict[], after: readonly Verdict[]): Changed['verdicts'] {
  return after.flatMap((verdict) => {
    const old = before.find(({ set }) => set === verdict.set)
    const criteria = verdict.criteria.flatMap((criterion) => {
      const outcome = old?.criteria.find(({ id }) => id === criterion.id)?.outcome
      return outcome === criterion.outcome ? [] : [{ criterion, before: outcome }]
    })
    const isSame = old?.outcome === verdict.outcome && criteria.length === 0
    return isSame ? [] : [{ verdict, before: old?.outcome, criteria }]
  })
}

function changedShares(
  before: readonly CriterionShare[],
  after: readonly CriterionShare[],
): Changed['shares'] {
  return after.flatMap((share) => {
    const old = before.find(({ set, criterion }) => set === share.set && criterion === share.criterion)
    const isSame = old && JSON.stringify(old.households) === JSON.stringify(share.households)
    return isSame ? [] : [{ before: old, after: share }]
  })
}
