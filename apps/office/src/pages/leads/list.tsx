import type { LeadCounts, LeadItem } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { gather } from '../../parts/gather.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark } from '../../parts/outcome.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { StatusTag } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import { useListKeys } from '../cases/inbox/keys.ts'
import { PlaceOf } from '../cases/who.tsx'
import { Chips } from './chips.tsx'
import { KindName } from './kind.tsx'
import { type Change, isNarrowed, type leadQueryOf, leadsQuery, MOST_AT_ONCE } from './queries.ts'
import { groupOf, type Ticking } from './selection.ts'

type Query = ReturnType<typeof leadQueryOf>

/** The leads behind a count, the latest first. */
export function LeadTable(props: {
  readonly query: Query
  readonly counts: LeadCounts | undefined
  readonly ticking: Ticking
  readonly change: Change
}) {
  const { t } = useWords()
  const { query, counts, ticking } = props
  const list = useInfiniteQuery(leadsQuery(query))
  const rows = list.data?.pages.flatMap((page) => page.items)
  const [isGathering, setGathering] = useState(false)
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (!rows) {
    return (
      <div className="panel">
        <Loading lines={14} />
      </div>
    )
  }
  /** Everything that the filters leave, as far as one act is done for, fetched page by page. */
  const tickAll = async () => {
    setGathering(true)
    const all = await gather(list, MOST_AT_ONCE)
    if (all) ticking.put(all, true)
    setGathering(false)
  }
  return (
    <section
      className={list.isPlaceholderData ? 'panel is-older' : 'panel'}
      aria-busy={list.isPlaceholderData}
      aria-label={t('leads.caption')}
    >
      <Chips query={query} counts={counts} change={props.change} />
      {rows.length === 0 ? (
        <None query={query} />
      ) : (
        <>
          <div className="cases-list-head">
            <p className="quiet figure" role="status">
              {counts
                ? t('leads.total', { count: grouped(counts.total), households: grouped(counts.households) })
                : t('leads.loaded', { all: grouped(rows.length) })}
            </p>
            {rows.some(({ state }) => groupOf(state) !== undefined) && (
              <>
                <button
                  type="button"
                  className="button button-small"
                  disabled={isGathering}
                  onClick={() => void tickAll()}
                >
                  {isGathering ? t('leads.gathering') : t('leads.tickAll', { most: MOST_AT_ONCE })}
                </button>
                <span className="hint wide-only">{t('leads.keys')}</span>
              </>
            )}
          </div>
          <div className="table-scroll">
            <Table rows={rows} ticking={ticking} />
          </div>
          <More list={list} />
        </>
      )}
    </section>
  )
}

function None({ query }: { readonly query: Query }) {
  const { t } = useWords()
  if (!isNarrowed(query))
    return <Notice mark="0" title={t('leads.noneAtAll')} text={t('leads.noneAtAllText')} />
  return (
    <Notice mark="0" title={t('leads.none')} text={t('leads.noneText')}>
      <Link className="button" to="/leads" search={{}}>
        {t('leads.clear')}
      </Link>
    </Notice>
  )
}

function Table({ rows, ticking }: { readonly rows: readonly LeadItem[]; readonly ticking: Ticking }) {
  const { t } = useWords()
  const anchor = useRef<number | undefined>(undefined)
  const possible = rows.filter(ticking.can)
  const isAll = possible.length > 0 && possible.every(({ id }) => ticking.has(id))
  const choose = (at: number, isRange: boolean) => {
    const row = rows[at]
    if (!row || !ticking.can(row)) return
    const isOn = !ticking.has(row.id)
    const from = isRange ? (anchor.current ?? at) : at
    ticking.put(rows.slice(Math.min(from, at), Math.max(from, at) + 1), isOn)
    anchor.current = at
  }
  const onKey = useListKeys(choose)
  return (
    <table className="table case-table lead-table">
      <caption className="unseen">{t('leads.caption')}</caption>
      <thead>
        <tr>
          <th scope="col" className="case-check">
            <input
              type="checkbox"
              aria-label={t('leads.tickShown')}
              checked={isAll}
              disabled={possible.length === 0}
              onChange={() => ticking.put(possible, !isAll)}
            />
          </th>
          <th scope="col">{t('leads.household')}</th>
          <th scope="col">{t('leads.place')}</th>
          <th scope="col">{t('leads.what')}</th>
          <th scope="col">{t('cases.statusNow')}</th>
          <th scope="col">{t('leads.verdictShort')}</th>
          <th scope="col">{t('leads.state')}</th>
        </tr>
      </thead>
      <tbody onKeyDown={onKey}>
        {rows.map((row, at) => (
          <Row key={row.id} row={row} ticking={ticking} choose={(isRange) => choose(at, isRange)} />
        ))}
      </tbody>
    </table>
  )
}

function Row(props: {
  readonly row: LeadItem
  readonly ticking: Ticking
  readonly choose: (isRange: boolean) => void
}) {
  const { t } = useWords()
  const { row, ticking } = props
  const { household } = row
  const name = household.headName ?? t('households.nameUnknown')
  const isTicked = ticking.has(row.id)
  return (
    <tr aria-selected={isTicked} className={isTicked ? 'is-ticked' : undefined}>
      <td className="case-check">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('leads.tickOf', { name })}
          title={ticking.can(row) ? undefined : t('leads.otherState')}
          checked={isTicked}
          disabled={!ticking.can(row)}
          readOnly
          onClick={(event) => props.choose(event.shiftKey)}
        />
      </td>
      <th scope="row" className="case-who">
        <Link to="/households/$id" params={{ id: household.id }} search={{}} data-row-link>
          {name}
        </Link>
        <span className="quiet figure case-number">
          <span>{t('household.members', { count: household.size })}</span>
          <span>{household.number}</span>
        </span>
      </th>
      <td className="case-place">
        <PlaceOf region={row.region} />
      </td>
      <td className="lead-what">
        <Link to="/leads/$id" params={{ id: row.id }} search={{}}>
          <KindName id={row.kind} />
        </Link>
        <span className="quiet figure block">
          {t('leads.heard', { day: row.heardOn })} · {row.unit?.name ?? t('leads.noUnit')}
        </span>
      </td>
      <td>
        <StatusTag status={household.status} />
      </td>
      <td data-label={t('leads.verdictShort')}>
        {row.outcome ? (
          <Mark outcome={row.outcome} word />
        ) : (
          <span className="quiet">{t('leads.unjudged')}</span>
        )}
      </td>
      <td data-label={t('leads.state')}>
        <StateOf lead={row} />
      </td>
    </tr>
  )
}

/** What has become of a lead, with the case that it led to or that is open for the household. */
export function StateOf({ lead }: { readonly lead: Pick<LeadItem, 'state' | 'case' | 'otherCase'> }) {
  const { t } = useWords()
  // Checked by another case: its own was withdrawn, or there was none.
  const isOther = lead.otherCase !== null && (lead.state === 'superseded' || lead.state === 'checked')
  const opened = isOther ? lead.otherCase : lead.case
  return (
    <>
      <span title={t(`leads.stateHint.${lead.state}`)}>{t(`leads.states.${lead.state}`)}</span>
      {opened !== null && (
        <Link to="/cases/$id" params={{ id: opened }} search={{}} className="block">
          {t(isOther ? 'leads.seeOther' : 'leads.seeCase')}
        </Link>
      )}
    </>
  )
}
