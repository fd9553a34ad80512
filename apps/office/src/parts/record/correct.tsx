import type { CatalogueFact, EvidenceFile, NewRecord, TimelineEntry } from '@lika/contract'
import { Drawer } from 'antd'
import { type FormEvent, useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'
import { DayField } from '../day-field.tsx'
import { EvidenceField } from '../evidence/evidence-field.tsx'
import { useFacts } from '../facts.ts'
import { isMasked } from '../unmask.tsx'
import { ChangedView } from './changed-view.tsx'
import { dayFault, factValueOf, valueFault } from './check.ts'
import { newRecordId } from './record-id.ts'
import { Refusal } from './refusal.tsx'
import { type Owner, useSaveRecord } from './save.ts'
import { typedValue } from './typed-value.ts'
import { ValueField } from './value-field.tsx'
import './record.css'

/** Correcting a record, or taking it back: a later record that names it, with the reason. Both stay in the journal. */
export default function CorrectDrawer(props: {
  readonly entry: TimelineEntry
  readonly owner: Owner
  readonly close: () => void
}) {
  const { t } = useWords()
  const { date, session } = usePlace()
  const save = useSaveRecord(props.owner, session.today)
  return (
    <Drawer
      open
      title={t('correct.title')}
      onClose={props.close}
      size={520}
      closable={{ 'aria-label': t('record.close') }}
    >
      {save.data ? (
        <>
          <ChangedView changed={save.data} date={date} today={session.today} />
          <div className="record-actions">
            <button type="button" className="button button-primary" onClick={props.close}>
              {t('record.close')}
            </button>
          </div>
        </>
      ) : (
        <Form entry={props.entry} save={save} today={session.today} cancel={props.close} />
      )}
    </Drawer>
  )
}

function Form(props: {
  readonly entry: TimelineEntry
  readonly save: ReturnType<typeof useSaveRecord>
  readonly today: string
  readonly cancel: () => void
}) {
  const { t } = useWords()
  const facts = useFacts()
  const { entry, save } = props
  const [id] = useState(newRecordId)
  const [showFaults, setShowFaults] = useState(false)
  const [reason, setReason] = useState('')
  const [observedOn, setObservedOn] = useState(entry.observedOn)
  const [files, setFiles] = useState<readonly EvidenceFile[]>([])
  // Facts that people enter; where somebody is registered goes on as it stands.
  const listed = Object.keys(entry.facts).flatMap((fact) => {
    const found = facts.find(fact, entry.subjectKind)
    return found && !found.system ? [found] : []
  })
  const open = listed.filter((fact) => !isMasked(fact.id))
  const kept = listed.filter((fact) => isMasked(fact.id))
  const [values, setValues] = useState<Readonly<Record<string, { value: string; unknown: boolean }>>>({})
  const held = (fact: CatalogueFact) => values[fact.id] ?? typedValue(entry.facts[fact.id] ?? null)
  const faultOf = (fact: CatalogueFact) => {
    const { value, unknown } = held(fact)
    return unknown || value === '' ? undefined : valueFault(t, value, fact)
  }
  const needsReason = reason.trim() === ''
  const dayWrong = dayFault(t, observedOn, props.today).observedOn

  const send = (body: Pick<NewRecord, 'facts' | 'keep' | 'observedOn' | 'evidence' | 'period'>) =>
    save.mutate({
      id,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId,
      corrects: entry.id,
      reason: reason.trim(),
      ...body,
    })
  const correct = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (needsReason || dayWrong || open.some((fact) => faultOf(fact))) return
    // A field that was emptied is a fact that the record should not have said.
    const said = open.filter((fact) => held(fact).unknown || held(fact).value !== '')
    const hasAmount = said.some(({ flow }) => flow)
    send({
      observedOn,
      facts: Object.fromEntries(said.map((fact) => [fact.id, factValueOf(held(fact), fact)])),
      ...(kept.length > 0 ? { keep: kept.map((fact) => fact.id) } : {}),
      ...(entry.period && hasAmount ? { period: entry.period } : {}),
      evidence: [...new Set([...entry.evidence, ...files.map(({ sha256 }) => sha256)])],
    })
  }
  const withdraw = () => {
    setShowFaults(true)
    if (!needsReason) send({ observedOn: entry.observedOn, facts: {} })
  }

  return (
    <form className="record-form" onSubmit={correct} noValidate>
      <p className="quiet">{t('correct.text')}</p>
      {open.map((fact) => {
        const fault = showFaults ? faultOf(fact) : undefined
        const field = `correct-${fact.id}`
        return (
          <div key={fact.id} className="field">
            <label htmlFor={field}>{facts.label(fact.id, entry.subjectKind)}</label>
            <ValueField
              id={field}
              fact={fact}
              facts={facts}
              value={held(fact).value}
              disabled={held(fact).unknown}
              fault={fault}
              onChange={(value) => setValues({ ...values, [fact.id]: { value, unknown: false } })}
            />
            <label className="check">
              <input
                type="checkbox"
                checked={held(fact).unknown}
                onChange={(event) =>
                  setValues({
                    ...values,
                    [fact.id]: { value: held(fact).value, unknown: event.target.checked },
                  })
                }
              />
              <span>{t('record.unknown')}</span>
            </label>
            {fault && (
              <p className="fault" role="alert">
                {fault}
              </p>
            )}
            <p id={`${field}-hint`} className="hint">
              {t('correct.was', { value: facts.show(fact, entry.facts[fact.id] ?? null) })}
            </p>
          </div>
        )
      })}
      {kept.length > 0 && (
        <p className="quiet">
          {t('correct.kept', {
            facts: kept
              .map((fact) => facts.label(fact.id, entry.subjectKind))
              .join(t('record.listSeparator')),
          })}
        </p>
      )}
      <div className="field">
        <label htmlFor="correct-day">{t('record.observedOn')}</label>
        <DayField id="correct-day" value={observedOn} max={props.today} onChange={setObservedOn} />
        {showFaults && dayWrong && <p className="fault">{dayWrong}</p>}
      </div>
      <div className="field">
        <label htmlFor="correct-reason">{t('correct.reason')}</label>
        <textarea
          id="correct-reason"
          className="input"
          rows={2}
          maxLength={2000}
          required
          value={reason}
          aria-invalid={showFaults && needsReason}
          onChange={(event) => setReason(event.target.value)}
        />
        {showFaults && needsReason && (
          <p className="fault" role="alert">
            {t('correct.needReason')}
          </p>
        )}
      </div>
      <EvidenceField files={files} onChange={setFiles} />
      {save.error && <Refusal error={save.error} />}
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={save.isPending}>
          {save.isPending ? t('record.saving') : t('correct.save')}
        </button>
        <button type="button" className="button" disabled={save.isPending} onClick={withdraw}>
          {t('correct.withdraw')}
        </button>
        <button type="button" className="button button-quiet" onClick={props.cancel}>
          {t('record.cancel')}
        </button>
      </div>
    </form>
  )
}
