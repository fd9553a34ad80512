import type { LeadList } from '@lika/contract'
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
import { leadListsQuery } from '../queries.ts'
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
                {t('leads.listOpen')}
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

function Row({ row }: { readonly row: LeadList }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { figures, states } = row
  const bad = figures.nobody + figures.several + figures.unreadable
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
      <RowsFigure id={row.id} count={figures.rows} rows="all" />
      <RowsFigure id={row.id} count={figures.matched} rows="matched" />
      <td className="number">
        {can('leads.handle') && states.open > 0 ? (
          <Link to="/leads" search={{ list: row.id }}>
            {grouped(states.open)}
          </Link>
        ) : (
          grouped(states.open)
        )}
      </td>
      <td className="number">
        {bad === 0 ? (
          <span className="quiet">0</span>
        ) : (
          <Link
            to="/leads/lists/$id"
            params={{ id: row.id }}
            search={{ rows: figures.unreadable > 0 ? 'unreadable' : 'nobody' }}
          >
            {grouped(bad)}
          </Link>
        )}
      </td>
      <td>
        <span className="figure">{instantText(row.uploadedAt)}</span>{' '}
        <span className="quiet">{row.uploadedBy}</span>
      </td>
    </tr>
  )
}

function RowsFigure(props: { readonly id: string; readonly count: number; readonly rows: string }) {
  return (
    <td className="number">
      {props.count === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <Link to="/leads/lists/$id" params={{ id: props.id }} search={{ rows: props.rows }}>
          {grouped(props.count)}
        </Link>
      )}
    </td>
  )
}
