import type { Summary } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { subRegionsQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { chosenSet, EVERYONE, useChoices } from './choices.ts'
import { Choropleth } from './map/choropleth.tsx'
import { Legend } from './map/scale.tsx'
import { Tiles } from './map/tiles.tsx'
import { boundariesQuery } from './queries.ts'
import { SubRegions } from './sub-regions.tsx'

/** The regions below: as a map, and as a table of the same numbers. */
export function Below(props: {
  readonly summary: Summary
  readonly status: string | undefined
  readonly isWall?: boolean
}) {
  const { t, say } = useWords()
  const { region, date } = usePlace()
  const choices = useChoices()
  const { summary, status, isWall = false } = props
  const set = chosenSet(summary, choices.set)
  const criterion = set?.criteria.find((each) => each.criterion === choices.by)
  const query = useQuery(
    subRegionsQuery({ region, date, status, set: set?.set, criterion: criterion?.criterion }),
  )
  const boundaries = useQuery(boundariesQuery(region, date))
  const label = t('overview.mapLabel', { of: criterion ? say(criterion.label) : t('overview.overall') })
  return (
    <section className="panel below" aria-labelledby="sub-regions">
      <div className="panel-head">
        <h2 id="sub-regions">{t('overview.subRegions')}</h2>
        {isWall && criterion && <span className="push quiet">{say(criterion.label)}</span>}
        {!isWall && set && <ByCriterion set={set} criterion={criterion?.criterion} />}
      </div>
      <Fetched query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <NobodyBelow region={region} />
          ) : (
            <>
              <div className="map">
                {boundaries.data && boundaries.data.items.length > 0 ? (
                  <Choropleth
                    boundaries={boundaries.data.items}
                    items={items}
                    label={label}
                    status={status}
                  />
                ) : (
                  !boundaries.isPending && <Tiles items={items} label={label} status={status} />
                )}
              </div>
              {set ? <Legend /> : <p className="quiet small">{t('overview.noStandardMap')}</p>}
              {boundaries.data && boundaries.data.items.length > 0 && boundaries.data.missing.length > 0 && (
                <p className="quiet small">
                  {t('overview.mapPartly', { number: boundaries.data.missing.length })}
                </p>
              )}
              <div className="panel-scroll">
                <SubRegions items={items} status={status} set={set?.set} criterion={criterion?.criterion} />
              </div>
            </>
          )
        }
      </Fetched>
    </section>
  )
}

/** A group has nothing below it; elsewhere nobody is of the status that is counted. */
function NobodyBelow({ region }: { readonly region: string }) {
  const { t } = useWords()
  if (region.length >= 14) return <p className="quiet">{t('overview.subRegionsEmpty')}</p>
  return (
    <Notice mark="0" title={t('overview.nobodyCounted')}>
      <Link className="button" to="/" search={(before) => ({ ...before, of: EVERYONE })}>
        {t('overview.countEveryone')}
      </Link>
    </Notice>
  )
}

/** One choice for the map and the table. */
function ByCriterion(props: {
  readonly set: Summary['sets'][number]
  readonly criterion: string | undefined
}) {
  const { t, say } = useWords()
  const navigate = useNavigate({ from: '/' })
  return (
    <label className="counted-over push">
      <span className="quiet">{t('overview.subRegionOf')}</span>
      <select
        className="input"
        aria-label={t('overview.byCriterion')}
        value={props.criterion ?? ''}
        onChange={(event) =>
          navigate({
            search: (before) => ({ ...before, by: event.target.value || undefined }),
            resetScroll: false,
          })
        }
      >
        <option value="">{t('overview.overall')}</option>
        {props.set.criteria.map((each) => (
          <option key={each.criterion} value={each.criterion}>
            {say(each.label)}
          </option>
        ))}
      </select>
    </label>
  )
}
