import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { CaseLink } from '../../../parts/cases/links.tsx'
import { caseListQuery } from '../../../parts/cases/queries.ts'
import { Loading } from '../../../parts/loading.tsx'
import { More } from '../../../parts/more.tsx'
import { Notice, ProblemNotice } from '../../../parts/problem.tsx'
import { moveAmongRows } from '../../../parts/rows.ts'
import { StatusTag } from '../../../parts/status.tsx'
import { useWords } from '../../../words/index.ts'

/** 县有档: the cases that have ended, each with its file to print. */
export function Files() {
  const { t, say } = useWords()
  const { region } = usePlace()
  const list = useInfiniteQuery(caseListQuery({ region, state: 'ended', sort: 'newest', limit: '100' }))
  const rows = list.data?.pages.flatMap((page) => page.items)
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  return (
    <div className="panel">
      {!rows ? (
        <Loading lines={10} />
      ) : rows.length === 0 ? (
        <Notice mark="0" title={t('archive.noFiles')} text={t('archive.noFilesText')} />
      ) : (
        <>
          <div className="table-scroll">
            <table className="table archive-files">
              <caption className="unseen">{t('archive.forms.files')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('archive.whose')}</th>
                  <th scope="col">{t('archive.place')}</th>
                  <th scope="col">{t('notices.procedure')}</th>
                  <th scope="col">{t('archive.outcome')}</th>
                  <th scope="col">{t('archive.status')}</th>
                  <th scope="col">{t('archive.opened')}</th>
                  <th scope="col">{t('archive.ended')}</th>
                  <th scope="col">{t('archive.file')}</th>
                </tr>
              </thead>
              <tbody onKeyDown={moveAmongRows}>
                {rows.map((item) => (
                  <tr key={item.id}>
                    <th scope="row">
                      <CaseLink id={item.id}>{item.subject.name ?? t('households.nameUnknown')}</CaseLink>
                    </th>
                    <td>
                      {item.region
                        .slice(-2)
                        .map(({ name }) => name)
                        .join(' ')}
                    </td>
                    <td>{say(item.procedure.label)}</td>
                    <td className="archive-outcome">{item.outcome ? say(item.outcome.label) : ''}</td>
                    <td className="narrow archive-status">
                      {item.status && (
                        <StatusTag
                          status={item.status}
                          of={item.subject.kind === 'household' ? 'household' : 'village'}
                        />
                      )}
                    </td>
                    <td className="narrow figure archive-opened" data-label={t('archive.opened')}>
                      {item.opened}
                    </td>
                    <td className="narrow figure archive-ended" data-label={t('archive.ended')}>
                      {item.ended}
                    </td>
                    <td className="narrow archive-file">
                      <Link
                        to="/cases/$id/archive"
                        params={{ id: item.id }}
                        search={{}}
                        data-row-link
                        aria-label={t('archive.fileOf', { name: item.subject.name ?? '' })}
                      >
                        {t('archive.open')}
                      </Link>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <More list={list} />
        </>
      )}
    </div>
  )
}
