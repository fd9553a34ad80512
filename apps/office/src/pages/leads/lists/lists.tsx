import type { LeadListItem, LeadRowOutcome } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { usePlace } from '../../../app/place.ts'
import { instantText } from '../../../parts/instant.ts'
import { Loading } from '../../../parts/loading.tsx'
import { More } from '../../../parts/more.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../../parts/problem.tsx'
import { moveAmongRows } from '../../../parts/rows.ts'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { DropZone } from '../../imports/drop-zone.tsx'
import { KindName } from '../kind.tsx'
import { leadListsQuery, opensRows } from '../queries.ts'
import { LeadSections } from '../sections.tsx'
import { Upload } from './upload.tsx'
import '../../../parts/filters.css'
import '../../../parts/record/record.css'
import '../../cases/cases.css'
import '../../imports/imports.css'
import '../leads.css'

/** Lists that departments sent, and sending another. */
export function LeadListsPage() {
  const { t } = useWords()
  const { can } = usePlace()
  const { new: isOpen } = useSearch({ from: '/frame/leads/lists' })
  const navigate = useNavigate({ from: '/leads/lists' })
  const [file, setFile] = useState<File>()
  const open = (isNew: boolean) =>
    void navigate({
      search: (before) => ({ ...before, new: isNew ? 'upload' : undefined }),
      replace: true,
    })
  useTitle(t('leads.listsTitle'))
  if (!can('leads.list')) return <Notice alert mark="—" title={t('state.noPermission')} />
  return (
    <DropZone
      disabled={false}
      onFile={(dropped) => {
        setFile(dropped)
        open(true)
      }}
    >
      <div className="page-head">
        <h1>{t('leads.listsTitle')}</h1>
        {!isOpen && (
          <p className="page-actions">
            <button type="button" className="button button-primary" onClick={() => open(true)}>
              {t('leads.upload')}
            </button>
          </p>
        )}
      </div>
      <LeadSections />
      <p className="quiet leads-text">{t('leads.listsText')}</p>
      {isOpen && (
        <Upload
          file={file}
          close={() => {
            setFile(undefined)
            open(false)
          }}
        />
      )}
      <Lists />
    </DropZone>
  )
}

function Lists() {
  const { t } = useWords()
  const { region } = usePlace()
  const list = useInfiniteQuery(leadListsQuery(region))
  const rows = list.data?.pages.flatMap(({ items }) => items)
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (rows === undefined) {
    return (
      <div className="panel">
        <Loading lines={6} />
      </div>
    )
  }
  if (rows.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('leads.listsNone')} text={t('leads.listsNoneText')}>
          <Link className="button" to="/leads/lists" search={{ new: 'upload' }}>
            {t('leads.upload')}
          </Link>
        </Notice>
      </div>
    )
  }
  return (
    <div className="panel">
      <div className="table-scroll">
        <table className="table list-table-files">
          <caption className="unseen">{t('leads.listsTitle')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('leads.listKind')}</th>
              <th scope="col">{t('leads.listDay')}</th>
              <th scope="col">{t('leads.listUnit')}</th>
              <th scope="col" className="number">
                {t('leads.listRows')}
              </th>
              <th scope="col" className="number">
                {t('leads.listMatched')}
              </th>
              <th scope="col" className="number">
                {t('leads.listBad')}
              </th>
              <th scope="col">{t('leads.listUploaded')}</th>
            </tr>
          </thead>
          <tbody onKeyDown={moveAmongRows}>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <More list={list} />
    </div>
  )
}

function Row({ row }: { readonly row: LeadListItem }) {
  const { t } = useWords()
  const { figures } = row
  const bad = (['nobody', 'several', 'unreadable'] as const).filter((each) => figures[each] > 0)
  const place = row.region.at(-1)
  return (
    <tr>
      <th scope="row">
        <Link to="/leads/lists/$id" params={{ id: row.id }} search={{}} data-row-link>
          <KindName id={row.kind} />
        </Link>{' '}
        {row.withdrawn && <span className="tag">{t('leads.withdrawnTag')}</span>}
        <span className="quiet block">{place?.name}</span>
      </th>
      <td className="figure">{row.heardOn}</td>
      <td>{row.unit?.name ?? <span className="quiet">{t('leads.noUnit')}</span>}</td>
      <td className="number">
        <RowsFigure list={row} rows="all" />
      </td>
      <td className="number">
        <RowsFigure list={row} rows="matched" />
      </td>
      <td className="number">
        {bad.length === 0 && <span className="quiet">0</span>}
        {bad.map((each) => (
          <span key={each} className="block list-bad">
            <span className="quiet">{t(`leads.rowOutcome.${each}`)}</span>{' '}
            <RowsFigure list={row} rows={each} />
          </span>
        ))}
      </td>
      <td>
        <span className="figure">{instantText(row.uploadedAt)}</span>{' '}
        <span className="quiet">{row.uploadedBy}</span>
      </td>
    </tr>
  )
}

/** A figure, and the rows behind it while they are kept. */
function RowsFigure({ list, rows }: { readonly list: LeadListItem; readonly rows: LeadRowOutcome | 'all' }) {
  const { session } = usePlace()
  const count = rows === 'all' ? list.figures.rows : list.figures[rows]
  if (count === 0) return <span className="quiet">0</span>
  if (!opensRows(list, rows, session.today)) return <>{grouped(count)}</>
  return (
    <Link to="/leads/lists/$id" params={{ id: list.id }} search={{ rows }}>
      {grouped(count)}
    </Link>
  )
}
