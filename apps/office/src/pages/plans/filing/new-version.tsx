import type { Plan } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { useKept } from '../../../parts/kept.ts'
import { useWords } from '../../../words/index.ts'
import { Refusal } from '../../imports/refusal.tsx'
import { keepPlan } from '../queries.ts'
import { noSource, type Source, sourceFault, TextSource } from './text-source.tsx'

type Draft = Source & { readonly reason: string }

/** The corrected text of a plan, and why there is one. */
export function NewVersion(props: {
  readonly plan: Plan
  readonly newest: number
  readonly close: () => void
}) {
  const { t } = useWords()
  const id = useId()
  const { plan, newest } = props
  const queryClient = useQueryClient()
  const navigate = useNavigate({ from: '/plans/$id' })
  const draft = useKept<Draft>(
    `plan.version.${plan.id}.${newest + 1}`,
    { ...noSource, reason: '' },
    ({ text, reason }) => text !== '' || reason !== '',
  )
  const [fault, setFault] = useState<string>()
  const [isLacking, setLacking] = useState(false)
  const file = useMutation({
    mutationFn: ({ text, fileName, reason }: Draft) =>
      api.addPlanVersion({
        params: { id: plan.id },
        body: {
          version: newest + 1,
          text,
          reason: reason.trim(),
          ...(fileName === undefined ? {} : { fileName }),
        },
      }),
    onSuccess: async (changed) => {
      draft.clear()
      // What was read of the version before holds no longer.
      queryClient.removeQueries({ queryKey: ['getPlanPart', plan.id] })
      await keepPlan(queryClient, changed)
      await navigate({
        search: (before) => ({
          region: before.region,
          date: before.date,
          show: 'changes',
          from: String(newest),
        }),
      })
    },
  })
  const { value } = draft
  return (
    <form
      className="panel new-import"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault()
        const wrong = sourceFault(value.text, t)
        const lacks = value.reason.trim().length < 2
        setFault(wrong)
        setLacking(lacks)
        if (wrong === undefined && !lacks) file.mutate(value)
      }}
    >
      <div className="panel-head">
        <h2 id={`${id}-title`}>{t('plans.newVersion.title')}</h2>
        <button type="button" className="button button-quiet button-small push" onClick={props.close}>
          {t('plans.file.close')}
        </button>
      </div>
      <TextSource
        value={value}
        dropped={undefined}
        fault={fault}
        onChange={(source) => {
          setFault(undefined)
          draft.set({ ...value, ...source })
        }}
      />
      <div className="field">
        <label htmlFor={`${id}-reason`}>{t('plans.newVersion.reason')}</label>
        <input
          id={`${id}-reason`}
          className="input"
          type="text"
          maxLength={500}
          autoComplete="off"
          placeholder={t('plans.newVersion.reasonHint')}
          value={value.reason}
          aria-invalid={isLacking}
          onChange={(event) => {
            setLacking(false)
            draft.set({ ...value, reason: event.target.value })
          }}
        />
        {isLacking && (
          <p className="fault" role="alert">
            {t('plans.reader.reasonNeeded')}
          </p>
        )}
      </div>
      <Refusal error={file.error} />
      <p className="record-actions">
        <button type="submit" className="button button-primary" disabled={file.isPending}>
          {file.isPending ? t('plans.file.going') : t('plans.newVersion.go')}
        </button>
      </p>
    </form>
  )
}
