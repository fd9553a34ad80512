import type { Summary } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { summaryQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useCodes } from '../../parts/status.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { Causes } from './causes.tsx'
import { Contradictions } from './contradictions.tsx'
import { Criteria } from './criteria.tsx'
import { Figures } from './figures.tsx'
import { Gaps } from './gaps.tsx'
import { SubRegions } from './sub-regions.tsx'
import './overview.css'

export const HOUSEHOLD_EXIT = 'household-exit'
export const VILLAGE_EXIT = 'village-exit'
const EVERYONE = 'all'

/** The true picture of a region on a day; every number opens the list behind it. */
export function OverviewPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  // The plan of the year is about those who are to exit: they are counted unless others are asked for.
  const { of = 'expected' } = useSearch({ from: '/frame/' })
  const status = of === EVERYONE ? undefined : of
  const query = useQuery(summaryQuery({ region, date, status }))
  useTitle(query.data ? `${query.data.name} · ${t('title.overview')}` : t('title.overview'))
  return (
    <>
      <h1 className="unseen">{t('title.overview')}</h1>
      <Fetched query={query} lines={14}>
        {(summary) => <Picture summary={summary} status={status} />}
      </Fetched>
    </>
  )
}

function Picture({ summary, status }: { readonly summary: Summary; readonly status: string | undefined }) {
  const { t, say } = useWords()
  const { set: chosen = HOUSEHOLD_EXIT } = useSearch({ from: '/frame/' })
  const navigate = useNavigate({ from: '/' })
  const householdSets = summary.sets.filter(({ subject }) => subject === 'household')
  const households = householdSets.find(({ set }) => set === chosen) ?? householdSets[0]
  const villages = summary.sets.find(({ set }) => set === VILLAGE_EXIT)
  if (summary.households === 0 && summary.villages.total === 0) {
    return <Notice mark="0" title={t('overview.noHouseholds')} text={t('overview.noHouseholdsText')} />
  }
  return (
    <div className="overview">
      <Figures summary={summary} />
      <div className="overview-column">
        {households ? (
          <Criteria
            set={households}
            status={status}
            choose={
              householdSets.length > 1 && (
                <select
                  className="input"
                  aria-label={t('households.set')}
                  value={households.set}
                  onChange={(event) =>
                    navigate({ search: (before) => ({ ...before, set: event.target.value, by: undefined }) })
                  }
                >
                  {householdSets.map((each) => (
                    <option key={each.set} value={each.set}>
                      {say(each.title)}
                    </option>
                  ))}
                </select>
              )
            }
          >
            <CountedOver summary={summary} />
          </Criteria>
        ) : (
          <Notice title={t('overview.noSets')} />
        )}
        {villages && <Criteria set={villages} status={status} />}
      </div>
      <div className="overview-column">
        <Causes summary={summary} />
        <Gaps summary={summary} />
      </div>
      <div className="overview-column">
        <SubRegions households={households} status={status} />
        <Contradictions count={summary.contradictions} />
      </div>
    </div>
  )
}

/** Whose verdicts are counted: a status of the region, or everybody. */
function CountedOver({ summary }: { readonly summary: Summary }) {
  const { t } = useWords()
  const { of = 'expected' } = useSearch({ from: '/frame/' })
  const navigate = useNavigate({ from: '/' })
  const label = useCodes('householdStatus')
  const statuses = [...new Set(['expected', ...Object.keys(summary.byStatus)])].filter(
    (key) => key !== 'unknown',
  )
  return (
    <label className="counted-over">
      <span className="quiet">{t('overview.countedOver')}</span>
      <select
        className="input"
        value={of}
        onChange={(event) => navigate({ search: (before) => ({ ...before, of: event.target.value }) })}
      >
        {statuses.map((status) => (
          <option key={status} value={status}>
            {label(status)}
          </option>
        ))}
        <option value={EVERYONE}>{t('overview.everyone')}</option>
      </select>
    </label>
  )
}
