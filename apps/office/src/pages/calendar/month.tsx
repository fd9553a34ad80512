import type { CalendarItem, Text } from '@lika/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { usePlace } from '../../app/place.ts'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { monthName } from '../tasks/month-name.ts'
import { dayByKey, monthOf, weekdays } from './days.ts'
import { KindMark } from './kind-mark.tsx'
import { sumsOf } from './queries.ts'

export type Holiday = { readonly day: string; readonly name: Text; readonly works: boolean }

/** The month as a sheet of weeks. One day is reached by Tab, the others by the arrows. */
export function Month(props: {
  readonly month: string
  readonly weeks: readonly (readonly string[])[]
  readonly items: readonly CalendarItem[]
  readonly holidays: readonly Holiday[]
  readonly chosen: string | undefined
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const { month, weeks, items, holidays, chosen } = props
  const navigate = useNavigate({ from: '/calendar' })
  const table = useRef<HTMLTableElement>(null)
  const wanted = useRef<string>(undefined)
  const days = weeks.flat()
  const entry = [chosen, session.today, `${month}-01`].find((day) => day !== undefined && days.includes(day))

  // A key that leads out of the sheet turns it over; the day is there once the new one is drawn.
  useEffect(() => {
    if (wanted.current === undefined) return
    const link = table.current?.querySelector<HTMLElement>(`[data-day="${wanted.current}"]`)
    if (!link) return
    wanted.current = undefined
    link.focus()
  })
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const day = (event.target as HTMLElement).dataset.day
    const next = day === undefined ? undefined : dayByKey(event.key, day)
    if (next === undefined) return
    event.preventDefault()
    const link = table.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)
    if (link) return link.focus()
    wanted.current = next
    void navigate({
      search: (before) => ({ ...before, month: monthOf(next.slice(0, 7), next), day: undefined }),
      replace: true,
    })
  }
  return (
    <div className="panel">
      <table className="calendar" ref={table} onKeyDown={move}>
        <caption className="unseen">{t('calendar.caption', { month: monthName(t, month) })}</caption>
        <thead>
          <tr>
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col">
                {t(`calendar.weekday.${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day, weekday) => (
                <Cell
                  key={day}
                  day={day}
                  weekday={weekday}
                  isOutside={!day.startsWith(month)}
                  isChosen={day === chosen}
                  isEntry={day === entry}
                  items={items.filter((item) => item.day === day)}
                  holiday={holidays.find((each) => each.day === day)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell(props: {
  readonly day: string
  readonly weekday: number
  readonly isOutside: boolean
  readonly isChosen: boolean
  readonly isEntry: boolean
  readonly items: readonly CalendarItem[]
  readonly holiday: Holiday | undefined
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const { day, holiday, items } = props
  const isToday = day === session.today
  const isOff = holiday ? !holiday.works : props.weekday > 4
  const classes = [
    isOff && 'is-off',
    props.isOutside && 'is-outside',
    props.isChosen && 'is-chosen',
    isToday && 'is-today',
  ]
  return (
    <td className={classes.filter(Boolean).join(' ') || undefined}>
      <div className="day-head">
        <Link
          to="/calendar"
          search={(before) => ({ ...before, day: props.isChosen ? undefined : day })}
          replace
          className="day-number figure"
          data-day={day}
          tabIndex={props.isEntry ? 0 : -1}
          aria-current={isToday ? 'date' : undefined}
        >
          {Number(day.slice(8))}
          <span className="unseen">{t('calendar.openDay', { day, count: items.length })}</span>
        </Link>
        {isToday && <span className="day-today">{t('calendar.today')}</span>}
        {holiday && <HolidayTag holiday={holiday} />}
      </div>
      <ul className="day-sums">
        {sumsOf(items).map((sum) => (
          <li key={sum.kind}>
            <Link to="/calendar" search={(before) => ({ ...before, day })} replace>
              <KindMark kind={sum.kind} late={sum.late} />
              <strong className="figure">{grouped(sum.cases)}</strong>
              <span className="unseen">{t('calendar.sumOf', { day, items: sum.items })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </td>
  )
}

/** A day that is free, or worked, by decree: the word says which. */
export function HolidayTag({ holiday }: { readonly holiday: Holiday }) {
  const { t, say } = useWords()
  return (
    <span className={holiday.works ? 'tag day-works' : 'tag day-free'}>
      {t(holiday.works ? 'calendar.works' : 'calendar.free', { name: say(holiday.name) })}
    </span>
  )
}
