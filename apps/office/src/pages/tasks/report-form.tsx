import type { ReportState, Task } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { isInside, usePlace } from '../../app/place.ts'
import { DayField } from '../../parts/day-field.tsx'
import { EvidenceField } from '../../parts/evidence/evidence-field.tsx'
import { useKept } from '../../parts/kept.ts'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useWords } from '../../words/index.ts'
import { emptyReport, isTouched, type ReportDraft, type ReportFault, reportFaults } from './report-draft.ts'
import { nameOf } from './unit-names.tsx'
import '../../parts/filters.css'
import '../../parts/record/record.css'

const reportStates: readonly ReportState[] = ['underway', 'done', 'blocked']

/** Reports on behalf of one's own region; what is typed outlives a reload. */
export function ReportForm({ task, round }: { readonly task: Task; readonly round: string | undefined }) {
  const { t } = useWords()
  const { session, region } = usePlace()
  const { today } = session
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/tasks/$id' })
  const draft = useKept<ReportDraft>(`report.${task.id}`, emptyReport(today), isTouched)
  const [showFaults, setShowFaults] = useState(false)
  const change = (changed: Partial<ReportDraft>) => draft.set({ ...draft.value, ...changed })
  const isCycle = task.every !== null
  const faults = reportFaults(draft.value, { today, needsRound: isCycle && round === undefined })
  const behalf = behalfOf(task, session.account.region.code, region)
  const send = useMutation({
    mutationFn: () => {
      const { id, on, state, percent, text, unit, evidence } = draft.value
      return api.reportTask({
        params: { id: task.id },
        body: {
          id,
          region: behalf,
          on,
          state,
          text: text.trim(),
          ...(percent === '' ? {} : { percent: Number(percent) }),
          ...(unit === '' ? {} : { unit }),
          ...(isCycle && round !== undefined ? { duty: round } : {}),
          evidence: evidence.map(({ sha256 }) => sha256),
        },
      })
    },
    onSuccess: async () => {
      draft.set(emptyReport(today))
      setShowFaults(false)
      await queries.invalidateQueries()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (faults.size === 0 && !send.isPending) send.mutate()
  }
  const fault = (which: ReportFault) =>
    showFaults &&
    faults.has(which) && (
      <p className="fault" role="alert">
        {t(`tasks.faults.${which}`, { today })}
      </p>
    )
  const names = [...new Set([...task.lead, ...task.responsible, ...task.cooperating].map(nameOf))]
  const { value } = draft
  return (
    <form className="record-form task-form" onSubmit={submit} noValidate>
      {draft.wasKept && isTouched(value) && (
        <p className="kept" role="status">
          {t('tasks.kept')}{' '}
          <button
            type="button"
            className="button button-quiet button-small"
            onClick={() => draft.set(emptyReport(today))}
          >
            {t('tasks.forget')}
          </button>
        </p>
      )}
      <fieldset className="field">
        <legend>{t('tasks.reportState')}</legend>
        <span className="toggles">
          {reportStates.map((state) => (
            <label key={state}>
              <input
                type="radio"
                name="report-state"
                checked={value.state === state}
                onChange={() => change({ state })}
              />
              {t(`tasks.reportStates.${state}`)}
            </label>
          ))}
        </span>
      </fieldset>
      {isCycle && (
        <div className="field">
          <label htmlFor="report-round">{t('tasks.round')}</label>
          <select
            id="report-round"
            className="input"
            value={round ?? ''}
            aria-invalid={showFaults && faults.has('round')}
            onChange={(event) =>
              void navigate({
                search: (before) => ({ ...before, round: event.target.value || undefined }),
                replace: true,
              })
            }
          >
            <option value="">{t('tasks.chooseRound')}</option>
            {task.duties.map(({ day, state }) => (
              <option key={day} value={day ?? ''}>
                {t('tasks.roundOf', { day: day ?? '', state: t(`tasks.state.${state}`) })}
              </option>
            ))}
          </select>
          {fault('round')}
        </div>
      )}
      <div className="field">
        <label htmlFor="report-text">{t('tasks.text')}</label>
        <textarea
          id="report-text"
          className="input"
          rows={3}
          maxLength={2000}
          value={value.text}
          aria-invalid={showFaults && faults.has('text')}
          aria-describedby="report-text-hint"
          onChange={(event) => change({ text: event.target.value })}
        />
        <p id="report-text-hint" className="hint">
          {t('tasks.textHint')}
        </p>
        {fault('text')}
      </div>
      <div className="task-form-row">
        <div className="field">
          <label htmlFor="report-on">{t('tasks.on')}</label>
          <DayField id="report-on" value={value.on} max={today} onChange={(on) => change({ on })} />
          {fault('on')}
        </div>
        <div className="field">
          <label htmlFor="report-percent">{t('tasks.percent')}</label>
          <input
            id="report-percent"
            className="input task-percent"
            inputMode="numeric"
            maxLength={3}
            value={value.percent}
            aria-invalid={showFaults && (faults.has('percent') || faults.has('done'))}
            title={t('tasks.percentHint')}
            onChange={(event) => change({ percent: event.target.value.trim() })}
          />
          {fault('percent')}
          {fault('done')}
        </div>
        {names.length > 0 && (
          <div className="field">
            <label htmlFor="report-unit">{t('tasks.reportingUnit')}</label>
            <select
              id="report-unit"
              className="input"
              value={value.unit}
              onChange={(event) => change({ unit: event.target.value })}
            >
              <option value="">{t('tasks.noUnit')}</option>
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
        )}
      </div>
      <EvidenceField
        files={value.evidence}
        onChange={(evidence) => change({ evidence })}
        upload={(file) => api.uploadTaskEvidence({ upload: file })}
      />
      {send.error && <Refusal error={send.error} />}
      {send.isSuccess && !isTouched(value) && <p role="status">{t('tasks.sent')}</p>}
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={send.isPending}>
          {send.isPending ? t('tasks.sending') : t('tasks.send')}
        </button>
      </div>
    </form>
  )
}

/** The region of the page where it has a part in the task and is one's own; else one's own, or that of the task. */
function behalfOf(task: Task, own: string, shown: string): string {
  const meets = (code: string) =>
    code !== 'all' && (isInside(code, task.region.code) || isInside(task.region.code, code))
  if (isInside(task.region.code, own) && (shown === own || !isInside(shown, task.region.code)))
    return task.region.code
  return meets(shown) && isInside(shown, own) ? shown : own
}
