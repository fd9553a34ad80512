import type { HouseholdRow } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { Mark } from '../../parts/outcome.tsx'
import { Notice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { StatusTag, useCodes } from '../../parts/status.tsx'
import { Reasons } from '../../parts/verdict-cell.tsx'
import { useWords } from '../../words/index.ts'

const ROW_HEIGHT = 34
type Criterion = { readonly criterion: string; readonly label: { readonly zh: string; readonly en: string } }

/** Rows are drawn where the window is: 100,000 scroll as 100 do. The next page is fetched before its end is seen. */
export function HouseholdTable(props: {
  readonly rows: readonly HouseholdRow[]
  readonly criteria: readonly Criterion[]
  readonly hasMore: boolean
  readonly isFetching: boolean
  readonly fetchMore: () => void
}) {
  const { t } = useWords()
  const { rows, hasMore, isFetching, fetchMore } = props
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), [])
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: top,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isFetching && rows.length > 0 && last > rows.length - 20) fetchMore()
  }, [hasMore, isFetching, rows.length, last, fetchMore])

  if (rows.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('list.none')} text={t('list.noneText')}>
          <Link className="button" to="/households" search={{}}>
            {t('list.clear')}
          </Link>
        </Notice>
      </div>
    )
  }
  const before = (items[0]?.start ?? top) - top
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top)
  return (
    <div className="panel" ref={box}>
      <table className="table list-table" aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <caption className="unseen">{t('households.caption')}</caption>
        <colgroup>
          <col style={{ width: 96 }} />
          <col className="wide-only" style={{ width: 166 }} />
          <col className="wide-only" style={{ width: 64 }} />
          <col style={{ width: 132 }} />
          <col className="wide-only" style={{ width: 136 }} />
          <col className="wide-only" style={{ width: 208 }} />
          <col style={{ width: 100 }} />
          <col className="wide-only" />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t('households.head')}</th>
            <th scope="col" className="wide-only">
              {t('households.number')}
            </th>
            <th scope="col" className="number wide-only">
              {t('households.size')}
            </th>
            <th scope="col">{t('households.status')}</th>
            <th scope="col" className="wide-only">
              {t('households.cause')}
            </th>
            <th scope="col" className="wide-only">
              {t('households.place')}
            </th>
            <th scope="col">{t('households.verdict')}</th>
            <th scope="col" className="wide-only">
              {t('households.criteria')}
            </th>
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {before > 0 && <Spacer height={before} />}
          {items.map(({ index }) => {
            const row = rows[index]
            return row && <Row key={row.id} row={row} index={index} criteria={props.criteria} />
          })}
          {after > 0 && <Spacer height={after} />}
        </tbody>
      </table>
      <div className="list-foot">
        {hasMore ? (
          <button type="button" className="button" disabled={isFetching} onClick={fetchMore}>
            {isFetching ? t('list.loadingMore') : t('list.more')}
          </button>
        ) : (
          t('list.end')
        )}
      </div>
    </div>
  )
}

function Spacer({ height }: { readonly height: number }) {
  return (
    <tr className="spacer" aria-hidden>
      <td colSpan={8} style={{ height }} />
    </tr>
  )
}

function Row(props: {
  readonly row: HouseholdRow
  readonly index: number
  readonly criteria: readonly Criterion[]
}) {
  const { t } = useWords()
  const { region } = usePlace()
  const cause = useCodes('cause')
  const { row } = props
  // The region of the page is above: what lies below it tells the rows apart.
  const below = row.region.filter(({ code }) => code.length > region.length || region === 'all')
  return (
    <tr aria-rowindex={props.index + 2}>
      <th scope="row">
        <Link to="/households/$id" params={{ id: row.id }} search={{}} data-row-link>
          {row.headName ?? t('households.nameUnknown')}
        </Link>
      </th>
      <td className="wide-only figure">{row.number}</td>
      <td className="number wide-only">{row.size}</td>
      <td>
        <StatusTag status={row.status} />
      </td>
      <td className="wide-only">{row.cause ? cause(row.cause) : '—'}</td>
      <td className="wide-only" title={row.region.map(({ name }) => name).join(' ')}>
        {(below.length > 0 ? below : row.region.slice(-1)).map(({ name }) => name).join(' ')}
      </td>
      <td>{row.verdict ? <Mark outcome={row.verdict.outcome} word /> : '—'}</td>
      <td className="wide-only">
        <Reasons verdict={row.verdict} criteria={props.criteria} />
      </td>
    </tr>
  )
}
