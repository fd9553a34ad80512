import type { Summary } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { subRegionsQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark, outcomes } from '../../parts/outcome.tsx'
import { OutcomeBar } from '../../parts/outcome-bar.tsx'
import { useWords } from '../../words/index.ts'

type Set = Summary['sets'][number]

/** The regions below with their outcomes on one criterion, or on the whole set. */
export function SubRegions(props: {
  readonly households: Set | undefined
  readonly status: string | undefined
}) {
  const { t, say } = useWords()
  const { region, date } = usePlace()
  const { by } = useSearch({ from: '/frame/' })
  const navigate = useNavigate({ from: '/' })
  const { households: set, status } = props
  const criterion = set?.criteria.some((each) => each.criterion === by) ? by : undefined
  const query = useQuery(subRegionsQuery({ region, date, status, set: set?.set, criterion }))
  return (
    <section className="panel" aria-labelledby="sub-regions">
      <div className="panel-head">
        <h2 id="sub-regions">{t('overview.subRegions')}</h2>
        {set && (
          <label className="counted-over push">
            <span className="quiet">{t('overview.subRegionOf')}</span>
            <select
              className="input"
              value={criterion ?? ''}
              onChange={(event) =>
                navigate({ search: (before) => ({ ...before, by: event.target.value || undefined }) })
              }
            >
              <option value="">{t('overview.overall')}</option>
              {set.criteria.map((each) => (
                <option key={each.criterion} value={each.criterion}>
                  {say(each.label)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Fetched query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{t('overview.subRegionsEmpty')}</p>
          ) : (
            <div className="table-scroll">
              <table className="table sub-regions">
                <caption className="unseen">{t('overview.subRegions')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('region.label')}</th>
                    <th scope="col" className="number">
                      {t('unit.household')}
                    </th>
                    <th scope="col" className="number">
                      {t('unit.person')}
                    </th>
                    <td />
                    {outcomes.map((outcome) => (
                      <th key={outcome} scope="col" className="number">
                        <Mark outcome={outcome} />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ region: place, households, persons, outcomes: counts }) => (
                    <tr key={place.code}>
                      <th scope="row">
                        <Link to="/" search={(before) => ({ ...before, region: place.code })}>
                          {place.name}
                        </Link>
                      </th>
                      <td className="number">
                        <HouseholdsLink filter={{ region: place.code, status }}>
                          {grouped(households)}
                        </HouseholdsLink>
                      </td>
                      <td className="number">{grouped(persons)}</td>
                      <td className="bar-cell">
                        <OutcomeBar counts={counts} />
                      </td>
                      {outcomes.map((outcome) => (
                        <td key={outcome} className="number">
                          {counts[outcome] === 0 ? (
                            <span className="quiet">0</span>
                          ) : (
                            <HouseholdsLink
                              filter={{ region: place.code, status, set: set?.set, criterion, outcome }}
                              label={`${place.name} ${t(`outcome.${outcome}`)} ${grouped(counts[outcome])} ${t('unit.household')}`}
                            >
                              {grouped(counts[outcome])}
                            </HouseholdsLink>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Fetched>
    </section>
  )
}
