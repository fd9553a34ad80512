import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { regionQuery } from '../../../api/queries.ts'
import { isInside, usePlace } from '../../../app/place.ts'
import { useKept } from '../../../parts/kept.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { useWords } from '../../../words/index.ts'
import { Refusal } from '../../imports/refusal.tsx'
import { keepPlan } from '../queries.ts'
import { AboveChoice } from './above-choice.tsx'
import { noSource, type Source, sourceFault, TextSource } from './text-source.tsx'

type Draft = Source & { readonly id: string; readonly above: string }

/** A plan is filed: its words, whose it is, and which plan of the level above it carries out. */
export function NewPlan(props: { readonly dropped: File | undefined; readonly close: () => void }) {
  const { t } = useWords()
  const id = useId()
  const { region, date, session } = usePlace()
  const place = useQuery(regionQuery(region, date))
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  // The id is made once for a text, so that sending it again files it once.
  const [start] = useState<Draft>(() => ({ ...noSource, id: newRecordId(), above: '' }))
  const draft = useKept<Draft>(`plan.new.${region}`, start, ({ text }) => text !== '')
  const [fault, setFault] = useState<string>()
  const isOutside = region !== 'all' && !isInside(region, session.account.region.code)
  const mayHere = region !== 'all' && !isOutside
  const file = useMutation({
    mutationFn: ({ id: planId, text, fileName, above: aboveId }: Draft) =>
      api.addPlan({
        body: {
          id: planId,
          region,
          text,
          ...(fileName === undefined ? {} : { fileName }),
          ...(aboveId === '' ? {} : { above: aboveId }),
        },
      }),
    onSuccess: async (plan) => {
      draft.clear()
      await keepPlan(queryClient, plan)
      await navigate({ to: '/plans/$id', params: { id: plan.id }, search: {} })
    },
  })
  const name = region === 'all' ? '' : (place.data?.name ?? region)
  return (
    <form
      className="panel new-import"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault()
        const wrong = mayHere ? sourceFault(draft.value.text, t) : undefined
        setFault(wrong)
        if (mayHere && wrong === undefined) file.mutate(draft.value)
      }}
    >
      <div className="panel-head">
        <h2 id={`${id}-title`}>{t('plans.file.title')}</h2>
        <button type="button" className="button button-quiet button-small push" onClick={props.close}>
          {t('plans.file.close')}
        </button>
      </div>
      {draft.wasKept && draft.value.text !== '' && (
        <p className="kept">
          {t('plans.file.kept')}
          <button type="button" className="button button-quiet button-small" onClick={draft.clear}>
            {t('plans.file.discard')}
          </button>
        </p>
      )}
      <div className="new-import-fields">
        <div className="filter">
          <span>{t('plans.file.region')}</span>
          <strong className="new-import-region">{region === 'all' ? '—' : name}</strong>
          <p className={mayHere ? 'hint' : 'fault'} role={mayHere ? undefined : 'alert'}>
            {region === 'all'
              ? t('plans.file.regionAll')
              : isOutside
                ? t('plans.file.regionOutside', { region: name })
                : t('plans.file.regionText')}
          </p>
        </div>
        <AboveChoice
          id={`${id}-above`}
          region={region}
          value={draft.value.above}
          onChange={(above) => draft.set({ ...draft.value, above })}
        />
      </div>
      <TextSource
        value={draft.value}
        dropped={props.dropped}
        fault={fault}
        onChange={(source) => {
          setFault(undefined)
          draft.set({ ...draft.value, ...source, id: newRecordId() })
        }}
      />
      <Refusal error={file.error} />
      <p className="record-actions">
        <button type="submit" className="button button-primary" disabled={file.isPending || !mayHere}>
          {file.isPending ? t('plans.file.going') : t('plans.file.go')}
        </button>
      </p>
    </form>
  )
}
