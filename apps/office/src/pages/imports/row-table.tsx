import type { Import, ImportRow } from '@lika/contract'
import { Link, useSearch } from '@tanstack/react-router'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useFacts } from '../../parts/facts.ts'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import type { useRepairs } from './repairs.tsx'
import { RowEditor } from './row-editor.tsx'

/** Rows are measured where the window is, so that a hundred thousand scroll as a hundred do. */
export function RowTable(props: {
  readonly given: Import
  readonly rows: readonly ImportRow[]
  readonly mayWrite: boolean
  readonly repairs: ReturnType<typeof useRepairs>
  readonly hasMore: boolean
  readonly isFetching: boolean
  readonly fetchMore: () => void
}) {
  const { t } = useWords()
  const { rows, hasMore, isFetching, fetchMore } = props
  const { row: open } = useSearch({ from: '/frame/imports/$id' })
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), [])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => 42,
    getItemKey: (index) => rows[index]!.line,
    overscan: 10,
    scrollMargin: top,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isFetching && rows.length > 0 && last > rows.length - 20) fetchMore()
  }, [hasMore, isFetching, rows.length, last, fetchMore])
  const lines = rows.map(({ line }) => line)
  return (
    <div className="panel import-rows" ref={box}>
      <div className="import-row import-row-head" aria-hidden>
        <span>{t('imports.preview.line')}</span>
        <span>{t('imports.preview.name')}</span>
        <span>{t('imports.preview.number')}</span>
        <span>{t('imports.preview.what')}</span>
      </div>
      <ul
        className="import-row-list"
        aria-label={t('imports.preview.caption')}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, start }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <li
              key={row.line}
              data-index={index}
              ref={virtual.measureElement}
              style={{ transform: `translateY(${start - top}px)` }}
            >
              <RowLine
                row={row}
                mayRepair={props.mayWrite && row.problems.some(({ severity }) => severity === 'error')}
                pending={props.repairs.of(row.line) !== undefined}
              />
              {open === String(row.line) && props.mayWrite && (
                <RowEditor given={props.given} row={row} repairs={props.repairs} next={lines[index + 1]} />
              )}
            </li>
          )
        })}
      </ul>
      <div className="list-foot">
        {hasMore ? (
          <button type="button" className="button" disabled={isFetching} onClick={fetchMore}>
            {isFetching ? t('list.loadingMore') : t('list.more')}
          </button>
        ) : (
          t('imports.preview.shown', { rows: grouped(rows.length) })
        )}
      </div>
    </div>
  )
}

function RowLine(props: { readonly row: ImportRow; readonly mayRepair: boolean; readonly pending: boolean }) {
  const { t } = useWords()
  const { row } = props
  const { row: open } = useSearch({ from: '/frame/imports/$id' })
  const isOpen = open === String(row.line)
  return (
    <div className="import-row" data-row={row.line} data-outcome={row.outcome}>
      <span className="figure">{row.line}</span>
      <span>{row.name ?? <span className="quiet">{t('imports.preview.blankName')}</span>}</span>
      <span className="figure import-number">{row.householdNumber ?? '—'}</span>
      <div className="import-what">
        <RowProblems row={row} />
        <RowChanges row={row} />
        {row.problems.length === 0 && row.changes.length === 0 && (
          <span className="quiet">{t(`imports.outcome.${row.outcome}`)}</span>
        )}
      </div>
      {props.mayRepair && (
        <span className="import-row-action">
          {props.pending && <span className="tag tag-warn">{t('imports.repair.pending')}</span>}
          <Link
            className="button button-small"
            to="."
            search={(before) => ({ ...before, row: isOpen ? undefined : String(row.line) })}
            replace
            resetScroll={false}
            aria-expanded={isOpen}
          >
            {isOpen ? t('imports.repair.close') : t('imports.preview.repair')}
            <span className="unseen">
              {t('imports.preview.line')} {row.line}
            </span>
          </Link>
        </span>
      )}
    </div>
  )
}

/** Field, value, and what would be right. */
export function RowProblems({ row }: { readonly row: Pick<ImportRow, 'problems'> }) {
  const { t, say } = useWords()
  if (row.problems.length === 0) return null
  return (
    <ul className="row-problems">
      {row.problems.map((problem) => (
        <li
          key={`${problem.field ?? ''} ${problem.code} ${problem.value ?? ''}`}
          className={problem.severity === 'error' ? 'is-error' : 'is-warning'}
        >
          {problem.severity === 'warning' && <span className="tag">{t('imports.preview.warning')}</span>}
          {problem.header && <strong>{problem.header}</strong>}
          {problem.value !== undefined && <span>{t('imports.preview.value', { value: problem.value })}</span>}
          <span>{say(problem.message)}</span>
        </li>
      ))}
    </ul>
  )
}

function RowChanges({ row }: { readonly row: ImportRow }) {
  const facts = useFacts()
  if (row.changes.length === 0) return null
  return (
    <ul className="row-changes">
      {row.changes.map((change) => {
        const fact = facts.find(change.fact, change.subject)
        return (
          <li key={`${change.subject} ${change.fact}`}>
            <span className="quiet">{facts.label(change.fact, change.subject)}</span>{' '}
            <span className="change-from">{facts.show(fact, change.from)}</span>
            <span aria-hidden> → </span>
            <strong>{facts.show(fact, change.to)}</strong>
          </li>
        )
      })}
    </ul>
  )
}
