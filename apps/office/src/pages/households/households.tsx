import type { Outcome } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { householdsQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { ProblemNotice } from '../../parts/problem.tsx'
import { useStandards } from '../../parts/standards.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { HouseholdFilters } from './filters.tsx'
import { HouseholdTable } from './table.tsx'
import '../../parts/filters.css'

const EXIT_SET = 'household-exit'

/** The households of a region that match what the address says. */
export function HouseholdsPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const filter = useSearch({ from: '/frame/households' })
  const { sets } = useStandards()
  const query = useInfiniteQuery(
    householdsQuery({
      region,
      asOf: date,
      status: filter.status,
      cause: filter.cause,
      set: filter.set,
      criterion: filter.outcome && filter.criterion,
      outcome: filter.outcome as Outcome | undefined,
      indicator: filter.indicator,
      search: filter.search,
      gap: filter.gap,
      gapKind: filter.gap ? (filter.gapKind as 'missing' | 'stale' | undefined) : undefined,
      exitedIn: filter.exitedIn,
    }),
  )
  const set = sets.find((each) => each.set === (filter.set ?? EXIT_SET))
  const rows = query.data?.pages.flatMap((page) => page.items)
  useTitle(t('title.households'))
  return (
    <>
      <div className="page-head">
        <h1>{t('title.households')}</h1>
        {rows && (
          <p className="list-count figure" role="status">
            {query.hasNextPage
              ? t('list.loaded', { count: rows.length })
              : t('list.all', { count: rows.length })}
          </p>
        )}
      </div>
      <HouseholdFilters criteria={set?.criteria ?? []} />
      {query.error && !rows ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : rows ? (
        <HouseholdTable
          rows={rows}
          criteria={set?.criteria ?? []}
          hasMore={query.hasNextPage}
          isFetching={query.isFetchingNextPage}
          fetchMore={() => void query.fetchNextPage()}
        />
      ) : (
        <div className="panel">
          <Loading lines={14} />
        </div>
      )}
    </>
  )
}
