import type { Import } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { ProblemNotice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { DropZone } from './drop-zone.tsx'
import { NewImport } from './new-import.tsx'
import { importsQuery, isWorking } from './queries.ts'
import { timeText } from './refusal.tsx'
import { TemplatePanel } from './template.tsx'
import '../../parts/filters.css'
import '../../parts/record/record.css'
import '../../parts/work/work.css'
import './imports.css'

/** The imports of a region, the latest first, and the way to a new one. */
export function ImportsPage() {
  const { t } = useWords()
  const { region, can, session } = usePlace()
  const { say } = useWords()
  const search = useSearch({ from: '/frame/imports' })
  const navigate = useNavigate({ from: '/imports' })
  const query = useInfiniteQuery(importsQuery(region))
  const [dropped, setDropped] = useState<File>()
  const rows = query.data?.pages.flatMap((page) => page.items)
  const mayWrite = can('imports.write')
  const show = (panel: 'upload' | 'template' | undefined) =>
    void navigate({ search: (before) => ({ ...before, new: panel }), replace: true })
  useTitle(t('imports.title'))
  return (
    <DropZone
      disabled={!mayWrite}
      onFile={(file) => {
        setDropped(file)
        show('upload')
      }}
    >
      <div className="page-head">
        <h1>{t('imports.title')}</h1>
        <p className="page-actions">
          <Link className="button button-quiet" to="/imports/duplicates" search={{}}>
            {t('imports.duplicates')}
          </Link>
          <button
            type="button"
            className="button"
            aria-expanded={search.new === 'template'}
            onClick={() => show(search.new === 'template' ? undefined : 'template')}
          >
            {t('imports.template')}
          </button>
          {mayWrite && (
            <button
              type="button"
              className="button button-primary"
              aria-expanded={search.new === 'upload'}
              onClick={() => show(search.new === 'upload' ? undefined : 'upload')}
            >
              {t('imports.new')}
            </button>
          )}
        </p>
      </div>
      {!mayWrite && (
        <p className="quiet">{t('imports.noPermission', { role: say(session.account.roleLabel) })}</p>
      )}
      {search.new === 'upload' && mayWrite && (
        <NewImport
          file={dropped}
          close={() => {
            setDropped(undefined)
            show(undefined)
          }}
        />
      )}
      {search.new === 'template' && <TemplatePanel close={() => show(undefined)} />}
      {query.error && !rows ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : rows === undefined ? (
        <div className="panel">
          <Loading lines={8} />
        </div>
      ) : rows.length === 0 ? (
        <FirstImport />
      ) : (
        <div className="panel">
          <ImportTable rows={rows} />
          <div className="list-foot">
            {query.hasNextPage ? (
              <button
                type="button"
                className="button"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {query.isFetchingNextPage ? t('list.loadingMore') : t('imports.more')}
              </button>
            ) : (
              t('imports.end', { count: rows.length })
            )}
          </div>
        </div>
      )}
    </DropZone>
  )
}

const firstSteps = ['template', 'map', 'check', 'repair', 'commit'] as const

/** Who imports for the first time learns the way here. */
function FirstImport() {
  const { t } = useWords()
  return (
    <div className="panel first-import">
      <h2>{t('imports.emptyTitle')}</h2>
      <p className="quiet">{t('imports.emptyText')}</p>
      <ol>
        {firstSteps.map((step) => (
          <li key={step}>{t(`imports.emptySteps.${step}`)}</li>
        ))}
      </ol>
      <p className="quiet">{t('imports.dropHint')}</p>
    </div>
  )
}

function ImportTable({ rows }: { readonly rows: readonly Import[] }) {
  const { t } = useWords()
  return (
    <div className="table-scroll">
      <table className="table import-table">
        <caption className="unseen">{t('imports.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('imports.file')}</th>
            <th scope="col">{t('imports.state')}</th>
            <th scope="col">{t('imports.counts')}</th>
            <th scope="col">{t('imports.kind')}</th>
            <th scope="col">{t('imports.region')}</th>
            <th scope="col">{t('imports.by')}</th>
            <th scope="col">{t('imports.when')}</th>
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="import-file">
                <Link to="/imports/$id" params={{ id: row.id }} search={{}} data-row-link>
                  {row.fileName}
                </Link>
              </th>
              <td className="narrow">
                <ImportStateTag given={row} />
              </td>
              <td className="figure narrow">
                {row.counts === null ? (
                  '—'
                ) : (
                  <>
                    {t('imports.countsText', { total: grouped(row.counts.total) })}
                    {row.counts.error > 0 && (
                      <span className="has-errors">
                        {t('imports.countsErrors', { rows: grouped(row.counts.error) })}
                      </span>
                    )}
                  </>
                )}
              </td>
              <td className="narrow">{t(`imports.kinds.${row.kind}`)}</td>
              <td className="narrow">{row.regionName}</td>
              <td className="narrow">{row.madeBy}</td>
              <td className="figure narrow">{timeText(row.madeAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function ImportStateTag({ given }: { readonly given: Import }) {
  const { t } = useWords()
  const look = isWorking(given) ? 'is-working' : `is-${given.state}`
  return <span className={`import-state ${look}`}>{t(`imports.states.${given.state}`)}</span>
}
