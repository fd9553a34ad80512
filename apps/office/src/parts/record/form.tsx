import type { CatalogueFact, Household } from '@lika/contract'
import { Select } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import { DayField } from '../day-field.tsx'
import { EvidenceField } from '../evidence/evidence-field.tsx'
import { type Facts, useFacts } from '../facts.ts'
import { type Faults, findFaults, recordOf } from './check.ts'
import type { Draft } from './draft.ts'
import { Refusal } from './refusal.tsx'
import type { useSaveRecord } from './save.ts'
import { useRange, ValueField } from './value-field.tsx'

export type Subject = {
  readonly kind: 'household' | 'person' | 'village'
  readonly id: string
  readonly label: string
  readonly facts: Household['facts']
}

/** One fact, its value, the day it was seen, and why: checked here field by field, judged by the server. */
export function RecordForm(props: {
  readonly subjects: readonly Subject[]
  readonly draft: Draft
  readonly change: (changed: Partial<Draft>) => void
  readonly save: ReturnType<typeof useSaveRecord>
  readonly today: string
  readonly cancel: () => void
}) {
  const { t, say } = useWords()
  const facts = useFacts()
  const range = useRange()
  const { draft, change, save, subjects } = props
  const [showFaults, setShowFaults] = useState(false)
  const subject = subjects.find(({ id }) => id === draft.subject) ?? subjects[0]
  const fact = subject && facts.find(draft.fact, subject.kind)
  const faults: Faults = showFaults ? findFaults(t, draft, fact, props.today) : {}
  const current = subject?.facts.find((each) => each.fact === draft.fact)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (!fact || !subject || Object.keys(findFaults(t, draft, fact, props.today)).length > 0) return
    save.mutate(recordOf({ ...draft, subject: subject.id }, fact, subject.kind))
  }

  return (
    <form className="record-form" onSubmit={submit} noValidate>
      {subjects.length > 1 && (
        <Field id="record-subject" label={t('record.subject')}>
          <select
            id="record-subject"
            className="input"
            value={subject?.id}
            onChange={(event) => change({ subject: event.target.value, fact: '', value: '' })}
          >
            {subjects.map((each) => (
              <option key={each.id} value={each.id}>
                {each.label}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field
        id="record-fact"
        label={t('record.fact')}
        fault={faults.fact}
        hint={fact?.question && say(fact.question)}
      >
        <FactPicker
          facts={facts}
          kind={subject?.kind ?? 'household'}
          value={draft.fact}
          onChange={(id) => change({ fact: id, value: '' })}
        />
      </Field>
      {fact && (
        <>
          <Field
            id="record-value"
            label={t('record.value')}
            fault={faults.value}
            hint={[
              range(fact),
              current
                ? t('record.current', { value: facts.show(fact, current.value), date: current.observedOn })
                : !fact.flow && t('record.currentNone'),
            ]
              .filter(Boolean)
              .join('　')}
          >
            <ValueField
              fact={fact}
              facts={facts}
              value={draft.value}
              disabled={draft.unknown}
              fault={faults.value}
              onChange={(value) => change({ value })}
            />
            <label className="check">
              <input
                type="checkbox"
                checked={draft.unknown}
                onChange={(event) => change({ unknown: event.target.checked })}
              />
              <span>
                {t('record.unknown')} <span className="quiet">{t('record.unknownHint')}</span>
              </span>
            </label>
          </Field>
          {fact.flow && <PeriodField draft={draft} change={change} fault={faults.period} />}
          <Field
            id="record-observed"
            label={t('record.observedOn')}
            fault={faults.observedOn}
            hint={t('record.observedHint')}
          >
            <DayField
              id="record-observed"
              max={props.today}
              value={draft.observedOn}
              aria-invalid={faults.observedOn !== undefined}
              aria-describedby="record-observed-hint"
              onChange={(observedOn) => change({ observedOn })}
            />
          </Field>
          <Field id="record-reason" label={t('record.reason')} hint={t('record.reasonHint')}>
            <textarea
              id="record-reason"
              className="input"
              rows={2}
              maxLength={2000}
              value={draft.reason}
              aria-describedby="record-reason-hint"
              onChange={(event) => change({ reason: event.target.value })}
            />
          </Field>
        </>
      )}
      {fact && <EvidenceField files={draft.evidence} onChange={(evidence) => change({ evidence })} />}
      {save.error && <Refusal error={save.error} />}
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={save.isPending}>
          {save.isPending ? t('record.saving') : t('record.save')}
        </button>
        <button type="button" className="button" onClick={props.cancel}>
          {t('record.cancel')}
        </button>
      </div>
    </form>
  )
}

function Field(props: {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly fault?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <div className="field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.fault && (
        <p className="fault" role="alert">
          {props.fault}
        </p>
      )}
      <p id={`${props.id}-hint`} className="hint">
        {props.hint}
      </p>
    </div>
  )
}

function PeriodField(props: {
  readonly draft: Draft
  readonly change: (changed: Partial<Draft>) => void
  readonly fault: string | undefined
}) {
  const { t } = useWords()
  const { draft, change } = props
  return (
    <fieldset className="field">
      <legend>{t('record.period')}</legend>
      <span className="with-unit">
        <input
          className="input"
          type="month"
          placeholder="2017-01"
          aria-label={t('record.periodFrom')}
          value={draft.monthFrom}
          onChange={(event) =>
            change({ monthFrom: event.target.value, monthTo: draft.monthTo || event.target.value })
          }
        />
        –
        <input
          className="input"
          type="month"
          placeholder="2017-12"
          aria-label={t('record.periodTo')}
          value={draft.monthTo}
          onChange={(event) => change({ monthTo: event.target.value })}
        />
      </span>
      {props.fault && (
        <p className="fault" role="alert">
          {props.fault}
        </p>
      )}
      <p className="hint">{t('record.periodHint')}</p>
    </fieldset>
  )
}

/** Facts of the catalogue that people may record, in its groups; found by either language or by key. */
function FactPicker(props: {
  readonly facts: Facts
  readonly kind: Subject['kind']
  readonly value: string
  readonly onChange: (id: string) => void
}) {
  const { t, say } = useWords()
  const list =
    props.facts.catalogue?.facts.filter((fact) => fact.subject === props.kind && !fact.system) ?? []
  const groups = Map.groupBy(list, (fact) => fact.group ?? '')
  const words = (fact: CatalogueFact) => `${fact.label.zh} ${fact.label.en} ${fact.id}`.toLowerCase()
  return (
    <Select
      id="record-fact"
      showSearch
      style={{ width: '100%' }}
      placeholder={t('record.factPlaceholder')}
      value={props.value || null}
      options={[...groups].map(([group, members]) => ({
        label: group in zh.group ? t(`group.${group as keyof typeof zh.group}`) : t('household.groupOther'),
        title: group,
        options: members.map((fact) => ({ value: fact.id, label: say(fact.label), words: words(fact) })),
      }))}
      filterOption={(typed, option) =>
        option !== undefined && 'words' in option && String(option.words).includes(typed.trim().toLowerCase())
      }
      onChange={props.onChange}
    />
  )
}
