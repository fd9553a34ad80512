import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { useTypedText } from '../../parts/typed-text.ts'
import { useWords } from '../../words/index.ts'
import { DropZone } from '../imports/drop-zone.tsx'
import { NewPlan } from './filing/new-plan.tsx'
import { PlanTable } from './plan-table.tsx'
import { plansQuery } from './queries.ts'
import { PlanSections } from './sections.tsx'
import '../../parts/filters.css'
import '../../parts/record/record.css'
import '../imports/imports.css'
import './plans.css'

/** The plans of a region and of those above and below it, and the way to file one. */
export function PlansPage() {
  const { t, say } = useWords()
  const { region, can, session } = usePlace()
  const search = useSearch({ from: '/frame/plans' })
  const navigate = useNavigate({ from: '/plans' })
  const query = useInfiniteQuery(plansQuery(region, search.search, search.ended === 'with'))
  const rows = query.data?.pages.flatMap((page) => page.items)
  const mayFile = can('plans.edit')
  const [dropped, setDropped] = useState<File>()
  const isFiling = mayFile && search.new === 'plan'
  const file = (isOpen: boolean) =>
    void navigate({ search: (before) => ({ ...before, new: isOpen ? 'plan' : undefined }), replace: true })
  useTitle(t('plans.title'))
  return (
    <DropZone
      disabled={!mayFile}
      onFile={(chosen) => {
        setDropped(chosen)
        file(true)
      }}
    >
      <div className="page-head">
        <h1>{t('plans.title')}</h1>
        {mayFile && (
          <p className="page-actions">
            <button
              type="button"
              className="button button-primary"
              aria-expanded={isFiling}
              onClick={() => file(!isFiling)}
            >
              {t('plans.list.new')}
            </button>
          </p>
        )}
      </div>
      <PlanSections />
      {!mayFile && (
        <p className="quiet plans-may">
          {t('plans.list.noPermission', { role: say(session.account.roleLabel) })}
        </p>
      )}
      {isFiling && (
        <NewPlan
          dropped={dropped}
          close={() => {
            setDropped(undefined)
            file(false)
          }}
        />
      )}
      <Filters />
      {query.error && !rows ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : rows === undefined ? (
        <div className="panel">
          <Loading lines={8} />
        </div>
      ) : rows.length > 0 ? (
        <div className="panel">
          <PlanTable rows={rows} />
          <More list={query} />
          {!query.hasNextPage && (
            <p className="list-foot">{t('plans.list.total', { figure: grouped(rows.length) })}</p>
          )}
        </div>
      ) : search.search ? (
        <div className="panel">
          <Notice mark="0" title={t('plans.list.none')} text={t('plans.list.noneText')} />
        </div>
      ) : mayFile ? (
        <FirstPlan />
      ) : (
        <div className="panel">
          <Notice mark="0" title={t('plans.list.emptyReader')} />
        </div>
      )}
    </DropZone>
  )
}

function Filters() {
  const { t } = useWords()
  const search = useSearch({ from: '/frame/plans' })
  const navigate = useNavigate({ from: '/plans' })
  const typed = useTypedText(search.search ?? '', (text) => {
    void navigate({ search: (before) => ({ ...before, search: text }), replace: true })
  })
  return (
    <search className="filters">
      <label className="filter">
        <span>{t('plans.list.search')}</span>
        <input className="input" type="search" maxLength={60} {...typed.fields} />
      </label>
      <label className="check plans-ended">
        <input
          type="checkbox"
          checked={search.ended === 'with'}
          onChange={(event) =>
            void navigate({
              search: (before) => ({ ...before, ended: event.target.checked ? 'with' : undefined }),
              replace: true,
            })
          }
        />
        {t('plans.list.withEnded')}
      </label>
    </search>
  )
}

const firstSteps = ['file', 'check', 'accept', 'follow'] as const

/** Whoever files for the first time learns what comes of it. */
function FirstPlan() {
  const { t } = useWords()
  return (
    <div className="panel first-import">
      <h2>{t('plans.list.emptyTitle')}</h2>
      <p className="quiet">{t('plans.list.emptyText')}</p>
      <ol>
        {firstSteps.map((step) => (
          <li key={step}>{t(`plans.list.emptySteps.${step}`)}</li>
        ))}
      </ol>
    </div>
  )
}
