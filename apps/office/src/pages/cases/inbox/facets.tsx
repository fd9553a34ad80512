import type { CaseCounts } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { Loading } from '../../../parts/loading.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { useIsWide } from '../../../parts/use-is-wide.ts'
import { useWords } from '../../../words/index.ts'
import type { inboxQueryOf } from '../queries.ts'

type Query = ReturnType<typeof inboxQueryOf>

/** A link is the present one with just its own filters; what is narrower is another link's. */
const exactly = { exact: true, includeSearch: true, explicitUndefined: true } as const

/** How many stand where: by procedure and step, by outcome, by place. On a narrow screen they fold away. */
export function Facets(props: { readonly counts: CaseCounts | undefined; readonly query: Query }) {
  const { t } = useWords()
  const isWide = useIsWide()
  return (
    <details className="panel cases-facets" open={isWide}>
      <summary>{t('cases.facets')}</summary>
      {props.counts ? <Counted counts={props.counts} query={props.query} /> : <Loading lines={12} />}
    </details>
  )
}

function Counted({ counts, query }: { readonly counts: CaseCounts; readonly query: Query }) {
  const { t } = useWords()
  const procedures = groupsOf(counts)
  return (
    <>
      {procedures.length === 0 && <p className="quiet">{t('cases.noneAtAll')}</p>}
      {procedures.map((each) => (
        <Procedure key={each.procedure.id} {...each} query={query} />
      ))}
      {counts.regions.length > 0 && <Places regions={counts.regions} />}
    </>
  )
}

type Group = {
  readonly procedure: CaseCounts['steps'][number]['procedure']
  readonly steps: readonly CaseCounts['steps'][number][]
  readonly outcomes: readonly CaseCounts['outcomes'][number][]
}

/** Steps and outcomes by procedure, in the order in which the server names them. */
export function groupsOf({ steps, outcomes }: Pick<CaseCounts, 'steps' | 'outcomes'>): Group[] {
  const procedures = new Map([...steps, ...outcomes].map(({ procedure }) => [procedure.id, procedure]))
  return [...procedures.values()].map((procedure) => ({
    procedure,
    steps: steps.filter((each) => each.procedure.id === procedure.id),
    outcomes: outcomes.filter((each) => each.procedure.id === procedure.id),
  }))
}

function Procedure({ procedure, steps, outcomes, query }: Group & { readonly query: Query }) {
  const { t, say } = useWords()
  const open = steps.reduce((sum, each) => sum + each.open, 0)
  return (
    <section className="cases-facet">
      <h2>
        <Link
          to="/cases"
          search={{ procedure: procedure.id }}
          className="cases-facet-line"
          activeOptions={exactly}
          aria-current={query.procedure === procedure.id && !query.step && !query.state ? 'page' : undefined}
        >
          <span>{say(procedure.label)}</span>
          <span className="figure">{grouped(open)}</span>
        </Link>
      </h2>
      <ul>
        {steps.map(({ step, open: standing, late, mine }) => (
          <li key={step.id} className="cases-facet-row">
            <Link
              to="/cases"
              search={{ procedure: procedure.id, step: step.id }}
              className="cases-facet-line"
              activeOptions={exactly}
              aria-current={
                query.procedure === procedure.id && query.step === step.id && !query.mine && !query.due
                  ? 'page'
                  : undefined
              }
            >
              <span>{say(step.label)}</span>
              <span className="figure">{grouped(standing)}</span>
            </Link>
            {(mine > 0 || late > 0) && (
              <span className="cases-facet-tags">
                {mine > 0 && (
                  <Link
                    to="/cases"
                    search={{ procedure: procedure.id, step: step.id, mine: 'yes' }}
                    className="tag cases-mine"
                    aria-label={t('cases.mineOf', { step: say(step.label), count: mine })}
                  >
                    {t('cases.mineCount', { count: mine })}
                  </Link>
                )}
                {late > 0 && (
                  <Link
                    to="/cases"
                    search={{ procedure: procedure.id, step: step.id, due: 'late' }}
                    className="tag cases-late"
                    aria-label={t('cases.lateOf', { step: say(step.label), count: late })}
                  >
                    <span aria-hidden>! </span>
                    {t('cases.lateCount', { count: late })}
                  </Link>
                )}
              </span>
            )}
          </li>
        ))}
        {outcomes.map(({ outcome, ended }) => (
          <li key={outcome.id} className="cases-facet-row">
            <Link
              to="/cases"
              search={{ procedure: procedure.id, state: 'ended', outcome: outcome.id }}
              className="cases-facet-line is-ended"
              activeOptions={exactly}
              aria-current={
                query.procedure === procedure.id && query.outcome === outcome.id ? 'page' : undefined
              }
            >
              <span>{t('cases.endedAs', { outcome: say(outcome.label) })}</span>
              <span className="figure">{grouped(ended)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The regions one level below; a link goes down into one and keeps what else was chosen. */
function Places({ regions }: { readonly regions: CaseCounts['regions'] }) {
  const { t } = useWords()
  const shown = regions.filter(({ open, ended, withdrawn }) => open + ended + withdrawn > 0)
  if (shown.length === 0) return null
  return (
    <section className="cases-facet">
      <h2>{t('cases.byPlace')}</h2>
      <table className="table cases-places">
        <caption className="unseen">{t('cases.byPlace')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('cases.place')}</th>
            <th scope="col" className="number">
              {t('cases.total.open')}
            </th>
            <th scope="col" className="number">
              {t('cases.total.late')}
            </th>
            <th scope="col" className="number">
              {t('cases.total.ended')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ region, open, late, ended }) => (
            <tr key={region.code}>
              <th scope="row">
                <Link to="/cases" search={(before) => ({ ...before, region: region.code })}>
                  {region.name}
                </Link>
              </th>
              <PlaceCount code={region.code} count={open} search={{}} />
              <PlaceCount code={region.code} count={late} search={{ due: 'late' }} />
              <PlaceCount code={region.code} count={ended} search={{ state: 'ended' }} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PlaceCount(props: {
  readonly code: string
  readonly count: number
  readonly search: { readonly due?: string; readonly state?: string }
}) {
  if (props.count === 0) return <td className="number quiet">0</td>
  return (
    <td className="number">
      <Link to="/cases" search={{ ...props.search, region: props.code }}>
        {grouped(props.count)}
      </Link>
    </td>
  )
}
