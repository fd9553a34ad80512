import type { Job } from '@lika/contract'
import { useEffect, useRef, useState } from 'react'
import { type T, useWords } from '../../words/index.ts'
import { grouped } from '../numbers.ts'
import { observe, type Pace, secondsLeft } from './time-left.ts'
import './work.css'

type Shown = Pick<Job, 'state' | 'done' | 'total' | 'message'>

/** How far work is: what it does, a bar, a count and the time left. */
export function WorkProgress({ job, label }: { readonly job: Shown; readonly label: string }) {
  const { t, say } = useWords()
  const left = useTimeLeft(job)
  const isWaiting = job.state === 'waiting'
  const isKnown = job.total !== null && job.total > 0
  return (
    <div className="work-progress">
      <progress
        className="work-bar"
        aria-label={label}
        {...(isKnown && !isWaiting ? { value: Math.min(job.done, job.total!), max: job.total! } : {})}
      />
      <p className="work-said">
        <span>{isWaiting ? t('work.waiting') : job.message && say(job.message)}</span>
        {!isWaiting && (
          <span className="figure">
            {isKnown
              ? t('work.count', { done: grouped(job.done), total: grouped(job.total!) })
              : job.done > 0 && t('work.countOnly', { done: grouped(job.done) })}
          </span>
        )}
        {left !== undefined && <span>{t('work.left', { time: duration(left, t) })}</span>}
      </p>
    </div>
  )
}

export function duration(seconds: number, t: T): string {
  if (seconds < 90) return t('work.seconds', { count: seconds })
  if (seconds < 5400) return t('work.minutes', { count: Math.round(seconds / 60) })
  return t('work.hours', { count: Math.round(seconds / 3600) })
}

function useTimeLeft(job: Shown): number | undefined {
  const pace = useRef<Pace | undefined>(undefined)
  const [left, setLeft] = useState<number>()
  const part = `${job.state} ${job.message?.en ?? ''}`
  useEffect(() => {
    pace.current = observe(pace.current, { part, done: job.done, total: job.total }, Date.now())
    const tell = () => setLeft(secondsLeft(pace.current, job.total, Date.now()))
    tell()
    const timer = setInterval(tell, 1000)
    return () => clearInterval(timer)
  }, [part, job.done, job.total])
  return job.state === 'running' ? left : undefined
}
