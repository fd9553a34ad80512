import type { Task, TaskReport } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { EvidenceList } from '../../parts/evidence/evidence.tsx'
import { instantText } from '../../parts/instant.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useWords } from '../../words/index.ts'
import { ReportForm } from './report-form.tsx'

/** What was reported, the newest first, and the way to report. */
export function Reports({ task, round }: { readonly task: Task; readonly round: string | undefined }) {
  const { t } = useWords()
  const { can } = usePlace()
  const shown = round === undefined ? task.reports : task.reports.filter(({ duty }) => duty === round)
  return (
    <>
      {can('tasks.report') && (
        <section className="panel no-print" aria-labelledby="task-report">
          <h2 id="task-report">{t('tasks.report')}</h2>
          <ReportForm task={task} round={round} />
        </section>
      )}
      <section className="panel" aria-labelledby="task-reports">
        <div className="panel-head">
          <h2 id="task-reports">{t('tasks.reports')}</h2>
          {shown.length > 0 && (
            <span className="quiet figure">{t('tasks.reportsOf', { number: shown.length })}</span>
          )}
        </div>
        {shown.length === 0 ? (
          <p className="quiet">{t('tasks.noReports')}</p>
        ) : (
          <ol className="task-reports">
            {shown.map((report) => (
              <li key={report.id} className={report.takenBack === null ? undefined : 'is-taken-back'}>
                <OneReport task={task} report={report} />
              </li>
            ))}
          </ol>
        )}
      </section>
    </>
  )
}

function OneReport({ task, report }: { readonly task: Task; readonly report: TaskReport }) {
  const { t } = useWords()
  const [isTakingBack, setTakingBack] = useState(false)
  return (
    <>
      <p className="task-report-head">
        <strong>{t(`tasks.reportStates.${report.state}`)}</strong>
        {report.percent !== null && <span className="figure">{report.percent}%</span>}
        <span className="figure">{report.on}</span>
        {report.duty && (
          <span className="tag figure">
            {t('tasks.round')} {report.duty}
          </span>
        )}
        <span className="quiet" title={instantText(report.at)}>
          {t('tasks.onBehalf', { region: report.region.name, by: report.by })}
          {report.unit && ` · ${report.unit}`}
        </span>
        {report.mayTakeBack && !isTakingBack && (
          <button
            type="button"
            className="button button-quiet button-small no-print"
            onClick={() => setTakingBack(true)}
          >
            {t('tasks.takeBack')}
          </button>
        )}
      </p>
      <p className="task-report-text">{report.text}</p>
      <EvidenceList evidence={report.evidence} files={task.files} />
      {report.takenBack !== null && (
        <p className="task-taken-back">{t('tasks.takenBack', { reason: report.takenBack })}</p>
      )}
      {isTakingBack && <TakeBack task={task} report={report} close={() => setTakingBack(false)} />}
    </>
  )
}

function TakeBack(props: { readonly task: Task; readonly report: TaskReport; readonly close: () => void }) {
  const { t } = useWords()
  const { task, report } = props
  const queries = useQueryClient()
  const [id] = useState(newRecordId)
  const [reason, setReason] = useState('')
  const [showFaults, setShowFaults] = useState(false)
  const isShort = reason.trim().length < 2
  const send = useMutation({
    mutationFn: () =>
      api.takeBackReport({
        params: { id: task.id, report: report.id },
        body: { id, reason: reason.trim() },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      props.close()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (!isShort && !send.isPending) send.mutate()
  }
  const field = `take-back-${report.id}`
  return (
    <form
      className="record-form task-take-back"
      aria-label={t('tasks.takeBackTitle')}
      onSubmit={submit}
      noValidate
    >
      <div className="field">
        <label htmlFor={field}>{t('tasks.takeBackReason')}</label>
        <textarea
          id={field}
          className="input"
          rows={2}
          maxLength={500}
          value={reason}
          aria-invalid={showFaults && isShort}
          onChange={(event) => setReason(event.target.value)}
        />
        {showFaults && isShort && (
          <p className="fault" role="alert">
            {t('tasks.faults.reason')}
          </p>
        )}
      </div>
      {send.error && <Refusal error={send.error} />}
      <div className="record-actions">
        <button type="submit" className="button button-primary" disabled={send.isPending}>
          {t('tasks.confirm')}
        </button>
        <button type="button" className="button" onClick={props.close}>
          {t('tasks.cancel')}
        </button>
      </div>
    </form>
  )
}
