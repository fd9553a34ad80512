import type { ComplaintCounts, ComplaintItem } from '@lika/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { askedBy, complaintCountsQuery, complaintsQuery, isIn, kinds, views } from './queries.ts'
import '../../parts/filters.css'
import './complaints.css'

/** The line 12317: what came, by what is due first. Whoever is complained about has nothing of it here. */
export function ComplaintsPage() {
  const { t } = useWords()
  const { region } = usePlace()
  const asked = askedBy(useSearch({ from: '/frame/complaints' }))
  const counted = useQuery(complaintCountsQuery(region))
  useTitle(t('complaints.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('complaints.title')}</h1>
        <Link className="button button-primary" to="/complaints/new" search={{}}>
          {t('complaints.take')}
        </Link>
      </div>
      <p className="quiet prose complaints-told">{t('complaints.text')}</p>
      {counted.data && <Filters counts={counted.data} asked={asked} />}
      {counted.data && !counted.data.days.confirmed && (
        <p className="hint complaints-told">{t('complaints.daysUnconfirmed', counted.data.days)}</p>
      )}
      <List asked={asked} />
    </>
  )
}

type Asked = ReturnType<typeof askedBy>

/** Every figure opens its list. */
function Filters({ counts, asked }: { readonly counts: ComplaintCounts; readonly asked: Asked }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/complaints' })
  const change = (changed: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const sum = (view: Asked['view']) =>
    counts.states
      .filter(({ state, kind }) => isIn(view, state) && (asked.kind === undefined || kind === asked.kind))
      .reduce((total, { count }) => total + count, 0)
  return (
    <div className="filters">
      <label className="filter">
        <span>{t('complaints.kind')}</span>
        <select
          className="input"
          value={asked.kind ?? ''}
          onChange={(event) => change({ kind: event.target.value || undefined })}
        >
          <option value="">{t('complaints.anyKind')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`complaints.kinds.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="filter is-row">
        <legend>{t('complaints.state')}</legend>
        <span className="complaints-states">
          {views.map((view) => (
            <button
              key={view}
              type="button"
              className="button"
              aria-pressed={asked.view === view && asked.due === undefined}
              onClick={() => change({ state: view === 'open' ? undefined : view, due: undefined })}
            >
              {t(`complaints.views.${view}`)} <strong className="figure">{grouped(sum(view))}</strong>
            </button>
          ))}
        </span>
      </fieldset>
      <fieldset className="filter is-row">
        <legend>{t('complaints.due')}</legend>
        <span className="complaints-states">
          {(['late', 'week'] as const).map((due) => (
            <button
              key={due}
              type="button"
              className="button"
              aria-pressed={asked.due === due}
              onClick={() => change({ state: undefined, due: asked.due === due ? undefined : due })}
            >
              {t(`complaints.dues.${due}`)} <strong className="figure">{grouped(counts[due])}</strong>
            </button>
          ))}
        </span>
      </fieldset>
    </div>
  )
}

function List({ asked }: { readonly asked: Asked }) {
  const { t } = useWords()
  const { region } = usePlace()
  const list = useInfiniteQuery(complaintsQuery(region, asked))
  const rows = list.data?.pages.flatMap(({ items }) => items)
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (rows === undefined) return <Loading lines={8} />
  if (rows.length === 0)
    return (
      <div className="panel">
        <Notice mark="0" title={t('complaints.none')} text={t('complaints.noneText')}>
          {(asked.view !== 'open' || asked.kind || asked.due) && (
            <Link className="button" to="/complaints" search={{ state: 'all' }}>
              {t('complaints.showAll')}
            </Link>
          )}
        </Notice>
      </div>
    )
  return (
    <div className="panel">
      <div className="table-scroll">
        <table className="table complaints-table">
          <caption className="unseen">{t('complaints.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('complaints.what')}</th>
              <th scope="col">{t('complaints.place')}</th>
              <th scope="col">{t('complaints.state')}</th>
              <th scope="col">{t('complaints.dueDay')}</th>
              <th scope="col" className="wide-only">
                {t('complaints.received')}
              </th>
              <th scope="col" className="wide-only">
                {t('complaints.accused')}
              </th>
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

function Row({ row }: { readonly row: ComplaintItem }) {
  const { t } = useWords()
  return (
    <tr>
      <th scope="row">
        <Link to="/complaints/$id" params={{ id: row.id }} search={{}} data-row-link>
          {t(`complaints.kinds.${row.kind}`)} · {t(`complaints.abouts.${row.about}`)}
        </Link>
      </th>
      <td>{row.region.map(({ name }) => name).join(' ')}</td>
      <td>
        {t(`complaints.views.${row.state}`)}
        {row.case !== null && (
          <>
            {' · '}
            <Link to="/cases/$id" params={{ id: row.case }} search={{}}>
              {t('complaints.hasCase')}
            </Link>
          </>
        )}
      </td>
      <td className="figure">
        <Due of={row} />
      </td>
      <td className="figure wide-only">
        {row.received} · {t(`complaints.channels.${row.channel}`)}
      </td>
      <td className="wide-only">{row.accused ? accusedName(row.accused) : '—'}</td>
    </tr>
  )
}

export function accusedName(accused: NonNullable<ComplaintItem['accused']>): string {
  return [accused.region?.name, accused.unit?.name].filter((name) => name !== undefined).join(' · ')
}

/** The day that is waited for; late ones say so in a word. */
export function Due({
  of,
}: {
  readonly of: Pick<ComplaintItem, 'state' | 'acceptDue' | 'answerDue' | 'late'>
}) {
  const { t } = useWords()
  const isOpen = ['received', 'accepted', 'passed'].includes(of.state)
  if (!isOpen) return <span className="quiet">—</span>
  const day = of.state === 'received' ? (of.acceptDue ?? of.answerDue) : of.answerDue
  if (day === null) return <span className="quiet">{t('complaints.noDay')}</span>
  return (
    <>
      {day} {of.late && <span className="tag tag-warn">{t('complaints.late')}</span>}
    </>
  )
}
