import type { Job } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'
import { kindOf } from './kinds.ts'

/** What came of it: the result, or why there is none. */
export function Outcome({ job }: { readonly job: Job }) {
  const { t, say } = useWords()
  if (job.state === 'failed') {
    return (
      <>
        {t('work.failed')}
        {t('app.colon')}
        {job.error && say(job.error.message)}
      </>
    )
  }
  if (job.state === 'cancelled') return t('work.cancelled')
  return kindOf(job).told?.(job, t) ?? t('work.done')
}

export function JobLink(props: {
  readonly job: Job
  readonly close: () => void
  readonly children: React.ReactNode
}) {
  const link = kindOf(props.job).link?.(props.job)
  if (!link) return <span>{props.children}</span>
  return (
    <Link {...link} onClick={props.close}>
      {props.children}
    </Link>
  )
}
