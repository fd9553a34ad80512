import type { Job } from '@lika/contract'
import { useLocation, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { kindOf } from '../../parts/work/kinds.ts'
import { JobLink, Outcome } from '../../parts/work/outcome.tsx'
import { isUnderWay } from '../../parts/work/queries.ts'
import { useWords } from '../../words/index.ts'

const SHOWN_MS = 15_000

/** Says when work that ran in this window has ended, unless its page is the one being looked at. */
export function WorkToasts(props: {
  readonly jobs: readonly Job[]
  readonly see: (jobs: readonly Job[]) => void
}) {
  const { t } = useWords()
  const { jobs, see } = props
  const { pathname } = useLocation()
  const router = useRouter()
  const ran = useRef<ReadonlySet<string>>(new Set())
  const [shown, setShown] = useState<readonly Job[]>([])
  useEffect(() => {
    const ended = jobs.filter((job) => ran.current.has(job.id) && !isUnderWay(job))
    ran.current = new Set(jobs.filter((job) => job.isOwn && isUnderWay(job)).map(({ id }) => id))
    if (ended.length === 0) return
    const isHere = (job: Job) => {
      const link = kindOf(job).link?.(job)
      return link !== undefined && router.buildLocation(link as never).pathname === pathname
    }
    see(ended.filter(isHere))
    setShown((before) => [...before, ...ended.filter((job) => !isHere(job))])
  }, [jobs, see, pathname, router])
  const close = (id: string) => setShown((before) => before.filter((job) => job.id !== id))
  return (
    <section className="toasts" aria-live="polite" aria-label={t('work.toast')}>
      {shown.map((job) => (
        <Toast key={job.id} job={job} close={() => close(job.id)} />
      ))}
    </section>
  )
}

/** Stays while it is pointed at or focused. */
function Toast({ job, close }: { readonly job: Job; readonly close: () => void }) {
  const { t } = useWords()
  const [isHeld, setHeld] = useState(false)
  const leave = useRef(close)
  leave.current = close
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => leave.current(), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isHeld])
  return (
    <fieldset
      aria-label={kindOf(job).label(job, t)}
      className="toast"
      data-state={job.state}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className="toast-head">
        <strong>{kindOf(job).label(job, t)}</strong>
        <button type="button" className="button button-quiet button-small" onClick={close}>
          {t('work.close')}
        </button>
      </p>
      <p>
        <Outcome job={job} />
      </p>
      <p>
        <JobLink job={job} close={close}>
          {t('work.open')}
        </JobLink>
      </p>
    </fieldset>
  )
}
