import type { HouseholdRow } from '@lika/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { regionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { DataFilter } from '../../parts/data-filter.tsx'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useStandards } from '../../parts/standards.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { EXIT_SET, type List, useList } from './address.ts'
import { ColumnChooser } from './columns.tsx'
import { ExportMenu } from './export-menu.tsx'
import { FacetPanel } from './facets.tsx'
import { usePages } from './paging.ts'
import { MOST_PRINTED, PrintedRows } from './print.tsx'
import { askedColumns, columnsQuery, facetsQuery, gapFacets, otherFacets, quickFacets } from './queries.ts'
import { SearchField } from './search-field.tsx'
import { type Chosen, useSelection } from './selection.ts'
import { HouseholdTable, useNarrow } from './table.tsx'
import { Views } from './views.tsx'
import '../../parts/filters.css'
import './households.css'

const AssignDrawer = lazy(() => import('./assign.tsx'))

/** The households of a region that match what the address says. */
export function HouseholdsPage() {
  const { t } = useWords()
  const { session, can } = usePlace()
  const list = useList()
  const isNarrow = useNarrow()
  const { region, date, filter } = list
  const set = list.search.set ?? EXIT_SET
  const quick = useQuery(facetsQuery(filter, quickFacets))
  const rest = useQuery(facetsQuery(filter, otherFacets))
  const isNow = date === session.today
  const [gapsOn, setGapsOn] = useState<string>()
  const wantsGaps = isNow || gapsOn === date
  const gaps = useQuery({ ...facetsQuery(filter, gapFacets), enabled: wantsGaps })
  const columns = useQuery({ ...columnsQuery(region, date, set), placeholderData: keepPreviousData })
  const known = useMemo(() => columns.data?.columns ?? [], [columns.data])
  const shown = useMemo(
    () => list.columns.flatMap((id) => known.find((column) => column.id === id) ?? []),
    [list.columns, known],
  )
  const criteria = useMemo(() => known.filter(({ kind }) => kind === 'criterion'), [known])
  const asked = useMemo(() => {
    const values = isNarrow ? undefined : askedColumns(shown)
    return {
      ...filter,
      ...(list.search.sort === undefined ? {} : { sort: list.search.sort }),
      ...(values === undefined ? {} : { columns: values }),
    }
  }, [filter, list.search.sort, shown, isNarrow])
  const total = quick.isPlaceholderData ? undefined : quick.data?.total
  const pages = usePages(asked, total)
  const chosen = useSelection(JSON.stringify(filter))
  const [isAssigning, setAssigning] = useState(false)
  const canRecord = can('registry.record') && isNow
  const print = usePrint(list, pages.between)
  useTitle(t('title.households'))

  const isEmpty = pages.count === 0 && !pages.isFirstLoading
  const name = useRegionName(region, date)
  return (
    <div className="hh">
      <div className="page-head">
        <h1>{t('title.households')}</h1>
        <p className="hh-count figure" role="status">
          {quick.data && t('households.count', { n: grouped(quick.data.total ?? 0) })}
        </p>
        <Views list={list} />
        {can('registry.operate') && (
          <Link className="button" to="/households/new" search={{}}>
            {t('newHousehold.open')}
          </Link>
        )}
      </div>
      <div className="hh-layout">
        <FacetSide list={list} isNarrow={isNarrow}>
          <FacetPanel
            list={list}
            quick={quick}
            rest={rest}
            gaps={wantsGaps ? gaps : { data: undefined, isPlaceholderData: false }}
            askGaps={wantsGaps ? undefined : () => setGapsOn(date)}
          />
        </FacetSide>
        <div className="panel hh-list">
          <div className="hh-tools">
            <SearchField list={list} />
            <SetChoice list={list} />
            <DataFilter
              subject="household"
              filter={list.search}
              onChange={(changed) => list.change({ ...changed })}
            />
            {list.isFiltered && (
              <button type="button" className="button button-quiet" onClick={list.clear}>
                {t('list.clear')}
              </button>
            )}
            <div className="hh-tools-end">
              {canRecord && chosen.count === 0 && (
                <button type="button" className="button button-quiet" onClick={() => setAssigning(true)}>
                  {t('households.assignments')}
                </button>
              )}
              <ExportMenu
                list={list}
                canExport={can('registry.export')}
                onPrint={() => void print.start(pages.count)}
              />
              {!isNarrow && <ColumnChooser list={list} known={known} />}
            </div>
          </div>
          {chosen.count > 0 && (
            <ChosenBar chosen={chosen} total={total} onAssign={() => setAssigning(true)} />
          )}
          {pages.error && pages.row(0) === undefined ? (
            <ProblemNotice error={pages.error} retry={pages.retry} />
          ) : columns.error && known.length === 0 ? (
            <ProblemNotice error={columns.error} retry={() => void columns.refetch()} />
          ) : isEmpty ? (
            <Notice mark="0" title={t('list.none')} text={t('list.noneText')}>
              <button type="button" className="button" onClick={list.clear}>
                {t('list.clear')}
              </button>
            </Notice>
          ) : pages.count === 0 || known.length === 0 ? (
            <Loading lines={14} />
          ) : (
            <HouseholdTable
              list={list}
              pages={pages}
              columns={shown}
              criteria={criteria}
              chosen={chosen}
              total={total}
              canChoose={canRecord && !isNarrow}
              listKey={JSON.stringify(asked)}
            />
          )}
        </div>
      </div>
      {isAssigning && (
        <Suspense>
          <AssignDrawer list={list} chosen={chosen} onClose={() => setAssigning(false)} />
        </Suspense>
      )}
      {print.rows && (
        <PrintedRows
          rows={print.rows}
          columns={shown}
          criteria={criteria}
          title={t('households.printTitle', { region: name, date })}
          total={total ?? print.rows.length}
          onDone={print.end}
        />
      )}
    </div>
  )
}

function useRegionName(region: string, date: string): string {
  const { data } = useQuery(regionQuery(region, date))
  return data?.name ?? region
}

/** At the left, or folded away where the window is narrow. */
function FacetSide(props: {
  readonly list: List
  readonly isNarrow: boolean
  readonly children: React.ReactNode
}) {
  const { t } = useWords()
  if (!props.isNarrow) {
    return (
      <search className="panel hh-facets" aria-label={t('list.filters')}>
        {props.children}
      </search>
    )
  }
  return (
    <details className="panel hh-facets">
      <summary>
        {t('list.filters')}
        {props.list.isFiltered && <span className="tag">{t('households.isFiltered')}</span>}
      </summary>
      <search aria-label={t('list.filters')}>{props.children}</search>
    </details>
  )
}

/** Which set of criteria the verdicts are of, where there are several. */
function SetChoice({ list }: { readonly list: List }) {
  const { t, say } = useWords()
  const sets = useStandards().sets.filter(({ subject }) => subject === 'household')
  if (sets.length < 2) return null
  return (
    <label className="hh-set">
      <span>{t('households.set')}</span>
      <select
        className="input"
        value={list.search.set ?? EXIT_SET}
        onChange={(event) =>
          list.change({
            set: event.target.value === EXIT_SET ? undefined : event.target.value,
            criterion: undefined,
            outcome: undefined,
            criteria: undefined,
          })
        }
      >
        {sets.map((each) => (
          <option key={each.set} value={each.set}>
            {say(each.title)}
          </option>
        ))}
      </select>
    </label>
  )
}

function ChosenBar(props: {
  readonly chosen: Chosen
  readonly total: number | undefined
  readonly onAssign: () => void
}) {
  const { t } = useWords()
  const { chosen, total } = props
  const isAll = chosen.selection.kind === 'all'
  return (
    <div className="hh-chosen" role="status">
      <span>{t('households.chosen', { n: grouped(chosen.count) })}</span>
      {!isAll && total !== undefined && total > chosen.count && (
        <button type="button" className="button button-small" onClick={() => chosen.all(total)}>
          {t('households.chooseAll', { n: grouped(total) })}
        </button>
      )}
      <button type="button" className="button button-small" onClick={chosen.clear}>
        {t('households.chooseNone')}
      </button>
      <button type="button" className="button button-small button-primary" onClick={props.onAssign}>
        {t('households.assign')}
      </button>
    </div>
  )
}

function usePrint(list: List, between: (from: number, to: number) => Promise<HouseholdRow[]>) {
  const [rows, setRows] = useState<readonly HouseholdRow[]>()
  const end = useCallback(() => setRows(undefined), [])
  return {
    rows: list && rows,
    end,
    start: async (count: number) => setRows(await between(0, Math.min(count, MOST_PRINTED) - 1)),
  }
}
