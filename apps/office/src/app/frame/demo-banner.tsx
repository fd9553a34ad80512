import { ApiProblem } from '@lika/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { DayField } from '../../parts/day-field.tsx'
import { useWords } from '../../words/index.ts'
import { usePlace } from '../place.ts'
import './demo-banner.css'

/** Says that everything is made up, and lets the day of the demo world pass: notices hang for days. */
export function DemoBanner() {
  const { t, say } = useWords()
  const { session } = usePlace()
  const pass = usePassing()
  if (!session.world) return null
  const { today } = session
  const to = pass.isPending || pass.isSuccess ? pass.variables : undefined
  return (
    <section className="demo-banner" aria-label={t('frame.demo')}>
      <p>
        <strong>{t('frame.demo')}</strong>
        <span>{say(session.world.label)}</span>
        <span>{t('frame.demoDay', { date: today })}</span>
      </p>
      <div className="demo-days">
        <button type="button" disabled={to !== undefined} onClick={() => pass.mutate(dayAfter(today, 1))}>
          {t('frame.nextDay')}
        </button>
        <button type="button" disabled={to !== undefined} onClick={() => pass.mutate(dayAfter(today, 7))}>
          {t('frame.sevenDays')}
        </button>
        <UntilDay today={today} isBusy={to !== undefined} onPass={pass.mutate} />
      </div>
      <p role="status" className="demo-passing">
        {to !== undefined && <Passing to={to} />}
        {pass.error && <strong>{say(pass.error)}</strong>}
      </p>
    </section>
  )
}

/** The page is loaded anew afterwards: nothing of the day before stays on it. */
function usePassing() {
  const { t } = useWords()
  const { session } = usePlace()
  const { href } = useLocation()
  const mutation = useMutation({
    mutationFn: (day: string) => api.passDays({ body: { day } }),
    onSuccess: ({ day }) => {
      const url = new URL(href, window.location.origin)
      // Who looked at today looks at the new one; who looked at a day of the past stays there.
      if (url.searchParams.get('date') === session.today) url.searchParams.set('date', day)
      url.searchParams.delete('cursor')
      window.location.assign(url)
    },
  })
  const { error } = mutation
  const crashed = { zh: t('state.crashed'), en: t('state.crashed') }
  return { ...mutation, error: error && (error instanceof ApiProblem ? error.problem.messages : crashed) }
}

const LOOK_EVERY_MS = 500

function Passing({ to }: { readonly to: string }) {
  const { t } = useWords()
  const { data } = useQuery({
    queryKey: ['getWorldDay'],
    queryFn: ({ signal }) => api.getWorldDay({ signal }),
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
    retry: false,
  })
  const { done, total } = data?.passing ?? { done: 0, total: 0 }
  return (
    <>
      <span>{t('frame.passing', { date: to })}</span>
      {/* Without a count it has no value: only that something goes on. */}
      <progress
        aria-label={t('frame.passing', { date: to })}
        {...(total > 0 ? { value: done, max: total } : {})}
      />
    </>
  )
}

function UntilDay(props: {
  readonly today: string
  readonly isBusy: boolean
  readonly onPass: (day: string) => void
}) {
  const { t } = useWords()
  const { today, isBusy } = props
  const id = useId()
  const [day, setDay] = useState(dayAfter(today, 14))
  const isLater = day > today
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isLater) props.onPass(day)
      }}
    >
      <label htmlFor={id} className="unseen">
        {t('frame.untilDayLabel')}
      </label>
      <DayField id={id} value={day} aria-invalid={!isLater} onChange={setDay} />
      <button type="submit" disabled={isBusy || !isLater}>
        {t('frame.untilDay')}
      </button>
    </form>
  )
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
