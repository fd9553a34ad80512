import type { Summary } from '@lika/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useCodes } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import { Below } from './below.tsx'
import { Causes } from './causes.tsx'
import { type Counted, chosenSet, EVERYONE, tabs, useChoices } from './choices.ts'
import { Criteria } from './criteria.tsx'
import { Data } from './data.tsx'
import { Figures } from './figures.tsx'
import { Gaps } from './gaps.tsx'
import { Leads } from './leads.tsx'
import { Monitored } from './monitored.tsx'
import { isMonitoring, isQualitySet, VILLAGE_EXIT } from './sets.ts'
import { TabLinks } from './tab-links.tsx'
import { Targets } from './targets.tsx'
import { Tasks } from './tasks.tsx'

type Query = { readonly query: UseQueryResult<Summary> }

/** One screen: who exits this year, how they stand, where, and what is lacking. */
export function Cockpit({ counted }: { readonly counted: Counted }) {
  const { t } = useWords()
  const { query, status } = counted
  const { data, error } = query
  if (error && !data) return <ProblemNotice error={error} retry={() => void query.refetch()} />
  if (data && data.households === 0 && data.villages.total === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('overview.noHouseholds')} text={t('overview.noHouseholdsText')} />
      </div>
    )
  }
  return (
    <div className="overview is-fitted">
      {data ? <Figures summary={data} /> : <FiguresComing />}
      <Targets query={query} />
      <div className="overview-column is-split">
        <CriteriaPanel counted={counted} />
        <CausesPanel query={query} />
      </div>
      <div className="overview-column">
        {data ? (
          <Below summary={data} status={status} />
        ) : (
          <Coming title={t('overview.subRegions')} lines={10} />
        )}
      </div>
      <div className="overview-column">
        <MorePanel counted={counted} />
      </div>
    </div>
  )
}

/** Other days are judged when they are asked for: somebody who waits should know what for. */
function FiguresComing() {
  const { t } = useWords()
  const { date, session } = usePlace()
  return (
    <div className="figures">
      {date === session.today ? (
        <Loading lines={2} />
      ) : (
        <p className="computing" role="status">
          {t('overview.computing', { date })}
        </p>
      )}
    </div>
  )
}

function Coming({ title, lines }: { readonly title: string; readonly lines: number }) {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
      </div>
      <Loading lines={lines} />
    </section>
  )
}

function CriteriaPanel({ counted }: { readonly counted: Counted }) {
  const { t } = useWords()
  const { query, status } = counted
  const { about } = useChoices()
  return (
    <section className="panel" aria-label={t('overview.criteria')}>
      <div className="panel-head">
        <TabLinks
          label={t('overview.about')}
          of="about"
          current={about}
          tabs={[
            { id: 'households', label: t('overview.aboutHouseholds') },
            { id: 'villages', label: t('overview.aboutVillages') },
          ]}
        />
        {query.data && <CountedOver summary={query.data} of={counted.of} />}
      </div>
      <div className="panel-scroll">
        <Fetched query={query} lines={10}>
          {(summary) =>
            about === 'villages' ? (
              <VillageCriteria summary={summary} status={status} />
            ) : (
              <HouseholdCriteria summary={summary} status={status} />
            )
          }
        </Fetched>
      </div>
    </section>
  )
}

type Judged = { readonly summary: Summary; readonly status: string | undefined }

export function HouseholdCriteria({ summary, status }: Judged) {
  const { t, say } = useWords()
  const { set: chosen } = useChoices()
  const navigate = useNavigate({ from: '/' })
  const set = chosenSet(summary, chosen)
  // Sets on the quality of data give leads; they are offered here only to whoever has come with one.
  const sets = summary.sets.filter(
    (each) => each.subject === 'household' && (!isQualitySet(each.set) || each.set === set?.set),
  )
  if (!set) return <Notice title={t('overview.noSets')} />
  return (
    <Criteria set={set} status={status}>
      {sets.length > 1 ? (
        <select
          className="input wide set-choice"
          aria-label={t('households.set')}
          value={set.set}
          onChange={(event) =>
            navigate({ search: (before) => ({ ...before, set: event.target.value, by: undefined }) })
          }
        >
          {sets.map((each) => (
            <option key={each.set} value={each.set}>
              {say(each.title)}
            </option>
          ))}
        </select>
      ) : (
        <h2 className="set-title">{say(set.title)}</h2>
      )}
    </Criteria>
  )
}

export function VillageCriteria({ summary, status }: Judged) {
  const { t, say } = useWords()
  const set = summary.sets.find((each) => each.set === VILLAGE_EXIT)
  if (!set) return <Notice title={t('overview.noSets')} />
  return (
    <Criteria set={set} status={status}>
      <h2 className="set-title">{say(set.title)}</h2>
    </Criteria>
  )
}

/** Whose verdicts are counted: a status of the region, or everybody. */
function CountedOver({ summary, of }: { readonly summary: Summary; readonly of: string }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/' })
  const label = useCodes('householdStatus')
  const statuses = [...new Set(['expected', ...Object.keys(summary.byStatus)])].filter(
    (key) => key !== 'unknown',
  )
  return (
    <label className="counted-over push">
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

export function CausesPanel({ query }: Query) {
  const { t } = useWords()
  return (
    <section className="panel" aria-labelledby="causes">
      <div className="panel-head">
        <h2 id="causes">{t('overview.causeHeading')}</h2>
        {query.data && (
          <HouseholdsLink className="push figure" filter={{ status: 'expected' }}>
            {t('overview.households', { count: grouped(query.data.expected.households) as never })}
          </HouseholdsLink>
        )}
      </div>
      <div className="panel-scroll">
        <Fetched query={query} lines={4}>
          {(summary) => <Causes summary={summary} />}
        </Fetched>
      </div>
    </section>
  )
}

function MorePanel({ counted }: { readonly counted: Counted }) {
  const { t } = useWords()
  const { query, status } = counted
  const { tab: asked, set: chosen } = useChoices()
  const { can } = usePlace()
  // Before monitoring came into force there is nobody to tell of; while the figures come nobody can know.
  const isWatched = query.data?.indicators.some(isMonitoring) ?? asked === 'monitored'
  const tab = asked === 'monitored' && !isWatched ? 'gaps' : asked
  const shown: Record<typeof tab, () => ReactNode> = {
    gaps: () => <Fetched query={query}>{(summary) => <Gaps summary={summary} />}</Fetched>,
    monitored: () => <Fetched query={query}>{(summary) => <Monitored summary={summary} />}</Fetched>,
    data: () => <Data status={status} set={chosen} />,
    leads: () => <Leads status={status} />,
    tasks: () => <Tasks />,
  }
  return (
    <section className="panel" aria-label={t('overview.tabsLabel')}>
      <div className="panel-head">
        <TabLinks
          label={t('overview.tabsLabel')}
          of="tab"
          current={tab}
          tabs={tabs
            .filter((id) => (id !== 'tasks' || can('plans.read')) && (id !== 'monitored' || isWatched))
            .map((id) => ({ id, label: t(`overview.tabs.${id}`) }))}
        />
        <Link
          to="/"
          search={(before) => ({ ...before, layout: 'wall' })}
          className="push button button-quiet button-small"
        >
          {t('overview.wall')}
        </Link>
      </div>
      <div className="panel-scroll">{shown[tab]()}</div>
    </section>
  )
}
