/** Decisions about targets that are made here by hand, each with a way back. */
import type { Decision, PlanTarget, TargetContent } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { newRecordId } from '../../parts/record/record-id.ts'

export interface Batch {
  readonly plan: string
  /** Region that decides: that of the plan, or one below it that breaks a target down. */
  readonly region: string
  readonly decisions: readonly Decision[]
  /** What brings back what was before. */
  readonly inverse: readonly Decision[]
  readonly kind: 'saved' | 'removed'
}

export interface Deciding {
  readonly isPending: boolean
  readonly error: Error | null
  readonly last: (Batch & { readonly isUndone: boolean }) | undefined
  readonly decide: (batch: Batch, done?: () => void) => void
  readonly undo: () => void
  readonly forget: () => void
}

const readers = ['listPlanTargets', 'getTargets', 'listPlans', 'getPlan', 'getPlanPart', 'getLetter']

export function useDeciding(): Deciding {
  const client = useQueryClient()
  const [last, setLast] = useState<Deciding['last']>(undefined)
  const send = useMutation({
    mutationFn: ({ plan, region, decisions }: Batch) =>
      api.decideStatements({ params: { id: plan }, body: { region, decisions: [...decisions] } }),
    onSuccess: () =>
      Promise.all(readers.map((key) => client.invalidateQueries({ queryKey: [key] }))).then(() => undefined),
  })
  return {
    isPending: send.isPending,
    error: send.error,
    last,
    decide: (batch, done) =>
      send.mutate(batch, {
        onSuccess: () => {
          setLast({ ...batch, isUndone: false })
          done?.()
        },
      }),
    undo: () => {
      if (last === undefined || last.isUndone) return
      // A second try sends the same ids: they were made with the batch.
      send.mutate(
        { ...last, decisions: last.inverse },
        { onSuccess: () => setLast({ ...last, isUndone: true }) },
      )
    },
    forget: () => {
      setLast(undefined)
      send.reset()
    },
  }
}

export function accepted(target: TargetContent, statement?: string, reason?: string): Decision {
  return {
    id: newRecordId(),
    kind: 'target',
    decision: 'accepted',
    target,
    ...(statement === undefined ? {} : { statement }),
    ...(reason ? { reason } : {}),
  }
}

export function takenBack(statement: string): Decision {
  return { id: newRecordId(), kind: 'target', decision: 'takenBack', statement }
}

/** A target as it was accepted. */
export function contentOf(target: PlanTarget): TargetContent {
  const { label, indicator, region, from, to, kind, bound, value, upTo, unit, of, origin } = target
  return {
    label,
    indicator: indicator?.id ?? null,
    region: region.code,
    from,
    to,
    kind,
    bound,
    value,
    ...(upTo === undefined ? {} : { upTo }),
    unit,
    ...(of === null ? {} : { of }),
    clause: origin.clause,
  }
}
