import type { DutyCounts } from '@lika/contract'
import { usePlace } from '../../app/place.ts'
import { grouped } from '../../parts/numbers.ts'
import { useTypedText } from '../../parts/typed-text.ts'
import { useWords } from '../../words/index.ts'
import { DutyMark } from './duty-mark.tsx'
import { monthName } from './month-name.ts'
import type { Change } from './queries.ts'
import { ANY_MONTH, type BoardAddress, type boardQueryOf, monthAfter, states } from './queries.ts'

type Query = ReturnType<typeof boardQueryOf>['query']

/** Month, state, role, text; and what else was chosen, each with a way to drop it. */
export function Filters(props: {
  readonly counts: DutyCounts
  readonly query: Query
  readonly month: string | undefined
  readonly address: BoardAddress
  readonly change: Change
}) {
  const { t } = useWords()
  const { counts, query, month, change } = props
  const { date } = usePlace()
  const own = date.slice(0, 7)
  const shown = month ?? own
  const to = (next: string | undefined) => change({ month: next === own ? undefined : next })
  return (
    <div className="filters no-print">
      <fieldset className="filter">
        <legend>{t('tasks.month')}</legend>
        <span className="tasks-months">
          <button
            type="button"
            className="button"
            aria-label={t('tasks.before')}
            onClick={() => to(monthAfter(shown, -1))}
          >
            ‹
          </button>
          <output className="tasks-month figure">{month ? monthName(t, month) : t('tasks.allMonths')}</output>
          <button
            type="button"
            className="button"
            aria-label={t('tasks.after')}
            onClick={() => to(monthAfter(shown, 1))}
          >
            ›
          </button>
          <button type="button" className="button" aria-pressed={month === own} onClick={() => to(own)}>
            {t('tasks.thisMonth')}
          </button>
          <button
            type="button"
            className="button"
            aria-pressed={month === undefined}
            onClick={() => to(ANY_MONTH)}
          >
            {t('tasks.allMonths')}
          </button>
        </span>
      </fieldset>
      <label className="filter">
        <span>{t('tasks.letter.role')}</span>
        <select
          className="input"
          value={query.role ?? ''}
          onChange={(event) => change({ role: event.target.value || undefined })}
        >
          <option value="">{t('tasks.role.all')}</option>
          {(['lead', 'cooperating', 'responsible'] as const).map((role) => (
            <option key={role} value={role}>
              {t(`tasks.role.${role}`)}
            </option>
          ))}
        </select>
      </label>
      <SearchField search={query.search ?? ''} change={change} />
      <div className="tasks-states">
        {states.map((state) => (
          <button
            key={state}
            type="button"
            className="button tasks-state"
            aria-pressed={query.state === state}
            onClick={() => change({ state: query.state === state ? undefined : state, view: 'list' })}
          >
            <DutyMark state={state} />
            <strong className="figure">{grouped(counts.total[state])}</strong>
          </button>
        ))}
      </div>
      <Chips {...props} />
      {month === own && <p className="hint tasks-carried">{t('tasks.carried')}</p>}
    </div>
  )
}

function Chips({
  counts,
  query,
  change,
}: Pick<Parameters<typeof Filters>[0], 'counts' | 'query' | 'change'>) {
  const { t } = useWords()
  const chosen = [
    query.unit && {
      key: 'unit',
      name: counts.units.find(({ key }) => key === query.unit)?.name ?? query.unit,
    },
    query.plan && {
      key: 'plan',
      name: counts.plans.find(({ id }) => id === query.plan)?.title ?? t('tasks.document'),
    },
    query.search && { key: 'search', name: `“${query.search}”` },
  ].filter((each) => each !== undefined && each !== '')
  if (chosen.length === 0) return null
  return (
    <ul className="tasks-chips" aria-label={t('tasks.filters')}>
      {chosen.map((each) => (
        <li key={each.key}>
          <button
            type="button"
            className="button button-small"
            aria-label={t('tasks.drop', { name: each.name })}
            onClick={() => change({ [each.key]: undefined })}
          >
            <span className="tasks-chip">{each.name}</span> <span aria-hidden>✕</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function SearchField({ search, change }: { readonly search: string; readonly change: Change }) {
  const { t } = useWords()
  const typed = useTypedText(search, (text) => change({ search: text }, true))
  return (
    <label className="filter">
      <span>{t('tasks.searchLabel')}</span>
      <input
        className="input"
        type="search"
        maxLength={60}
        placeholder={t('tasks.search')}
        {...typed.fields}
      />
    </label>
  )
}
