import type { Duplicate } from '@lika/contract'
import { routes, urlOf } from '@lika/contract'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { regionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useTitle } from '../../parts/title.ts'
import { WorkProgress } from '../../parts/work/progress.tsx'
import { isUnderWay, jobsQuery } from '../../parts/work/queries.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../imports/refusal.tsx'
import { saveFile } from '../imports/upload.ts'
import { BulkBar } from './bulk.tsx'
import { Pair } from './pair.tsx'
import { usePairKeys } from './pair-keys.ts'
import { duplicatesQuery, type PairState, useSearchAnew } from './queries.ts'
import '../../parts/filters.css'
import '../../parts/record/record.css'
import '../imports/imports.css'
import './duplicates.css'

const states = ['open', 'merged', 'distinct'] as const satisfies readonly PairState[]

/** Persons who may be registered twice, for people to decide. */
export function DuplicatesPage() {
  const { t } = useWords()
  const { region, can } = usePlace()
  const search = useSearch({ from: '/frame/imports/duplicates' })
  const state = states.find((each) => each === search.state) ?? 'open'
  const query = useInfiniteQuery(duplicatesQuery(region, state))
  const pairs = query.data?.pages.flatMap((page) => page.items)
  useTitle(t('duplicates.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('duplicates.title')}</h1>
        {pairs && (
          <p className="quiet figure" role="status">
            {query.hasNextPage
              ? t('duplicates.shown', { count: pairs.length })
              : t('duplicates.all', { count: pairs.length })}
          </p>
        )}
        <p className="page-actions">
          <Link className="button button-quiet" to="/imports" search={{}}>
            {t('imports.title')}
          </Link>
          {can('registry.export') && <Export state={state} />}
          {can('duplicates.decide') && <SearchAnew />}
        </p>
      </div>
      <p className="quiet prose">{t('duplicates.text')}</p>
      <RunningSearch />
      <nav className="tabs" aria-label={t('duplicates.state')}>
        {states.map((each) => (
          <Link
            key={each}
            to="."
            search={(before) => ({ ...before, state: each === 'open' ? undefined : each })}
            replace
            aria-current={each === state ? 'page' : undefined}
          >
            {t(`duplicates.states.${each}`)}
          </Link>
        ))}
      </nav>
      {query.error && !pairs ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : pairs === undefined ? (
        <div className="panel">
          <Loading lines={8} />
        </div>
      ) : pairs.length === 0 ? (
        <div className="panel">
          <Notice
            mark="0"
            title={t(state === 'open' ? 'duplicates.none' : 'duplicates.noneDecided')}
            text={state === 'open' ? t('duplicates.noneText') : undefined}
          />
        </div>
      ) : (
        <Pairs
          key={`${region} ${state}`}
          pairs={pairs}
          isOpen={state === 'open' && can('duplicates.decide')}
          hasMore={query.hasNextPage}
          isFetching={query.isFetchingNextPage}
          fetchMore={() => void query.fetchNextPage()}
        />
      )}
    </>
  )
}

function Pairs(props: {
  readonly pairs: readonly Duplicate[]
  readonly isOpen: boolean
  readonly hasMore: boolean
  readonly isFetching: boolean
  readonly fetchMore: () => void
}) {
  const { t } = useWords()
  const { pairs, isOpen } = props
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const there = pairs.filter(({ id }) => selected.has(id))
  const keys = usePairKeys()
  return (
    <>
      {isOpen && (
        <>
          <BulkBar pairs={pairs} selected={there} select={(ids) => setSelected(new Set(ids))} />
          <p className="hint">{t('duplicates.keys')}</p>
        </>
      )}
      <ul className="pairs" aria-label={t('duplicates.list')} {...keys}>
        {pairs.map((pair) => (
          <Pair
            key={pair.id}
            pair={pair}
            isOpen={isOpen}
            isSelected={selected.has(pair.id)}
            onSelect={(isSelected) =>
              setSelected((before) => {
                const next = new Set(before)
                if (isSelected) next.add(pair.id)
                else next.delete(pair.id)
                return next
              })
            }
          />
        ))}
      </ul>
      {props.hasMore && (
        <div className="list-foot">
          <button type="button" className="button" disabled={props.isFetching} onClick={props.fetchMore}>
            {props.isFetching ? t('list.loadingMore') : t('list.more')}
          </button>
        </div>
      )}
    </>
  )
}

function Export({ state }: { readonly state: PairState }) {
  const { t } = useWords()
  const { region } = usePlace()
  const save = useMutation({
    mutationFn: () =>
      saveFile(urlOf(routes.exports.exportDuplicates, { query: { region, state, format: 'xlsx' } })),
  })
  return (
    <>
      <Refusal error={save.error} />
      <button type="button" className="button" disabled={save.isPending} onClick={() => save.mutate()}>
        {t('duplicates.export')}
      </button>
    </>
  )
}

function SearchAnew() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const place = useQuery(regionQuery(region, date))
  const jobs = useQuery(jobsQuery())
  const search = useSearchAnew(region)
  const isRunning = jobs.data?.items.some((job) => job.kind === 'duplicates.search' && isUnderWay(job))
  return (
    <>
      <Refusal error={search.error} />
      <button
        type="button"
        className="button button-primary"
        disabled={search.isPending || isRunning}
        onClick={() => search.mutate(newRecordId())}
      >
        {isRunning
          ? t('duplicates.searching')
          : t('duplicates.search', {
              region: region === 'all' ? t('region.all') : (place.data?.name ?? region),
            })}
      </button>
    </>
  )
}

/** The search under way, here as well as in the bell. */
function RunningSearch() {
  const { t } = useWords()
  const jobs = useQuery(jobsQuery())
  const running = jobs.data?.items.find((job) => job.kind === 'duplicates.search' && isUnderWay(job))
  if (!running) return null
  return (
    <div className="panel running-search">
      <WorkProgress job={running} label={t('work.duplicateSearch')} />
    </div>
  )
}
