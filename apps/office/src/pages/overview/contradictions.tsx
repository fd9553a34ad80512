import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { contradictionsQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { useFacts } from '../../parts/facts.ts'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'

/** Facts on which two records of one day disagree: each leads to the page where somebody can put it right. */
export function Contradictions({ count }: { readonly count: number | undefined }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const facts = useFacts()
  const query = useInfiniteQuery(contradictionsQuery(region, date))
  const items = query.data?.pages.flatMap((page) => page.items)
  return (
    <section aria-labelledby="contradictions">
      <p className="lead-line">
        <strong id="contradictions">{t('overview.contradictions')}</strong>
        {count !== undefined && (
          <span className="push quiet figure" title={t('overview.contradictionsHint')}>
            {t('overview.places', { number: grouped(count) })}
          </span>
        )}
      </p>
      {query.error && !items && <ProblemNotice error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={4} />}
      {items?.length === 0 && <p className="quiet">{t('overview.contradictionsNone')}</p>}
      {items && items.length > 0 && (
        <div className="contradictions">
          <table className="table">
            <caption className="unseen">{t('overview.contradictions')}</caption>
            <tbody>
              {items.map((item) => (
                <tr key={`${item.subjectId}${item.fact}${item.observedOn}`}>
                  <th scope="row">
                    {item.householdId ? (
                      <Link to="/households/$id" params={{ id: item.householdId }} search={{}}>
                        {item.name ?? t('households.nameUnknown')}
                      </Link>
                    ) : item.subjectKind === 'village' ? (
                      <Link to="/villages/$code" params={{ code: item.regionCode.slice(0, 12) }} search={{}}>
                        {item.name ?? item.regionCode}
                      </Link>
                    ) : (
                      item.name
                    )}
                  </th>
                  <td>{facts.label(item.fact, item.subjectKind)}</td>
                  <td className="number narrow">{item.observedOn}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {query.hasNextPage && (
            <button
              type="button"
              className="button button-quiet wide"
              disabled={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {query.isFetchingNextPage ? t('list.loadingMore') : t('list.more')}
            </button>
          )}
        </div>
      )}
    </section>
  )
}
