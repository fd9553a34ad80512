import type { LeadCounts } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark } from '../../parts/outcome.tsx'
import { useIsWide } from '../../parts/use-is-wide.ts'
import { useWords } from '../../words/index.ts'
import { useLeadKinds } from './kind.tsx'
import { type LeadAddress, type leadQueryOf, standings, states, verdicts } from './queries.ts'

type Query = ReturnType<typeof leadQueryOf>

const exactly = { exact: true, includeSearch: true, explicitUndefined: true } as const

/** How many there are of each, under what else is chosen; every figure is its list. On a narrow screen they fold away. */
export function Facets(props: { readonly counts: LeadCounts | undefined; readonly query: Query }) {
  const { t } = useWords()
  const isWide = useIsWide()
  return (
    <details className="panel cases-facets" open={isWide}>
      <summary>{t('leads.facets')}</summary>
      {props.counts ? <Counted counts={props.counts} query={props.query} /> : <Loading lines={12} />}
    </details>
  )
}

function Counted({ counts, query }: { readonly counts: LeadCounts; readonly query: Query }) {
  const { t } = useWords()
  const { nameOf } = useLeadKinds()
  const of = (list: readonly { readonly id: string; readonly count: number }[]) => (id: string) =>
    list.find((each) => each.id === id)?.count ?? 0
  const [state, standing, outcome] = [of(counts.states), of(counts.standings), of(counts.outcomes)]
  const sum = counts.states.reduce((all, { count }) => all + count, 0)
  return (
    <>
      <Facet title={t('leads.state')}>
        {states.map((each) => (
          <Line
            key={each}
            search={{ state: each === 'open' ? undefined : each }}
            count={state(each)}
            isNow={query.state === each}
          >
            {t(`leads.states.${each}`)}
          </Line>
        ))}
        <Line search={{ state: 'all' }} count={sum} isNow={query.state === undefined}>
          {t('leads.all')}
        </Line>
      </Facet>
      <Facet title={t('leads.kind')}>
        {counts.kinds.map(({ id, count }) => (
          <Line
            key={id}
            search={{ kind: query.kind === id ? undefined : id }}
            count={count}
            isNow={query.kind === id}
          >
            {nameOf(id)}
          </Line>
        ))}
      </Facet>
      <Facet title={t('leads.standing')}>
        {standings.map((each) => (
          <Line
            key={each}
            search={{ standing: query.standing === each ? undefined : each }}
            count={standing(each)}
            isNow={query.standing === each}
          >
            {t(`leads.standings.${each}`)}
          </Line>
        ))}
      </Facet>
      <Facet title={t('leads.verdict')}>
        {verdicts
          .filter((each) => outcome(each) > 0 || query.outcome === each)
          .map((each) => (
            <Line
              key={each}
              search={{ outcome: query.outcome === each ? undefined : each }}
              count={outcome(each)}
              isNow={query.outcome === each}
            >
              {each === 'unjudged' ? t('leads.unjudged') : <Mark outcome={each} word />}
            </Line>
          ))}
      </Facet>
      {counts.lists.length > 0 && (
        <Facet title={t('leads.lists')}>
          {counts.lists.map((list) => (
            <Line
              key={list.id}
              search={{ list: query.list === list.id ? undefined : list.id }}
              count={list.count}
              isNow={query.list === list.id}
            >
              {nameOf(list.kind)} <span className="figure">{list.heardOn}</span>
              <span className="quiet block">{list.unit?.name ?? t('leads.noUnit')}</span>
            </Line>
          ))}
        </Facet>
      )}
      {counts.regions.length > 0 && <Places regions={counts.regions} />}
    </>
  )
}

function Facet({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="cases-facet">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}

function Line(props: {
  readonly search: LeadAddress
  readonly count: number
  readonly isNow: boolean
  readonly children: ReactNode
}) {
  return (
    <li className="cases-facet-row">
      <Link
        to="/leads"
        search={(before) => ({ ...before, ...props.search })}
        className="cases-facet-line"
        // What is chosen is told by what the page asks for: the address leaves out what goes without saying.
        activeOptions={exactly}
        aria-current={props.isNow ? 'page' : undefined}
      >
        <span>{props.children}</span>
        <span className="figure">{grouped(props.count)}</span>
      </Link>
    </li>
  )
}

/** The regions one level below; a link goes down into one and keeps what else was chosen. */
function Places({ regions }: { readonly regions: LeadCounts['regions'] }) {
  const { t } = useWords()
  return (
    <section className="cases-facet">
      <h2>{t('cases.byPlace')}</h2>
      <table className="table cases-places">
        <caption className="unseen">{t('cases.byPlace')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('leads.place')}</th>
            <th scope="col" className="number">
              {t('leads.title')}
            </th>
            <th scope="col" className="number">
              {t('leads.openHere')}
            </th>
          </tr>
        </thead>
        <tbody>
          {regions.map(({ region, count, open }) => (
            <tr key={region.code}>
              <th scope="row">
                <Link to="/leads" search={(before) => ({ ...before, region: region.code })}>
                  {region.name}
                </Link>
              </th>
              <td className="number">
                <Link to="/leads" search={(before) => ({ ...before, region: region.code })}>
                  {grouped(count)}
                </Link>
              </td>
              <td className="number">
                <Link to="/leads" search={(before) => ({ ...before, region: region.code, state: undefined })}>
                  {grouped(open)}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
