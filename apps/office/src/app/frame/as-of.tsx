import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useWords } from '../../words/index.ts'
import { usePlace } from '../place.ts'

/** The day everything on the page is shown for. A day that is not today says so. */
export function AsOf() {
  const { t } = useWords()
  const { date, session } = usePlace()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(date)
  useEffect(() => setTyped(date), [date])
  const show = (day: string) => navigate({ to: '.', search: (before) => ({ ...before, date: day }) })
  const isPast = date !== session.today

  // While a year is being typed, the field holds days such as 0002-01-01: those wait for the rest.
  const change = (day: string) => {
    setTyped(day)
    if (/^(19|20)\d\d-/.test(day)) void show(day)
  }

  return (
    <div className={isPast ? 'as-of is-past' : 'as-of'}>
      <label htmlFor="as-of">{t('frame.asOf')}</label>
      <input
        id="as-of"
        type="date"
        className="input"
        value={typed}
        aria-label={t('frame.asOfLabel')}
        aria-describedby={isPast ? 'as-of-past' : undefined}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setTyped(date)}
      />
      {isPast && (
        <>
          <span id="as-of-past" className="unseen">
            {t('frame.past', { date, today: session.today })}
          </span>
          <button type="button" className="button button-quiet" onClick={() => void show(session.today)}>
            {t('frame.today')}
          </button>
        </>
      )}
    </div>
  )
}
