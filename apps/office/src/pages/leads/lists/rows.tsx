import type { LeadList, LeadRow } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { Loading } from '../../../parts/loading.tsx'
import { More } from '../../../parts/more.tsx'
import { Notice, ProblemNotice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { MatchedBy } from '../matched-by.tsx'
import { leadRowsQuery, rowOutcomes } from '../queries.ts'

/** The rows of the sheet by their number there: what each yielded, what is wrong and what would be right. */
export function Rows({ list }: { readonly list: LeadList }) {
  const { t } = useWords()
  const { rows: asked } = useSearch({ from: '/frame/leads/lists/$id' })
  const outcome = rowOutcomes.find((each) => each === asked)
  const query = useInfiniteQuery(leadRowsQuery(list.id, outcome))
  const rows = query.data?.pages.flatMap(({ items }) => items)
  if (query.error && !rows) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  return (
    <section className="panel" aria-labelledby="list-rows">
      <div className="panel-head">
        <h2 id="list-rows">{t(`leads.rowOutcome.${outcome ?? 'all'}`)}</h2>
        {outcome && <span className="quiet">{t(`leads.rowHint.${outcome}`)}</span>}
      </div>
      {!rows ? (
        <Loading lines={8} />
      ) : rows.length === 0 ? (
        <Notice mark="0" title={t('leads.rowsNone')} />
      ) : (
        <>
          <div className="table-scroll">
            <table className="table list-rows">
              <caption className="unseen">{t('leads.figures')}</caption>
              <thead>
                <tr>
                  <th scope="col" className="number narrow">
                    {t('leads.rowLine')}
                  </th>
                  <th scope="col">{t('leads.rowName')}</th>
                  <th scope="col">{t('leads.rowId')}</th>
                  <th scope="col">{t('leads.rowVillage')}</th>
                  <th scope="col">{t('leads.rowResult')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </tbody>
            </table>
          </div>
          <More list={query} />
        </>
      )}
      <p className="hint">{t('leads.keptUntil', { day: list.keptUntil })}</p>
    </section>
  )
}

function Row({ row }: { readonly row: LeadRow }) {
  return (
    <tr>
      <th scope="row" className="number">
        {row.line}
      </th>
      <td>{row.name ?? <span className="quiet">—</span>}</td>
      <td className="figure">{row.idNumber ?? <span className="quiet">—</span>}</td>
      <td>{row.village ?? <span className="quiet">—</span>}</td>
      <td className="row-problem">
        <Result row={row} />
      </td>
    </tr>
  )
}

function Result({ row }: { readonly row: LeadRow }) {
  const { t, say } = useWords()
  const { can } = usePlace()
  const { problem, household, doubleOf } = row
  return (
    <>
      <span title={t(`leads.rowHint.${row.outcome}`)}>{t(`leads.rowOutcome.${row.outcome}`)}</span>
      {problem && (
        <>
          {t('app.colon')}
          <strong>{problem.field}</strong>{' '}
          {problem.value !== null && (
            <span className="figure">{t('leads.rowValue', { value: problem.value })}</span>
          )}{' '}
          {say(problem.message)}
          <span className="quiet block">{t('leads.rowExpected', { expected: say(problem.expected) })}</span>
        </>
      )}
      {doubleOf !== null && (
        <>
          {t('app.colon')}
          {t('leads.rowDouble', { line: doubleOf })}
        </>
      )}
      {household && (
        <>
          {t('app.colon')}
          {can('registry.read') ? (
            <Link to="/households/$id" params={{ id: household.id }} search={{}} className="in-text">
              {household.headName ?? t('households.nameUnknown')}
            </Link>
          ) : (
            (household.headName ?? t('households.nameUnknown'))
          )}{' '}
          <span className="quiet">
            {row.region
              .slice(-2)
              .map(({ name }) => name)
              .join(' ')}
            {row.state && ` · ${t(`leads.states.${row.state}`)}`}
          </span>
          <span className="block">
            <MatchedBy of={row} />
          </span>
        </>
      )}
    </>
  )
}
