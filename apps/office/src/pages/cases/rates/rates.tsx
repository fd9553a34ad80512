import type { EndedCount } from '@lika/contract'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { usePlace } from '../../../app/place.ts'
import { incidenceQuery } from '../../../parts/cases/incidence-query.ts'
import { type CaseFilter, CasesLink } from '../../../parts/cases/links.tsx'
import { CaseSections } from '../../../parts/cases/sections.tsx'
import { Fetched } from '../../../parts/fetched.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { Notice } from '../../../parts/problem.tsx'
import { moveAmongRows } from '../../../parts/rows.ts'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { shareText } from '../../overview/share.ts'
import { IncidencePart, Limit } from './incidence.tsx'
import { keeps, outcomes, type Rates, ratesOf, type Share, standings } from './working.ts'
import '../../household/household.css'
import '../../../parts/filters.css'
import './rates.css'

const LOOK_BACK = 'lookBack'
const YEAR = /^(19|20|21)\d\d$/

const endedQuery = (region: string, procedure: string, year: string | undefined) =>
  queryOptions({
    queryKey: ['countEndedCases', region, procedure, year],
    queryFn: ({ signal }) => api.countEndedCases({ query: { region, procedure, ...spanOf(year) }, signal }),
    placeholderData: keepPreviousData,
  })

const spanOf = (year: string | undefined) =>
  year === undefined ? {} : { endedFrom: `${year}-01-01`, endedTo: `${year}-12-31` }

/** What a look-back found: how many were missed and how many let out wrongly, of how many that were looked at. */
export function RatesPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const address = useSearch({ from: '/frame/cases/rates' })
  const year = YEAR.test(address.year ?? '') ? address.year : undefined
  const query = useQuery(endedQuery(region, LOOK_BACK, year))
  useTitle(t('rates.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('rates.title')}</h1>
      </div>
      <CaseSections />
      <YearField year={year} last={Number(date.slice(0, 4))} />
      <Fetched query={query} lines={8}>
        {({ items }) => {
          const found = ratesOf(items)
          const all = standings.reduce((sum, standing) => sum + found.surveyed[standing], 0)
          if (all === 0) {
            return (
              <div className="stack">
                <div className="panel">
                  <Notice mark="0" title={t('rates.empty')} text={t('rates.emptyText')}>
                    <Link className="button" to="/cases/new" search={{ procedure: LOOK_BACK }}>
                      {t('rates.toOpen')}
                    </Link>
                  </Notice>
                </div>
                <IncidencePart />
              </div>
            )
          }
          return (
            <div className="stack" aria-busy={query.isPlaceholderData}>
              <Headline rates={found} year={year} />
              <IncidencePart />
              <ByRegion items={items} all={found} year={year} />
              <p className="quiet prose">{t('rates.basis')}</p>
            </div>
          )
        }}
      </Fetched>
    </>
  )
}

function YearField({ year, last }: { readonly year: string | undefined; readonly last: number }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/cases/rates' })
  const years = [...new Set([0, 1, 2, 3, 4].map((by) => String(last - by)).concat(year ?? []))].toSorted()
  return (
    <div className="filters no-print">
      <label className="filter">
        <span>{t('rates.year')}</span>
        <select
          className="input"
          value={year ?? ''}
          onChange={(event) =>
            void navigate({ search: (before) => ({ ...before, year: event.target.value || undefined }) })
          }
        >
          <option value="">{t('rates.everyYear')}</option>
          {years.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
    </div>
  )
}

/** The filter of the list that a number opens. */
const behind = (year: string | undefined, filter: CaseFilter): CaseFilter => ({
  procedure: LOOK_BACK,
  state: 'ended',
  ...filter,
  ...spanOf(year),
})

function Headline({ rates, year }: { readonly rates: Rates; readonly year: string | undefined }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const { data } = useQuery(incidenceQuery({ region, asOf: date }))
  return (
    <dl className="rates-figures">
      {(
        [
          ['missed', rates.missed, 'unregistered'],
          ['wronglyOut', rates.wronglyOut, 'exited'],
        ] as const
      ).map(([kind, share, standing]) => (
        <div key={kind} className="panel">
          <dt>{t(`rates.rate.${kind}`)}</dt>
          <dd>
            <strong className="rates-share figure">
              <RateText share={share} />
            </strong>
            <span className="figure">
              <CasesLink filter={behind(year, { outcome: kind, standing })} className="in-text">
                {t(`rates.part.${kind}`, { number: grouped(share.part) })}
              </CasesLink>
              {' ÷ '}
              <CasesLink filter={behind(year, { standing })} className="in-text">
                {t(`rates.whole.${standing}`, { number: grouped(share.whole) })}
              </CasesLink>
            </span>
            {data?.limits[kind] && (
              <Limit limit={data.limits[kind]} holds={keeps(share, data.limits[kind])} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The share, or that there is none. */
function RateText({ share }: { readonly share: Share }) {
  const { t } = useWords()
  const text = shareText(share.part, share.whole)
  if (text !== undefined) return text
  return (
    <span className="quiet" title={t('rates.noWholeHint')}>
      {t('rates.noWhole')}
    </span>
  )
}

function ByRegion(props: {
  readonly items: readonly EndedCount[]
  readonly all: Rates
  readonly year: string | undefined
}) {
  const { t } = useWords()
  const { region } = usePlace()
  const regions = Map.groupBy(props.items, ({ region: { code } }) => code)
  return (
    <section className="panel" aria-labelledby="rates-regions">
      <div className="panel-head">
        <h2 id="rates-regions">{t('rates.byRegion')}</h2>
      </div>
      <div className="table-scroll">
        <table className="table rates-table">
          <caption className="unseen">{t('rates.byRegion')}</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('archive.place')}
              </th>
              <th scope="colgroup" colSpan={3}>
                {t('rates.surveyed')}
              </th>
              <th scope="colgroup" colSpan={4}>
                {t('rates.found')}
              </th>
              <th scope="col" rowSpan={2} className="number">
                {t('rates.rate.missed')}
              </th>
              <th scope="col" rowSpan={2} className="number">
                {t('rates.rate.wronglyOut')}
              </th>
            </tr>
            <tr>
              {standings.map((standing) => (
                <th key={standing} scope="col" className="number">
                  {t(`rates.standing.${standing}`)}
                </th>
              ))}
              {outcomes.map((outcome) => (
                <th key={outcome} scope="col" className="number">
                  {t(`rates.outcome.${outcome}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={moveAmongRows}>
            {[...regions.values()].map((counts) => (
              <Row
                key={counts[0]!.region.code}
                place={counts[0]!.region}
                rates={ratesOf(counts)}
                year={props.year}
                isBelow={counts[0]!.region.code !== region}
              />
            ))}
          </tbody>
          <tfoot>
            <Row
              place={{ code: region, name: t('archive.all') }}
              rates={props.all}
              year={props.year}
              isBelow={false}
            />
          </tfoot>
        </table>
      </div>
    </section>
  )
}

function Row(props: {
  readonly place: EndedCount['region']
  readonly rates: Rates
  readonly year: string | undefined
  readonly isBelow: boolean
}) {
  const { t } = useWords()
  const { place, rates, year } = props
  const number = (value: number, filter: CaseFilter, what: string) => (
    <td key={what} className={value === 0 ? 'number quiet' : 'number'}>
      {value === 0 ? (
        '0'
      ) : (
        <CasesLink
          filter={behind(year, { region: place.code, ...filter })}
          label={t('rates.countOf', { place: place.name, what, number: grouped(value) })}
        >
          {grouped(value)}
        </CasesLink>
      )}
    </td>
  )
  return (
    <tr>
      <th scope="row">
        {props.isBelow ? (
          <Link to="." search={(before) => ({ ...before, region: place.code })} data-row-link>
            {place.name}
          </Link>
        ) : (
          place.name
        )}
      </th>
      {standings.map((standing) =>
        number(rates.surveyed[standing], { standing }, t(`rates.standing.${standing}`)),
      )}
      {outcomes.map((outcome) => number(rates.found[outcome], { outcome }, t(`rates.outcome.${outcome}`)))}
      <td className="number">
        <RateText share={rates.missed} />
      </td>
      <td className="number">
        <RateText share={rates.wronglyOut} />
      </td>
    </tr>
  )
}
