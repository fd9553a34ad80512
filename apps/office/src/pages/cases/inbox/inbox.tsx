import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { ExitQuota } from '../../../parts/cases/exit-quota.tsx'
import { CaseSections } from '../../../parts/cases/sections.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { BatchBar } from '../batch/batch.tsx'
import { type Change, caseCountsQuery, inboxQueryOf } from '../queries.ts'
import { Facets } from './facets.tsx'
import { Filters } from './filters.tsx'
import { CaseList } from './list.tsx'
import { useTicked } from './selection.ts'
import '../../../parts/filters.css'
import '../../../parts/record/record.css'
import '../cases.css'

/** The inbox: what stands where, what is due first, and what one may do about it. */
export function CasesPage() {
  const { t } = useWords()
  const { region, can } = usePlace()
  const address = useSearch({ from: '/frame/cases' })
  const navigate = useNavigate({ from: '/cases' })
  const query = inboxQueryOf(region, address)
  const counted = useQuery(caseCountsQuery(region))
  const change: Change = (changed, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace })
  const listKey = JSON.stringify({ ...query, sort: undefined })
  const ticking = useTicked(listKey, query.step)
  useTitle(t('cases.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('cases.title')}</h1>
        {can('cases.act') && (
          <p className="page-actions">
            <Link
              className="button button-primary"
              to="/cases/new"
              search={query.procedure ? { procedure: query.procedure } : {}}
            >
              {t('cases.open')}
            </Link>
          </p>
        )}
      </div>
      <CaseSections />
      <Totals />
      <div className="cases-layout">
        <Facets counts={counted.data} query={query} />
        <div className="cases-main">
          {query.procedure && <ExitQuota procedure={query.procedure} />}
          <Filters query={query} counts={counted.data} change={change} />
          <BatchBar key={listKey} ticking={ticking} />
          <CaseList query={query} ticking={ticking} change={change} />
        </div>
      </div>
    </>
  )
}

/** The whole in one line; every figure is the list behind it. */
function Totals() {
  const { t } = useWords()
  const { region } = usePlace()
  const address = useSearch({ from: '/frame/cases' })
  const { data } = useQuery(caseCountsQuery(region))
  if (!data) return <div className="cases-totals" aria-hidden />
  const totals = [
    ['open', data.open, {}],
    ['mine', data.mine, { mine: 'yes' }],
    ['late', data.late, { due: 'late' }],
    ['ended', data.ended, { state: 'ended' }],
    ['withdrawn', data.withdrawn, { state: 'withdrawn' }],
  ] as const
  const keys = [
    'mine',
    'due',
    'state',
    'procedure',
    'step',
    'outcome',
    'search',
    'subject',
    'notice',
    'dueOn',
    'standing',
    'endedFrom',
    'endedTo',
  ] as const
  const isNow = (search: Readonly<Record<string, string>>) =>
    keys.every((key) => address[key] === search[key])
  return (
    <ul className="cases-totals" aria-label={t('cases.totals')}>
      {totals.map(([name, count, search]) => (
        <li key={name}>
          <Link
            to="/cases"
            search={search}
            className={name === 'late' && count > 0 ? 'cases-total is-late' : 'cases-total'}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
            aria-current={isNow(search) ? 'page' : undefined}
          >
            <span>{t(`cases.total.${name}`)}</span> <strong className="figure">{grouped(count)}</strong>
          </Link>
        </li>
      ))}
    </ul>
  )
}
