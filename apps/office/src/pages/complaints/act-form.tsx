import type { Complaint, ComplaintAct } from '@lika/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { Refusal } from '../../parts/record/refusal.tsx'
import { RegionPicker } from '../../parts/region-picker.tsx'
import { useWords } from '../../words/index.ts'
import { casesThereQuery, complaintUnitsQuery } from './queries.ts'
import { UnitField } from './unit-field.tsx'

const withWords: readonly ComplaintAct[] = ['answer', 'pass', 'withdraw']

/**
 * What can be done now: which lies in the address, the words do not. Unlike other drafts they are not kept by the browser,
 * where whoever uses it next could read them.
 */
export function ActForm({ complaint }: { readonly complaint: Complaint }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/complaints/$id' })
  const { act: asked } = useSearch({ from: '/frame/complaints/$id' })
  const act = complaint.may.find((each) => each === asked) ?? complaint.may[0]
  const [id] = useState(() => newRecordId())
  const [text, setText] = useState('')
  const [toRegion, setRegion] = useState('')
  const [toUnit, setUnit] = useState('')
  const [caseId, setCase] = useState('')
  const send = useMutation({
    mutationFn: (chosen: ComplaintAct) =>
      api.actOnComplaint({
        params: { id: complaint.id },
        body: {
          id,
          act: chosen,
          text: text.trim(),
          after: complaint.entries.at(-1)?.id ?? complaint.id,
          ...(chosen === 'pass' && toUnit ? { toUnit } : {}),
          ...(chosen === 'pass' && !toUnit && toRegion ? { toRegion } : {}),
          ...(chosen === 'link' && caseId ? { case: caseId } : {}),
        },
      }),
    onSuccess: async (changed) => {
      queries.setQueryData(['getComplaint', complaint.id], changed)
      await queries.invalidateQueries({
        predicate: ({ queryKey }) => ['listComplaints', 'countComplaints'].includes(String(queryKey[0])),
      })
      await navigate({ search: {}, replace: true })
    },
  })
  if (act === undefined) return <p className="quiet">{t('complaints.nothingToDo')}</p>
  const isReady =
    (!withWords.includes(act) || text.trim().length >= 2) &&
    (act !== 'pass' || toUnit !== '' || toRegion !== '') &&
    (act !== 'link' || caseId !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !send.isPending) send.mutate(act)
  }
  const county = complaint.region[0]?.code ?? ''
  return (
    <form className="record-form" onSubmit={submit} noValidate>
      <fieldset className="field">
        <legend className="unseen">{t('complaints.act')}</legend>
        <span className="toggles">
          {complaint.may.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="complaint-act"
                checked={each === act}
                onChange={() => void navigate({ search: { act: each }, replace: true })}
              />
              {t(`complaints.acts.${each}`)}
            </label>
          ))}
        </span>
      </fieldset>
      <p className="hint">{t(`complaints.actTexts.${act}`)}</p>
      {act === 'pass' && (
        <PassTo
          county={county}
          place={complaint.region.at(-1)?.code ?? county}
          region={toRegion}
          unit={toUnit}
          onRegion={(code) => {
            setRegion(code)
            setUnit('')
          }}
          onUnit={setUnit}
        />
      )}
      {act === 'link' && (
        <CaseField region={complaint.region.at(-1)?.code ?? county} value={caseId} onChange={setCase} />
      )}
      <div className="field">
        <label htmlFor="complaint-text">
          {t(withWords.includes(act) ? 'complaints.words' : 'complaints.wordsOptional')}
        </label>
        <textarea
          id="complaint-text"
          className="input"
          rows={5}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {send.error && <Refusal error={send.error} />}
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={!isReady || send.isPending}>
          {t(`complaints.acts.${act}`)}
        </button>
      </div>
    </form>
  )
}

function PassTo(props: {
  readonly county: string
  readonly place: string
  readonly region: string
  readonly unit: string
  readonly onRegion: (code: string) => void
  readonly onUnit: (id: string) => void
}) {
  const { t } = useWords()
  const units = useQuery(complaintUnitsQuery(props.place))
  return (
    <>
      <div className="field">
        <label htmlFor="complaint-region">{t('complaints.toRegion')}</label>
        <RegionPicker
          id="complaint-region"
          from={props.county}
          value={props.region}
          onChange={props.onRegion}
        />
      </div>
      <UnitField
        id="complaint-unit"
        label={t('complaints.toUnit')}
        units={units.data?.items}
        value={props.unit}
        onChange={props.onUnit}
      />
    </>
  )
}

function CaseField(props: {
  readonly region: string
  readonly value: string
  readonly onChange: (id: string) => void
}) {
  const { t, say } = useWords()
  const cases = useQuery(casesThereQuery(props.region))
  return (
    <div className="field">
      <label htmlFor="complaint-case">{t('complaints.case')}</label>
      <select
        id="complaint-case"
        className="input"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="">
          {cases.data?.items.length === 0 ? t('complaints.noCases') : t('complaints.chooseCase')}
        </option>
        {(cases.data?.items ?? []).map(({ id, subject, procedure, opened }) => (
          <option key={id} value={id}>
            {[subject.name ?? subject.number ?? '', say(procedure.label), opened].join(' · ')}
          </option>
        ))}
      </select>
    </div>
  )
}
