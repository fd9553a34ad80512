import type { NoticeItem } from '@lika/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { proceduresQuery } from '../../parts/cases/queries.ts'
import { CaseSections } from '../../parts/cases/sections.tsx'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { NoticeMark } from './notice-mark.tsx'
import {
  ANY_STATE,
  type Change,
  listQueryOf,
  type NoticesAddress,
  noticeListQuery,
  states,
} from './queries.ts'
import '../../parts/filters.css'
import './notices.css'

/** What hangs where, for how long yet, and what is objected. */
export function NoticesPage() {
  const { t } = useWords()
  const { region } = usePlace()
  const address = useSearch({ from: '/frame/notices' })
  const navigate = useNavigate({ from: '/notices' })
  const change: Change = (changed) => void navigate({ search: (before) => ({ ...before, ...changed }) })
  useTitle(t('notices.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('notices.title')}</h1>
      </div>
      <CaseSections />
      <Filters address={address} change={change} />
      <div className="panel">
        <NoticeList query={listQueryOf(region, address)} isFiltered={Object.values(address).some(Boolean)} />
      </div>
    </>
  )
}

function Filters({ address, change }: { readonly address: NoticesAddress; readonly change: Change }) {
  const { t, say } = useWords()
  const { region, date } = usePlace()
  const procedures = useQuery(proceduresQuery(region, date)).data?.items ?? []
  const { state } = listQueryOf(region, address)
  const isListed = procedures.some(({ id }) => id === address.procedure)
  return (
    <div className="filters no-print">
      <fieldset className="filter is-row">
        <legend>{t('notices.stateLabel')}</legend>
        <div className="toggles">
          {[...states, ANY_STATE].map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="state"
                checked={(state ?? ANY_STATE) === each}
                onChange={() => change({ state: each })}
              />
              {t(`notices.state.${each}` as 'notices.state.all')}
            </label>
          ))}
        </div>
      </fieldset>
      <label className="filter">
        <span>{t('notices.kindLabel')}</span>
        <select
          className="input"
          value={address.kind ?? ''}
          onChange={(event) => change({ kind: event.target.value || undefined })}
        >
          <option value="">{t('notices.anyKind')}</option>
          <option value="notice">{t('notices.kind.notice')}</option>
          <option value="announcement">{t('notices.kind.announcement')}</option>
        </select>
      </label>
      <label className="filter">
        <span>{t('notices.procedure')}</span>
        <select
          className="input"
          value={address.procedure ?? ''}
          onChange={(event) => change({ procedure: event.target.value || undefined })}
        >
          <option value="">{t('notices.anyProcedure')}</option>
          {address.procedure && !isListed && <option>{address.procedure}</option>}
          {procedures.map(({ id, label }) => (
            <option key={id} value={id}>
              {say(label)}
            </option>
          ))}
        </select>
      </label>
      <span className="toggles">
        <label>
          <input
            type="checkbox"
            checked={address.objections === 'open'}
            onChange={(event) => change({ objections: event.target.checked ? 'open' : undefined })}
          />
          {t('notices.onlyObjected')}
        </label>
      </span>
    </div>
  )
}

function NoticeList(props: { readonly query: ReturnType<typeof listQueryOf>; readonly isFiltered: boolean }) {
  const { t } = useWords()
  const list = useInfiniteQuery(noticeListQuery(props.query))
  const rows = list.data?.pages.flatMap((page) => page.items)
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (!rows) return <Loading lines={10} />
  if (rows.length === 0) {
    return (
      <Notice
        mark="0"
        title={t(props.isFiltered ? 'notices.none' : 'notices.empty')}
        text={t(props.isFiltered ? 'notices.noneText' : 'notices.emptyText')}
      >
        <Link className="button" to="/notices" search={{ state: ANY_STATE }}>
          {t('notices.showAll')}
        </Link>
      </Notice>
    )
  }
  return (
    <div className={list.isPlaceholderData ? 'is-older' : undefined} aria-busy={list.isPlaceholderData}>
      <div className="table-scroll">
        <table className="table notice-table">
          <caption className="unseen">{t('notices.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('notices.what')}</th>
              <th scope="col">{t('notices.where')}</th>
              <th scope="col">{t('notices.period')}</th>
              <th scope="col">{t('notices.stateLabel')}</th>
              <th scope="col" className="number">
                {t('notices.openObjections')}
              </th>
              <th scope="col" className="number">
                {t('notices.answered')}
              </th>
            </tr>
          </thead>
          <tbody onKeyDown={moveAmongRows}>
            {rows.map((notice) => (
              <Row key={notice.id} notice={notice} />
            ))}
          </tbody>
        </table>
      </div>
      <More list={list} />
    </div>
  )
}

function Row({ notice }: { readonly notice: NoticeItem }) {
  const { t, say } = useWords()
  const { open, answered } = notice.objections
  return (
    <tr>
      <th scope="row">
        <Link to="/notices/$id" params={{ id: notice.id }} search={{}} data-row-link>
          {notice.title}
        </Link>
        <span className="notice-under">
          <span className="tag">{t(`notices.kind.${notice.kind}`)}</span>
          <span>
            {say(notice.procedure.label)} · {say(notice.step.label)}
          </span>
          <span className="figure">{notice.number}</span>
        </span>
      </th>
      <td>
        {notice.region
          .slice(-2)
          .map(({ name }) => name)
          .join(' ')}
      </td>
      <td className="narrow figure">{t('notices.fromTo', { from: notice.from, until: notice.until })}</td>
      <td className="narrow">
        <NoticeMark notice={notice} />
      </td>
      <Objections notice={notice} number={open} isOpen />
      <Objections notice={notice} number={answered} />
    </tr>
  )
}

/** A number that opens what is objected. */
function Objections(props: {
  readonly notice: NoticeItem
  readonly number: number
  readonly isOpen?: boolean
}) {
  const { t } = useWords()
  const { notice, number, isOpen } = props
  const head = t(isOpen ? 'notices.openObjections' : 'notices.answered')
  if (number === 0) {
    return (
      <td className="number quiet" data-label={head}>
        0
      </td>
    )
  }
  const label = t(isOpen ? 'notices.openOf' : 'notices.answeredOf', {
    title: notice.title,
    count: number,
  })
  return (
    <td className="number" data-label={head}>
      <Link
        to="/notices/$id"
        params={{ id: notice.id }}
        search={{}}
        hash="objections"
        aria-label={label}
        className={isOpen ? 'notice-open-objections' : undefined}
      >
        {isOpen && <span aria-hidden>! </span>}
        {grouped(number)}
      </Link>
    </td>
  )
}
