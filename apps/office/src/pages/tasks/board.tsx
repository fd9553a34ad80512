import type { DutyCounts, DutyState } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { grouped, widthOf } from '../../parts/numbers.ts'
import { Notice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { useWords } from '../../words/index.ts'
import { monthName } from './month-name.ts'
import { ANY_MONTH, type BoardAddress, monthsOf, states } from './queries.ts'

type ByState = DutyCounts['total']
const sumOf = (counts: ByState) => states.reduce((sum, state) => sum + counts[state], 0)
const nothing: ByState = { done: 0, late: 0, blocked: 0, due: 0, coming: 0, open: 0 }

interface Line {
  readonly key: string
  readonly name: string
  readonly counts: ByState
  /** What the address says for the rows behind the line. */
  readonly filter: BoardAddress
  readonly note?: ReactNode
}

/** What each unit owes, whoever works in one sees it first. */
export function ByUnit({ counts }: { readonly counts: DutyCounts }) {
  const { t } = useWords()
  const isOwn = (key: string) => key === counts.own
  const units = counts.units.toSorted((a, b) => Number(isOwn(b.key)) - Number(isOwn(a.key)))
  const lines = units.map(({ key, name, ...rest }) => ({
    key,
    name,
    counts: rest,
    filter: { unit: key },
    ...(isOwn(key) ? { note: <span className="tag">{t('tasks.mine')}</span> } : {}),
  }))
  return <Lines head={t('tasks.unit')} lines={lines} />
}

/** The year, month by month. */
export function ByMonth({ counts, year }: { readonly counts: DutyCounts; readonly year: string }) {
  const { t } = useWords()
  const { date } = usePlace()
  const found = new Map(counts.months.map(({ month, ...rest }) => [month, rest]))
  const lines = monthsOf(year).map((month) => ({
    key: month,
    name: monthName(t, month),
    counts: found.get(month) ?? nothing,
    filter: { month },
    ...(month === date.slice(0, 7) ? { note: <span className="tag">{t('tasks.thisMonth')}</span> } : {}),
  }))
  return <Lines head={t('tasks.month')} lines={lines} />
}

/** What each document asks for. */
export function ByDocument({ counts }: { readonly counts: DutyCounts }) {
  const { t } = useWords()
  const lines = counts.plans
    .map(({ id, title, ...rest }) => ({
      key: id,
      name: title || t('tasks.document'),
      counts: rest,
      filter: { plan: id },
    }))
    .toSorted((a, b) => b.counts.late + b.counts.blocked - a.counts.late - a.counts.blocked)
  return <Lines head={t('tasks.document')} lines={lines} />
}

function Lines({ head, lines }: { readonly head: string; readonly lines: readonly Line[] }) {
  const { t } = useWords()
  if (lines.length === 0) {
    return (
      <Notice mark="0" title={t('tasks.none')} text={t('tasks.noneText')}>
        <Link className="button" to="/tasks" search={{ month: ANY_MONTH }}>
          {t('tasks.clear')}
        </Link>
      </Notice>
    )
  }
  const most = Math.max(1, ...lines.map(({ counts }) => sumOf(counts)))
  return (
    <div className="table-scroll">
      <table className="table tasks-board">
        <caption className="unseen">{t('tasks.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <td className="wide-only" />
            {states.map((state) => (
              <th key={state} scope="col" className="number" title={t(`tasks.stateHint.${state}`)}>
                {t(`tasks.state.${state}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('tasks.all')}
            </th>
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">
                <Link
                  to="/tasks"
                  search={(before) => ({ ...before, ...line.filter, state: undefined, view: 'list' })}
                  data-row-link
                >
                  {line.name}
                </Link>{' '}
                {line.note}
              </th>
              <td className="wide-only bar-cell">
                <Bar counts={line.counts} most={most} />
              </td>
              {states.map((state) => (
                <Count key={state} line={line} state={state} />
              ))}
              <td className="number">
                <Link
                  to="/tasks"
                  search={(before) => ({ ...before, ...line.filter, state: undefined, view: 'list' })}
                  aria-label={t('tasks.countOf', {
                    name: line.name,
                    state: t('tasks.all'),
                    number: grouped(sumOf(line.counts)),
                  })}
                >
                  {grouped(sumOf(line.counts))}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A number that opens the duties behind it. */
function Count({ line, state }: { readonly line: Line; readonly state: DutyState }) {
  const { t } = useWords()
  const number = line.counts[state]
  if (number === 0) return <td className="number quiet">0</td>
  return (
    <td className="number">
      <Link
        to="/tasks"
        search={(before) => ({ ...before, ...line.filter, state, view: 'list' })}
        className={state === 'late' || state === 'blocked' ? 'is-urgent' : undefined}
        aria-label={t('tasks.countOf', {
          name: line.name,
          state: t(`tasks.state.${state}`),
          number: grouped(number),
        })}
      >
        {grouped(number)}
      </Link>
    </td>
  )
}

function Bar({ counts, most }: { readonly counts: ByState; readonly most: number }) {
  return (
    <span className="duty-bar" aria-hidden>
      {states.map((state) =>
        counts[state] === 0 ? null : (
          <span key={state} className={`duty-bar-${state}`} style={{ width: widthOf(counts[state], most) }} />
        ),
      )}
    </span>
  )
}
