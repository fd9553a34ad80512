import type { LeadList, LeadRowOutcome } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { instantText } from '../../../parts/instant.ts'
import { grouped } from '../../../parts/numbers.ts'
import { Notice } from '../../../parts/problem.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { KindName, useLeadKinds } from '../kind.tsx'
import { leadListQuery, leadsOfList, opensRows, rowOutcomes, states } from '../queries.ts'
import { Rows } from './rows.tsx'
import { Withdraw } from './withdraw.tsx'
import '../../../parts/filters.css'
import '../../../parts/record/record.css'
import '../../cases/cases.css'
import '../leads.css'

/** One list: what its rows yielded, what became of the leads, and taking it back. */
export function LeadListPage() {
  const { t } = useWords()
  const { can } = usePlace()
  const { id } = useParams({ from: '/frame/leads/lists/$id' })
  const query = useQuery({ ...leadListQuery(id), enabled: can('leads.list') })
  const { nameOf } = useLeadKinds()
  useTitle(query.data ? nameOf(query.data.kind) : t('leads.listsTitle'))
  return (
    <>
      <p className="case-back">
        <Link to="/leads/lists" search={{}}>
          {t('leads.backToLists')}
        </Link>
      </p>
      {can('leads.list') ? (
        <Fetched query={query} lines={10}>
          {(list) => <Whole list={list} />}
        </Fetched>
      ) : (
        <Notice alert mark="—" title={t('state.noPermission')} />
      )}
    </>
  )
}

function Whole({ list }: { readonly list: LeadList }) {
  const { t } = useWords()
  const { session } = usePlace()
  const { figures, withdrawn } = list
  return (
    <div className="list-parts">
      <header>
        <div className="page-head">
          <h1>
            <KindName id={list.kind} />
          </h1>
          <span className="figure">{t('leads.heard', { day: list.heardOn })}</span>
          <span>{list.unit?.name ?? t('leads.noUnit')}</span>
          <span>{list.region.map(({ name }) => name).join(' ')}</span>
        </div>
        <p className="quiet">
          {t('leads.listHead', {
            by: list.uploadedBy,
            when: instantText(list.uploadedAt),
            file: list.fileName,
          })}
        </p>
      </header>
      {withdrawn && (
        <p className="panel list-warning" role="status">
          {t('leads.withdrawn', withdrawn)}
        </p>
      )}
      {figures.unreadable > 0 && opensRows(list, 'unreadable', session.today) && (
        <div className="panel list-warning" role="alert">
          <strong>{t('leads.mend', { count: grouped(figures.unreadable) })}</strong>
          <p>{t('leads.mendText')}</p>
        </div>
      )}
      {list.unread.length > 0 && (
        <p>
          {t('leads.unread', { columns: list.unread.join(t('app.comma')) })}{' '}
          <span className="quiet">{t('leads.unreadText')}</span>
        </p>
      )}
      <Figures list={list} />
      {!withdrawn && <Rows key={list.id} list={list} />}
      {list.mayWithdraw && <Withdraw list={list} />}
    </div>
  )
}

function Figure({ list, outcome }: { readonly list: LeadList; readonly outcome: LeadRowOutcome | 'all' }) {
  const { t } = useWords()
  const { rows, ...figures } = list.figures
  return (
    <>
      <span>{t(`leads.rowOutcome.${outcome}`)}</span>{' '}
      <strong className="figure">{grouped(outcome === 'all' ? rows : figures[outcome])}</strong>
    </>
  )
}

/** Every figure opens its rows while they are kept, or its leads. */
function Figures({ list }: { readonly list: LeadList }) {
  const { t } = useWords()
  const { can, session } = usePlace()
  const { rows: shown } = useSearch({ from: '/frame/leads/lists/$id' })
  const { figures } = list
  const standings = (['registered', 'exited', 'unregistered'] as const)
    .filter((each) => figures[each] > 0)
    .map((each) => `${t(`leads.standings.${each}`)} ${grouped(figures[each])}`)
  return (
    <section aria-label={t('leads.figures')}>
      <ul className="list-figures">
        {(['all', ...rowOutcomes] as const).map((outcome) => (
          <li key={outcome}>
            {opensRows(list, outcome, session.today) ? (
              <Link
                to="."
                search={(before) => ({ ...before, rows: outcome })}
                replace
                className="cases-total"
                title={outcome === 'all' ? undefined : t(`leads.rowHint.${outcome}`)}
                activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
                aria-current={(shown ?? 'all') === outcome ? 'page' : undefined}
              >
                <Figure list={list} outcome={outcome} />
              </Link>
            ) : (
              <span className="cases-total">
                <Figure list={list} outcome={outcome} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {standings.length > 0 && (
        <p className="quiet">
          {t('leads.matchedAs')} {standings.join(t('app.comma'))}
        </p>
      )}
      {!list.withdrawn && figures.matched > 0 && (
        <p className="leads-became">
          <span className="quiet">{t('leads.becameOf')}</span>{' '}
          {states
            .filter((state) => list.states[state] > 0)
            .map((state) => (
              <span key={state} className="leads-became-one">
                {can('leads.handle') ? (
                  <Link to="/leads" search={leadsOfList(list, state)}>
                    {t(`leads.states.${state}`)} <span className="figure">{grouped(list.states[state])}</span>
                  </Link>
                ) : (
                  <>
                    {t(`leads.states.${state}`)} <span className="figure">{grouped(list.states[state])}</span>
                  </>
                )}
              </span>
            ))}
        </p>
      )}
    </section>
  )
}
