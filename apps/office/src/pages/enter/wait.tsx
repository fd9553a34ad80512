import { ApiProblem } from '@lika/contract'
import { useEffect, useState } from 'react'
import { Refusal } from '../../parts/record/refusal.tsx'
import { useWords } from '../../words/index.ts'

/** Seconds that the server asks to wait after wrong tries; 0 when the next may come at once. */
export function useWait(error: Error | null): number {
  const asked = secondsOf(error)
  const [left, setLeft] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new error with the same seconds is a new wait.
  useEffect(() => {
    setLeft(asked)
    if (asked === 0) return
    const until = Date.now() + asked * 1000
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - Date.now()) / 1000))
      setLeft(rest)
      if (rest === 0) clearInterval(timer)
    }, 1000)
    return () => clearInterval(timer)
  }, [asked, error])
  return left
}

function secondsOf(error: Error | null): number {
  if (!(error instanceof ApiProblem) || error.code !== 'session.wait') return 0
  const seconds = Number(error.problem.value)
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : 0
}

/** Why it did not work, or how long to wait. */
export function EnterRefusal({ error, wait }: { readonly error: Error | null; readonly wait: number }) {
  const { t } = useWords()
  if (wait > 0) {
    const time =
      wait > 90 ? t('enter.minutes', { count: Math.ceil(wait / 60) }) : t('enter.seconds', { count: wait })
    return (
      <p className="fault figure" role="alert">
        {t('enter.wait', { time })}
      </p>
    )
  }
  const isOver = error instanceof ApiProblem && error.code === 'session.wait'
  return error && !isOver ? <Refusal error={error} /> : null
}
