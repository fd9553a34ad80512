import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { regionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { Refusal } from '../../parts/record/refusal.tsx'
import { RegionPicker } from '../../parts/region-picker.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { abouts, complaintUnitsQuery, kinds } from './queries.ts'
import '../../parts/record/record.css'
import '../../parts/filters.css'
import './complaints.css'
import { UnitField } from './unit-field.tsx'

const channels = ['telephone', 'visit', 'letter'] as const
const empty = (region: string) => ({
  id: newRecordId(),
  kind: 'complaint' as (typeof kinds)[number],
  channel: 'telephone' as (typeof channels)[number],
  about: 'household' as (typeof abouts)[number],
  region,
  accusedRegion: '',
  accusedUnit: '',
  said: '',
  name: '',
  contact: '',
})

/** An officer writes down what somebody says on the telephone or at the desk, and tells them the number. */
export function TakeComplaintPage() {
  const { t } = useWords()
  const { session, region } = usePlace()
  const own = session.account.region.code
  const queries = useQueryClient()
  // Kept by no browser: whoever uses it next could read it.
  const [draft, setDraft] = useState(() => empty(region.length >= 6 ? region : ''))
  const [showFaults, setShowFaults] = useState(false)
  const change = (changed: Partial<typeof draft>) => setDraft({ ...draft, ...changed })
  useTitle(t('complaints.take'))
  const send = useMutation({
    mutationFn: () => {
      const { accusedRegion, accusedUnit, name, contact, said, ...rest } = draft
      return api.takeComplaint({
        body: {
          ...rest,
          said: said.trim(),
          ...(accusedRegion ? { accusedRegion } : {}),
          ...(accusedUnit ? { accusedUnit } : {}),
          ...(name.trim() ? { name: name.trim() } : {}),
          ...(contact.trim() ? { contact: contact.trim() } : {}),
        },
      })
    },
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => ['listComplaints', 'countComplaints'].includes(String(queryKey[0])),
      }),
  })
  const isPlaced = draft.region.length >= 6
  const isSaid = draft.said.trim().length >= 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (isPlaced && isSaid && !send.isPending) send.mutate()
  }
  if (send.data)
    return (
      <div className="panel complaint-number" role="status">
        <h1>{t('complaints.taken')}</h1>
        <p>{t('complaints.tellNumber')}</p>
        <p className="complaint-big figure">{send.data.number}</p>
        <p className="quiet">
          {t('complaints.takenDues', {
            accept: send.data.acceptDue ?? t('complaints.noDay'),
            answer: send.data.answerDue ?? t('complaints.noDay'),
          })}
        </p>
        <p className="record-actions">
          <Link className="button" to="/complaints" search={{}}>
            {t('complaints.back')}
          </Link>
          <button
            type="button"
            className="button"
            onClick={() => {
              setDraft(empty(draft.region))
              setShowFaults(false)
              send.reset()
            }}
          >
            {t('complaints.another')}
          </button>
        </p>
      </div>
    )
  return (
    <form className="complaint-take" onSubmit={submit} noValidate>
      <header className="page-head">
        <h1>{t('complaints.take')}</h1>
      </header>
      <p className="quiet prose">{t('complaints.takeText')}</p>
      <section className="panel record-form">
        <Choice
          label={t('complaints.channel')}
          name="channel"
          words={channels}
          value={draft.channel}
          labelOf={(word) => t(`complaints.channels.${word}`)}
          onChange={(channel) => change({ channel })}
        />
        <Choice
          label={t('complaints.kind')}
          name="kind"
          words={kinds}
          value={draft.kind}
          labelOf={(word) => t(`complaints.kinds.${word}`)}
          onChange={(kind) => change({ kind })}
        />
        <Choice
          label={t('complaints.about')}
          name="about"
          words={abouts}
          value={draft.about}
          labelOf={(word) => t(`complaints.abouts.${word}`)}
          onChange={(about) => change({ about })}
        />
        <div className="field">
          <label htmlFor="complaint-place">{t('complaints.place')}</label>
          <RegionPicker
            id="complaint-place"
            from={own.length >= 9 ? own.slice(0, 9) : own}
            value={draft.region}
            onChange={(code) => change({ region: code, accusedRegion: '', accusedUnit: '' })}
          />
          {showFaults && !isPlaced && <Fault text={t('complaints.placeNeeded')} />}
        </div>
        <Accused
          region={draft.region}
          accusedRegion={draft.accusedRegion}
          accusedUnit={draft.accusedUnit}
          change={change}
        />
        <div className="field">
          <label htmlFor="complaint-said">{t('complaints.said')}</label>
          <textarea
            id="complaint-said"
            className="input"
            rows={7}
            maxLength={4000}
            value={draft.said}
            aria-invalid={showFaults && !isSaid}
            onChange={(event) => change({ said: event.target.value })}
          />
          {showFaults && !isSaid && <Fault text={t('complaints.saidNeeded')} />}
        </div>
        {(['name', 'contact'] as const).map((field) => (
          <div className="field" key={field}>
            <label htmlFor={`complaint-${field}`}>{t(`complaints.${field}Optional`)}</label>
            <input
              id={`complaint-${field}`}
              className="input"
              maxLength={60}
              autoComplete="off"
              value={draft[field]}
              onChange={(event) => change({ [field]: event.target.value })}
            />
          </div>
        ))}
        {send.error && <Refusal error={send.error} />}
        <div className="record-actions">
          <button type="submit" className="button button-primary" disabled={send.isPending}>
            {t('complaints.save')}
          </button>
        </div>
      </section>
    </form>
  )
}

function Fault({ text }: { readonly text: string }) {
  return (
    <p className="fault" role="alert">
      {text}
    </p>
  )
}

function Choice<W extends string>(props: {
  readonly label: string
  readonly name: string
  readonly words: readonly W[]
  readonly value: W
  readonly labelOf: (word: W) => string
  readonly onChange: (word: W) => void
}) {
  return (
    <fieldset className="field">
      <legend>{props.label}</legend>
      <span className="toggles">
        {props.words.map((word) => (
          <label key={word}>
            <input
              type="radio"
              name={props.name}
              checked={word === props.value}
              onChange={() => props.onChange(word)}
            />
            {props.labelOf(word)}
          </label>
        ))}
      </span>
    </fieldset>
  )
}

/** Whom it is about: from the village up to the county, or a unit of the register. */
function Accused(props: {
  readonly region: string
  readonly accusedRegion: string
  readonly accusedUnit: string
  readonly change: (changed: { accusedRegion?: string; accusedUnit?: string }) => void
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const { region, change } = props
  const place = useQuery({ ...regionQuery(region, session.today), enabled: region.length >= 6 })
  const units = useQuery(complaintUnitsQuery(region))
  const levels = (place.data?.path ?? []).filter(({ code }) => code.length >= 6 && code.length <= 12)
  return (
    <>
      <div className="field">
        <label htmlFor="complaint-accused">{t('complaints.accusedRegion')}</label>
        <select
          id="complaint-accused"
          className="input"
          value={props.accusedRegion}
          aria-describedby="complaint-accused-hint"
          onChange={(event) => change({ accusedRegion: event.target.value })}
        >
          <option value="">{t('complaints.nobody')}</option>
          {levels.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        <p id="complaint-accused-hint" className="hint">
          {t('complaints.accusedHint')}
        </p>
      </div>
      <UnitField
        id="complaint-accused-unit"
        label={t('complaints.accusedUnit')}
        units={units.data?.items}
        value={props.accusedUnit}
        onChange={(accusedUnit) => change({ accusedUnit })}
      />
    </>
  )
}
