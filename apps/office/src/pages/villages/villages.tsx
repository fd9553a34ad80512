import type { Outcome, VillageRow } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { villagesQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { GapFilter } from '../../parts/gap-filter.tsx'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Mark } from '../../parts/outcome.tsx'
import { OutcomeFilter } from '../../parts/outcome-filter.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { useStandards } from '../../parts/standards.ts'
import { StatusTag } from '../../parts/status.tsx'
import { useTitle } from '../../parts/title.ts'
import { Reasons } from '../../parts/verdict-cell.tsx'
import { useWords } from '../../words/index.ts'
import '../../parts/filters.css'

const VILLAGE_EXIT = 'village-exit'
const statuses = ['poor', 'expected', 'exited', 'ordinary'] as const

/** The villages of a region that match what the address says. */
export function VillagesPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const filter = useSearch({ from: '/frame/villages' })
  const { sets } = useStandards()
  const query = useInfiniteQuery(
    villagesQuery({
      region,
      asOf: date,
      status: filter.status,
      poor: filter.poor as 'true' | 'false' | undefined,
      criterion: filter.outcome && filter.criterion,
      outcome: filter.outcome as Outcome | undefined,
      indicator: filter.indicator,
    }),
  )
  const criteria = sets.find(({ set }) => set === VILLAGE_EXIT)?.criteria ?? []
  const rows = query.data?.pages.flatMap((page) => page.items)
  useTitle(t('title.villages'))
  return (
    <>
      <div className="page-head">
        <h1>{t('title.villages')}</h1>
        {rows && (
          <p className="list-count figure" role="status">
            {query.hasNextPage
              ? t('list.loadedVillages', { count: rows.length })
              : t('list.allVillages', { count: rows.length })}
          </p>
        )}
      </div>
      <Filters criteria={criteria} />
      {query.error && !rows ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : rows ? (
        <div className="panel">
          <VillageTable rows={rows} criteria={criteria} />
          {query.hasNextPage && (
            <div className="list-foot">
              <button
                type="button"
                className="button"
                disabled={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {query.isFetchingNextPage ? t('list.loadingMore') : t('list.more')}
              </button>
            </div>
          )}
        </div>
      ) : (
        <div className="panel">
          <Loading lines={14} />
        </div>
      )}
    </>
  )
}

type Criterion = { readonly criterion: string; readonly label: { readonly zh: string; readonly en: string } }

function Filters({ criteria }: { readonly criteria: readonly Criterion[] }) {
  const { t } = useWords()
  const filter = useSearch({ from: '/frame/villages' })
  const navigate = useNavigate({ from: '/villages' })
  const change = (changed: { readonly [key: string]: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...changed }) })
  const isFiltered = Object.entries(filter).some(
    ([key, value]) => key !== 'region' && key !== 'date' && value !== undefined,
  )
  return (
    <search className="filters" aria-label={t('list.filters')}>
      <fieldset className="filter is-row">
        <legend>{t('villages.status')}</legend>
        <div className="toggles">
          {statuses.map((status) => (
            <label key={status}>
              <input
                type="checkbox"
                checked={filter.status === status}
                onChange={() => change({ status: filter.status === status ? undefined : status })}
              />
              <StatusTag of="village" status={status} />
            </label>
          ))}
        </div>
      </fieldset>
      <label className="filter">
        <span>{t('villages.poor')}</span>
        <select
          className="input"
          value={filter.poor ?? ''}
          onChange={(event) => change({ poor: event.target.value || undefined })}
        >
          <option value="">{t('households.any')}</option>
          <option value="true">{t('villages.poorYes')}</option>
          <option value="false">{t('villages.poorNo')}</option>
        </select>
      </label>
      <OutcomeFilter
        criteria={criteria}
        criterion={filter.criterion}
        outcome={filter.outcome}
        onChange={change}
      />
      <GapFilter subject="village" indicator={filter.indicator} onChange={change} />
      {isFiltered && (
        <Link className="button button-quiet" to="/villages" search={{}}>
          {t('list.clear')}
        </Link>
      )}
    </search>
  )
}

function VillageTable(props: {
  readonly rows: readonly VillageRow[]
  readonly criteria: readonly Criterion[]
}) {
  const { t } = useWords()
  if (props.rows.length === 0) {
    return (
      <Notice mark="0" title={t('list.noneVillages')} text={t('list.noneText')}>
        <Link className="button" to="/villages" search={{}}>
          {t('list.clear')}
        </Link>
      </Notice>
    )
  }
  return (
    <table className="table list-table">
      <caption className="unseen">{t('villages.caption')}</caption>
      <colgroup>
        <col className="col-village" />
        <col className="wide-only" style={{ width: 180 }} />
        <col className="col-status" />
        <col className="col-outcome" />
        <col className="wide-only" />
        <col className="wide-only" style={{ width: 100 }} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('villages.name')}</th>
          <th scope="col" className="wide-only">
            {t('villages.town')}
          </th>
          <th scope="col">{t('villages.status')}</th>
          <th scope="col">{t('villages.verdict')}</th>
          <th scope="col" className="wide-only">
            {t('villages.criteria')}
          </th>
          <th scope="col" className="wide-only">
            <span className="unseen">{t('villages.households')}</span>
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={moveAmongRows}>
        {props.rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link to="/villages/$code" params={{ code: row.code }} search={{}} data-row-link>
                {row.region.at(-1)?.name ?? row.code}
              </Link>
            </th>
            <td className="wide-only">
              {row.region
                .slice(0, -1)
                .map(({ name }) => name)
                .join(' ')}
            </td>
            <td>{row.status === null ? '—' : <StatusTag of="village" status={row.status} />}</td>
            <td>{row.verdict ? <Mark outcome={row.verdict.outcome} word /> : '—'}</td>
            <td className="wide-only">
              <Reasons verdict={row.verdict} criteria={props.criteria} />
            </td>
            <td className="wide-only">
              <HouseholdsLink filter={{ region: row.code }}>{t('villages.households')}</HouseholdsLink>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
