import type { Operation } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api } from '../../../api/client.ts'
import { usePlace } from '../../../app/place.ts'
import { DayField } from '../../../parts/day-field.tsx'
import { useKept } from '../../../parts/kept.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { Preview } from './preview.tsx'

type Rest<O> = O extends Operation ? Omit<O, 'id' | 'effectiveOn' | 'reason'> : never
/** What an operation says besides its day and reason. */
export type OperationDetail = Rest<Operation>

interface Common {
  readonly id: string
  readonly effectiveOn: string
  readonly reason: string
}

const isTouched = ({ reason }: Common) => reason !== ''

/** What all operations have in common: day and reason, a look at the effect, and only then the deed. */
export function ActForm(props: {
  readonly name: string
  /** Undefined while something is still to be chosen, which `lacking` names. */
  readonly detail: OperationDetail | undefined
  readonly lacking: string
  readonly children: ReactNode
  readonly onDone: (households: readonly string[]) => void
  readonly cancel: () => void
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const queryClient = useQueryClient()
  const [start] = useState((): Common => ({ id: newRecordId(), effectiveOn: session.today, reason: '' }))
  const kept = useKept<Common>(`act.${props.name}`, start, isTouched)
  const [showFaults, setShowFaults] = useState(false)
  const common = kept.value
  const needsReason = common.reason.trim() === ''
  const operation =
    props.detail && !needsReason
      ? ({ ...props.detail, ...common, reason: common.reason.trim() } as Operation)
      : undefined
  const said = JSON.stringify(operation)
  const preview = useMutation({
    mutationFn: async (asked: Operation) => ({
      of: JSON.stringify(asked),
      ...(await api.previewOperation({ body: asked })),
    }),
  })
  const apply = useMutation({
    mutationFn: (meant: Operation) => api.applyOperation({ body: meant }),
    onSuccess: async (answer) => {
      kept.clear()
      const fixed = new Set(['getSession', 'getCatalogue', 'getRegion', 'getPolicy'])
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => !fixed.has(String(queryKey[0])) })
      props.onDone(answer.households)
    },
  })
  // A preview of something else than what stands in the form now is none.
  const shown = said !== undefined && preview.data?.of === said ? preview.data.households : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (!operation) return
    if (shown) apply.mutate(operation)
    else preview.mutate(operation)
  }
  return (
    <form className="record-form" onSubmit={submit} noValidate>
      {props.children}
      <div className="field">
        <label htmlFor="act-day">{t('act.day')}</label>
        <DayField
          id="act-day"
          value={common.effectiveOn}
          max={session.today}
          onChange={(effectiveOn) => kept.set({ ...common, effectiveOn })}
        />
      </div>
      <div className="field">
        <label htmlFor="act-reason">{t('act.reason')}</label>
        <textarea
          id="act-reason"
          className="input"
          rows={2}
          maxLength={2000}
          value={common.reason}
          aria-invalid={showFaults && needsReason}
          onChange={(event) => kept.set({ ...common, reason: event.target.value })}
        />
      </div>
      {showFaults && (needsReason || !props.detail) && (
        <p className="fault" role="alert">
          {props.detail ? t('act.needReason') : props.lacking}
        </p>
      )}
      {shown && <Preview households={shown} />}
      {(apply.error ?? (preview.error && !shown)) && <Refusal error={(apply.error ?? preview.error)!} />}
      <div className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={preview.isPending || apply.isPending}
        >
          {shown ? t('act.apply') : preview.isPending ? t('act.previewing') : t('act.preview')}
        </button>
        <button type="button" className="button" onClick={props.cancel}>
          {t('record.cancel')}
        </button>
      </div>
    </form>
  )
}
