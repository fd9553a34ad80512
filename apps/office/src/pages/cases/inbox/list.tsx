import type { CaseItem } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { usePlace } from '../../../app/place.ts'
import { gather } from '../../../parts/gather.ts'
import { Loading } from '../../../parts/loading.tsx'
import { More } from '../../../parts/more.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import {
  type Change,
  casesQuery,
  type inboxQueryOf,
  isNarrowed,
  MOST_AT_ONCE,
  stepShown,
} from '../queries.ts'
import { DueDay, Waiting } from '../waiting.tsx'
import { PlaceOf, useSubjectName } from '../who.tsx'
import { useListKeys } from './keys.ts'
import type { Ticking } from './selection.ts'

type Query = ReturnType<typeof inboxQueryOf>

/** The cases behind a count, what is due first. */
export function CaseList(props: {
  readonly query: Query
  readonly ticking: Ticking
  readonly change: Change
}) {
  const { t } = useWords()
  const { query, ticking } = props
  const { can } = usePlace()
  const list = useInfiniteQuery(casesQuery(query))
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
  if (rows.length === 0) return <None query={query} />
  const canTick = can('cases.act') && (query.state ?? 'open') === 'open'
  /** Everything of the step, as far as one act is done for, fetched page by page. */
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
      aria-label={t('cases.caption')}
    >
      <div className="cases-list-head">
        <p className="quiet figure" role="status">
          {t(list.hasNextPage ? 'cases.loaded' : 'cases.allShown', { all: grouped(rows.length) })}
        </p>
        {canTick && query.procedure && query.step && (
          <button
            type="button"
            className="button button-small"
            disabled={isGathering}
            onClick={() => void tickAll()}
          >
            {isGathering ? t('cases.gathering') : t('cases.tickAll', { most: MOST_AT_ONCE })}
          </button>
        )}
        {canTick && <span className="hint wide-only">{t('cases.keys')}</span>}
      </div>
      <div className="table-scroll">
        <Table rows={rows} query={query} ticking={ticking} canTick={canTick} />
      </div>
      <More list={list} />
    </section>
  )
}

function Table(props: {
  readonly rows: readonly CaseItem[]
  readonly query: Query
  readonly ticking: Ticking
  readonly canTick: boolean
}) {
  const { t } = useWords()
  const { rows, ticking, canTick } = props
  const anchor = useRef<number | undefined>(undefined)
  const choose = (at: number, isRange: boolean) => {
    const row = rows[at]
    if (!row || !canTick || !ticking.can(row)) return
    const isOn = !ticking.has(row.id)
    const from = isRange ? (anchor.current ?? at) : at
    ticking.put(rows.slice(Math.min(from, at), Math.max(from, at) + 1), isOn)
    anchor.current = at
  }
  const onKey = useListKeys(choose)
  return (
    <table className="table case-table">
      <caption className="unseen">{t('cases.caption')}</caption>
      <thead>
        <tr>
          {canTick && (
            <th scope="col" className="case-check">
              <span className="unseen">{t('cases.tick')}</span>
            </th>
          )}
          <th scope="col">{t('cases.who')}</th>
          <th scope="col">{t('cases.place')}</th>
          <th scope="col">{t('cases.stepSince')}</th>
          <th scope="col">{t('cases.waitsFor')}</th>
          <th scope="col">{t('cases.until')}</th>
        </tr>
      </thead>
      <tbody onKeyDown={onKey}>
        {rows.map((item, at) => (
          <Row
            key={item.id}
            item={item}
            query={props.query}
            ticking={ticking}
            canTick={canTick}
            choose={(isRange) => choose(at, isRange)}
          />
        ))}
      </tbody>
    </table>
  )
}

function Row(props: {
  readonly item: CaseItem
  readonly query: Query
  readonly ticking: Ticking
  readonly canTick: boolean
  readonly choose: (isRange: boolean) => void
}) {
  const { t, say } = useWords()
  const { session } = usePlace()
  const { item, query, ticking } = props
  const nameOf = useSubjectName()
  const name = nameOf(item.subject)
  const step = stepShown(item, query.step)
  const isTicked = ticking.has(item.id)
  return (
    <tr aria-selected={props.canTick ? isTicked : undefined} className={isTicked ? 'is-ticked' : undefined}>
      {props.canTick && (
        <td className="case-check">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('cases.tickOf', { name })}
            title={ticking.can(item) ? undefined : t('cases.otherStep')}
            checked={isTicked}
            disabled={!ticking.can(item)}
            readOnly
            onClick={(event) => props.choose(event.shiftKey)}
          />
        </td>
      )}
      <th scope="row" className="case-who">
        <Link to="/cases/$id" params={{ id: item.id }} search={{}} data-row-link>
          {name}
        </Link>
        <span className="quiet figure case-number">
          {item.subject.householdSize !== null && (
            <span>{t('household.members', { count: item.subject.householdSize })}</span>
          )}
          <span>{item.subject.number}</span>
          {item.green && <span className="tag">{t('cases.green')}</span>}
        </span>
      </th>
      <td className="case-place">
        <PlaceOf region={item.region} />
      </td>
      <td className="case-step">
        {step ? (
          <>
            <span>{say(step.label)}</span>
            <span className="quiet figure block">
              {!query.procedure && `${say(item.procedure.label)} · `}
              {t('cases.since', { day: step.since })}
            </span>
          </>
        ) : (
          <>
            <span>{say(item.procedure.label)}</span>
            <span className="quiet figure block">{item.ended ?? item.opened}</span>
          </>
        )}
      </td>
      <td className="case-waits">
        <Waiting step={step} item={item} />
      </td>
      <td className="case-until">
        {item.state === 'open' && <DueDay due={step?.due ?? item.due} today={session.today} />}
      </td>
    </tr>
  )
}

function None({ query }: { readonly query: Query }) {
  const { t } = useWords()
  const { can } = usePlace()
  return (
    <div className="panel">
      {isNarrowed(query) ? (
        <Notice mark="0" title={t('cases.none')} text={t('cases.noneText')}>
          <Link className="button" to="/cases" search={{}}>
            {t('list.clear')}
          </Link>
        </Notice>
      ) : (
        <Notice mark="0" title={t('cases.noneOpen')} text={t('cases.noneOpenText')}>
          {can('cases.act') && (
            <Link className="button" to="/cases/new" search={{}}>
              {t('cases.open')}
            </Link>
          )}
        </Notice>
      )}
    </div>
  )
}
