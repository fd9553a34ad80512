import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { openRequestsQuery } from './queries.ts'

/** Requests nobody has answered, the oldest first. */
export function OpenRequests() {
  const { t } = useWords()
  const { region } = usePlace()
  const list = useInfiniteQuery(openRequestsQuery(region))
  const rows = list.data?.pages.flatMap(({ items }) => items)
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (rows === undefined) return <Loading lines={6} />
  if (rows.length === 0)
    return (
      <div className="panel">
        <Notice mark="0" title={t('rights.none')} text={t('rights.noneText')} />
      </div>
    )
  return (
    <div className="panel">
      <div className="table-scroll">
        <table className="table">
          <caption className="unseen">{t('rights.requests')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('rights.person')}</th>
              <th scope="col">{t('rights.kind')}</th>
              <th scope="col">{t('rights.receivedOn')}</th>
              <th scope="col" className="number">
                {t('rights.daysHead')}
              </th>
              <th scope="col">{t('rights.place')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.householdId === null ? (
                    (row.name ?? t('households.nameUnknown'))
                  ) : (
                    <Link
                      to="/households/$id"
                      params={{ id: row.householdId }}
                      search={{ tab: 'rights', who: row.personId }}
                    >
                      {row.name ?? t('households.nameUnknown')}
                    </Link>
                  )}
                </th>
                <td>{t(`rights.kinds.${row.kind}`)}</td>
                <td className="figure">{row.receivedOn}</td>
                <td className="number">{t('rights.days', { count: row.days })}</td>
                <td className="rights-place">{row.region.map(({ name }) => name).join(' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More list={list} />
    </div>
  )
}
