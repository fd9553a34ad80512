import { routes, urlOf } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { SaveLink, SavingRefusal, useSaving } from '../../parts/save-link.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { PlanSections } from '../plans/sections.tsx'
import { ByDocument, ByMonth, ByUnit } from './board.tsx'
import { Filters } from './filters.tsx'
import { DutyList } from './list.tsx'
import { monthName } from './month-name.ts'
import { boardQueryOf, type Change, dutyCountsQuery, states, type View, views } from './queries.ts'
import '../../parts/filters.css'
import './tasks.css'

/** The address of the board, changed. */

/** Who owes what until when: first by unit, for the month of the date. */
export function TasksPage() {
  const { t } = useWords()
  const place = usePlace()
  const address = useSearch({ from: '/frame/tasks' })
  const navigate = useNavigate({ from: '/tasks' })
  const { view, month, query } = boardQueryOf({ region: place.region, date: place.date }, address)
  const counted = useQuery(dutyCountsQuery({ ...query, state: undefined } as never))
  const counts = counted.data
  const change: Change = (changed, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace })
  useTitle(t('tasks.title'))
  const all = counts ? states.reduce((sum, state) => sum + counts.total[state], 0) : 0
  const isFiltered = ['unit', 'plan', 'role', 'search', 'state'].some((key) => key in query)
  const isEmpty = counts !== undefined && all === 0 && counts.months.length === 0 && !isFiltered
  return (
    <>
      <div className="page-head">
        <h1>{t('tasks.title')}</h1>
        {counts && !isEmpty && (
          <p className="figure" role="status">
            {month
              ? t('tasks.owed', { month: monthName(t, month), all: grouped(all) })
              : t('tasks.owedAll', { all: grouped(all) })}
          </p>
        )}
        {!isEmpty && <Tools query={query} month={month} />}
      </div>
      <PlanSections />
      {counted.error && !counts ? (
        <ProblemNotice error={counted.error} retry={() => void counted.refetch()} />
      ) : !counts ? (
        <div className="panel">
          <Loading lines={14} />
        </div>
      ) : isEmpty && month === place.date.slice(0, 7) ? (
        <div className="panel">
          <Notice mark="0" title={t('tasks.empty')} text={t('tasks.emptyText')}>
            <Link className="button" to="/plans" search={{}}>
              {t('tasks.toDocuments')}
            </Link>
          </Notice>
        </div>
      ) : (
        <>
          <Filters counts={counts} query={query} month={month} address={address} change={change} />
          <Views current={view} />
          <div
            className={counted.isPlaceholderData ? 'panel is-older' : 'panel'}
            aria-busy={counted.isPlaceholderData}
          >
            {view === 'unit' && <ByUnit counts={counts} />}
            {view === 'month' && <ByMonth counts={counts} year={(month ?? place.date).slice(0, 4)} />}
            {view === 'document' && <ByDocument counts={counts} />}
            {view === 'list' && <DutyList query={query} />}
          </div>
        </>
      )}
    </>
  )
}

function Views({ current }: { readonly current: View }) {
  const { t } = useWords()
  return (
    <nav className="tabs tasks-views" aria-label={t('tasks.view.label')}>
      {views.map((view) => (
        <Link
          key={view}
          to="/tasks"
          search={(before) => ({ ...before, view: view === 'unit' ? undefined : view })}
          replace
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          aria-current={view === current ? 'page' : undefined}
        >
          {t(`tasks.view.${view}`)}
        </Link>
      ))}
    </nav>
  )
}

/** What one can take away: the list as a sheet, the page on paper, the bulletin, the letters. */
function Tools(props: {
  readonly query: ReturnType<typeof boardQueryOf>['query']
  readonly month: string | undefined
}) {
  const { t, language } = useWords()
  const { region, date } = usePlace()
  const saving = useSaving()
  const month = props.month ?? date.slice(0, 7)
  return (
    <div className="tasks-tools no-print">
      <SavingRefusal saving={saving} />
      <SaveLink
        className="button"
        saving={saving}
        href={urlOf(routes.tasks.exportDuties, { query: { ...props.query, format: 'xlsx' } })}
      >
        {t('tasks.exportXlsx')}
      </SaveLink>
      <button type="button" className="button" onClick={() => window.print()}>
        {t('tasks.print')}
      </button>
      <SaveLink
        className="button"
        saving={saving}
        href={urlOf(routes.tasks.exportBulletin, { query: { region, month, date, language } })}
      >
        {t('tasks.bulletinOf', { month: monthName(t, month) })}
      </SaveLink>
      <Link className="button" to="/tasks/letter" search={{ year: month.slice(0, 4) }}>
        {t('tasks.letters')}
      </Link>
    </div>
  )
}
