/** Doing an act for one case or for many: all or none. What is refused is named, so that it can be taken out. */
import { ApiProblem, type CaseAct, type CaseItem, type Text } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../../../api/client.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'

type Body = NonNullable<Parameters<typeof api.actOnCases>[0]>['body']
export interface ToSend {
  readonly act: CaseAct
  readonly actor: string | undefined
  /** The day on which it was done; today when left out. */
  readonly on?: string
  readonly cases: readonly {
    readonly case: string
    readonly votes?: Readonly<Record<string, number>>
    readonly after?: string | undefined
  }[]
}
export interface Sent {
  readonly act: CaseAct
  readonly items: readonly CaseItem[]
  /** By case, for taking it back. */
  readonly entries: ReadonlyMap<string, string>
}

export function useSendAct() {
  const queries = useQueryClient()
  // The same over every try without an answer, so that no try is entered twice. What is refused has left nothing behind.
  const attempt = useRef(newAttempt())
  return useMutation({
    mutationFn: async ({ act, actor, on, cases }: ToSend): Promise<Sent> => {
      const { ids, deviceAt } = attempt.current
      const idOf = (of: string) => {
        const known = ids.get(of) ?? newRecordId()
        ids.set(of, known)
        return known
      }
      const body: Body = {
        act,
        ...(actor ? { actor } : {}),
        ...(on ? { on } : {}),
        deviceAt,
        cases: cases.map((each) => ({
          id: idOf(each.case),
          case: each.case,
          ...(each.votes ? { votes: { ...each.votes } } : {}),
          ...(each.after ? { after: each.after } : {}),
        })),
      }
      const { items } = await api.actOnCases({ body })
      const entries = new Map(body.cases.map((each) => [each.case, each.id]))
      return { act, items, entries }
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500)
        attempt.current = newAttempt()
    },
    onSuccess: () => {
      attempt.current = newAttempt()
      return refresh(queries)
    },
  })
}

const newAttempt = () => ({ ids: new Map<string, string>(), deviceAt: new Date().toISOString() })

/** What a page shows of cases, households and figures may be another after an act; who one is is not. */
export function refresh(queries: ReturnType<typeof useQueryClient>): Promise<void> {
  const kept = new Set(['getSession', 'getCatalogue', 'getRegion', 'getPolicy', 'listProcedures'])
  return queries.invalidateQueries({ predicate: ({ queryKey }) => !kept.has(String(queryKey[0])) })
}

/** Which cases of a sending the server refused, by what it names: their place in the list, or their id. */
export function refusedOf(error: Error | null, cases: readonly string[]): ReadonlyMap<string, Text> {
  const refused = new Map<string, Text>()
  if (!(error instanceof ApiProblem)) return refused
  const { errors = [], field, value, messages } = error.problem
  for (const each of [{ field, value, messages }, ...errors]) {
    const at = /(?:^|\.)(?:cases|subjects|leads)\.(\d+)(?:\.|$)/.exec(each.field ?? '')?.[1]
    const id = at === undefined ? cases.find((known) => known === each.value) : cases[Number(at)]
    if (id !== undefined && !refused.has(id)) refused.set(id, each.messages)
  }
  return refused
}
