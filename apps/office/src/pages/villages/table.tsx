import type { VillageFacets, VillageRow } from '@lika/contract'
import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { useFacts } from '../../parts/facts.ts'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark, outcomes } from '../../parts/outcome.tsx'
import { OutcomeBar } from '../../parts/outcome-bar.tsx'
import { Notice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { StatusTag } from '../../parts/status.tsx'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import type { Column } from './queries.ts'

export function VillageTable(props: {
  readonly rows: readonly VillageRow[]
  readonly facets: VillageFacets | undefined
  readonly columns: readonly Column[]
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
    <div className="table-scroll">
      <table className="table village-table">
        <caption className="unseen">{t('villages.caption')}</caption>
        <thead>
          <tr>
            <Head sort="code" label={t('villages.name')} />
            <th scope="col" className="wide-only">
              {t('villages.town')}
            </th>
            <Head
              sort="status"
              label={t('villages.status')}
              className={props.columns.length > 0 ? 'wide-only' : undefined}
            />
            <Head sort="outcome" label={t('villages.verdict')} />
            {props.columns.map((column) => (
              <ColumnHead key={`${column.kind}.${column.id}`} column={column} facets={props.facets} />
            ))}
            <th scope="col" className="wide-only">
              {t('villages.households')}
            </th>
            {props.columns.length < 2 && (
              <th scope="col" className="wide-only">
                {t('villages.criteria')}
              </th>
            )}
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {props.rows.map((row) => (
            <Row key={row.id} row={row} facets={props.facets} columns={props.columns} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ColumnHead({
  column,
  facets,
}: {
  readonly column: Column
  readonly facets: VillageFacets | undefined
}) {
  const { say } = useWords()
  const facts = useFacts()
  const unit = useUnit()
  const indicator = facets?.indicators.find((each) => each.indicator === column.id)
  const fact = facts.find(column.id, 'village')
  const label =
    column.kind === 'indicator'
      ? indicator
        ? say(indicator.label)
        : column.id
      : facts.label(column.id, 'village')
  const isNumber = column.kind === 'indicator' || ['integer', 'decimal', 'money'].includes(fact?.type ?? '')
  const unitName =
    column.kind === 'indicator'
      ? indicator?.isSum
        ? unit(indicator.unit)
        : ''
      : isNumber && fact
        ? facts.unitOf(fact)
        : ''
  return (
    <Head
      sort={`${column.kind}.${column.id}`}
      label={unitName === '' ? label : `${label}（${unitName}）`}
      isNumber={isNumber}
      largestFirst={isNumber}
    />
  )
}

/** A column head that sorts; pressing again turns the order round. */
function Head(props: {
  readonly sort: string
  readonly label: string
  readonly isNumber?: boolean
  readonly largestFirst?: boolean
  readonly className?: string | undefined
}) {
  const { t } = useWords()
  const { sort = 'code' } = useSearch({ from: '/frame/villages' })
  const isSorted = sort.replace('-', '') === props.sort
  const isDescending = isSorted && sort.startsWith('-')
  const first = props.largestFirst ? `-${props.sort}` : props.sort
  const other = props.largestFirst ? props.sort : `-${props.sort}`
  const next = isSorted && sort === first ? other : first
  return (
    <th
      scope="col"
      className={props.isNumber ? 'number' : props.className}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
    >
      <Link
        className="sort"
        to="/villages"
        search={(before) => ({ ...before, sort: next === 'code' ? undefined : next })}
        replace
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
        title={t('villages.sortBy', { name: props.label })}
      >
        {props.label}
        <span aria-hidden className="sort-mark">
          {isSorted ? (isDescending ? '↓' : '↑') : ''}
        </span>
      </Link>
    </th>
  )
}

function Row(props: {
  readonly row: VillageRow
  readonly facets: VillageFacets | undefined
  readonly columns: readonly Column[]
}) {
  const { row } = props
  const { region } = usePlace()
  // The region of the page stands above: what lies below it tells the rows apart.
  const above = row.region.slice(0, -1).filter(({ code }) => region === 'all' || code.length > region.length)
  const criteria = (props.facets?.criteria ?? []).map(({ criterion, label }) => ({ criterion, label }))
  return (
    <tr>
      <th scope="row">
        <Link to="/villages/$code" params={{ code: row.code }} search={{}} data-row-link>
          {row.region.at(-1)?.name ?? row.code}
        </Link>
      </th>
      <td className="wide-only">
        {(above.length > 0 ? above : row.region.slice(-2, -1)).map(({ name }) => name).join(' ')}
      </td>
      <td className={props.columns.length > 0 ? 'wide-only' : undefined}>
        <StatusTag of="village" status={row.status} />
      </td>
      <td>{row.verdict ? <Mark outcome={row.verdict.outcome} word /> : '—'}</td>
      {props.columns.map((column) => (
        <Value key={`${column.kind}.${column.id}`} row={row} column={column} />
      ))}
      <td className="wide-only">
        <Households row={row} />
      </td>
      {props.columns.length < 2 && (
        <td className="wide-only rest">
          <FirstReason verdict={row.verdict} criteria={criteria} />
        </td>
      )}
    </tr>
  )
}

function Value({ row, column }: { readonly row: VillageRow; readonly column: Column }) {
  const { t } = useWords()
  const facts = useFacts()
  if (column.kind === 'indicator') {
    const value = row.indicators[column.id] ?? null
    return (
      <td className="number">
        {value === null ? (
          <span className="quiet">{t('village.gapUnknown')}</span>
        ) : (
          <Link to="/villages/$code" params={{ code: row.code }} search={{ tab: 'gaps' }}>
            {grouped(value)}
          </Link>
        )}
      </td>
    )
  }
  const fact = facts.find(column.id, 'village')
  const value = row.facts[column.id] ?? null
  const isNumber = ['integer', 'decimal', 'money'].includes(fact?.type ?? '')
  const stale: ReactNode = row.stale.includes(column.id) && (
    <span className="tag tag-warn">{t('villages.stale')}</span>
  )
  if (value === null)
    return <td className={isNumber ? 'number quiet' : 'quiet'}>{t('village.gapUnknown')}</td>
  if (isNumber) {
    return (
      <td className="number">
        {stale} {grouped(value as string | number)}
      </td>
    )
  }
  return (
    <td>
      {facts.show(fact, value)} {stale}
    </td>
  )
}

/** How many criteria are met, and the first that is not by name; the page of the village has them all. */
function FirstReason(props: {
  readonly verdict: VillageRow['verdict']
  readonly criteria: readonly { readonly criterion: string; readonly label: { zh: string; en: string } }[]
}) {
  const { t, say } = useWords()
  if (!props.verdict) return <span className="quiet">—</span>
  const entries = Object.entries(props.verdict.criteria)
  const open = (['unmet', 'undetermined'] as const).flatMap((outcome) =>
    entries.filter(([, each]) => each === outcome).map(([id]) => ({ id, outcome })),
  )
  const label = (id: string) => {
    const found = props.criteria.find(({ criterion }) => criterion === id)
    return found ? say(found.label) : id
  }
  const [first] = open
  return (
    <span className="reasons" title={open.map(({ id }) => label(id)).join('\n')}>
      <span className="figure quiet">
        {t('verdict.metOf', { met: entries.length - open.length, all: entries.length })}
      </span>
      {first && (
        <span className="reason">
          <Mark outcome={first.outcome} />
          {/* 五有：有路通村屯 is known by what follows the colon. */}
          <span>{label(first.id).split('：')[1] ?? label(first.id)}</span>
        </span>
      )}
      {open.length > 1 && <span className="figure quiet">+{open.length - 1}</span>}
    </span>
  )
}

/** How the households of the village stand, each part opening them. */
function Households({ row }: { readonly row: VillageRow }) {
  const { t } = useWords()
  const { households } = row
  if (!households)
    return <HouseholdsLink filter={{ region: row.code }}>{t('villages.seeHouseholds')}</HouseholdsLink>
  const name = row.region.at(-1)?.name ?? row.code
  return (
    <span className="village-shares">
      <OutcomeBar counts={households} />
      <span className="village-counts figure">
        {outcomes.map((outcome) =>
          households[outcome] === 0 ? null : (
            <HouseholdsLink
              key={outcome}
              filter={{ region: row.code, outcome }}
              label={t('villages.householdsOf', {
                name,
                outcome: t(`outcome.${outcome}`),
                count: households[outcome],
              })}
            >
              <Mark outcome={outcome} />
              {grouped(households[outcome])}
            </HouseholdsLink>
          ),
        )}
      </span>
    </span>
  )
}
