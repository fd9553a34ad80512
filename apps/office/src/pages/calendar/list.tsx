import type { CalendarItem } from '@lika/contract'
import { usePlace } from '../../app/place.ts'
import { Notice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { DayItems } from './day-panel.tsx'
import { weekdayOf, weekdays } from './days.ts'
import { type Holiday, HolidayTag } from './month.tsx'

/** The days of the month on which there is something, one below the other: for narrow windows and for paper. */
export function DayList(props: {
  readonly month: string
  readonly items: readonly CalendarItem[]
  readonly holidays: readonly Holiday[]
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const { month, items, holidays } = props
  const days = [...new Set([...items, ...holidays].map(({ day }) => day))]
    .filter((day) => day.startsWith(month))
    .toSorted()
  if (days.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('calendar.empty')} text={t('calendar.emptyText')} />
      </div>
    )
  }
  return (
    <ol className="panel day-list">
      {days.map((day) => {
        const holiday = holidays.find((each) => each.day === day)
        const own = items.filter((item) => item.day === day)
        return (
          <li key={day}>
            <h2>
              <time dateTime={day} className="figure">
                {day}
              </time>{' '}
              <span className="quiet">{t(`calendar.weekday.${weekdays[weekdayOf(day)]!}`)}</span>{' '}
              {day === session.today && <span className="day-today">{t('calendar.today')}</span>}{' '}
              {holiday && <HolidayTag holiday={holiday} />}
            </h2>
            {own.length > 0 && <DayItems items={own} />}
          </li>
        )
      })}
    </ol>
  )
}
