import type { CalendarItem } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { CaseLink, CasesLink } from '../../parts/cases/links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { weekdayOf, weekdays } from './days.ts'
import { KindMark } from './kind-mark.tsx'
import { type Holiday, HolidayTag } from './month.tsx'

/** What one day holds, line by line, each with the notice or the cases behind it. */
export function DayPanel(props: {
  readonly day: string
  readonly items: readonly CalendarItem[]
  readonly holiday: Holiday | undefined
}) {
  const { t } = useWords()
  const { day, items, holiday } = props
  return (
    <section className="panel day-panel" aria-label={day}>
      <div className="panel-head">
        <h2 className="figure">{day}</h2>
        <span className="quiet">{t(`calendar.weekday.${weekdays[weekdayOf(day)]!}`)}</span>
        {holiday && <HolidayTag holiday={holiday} />}
        <Link
          to="/calendar"
          search={(before) => ({ ...before, day: undefined })}
          replace
          className="button button-quiet button-small push"
        >
          {t('calendar.close')}
        </Link>
      </div>
      {items.length === 0 ? <p className="quiet">{t('calendar.nothing')}</p> : <DayItems items={items} />}
    </section>
  )
}

export function DayItems({ items }: { readonly items: readonly CalendarItem[] }) {
  return (
    <ul className="day-items">
      {items.map((item) => (
        <Item
          key={`${item.kind}${item.notice ?? ''}${item.case ?? ''}${item.step?.id}${item.region.at(-1)?.code}`}
          item={item}
        />
      ))}
    </ul>
  )
}

function Item({ item }: { readonly item: CalendarItem }) {
  const { t, say } = useWords()
  const place = item.region
    .slice(-2)
    .map(({ name }) => name)
    .join(' ')
  const what = item.step
    ? `${say(item.procedure.label)} · ${say(item.step.label)}`
    : say(item.procedure.label)
  return (
    <li>
      <KindMark kind={item.kind} late={item.late} />
      <span className="day-what">
        {item.notice ? (
          <Link to="/notices/$id" params={{ id: item.notice }} search={{}} className="in-text">
            {what}
          </Link>
        ) : (
          what
        )}
        <span className="block quiet">{place}</span>
      </span>
      <Behind item={item} label={t('calendar.casesOf', { what, place, count: item.cases })} />
    </li>
  )
}

/** The cases behind a line: one opens itself, several open as a list. */
function Behind({ item, label }: { readonly item: CalendarItem; readonly label: string }) {
  const { t } = useWords()
  const text = t('calendar.cases', { all: grouped(item.cases) })
  if (item.cases === 1 && item.case !== null) {
    return (
      <CaseLink id={item.case} label={label} className="figure">
        {text}
      </CaseLink>
    )
  }
  const code = item.region.at(-1)?.code
  return (
    <CasesLink
      className="figure"
      label={label}
      filter={{
        ...(code ? { region: code } : {}),
        procedure: item.procedure.id,
        ...(item.notice ? { notice: item.notice } : { step: item.step?.id, dueOn: item.day }),
      }}
    >
      {text}
    </CasesLink>
  )
}
