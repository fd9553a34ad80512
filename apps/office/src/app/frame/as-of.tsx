import { useNavigate } from '@tanstack/react-router'
import { DayField } from '../../parts/day-field.tsx'
import { useWords } from '../../words/index.ts'
import { usePlace } from '../place.ts'

/** The day everything on the page is shown for. A day that is not today says so. */
export function AsOf() {
  const { t } = useWords()
  const { date, session } = usePlace()
  const navigate = useNavigate()
  const show = (day: string) => navigate({ to: '.', search: (before) => ({ ...before, date: day }) })
  const isPast = date !== session.today

  return (
    <div className={isPast ? 'as-of is-past' : 'as-of'}>
      <label htmlFor="as-of">{t('frame.asOf')}</label>
      <DayField
        id="as-of"
        value={date}
        aria-label={t('frame.asOfLabel')}
        aria-describedby={isPast ? 'as-of-past' : undefined}
        onChange={(day) => void show(day)}
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
