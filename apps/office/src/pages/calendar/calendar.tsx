import type { CalendarItem } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { CaseSections } from '../../parts/cases/sections.tsx'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { ProblemNotice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { monthName } from '../tasks/month-name.ts'
import { DayPanel } from './day-panel.tsx'
import { dayOf, monthAfter, monthOf, weeksOf } from './days.ts'
import { DayList } from './list.tsx'
import { Month } from './month.tsx'
import { calendarQuery, kinds } from './queries.ts'
import '../../parts/filters.css'
import './calendar.css'

/** Which notices begin and end, and what is due, day by day. */
export function CalendarPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const address = useSearch({ from: '/frame/calendar' })
  const month = monthOf(address.month, date)
  const weeks = weeksOf(month)
  const isNarrow = useNarrow()
  const isList = address.view ? address.view === 'list' : isNarrow
  const query = useQuery(calendarQuery(region, weeks[0]![0]!, weeks.at(-1)![6]!))
  const kind = kinds.find((each) => each === address.kind)
  const items = query.data?.items.filter((item) => kind === undefined || item.kind === kind) ?? []
  const day = dayOf(address.day)
  useTitle(t('calendar.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('calendar.title')}</h1>
        {query.data && <Told items={items} month={month} />}
      </div>
      <CaseSections />
      <Tools month={month} kind={kind} isList={isList} />
      {query.data && <UnknownYears month={month} years={query.data.knownYears} />}
      {query.error && !query.data ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <div className="panel">
          <Loading lines={14} />
        </div>
      ) : (
        <div className={query.isPlaceholderData ? 'is-older' : undefined} aria-busy={query.isPlaceholderData}>
          {isList ? (
            <DayList month={month} items={items} holidays={query.data.holidays} />
          ) : (
            <div className={day ? 'calendar-beside' : undefined}>
              <Month month={month} weeks={weeks} items={items} holidays={query.data.holidays} chosen={day} />
              {day && (
                <DayPanel
                  day={day}
                  items={items.filter((item) => item.day === day)}
                  holiday={query.data.holidays.find((each) => each.day === day)}
                />
              )}
            </div>
          )}
        </div>
      )}
    </>
  )
}

/** How much there is in the month, and how much of it is late. */
function Told({ items, month }: { readonly items: readonly CalendarItem[]; readonly month: string }) {
  const { t } = useWords()
  const own = items.filter(({ day }) => day.startsWith(month))
  const late = own.filter((item) => item.late).length
  return (
    <p className="figure" role="status">
      {t('calendar.told', { all: grouped(own.length) })}
      {late > 0 && <strong className="is-late"> {t('calendar.toldLate', { late: grouped(late) })}</strong>}
    </p>
  )
}

function Tools(props: {
  readonly month: string
  readonly kind: CalendarItem['kind'] | undefined
  readonly isList: boolean
}) {
  const { t } = useWords()
  const { date } = usePlace()
  const navigate = useNavigate({ from: '/calendar' })
  const { month, kind, isList } = props
  const own = date.slice(0, 7)
  const to = (next: string) =>
    void navigate({
      search: (before) => ({ ...before, month: next === own ? undefined : next, day: undefined }),
    })
  return (
    <div className="filters no-print">
      <fieldset className="filter">
        <legend>{t('tasks.month')}</legend>
        <div className="calendar-months">
          <button
            type="button"
            className="button"
            aria-label={t('tasks.before')}
            onClick={() => to(monthAfter(month, -1))}
          >
            ‹
          </button>
          <output className="calendar-month figure">{monthName(t, month)}</output>
          <button
            type="button"
            className="button"
            aria-label={t('tasks.after')}
            onClick={() => to(monthAfter(month, 1))}
          >
            ›
          </button>
          <button type="button" className="button" aria-pressed={month === own} onClick={() => to(own)}>
            {t('tasks.thisMonth')}
          </button>
        </div>
      </fieldset>
      <label className="filter">
        <span>{t('calendar.what')}</span>
        <select
          className="input"
          value={kind ?? ''}
          onChange={(event) =>
            void navigate({ search: (before) => ({ ...before, kind: event.target.value || undefined }) })
          }
        >
          <option value="">{t('calendar.everything')}</option>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {t(`calendar.kind.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="toggles" aria-label={t('calendar.view')}>
        {(['month', 'list'] as const).map((view) => (
          <label key={view}>
            <input
              type="radio"
              name="view"
              checked={isList === (view === 'list')}
              onChange={() => void navigate({ search: (before) => ({ ...before, view }), replace: true })}
            />
            {t(`calendar.views.${view}`)}
          </label>
        ))}
      </fieldset>
      <Link className="button push-end" to="/cases" search={{ due: 'late' }}>
        {t('calendar.toLate')}
      </Link>
    </div>
  )
}

/** A year whose holidays are not known says so: nobody should count days of work by a guess. */
function UnknownYears({ month, years }: { readonly month: string; readonly years: readonly number[] }) {
  const { t } = useWords()
  const year = month.slice(0, 4)
  if (years.includes(Number(year))) return null
  return <p className="calendar-unknown">{t('calendar.unknownYear', { year })}</p>
}

const narrow = '(max-width: 720px)'

/** Whether the window is too narrow for seven columns. */
function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches)
  useEffect(() => {
    const media = matchMedia(narrow)
    const look = () => setNarrow(media.matches)
    media.addEventListener('change', look)
    return () => media.removeEventListener('change', look)
  }, [])
  return isNarrow
}
