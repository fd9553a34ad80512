import { BellOutlined } from '@ant-design/icons'
import type { Job } from '@lika/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ProblemNotice } from '../../parts/problem.tsx'
import { isTold, kindOf } from '../../parts/work/kinds.ts'
import { JobLink, Outcome } from '../../parts/work/outcome.tsx'
import { WorkProgress } from '../../parts/work/progress.tsx'
import { isUnderWay, jobsQuery, useCancelJob } from '../../parts/work/queries.ts'
import { useSee } from '../../parts/work/seen.ts'
import { useWords } from '../../words/index.ts'
import { usePlace } from '../place.ts'
import { Disclosure } from './disclosure.tsx'
import { WorkToasts } from './work-toasts.tsx'
import '../../parts/record/record.css'
import './work-bell.css'

/** Long work that one started: what runs, and what ended and was not looked at yet. */
export function WorkBell() {
  const { t } = useWords()
  const { data } = useQuery(jobsQuery())
  const see = useSee()
  const jobs = (data?.items ?? []).filter(isTold)
  const running = jobs.filter(isUnderWay).length
  const fresh = jobs.filter((job) => !isUnderWay(job) && !job.seen).length
  const label = running > 0 ? t('work.bellRunning', { count: running }) : t('work.bell')
  useEnded(jobs)
  return (
    <>
      <Disclosure
        align="end"
        className={running > 0 ? 'bell is-running' : 'bell'}
        label={fresh > 0 ? t('work.bellNew', { count: fresh }) : label}
        button={
          <>
            <BellOutlined aria-hidden />
            {running + fresh > 0 && (
              <span className="bell-count figure" aria-hidden>
                {running + fresh}
              </span>
            )}
          </>
        }
      >
        {(close) => <WorkPanel jobs={jobs} see={see} close={close} />}
      </Disclosure>
      <WorkToasts jobs={jobs} see={see} />
    </>
  )
}

/** What the work changed is asked for anew once it has ended, on whatever page one is. */
function useEnded(jobs: readonly Job[]): void {
  const queryClient = useQueryClient()
  const before = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const now = new Set(jobs.filter(isUnderWay).map(({ id }) => id))
    const hasEnded = [...before.current].some((id) => !now.has(id))
    before.current = now
    if (!hasEnded) return
    const kept = new Set(['getSession', 'getCatalogue', 'getRegion', 'getPolicy', 'listJobs'])
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !kept.has(String(queryKey[0])) })
  }, [jobs, queryClient])
}

function WorkPanel(props: {
  readonly jobs: readonly Job[]
  readonly see: (jobs: readonly Job[]) => void
  readonly close: () => void
}) {
  const { t } = useWords()
  const { can } = usePlace()
  const [isWide, setWide] = useState(false)
  const query = useQuery(jobsQuery(isWide ? 'region' : 'own'))
  // What was new when the panel opened stays marked while it is open.
  const [known] = useState(() => new Set(props.jobs.filter(({ seen }) => seen).map(({ id }) => id)))
  const jobs = (query.data?.items ?? []).filter(isTold)
  const running = jobs.filter(isUnderWay)
  const ended = jobs.filter((job) => !isUnderWay(job))
  const { see } = props
  useEffect(() => see(ended))
  return (
    <div className="bell-panel">
      <p className="bell-head">
        <strong>{t('work.bell')}</strong>
        {can('jobs.read') && (
          <label className="check">
            <input type="checkbox" checked={isWide} onChange={(event) => setWide(event.target.checked)} />
            <span>{t('work.region')}</span>
          </label>
        )}
      </p>
      {query.error && jobs.length === 0 && (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      )}
      {query.data && jobs.length === 0 && (
        <p className="bell-none">
          {t('work.none')}
          <span className="quiet block">{t('work.noneText')}</span>
        </p>
      )}
      {running.length > 0 && (
        <ul aria-label={t('work.running')}>
          {running.map((job) => (
            <RunningJob key={job.id} job={job} close={props.close} />
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <ul aria-label={t('work.ended')}>
          {ended.map((job) => (
            <EndedJob key={job.id} job={job} isNew={!known.has(job.id)} close={props.close} />
          ))}
        </ul>
      )}
    </div>
  )
}

function RunningJob({ job, close }: { readonly job: Job; readonly close: () => void }) {
  const { t } = useWords()
  const cancel = useCancelJob()
  const label = kindOf(job).label(job, t)
  return (
    <li className="bell-job">
      <p className="bell-line">
        <JobLink job={job} close={close}>
          {label}
        </JobLink>
        <button
          type="button"
          className="button button-small"
          disabled={cancel.isPending || job.cancelRequested}
          onClick={() => cancel.mutate(job.id)}
        >
          {job.cancelRequested ? t('work.cancelling') : t('work.cancel')}
          <span className="unseen">{label}</span>
        </button>
      </p>
      {!job.isOwn && <p className="quiet">{t('work.by', { name: job.madeBy })}</p>}
      <WorkProgress job={job} label={label} />
    </li>
  )
}

function EndedJob(props: { readonly job: Job; readonly isNew: boolean; readonly close: () => void }) {
  const { t } = useWords()
  const { job } = props
  return (
    <li className="bell-job">
      <p className="bell-line">
        <JobLink job={job} close={props.close}>
          {kindOf(job).label(job, t)}
        </JobLink>
        {props.isNew && job.isOwn && <span className="tag tag-warn">{t('work.isNew')}</span>}
      </p>
      {!job.isOwn && <p className="quiet">{t('work.by', { name: job.madeBy })}</p>}
      <p className={job.state === 'failed' ? 'fault' : 'quiet'}>
        <Outcome job={job} />
        <span className="figure bell-time">{timeOf(job.updatedAt)}</span>
      </p>
    </li>
  )
}

function timeOf(instant: string): string {
  const time = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`
}
